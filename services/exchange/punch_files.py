"""Stamps and day results out of the files of punch clocks, DingTalk and WeCom, whatever their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from models.domain.attendance import DayMark, parse_mark
from models.domain.errors import N_, ImportRefused, Message, RowProblem, UserError
from models.domain.period import Period
from services.exchange import values
from services.exchange.header import Column, Names, find_header, plain_title
from services.exchange.import_attendance import day_column
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import Draft
from services.exchange.rows import Row, Table, is_blank
from services.exchange.tables_in import Cell, Sheet

COLUMNS = (
    Column("employee_no", (*ROSTER_COLUMNS[0].titles, "考勤号", "考勤号码", "登记号码", "user number", "user id", "pin")),
    Column("account", ("账号", "帐号", "userid")),
    Column("name", ROSTER_COLUMNS[1].titles),
    Column("punched_at", ("打卡时间", "刷卡时间", "签到时间", "考勤时间", "日期时间", "punch time", "check time", "datetime")),
    Column("date", ("日期", "打卡日期", "考勤日期", "时间", "work date", "day")),
)
_TIME_TITLE = re.compile(r"(?:上班|下班|首次|末次|最早|最晚|第[一二三四]次|clockin|clockout)\d*(?:打卡)?(?:时间)?")
_CLOCK_LINE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d{2}(?::\d{2})?")
_STAMP = re.compile(r"(次日|翌日)?\s*(\d{1,2}:\d{2}(?::\d{2})?)")
_RESULT = re.compile(
    r"(?:上班|下班|严重)?(正常|出勤|休息|迟到|早退|旷工|事假|病假|年假|年休假|调休|补休|婚假|产假|陪产假|丧假|工伤|出差|外勤|外出|缺卡)(?:并打卡)?\s*(\d+)?"
)
_AS_PRESENT = {"正常", "出勤", "外勤", "外出"}
_DAY_COLUMN = "day"
_TIME_COLUMN = "time"


@dataclass(frozen=True)
class Stamp:
    """One stamp of an agent given by clock number (or account) and name; `row` as the file shows it."""

    row: int
    number: str
    name: str
    moment: datetime


@dataclass(frozen=True)
class DayResult:
    """A day's finished result that a program wrote instead of stamps; mark None = a stamp is missing."""

    row: int
    number: str
    name: str
    day: date
    mark: DayMark | None


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
    if not {"employee_no", "account", "name"} & set(header.places) or not ({"punched_at"} & set(header.places) or header.open):
        reason = Message(N_("The column is missing."))
        labels = (COLUMNS[0].label, COLUMNS[3].label)
        raise ImportRefused(
            N_("The table's header cannot be used; nothing was imported."), tuple(RowProblem(0, label, "", reason) for label in labels)
        )
    table = Table(sheet, header, draft)
    found = [item for row in table.rows() for item in _row_items(table, row, period)]
    table.close()
    return found


def _is_clock_file(sheet: Sheet) -> bool:
    """An attlog.dat: no header, a number first and a moment second or third."""
    rows = [row for row in sheet.rows[:50] if any(not is_blank(cell) for cell in row)]
    names = Names(COLUMNS)
    if any(sum(names.match(cell) is not None for cell in row if isinstance(cell, str)) > 1 for row in rows[:10]):
        return False
    return bool(rows) and sum(_clock_fields(row) is not None for row in rows) * 2 > len(rows)


def _clock_fields(row: list[Cell]) -> tuple[str, str, str] | None:
    cells = [values.read_text(cell) for cell in row[:4]]
    for place in (1, 2):
        if len(cells) > place and cells[0] and _CLOCK_LINE.fullmatch(cells[place]) and not re.search(r"[\u4e00-\u9fff]", cells[0]):
            return cells[0], cells[1] if place == 2 else "", cells[place]
    return None


def _clock_lines(sheet: Sheet, draft: Draft) -> Iterator[Stamp]:
    for index, row in enumerate(sheet.rows):
        if all(is_blank(cell) for cell in row):
            continue
        fields = _clock_fields(row)
        try:
            if fields is None:
                raise UserError(N_("The line does not hold a number and a time."))
            yield Stamp(index + 1, fields[0], fields[1], values.read_moment(fields[2]))
        except UserError as error:
            draft.problem(index + 1, COLUMNS[3].label, " ".join(values.text_of(cell).strip() for cell in row)[:80], error)


def _row_items(table: Table, row: Row, period: Period | None) -> Iterator[Stamp | DayResult]:
    number = values.read_employee_no(table.cell(row, "employee_no")) or values.read_employee_no(table.cell(row, "account"))
    name = values.read_words(table.cell(row, "name"))
    day = table.get(row, "date", lambda cell: values.read_date(cell, period))
    if not is_blank(table.cell(row, "punched_at")):
        for moment in table.get(row, "punched_at", lambda cell: _moments(cell, day)) or ():
            yield Stamp(row.number, number, name, moment)
    for place, (kind, meaning) in table.header.open.items():
        cell = row.at(place)
        if is_blank(cell) or values.read_text(cell) in ("-", "--", "—", "/"):
            continue
        found = table.parsed(row, table.header.titles[place], cell, partial(_items_on, _day_of(kind, meaning, day)))
        for item in found or ():
            if isinstance(item, datetime):
                yield Stamp(row.number, number, name, item)
            else:
                yield DayResult(row.number, number, name, item[0], item[1])


def _day_of(kind: str, meaning: object, day: date | None) -> date | None:
    if kind == _TIME_COLUMN:
        return day
    return meaning if isinstance(meaning, date) else None


def _items_on(day: date | None, cell: Cell) -> list[datetime | tuple[date, DayMark | None]]:
    if day is None:
        raise UserError(N_("The day of this stamp is not known; name the period, for example 2026-10."))
    text = values.read_text(cell)
    if isinstance(cell, str) and _RESULT.match(text):
        return [(day, _result(text))]
    if isinstance(cell, str) and text in ("未打卡", "缺卡", "无", "未签到", "未签退"):
        return []
    return [*_moments(cell, day)]


def _moments(cell: Cell, day: date | None) -> list[datetime]:
    """All moments in a cell: a full one, or times of the row's day, several parted by blanks or lines."""
    if isinstance(cell, datetime):
        return [cell]
    if day is None or _CLOCK_LINE.match(values.read_text(cell)):
        return [values.read_moment(cell)]
    if isinstance(cell, time | float):
        return [datetime.combine(day, values.read_time(cell))]
    text = values.read_text(cell)
    found = list(_STAMP.finditer(text))
    if not found or _STAMP.sub("", re.sub(r"[\s,;、|()]|外勤|补卡", "", text)):
        raise UserError(N_("“{text}” is not a time of day."), text=text)
    return [datetime.combine(day + timedelta(days=bool(match[1])), values.read_time(match[2])) for match in found]


def _result(text: str) -> DayMark | None:
    """The mark of a written result such as 正常, 迟到15分钟, 事假0.5天; None for a missing stamp."""
    words = _RESULT.findall(text)
    if any(word == "缺卡" for word, _ in words):
        return None
    plain = [(word, minutes) for word, minutes in words if word not in _AS_PRESENT]
    if not plain:
        return parse_mark("√")
    if all(word in ("迟到", "早退") for word, _ in plain):
        return parse_mark("".join(f"{word}{minutes}" for word, minutes in plain))
    return parse_mark(plain[0][0] + ("½" if re.search(r"0\.5\s*天|半天", text) else ""))
