"""What a person does with the outcomes of a close: confirm, waive, hear the agent, record by hand; and the month as one board."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.domain.money import to_fen
from models.domain.ops import Done, Op
from models.domain.outcomes import LEVELS, LeftOut, OutcomeKind, OutcomeStatus, move_outcome
from models.domain.people import Employee
from models.domain.period import Period
from models.queries import outcomes as queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from services import attachments, closing, penalty_guards, schemes, settings
from services.actors import same_person
from services.attachments import Attachment
from services.closing import LateChanges, MonthResult, StoredOutcome
from services.corrections import Correction, CorrectionReport, apply_correction, correct_outcome
from services.outcome_views import DECLINED, OutcomeView, book, burdens, outcomes_of, views
from services.outcome_words import BY_HAND
from services.publishing import Budget, PublishReport, budget, budget_in, publish
from services.rules.scheme import Rule
from services.schemes import SchemeVersion
from services.workspace import Workspace

__all__ = [
    "DECLINED", "Board", "Budget", "Correction", "CorrectionReport", "OutcomeView", "PublishReport", "apply_correction",
    "board", "budget", "confirm", "correct_outcome", "decisions", "outcomes_of", "publish", "record_by_hand", "reopen", "rules_in_force",
    "take_statement", "waive",
]  # fmt: skip
MEASURES = (*LEVELS, "coaching", "rectification_report", "pay_reduction_or_transfer", "dismissal_or_transfer")
"""Levels that may be recorded by hand."""


@dataclass(frozen=True)
class LeftOutView:
    """An agent that a rule did not look at; `reason` as the engine names it."""

    rule_name: str
    period: str
    employee_no: str
    employee_name: str
    reason: str


@dataclass(frozen=True)
class Board:
    """A month as the decisions page shows it: closed or as a preview (`outcomes` without ids), and what hangs on it."""

    month: Period
    closed: bool
    outcomes: tuple[OutcomeView, ...]
    left_out: tuple[LeftOutView, ...]
    warnings: tuple[Message, ...]
    budget: Budget
    late: LateChanges | None


@dataclass(frozen=True)
class RuleChoice:
    """A rule under which a person may record something by hand."""

    scheme: str
    rule: str
    name: str
    kind: OutcomeKind


def board(workspace: Workspace, *, month: Period) -> Board:
    """The month: stored decisions when it is closed, else what closing it now would propose; UserError when no scheme is in force."""
    closed = closing.is_closed(workspace, month)
    result = closing.decisions(workspace, month=month) if closed else closing.preview(workspace, month=month)
    late = closing.late_changes(workspace, month=month) if closed else None
    with workspace.store.read() as tx:
        stored = views(tx, workspace, queries.outcome_rows(tx, month=month.text))
        people = {person.employee_no: person for person in people_queries.employees(tx).values()}
        money = budget_in(tx, month)
    proposed = () if closed else _preview_views(workspace, result, people)
    if not closed:
        total = sum((view.amount for view in proposed if view.kind == OutcomeKind.AWARD), Decimal(0))
        money = Budget(money.limit, money.proposed + total, money.confirmed, money.published)
    left_out = tuple(_left_out(workspace, result, people, line) for line in result.left_out)
    warnings = result.named_warnings(workspace.texts.language)
    return Board(month, closed, (*proposed, *stored), left_out, warnings, money, late)


def decisions(workspace: Workspace, *, month: Period) -> MonthResult:
    """A closed month with the figures that hold now: those of the newest correction where an outcome was corrected."""
    result = closing.decisions(workspace, month=month)
    corrected = {view.id: view for view in outcomes_of(workspace, month=month, status=OutcomeStatus.CORRECTED)}

    def held(stored: StoredOutcome) -> StoredOutcome:
        view = corrected.get(stored.id or 0)
        if view is None:
            return stored
        return replace(stored, outcome=replace(stored.outcome, amount=view.amount, points=view.points, level=view.level))

    return replace(result, outcomes=tuple(map(held, result.outcomes)))


def confirm(workspace: Workspace, *, ids: Collection[int], require_statement: bool = False, reason: str = "") -> Done[tuple[Message, ...]]:
    """Confirm proposed outcomes; gives what the law asks to be looked at.

    A penalty needs the agent's statement. A missing one is refused with `require_statement`, else recorded as declined, with a warning.
    """

    def work(tx: Tx) -> tuple[Message, ...]:
        rows = _rows(tx, ids)
        known = book(tx, workspace, rows)
        silent = [row for row in rows if burdens(row.kind, row.employee_id, row.level) and not row.statement]
        names = ", ".join(dict.fromkeys(person.name for row in silent if (person := known.person(row))))
        warnings = []
        if silent and require_statement:
            raise UserError(N_("Ask {names} for a statement first, or record that they declined to make one."), names=names)
        if silent:
            warnings.append(Message(N_("Recorded as declined to make a statement: {names}."), {"names": names}))
        for row in silent:
            row.statement = DECLINED
        warnings += penalty_guards.check(tx, known, rows)
        _check_second_person(tx, workspace, rows)
        for row in rows:
            _move(workspace, row, OutcomeStatus.CONFIRMED)
        return tuple(warnings)

    return workspace.store.transact(Op.DECIDE_OUTCOME, work, who=workspace.actor, why=reason.strip())


def penalty_warnings(workspace: Workspace, *, ids: Collection[int]) -> tuple[Message, ...]:
    """What the law asks to be looked at before these are confirmed; for who may decide alone, for limits tell what somebody earns."""
    workspace.store.guard(Op.DECIDE_OUTCOME)
    with workspace.store.read() as tx:
        rows = _rows(tx, ids)
        return penalty_guards.check(tx, book(tx, workspace, rows), rows)


def waive(workspace: Workspace, *, ids: Collection[int], reason: str) -> Done[int]:
    """Leave proposed outcomes without effect, with the reason."""
    if not reason.strip():
        raise UserError(N_("Give the reason for waiving."))

    def change(row: OutcomeRow) -> None:
        _move(workspace, row, OutcomeStatus.WAIVED)
        row.reason = f"{row.reason}\n{reason.strip()}".strip() if row.by_hand else reason.strip()

    return _decide(workspace, ids, change, reason)


def reopen(workspace: Workspace, *, ids: Collection[int]) -> Done[int]:
    """Take confirmed or waived outcomes back to proposed, as long as they are not published."""

    def change(row: OutcomeRow) -> None:
        _move(workspace, row, OutcomeStatus.PROPOSED)

    return _decide(workspace, ids, change, "")


def take_statement(workspace: Workspace, *, id: int, text: str | None) -> Done[int]:
    """Record what the agent says before a penalty is decided; None = the agent declined to say anything."""
    if text is not None and not text.strip():
        raise UserError(N_("Write down the statement, or record that the agent declined to make one."))

    def change(row: OutcomeRow) -> None:
        if not burdens(row.kind, row.employee_id, row.level):
            raise UserError(N_("A statement is asked for only before a penalty."))
        if row.status not in (OutcomeStatus.PROPOSED, OutcomeStatus.CONFIRMED):
            raise UserError(N_("The decision is published; a statement now belongs into an appeal."))
        row.statement = DECLINED if text is None else text.strip()

    return _decide(workspace, [id], change, "")


def record_by_hand(
    workspace: Workspace,
    *,
    month: Period,
    scheme_id: str,
    rule: str,
    employee_no: str | None = None,
    team: str | None = None,
    kind: OutcomeKind | None = None,
    amount: Decimal = Decimal(0),
    points: int = 0,
    level: str | None = None,
    facts: str,
    evidence_paths: Sequence[Path] = (),
) -> Done[int]:
    """Propose an award or a penalty that a person decided on, under a rule in force at the month's end; gives its id.

    `facts` says what happened; a penalty needs a file as evidence. It is confirmed and published like every other.
    """
    _check_words(employee_no, team, facts, amount, level)
    kept = [attachments.keep(workspace, path) for path in evidence_paths]

    def work(tx: Tx) -> int:
        version, found = _rule_in_force(tx, month, scheme_id, rule)
        meant = kind or found.outcome
        if meant in (OutcomeKind.PENALTY, OutcomeKind.PROPOSAL) and (employee_no is None or not kept):
            raise UserError(N_("A penalty recorded by hand names one agent and needs evidence; attach at least one file."))
        row = OutcomeRow(
            month=month.text, period=month.text, scheme_id=scheme_id, scheme_version_id=version.id, rule=rule, kind=meant.value,
            status=OutcomeStatus.PROPOSED.value, employee_id=_employee_id(tx, month, employee_no), team=team, amount_fen=to_fen(amount),
            points=points, level=level or None, because=_because(facts, kept), by_hand=True, reason=facts.strip(),
            evidence=[{"name": item.name, "sha256": item.sha256} for item in kept], proposed_by=workspace.actor,
        )  # fmt: skip
        tx.add(row)
        row.subject_key = f"by-hand-{row.id}"
        return row.id

    return workspace.store.transact(Op.RECORD_BY_HAND, work, who=workspace.actor, why=facts.strip(), note=month.text)


def rules_in_force(workspace: Workspace, *, month: Period) -> tuple[RuleChoice, ...]:
    """Rules under which something may be recorded by hand for the month; those meant for it first."""
    with workspace.store.read() as tx:
        held = _versions_at(tx, month)
    pairs = [(version, rule) for version in held for rule in version.scheme.applied]
    pairs.sort(key=lambda pair: pair[1].kind != "manual")
    language = workspace.texts.language
    return tuple(RuleChoice(version.scheme.id, rule.id, rule.name.text(language), rule.outcome) for version, rule in pairs)


def _check_words(employee_no: str | None, team: str | None, facts: str, amount: Decimal, level: str | None) -> None:
    if bool(employee_no) == bool(team):
        raise UserError(N_("Name either an agent or a team."))
    if not facts.strip():
        raise UserError(N_("Say what happened."))
    if amount < 0:
        raise UserError(N_("An amount is not negative; a penalty's amount is what it takes."))
    if level and level not in MEASURES:
        raise UserError(N_("“{level}” is not a level. Known are: {known}."), level=level, known=", ".join(MEASURES))


def _because(facts: str, kept: Sequence[Attachment]) -> list[dict[str, Any]]:
    source = ", ".join(item.name for item in kept)
    return [{"criterion": BY_HAND, "found": facts.strip(), "required": "", "met": True, "source": source}]


def _versions_at(tx: Tx, month: Period) -> list[SchemeVersion]:
    """The newest version of every scheme in force on the month's last day."""
    held = [version for version in schemes.versions_in(tx) if version.adopted.in_force_on(month.last)]
    return list({version.scheme.id: version for version in sorted(held, key=lambda v: v.version)}.values())


