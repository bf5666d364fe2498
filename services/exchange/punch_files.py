"""Stamps and day results out of the files of punch clocks, DingTalk, WeCom and Feishu, whatever their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from models.domain.attendance import DayMark
from models.domain.errors import N_, ImportRefused, Message, RowProblem, UserError
from models.domain.period import Period
from services.exchange import day_results, values
from services.exchange.header import HEADER_REFUSED, Column, Header, Names, find_header, plain_title
from services.exchange.import_attendance import day_column, with_weekday_titles
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import Draft
from services.exchange.rows import Row, Table, is_blank
from services.exchange.tables_in import Cell, Sheet

COLUMNS = (
    replace(ROSTER_COLUMNS[0], required=False),
    Column("clock_no", ("考勤号", "考勤号码", "登记号码", "用户号", "user number", "user id", "pin", "enno", "ac-no")),
    Column("account", ("账号", "帐号", "userid")),
    Column("name", ROSTER_COLUMNS[1].titles),
    Column("punched_at", ("打卡时间", "实际打卡时间", "刷卡时间", "考勤时间", "日期时间", "punch time", "check time", "datetime")),
    Column("date", ("日期", "打卡日期", "考勤日期", "时间", "work date", "day")),
    Column("result", ("考勤结果", "考勤状态", "出勤状态", "attendance result")),
    Column("leave", ("关联的审批单", "关联审批单", "假勤申请")),
)
_TIME_TITLE = re.compile(
    r"(?:考勤概况)?(?:(?:上班|下班|首次|末次|最早|最晚|第[一二三四五六\d]次|clockin|clockout)\d*(?:打卡|签到|签退|刷卡)?(?:时间)?"
    r"|(?:上午|下午|上班|下班)?(?:签到|签退)\d*(?:时间)?|(?:打卡|刷卡)(?:时间)?\d+)"
)
_PLANNED_TITLE = re.compile(r"(?:上班|下班)\d*(?:时间)?")
"""The hours of the shift where the file has columns of stamps besides, else stamps."""
_CLOCK_LINE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d{2}(?::\d{2})?")
_ONE_CELL = re.compile(rf"(\S+)\s+({_CLOCK_LINE.pattern})(?:\s.*)?")
_STAMP = re.compile(
    r"[(]?(次日|翌日|第二天|\+1)?[)]?\s*(上午|下午|am|pm)?\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*(am|pm)?(?:\s*[(](次日|翌日|\+1)[)])?",
    re.IGNORECASE,
)
_BESIDE_STAMPS = re.compile(r"[\s,;、|()]|外勤|外出|补卡|正常|迟到|早退|管理员改签|改签")
_DAY_COLUMN = "day"
_TIME_COLUMN = "time"


@dataclass(frozen=True)
class Stamp:
    """One stamp of an agent given by number (or account) and name; `is_clock_no`: the number is the clock's own."""

    row: int
    number: str
    name: str
    moment: datetime
    is_clock_no: bool = False


@dataclass(frozen=True)
class DayResult:
    """A day's finished result that a program wrote instead of stamps; mark None = a stamp is missing."""

    row: int
    number: str
    name: str
    day: date
    mark: DayMark | None
    is_clock_no: bool = False


def read_punches(sheets: list[Sheet], period: Period | None, draft: Draft, mapping: dict[str, str]) -> list[Stamp | DayResult]:
    """Everything in the file; bad rows are noted in the draft."""
    if _is_clock_file(sheets[0]):
        return list(_clock_lines(sheets[0], draft))
    day = day_column(period)

    def open_column(title: str, cell: Cell) -> tuple[str, object] | None:
        if _TIME_TITLE.fullmatch(plain_title(title)):
            return (_TIME_COLUMN, plain_title(title))
        found = day(title, cell)
        return None if found is None else (_DAY_COLUMN, found)

    sheet, header = find_header(sheets, COLUMNS, mapping=mapping, open_column=open_column)
    if not {"employee_no", "clock_no", "account", "name"} & set(header.places) or not (
        {"punched_at", "result"} & set(header.places) or header.open
    ):
        reason = Message(N_("The column is missing."))
        labels = (COLUMNS[0].label, COLUMNS[4].label)
        raise ImportRefused(HEADER_REFUSED, tuple(RowProblem(0, label, "", reason) for label in labels))
    table = Table(sheet, _with_weekends(_without_planned(header)), draft)
    found = [item for row in table.rows() for item in _row_items(table, row, period)]
    table.close()
    return found


def _without_planned(header: Header) -> Header:
    """Hours of the shift are no stamps where real ones stand in columns of their own."""
    times = {place for place, (kind, _) in header.open.items() if kind == _TIME_COLUMN}
    planned = {place for place in times if _PLANNED_TITLE.fullmatch(plain_title(header.titles[place]))}
    if not times - planned and "punched_at" not in header.places:
        return header
    unused = tuple(header.titles[place].strip() for place in sorted(planned))
    return replace(
        header, open={place: value for place, value in header.open.items() if place not in planned}, extra=(*header.extra, *unused)
    )


def _with_weekends(header: Header) -> Header:
    days = {place: meaning for place, (kind, meaning) in header.open.items() if kind == _DAY_COLUMN}
    named, all_days = with_weekday_titles(header, days)
    return replace(named, open={**header.open, **{place: (_DAY_COLUMN, day) for place, day in all_days.items()}})


