"""All appeals with what is left of their time, the open filing windows, what to be reminded of, and statistics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import median

from models.domain.errors import Message
from models.domain.outcomes import AppealState, OutcomeStatus
from models.domain.papers import PaperStatus
from models.domain.period import Period
from models.queries import appeals as queries
from models.queries.appeals import AppealRecord, NoticeRecord
from models.store import Tx
from models.tables.decisions import AppealRow
from services.appeals.deadlines import Clocks, clocks_in, warnings_of
from services.appeals.filing import OPEN
from services.appeals.moves import is_late
from services.outcome_views import Book, book
from services.workspace import Workspace

REMIND_AT = (5, 2, 0)
"""Working days before a last day at which a reminder is due."""


@dataclass(frozen=True)
class FilingWindow:
    """The time to file against a notice. `last_day` and `days_left` are None while its receipt is not recorded.

    `may_file` False = void, revoked, or appealed against already.
    """

    notice_number: str
    employee_no: str
    name: str
    rule: str
    period: str
    issued_on: date
    received_on: date | None
    last_day: date | None
    days_left: int | None
    may_file: bool
    warnings: tuple[Message, ...]

    @property
    def is_open(self) -> bool:
        """An appeal can be filed in time today."""
        return self.may_file and (self.days_left is None or self.days_left >= 0)


@dataclass(frozen=True)
class BoardRow:
    """One appeal. `days_left` working days until `decide_by` (0 = today, negative = overdue), None when nothing is to be decided."""

    case: str
    employee_no: str
    name: str
    team: str
    notice_number: str
    rule: str
    period: str
    state: AppealState
    filed_at: datetime
    last_day_to_file: date | None
    decide_by: date
    days_left: int | None
    is_late: bool
    reviewer: str
    decision: str
    decided_at: datetime | None
    warnings: tuple[Message, ...]

    @property
    def overdue(self) -> bool:
        """The day by which it was to be decided has passed."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True)
class Board:
    """Everything about appeals: windows still open, soonest first; those that are not; all cases, newest first."""

    windows: tuple[FilingWindow, ...]
    ended: tuple[FilingWindow, ...]
    cases: tuple[BoardRow, ...]


@dataclass(frozen=True)
class Reminder:
    """Something whose last day is near: an appeal to decide (`case`) or a notice whose filing window ends (`case` '').

    `step` is the reminder reached: 5, 2 or 0 working days before, -1 overdue.
    """

    case: str
    notice_number: str
    employee_no: str
    name: str
    last_day: date
    days_left: int
    step: int


@dataclass(frozen=True)
class Statistics:
    """Counts of appeals filed in a span; shares are of the decided ones; days are working days from filing to decision."""

    filed: int
    open: int
    withdrawn: int
    refused_late: int
    upheld: int
    reduced: int
    revoked: int
    decided_in_time: int
    median_days: float | None
    by_rule: tuple[tuple[str, Statistics], ...] = ()
    """The same for each rule, by its name, the most appeals first."""

    @property
    def decided(self) -> int:
        """Decided appeals."""
        return self.upheld + self.reduced + self.revoked

    @property
    def changed(self) -> int:
        """Appeals that changed the decision."""
        return self.reduced + self.revoked

    def share(self, count: int) -> float | None:
        """The part of the decided ones, None when none is decided."""
        return count / self.decided if self.decided else None


def board(workspace: Workspace) -> Board:
    """All appeals and open filing windows as of today."""
    with workspace.store.read() as tx:
        return _board(tx, workspace, queries.notices(tx), queries.appeals(tx))


def own(tx: Tx, workspace: Workspace, employee_no: str) -> Board:
    """The same for one agent only: nothing of others is read."""
    return _board(tx, workspace, queries.notices(tx, employee_no=employee_no), queries.appeals(tx, employee_no=employee_no))


def reminders(workspace: Workspace) -> tuple[Reminder, ...]:
    """What runs out within five working days or has run out, soonest first."""
    found = board(workspace)
    near = [
        Reminder(row.case, row.notice_number, row.employee_no, row.name, row.decide_by, row.days_left, step_of(row.days_left))
        for row in found.cases
        if row.days_left is not None and row.days_left <= REMIND_AT[0]
    ]
    near += [
        Reminder("", w.notice_number, w.employee_no, w.name, w.last_day, w.days_left, step_of(w.days_left))
        for w in found.windows
        if w.last_day and w.days_left is not None and w.days_left <= REMIND_AT[0]
    ]
    return tuple(sorted(near, key=lambda reminder: (reminder.last_day, reminder.case, reminder.notice_number)))


def step_of(days_left: int) -> int:
    """The reminder that is due with so many working days left: 5, 2 or 0; -1 when overdue."""
    return -1 if days_left < 0 else min(step for step in REMIND_AT if days_left <= step)


