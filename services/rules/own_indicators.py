"""Indicators that a scheme names, and those that its file proposes for a centre that has not got them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from models.domain.errors import N_
from models.domain.kpi import BUILT_IN, Indicator, Kind, Unit, plain
from models.domain.period import Cadence
from services.rules.scheme import Rule, Scheme
from services.rules.values import ParameterType

Fault = Callable[..., None]
"""Notes a fault: path, message, advice, facts."""
_KEYS = {"zh", "en", "unit", "better", "kind", "low", "high"}
_LIMITS = ("at_least.", "at_most.", "floor.", "target.")
_WEIGHTS = ("weights.", "position_weights.")
_HUNDRED = Decimal(100)
ATTENDANCE = "attendance"
"""A tie-breaker that is no indicator."""


def read(table: Mapping[str, Any], fault: Fault) -> tuple[Indicator, ...]:
    """The indicators that a scheme file proposes under [indicators]; each wrong one is noted and left out."""
    found = []
    for code, given in table.items():
        try:
            found.append(_indicator(code, given))
        except (KeyError, TypeError, ValueError):
            fault(
                ("indicators", code), N_("The indicator “{code}” is not described."),
                N_('Write {code} = {{ zh = "…", en = "…", unit = "points", better = "higher", kind = "assessed", low = 0, high = 100 }}.'),
                code=code,
            )  # fmt: skip
    return tuple(found)


def _indicator(code: str, given: Mapping[str, Any]) -> Indicator:
    if set(given) - _KEYS or given["better"] not in ("higher", "lower") or not (given["zh"] and given["en"]):
        raise ValueError(code)
    low, high = (None if given.get(key) is None else Decimal(str(given[key])) for key in ("low", "high"))
    higher, kind = given["better"] == "higher", Kind(given.get("kind", Kind.ASSESSED.value))
    return Indicator(code, str(given["zh"]), str(given["en"]), Unit(given["unit"]), higher, Cadence.MONTH, kind, low, high)


def written(indicator: Indicator, quoted: Callable[[str], str]) -> str:
    """The line of a scheme file that proposes the indicator."""
    better = "higher" if indicator.higher_is_better else "lower"
    words = {"zh": indicator.name_zh, "en": indicator.name_en, "unit": indicator.unit.value, "better": better, "kind": indicator.kind.value}
    parts = [f"{key} = {quoted(value)}" for key, value in words.items()]
    parts += [f"{key} = {plain(bound)}" for key in ("low", "high") if (bound := getattr(indicator, key)) is not None]
    return f"{quoted(indicator.code)} = {{ {', '.join(parts)} }}"


def named(scheme: Scheme) -> tuple[str, ...]:
    """Codes of the indicators that the applied rules look at, each once, in their order."""
    return tuple(dict.fromkeys(code for rule in scheme.applied for code in _named_by(rule) if code != ATTENDANCE))


def _named_by(rule: Rule) -> list[str]:
    found: list[str] = []
    for parameter in rule.parameters:
        if parameter.name == "indicator" and parameter.text and not (rule.has("based_on") and rule.text("based_on")):
            found.append(parameter.text)
        elif parameter.name.startswith(_LIMITS):
            found.append(parameter.name.split(".", 1)[1])
        elif parameter.type is ParameterType.WEIGHTS and parameter.name.startswith(_WEIGHTS):
            found += rule.weights(parameter.name)
        elif parameter.name == "tie_breakers":
            found += rule.names("tie_breakers")
    return found


def suggested(scheme: Scheme, code: str) -> Indicator:
    """How the centre may add an indicator: as the scheme's file proposes it, as it comes with Fenming, else assessed from 0 to 100."""
    known = {indicator.code: indicator for indicator in (*BUILT_IN, *scheme.indicators)}
    return known.get(code) or Indicator(code, code, code, Unit.POINTS, True, Cadence.MONTH, Kind.ASSESSED, Decimal(0), _HUNDRED)
