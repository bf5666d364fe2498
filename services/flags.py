"""Which values of an indicator deserve a second look before they are stored; pure and decimal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median

from models.domain.attendance import ATTENDED, AttendanceTally
from models.domain.errors import N_, Message
from models.domain.kpi import Indicator, Unit, is_plausible, show_value

LOOK_BACK = 12
"""How many of the agent's own earlier values a new one is compared with."""
_FEWEST = 6
"""With fewer earlier values a sudden change cannot be told."""
_DEVIATIONS = 3
VOLUMES = ("calls_offered", "calls_handled", "daily_volume")
"""Indicators that nobody can have who was never there."""
_EVEN = Decimal("0.1")
_NORMAL = Decimal("1.4826")
"""Makes the median absolute deviation comparable with a standard deviation; without it one value in ten would be flagged."""


def outside_range(indicator: Indicator, value: Decimal) -> Message | None:
    """The value lies outside the indicator's plausible range."""
    if is_plausible(indicator, value):
        return None
    low, high = (show_value(indicator, bound) if bound is not None else "…" for bound in (indicator.low, indicator.high))
    return Message(
        N_("{value} lies outside the plausible range {low} to {high}."), {"value": show_value(indicator, value), "low": low, "high": high}
    )


def robust_deviation(values: Sequence[Decimal]) -> Decimal:
    """1.4826 × median absolute deviation; when half of the values are the same the mean one; when all are, a tenth of them."""
    middle = median(values)
    distances = [abs(value - middle) for value in values]
    return median(distances) * _NORMAL or sum(distances, Decimal(0)) / len(distances) or abs(middle) * _EVEN


def sudden_change(indicator: Indicator, value: Decimal, earlier: Sequence[Decimal]) -> Message | None:
    """More than three robust deviations from the agent's own last twelve values (newest last)."""
    own = earlier[-LOOK_BACK:]
    if indicator.unit is Unit.YES_NO or len(own) < _FEWEST:
        return None
    middle, deviation = median(own), robust_deviation(own)
    if not deviation or abs(value - middle) <= _DEVIATIONS * deviation:
        return None
    return Message(
        N_("{value} is far from this agent's usual {usual} (the last {n} values lie between {low} and {high})."),
        {
            "value": show_value(indicator, value),
            "usual": show_value(indicator, middle),
            "n": len(own),
            "low": show_value(indicator, min(own)),
            "high": show_value(indicator, max(own)),
        },
    )


def impossible(indicator: Indicator, value: Decimal, others: Mapping[str, Decimal], tally: AttendanceTally | None) -> Message | None:
    """The value contradicts another of the same month: more calls handled than offered, or work in a month without a day attended."""
    offered, handled = others.get("calls_offered"), others.get("calls_handled")
    if indicator.code in ("calls_offered", "calls_handled") and offered is not None and handled is not None and handled > offered:
        return Message(
            N_("More calls handled ({handled}) than offered ({offered})."), {"handled": f"{handled:f}", "offered": f"{offered:f}"}
        )
    absent = tally is not None and tally.days_entered > 0 and not tally.blank_workdays and not tally.days(*ATTENDED)
    if absent and value > 0 and indicator.code in VOLUMES:
        return Message(
            N_("{value} although the attendance sheet has no day attended in this month."), {"value": show_value(indicator, value)}
        )
    return None


def flags_of(
    indicator: Indicator,
    value: Decimal,
    earlier: Sequence[Decimal],
    *,
    others: Mapping[str, Decimal] | None = None,
    tally: AttendanceTally | None = None,
) -> tuple[Message, ...]:
    """Every reason to look at the value again. `others`: the agent's values of the period by indicator, this one included."""
    found = (
        outside_range(indicator, value),
        sudden_change(indicator, value, earlier),
        impossible(indicator, value, others or {}, tally),
    )
    return tuple(flag for flag in found if flag is not None)
