"""Values of scheme parameters: their types, how a typed text is checked and read, bands and ladders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from models.domain.errors import N_, UserError
from models.domain.kpi import parse_number, parse_yes_no, plain


class ParameterType(StrEnum):
    """What a parameter holds; every value travels as text and is read by the functions of this module."""

    MONEY = "money"
    INT = "int"
    PERCENT = "percent"
    DECIMAL = "decimal"
    TEXT = "text"
    CHOICE = "choice"
    LIST = "list"
    BOOL = "bool"
    DATE = "date"
    LADDER = "ladder"
    BANDS = "bands"
    WEIGHTS = "weights"


NUMERIC = frozenset(
    {
        ParameterType.MONEY,
        ParameterType.INT,
        ParameterType.PERCENT,
        ParameterType.DECIMAL,
        ParameterType.LADDER,
        ParameterType.BANDS,
        ParameterType.WEIGHTS,
    }
)
"""Types whose values are figures: in a scheme file these need the clause that they come from."""

NEVER_EMPTY = frozenset({ParameterType.MONEY, ParameterType.INT, ParameterType.PERCENT, ParameterType.BANDS, ParameterType.CHOICE})
"""Types of which an empty value would be read as 0 or as any choice."""


@dataclass(frozen=True)
class Band:
    """One step of a scale: values between `low` and `high` (None = open end), each bound in or out, give `points`."""

    low: Decimal
    low_in: bool
    high: Decimal | None
    high_in: bool
    points: int

    def holds(self, value: Decimal) -> bool:
        """The value lies in this band."""
        above = value > self.low or (self.low_in and value == self.low)
        below = self.high is None or value < self.high or (self.high_in and value == self.high)
        return above and below

    @property
    def text(self) -> str:
        """Interval and points, e.g. `(0.5,0.6] 2`."""
        high = "" if self.high is None else plain(self.high)
        return f"{'[' if self.low_in else '('}{plain(self.low)},{high}{']' if self.high_in else ')'} {self.points}"

    def interval(self, scale: Decimal = Decimal(1), unit: str = "") -> str:
        """The bounds as people write them, e.g. `> 50% ≤ 60%` with scale 100 and unit %; a single value stands alone."""
        if self.low == self.high:
            return plain(self.low * scale) + unit
        low = f"{'≥' if self.low_in else '>'} {plain(self.low * scale)}{unit}"
        return low if self.high is None else f"{low} {'≤' if self.high_in else '<'} {plain(self.high * scale)}{unit}"


_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
_BAND = re.compile(rf"([\[(])\s*({_NUMBER})\s*,\s*((?:{_NUMBER})?)\s*([\])])\s*(\d+)")


@lru_cache(maxsize=256)
def read_bands(text: str) -> tuple[Band, ...]:
    """Bands from `[0,0.5] 0; (0.5,0.6] 2; (0.6,) 5`; UserError names a gap, an overlap, reversed bounds or an unreadable step."""
    bands = []
    for part in _split(text, ";"):
        match = _BAND.fullmatch(part)
        if not match:
            raise UserError(N_("“{text}” is not a band; write for example “(0.5,0.6] 2”."), text=part)
        high = Decimal(match[3]) if match[3] else None
        bands.append(Band(Decimal(match[2]), match[1] == "[", high, match[4] == "]" and high is not None, int(match[5])))
    for band in bands:
        if band.high is not None and (band.high < band.low or (band.high == band.low and not (band.low_in and band.high_in))):
            raise UserError(N_("The band “{band}” has reversed bounds."), band=band.text)
    for lower, upper in pairwise(bands):
        _check_joint(lower, upper)
    return tuple(bands)


def _check_joint(lower: Band, upper: Band) -> None:
    if lower.high is None or upper.low < lower.high or (upper.low == lower.high and upper.low_in and lower.high_in):
        raise UserError(N_("The bands “{lower}” and “{upper}” overlap."), lower=lower.text, upper=upper.text)
    if upper.low > lower.high or not (upper.low_in or lower.high_in):
        raise UserError(N_("Between the bands “{lower}” and “{upper}” there is a gap."), lower=lower.text, upper=upper.text)


def scaled_bands(text: str, factor: Decimal) -> str:
    """The bands with every bound multiplied, their joints not checked: fractions as per cent and back; what cannot be read stays."""
    parts = []
    for part in _split(text, ";"):
        match = _BAND.fullmatch(part)
        high = plain(Decimal(match[3]) * factor) if match and match[3] else ""
        parts.append(f"{match[1]}{plain(Decimal(match[2]) * factor)},{high}{match[4]} {match[5]}" if match else part)
    return "; ".join(parts)


def points_in(bands: Sequence[Band], value: Decimal) -> int:
    """Points of the band that holds the value; 0 outside all bands."""
    return next((band.points for band in bands if band.holds(value)), 0)


@dataclass(frozen=True)
class Step:
    """One rung of a ladder: from `count` on (inclusive) `gives` holds (a level's name or an amount as text)."""

    count: int
    gives: str


def read_ladder(text: str, levels: Sequence[str] = ()) -> tuple[Step, ...]:
    """Steps from `1:reminder, 3:warning` (levels) or `1:20, 3:50` (amounts in yuan when no levels are named); UserError names the fault."""
    steps = []
    for part in _split(text):
        count, found, gives = (piece.strip() for piece in part.replace("：", ":").partition(":"))
        if not found or not re.fullmatch(r"[1-9]\d{0,3}", count):
            example = f"3:{levels[0]}" if levels else "1:500"
            raise UserError(N_("“{text}” is not a step; write for example “{example}”."), text=part, example=example)
        if levels and gives not in levels:
            raise UserError(N_("“{text}” is not one of: {choices}."), text=gives, choices=", ".join(levels))
        steps.append(Step(int(count), gives if levels else _money(gives)))
    for lower, upper in pairwise(steps):
        if upper.count <= lower.count:
            raise UserError(N_("The steps {lower} and {upper} are not in rising order."), lower=lower.count, upper=upper.count)
    return tuple(steps)


def step_at(steps: Sequence[Step], count: Decimal) -> Step | None:
    """The highest step that the count reaches, or None."""
    return next((step for step in reversed(steps) if count >= step.count), None)


def read_weights(text: str) -> dict[str, Decimal]:
    """Weights by name from `courtesy:30, knowledge:70`; UserError when one is not a positive number."""
    weights: dict[str, Decimal] = {}
    for part in _split(text):
        name, found, number = (piece.strip() for piece in part.replace("：", ":").rpartition(":"))
        weight = parse_number(number) if found else Decimal(0)
        if not name or weight <= 0 or name in weights:
            raise UserError(N_("“{text}” is not a weight; write for example “courtesy:30”."), text=part)
        weights[name] = weight
    return weights


def _split(text: str, mark: str = ",") -> list[str]:
    if mark == ",":
        text = text.replace("，", ",").replace("、", ",")
    return [part.strip() for part in text.replace("；", ";").split(mark) if part.strip()]


@lru_cache(maxsize=256)
def read_list(text: str) -> tuple[str, ...]:
    """Names from `a, b` in the order given."""
    return tuple(_split(text))


def _money(text: str) -> str:
    value = parse_number(text)
    if value < 0 or value != value.quantize(Decimal("0.01")):
        raise UserError(N_("“{text}” is not an amount in yuan and fen."), text=text)
    return f"{value:.2f}"


def canonical(
    kind: ParameterType,
    text: str,
    *,
    choices: Sequence[str] = (),
    minimum: Decimal | None = None,
    maximum: Decimal | None = None,
) -> str:
    """The one written form of a typed value ('' stays empty); UserError says what is wrong with it."""
    clean = text.strip()
    if not clean:
        return ""
    match kind:
        case ParameterType.MONEY | ParameterType.INT | ParameterType.PERCENT | ParameterType.DECIMAL:
            return _number(kind, clean, minimum, maximum)
        case ParameterType.BOOL:
            return "true" if parse_yes_no(clean) else "false"
        case ParameterType.DATE:
            return _day(clean)
        case ParameterType.CHOICE | ParameterType.LIST:
            return ", ".join(_known(clean, choices) if kind is ParameterType.CHOICE else _known_all(clean, choices))
        case ParameterType.LADDER:
            return ", ".join(f"{step.count}:{step.gives}" for step in read_ladder(clean, choices))
        case ParameterType.BANDS:
            return "; ".join(band.text for band in read_bands(clean))
        case ParameterType.WEIGHTS:
            return ", ".join(f"{name}:{plain(weight)}" for name, weight in read_weights(clean).items())
        case ParameterType.TEXT:
            return clean


def _number(kind: ParameterType, text: str, minimum: Decimal | None, maximum: Decimal | None) -> str:
    percent = kind is ParameterType.PERCENT
    value = parse_number(text.rstrip("%％") if percent else text)
    if kind is ParameterType.INT and value != int(value):
        raise UserError(N_("“{text}” is not a whole number."), text=text)
    if minimum is not None and value < minimum:
        raise UserError(N_("{text} is below the least allowed value, {minimum}."), text=text, minimum=plain(minimum))
    if maximum is not None and value > maximum:
        raise UserError(N_("{text} is above the greatest allowed value, {maximum}."), text=text, maximum=plain(maximum))
    return _money(text) if kind is ParameterType.MONEY else plain(value)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UserError(N_("“{text}” is not a date; write 2026-10-01."), text=text) from None


def _known(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    if text not in choices:
        raise UserError(N_("“{text}” is not one of: {choices}."), text=text, choices=", ".join(choices))
    return (text,)


def _known_all(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    names = read_list(text)
    for name in names:
        if choices:
            _known(name, choices)
    return names
