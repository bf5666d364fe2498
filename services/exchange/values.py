"""Cells to values: days, times, durations, numbers, yes/no, the words of a roster; UserError says why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import TypeVar

from models.domain.errors import N_, UserError
from models.domain.kpi import parse_number, parse_yes_no, plain
from models.domain.people import EmploymentType, Status
from models.domain.period import Period
from services.exchange.tables_in import Cell

_EXCEL_EPOCH = datetime.fromisoformat("1899-12-30")
_SERIALS = (20_000, 80_000)
"""Numbers read as Excel's day count: 1954 to 2119."""
_DAY = re.compile(r"(\d{4}|\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_TIME = re.compile(
    r"(上午|下午|am|pm)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:\.\d+)?\s*秒?|\s*分)?\s*(am|pm)?", re.IGNORECASE
)
_DURATION = re.compile(r"(?=.*[时分秒hms])(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|min|m))?(?:(\d+)(?:秒|sec|s)?)?")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?|(20\d{2})(\d{2})")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_GUARD = re.compile(r"^'(?=[=+\-@\t\r])")
_WEEKDAY = re.compile(r"[\s(]*(?:星期|周|礼拜)[一二三四五六日天]\s*\)?$")
T = TypeVar("T")


def clean(text: str) -> str:
    """Text without full-width forms, outer blanks, a leading apostrophe, invisible marks; ½ is 1/2."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("⁄", "/")
    return text.strip().lstrip("'").strip()


def number_text(value: float) -> str:
    """A spreadsheet's number as it shows: 15 digits at most, no exponent, no needless point."""
    return plain(Decimal(f"{value:.15g}"))


def text_of(cell: Cell) -> str:
    """What the cell shows."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, timedelta):
        return plain(Decimal(str(cell.total_seconds())))
    return cell.isoformat()


def read_text(cell: Cell) -> str:
    """Cleaned text of numbers, codes and marks."""
    return clean(text_of(cell))


def read_words(cell: Cell) -> str:
    """Names and free text as written: rare characters and full-width punctuation stay; a guard before =, +, -, @ goes."""
    return _GUARD.sub("", _INVISIBLE.sub("", text_of(cell)).strip())


def read_employee_no(cell: Cell) -> str:
    """An employee number as text; Excel's 7.0 is 7, inner blanks go, zeros stay."""
    return re.sub(r"\s+", "", read_text(cell))


def read_date(cell: Cell, within: Period | None = None) -> date:
    """A day however it is written; one without a year is read in the year of `within`."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = read_text(cell)
    day = _day_of_text(text, within)
    if day is None:
        raise UserError(N_("“{text}” is not a date."), text=text)
    return day


@lru_cache(4096)
def _day_of_text(text: str, within: Period | None) -> date | None:
    """The day of a cleaned text, or None; cached because a table repeats its days."""
    try:
        return _day_written(_WEEKDAY.sub("", text).strip().replace("T", " "), within)
    except (ValueError, OverflowError):
        return None


def _day_written(text: str, within: Period | None) -> date | None:
    whole = re.sub(r"\s+\d{1,2}:\d{1,2}(:\d{1,2}(\.\d+)?)?$", "", text)
    if match := _DAY.fullmatch(whole):
        year = int(match[1])
        return date(year + 2000 if year < 100 else year, int(match[2]), int(match[3]))
    if re.fullmatch(r"(19|20)\d{6}", whole):
        return date(int(whole[:4]), int(whole[4:6]), int(whole[6:]))
    if re.fullmatch(r"\d{5}(\.\d+)?", whole) and _SERIALS[0] <= float(whole) < _SERIALS[1]:
        return (_EXCEL_EPOCH + timedelta(days=int(float(whole)))).date()
    if within is not None and (match := _MONTH_DAY.fullmatch(whole)):
        return date(within.first.year, int(match[1]), int(match[2]))
    return None


def read_time(cell: Cell) -> time:
    """A time of day: 9:03, 09:03:20, 下午2:05, or Excel's part of a day."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool) and 0 <= cell < 1:
        return (_EXCEL_EPOCH + timedelta(seconds=round(cell * 86_400))).time()
    text = read_text(cell)
    match = _TIME.fullmatch(text.split(" ")[-1] if _DAY.match(text) else text)
    try:
        if match:
            half = (match[1] or match[5] or "").lower()
            hour = int(match[2]) % 12 + (12 if half in ("下午", "pm") else 0) if half else int(match[2])
            return time(hour, int(match[3]), int(match[4] or 0))
    except ValueError:
        pass
    raise UserError(N_("“{text}” is not a time of day."), text=text)