def statistics(workspace: Workspace, *, span: Period | None = None) -> Statistics:
    """Counts of the appeals filed in the span, of all when none is given."""
    with workspace.store.read() as tx:
        clocks = clocks_in(tx)
        found = [record for record in queries.appeals(tx) if span is None or record.appeal.filed_at.date() in span]
        known = book(tx, workspace, [record.outcome for record in found])
    rules: dict[str, list[AppealRow]] = {}
    for record in found:
        rules.setdefault(known.rule(record.outcome).name.text(known.language), []).append(record.appeal)
    each = sorted(rules.items(), key=lambda item: (-len(item[1]), item[0]))
    whole = _counted([record.appeal for record in found], clocks)
    return replace(whole, by_rule=tuple((name, _counted(rows, clocks)) for name, rows in each))


def _counted(rows: Sequence[AppealRow], clocks: Clocks) -> Statistics:
    decided = [(row, row.decided_at.date()) for row in rows if row.decided_at is not None]
    days = [clocks.days.count(row.filed_at.date(), on) - clocks.days.is_working(row.filed_at.date()) for row, on in decided]
    return Statistics(
        filed=len(rows),
        open=sum(row.state in OPEN for row in rows),
        withdrawn=sum(row.state == AppealState.WITHDRAWN for row in rows),
        refused_late=sum(row.state == AppealState.REJECTED_LATE for row in rows),
        upheld=sum(row.decision == AppealState.UPHELD for row in rows),
        reduced=sum(row.decision == AppealState.REDUCED for row in rows),
        revoked=sum(row.decision == AppealState.REVOKED for row in rows),
        decided_in_time=sum(on <= row.decide_by for row, on in decided),
        median_days=float(median(days)) if days else None,
    )


def _board(tx: Tx, workspace: Workspace, notices: Sequence[NoticeRecord], appeals: Sequence[AppealRecord]) -> Board:
    clocks, today = clocks_in(tx), workspace.clock.today()
    known = book(tx, workspace, [record.outcome for record in notices])
    taken: dict[int, list[AppealRecord]] = {}
    for record in appeals:
        taken.setdefault(record.outcome.id, []).append(record)
    windows = [window(record, clocks, known, today, _may_file(record, taken)) for record in notices]
    windows.sort(key=lambda w: (w.last_day or date.max, w.notice_number))
    cases = [board_row(record, clocks, known, today) for record in reversed(appeals)]
    return Board(tuple(w for w in windows if w.is_open), tuple(w for w in windows if not w.is_open), tuple(cases))


def _may_file(record: NoticeRecord, taken: Mapping[int, Sequence[AppealRecord]]) -> bool:
    if record.document.status == PaperStatus.VOID or record.outcome.status == OutcomeStatus.REVOKED:
        return False
    for earlier in taken.get(record.outcome.id, ()):
        if AppealState(earlier.appeal.state) in OPEN:
            return False
        if earlier.notice.id == record.notice.id and earlier.appeal.state != AppealState.WITHDRAWN:
            return False
    return True


def window(record: NoticeRecord, clocks: Clocks, known: Book, today: date, may_file: bool) -> FilingWindow:
    """What is left of the time to file against a notice."""
    last = clocks.to_file(record.notice.received_on)
    return FilingWindow(
        notice_number=record.document.number, employee_no=record.employee.employee_no, name=record.employee.name,
        rule=known.rule(record.outcome).name.text(known.language), period=record.outcome.period,
        issued_on=record.document.issued_on, received_on=record.notice.received_on,
        last_day=last.last_day if last else None, days_left=clocks.days.days_left(today, last.last_day) if last else None,
        may_file=may_file, warnings=warnings_of(last),
    )  # fmt: skip


def board_row(record: AppealRecord, clocks: Clocks, known: Book, today: date) -> BoardRow:
    """One appeal as the board shows it."""
    appeal, waits = record.appeal, AppealState(record.appeal.state) in OPEN
    return BoardRow(
        case=appeal.case_no, employee_no=record.employee.employee_no, name=record.employee.name, team=known.team(record.outcome),
        notice_number=record.document.number, rule=known.rule(record.outcome).name.text(known.language), period=record.outcome.period,
        state=AppealState(appeal.state), filed_at=appeal.filed_at, last_day_to_file=appeal.last_day_to_file, decide_by=appeal.decide_by,
        days_left=clocks.days.days_left(today, appeal.decide_by) if waits else None, is_late=is_late(record), reviewer=appeal.reviewer,
        decision=appeal.decision, decided_at=appeal.decided_at,
        warnings=warnings_of(clocks.to_file(record.notice.received_on), clocks.to_decide(appeal.filed_at.date())) if waits else (),
    )  # fmt: skip
