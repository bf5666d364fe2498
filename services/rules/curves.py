"""Scoring curves: what a value scores, how a curve is drawn, and which curves are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator, Unit, plain, round2, show_value
from models.domain.scorecards import FULL, Curve, CurveKind
from services.rules.values import Band, points_in, read_bands, scaled_bands

HIGHEST = Decimal(1000)
"""The most that a curve may give."""
_STEPS = 24


def linear(value: Decimal, floor: Decimal, target: Decimal) -> Decimal:
    """0 at the floor, 100 at the target, in proportion between them; a target below the floor means that less is better."""
    if floor == target:
        return FULL if value == target else Decimal(0)
    return round2(_share(value, floor, target) * FULL)


def _share(value: Decimal, floor: Decimal, target: Decimal) -> Decimal:
    return min(max((value - floor) / (target - floor), Decimal(0)), Decimal(1))


def curve_score(curve: Curve, value: Decimal) -> Decimal:
    """The score of a value, half-up to 2 places; a value beyond both ends of the bands scores as the nearest end."""
    match curve.kind:
        case CurveKind.BANDS:
            return round2(Decimal(_band_score(read_bands(curve.bands), value)))
        case CurveKind.LINEAR:
            assert curve.floor is not None
            assert curve.target is not None
            return round2(_share(value, curve.floor, curve.target) * curve.most)
        case CurveKind.RATIO:
            return _ratio(curve, value)
        case CurveKind.YES_NO:
            return round2(curve.most if value else Decimal(0))


def _band_score(bands: tuple[Band, ...], value: Decimal) -> int:
    if value < bands[0].low:
        return bands[0].points
    last = bands[-1]
    return last.points if last.high is not None and value > last.high else points_in(bands, value)


def _ratio(curve: Curve, value: Decimal) -> Decimal:
    assert curve.target is not None
    if curve.falling and value <= 0:
        return round2(curve.most)
    found = curve.target / value if curve.falling else value / curve.target
    return round2(min(max(found * FULL, Decimal(0)), curve.most))


def factor_of(indicator: Indicator) -> Decimal:
    """By what a stored value is multiplied to be read: 100 for per cent, 1000 for per mille."""
    return {Unit.PERCENT: Decimal(100), Unit.PERMILLE: Decimal(1000)}.get(indicator.unit, Decimal(1))


def check_curve(curve: Curve, indicator: Indicator) -> None:
    """Return when every plausible value has exactly one score; UserError names the values otherwise, in the unit that is read."""
    if (curve.kind is CurveKind.YES_NO) != (indicator.unit is Unit.YES_NO):
        raise UserError(N_("Yes or no scores indicators that are answered with yes or no, and only these."))
    if not 0 < curve.most <= HIGHEST:
        raise UserError(N_("The highest score must lie between 1 and {limit}."), limit=HIGHEST)
    checks = {CurveKind.BANDS: _check_bands, CurveKind.LINEAR: _check_linear, CurveKind.RATIO: _check_ratio}
    if curve.kind in checks:
        checks[curve.kind](curve, indicator)


def _check_bands(curve: Curve, indicator: Indicator) -> None:
    bands = read_bands(scaled_bands(curve.bands, factor_of(indicator)))
    if not bands:
        raise UserError(N_("Give at least one band."))
    first, last = bands[0], bands[-1]
    if beyond := next((band for band in bands if band.points > curve.most), None):
        raise UserError(N_("The band “{band}” gives more than {most}."), band=beyond.text, most=plain(curve.most))
    low, high = (None if bound is None else bound * factor_of(indicator) for bound in (indicator.low, indicator.high))
    if low is not None and low == first.low and not first.low_in:
        raise UserError(N_("No band holds the value {low}."), low=plain(low))
    if low is not None and low < first.low:
        raise UserError(N_("No band holds the values from {low} to {first}."), low=plain(low), first=plain(first.low))
    if last.high is None:
        return
    if high is None:
        raise UserError(N_("No band holds the values above {last}; leave the upper bound of the last one empty."), last=plain(last.high))
    if high == last.high and not last.high_in:
        raise UserError(N_("No band holds the value {low}."), low=plain(high))
    if high > last.high:
        raise UserError(N_("No band holds the values from {last} to {high}."), last=plain(last.high), high=plain(high))


def _check_linear(curve: Curve, indicator: Indicator) -> None:
    floor, target = curve.floor, curve.target
    if floor is None or target is None:
        raise UserError(N_("Give the value that scores 0 and the one that scores {most}."), most=plain(curve.most))
    facts = {"floor": show_value(indicator, floor), "target": show_value(indicator, target)}
    if floor == target:
        raise UserError(N_("The value that scores 0 and the one that scores the most are both {target}."), **facts)
    if (target > floor) != indicator.higher_is_better:
        text = N_("The bounds {floor} and {target} are reversed: of this indicator more is better.")
        less = N_("The bounds {floor} and {target} are reversed: of this indicator less is better.")
        raise UserError(text if indicator.higher_is_better else less, **facts)


def _check_ratio(curve: Curve, indicator: Indicator) -> None:
    if curve.target is None or curve.target <= 0:
        raise UserError(N_("Give a target above 0."))
    if curve.falling == indicator.higher_is_better:
        raise UserError(N_("The ratio runs against the indicator's direction."))


@dataclass(frozen=True)
class Piece:
    """One straight part of a drawn curve in the unit that is read: from one point to the other, and whether each end belongs to it."""

    left: Decimal
    right: Decimal
    from_score: Decimal
    to_score: Decimal
    left_in: bool = True
    right_in: bool = True


def pieces(curve: Curve, indicator: Indicator) -> tuple[Piece, ...]:
    """The curve as it is drawn; UserError when it would be refused."""
    check_curve(curve, indicator)
    factor = factor_of(indicator)
    if curve.kind is CurveKind.BANDS:
        return band_pieces(read_bands(scaled_bands(curve.bands, factor)))
    found = [(value * factor, score) for value, score in _points(curve)]
    return tuple(Piece(left, right, low, high) for (left, low), (right, high) in pairwise(found))


def _points(curve: Curve) -> Iterator[tuple[Decimal, Decimal]]:
    if curve.kind is CurveKind.YES_NO:
        stops = [Decimal(0), Decimal(1)]
    elif curve.kind is CurveKind.LINEAR:
        assert curve.floor is not None
        assert curve.target is not None
        low, high = sorted((curve.floor, curve.target))
        span = (high - low) / 4
        before = low - span if low < 0 else max(low - span, Decimal(0))
        stops = sorted({before, low, high, high + span})
    else:
        assert curve.target is not None
        full = curve.target * curve.most / FULL if not curve.falling else curve.target * FULL / curve.most
        end = max(full, curve.target) * (2 if curve.falling else Decimal("1.25"))
        stops = sorted({*(end * step / _STEPS for step in range(_STEPS + 1)), full, curve.target})
    for value in stops:
        yield value, curve_score(curve, value)


OPEN_END = Decimal("1.25")
"""How far an open end is drawn, as a multiple of the last bound."""


def band_pieces(bands: tuple[Band, ...]) -> tuple[Piece, ...]:
    """One level line per band."""
    last = max((band.high or band.low for band in bands), default=Decimal(1))
    end = last * OPEN_END if last > 0 else Decimal(1)
    return tuple(
        Piece(
            band.low, end if band.high is None else band.high, Decimal(band.points), Decimal(band.points), band.low_in,
            band.high_in or band.high is None,
        )
        for band in bands
    )  # fmt: skip