def read_moment(cell: Cell) -> datetime:
    """A day with a time, e.g. 2026-10-12 08:55:03 or an Excel moment."""
    if isinstance(cell, datetime):
        return cell
    text = read_text(cell)
    if isinstance(cell, float | int) and _SERIALS[0] <= cell < _SERIALS[1]:
        return _EXCEL_EPOCH + timedelta(seconds=round(cell * 86_400))
    text = text.replace("T", " ")
    day, _, rest = text.partition("日" if "日" in text else " ")
    try:
        return datetime.combine(read_date(day), read_time(_WEEKDAY.sub("", rest).strip().split(" ")[-1]))
    except UserError:
        raise UserError(N_("“{text}” is not a date with a time."), text=text) from None


def read_number(cell: Cell) -> Decimal:
    """A number; times and durations in seconds, percent as a fraction."""
    if isinstance(cell, time):
        return Decimal(cell.hour * 3600 + cell.minute * 60 + cell.second)
    if isinstance(cell, float) and isfinite(cell):
        return Decimal(f"{cell:.15g}")
    return parse_number(text_of(cell))


def read_seconds(cell: Cell) -> Decimal:
    """A duration in seconds: a number of seconds, h:mm:ss, m:ss, or Excel's part of a day."""
    if isinstance(cell, float) and 0 < cell < 1:
        return Decimal(round(cell * 86_400))
    text = read_text(cell)
    if not isinstance(cell, float) and (match := _DURATION.fullmatch(text)):
        return Decimal(int(match[1] or 0) * 3600 + int(match[2] or 0) * 60 + int(match[3] or 0))
    seconds = read_number(cell)
    if seconds < 0:
        raise UserError(N_("“{text}” is less than zero."), text=text)
    return seconds


def read_yes_no(cell: Cell) -> bool:
    """Yes or no in either language."""
    if isinstance(cell, bool):
        return cell
    return _yes_no_of_text(read_text(cell))


@lru_cache(256)
def _yes_no_of_text(text: str) -> bool:
    return parse_yes_no(_YES_NO_MORE.get(text.lower(), text))


_YES_NO_MORE = {
    **dict.fromkeys(("属实", "成立", "已采纳", "采纳", "通过", "已接听", "接听", "已解决", "t", "对"), "是"),
    **dict.fromkeys(("不属实", "不成立", "未采纳", "不采纳", "未接听", "未解决", "f", "不"), "否"),
}


def read_period(cell: Cell) -> Period:
    """2026-09, 2026年9月, 202609, 2026/9, a day of the month as a date, 2026-W37, 2026-Q3 …"""
    if isinstance(cell, date):
        return Period.month(cell.year, cell.month)
    text = read_text(cell).upper()
    if (match := _YEAR_MONTH.fullmatch(text)) and 1 <= int(match[2] or match[4]) <= 12:
        return Period.month(int(match[1] or match[3]), int(match[2] or match[4]))
    if match := re.fullmatch(r"(\d{4})\s*年?\s*第?\s*([一二三四1-4])\s*季度?", text):
        return Period.parse(f"{match[1]}-Q{'一二三四'.find(match[2]) + 1 or match[2]}")
    if match := re.fullmatch(r"(\d{4})\s*年?\s*[-]?(?:第|W)\s*(\d{1,2})\s*周?", text):
        return Period.parse(f"{match[1]}-W{int(match[2]):02}")
    return Period.parse(text.removesuffix("年"))


