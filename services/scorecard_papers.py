"""Agents' scorecards as sheets of paper, drawn when asked for and not numbered."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.errors import N_, UserError
from models.domain.kpi import plain, show_value
from models.domain.period import Period
from services import documents, papers, scorecards
from services.documents.facts import Centre, Person
from services.documents.scorecard_facts import ScorecardSheetFacts, ScoredIndicator
from services.outcome_words import period_word
from services.progress import NoProgress, Progress
from services.scorecard_words import line_sentence
from services.scorecards import TREND, AgentCard, ScoredLine
from services.texts import Texts
from services.words import POSITIONS, word
from services.workspace import Workspace


def scorecard_pdf(workspace: Workspace, *, month: Period, employee_nos: Sequence[str] = (), progress: Progress | None = None) -> bytes:
    """The scorecards of these agents (everybody of the month without numbers) in one file, a sheet and a bookmark each."""
    return documents.render_many(scorecard_facts(workspace, month=month, employee_nos=employee_nos), progress or NoProgress())


def scorecard_facts(workspace: Workspace, *, month: Period, employee_nos: Sequence[str] = ()) -> list[ScorecardSheetFacts]:
    """What each sheet says; UserError when nobody of them was employed in the month."""
    cards = scorecards.agent_cards(workspace, month=month, employee_nos=employee_nos)
    if not cards:
        raise UserError(N_("Nobody was employed in {month}."), month=month.text)
    with workspace.store.read() as tx:
        centre = papers.issuer(workspace, tx)
    return [_facts(workspace, centre, card) for card in cards]


def _facts(workspace: Workspace, centre: Centre, card: AgentCard) -> ScorecardSheetFacts:
    texts, head, found = workspace.texts, card.head, card.found
    position = texts.message(word(POSITIONS, card.position)) if card.position else ""
    holder = Person(name=head.name, employee_no=head.employee_no, team=head.team, position=position)
    first = period_word(texts, found.card.from_month)
    basis = texts(N_("The scorecard of the position “{position}” that holds since {month} was used."), position=position, month=first)
    entered = texts(
        N_("There is no scorecard for the position “{position}”; the performance score that was entered counts."), position=position
    )
    return ScorecardSheetFacts(
        language="zh" if texts.language == "zh" else "en", number="", issued_on=workspace.clock.today(), centre=centre, check_code="",
        title=texts(N_("Performance scorecard")), holder=holder,
        period=period_word(texts, card.month.text), total=score_text(found.score), basis=entered if card.is_entered else basis,
        span=texts(N_("Last {n} months"), n=TREND), lines=tuple(_line(line, card, texts) for line in card.lines), trend=card.totals,
    )  # fmt: skip


def score_text(score: object) -> str:
    """A score with its two places, a dash where there is none."""
    return "–" if score is None else f"{score:.2f}"


def _line(line: ScoredLine, card: AgentCard, texts: Texts) -> ScoredIndicator:
    found = line.found
    value = "–" if found.value is None else show_value(line.indicator, found.value)
    counts = found.score is not None
    return ScoredIndicator(
        name=line.indicator.name(texts.language), value=value, score=score_text(found.score), weight=f"{plain(found.line.weight)}%",
        earned=f"{found.earned:.2f}" if counts else "–", sentence=line_sentence(line, card, texts), trend=line.trend,
    )  # fmt: skip
