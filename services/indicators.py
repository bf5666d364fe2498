"""The indicators of a month: reading the grid with hints, trends and flags, writing many values as one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from models.domain.attendance import AttendanceTally, tally_days
from models.domain.errors import N_, ConflictError, Message, UserError
from models.domain.kpi import Indicator, parse_value, show_value
from models.domain.ops import Done, Op
from models.domain.people import Employee
from models.domain.period import Cadence, Period
from models.queries import attendance as attendance_queries
from models.queries import people as people_queries
from models.queries import readings as queries
from models.queries import settings as setting_queries
from models.queries.readings import StoredReading
from models.store import Tx
from models.tables.readings import ReadingRow
from services.cells import CellProblem, CellsRefused, NeedsConfirmation, RowHead, numbered, require_reason, row_heads, unknown_agents
from services.exchange.shift_roster import read_roster
from services.flags import LOOK_BACK, VOLUMES, flags_of
from services.working_days import WorkingDays
from services.workspace import Workspace

_PERIODS_BACK = 24
"""Earlier periods looked at for the last twelve values, so that a gap does not hide them."""
_LARGEST, _PLACES = Decimal(10) ** 12, 10


@dataclass(frozen=True)
class Edit:
    """One typed value ('' deletes). `seen`: the text that stood there when it was typed over, None = do not check."""

    employee_no: str
    indicator: str
    text: str
    seen: str | None = None


@dataclass(frozen=True)
class ReadingCell:
    """One value: text as shown ('' = missing), where from, who confirmed it, last period's text, the last twelve values
    (this period's last, None = missing), and why it deserves a look."""

    text: str = ""
    source: str = ""
    confirmed: str = ""
    hint: str = ""
    trend: tuple[Decimal | None, ...] = ()
    flags: tuple[Message, ...] = ()


@dataclass(frozen=True)
class AgentReadings:
    """One row: the agent and a cell for each indicator of the grid."""

    head: RowHead
    cells: tuple[ReadingCell, ...]


@dataclass(frozen=True)
class ReadingSheet:
    """The grid of a month or a week; an indicator of a longer cadence shows the period that holds the month.

    `weeks` are those that belong to the month, when the centre has weekly indicators.
    """

    month: Period
    indicators: tuple[Indicator, ...]
    agents: tuple[AgentReadings, ...]
    weeks: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Missing:
    """Values not entered yet, of the indicators that the centre used this month or last: agents concerned and values."""

    month: Period
    agents: int
    values: int


def month_sheet(workspace: Workspace, *, month: Period) -> ReadingSheet:
    """The whole grid of a month, or of a week with the weekly indicators: agents by team and number, indicators in the centre's order."""
    with workspace.store.read() as tx:
        shown = shown_indicators(tx, month)
        rows = _Rows(tx, month, people_queries.employees(tx), shown).agents()
        weekly = any(one.cadence is Cadence.WEEK for one in setting_queries.indicators(tx, shown_only=True))
        return ReadingSheet(month, shown, rows, weeks_of(month.owning_month) if weekly else ())


def weeks_of(month: Period) -> tuple[Period, ...]:
    """The weeks that belong to the month, by their Thursday."""
    return tuple(one for one in month.evaluated_at_close() if one.cadence is Cadence.WEEK)


def set_cells(
    workspace: Workspace, *, month: Period, cells: Sequence[Edit], confirm: bool = False, reason: str = ""
) -> Done[tuple[AgentReadings, ...]]:
    """Enter values as one step; returns the rows that were touched.

    CellsRefused names cells that are no value of their indicator, ConflictError one that changed since it was seen,
    NeedsConfirmation those that deserve a look while `confirm` is false, NeedsReason a closed month without one. Then nothing is stored.
    """
    numbers = {edit.employee_no for edit in cells}

    def work(tx: Tx) -> tuple[AgentReadings, ...]:
        people = people_queries.employees(tx, numbers)
        rows = _Rows(tx, month, people, shown_indicators(tx, month))
        touched = {rows.period[edit.indicator] for edit in cells if edit.indicator in rows.period}
        require_reason(tx, {Period.parse(text).owning_month for text in touched}, reason)
        _Writing(tx, rows).write(cells, workspace.actor if confirm else "")
        return rows.agents()

    note = f"{month.text} · {', '.join(sorted(numbers)[:3])}{' …' if len(numbers) > 3 else ''}"
    return workspace.store.transact(Op.EDIT_READINGS, work, who=workspace.actor, why=reason, note=note)


def missing(workspace: Workspace, *, month: Period) -> Missing:
    """How much of the month and of its weeks that are over is not entered yet."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        weekly = any(one.cadence is Cadence.WEEK for one in setting_queries.indicators(tx, shown_only=True))
        over = [week for week in weeks_of(month) if week.last < workspace.clock.today()] if weekly else []
        blanks: Counter[str] = Counter()
        for period in (month, *over):
            blanks.update(_blanks(tx, period, people))
    return Missing(month, sum(map(bool, blanks.values())), blanks.total())


def _blanks(tx: Tx, month: Period, people: Mapping[int, Employee]) -> Counter[str]:
    """Employee number → how many values lack of the indicators that anybody has in this period or in the one before."""
    places = {one.code: (period_of(one, month).text, _earlier(one, month, 1)[0]) for one in shown_indicators(tx, month)}
    held = queries.values(tx, {text for both in places.values() for text in both}, list(people))
    agents = [(key, head.employee_no) for key, head in row_heads(people, month)]
    used = [code for code, both in places.items() if any(text in held.get((key, code), ()) for key, _ in agents for text in both)]
    return Counter({number: sum(places[code][0] not in held.get((key, code), ()) for code in used) for key, number in agents})


def shown_indicators(tx: Tx, period: Period) -> tuple[Indicator, ...]:
    """The indicators of a week's grid, or of a month's, where those of longer cadences stand too."""
    weekly = period.cadence is Cadence.WEEK
    return tuple(i for i in setting_queries.indicators(tx, shown_only=True) if (i.cadence is Cadence.WEEK) is weekly)


def period_of(indicator: Indicator, month: Period) -> Period:
    """The period that a value entered in the grid of a month or week belongs to."""
    return Period.containing(month.first, indicator.cadence)


def read_value(indicator: Indicator, text: str) -> Decimal:
    """The stored value of a typed text, at most ten decimals; UserError when it is none."""
    value = parse_value(indicator, text)
    if abs(value) >= _LARGEST:
        raise UserError(N_("“{text}” is too large."), text=text)
    return round(value, _PLACES) if int(value.as_tuple().exponent) < -_PLACES else value


def _earlier(indicator: Indicator, month: Period, back: int) -> list[str]:
    period = period_of(indicator, month)
    return [period.shifted(-n).text for n in range(back, 0, -1)]


def _tallies_of_absent(tx: Tx, month: Period, people: Mapping[int, Employee]) -> dict[int, AttendanceTally]:
    """The attendance of agents who attended no day of the month, nearly always nobody: nothing else about it makes a value doubtful."""
    absent = {key: person for key, person in people.items() if person.employed_span(month)}
    for key in attendance_queries.attended(tx, month, list(absent)):
        absent.pop(key, None)
    if not absent:
        return {}
    calendar = WorkingDays(setting_queries.calendar_marks(tx))
    workdays = calendar.in_period(month)
    roster = read_roster(tx, calendar.is_working, month.first, month.last, list(absent))
    found = {}
    for key, days in attendance_queries.stored_days(tx, month, list(absent)).items():
        if key in absent and (span := absent[key].employed_span(month)):
            own = roster.own_days(key, month)
            due = [day for day in workdays if absent[key].employed_on(day)]
            found[key] = tally_days({day: entry.mark for day, entry in days.items()}, due, own.within(span) if own else None)
    return found


class _Rows:
    """What is known of some agents in a month, for reading rows and for judging new values."""

    def __init__(self, tx: Tx, month: Period, people: Mapping[int, Employee], shown: Sequence[Indicator]) -> None:
        self._tx, self.month, self.people, self.shown = tx, month, people, shown
        self.period = {indicator.code: period_of(indicator, month).text for indicator in shown}
        self._earlier = {cadence: _earlier(i, month, _PERIODS_BACK) for cadence, i in {i.cadence: i for i in shown}.items()}
        self._history = queries.values(tx, set().union(*self._earlier.values()), list(people))
        self._stored = queries.stored_readings(tx, set(self.period.values()), list(people))

    @cached_property
    def _attendance(self) -> dict[int, AttendanceTally]:
        return _tallies_of_absent(self._tx, self.month, self.people)

    def stored(self, key: int, code: str) -> StoredReading | None:
        """The agent's value of this month's period."""
        found = self._stored.get((key, code))
        return found.get(self.period[code]) if found else None

    def take(self, key: int, code: str, reading: StoredReading | None) -> None:
        """Know a value that was just stored, or that one was removed."""
        self._stored[key, code] = {self.period[code]: reading} if reading is not None else {}

    def values(self, key: int) -> dict[str, Decimal]:
        """The agent's values of the month by indicator."""
        return {i.code: stored.value for i in self.shown if (stored := self.stored(key, i.code))}

    def flags(self, key: int, indicator: Indicator, value: Decimal, values: Mapping[str, Decimal]) -> tuple[Message, ...]:
        """Why the value deserves a look."""
        history = self._history.get((key, indicator.code), {})
        earlier = [history[period] for period in self._earlier[indicator.cadence] if period in history]
        tally = self._attendance.get(key) if indicator.code in VOLUMES else None
        return flags_of(indicator, value, earlier, others=values, tally=tally)

    def agents(self) -> tuple[AgentReadings, ...]:
        """The rows, by team and number."""
        rows = []
        for key, head in row_heads(self.people, self.month):
            values = self.values(key)
            rows.append(AgentReadings(head, tuple(self._cell(key, indicator, values) for indicator in self.shown)))
        return tuple(rows)

    def _cell(self, key: int, indicator: Indicator, values: Mapping[str, Decimal]) -> ReadingCell:
        stored, history = self.stored(key, indicator.code), self._history.get((key, indicator.code), {})
        if stored is None and not history:
            return _EMPTY
        shown_before = map(history.get, self._earlier[indicator.cadence][1 - LOOK_BACK :])
        trend = (*shown_before, stored.value if stored else None)
        hint = show_value(indicator, trend[-2]) if trend[-2] is not None else ""
        if stored is None:
            return ReadingCell(hint=hint, trend=trend)
        flags = self.flags(key, indicator, stored.value, values)
        return ReadingCell(show_value(indicator, stored.value), stored.source, stored.confirmed, hint, trend, flags)


_EMPTY = ReadingCell()


class _Writing:
    """One edit of the grid inside its transaction."""

    def __init__(self, tx: Tx, rows: _Rows) -> None:
        self.tx, self.rows = tx, rows
        self.people = numbered(rows.people)
        self.indicators = {indicator.code: indicator for indicator in rows.shown}

    def write(self, cells: Sequence[Edit], confirmed_by: str) -> None:
        """Check every cell, then store all."""
        unknown_agents((edit.employee_no for edit in cells), self.people)
        wanted: dict[tuple[int, str], tuple[Edit, Decimal | None]] = {}
        problems = []
        for edit in cells:
            try:
                wanted[self.people[edit.employee_no][0], edit.indicator] = (edit, self._read(edit))
            except ConflictError:
                raise
            except UserError as error:
                problems.append(CellProblem(edit.employee_no, edit.indicator, edit.text, error.message))
        if problems:
            raise CellsRefused(problems)
        flagged = self._flagged(wanted)
        if flagged and not confirmed_by:
            raise NeedsConfirmation(list(flagged.values()))
        self._store(wanted, dict.fromkeys(flagged, confirmed_by))

    def _read(self, edit: Edit) -> Decimal | None:
        key, person = self.people[edit.employee_no]
        indicator = self.indicators.get(edit.indicator)
        if indicator is None:
            raise UserError(N_("The centre has no indicator “{name}”."), name=edit.indicator)
        self._check_seen(edit, key, person, indicator)
        if not edit.text.strip():
            return None
        if person.employed_span(self.rows.month) is None:
            raise UserError(N_("{name} was not employed in {month}."), name=person.name, month=self.rows.month.text)
        return read_value(indicator, edit.text)

    def _check_seen(self, edit: Edit, key: int, person: Employee, indicator: Indicator) -> None:
        stored = self.rows.stored(key, indicator.code)
        now = show_value(indicator, stored.value) if stored else ""
        if edit.seen is not None and edit.seen != now:
            raise ConflictError(
                N_("{name}: the value was changed meanwhile to “{now}”; yours, “{typed}”, was not stored."),
                name=person.name, now=now, typed=edit.text, seen=edit.seen,
            )  # fmt: skip

    def _flagged(self, wanted: Mapping[tuple[int, str], tuple[Edit, Decimal | None]]) -> dict[tuple[int, str], CellProblem]:
        values = {key: self.rows.values(key) for key, _ in wanted}
        for (key, code), (_, value) in wanted.items():
            if value is not None:
                values[key][code] = value
            else:
                values[key].pop(code, None)
        found = {}
        for (key, code), (edit, value) in wanted.items():
            flags = self.rows.flags(key, self.indicators[code], value, values[key]) if value is not None else ()
            if flags:
                found[key, code] = CellProblem(edit.employee_no, code, edit.text, flags[0])
        return found

    def _store(self, wanted: Mapping[tuple[int, str], tuple[Edit, Decimal | None]], confirmed: Mapping[tuple[int, str], str]) -> None:
        removed, changed, added = [], [], []
        for (key, code), (_, value) in wanted.items():
            before = self.rows.stored(key, code)
            after = StoredReading(value, "hand", confirmed.get((key, code), "")) if value is not None else None
            if before is None and after is not None:
                added.append(self._row(key, code, after))
            elif before is not None and after is None:
                removed.append(self._row(key, code, before))
            elif before is not None and after is not None:
                if before.value == after.value and (not after.confirmed or after.confirmed == before.confirmed):
                    continue
                changed.append((self._row(key, code, before), after._asdict()))
            self.rows.take(key, code, after)
        self.tx.remove_many(ReadingRow, removed)
        self.tx.update_many(ReadingRow, changed)
        self.tx.insert_many(ReadingRow, added)

    def _row(self, key: int, code: str, reading: StoredReading) -> dict[str, Any]:
        return {"employee_id": key, "indicator": code, "period": self.rows.period[code], **reading._asdict()}
