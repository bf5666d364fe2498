"""Scorecards: how the performance score of a position is made of indicators, from a month on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

PERFORMANCE = "performance"
"""The indicator in whose place a scorecard stands."""
FULL = Decimal(100)


class CurveKind(StrEnum):
    """How a value becomes a score."""

    BANDS = "bands"
    LINEAR = "linear"
    RATIO = "ratio"
    YES_NO = "yes_no"


class MissingPolicy(StrEnum):
    """What a missing value does: the others take its weight, or the agent has no score."""

    REWEIGHT = "reweight"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Curve:
    """One scoring curve over stored values.

    `bands` as `[0,0.5] 0; (0.5,] 100`; `floor` scores 0 and `target` scores `most` (linear); `ratio` is value ÷ target in per cent,
    at most `most`, target ÷ value when less is better (`falling`); a yes scores `most`.
    """

    kind: CurveKind
    bands: str = ""
    floor: Decimal | None = None
    target: Decimal | None = None
    most: Decimal = FULL
    falling: bool = False


@dataclass(frozen=True)
class CardLine:
    """One indicator: weight in per cent, curve, and below which value of the indicator `sample` it counts as missing ('' = never)."""

    indicator: str
    weight: Decimal
    curve: Curve
    sample: str = ""
    least: Decimal = Decimal(0)


@dataclass(frozen=True)
class Scorecard:
    """What holds for a position from a month (2026-09) on; without lines the entered performance score counts again."""

    position: str
    from_month: str
    lines: tuple[CardLine, ...] = ()
    missing: MissingPolicy = MissingPolicy.REWEIGHT
