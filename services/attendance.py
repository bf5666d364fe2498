"""The attendance sheet of a month: reading it with its totals, writing many days as one step, the punches beside a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from models.domain.attendance import ATTENDED, NEUTRAL, AttendanceTally, Code, DayMark, tally_days
from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.domain.people import Employee
from models.domain.period import Period
from models.queries import attendance as queries
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.queries.attendance import StoredDay
from models.store import Tx
from models.tables.attendance import AttendanceRow
from services.attendance_signs import read_mark
from services.cells import CellProblem, CellsRefused, RowHead, numbered, require_reason, row_heads, unknown_agents
from services.exchange.shift_days import ShiftRoster, merged
from services.exchange.shift_roster import read_roster
from services.working_days import WorkingDays, calendar_warning
from services.workspace import Workspace


@dataclass(frozen=True)
class DayHead:
    """One day of the sheet; at most one of the last three is true, none on an ordinary working day."""

    day: date
    is_working: bool
    is_holiday: bool
    is_make_up: bool


@dataclass(frozen=True)
class DayCell:
    """What stands in a cell: canonical text ('' = not entered), who entered it (hand, import, punches), reason of a correction."""

    text: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Totals:
    """One agent's totals as the paper sheet has them, in days unless named otherwise; `full` is full attendance."""

    due: int
    attended: Decimal
    late_count: int
    late_minutes: int
    early_count: int
    early_minutes: int
    missing_punches: int
    absent: Decimal
    personal: Decimal
    sick: Decimal
    annual: Decimal
    family: Decimal
    """Marriage, maternity, paternity and bereavement leave."""
    compensatory: Decimal
    overtime_hours: Decimal
    blank: int
    """Working days from Monday to Friday without an entry."""
    full: bool


@dataclass(frozen=True)
class AgentMonth:
    """One row: the agent, the employed days (first and last inside the month), a cell for each day of the month, totals."""

    head: RowHead
    first: date
    last: date
    cells: tuple[DayCell, ...]
    totals: Totals

    def employed_on(self, day: date) -> bool:
        """May anything be entered for that day?"""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class MonthSheet:
    """The sheet of a month; `warning` when the year's public holidays are not known."""

    month: Period
    days: tuple[DayHead, ...]
    agents: tuple[AgentMonth, ...]
    warning: Message | None = None


@dataclass(frozen=True)
class Missing:
    """What is not entered yet up to a day: agents concerned and their working days."""

    month: Period
    agents: int
    days: int


@dataclass(frozen=True)
class DayPunches:
    """The stamps of one agent's working day as the clock gave them, and those left when doubles are taken out."""

    stamps: tuple[datetime, ...]
    merged: tuple[datetime, ...]


def month_sheet(workspace: Workspace, *, month: Period) -> MonthSheet:
    """The whole sheet, agents by team and number."""
    with workspace.store.read() as tx:
        calendar = WorkingDays(setting_queries.calendar_marks(tx))
        agents = _agents(tx, month, people_queries.employees(tx), calendar)
    days = tuple(DayHead(day, calendar.is_working(day), calendar.is_holiday(day), calendar.is_make_up(day)) for day in month.days())
    year = month.first.year
    return MonthSheet(month, days, agents, None if calendar.is_known(year) else calendar_warning(year))


def set_cells(
    workspace: Workspace, *, month: Period, cells: Sequence[tuple[str, date, str]], reason: str = ""
) -> Done[tuple[AgentMonth, ...]]:
    """Enter days (employee number, day, text; blank deletes) as one step; returns the rows that were touched.

    CellsRefused names every cell that is no mark or lies outside the agent's employment, NeedsReason a closed month; then nothing
    is stored.
    """
    numbers = {number for number, _, _ in cells}

    def work(tx: Tx) -> tuple[AgentMonth, ...]:
        require_reason(tx, [month], reason)
        people = people_queries.employees(tx, numbers)
        _write(tx, month, people, cells, reason)
        return _agents(tx, month, people, WorkingDays(setting_queries.calendar_marks(tx)))

    note = f"{month.text} · {', '.join(sorted(numbers)[:3])}{' …' if len(numbers) > 3 else ''}"
    return workspace.store.transact(Op.EDIT_ATTENDANCE, work, who=workspace.actor, why=reason, note=note)


