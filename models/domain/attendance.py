"""Attendance marks: two half days, minutes and hours; reading and writing of a cell's text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.domain.errors import N_, UserError


class Code(StrEnum):
    """What a half day was; the paper's sign is in SIGNS."""

    PRESENT = "present"
    REST = "rest"
    HOLIDAY = "holiday"
    LATE = "late"
    EARLY = "early"
    ABSENT = "absent"
    PERSONAL = "personal"
    SICK = "sick"
    ANNUAL = "annual"
    COMPENSATORY = "compensatory"
    MARRIAGE = "marriage"
    MATERNITY = "maternity"
    PATERNITY = "paternity"
    BEREAVEMENT = "bereavement"
    INJURY = "injury"
    TRIP = "trip"


SIGNS: Mapping[Code, str] = {
    Code.PRESENT: "√",
    Code.REST: "休",
    Code.HOLIDAY: "节",
    Code.LATE: "迟",
    Code.EARLY: "退",
    Code.ABSENT: "旷",
    Code.PERSONAL: "事",
    Code.SICK: "病",
    Code.ANNUAL: "年",
    Code.COMPENSATORY: "调",
    Code.MARRIAGE: "婚",
    Code.MATERNITY: "产",
    Code.PATERNITY: "陪",
    Code.BEREAVEMENT: "丧",
    Code.INJURY: "伤",
    Code.TRIP: "差",
}
OVERTIME_SIGN = "加"

ATTENDED = frozenset({Code.PRESENT, Code.LATE, Code.EARLY, Code.TRIP})
LEAVES = frozenset(
    {
        Code.PERSONAL,
        Code.SICK,
        Code.ANNUAL,
        Code.COMPENSATORY,
        Code.MARRIAGE,
        Code.MATERNITY,
        Code.PATERNITY,
        Code.BEREAVEMENT,
        Code.INJURY,
    }
)
BREAKING = frozenset({Code.LATE, Code.EARLY, Code.ABSENT})
NEUTRAL = ("annual", "compensatory", "trip")
"""Codes that never break full attendance, unless a scheme says otherwise (domain: Attendance)."""
STATUTORY_LEAVES = frozenset({Code.ANNUAL, Code.MARRIAGE, Code.MATERNITY, Code.BEREAVEMENT, Code.INJURY})