def _rule_in_force(tx: Tx, month: Period, scheme_id: str, rule_id: str) -> tuple[SchemeVersion, Rule]:
    version = next((version for version in _versions_at(tx, month) if version.scheme.id == scheme_id), None)
    if version is None:
        raise UserError(N_("The scheme “{scheme}” is not in force in {month}."), scheme=scheme_id, month=month.text)
    rule = version.scheme.rule(rule_id)
    if rule is None:
        raise UserError(N_("The scheme “{scheme}” has no rule “{rule}”."), scheme=scheme_id, rule=rule_id)
    return version, rule


def _employee_id(tx: Tx, month: Period, employee_no: str | None) -> int | None:
    if employee_no is None:
        return None
    found = next(((key, person) for key, person in people_queries.employees(tx).items() if person.employee_no == employee_no), None)
    if found is None or found[1].employed_span(month) is None:
        raise UserError(N_("Nobody with the number {employee_no} was employed in {month}."), employee_no=employee_no, month=month.text)
    return found[0]


def _rows(tx: Tx, ids: Collection[int]) -> list[OutcomeRow]:
    rows = queries.outcome_rows(tx, ids=ids)
    if len(rows) != len(set(ids)):
        raise UserError(N_("There is no such decision."))
    return rows


def _check_second_person(tx: Tx, workspace: Workspace, rows: Sequence[OutcomeRow]) -> None:
    """What was recorded by hand is not confirmed by the same person where the centre asks for two."""
    if settings.centre_in(tx).two_for_by_hand and any(row.by_hand and same_person(row.proposed_by, workspace.actor) for row in rows):
        raise UserError(N_("{name} recorded this by hand; the centre asks that another person confirms it."), name=workspace.actor)


