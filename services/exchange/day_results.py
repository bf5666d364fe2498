"""A day's result as attendance programs write it – 正常, 上班迟到1小时24分钟, 事假10-08 13:00到10-08 18:00 0.5天 – as a mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.domain.attendance import LEAVES, Code, DayMark
from models.domain.errors import N_, UserError

_LEAVES = {
    "事假": Code.PERSONAL, "病假": Code.SICK, "年休假": Code.ANNUAL, "年假": Code.ANNUAL, "调休": Code.COMPENSATORY,
    "补休": Code.COMPENSATORY,
    "婚假": Code.MARRIAGE, "陪产假": Code.PATERNITY, "产假": Code.MATERNITY, "产休假": Code.MATERNITY, "丧假": Code.BEREAVEMENT,
    "工伤": Code.INJURY, "出差": Code.TRIP,
}  # fmt: skip
_LEAVE = re.compile("|".join(_LEAVES))
_OTHER_LEAVE = re.compile(r"请假|[\u4e00-\u9fff]{1,4}假(?![\u4e00-\u9fff])")
_MISSING = re.compile(r"缺卡|未打卡|漏打卡|未签到|未签退|没打卡")
_AS_PRESENT = re.compile(r"正常|出勤|外勤|外出|补卡|审批打卡")
_AS_REST = re.compile(r"休息|公休|节假日")
_NOTHING = re.compile(r"[-—/\\无\s()]*|未排班|未安排班次|待打卡|未到打卡时间|无需打卡")
_OVER = r"[((]?\s*(?:(\d+)\s*(?:小时|时))?\s*(?:(\d+)\s*(?:分钟|分)?)?"
_LATE, _EARLY = re.compile("迟到" + _OVER), re.compile("早退" + _OVER)
_OVERTIME = re.compile(r"加班.*?(\d+(?:\.\d+)?)\s*小时")
_SPAN = re.compile(
    r"(?:\d{4}[-/.])?(\d{1,2})[-/.](\d{1,2})\s*(上午|下午|\d{1,2}:\d{2})?\s*(?:到|至|~|-)+\s*"
    r"(?:\d{4}[-/.])?(\d{1,2})[-/.](\d{1,2})\s*(上午|下午|\d{1,2}:\d{2})?"
)
_HALF_DAY = re.compile(r"(?<!\d)0?\.5\s*天|半天|(?<![\d.])([1-4](?:\.\d+)?|0\.\d+)\s*小时")
_NOON, _MORNING_ENDS, _MIDNIGHT = 12 * 60, 13 * 60 + 30, 24 * 60
_SHIFT_NAME = re.compile(r"^[^:,;]{1,20}:(?=\D)")
_PRESENT = DayMark(Code.PRESENT, Code.PRESENT)


def is_nothing(text: str) -> bool:
    """The cell says that there is nothing to say: a dash, no shift planned, no stamp asked for."""
    return bool(_NOTHING.fullmatch(_clean(text)))


def is_result(text: str) -> bool:
    """The cell holds words of a result, not times alone."""
    clean = _clean(text)
    return any(pattern.search(clean) for pattern in (_LEAVE, _OTHER_LEAVE, _MISSING, _AS_PRESENT, _AS_REST, _LATE, _EARLY, _OVERTIME)) or (
        "旷工" in clean
    )


def read_result(text: str, day: date) -> DayMark | None:
    """The mark of a day's result; None when a stamp is missing or the leave has no code, which a person has to settle."""
    clean = _SHIFT_NAME.sub("", _clean(text))
    if not is_result(clean):
        raise UserError(N_("“{text}” is no attendance result that is known."), text=text.strip())
    mark = _mark(clean, day)
    if mark is not None and (overtime := _OVERTIME.search(clean)):
        mark = replace(mark, overtime_hours=Decimal(overtime[1]).quantize(Decimal("0.01")).normalize())
    return mark


def is_leave(mark: DayMark | None) -> bool:
    """Half of the day or all of it was leave or a trip, which stamps cannot tell."""
    return mark is not None and bool({mark.morning, mark.afternoon} & (LEAVES | {Code.TRIP}))


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _mark(clean: str, day: date) -> DayMark | None:
    if _MISSING.search(clean):
        return None
    late, early = _LATE.search(clean), _EARLY.search(clean)
    if found := _LEAVE.search(clean):
        mark = _with_leave(_LEAVES[found[0]], clean, day)
    elif "旷工" in clean.replace("旷工迟到", ""):
        return DayMark(Code.ABSENT, Code.ABSENT)
    elif _AS_REST.search(clean):
        return DayMark(Code.REST, Code.REST)
    elif late or early or _AS_PRESENT.search(clean) or _OVERTIME.search(clean):
        mark = _PRESENT
    else:
        return None
    if late and mark.morning is Code.PRESENT:
        mark = replace(mark, morning=Code.LATE, late_minutes=_minutes(late))
    if early and mark.afternoon is Code.PRESENT:
        mark = replace(mark, afternoon=Code.EARLY, early_minutes=_minutes(early))
    return mark


def _minutes(found: re.Match[str]) -> int:
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def _with_leave(code: Code, clean: str, day: date) -> DayMark:
    """The halves that the leave covers: by its first and last moment, else half a day where the length says so."""
    span = _SPAN.search(clean)
    if span and (covered := _covered(span, day)):
        morning, afternoon = covered
    else:
        morning, afternoon = True, not _HALF_DAY.search(clean)
    return DayMark(code if morning else Code.PRESENT, code if afternoon else Code.PRESENT)


def _covered(span: re.Match[str], day: date) -> tuple[bool, bool] | None:
    """Whether morning and afternoon of the day lie in the span; None when the span tells nothing about the day."""
    first, last, today = (int(span[1]), int(span[2])), (int(span[4]), int(span[5])), (day.month, day.day)
    begins = _minute(span[3], {"上午": 0, "下午": 13 * 60}) if today == first and span[3] else 0
    ends = _minute(span[6], {"上午": _NOON, "下午": _MIDNIGHT}) if today == last and span[6] else _MIDNIGHT
    morning, afternoon = begins < _NOON, ends > _MORNING_ENDS
    return (morning, afternoon) if (morning or afternoon) and (today in (first, last) or first < today < last or last < first) else None


def _minute(text: str, words: Mapping[str, int]) -> int:
    if text in words:
        return words[text]
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