def _words(table: str) -> dict[str, str]:
    return {word: line.split()[0] for line in table.strip().splitlines() for word in line.split()}


_POSITIONS = _words("""
inbound 呼入 呼入客服 呼入坐席 呼入座席 呼入岗 接线 接线员
outbound 外呼 呼出 外呼客服 外呼坐席 外呼座席 外呼岗 电销
data_entry 录入 单据录入 数据录入 录入员 录入岗 dataentry data-entry
email 邮件 邮件客服 邮件处理 e-mail
quality 质检 质检员 质检岗 qa
team_leader 班组长 组长 班长 teamleader team-leader
""")
_STATUSES = _words("""
probation 试用 试用期 试用期员工 未转正
regular 正式 转正 已转正 正式员工 在职
standby 待岗
left 离职 已离职 离岗 辞职
""")
_TYPES = _words("""
full_time 全职 全日制 全时 full-time fulltime 合同工
part_time 兼职 非全日制 非全职 part-time parttime 小时工 临时
""")
_STARS = _words("""
candidate 准星 准星级 准
1 一星 1星 一星级 ★ 1★ ⭐
2 二星 2星 二星级 两星 ★★ 2★ ⭐⭐
3 三星 3星 三星级 ★★★ 3★ ⭐⭐⭐
4 四星 4星 四星级 ★★★★ 4★ ⭐⭐⭐⭐
- 无 无星 none 0 —
""")
_SEVERITIES = _words("""
minor 轻微 一般 轻 普通
serious 严重 较重 重 较大
grave 重大 特别严重 特大 特重 极其严重
""")


_WRITTEN = {
    words[0]: words[1]
    for table in (_POSITIONS, _STATUSES, _TYPES, _STARS, _SEVERITIES)
    for words in ([code, next(word for word, meant in table.items() if meant == code and word != code)] for code in set(table.values()))
}


def written(code: str) -> str:
    """The Chinese word that reads back as the code; a word of the centre's own stands for itself."""
    return _WRITTEN.get(code, code)


def _word(cell: Cell, words: Mapping[str, str]) -> str | None:
    text = read_text(cell).lower()
    return words.get(text, words.get(re.sub(r"[\s_]+", "_", text)))


def read_position(cell: Cell) -> str:
    """A built-in position's code, else the centre's own position as written."""
    return _word(cell, _POSITIONS) or read_words(cell)


def read_status(cell: Cell) -> Status:
    """probation, regular, standby or left in either language."""
    if (word := _word(cell, _STATUSES)) is None:
        raise UserError(N_("“{text}” is no status; write probation, regular, standby or left."), text=read_text(cell))
    return Status(word)


def read_employment_type(cell: Cell) -> EmploymentType:
    """Full or part time in either language."""
    if (word := _word(cell, _TYPES)) is None:
        raise UserError(N_("“{text}” is no employment type; write full-time or part-time."), text=read_text(cell))
    return EmploymentType(word)


def read_star(cell: Cell) -> str:
    """Star rating: candidate or 1 to 4; “none” takes it away and reads ''."""
    if (word := _word(cell, _STARS)) is None:
        raise UserError(N_("“{text}” is no star rating; write candidate or 1 to 4."), text=read_text(cell))
    return "" if word == "-" else word


def read_severity(cell: Cell) -> str:
    """minor, serious or grave in either language."""
    if (word := _word(cell, _SEVERITIES)) is None:
        raise UserError(N_("“{text}” is no severity; write minor, serious or grave."), text=read_text(cell))
    return word


def read_fen(cell: Cell) -> int:
    """Yuan as written to integer fen; not negative, at most two decimals."""
    yuan = parse_number(text_of(cell).replace("元", ""))
    fen = yuan * 100
    if yuan < 0 or fen != fen.to_integral_value() or yuan >= 10**9:
        raise UserError(N_("“{text}” is not an amount in yuan and fen."), text=read_text(cell))
    return int(fen)