def _move(workspace: Workspace, row: OutcomeRow, status: OutcomeStatus) -> None:
    row.status = move_outcome(OutcomeStatus(row.status), status).value
    decided = status != OutcomeStatus.PROPOSED
    row.decided_by = workspace.actor if decided else ""
    row.decided_at = workspace.clock.now() if decided else None


def _decide(workspace: Workspace, ids: Collection[int], change: Callable[[OutcomeRow], None], reason: str) -> Done[int]:
    def work(tx: Tx) -> int:
        rows = _rows(tx, ids)
        for row in rows:
            change(row)
        return len(rows)

    return workspace.store.transact(Op.DECIDE_OUTCOME, work, who=workspace.actor, why=reason.strip())


def _preview_views(workspace: Workspace, result: MonthResult, people: dict[str, Employee]) -> tuple[OutcomeView, ...]:
    found = []
    language = workspace.texts.language
    for stored in result.outcomes:
        outcome = stored.outcome
        held = [v for v in result.versions if v.scheme.id == outcome.scheme and v.adopted.in_force_on(Period.parse(outcome.period).last)]
        version = max(held, key=lambda v: v.version)
        rule = version.scheme.rule(outcome.rule)
        assert rule is not None
        found.append(
            OutcomeView(
                id=None, scheme=outcome.scheme, scheme_name=version.scheme.name.text(language), version=version.version,
                rule=outcome.rule, rule_name=rule.name.text(language), title=rule.title.text(language), clause=rule.clause,
                period=outcome.period, month=result.month.text, kind=outcome.kind, status=OutcomeStatus.PROPOSED,
                employee_no=outcome.employee_no, employee_name=people[outcome.employee_no].name if outcome.employee_no else "",
                team=outcome.team, amount=outcome.amount, points=outcome.points, level=outcome.level,
                original_amount=outcome.amount, original_points=outcome.points, original_level=outcome.level,
                score=outcome.score, rank=outcome.rank, because=outcome.because,
            )
        )  # fmt: skip
    return tuple(found)


def _left_out(workspace: Workspace, result: MonthResult, people: dict[str, Employee], line: LeftOut) -> LeftOutView:
    rules = (v.scheme.rule(line.rule) for v in result.versions if v.scheme.id == line.scheme)
    rule = next((rule for rule in rules if rule), None)
    name = rule.name.text(workspace.texts.language) if rule else line.rule
    person = people.get(line.employee_no)
    return LeftOutView(name, line.period, line.employee_no, person.name if person else "", line.reason)
