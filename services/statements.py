"""Points statements: one agent's points of a quarter by part, what was redeemed and corrected, and the balance, as a numbered paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.papers import PaperStatus, Series
from models.domain.period import Cadence, Period
from models.queries import outcomes as outcome_queries
from models.queries import papers as paper_queries
from models.queries import people as people_queries
from models.queries import points as queries
from models.store import Tx
from models.tables.decisions import OutcomeRow, PointsEntryRow
from services import documents, own_wordings, papers, settings
from services.actors import shown
from services.documents.facts import Gift, Person, PointsMonth, PointsStatementFacts, Redemption, RedemptionSlipFacts
from services.outcome_words import period_word
from services.papers import Owner
from services.words import POSITIONS, word
from services.workspace import Workspace

PARTS = {
    "attendance": N_("Attendance"), "performance": N_("Performance"), "star_rating": N_("Star rating"), "contribution": N_("Contribution"),
}  # fmt: skip
"""The parts of a month's points, in the order of the paper."""
KINDS = {"month": N_("Month's points"), "correction": N_("Correction"), "redemption": N_("Redemption"), "by_hand": N_("By hand")}
"""Words for the kinds of ledger lines."""
_OWN_WORDS = frozenset({"number", "check_code", "issued_on", "handler", "language", "words"})
"""What two papers of the same content may differ in."""


def preview(workspace: Workspace, *, employee_no: str, quarter: Period) -> bytes:
    """The statement as it would be issued now, marked as a draft in place of the number."""
    with workspace.store.read() as tx:
        facts = own_wordings.applied(tx, _facts(tx, workspace, employee_no, quarter))
    return documents.render(replace(facts, number=workspace.texts(N_("Draft"))))


def issue(workspace: Workspace, *, employee_no: str, quarter: Period) -> Done[int]:
    """Number the statement and enter it into the register; gives the paper's id, the earlier one while nothing has changed since."""

    def work(tx: Tx) -> int:
        facts = _facts(tx, workspace, employee_no, quarter)
        person = people_queries.employee_row(tx, employee_no)
        assert person is not None
        for row in paper_queries.documents(tx, month=quarter.text, kind=Series.POINTS.value):
            if row.employee_id == person.id and row.status == PaperStatus.ISSUED and _says(papers.facts_of(workspace, row)) == _says(facts):
                return row.id
        return papers.allocate(tx, workspace, Series.POINTS, facts, Owner(month=quarter.text, employee_id=person.id)).id

    return workspace.store.transact(Op.ISSUE_DOCUMENT, work, who=workspace.actor, note=f"{employee_no} {quarter.text}")


def _says(facts: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(facts).items() if name not in _OWN_WORDS}


def _facts(tx: Tx, workspace: Workspace, employee_no: str, quarter: Period) -> PointsStatementFacts:
    if quarter.cadence is not Cadence.QUARTER:
        raise UserError(N_("“{text}” is not a quarter; write it like 2026-Q3."), text=quarter.text)
    row = people_queries.employee_row(tx, employee_no)
    if row is None:
        raise UserError(N_("There is no agent with the number {number}."), number=employee_no)
    lines = queries.entries(tx, row.id)
    before = [line for line in lines if Period.parse(line.period).last < quarter.first]
    inside = [line for line in lines if quarter.first <= Period.parse(line.period).last <= quarter.last]
    after = [line for line in lines if Period.parse(line.period).last > quarter.last]
    outcomes = {o.id: o for o in outcome_queries.outcome_rows(tx, employee_id=row.id)}
    opening = sum(line.points for line in before)
    earned = [line for line in inside if _parts_of(line, outcomes) is not None]
    months = tuple(_month(workspace, line, outcomes) for line in sorted(earned, key=lambda line: line.period))
    balance = opening + sum(month.total for month in months)
    others = [line for line in inside if line not in earned]
    texts, centre = workspace.texts, settings.centre_in(tx)
    return PointsStatementFacts(
        language="zh" if texts.language == "zh" else "en", number="", issued_on=workspace.clock.today(), check_code="",
        centre=papers.issuer(workspace, tx), holder=holder(tx, workspace, employee_no, quarter), period=period_word(texts, quarter.text),
        parts=tuple(texts(name) for name in PARTS.values()), opening=opening, months=months,
        redemptions=tuple(_entries(workspace, balance, others, after, quarter)), balance=sum(line.points for line in lines),
        department=centre.hr_department or centre.name, handler=shown(texts, centre, workspace.actor),
    )  # fmt: skip


