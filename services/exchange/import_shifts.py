"""Who works which shift on which day, and the numbers that punch clocks know agents by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.domain.errors import N_, ImportRefused, Message, RowProblem, UserError
from models.queries import exchange as queries
from models.queries import shifts as shift_queries
from models.tables.people import ClockNumberRow
from models.tables.shifts import ShiftDayRow
from services.exchange import values
from services.exchange.directory import Directory, Person
from services.exchange.header import HEADER_REFUSED, Column, find_header
from services.exchange.import_attendance import day_column, with_weekday_titles
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import Draft, ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table, is_blank
from services.exchange.tables_in import Cell

_REST = {"休", "休息", "公休", "off", "rest", "-", "/"}
_NAME = Column("name", ROSTER_COLUMNS[1].titles)
SHIFT_ROSTER = (
    ROSTER_COLUMNS[0],
    _NAME,
    Column("date", ("日期", "排班日期", "day")),
    Column("shift", ("班次", "班次代码", "排班", "班别", "shift code")),
)
CLOCK_NUMBERS = (
    ROSTER_COLUMNS[0],
    _NAME,
    Column("clock_no", ("考勤号", "考勤号码", "打卡号", "登记号码", "机器号", "clock number", "user id", "pin"), True),
)


def plan_shift_roster(request: Request) -> ImportPlan:
    """Plan a matrix of agents by days, or a list of agent, day and shift; blank cells change nothing."""
    draft = Draft()
    sheet, header = find_header(request.sheets, SHIFT_ROSTER, mapping=request.mapping, open_column=day_column(request.period))
    header, days = with_weekday_titles(header, header.open)
    header = replace(header, open=dict(sorted(days.items())))
    is_list = {"date", "shift"} <= set(header.places)
    if not is_list and not header.open:
        problems = tuple(RowProblem(0, column.label, "", Message(N_("The column is missing."))) for column in SHIFT_ROSTER[2:])
        raise ImportRefused(HEADER_REFUSED, problems)
    table, shifts = Table(sheet, header, draft), _Shifts(request, draft)
    for row in table.rows():
        if is_blank(table.cell(row, "employee_no")) and not is_list:
            continue  # the row of weekdays under the days
        person = table.person(row, shifts.directory)
        found = shifts.listed(table, row) if is_list else shifts.across(table, row)
        if person is not None and table.is_good(row):
            shifts.take(table, row, person, found)
    shifts.store()
    table.close()
    return draft.plan(request.kind)


class _Shifts:
    """Shifts read so far, one per agent and day."""

    def __init__(self, request: Request, draft: Draft) -> None:
        self.request, self.draft = request, draft
        self.directory = Directory.of(queries.employees(request.tx))
        rows = shift_queries.shifts(request.tx)
        self.codes: dict[str, str] = {name.lower(): row["code"] for row in rows for name in (row["name"], row["code"])}
        self.found: dict[tuple[int, date], tuple[int, Person, str]] = {}

    def read(self, cell: Cell) -> str:
        """The code of a shift by code or name, '' for rest."""
        text = values.read_text(cell)
        if text.lower() in _REST:
            return ""
        if text.lower() not in self.codes:
            raise UserError(N_("The centre has no shift “{code}”."), code=text)
        return self.codes[text.lower()]

    def listed(self, table: Table, row: Row) -> dict[date, str]:
        """The one day of a row of a list."""
        day = table.need(row, "date", lambda cell: values.read_date(cell, self.request.period))
        code = table.need(row, "shift", self.read)
        return {day: code} if day is not None and code is not None else {}

    def across(self, table: Table, row: Row) -> dict[date, str]:
        """The days of a row of a matrix."""
        found = {}
        for position, day in table.header.open.items():
            if is_blank(row.at(position)):
                continue
            if not isinstance(day, date):
                self.request.needed_period()
                problem = Message(N_("The day {day} is not in {period}."), {"day": str(day), "period": str(self.request.period)})
                self.draft.problem(row.number, table.header.titles[position], row.at(position), problem)
                continue
            code = table.parsed(row, table.header.titles[position], row.at(position), self.read)
            if code is not None:
                found[day] = code
        return found

    def take(self, table: Table, row: Row, person: Person, found: Mapping[date, str]) -> None:
        """Keep the days of a good row; two shifts for one day are refused."""
        for day, code in found.items():
            before = self.found.get((person.id, day))
            if before is not None and before[2] != code:
                reason = Message(N_("The same agent and day stand in row {row} already."), {"row": before[0]})
                self.draft.problem(row.number, table.header.title("employee_no"), person.employee_no, reason)
                return
            self.found[person.id, day] = (row.number, person, code)

    def store(self) -> None:
        """Plan all days against what is stored."""
        if not self.found:
            return
        days = [day for _, day in self.found]
        stored = {(row["employee_id"], row["day"]): row for row in shift_queries.days(self.request.tx, min(days), max(days))}
        for (key, day), (row, person, code) in self.found.items():
            record = {"employee_id": key, "day": day, "shift": code}
            self.draft.put(ShiftDayRow, stored.get((key, day)), record, row, f"{person.label} {day.isoformat()}")
        self.draft.notice(N_("Days of attendance computed before keep their marks; compute the month anew on the attendance page."))


def plan_clock_numbers(request: Request) -> ImportPlan:
    """Plan a table of employee number and clock number; an agent may have several, a clock number one agent."""
    draft = Draft()
    sheet, header = find_header(request.sheets, CLOCK_NUMBERS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    directory = Directory.of(queries.employees(request.tx))
    stored = {number: {"clock_no": number, "employee_id": key} for number, key in queries.clock_numbers(request.tx).items()}
    seen: dict[str, tuple[int, int]] = {}
    for row in table.rows():
        person = table.person(row, directory)
        number = table.need(row, "clock_no", values.read_employee_no)
        if person is None or number is None:
            continue
        if number in seen and seen[number][0] != person.id:
            reason = Message(N_("The clock number stands in row {row} for another agent."), {"row": seen[number][1]})
            draft.problem(row.number, header.title("clock_no"), number, reason)
        elif number not in seen:
            seen[number] = (person.id, row.number)
            draft.put(
                ClockNumberRow, stored.get(number), {"clock_no": number, "employee_id": person.id}, row.number, f"{person.label} {number}"
            )
    table.close()
    return draft.plan(request.kind)
