"""A quarter or half-year explained to an agent: scores by month and indicator, what would help most, what was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator, plain, round2
from models.domain.outcomes import OutcomeKind, OutcomeStatus
from models.domain.period import Period
from models.queries import settings as setting_queries
from services import closing, documents, outcomes, papers, schemes
from services.documents.running_facts import ReviewedRule, ReviewSheetFacts
from services.outcome_words import period_word
from services.rules.case import AdoptedScheme, Case, Findings
from services.rules.engine import in_force
from services.rules.facts_index import FactsIndex
from services.rules.scheme import Rule
from services.rules.scoring import Scored, ScoredPart, Scorer, terms
from services.running_sheet import given_words
from services.statements import holder
from services.workspace import Workspace

_SCORED = frozenset({"bonus_share", "scored_levels", "scored_prizes"})
_ADVISED = 3
"""Indicators named as worth improving at most."""
_STANDING = frozenset({OutcomeStatus.CONFIRMED, OutcomeStatus.PUBLISHED, OutcomeStatus.IN_FORCE})
_FULL = Decimal(100)


def review_pdf(workspace: Workspace, *, employee_no: str, period: Period) -> bytes:
    """The sheet as PDF; UserError for a period that has not ended its first month, or a number that nobody has."""
    return documents.render(review_facts(workspace, employee_no=employee_no, period=period))


def review_facts(workspace: Workspace, *, employee_no: str, period: Period) -> ReviewSheetFacts:
    """What stands on the sheet: the months of the period up to today."""
    t, today = workspace.texts, workspace.clock.today()
    months = [month for month in period.months() if month.first <= today]
    if not months:
        raise UserError(N_("{period} has not begun."), period=period.text)
    adopted = tuple(version.adopted for version in schemes.versions(workspace))
    with workspace.store.read() as tx:
        index = FactsIndex(closing.facts_of_month(tx, months[-1]))
        if employee_no not in index.facts.employees:
            raise UserError(N_("There is no agent with number {employee_no}."), employee_no=employee_no)
        names = {one.code: one for one in setting_queries.indicators(tx)}
        rules = tuple(_rules(index, adopted, months, employee_no, names, workspace))
        return ReviewSheetFacts(
            language="zh" if t.language == "zh" else "en", number="", issued_on=today, check_code="", centre=papers.issuer(workspace, tx),
            agent=holder(tx, workspace, employee_no, months[-1]), period=period_word(t, period.text), rules=rules,
            given=tuple(_given(workspace, months, employee_no)),
        )  # fmt: skip


def _rules(
    index: FactsIndex, adopted: tuple[AdoptedScheme, ...], months: Sequence[Period], number: str, names: Mapping[str, Indicator],
    workspace: Workspace,
) -> Iterator[ReviewedRule]:  # fmt: skip
    """Each rule with a weighted score of its own that scores the agent in some month, by scheme."""
    for scheme_id in sorted({one.scheme.id for one in adopted}):
        version = in_force(adopted, scheme_id, months[-1].last) or in_force(adopted, scheme_id, months[-1].first)
        for rule in version.scheme.applied if version else ():
            if version and rule.kind in _SCORED and terms(rule):
                found = [(month, _scored(Case(version, rule, month, index, adopted, Findings()), number)) for month in months]
                known = [(month, scored) for month, scored in found if scored and scored.score is not None]
                if known:
                    yield _reviewed(rule, known, names, workspace)


def _scored(case: Case, number: str) -> Scored | None:
    return Scorer(case).score(number) if any(member.number == number for member in case.members()) else None


def _reviewed(rule: Rule, known: Sequence[tuple[Period, Scored]], names: Mapping[str, Indicator], workspace: Workspace) -> ReviewedRule:
    t = workspace.texts
    scores = [scored.score for _, scored in known if scored.score is not None]
    parts = _means(known)
    gains = sorted((-(_FULL - one.score) * one.share, one.code, one) for one in parts if one.score < _FULL)
    advice = [
        t(
            "{indicator} has {score} of 100 points: full marks would add {gain} points to the whole.",
            indicator=_name(names, one.code, t.language), score=f"{one.score:.2f}", gain=f"{round2(-gain):.2f}",
        )
        for gain, _, one in gains[:_ADVISED]
    ]  # fmt: skip
    return ReviewedRule(
        rule.name.text(t.language), f"{round2(sum(scores, Decimal(0)) / len(scores)):.2f}",
        tuple((period_word(t, month.text), f"{scored.score:.2f}") for month, scored in known),
        tuple((_name(names, one.code, t.language), f"{one.score:.2f}", f"{plain(round2(one.share * _FULL))}%") for one in parts),
        tuple(advice),
    )  # fmt: skip


def _means(known: Sequence[tuple[Period, Scored]]) -> list[ScoredPart]:
    """Each indicator once, with the mean of its scores and of its shares over the months that count."""
    found: dict[str, list[ScoredPart]] = {}
    for _, scored in known:
        for part in scored.parts:
            found.setdefault(part.code, []).append(part)
    months = len(known)
    return [
        ScoredPart(
            code, parts[-1].value, round2(sum((one.score for one in parts), Decimal(0)) / len(parts)),
            sum((one.share for one in parts), Decimal(0)) / months,
        )
        for code, parts in found.items()
    ]  # fmt: skip


def _name(names: Mapping[str, Indicator], code: str, language: str) -> str:
    return names[code].name(language) if code in names else code


def _given(workspace: Workspace, months: Sequence[Period], number: str) -> Iterator[tuple[str, str, str]]:
    """What was decided for the agent in the closed months, points aside; what was waived or is not decided yet stays away."""
    for month in months:
        for view in outcomes.board(workspace, month=month).outcomes if closing.is_closed(workspace, month) else ():
            if view.employee_no == number and view.status in _STANDING and view.kind is not OutcomeKind.POINTS:
                yield (period_word(workspace.texts, view.period), *given_words(view, workspace.texts))
