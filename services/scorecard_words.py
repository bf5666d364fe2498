"""Scorecards in plain sentences: what a curve says, and how each line of an agent's month came about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.kpi import Indicator, Unit, plain, show_value
from models.domain.scorecards import Curve, CurveKind
from services.rules.curves import factor_of
from services.rules.scorecards import LineScore
from services.rules.values import Band, read_bands
from services.rules.words import joined
from services.scorecard_lines import TypedLine, read_line
from services.scorecards import AgentCard, ScoredLine
from services.texts import Texts

CURVES: Mapping[CurveKind, str] = {
    CurveKind.BANDS: N_("Bands"),
    CurveKind.LINEAR: N_("Straight line"),
    CurveKind.RATIO: N_("Ratio to the target"),
    CurveKind.YES_NO: N_("Yes or no"),
}


def curve_sentence(curve: Curve, indicator: Indicator) -> Message:
    """The whole curve in one line, for lists."""
    most = plain(curve.most)
    if curve.kind is CurveKind.BANDS:
        return joined([_band(band, indicator) for band in read_bands(curve.bands)])
    if curve.kind is CurveKind.YES_NO:
        return Message(N_("yes scores {most}"), {"most": most})
    target = show_value(indicator, curve.target or Decimal(0))
    if curve.kind is CurveKind.RATIO:
        return Message(N_("share of the target {target}, at most {most}"), {"target": target, "most": most})
    floor = show_value(indicator, curve.floor or Decimal(0))
    return Message(N_("{floor} scores 0, {target} scores {most}"), {"floor": floor, "target": target, "most": most})


def line_sentence(line: ScoredLine, card: AgentCard, texts: Texts) -> str:
    """How one line came about: “Customer satisfaction 4.63; 4.5 and more score 100; weight 30 %, brings 30.00 points.”"""
    found, language = line.found, texts.language
    facts = {"indicator": line.indicator.name(language), "weight": plain(found.line.weight)}
    if found.value is None and not found.line.sample:
        return texts.message(Message(_missing(card), facts))
    if found.score is None:
        sample = next((i for i in card.indicators if i.code == found.line.sample), None)
        return texts.message(Message(*_small(found, sample, facts, card, language)))
    facts |= {"value": show_value(line.indicator, found.value or Decimal(0)), "earned": f"{found.earned:.2f}"}
    if card.is_entered:
        return texts(N_("{indicator} {value} as entered: {earned} points."), **facts)
    facts |= {"rule": texts.message(_applied(found, line.indicator)), "share": plain(found.share)}
    if found.share == found.line.weight:
        return texts(N_("{indicator} {value}; {rule}; weight {weight} %: {earned} points."), **facts)
    text = N_("{indicator} {value}; {rule}; weight {weight} %, raised to {share} % for what is missing: {earned} points.")
    return texts(text, **facts)


def _missing(card: AgentCard) -> str:
    if card.is_entered:
        return N_("{indicator}: nothing is entered for the month.")
    if card.found.score is None:
        return N_("{indicator}: there is no value, so no score is made (weight {weight} %).")
    return N_("{indicator}: there is no value; the others take its weight of {weight} %.")


def _small(found: LineScore, sample: Indicator | None, facts: dict[str, str], card: AgentCard, language: str) -> tuple[str, dict[str, str]]:
    """Too little stands behind the value: what was counted, and how much is needed."""
    counted = "–" if found.sample is None or sample is None else show_value(sample, found.sample)
    least = show_value(sample, found.line.least) if sample else plain(found.line.least)
    facts |= {"sample": sample.name(language) if sample else found.line.sample, "counted": counted, "least": least}
    if card.found.score is None:
        return N_("{indicator}: sample too small ({sample} {counted}, at least {least}), so no score is made."), facts
    return N_("{indicator}: sample too small ({sample} {counted}, at least {least}); the others take its weight of {weight} %."), facts


def _applied(found: LineScore, indicator: Indicator) -> Message:
    """The part of the curve that decided."""
    curve, value = found.line.curve, found.value or Decimal(0)
    score, most = plain(found.score or Decimal(0)), plain(curve.most)
    if curve.kind is CurveKind.BANDS:
        bands = read_bands(curve.bands)
        band = next((band for band in bands if band.holds(value)), bands[0] if value < bands[0].low else bands[-1])
        return _band(band, indicator)
    if curve.kind is CurveKind.YES_NO:
        return Message(N_("yes scores {most}") if value else N_("no scores 0"), {"most": most})
    facts = {"target": show_value(indicator, curve.target or Decimal(0)), "most": most, "score": score}
    if curve.kind is CurveKind.RATIO:
        return Message(N_("target {target}, {score} % reached (at most {most})"), facts)
    facts["floor"] = show_value(indicator, curve.floor or Decimal(0))
    if found.score == curve.most:
        return Message(N_("the target {target} is reached and scores {most}"), facts)
    if not found.score:
        return Message(N_("not better than {floor}, which scores 0"), facts)
    return Message(N_("{floor} scores 0, {target} scores {most}, in proportion {score}"), facts)


_INTERVALS = {
    (True, True): N_("{low} to {high} scores {points}"),
    (True, False): N_("{low} to below {high} scores {points}"),
    (False, True): N_("above {low} to {high} scores {points}"),
    (False, False): N_("above {low} and below {high} scores {points}"),
}


def _band(band: Band, indicator: Indicator) -> Message:
    unit = {Unit.PERCENT: "%", Unit.PERMILLE: "‰"}.get(indicator.unit, "")
    low, high = (None if bound is None else plain(bound * factor_of(indicator)) + unit for bound in (band.low, band.high))
    facts = {"low": low, "high": high, "points": band.points}
    if band.low == band.high:
        return Message(N_("{low} scores {points}"), facts)
    if high is None or (band.high_in and band.high == indicator.high):
        return Message(N_("{low} and more scores {points}") if band.low_in else N_("more than {low} scores {points}"), facts)
    return Message(_INTERVALS[band.low_in, band.high_in], facts)


def typed_words(typed: TypedLine, known: Mapping[str, Indicator], texts: Texts) -> str:
    """What a typed line says, or why it cannot hold yet."""
    indicator = known.get(typed.indicator)
    if indicator is None:
        return ""
    try:
        line = read_line(typed, known)
    except UserError as error:
        return f"✗ {texts.message(error.message)}"
    said = texts.message(curve_sentence(line.curve, indicator))
    if not line.sample:
        return said
    return texts(N_("{curve}; from {least} {sample} on"), curve=said, least=typed.least, sample=known[line.sample].name(texts.language))
