"""Attendance as a month's matrix of marks or as a list of days; blank cells are not entered and change nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from models.domain.attendance import Code, DayMark, parse_mark
from models.domain.errors import N_, ImportRefused, Message, RowProblem, UserError
from models.domain.period import Cadence, Period
from models.queries import exchange as queries
from models.tables.attendance import AttendanceRow
from services.exchange import values
from services.exchange.directory import Directory, Person
from services.exchange.header import HEADER_REFUSED, Column, Header, find_header
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import Draft, ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table, is_blank
from services.exchange.tables_in import Cell

COLUMNS = (
    ROSTER_COLUMNS[0],
    Column("name", ROSTER_COLUMNS[1].titles),
    Column("date", ("日期", "考勤日期", "出勤日期", "day")),
    Column("code", ("代码", "考勤代码", "考勤", "考勤结果", "状态", "符号", "mark", "attendance")),
    Column("minutes", ("分钟", "分钟数", "时长(分钟)", "min")),
    Column("hours", ("小时", "小时数", "加班小时", "时长(小时)")),
)
_WEEKDAY = re.compile(r"(?:星期|周)?[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)\w*", re.IGNORECASE)
_WEEK_TITLE = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_DAY_TITLE = re.compile(rf"(\d{{1,2}})(?:日|号|st|nd|rd|th)?(?:[\s(]*(?:{_WEEKDAY.pattern})\)?)?", re.IGNORECASE)


def day_column(period: Period | None) -> Callable[[str, Cell], date | int | None]:
    """Recognises a day in a header: 1, 1日, 10/1, 2026-10-01, 1 四, 周一 of a week, or a real date.

    A bare number outside the period, or without one, stays a number.
    """
    week = list(period.days()) if period is not None and period.cadence is Cadence.WEEK else []

    def recognise(title: str, cell: Cell) -> date | int | None:
        if isinstance(cell, datetime | date):
            return values.read_date(cell)
        text = values.clean(title)
        if week and (match := _WEEK_TITLE.fullmatch(text)):
            return week["一二三四五六日".index(match[1].replace("天", "日"))]
        if match := _DAY_TITLE.fullmatch(text):
            return _in_period(period, int(match[1]))
        try:
            day = values.read_date(text.split("\n")[0], period)
        except UserError:
            return None
        return day

    return recognise


def with_weekday_titles(header: Header, days: Mapping[int, date | int]) -> tuple[Header, dict[int, date | int]]:
    """The header and its days with those that stand under a weekday alone, as DingTalk writes weekends: 9, 六, 日, 12."""
    found: dict[int, date | int] = {}
    places = range(len(header.titles))
    for order, step in ((places, 1), (reversed(places), -1)):
        for place in order:
            beside = days.get(place - step, found.get(place - step))
            if beside is not None and place not in days and _WEEKDAY.fullmatch(values.clean(header.titles[place])):
                found.setdefault(place, beside + timedelta(days=step) if isinstance(beside, date) else beside + step)
    used = {header.titles[place].strip() for place in found}
    return replace(header, extra=tuple(title for title in header.extra if title not in used)), {**days, **found}


def _in_period(period: Period | None, day: int) -> date | int | None:
    if not 1 <= day <= 31:
        return None
    if period is None or period.cadence not in (Cadence.MONTH, Cadence.WEEK):
        return day
    return next((one for one in period.days() if one.day == day), day)


def plan(request: Request) -> ImportPlan:
    """Plan a matrix or a list."""
    sheet, header = find_header(request.sheets, COLUMNS, mapping=request.mapping, open_column=day_column(request.period))
    header, days_of = with_weekday_titles(header, header.open)
    draft = Draft()
    table = Table(sheet, replace(header, open=dict(sorted(days_of.items()))), draft)
    days = _Days(request, draft)
    if "date" in header.places and "code" in header.places:
        _plan_list(table, days)
    elif header.open:
        _plan_matrix(table, days, request)
    else:
        reason = Message(N_("The column is missing."))
        missing = [column.label for column in COLUMNS[2:4] if column.key not in header.places]
        raise ImportRefused(HEADER_REFUSED, tuple(RowProblem(0, label, "", reason) for label in missing))
    days.store()
    table.close()
    return draft.plan(request.kind)


class _Days:
    """Days read so far, one mark per agent and day."""

    def __init__(self, request: Request, draft: Draft) -> None:
        self.request, self.draft = request, draft
        self.directory = Directory.of(queries.employees(request.tx))
        self.marks: dict[tuple[int, date], tuple[int, Person, DayMark]] = {}

    def store(self) -> None:
        """Plan all days against what is stored."""
        if not self.marks:
            return
        first, last = min(day for _, day in self.marks), max(day for _, day in self.marks)
        stored = {(row["employee_id"], row["day"]): row for row in queries.attendance_between(self.request.tx, first, last)}
        for (employee_id, day), (row, person, mark) in self.marks.items():
            put_day(self.draft, stored.get((employee_id, day)), person, day, mark, "import", row)


def put_day(draft: Draft, before: Mapping[str, Any] | None, person: Person, day: date, mark: DayMark, source: str, row: int) -> None:
    """Plan one day's mark; an equal mark stays as it is, whoever entered it."""
    figures: dict[str, Any] = {
        "morning": mark.morning.value, "afternoon": mark.afternoon.value, "late_minutes": mark.late_minutes,
        "early_minutes": mark.early_minutes, "overtime_hours": mark.overtime_hours,
    }  # fmt: skip
    if before is None or any(before[name] != value for name, value in figures.items()):
        figures |= {"source": source, "note": "", "proof": None}
    draft.put(AttendanceRow, before, {"employee_id": person.id, "day": day, **figures}, row, f"{person.label} {day.isoformat()}")