def issue_slip(tx: Tx, workspace: Workspace, *, employee_id: int, quarter: Period, gifts: Sequence[Gift], before: int) -> None:
    """Number the slip of a redemption inside the caller's transaction; `before` is the balance that the gifts were paid from."""
    texts, centre = workspace.texts, settings.centre_in(tx)
    number = people_queries.employees(tx)[employee_id].employee_no
    facts = RedemptionSlipFacts(
        language="zh" if texts.language == "zh" else "en", number="", issued_on=workspace.clock.today(), check_code="",
        centre=papers.issuer(workspace, tx), holder=holder(tx, workspace, number, quarter), gifts=tuple(gifts), before=before,
        after=before - sum(gift.points * gift.quantity for gift in gifts), department=centre.hr_department or centre.name,
        handler=shown(texts, centre, workspace.actor),
    )  # fmt: skip
    papers.allocate(tx, workspace, Series.POINTS, facts, Owner(month=quarter.text, employee_id=employee_id))


def holder(tx: Tx, workspace: Workspace, employee_no: str, period: Period) -> Person:
    """The agent as a paper about the period names them."""
    person = next(iter(people_queries.employees(tx, [employee_no]).values()))
    held = person.assignment_in(period) or person.assignment_on(workspace.clock.today())
    position = workspace.texts.message(word(POSITIONS, held.position)) if held and held.position else ""
    return Person(name=person.name, employee_no=person.employee_no, team=held.team if held else "", position=position)


def _parts_of(line: PointsEntryRow, outcomes: dict[int, OutcomeRow]) -> tuple[int, ...] | None:
    """Points by part from the stored explanation; None for a line that was not made up of parts."""
    outcome = outcomes.get(line.outcome_id) if line.kind == "month" and line.outcome_id is not None else None
    found = {item["criterion"]: item["found"] for item in outcome.because} if outcome else {}
    return tuple(int(found[part]) for part in PARTS) if set(PARTS) <= set(found) else None


def _month(workspace: Workspace, line: PointsEntryRow, outcomes: dict[int, OutcomeRow]) -> PointsMonth:
    parts = _parts_of(line, outcomes) or ()
    capped = workspace.texts(N_("limited to the month's maximum")) if sum(parts) > line.points else ""
    return PointsMonth(month=period_word(workspace.texts, line.period), points=parts, total=line.points, remark=capped)


def _entries(
    workspace: Workspace, balance: int, lines: Sequence[PointsEntryRow], after: Sequence[PointsEntryRow], quarter: Period
) -> Iterator[Redemption]:
    """Redemptions and corrections of the quarter with the running balance; what was booked for later periods in one line."""
    texts = workspace.texts
    for line in lines:
        balance += line.points
        kind = texts(KINDS.get(line.kind, line.kind))
        subject = texts(N_("{kind}: {note}"), kind=kind, note=line.note) if line.note else f"{kind} {line.period}"
        yield Redemption(day=line.made_at.date(), subject=subject, points=line.points, balance=balance)
    if after:
        points = sum(line.points for line in after)
        subject = texts(N_("Booked for later periods than {quarter}"), quarter=period_word(texts, quarter.text))
        yield Redemption(day=after[-1].made_at.date(), subject=subject, points=points, balance=balance + points)