_WORDS: dict[str, Code] = {
    **{sign: code for code, sign in SIGNS.items()},
    **{code.value: code for code in Code},
    "✓": Code.PRESENT, "✔": Code.PRESENT, "v": Code.PRESENT, "出勤": Code.PRESENT, "正常": Code.PRESENT, "出": Code.PRESENT,
    "p": Code.PRESENT,
    "休息": Code.REST, "公休": Code.REST, "节假日": Code.HOLIDAY, "假日": Code.HOLIDAY,
    "迟到": Code.LATE, "◇": Code.LATE, "早退": Code.EARLY, "◆": Code.EARLY, "early_leave": Code.EARLY,
    "旷工": Code.ABSENT, "×": Code.ABSENT, "✗": Code.ABSENT, "x": Code.ABSENT,
    "事假": Code.PERSONAL, "△": Code.PERSONAL, "病假": Code.SICK, "○": Code.SICK,
    "年假": Code.ANNUAL, "年休": Code.ANNUAL, "年休假": Code.ANNUAL, "▲": Code.ANNUAL, "调休": Code.COMPENSATORY, "补休": Code.COMPENSATORY,
    "婚假": Code.MARRIAGE, "※": Code.MARRIAGE, "产假": Code.MATERNITY, "陪产": Code.PATERNITY, "陪产假": Code.PATERNITY,
    "丧假": Code.BEREAVEMENT, "工伤": Code.INJURY, "出差": Code.TRIP, "work_injury": Code.INJURY, "business_trip": Code.TRIP,
    "personal_leave": Code.PERSONAL, "sick_leave": Code.SICK, "annual_leave": Code.ANNUAL, "compensatory_leave": Code.COMPENSATORY,
    "marriage_leave": Code.MARRIAGE, "maternity_leave": Code.MATERNITY, "paternity_leave": Code.PATERNITY,
    "bereavement_leave": Code.BEREAVEMENT, "public_holiday": Code.HOLIDAY, "absent_without_leave": Code.ABSENT,
}  # fmt: skip
_ORDER = sorted((*_WORDS, OVERTIME_SIGN, "overtime", "加班"), key=len, reverse=True)
_TOKEN = re.compile(
    "(?P<word>"
    + "|".join(re.escape(w) for w in _ORDER)
    + r")\s*(?P<half>½|1/2|0\.5(?!\d)|半天|半)?\s*(?P<number>\d+(?:\.\d+)?)?\s*(?:分钟|分|小时|min|h)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DayMark:
    """One agent's day: code of each half, minutes late and early, overtime hours. Late means late in the morning half."""

    morning: Code
    afternoon: Code
    late_minutes: int = 0
    early_minutes: int = 0
    overtime_hours: Decimal = Decimal(0)

    @property
    def text(self) -> str:
        """The cell's canonical text; `parse_mark` reads it back to an equal mark."""
        late = f"迟{self.late_minutes or ''}" if self.morning is Code.LATE else ""
        early = f"退{self.early_minutes or ''}" if self.afternoon is Code.EARLY else ""
        am = Code.PRESENT if late else self.morning
        pm = Code.PRESENT if early else self.afternoon
        overtime = f"加{self.overtime_hours.normalize():f}" if self.overtime_hours else ""
        if am is pm is Code.PRESENT:
            return (late + early + overtime) or "√"
        if am is pm:
            return SIGNS[am] + overtime
        if late or early:
            return f"{late or SIGNS[am]}/{early or SIGNS[pm]}{overtime}"
        if pm is Code.PRESENT:
            return f"{SIGNS[am]}½{overtime}"
        return f"{SIGNS[am]}/{SIGNS[pm]}{overtime}"


def _half(word: str) -> tuple[Code, int]:
    match = _TOKEN.fullmatch(word.strip())
    if not match or match["word"].lower() not in _WORDS or match["half"]:
        raise ValueError(word)
    return _WORDS[match["word"].lower()], int(Decimal(match["number"] or 0))


def parse_mark(text: str) -> DayMark:
    """Read a cell such as √, 迟15, 迟15退10, 事½, √/△, 旷, 加2 or a code's name; UserError names the text."""
    clean = text.strip().lower().replace("／", "/")
    try:
        return _parse_clean(clean)
    except (ValueError, ArithmeticError, KeyError):
        raise UserError(N_("“{text}” is not an attendance mark; see the legend under the sheet."), text=text) from None


def _parse_clean(clean: str) -> DayMark:
    overtime = Decimal(0)
    if match := re.search(r"(?:加班|加|overtime)\s*(\d+(?:\.\d+)?)\s*(?:小时|h)?$", clean):
        overtime, clean = Decimal(match[1]), clean[: match.start()].strip() or "√"
    if "/" in clean.replace("1/2", ""):
        left, right = clean.split("/")
        (am, late), (pm, early) = _half(left), _half(right)
        if am is Code.EARLY or pm is Code.LATE:
            raise ValueError(clean)
        return DayMark(am, pm, late if am is Code.LATE else 0, early if pm is Code.EARLY else 0, overtime)
    mark = DayMark(Code.PRESENT, Code.PRESENT, 0, 0, overtime)
    position = 0
    for match in _TOKEN.finditer(clean):
        if match.start() != position:
            raise ValueError(clean)
        position = match.end()
        mark = _with_token(mark, match, alone=match.group(0).strip() == clean)
    if position != len(clean) or not clean:
        raise ValueError(clean)
    return mark


def _with_token(mark: DayMark, match: re.Match[str], alone: bool) -> DayMark:
    code = _WORDS[match["word"]]
    number = int(Decimal(match["number"] or 0))
    if code is Code.LATE:
        return DayMark(Code.LATE, mark.afternoon, number, mark.early_minutes, mark.overtime_hours)
    if code is Code.EARLY:
        return DayMark(mark.morning, Code.EARLY, mark.late_minutes, number, mark.overtime_hours)
    if match["number"]:
        raise ValueError(match.group(0))
    if match["half"]:
        return DayMark(code, mark.afternoon, 0, mark.early_minutes, mark.overtime_hours)
    if not alone:
        raise ValueError(match.group(0))
    return DayMark(code, code, 0, 0, mark.overtime_hours)


@dataclass(frozen=True)
class AttendanceTally:
    """One agent's month counted: half days by code, how often and how long late or early, days entered.

    `blank_workdays` counts Monday–Friday working days of employment without an entry; `workdays` all of employment.
    An agent with a plan of shifts has its days instead; then `due_in_month` counts them over the whole month.
    """

    halves: Mapping[Code, int] = field(default_factory=dict)
    late_count: int = 0
    late_minutes: int = 0
    early_count: int = 0
    early_minutes: int = 0
    overtime_hours: Decimal = Decimal(0)
    days_entered: int = 0
    workdays: int = 0
    blank_workdays: int = 0
    due_in_month: int | None = None

    def days(self, *codes: Code) -> Decimal:
        """Days spent under any of the codes, a half day counting 0.5."""
        return Decimal(sum(self.halves.get(code, 0) for code in codes)) / 2

    def breaks_full_attendance(self, neutral: Collection[str]) -> bool:
        """Late, early, absent, or on a leave whose code is not in `neutral`."""
        if self.late_count or self.early_count:
            return True
        return any(n and (code in BREAKING or (code in LEAVES and code.value not in neutral)) for code, n in self.halves.items())


@dataclass(frozen=True)
class OwnDays:
    """An agent's days of work in a month after the own plan of shifts; `needed`: those whose blank denies full attendance."""

    days: tuple[date, ...]
    needed: frozenset[date]

    def within(self, span: tuple[date, date]) -> OwnDays:
        """Those of employment, which lasts from the first to the last day of the span."""
        first, last = span
        return OwnDays(tuple(d for d in self.days if first <= d <= last), frozenset(d for d in self.needed if first <= d <= last))


def tally_days(marks: Mapping[date, DayMark], workdays: Collection[date], own: OwnDays | None = None) -> AttendanceTally:
    """One agent's month counted from its marks; `workdays`: the working days of employment, `own`: those of the plan instead."""
    due = workdays if own is None else own.days
    needed = [day for day in workdays if day.weekday() < 5] if own is None else own.needed
    halves: dict[Code, int] = {}
    for mark in marks.values():
        for code in (mark.morning, mark.afternoon):
            halves[code] = halves.get(code, 0) + 1
    return AttendanceTally(
        halves=halves,
        late_count=sum(mark.morning is Code.LATE for mark in marks.values()),
        late_minutes=sum(mark.late_minutes for mark in marks.values()),
        early_count=sum(mark.afternoon is Code.EARLY for mark in marks.values()),
        early_minutes=sum(mark.early_minutes for mark in marks.values()),
        overtime_hours=sum((mark.overtime_hours for mark in marks.values()), Decimal(0)),
        days_entered=len(marks),
        workdays=len(due),
        blank_workdays=sum(day not in marks for day in needed),
    )