def _plan_matrix(table: Table, days: _Days, request: Request) -> None:
    if any(isinstance(day, int) for day in table.header.open.values()):
        request.needed_period()
    seen: dict[int, int] = {}
    for row in table.rows():
        if _is_weekday_row(row, table.header):
            continue
        person = table.person(row, days.directory)
        if person is not None and person.id in seen:
            reason = Message(N_("The employee number stands in row {row} already."), {"row": seen[person.id]})
            table.draft.problem(row.number, table.header.title("employee_no"), person.employee_no, reason)
        if person is None:
            continue
        seen.setdefault(person.id, row.number)
        marks = _row_marks(table, row, person, request)
        if table.is_good(row):
            days.marks |= {(person.id, day): (row.number, person, mark) for day, mark in marks.items()}


def _is_weekday_row(row: Row, header: Header) -> bool:
    cells = [values.read_text(row.at(position)) for position in header.open]
    filled = [text for text in cells if text]
    blank = all(is_blank(row.at(header.places[key])) for key in header.places)
    return blank and bool(filled) and all(_WEEKDAY.fullmatch(text) for text in filled)


def _row_marks(table: Table, row: Row, person: Person, request: Request) -> dict[date, DayMark]:
    marks = {}
    for position, day in table.header.open.items():
        cell = row.at(position)
        if is_blank(cell):
            continue
        mark = table.parsed(row, table.header.titles[position], cell, partial(_mark_on, day, person, request))
        if mark is not None and isinstance(day, date):
            marks[day] = mark
    return marks


def _mark_on(day: date | int, person: Person, request: Request, cell: Cell) -> DayMark:
    if isinstance(day, int) or (request.period is not None and day not in request.period):
        text = str(day) if isinstance(day, int) else day.isoformat()
        raise UserError(N_("The day {day} is not in {period}."), day=text, period=str(request.period))
    person.check_employed(day)
    return parse_mark(values.read_text(cell))


def _plan_list(table: Table, days: _Days) -> None:
    for row in table.rows():
        person = table.person(row, days.directory)
        day = table.need(row, "date", lambda cell: values.read_date(cell, days.request.period))
        mark = _list_mark(table, row)
        if person is None or day is None or mark is None:
            continue
        key = (person.id, day)
        try:
            person.check_employed(day)
            if days.request.period is not None and day not in days.request.period:
                raise UserError(N_("The day {day} is not in {period}."), day=day.isoformat(), period=str(days.request.period))
            if key in days.marks:
                mark = _merged(days.marks[key][2], mark, days.marks[key][0])
        except UserError as error:
            table.draft.problem(row.number, table.header.title("date"), table.cell(row, "date"), error)
            continue
        days.marks[key] = (row.number, person, mark)


def _list_mark(table: Table, row: Row) -> DayMark | None:
    minutes = table.get(row, "minutes", values.read_number)
    hours = table.get(row, "hours", values.read_number)
    if not table.is_good(row):
        return None
    return table.need(row, "code", lambda cell: _mark_with(values.read_text(cell), minutes, hours))


def _mark_with(text: str, minutes: Decimal | None, hours: Decimal | None) -> DayMark:
    """The mark of a code with its figure beside it; overtime beside “minutes” is hours up to 24, minutes above."""
    if re.search(r"\d$", text) or (not minutes and not hours):
        return parse_mark(text)
    if text.lower() in ("overtime", "加", "加班"):
        amount = hours if hours else (minutes or Decimal(0))
        hours = amount if hours or amount <= 24 else amount / 60
        return parse_mark(f"加{hours.quantize(Decimal('0.01')).normalize():f}")
    mark = parse_mark(text)
    if Code.LATE in (mark.morning, mark.afternoon) or Code.EARLY in (mark.morning, mark.afternoon):
        return parse_mark(f"{text}{int(minutes or (hours or 0) * 60)}")
    return mark


def _merged(one: DayMark, other: DayMark, row: int) -> DayMark:
    """Two rows of one day, e.g. late and early and overtime, as one mark; UserError when they contradict each other."""
    morning, afternoon = _half(one.morning, other.morning), _half(one.afternoon, other.afternoon)
    if one == other or morning is None or afternoon is None or (one.overtime_hours and other.overtime_hours):
        raise UserError(N_("The same agent and day stand in row {row} already."), row=row)
    late, early = max(one.late_minutes, other.late_minutes), max(one.early_minutes, other.early_minutes)
    return DayMark(morning, afternoon, late, early, one.overtime_hours + other.overtime_hours)


def _half(one: Code, other: Code) -> Code | None:
    if one is Code.PRESENT or one is other:
        return other
    return one if other is Code.PRESENT else None