def _is_clock_file(sheet: Sheet) -> bool:
    """An attlog.dat: no header, a number first and a moment second or third."""
    rows = [row for row in sheet.rows[:50] if any(not is_blank(cell) for cell in row)]
    names = Names(COLUMNS)
    if any(sum(names.match(cell) is not None for cell in row if isinstance(cell, str)) > 1 for row in rows[:10]):
        return False
    return bool(rows) and sum(_clock_fields(row) is not None for row in rows) * 2 > len(rows)


def _clock_fields(row: list[Cell]) -> tuple[str, str, str] | None:
    """Number, name and moment of a clock's line, whether tabs or blanks part them and day from time."""
    cells = [values.read_text(cell) for cell in row[:5]]
    if sum(bool(cell) for cell in cells) == 1 and (line := _ONE_CELL.fullmatch(next(filter(None, cells)))):
        return line[1], "", line[2]
    for place in (1, 2):
        for moment in (cells[place : place + 1], cells[place : place + 2]):
            text = " ".join(moment)
            if cells[0] and _CLOCK_LINE.fullmatch(text) and not re.search(r"[\u4e00-\u9fff]", cells[0]):
                return cells[0], values.read_words(row[1]) if place == 2 else "", text
    return None


def _clock_lines(sheet: Sheet, draft: Draft) -> Iterator[Stamp]:
    for index, row in enumerate(sheet.rows):
        if all(is_blank(cell) for cell in row):
            continue
        fields = _clock_fields(row)
        try:
            if fields is None:
                raise UserError(N_("The line does not hold a number and a time."))
            yield Stamp(index + 1, fields[0], fields[1], values.read_moment(fields[2]), is_clock_no=True)
        except UserError as error:
            draft.problem(index + 1, COLUMNS[4].label, " ".join(values.text_of(cell).strip() for cell in row)[:80], error)


def _row_items(table: Table, row: Row, period: Period | None) -> Iterator[Stamp | DayResult]:
    number, is_clock_no = _number(table, row)
    name = values.read_words(table.cell(row, "name"))
    day = table.get(row, "date", lambda cell: values.read_date(cell, period))
    stamps: list[datetime] = []
    for found in _found(table, row, day):
        if isinstance(found, datetime):
            stamps.append(found)
            yield Stamp(row.number, number, name, found, is_clock_no)
        else:
            yield DayResult(row.number, number, name, *found, is_clock_no)
    if day is not None and (result := _day_result(table, row, day, bool(stamps))):
        yield DayResult(row.number, number, name, day, result[0], is_clock_no)


def _number(table: Table, row: Row) -> tuple[str, bool]:
    """Employee number, else the clock's number (then True), else the account."""
    if number := values.read_employee_no(table.cell(row, "employee_no")):
        return number, False
    if number := values.read_employee_no(table.cell(row, "clock_no")):
        return number, True
    return values.read_employee_no(table.cell(row, "account")), False


def _found(table: Table, row: Row, day: date | None) -> Iterator[datetime | tuple[date, DayMark | None]]:
    places: list[tuple[int, str, object]] = [(place, kind, meaning) for place, (kind, meaning) in table.header.open.items()]
    if "punched_at" in table.header.places:
        places.insert(0, (table.header.places["punched_at"], _TIME_COLUMN, ""))
    for place, kind, meaning in places:
        cell = row.at(place)
        if not is_blank(cell) and not day_results.is_nothing(values.read_text(cell)):
            on = day if kind == _TIME_COLUMN else meaning if isinstance(meaning, date) else None
            yield from table.parsed(row, table.header.titles[place], cell, partial(_items_on, on, kind == _DAY_COLUMN)) or ()


def _day_result(table: Table, row: Row, day: date, has_stamps: bool) -> tuple[DayMark | None] | None:
    """The result that stands beside the stamps of the day, where they do not say it themselves: leave, or a day without any."""
    for key in ("leave", "result"):
        text = values.read_text(table.cell(row, key))
        if not day_results.is_result(text):
            continue
        mark = day_results.read_result(text, day)
        if day_results.is_leave(mark) or (not has_stamps and key == "result"):
            return (mark,)
    return None


def _items_on(day: date | None, has_results: bool, cell: Cell) -> list[datetime | tuple[date, DayMark | None]]:
    text = values.read_text(cell)
    if isinstance(cell, str) and not _CLOCK_LINE.match(text) and day_results.is_result(text) and not _is_stamps(text):
        if day is None:
            raise UserError(N_("The day of this stamp is not known; name the period, for example 2026-10."))
        return [(day, day_results.read_result(text, day))] if has_results else []
    return [*_moments(cell, day)]


def _is_stamps(text: str) -> bool:
    return bool(_STAMP.search(text)) and not _BESIDE_STAMPS.sub("", _STAMP.sub("", text))


def _moments(cell: Cell, day: date | None) -> list[datetime]:
    """All moments in a cell: a full one, or times of the row's day, several parted by blanks or lines."""
    if isinstance(cell, datetime):
        return [cell]
    text = values.read_text(cell)
    if day is None or _CLOCK_LINE.match(text) or (isinstance(cell, float | int) and cell >= 1):
        return [values.read_moment(cell)]
    if isinstance(cell, time | float):
        return [datetime.combine(day, values.read_time(cell))]
    if not _is_stamps(text):
        raise UserError(N_("“{text}” is not a time of day."), text=text)
    return [_moment(day, match) for match in _STAMP.finditer(text)]


def _moment(day: date, match: re.Match[str]) -> datetime:
    at = values.read_time(f"{match[2] or ''}{match[3]}{match[4] or ''}")
    later = bool(match[1] or match[5])
    if later and day == date.max:
        raise UserError(N_("“{text}” is not a date with a time."), text=match[0])
    return datetime.combine(day + timedelta(days=later), at)
