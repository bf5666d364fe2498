"""Lines of a scorecard as people type and read them: per cent as per cent, bounds in the indicator's unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator, parse_number, plain, show_value
from models.domain.scorecards import CardLine, Curve, CurveKind
from services.indicator_list import parse_bound
from services.rules.curves import factor_of
from services.rules.scorecards import check_line
from services.rules.values import read_bands, scaled_bands


@dataclass(frozen=True)
class TypedLine:
    """A line as typed; `bands` as `[0,60) 0; [60,] 100` in the unit that is read, '' where a curve does not need a figure."""

    indicator: str
    weight: str = ""
    curve: CurveKind = CurveKind.LINEAR
    bands: str = ""
    floor: str = ""
    target: str = ""
    most: str = "100"
    sample: str = ""
    least: str = ""


def read_line(typed: TypedLine, known: Mapping[str, Indicator]) -> CardLine:
    """The line that was typed, checked by itself; UserError says what is wrong."""
    indicator = known.get(typed.indicator)
    if indicator is None:
        raise UserError(N_("The centre has no indicator “{name}”."), name=typed.indicator)
    weight = parse_number(typed.weight.rstrip("%％ ")) if typed.weight.strip() else Decimal(0)
    sample = known.get(typed.sample)
    least = (parse_bound(sample.unit, typed.least) if sample else None) or Decimal(0)
    if typed.sample and sample is None:
        raise UserError(N_("The centre has no indicator “{name}”."), name=typed.sample)
    line = CardLine(typed.indicator, weight, read_curve(typed, indicator), typed.sample, least)
    check_line(line, known)
    return line


def read_curve(typed: TypedLine, indicator: Indicator) -> Curve:
    """The curve that was typed, not checked against the indicator; UserError for a figure that cannot be read."""
    most = parse_number(typed.most) if typed.most.strip() else Decimal(100)
    match typed.curve:
        case CurveKind.BANDS:
            read_bands(typed.bands)  # a gap is named in the unit that was typed
            return Curve(CurveKind.BANDS, bands=_canonical(scaled_bands(typed.bands, 1 / factor_of(indicator))), most=most)
        case CurveKind.LINEAR:
            floor, target = (parse_bound(indicator.unit, text) for text in (typed.floor, typed.target))
            return Curve(CurveKind.LINEAR, floor=floor, target=target, most=most)
        case CurveKind.RATIO:
            target = parse_bound(indicator.unit, typed.target)
            return Curve(CurveKind.RATIO, target=target, most=most, falling=not indicator.higher_is_better)
        case CurveKind.YES_NO:
            return Curve(CurveKind.YES_NO, most=most)


def _canonical(text: str) -> str:
    return "; ".join(band.text for band in read_bands(text))


def typed_line(line: CardLine, known: Mapping[str, Indicator]) -> TypedLine:
    """A stored line as it would be typed."""
    curve, indicator = line.curve, known[line.indicator]
    sample = known.get(line.sample)
    return TypedLine(
        line.indicator, plain(line.weight), curve.kind, scaled_bands(curve.bands, factor_of(indicator)),
        _bound(indicator, curve.floor), _bound(indicator, curve.target), plain(curve.most), line.sample,
        _bound(sample, line.least) if sample else "",
    )  # fmt: skip


def _bound(indicator: Indicator, value: Decimal | None) -> str:
    return "" if value is None else show_value(indicator, value)


def first_line(indicator: Indicator) -> TypedLine:
    """What a new line begins with: a curve over the plausible range, for the centre to shape."""
    if (indicator.low, indicator.high) == (Decimal(0), Decimal(1)) and indicator.unit.value == "yes_no":
        return TypedLine(indicator.code, "", CurveKind.YES_NO)
    if indicator.low is None or indicator.high is None:
        return TypedLine(indicator.code, "", CurveKind.RATIO if indicator.higher_is_better else CurveKind.LINEAR)
    ends = (indicator.low, indicator.high) if indicator.higher_is_better else (indicator.high, indicator.low)
    floor, target = (_bound(indicator, end) for end in ends)
    return TypedLine(indicator.code, "", CurveKind.LINEAR, floor=floor, target=target)
