"""Limits of indicators that are percentages: a figure beyond the indicator's range was most often typed without its sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.kpi import BUILT_IN, Indicator, Unit, parse_number, plain
from services.rules.scheme import Parameter, Rule, Scheme
from services.rules.scheme_text import Finding
from services.rules.toml_lines import line_of, lines_of
from services.rules.values import ParameterType, read_bands

_LIMITS = ("at_least.", "at_most.", "floor.", "target.")
_BANDS = {"utilisation_bands": "utilisation", "completion_bands": "task_completion"}
_FRACTIONS = {Unit.PERCENT: (Decimal(100), "%"), Unit.PERMILLE: (Decimal(1000), "‰")}
_BEYOND = N_("{text} without a sign stands for {shown}, which cannot be meant here: write {signed} or {fraction}.")
_ADVICE = N_("Write the sign % or ‰ behind the figure, or the fraction.")


def known_indicators(scheme: Scheme, own: Mapping[str, Indicator] | None = None) -> dict[str, Indicator]:
    """Code → indicator: those that come with Fenming, those the scheme proposes, and the centre's own list before both."""
    return {one.code: one for one in (*BUILT_IN, *scheme.indicators)} | dict(own or {})


def limited(rule: Rule, parameter: Parameter) -> str:
    """Code of the indicator that the parameter sets a limit or bands for, '' when it sets none."""
    if parameter.type is ParameterType.DECIMAL and parameter.name.startswith(_LIMITS):
        return parameter.name.partition(".")[2]
    if parameter.name == "threshold":
        return rule.text("indicator")
    return _BANDS.get(parameter.name, "")


def beyond(indicator: Indicator | None, parameter: Parameter, text: str) -> Message | None:
    """What is wrong with a limit that lies beyond a percentage's range; None when nothing is, or when it cannot be read at all."""
    if indicator is None or indicator.high is None or indicator.unit not in _FRACTIONS or not text.strip():
        return None
    factor, sign = _FRACTIONS[indicator.unit]
    try:
        figures = _figures(parameter, text)
    except UserError:
        return None  # the reader of the value says why
    # a per mille typed bare is 1 or more: nobody limits errors or complaints at 1000 ‰
    wrong = [one for one in figures if one > indicator.high or (indicator.unit is Unit.PERMILLE and one >= 1)]
    if not wrong:
        return None
    typed = max(wrong)
    shown, signed = (f"{plain(figure)}{sign}" for figure in (typed * factor, typed))
    facts = {"text": plain(typed), "shown": shown, "signed": signed, "fraction": plain(typed / factor)}
    return Message(_BEYOND, facts)


def _figures(parameter: Parameter, text: str) -> list[Decimal]:
    if parameter.type is not ParameterType.BANDS:
        return [parse_number(text)]
    return [bound for band in read_bands(text) for bound in (band.low, band.high) if bound is not None]


def findings(scheme: Scheme, text: str) -> Iterator[Finding]:
    """Every limit of a scheme's text that lies beyond its indicator's range, with its line."""
    known, lines = known_indicators(scheme), lines_of(text)
    for index, rule in enumerate(scheme.rules):
        for parameter in rule.parameters:
            if wrong := beyond(known.get(limited(rule, parameter)), parameter, parameter.text):
                path = ("rules", index, "parameters", parameter.name)
                yield Finding(line_of(lines, path), wrong, Message(_ADVICE))


def check_typed(scheme: Scheme, values: Mapping[str, str], own: Mapping[str, Indicator] | None = None) -> None:
    """UserError for the first typed value, by full name, that is a limit beyond its indicator's range; others are left to their readers."""
    known = known_indicators(scheme, own)
    for rule in scheme.rules:
        for parameter in rule.parameters:
            name = f"{rule.id}.{parameter.name}"
            code = limited(rule, parameter)
            if parameter.name == "threshold":
                code = values.get(f"{rule.id}.indicator", code)
            if name in values and (wrong := beyond(known.get(code), parameter, values[name])):
                raise UserError(N_("{name}: {reason}"), name=name, reason=wrong)
