"""Indicators: what is measured, in which unit, which way is better; reading and showing of a value."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from models.domain.errors import N_, UserError
from models.domain.period import Cadence


class Unit(StrEnum):
    """How a value is stored and shown; percent and per mille are stored as fractions (0.95, 0.001)."""

    POINTS = "points"
    COUNT = "count"
    PERCENT = "percent"
    PERMILLE = "permille"
    SECONDS = "seconds"
    RATING = "rating"
    RATE = "rate"
    YES_NO = "yes_no"


class Kind(StrEnum):
    """Where values come from: measured by a system, counted from records, assessed by a person."""

    MEASURED = "measured"
    COUNTED = "counted"
    ASSESSED = "assessed"


@dataclass(frozen=True)
class Indicator:
    """One indicator. `low` and `high` bound the plausible stored value (inclusive); None = open."""

    code: str
    name_zh: str
    name_en: str
    unit: Unit
    higher_is_better: bool = True
    cadence: Cadence = Cadence.MONTH
    kind: Kind = Kind.MEASURED
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None

    def name(self, language: str) -> str:
        """Name in `zh` or `en`."""
        return self.name_zh if language.startswith("zh") else self.name_en


def _built_in(line: str) -> Indicator:
    code, zh, en, unit, direction, kind, low, high = (part.strip() for part in line.split("|"))
    return Indicator(
        code, zh, en, Unit(unit), direction == "up", Cadence.MONTH, Kind(kind),
        Decimal(low) if low else None, Decimal(high) if high else None,
    )  # fmt: skip


BUILT_IN: tuple[Indicator, ...] = tuple(
    _built_in(line)
    for line in """
performance|业绩得分|Performance score|points|up|measured|0|100
calls_offered|呼入量|Calls offered|count|up|counted|0|
calls_handled|接听量|Calls handled|count|up|counted|0|
answer_rate|接通率|Answer rate|percent|up|measured|0|1
asa|平均应答速度|Average speed of answer|seconds|down|measured|0|3600
aht|平均处理时长|Average handling time|seconds|down|measured|0|7200
fcr|首次解决率|First-contact resolution|percent|up|measured|0|1
resolution_rate|解决率|Resolution rate|percent|up|measured|0|1
csat|客户满意度|Customer satisfaction|rating|up|measured|1|5
nps|净推荐值|Net promoter score|points|up|measured|-100|100
quality|质检得分|Quality score|points|up|assessed|0|100
complaints|有责投诉数|Founded complaints|count|down|counted|0|
complaint_rate|投诉率|Complaint rate|permille|down|measured|0|1
callback_rate|回访率|Call-back rate|percent|up|measured|0|1
utilisation|工时利用率|Utilisation|percent|up|measured|0|1
task_completion|任务完成率|Task completion|percent|up|measured|0|10
adherence|排班遵守率|Schedule adherence|percent|up|measured|0|1
error_rate|出错率|Error rate|permille|down|measured|0|1
typing|打字速度|Typing speed|rate|up|measured|0|400
productivity|生产率|Productivity|percent|up|measured|0|10
daily_volume|日均处理量|Daily volume|rate|up|counted|0|
sales_success|外呼成功率|Outbound success rate|percent|up|measured|0|1
fault_rate|故障率|Fault rate|percent|down|measured|0|1
churn|客户流失率|Customer churn|percent|down|measured|0|1
repurchase|复购率|Repurchase rate|percent|up|measured|0|1
training_participation|培训参与率|Training participation|percent|up|measured|0|1
work_discipline|工作纪律|Work discipline|yes_no|up|assessed|0|1
project_knowledge|项目知识|Project knowledge|yes_no|up|assessed|0|1
attitude|工作态度|Attitude|yes_no|up|assessed|0|1
""".strip().splitlines()
)

_YES = {"是", "有", "√", "✓", "yes", "y", "true", "1", "合格", "通过", "遵守", "良好"}
_NO = {"否", "无", "×", "x", "no", "n", "false", "0", "不合格", "未通过", "违反"}


def parse_yes_no(text: str) -> bool:
    """是/否, yes/no, 1/0, √/×; UserError otherwise."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise UserError(N_("“{text}” is neither yes nor no."), text=text)


def parse_number(text: str) -> Decimal:
    """A plain number as people type it: full-width digits, spaces, thousands commas, h:mm:ss in seconds, 95% and 2‰ as fractions."""
    clean = unicodedata.normalize("NFKC", text).replace(" ", "").replace("\u3000", "").lstrip("¥￥").strip()
    if match := re.fullmatch(r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)", clean):
        return Decimal(match[1] or 0) * 3600 + Decimal(match[2]) * 60 + Decimal(match[3])
    divisor = 1
    if clean.endswith(("%", "％")):
        clean, divisor = clean[:-1], 100
    elif clean.endswith("‰"):
        clean, divisor = clean[:-1], 1000
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?", clean):
        clean = clean.replace(",", "")
    elif re.fullmatch(r"[-+]?\d+,\d{1,2}", clean):
        clean = clean.replace(",", ".")
    try:
        if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?", clean, re.IGNORECASE):
            raise InvalidOperation
        value = Decimal(clean) / divisor
    except InvalidOperation:
        raise UserError(N_("“{text}” is not a number."), text=text) from None
    return value


def parse_value(indicator: Indicator, text: str) -> Decimal:
    """The stored value of a typed text. 95% and 0.95 are both 0.95; a bare number above the plausible range is a percentage."""
    if indicator.unit is Unit.YES_NO:
        return Decimal(int(parse_yes_no(text)))
    value = parse_number(text)
    clean = unicodedata.normalize("NFKC", text)
    if indicator.unit is Unit.PERCENT and "%" not in clean and indicator.high is not None and value > indicator.high:
        return value / 100
    if indicator.unit is Unit.PERMILLE and "%" not in clean and "‰" not in clean and indicator.high is not None and value > indicator.high:
        return value / 1000
    return value


def is_plausible(indicator: Indicator, value: Decimal) -> bool:
    """Inside the indicator's plausible range."""
    return (indicator.low is None or value >= indicator.low) and (indicator.high is None or value <= indicator.high)


def round2(value: Decimal) -> Decimal:
    """Half-up to two places: the rounding of every score, done before ranking."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Shortest plain text of a decimal: 0.95, 12, -3.5 (never an exponent)."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_value(indicator: Indicator, value: Decimal) -> str:
    """The value as people read it: 95%, 1.2‰, 4.63, √ or ×; `parse_value` reads it back."""
    if indicator.unit is Unit.PERCENT:
        return f"{plain(value * 100)}%"
    if indicator.unit is Unit.PERMILLE:
        return f"{plain(value * 1000)}‰"
    if indicator.unit is Unit.YES_NO:
        return "√" if value else "×"
    return plain(value)