def punches_of(workspace: Workspace, *, employee_no: str, day: date) -> DayPunches:
    """The stamps that belong to the agent's working day; a night shift's last ones fall on the next morning."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx, [employee_no])
        found = queries.punches(tx, day - timedelta(days=1), day + timedelta(days=1), list(people))
        roster = read_roster(tx, WorkingDays(setting_queries.calendar_marks(tx)).is_working, day, day, list(people))
    stamps = [moment for key, moments in found.items() for moment in moments if roster.day_of(key, moment) == day]
    return DayPunches(tuple(stamps), tuple(merged(stamps)))


def missing(workspace: Workspace, *, month: Period) -> Missing:
    """Working days of the month up to today that nobody has entered, and the number of agents that they belong to."""
    last = min(month.last, workspace.clock.today())
    with workspace.store.read() as tx:
        calendar = WorkingDays(setting_queries.calendar_marks(tx))
        people = {key: person for key, person in people_queries.employees(tx).items() if not person.on_standby_throughout(month)}
        stored = queries.stored_days(tx, month, list(people))
        roster = read_roster(tx, calendar.is_working, month.first, month.last, list(people))
    centre = [day for day in calendar.in_period(month) if day.weekday() < 5]
    blanks = []
    for key, person in people.items():
        own = roster.own_days(key, month)
        needed = (day for day in (own.needed if own else centre) if day <= last and person.employed_on(day))
        blanks.append(sum(day not in stored.get(key, {}) for day in needed))
    return Missing(month, sum(map(bool, blanks)), sum(blanks))


def _agents(tx: Tx, month: Period, people: Mapping[int, Employee], calendar: WorkingDays) -> tuple[AgentMonth, ...]:
    stored = queries.stored_days(tx, month, list(people))
    stamps = queries.punches(tx, month.first, month.last + timedelta(days=1), list(people))
    roster = read_roster(tx, calendar.is_working, month.first, month.last, list(people))
    workdays = calendar.in_period(month)
    rows = []
    for key, head in row_heads(people, month):
        days = stored.get(key, {})
        cells = tuple(_cell(days.get(day)) for day in month.days())
        span = people[key].employed_span(month)
        if span is not None:
            own = roster.own_days(key, month)
            due = [day for day in workdays if people[key].employed_on(day)]
            tally = tally_days({day: one.mark for day, one in days.items()}, due, own.within(span) if own else None)
            totals = _totals(people[key], month, tally, _missing_punches(roster, key, month, stamps.get(key, ()), days))
            rows.append(AgentMonth(head, *span, cells, totals))
    return tuple(rows)


_BLANK = DayCell()


def _cell(stored: StoredDay | None) -> DayCell:
    return DayCell(stored.mark.text, stored.source, stored.note) if stored else _BLANK


def _missing_punches(roster: ShiftRoster, key: int, month: Period, stamps: Sequence[datetime], entered: Collection[date]) -> int:
    """Days of the month with one stamp only that nobody has settled by an entry."""
    by_day: dict[date, list[datetime]] = {}
    for moment in stamps:
        by_day.setdefault(roster.day_of(key, moment), []).append(moment)
    return sum(day in month and day not in entered and len(merged(moments)) == 1 for day, moments in by_day.items())


def _totals(person: Employee, month: Period, tally: AttendanceTally, missing_punches: int) -> Totals:
    return Totals(
        due=tally.workdays,
        attended=tally.days(*ATTENDED),
        late_count=tally.late_count,
        late_minutes=tally.late_minutes,
        early_count=tally.early_count,
        early_minutes=tally.early_minutes,
        missing_punches=missing_punches,
        absent=tally.days(Code.ABSENT),
        personal=tally.days(Code.PERSONAL),
        sick=tally.days(Code.SICK),
        annual=tally.days(Code.ANNUAL),
        family=tally.days(Code.MARRIAGE, Code.MATERNITY, Code.PATERNITY, Code.BEREAVEMENT),
        compensatory=tally.days(Code.COMPENSATORY),
        overtime_hours=tally.overtime_hours,
        blank=tally.blank_workdays,
        full=_is_full(person, month, tally),
    )


def _is_full(person: Employee, month: Period, tally: AttendanceTally) -> bool:
    whole = person.employed_span(month) == (month.first, month.last) and not person.on_standby_throughout(month)
    present = bool(tally.days(*ATTENDED)) and not tally.blank_workdays
    return whole and present and not tally.breaks_full_attendance(NEUTRAL)


def _write(tx: Tx, month: Period, people: Mapping[int, Employee], cells: Sequence[tuple[str, date, str]], reason: str) -> None:
    known = numbered(people)
    unknown_agents((number for number, _, _ in cells), known)
    wanted: dict[tuple[int, date], dict[str, Any] | None] = {}
    problems = []
    for number, day, text in cells:
        key, person = known[number]
        try:
            wanted[key, day] = _values(month, person, day, text, reason)
        except UserError as error:
            problems.append(CellProblem(number, day.isoformat(), text, error.message))
    if problems:
        raise CellsRefused(problems)
    stored = queries.attendance_rows(tx, {day for _, day in wanted}, list(people))
    store_days(tx, wanted, stored, ignoring=("source", "note", "proof"))  # a day typed as it stands keeps who entered it


def _values(month: Period, person: Employee, day: date, text: str, reason: str) -> dict[str, Any] | None:
    """The columns that a text stands for; None = delete."""
    if day not in month:
        raise UserError(N_("{day} does not lie in {month}."), day=day.isoformat(), month=month.text)
    if not text.strip():
        return None
    if not person.employed_on(day):
        raise UserError(N_("{name} was not employed on {day}."), name=person.name, day=day.isoformat())
    return mark_columns(read_mark(text), "hand", reason)


def mark_columns(mark: DayMark, source: str, note: str = "", proof: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A day's mark as the columns of its row: who entered it (hand, punches), why, and the attached proof."""
    return {
        "morning": mark.morning.value, "afternoon": mark.afternoon.value, "late_minutes": mark.late_minutes,
        "early_minutes": mark.early_minutes, "overtime_hours": mark.overtime_hours, "source": source, "note": note, "proof": proof,
    }  # fmt: skip


def store_days(
    tx: Tx,
    wanted: Mapping[tuple[int, date], dict[str, Any] | None],
    stored: Mapping[tuple[int, date], dict[str, Any]],
    ignoring: Collection[str] = (),
) -> int:
    """Remove, change and add days in bulk (None = no entry) and give how many differ; columns in `ignoring` alone make no difference."""
    removed, changed, added = [], [], []
    for place, columns in wanted.items():
        before = stored.get(place)
        if columns is None:
            removed += [before] if before else []
        elif before is None:
            added.append({"employee_id": place[0], "day": place[1], **columns})
        elif any(before[name] != value for name, value in columns.items() if name not in ignoring):
            changed.append((before, columns))
    tx.remove_many(AttendanceRow, removed)
    tx.update_many(AttendanceRow, changed)
    tx.insert_many(AttendanceRow, added)
    return len(added) + len(changed) + len(removed)
