"""Plain sentences of the rules on a weighted score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from models.domain.errors import N_, Message
from models.domain.kpi import BUILT_IN, plain, round2, show_value
from models.domain.period import Cadence
from services.rules.scheme import Rule
from services.rules.scoring import FLOOR, TARGET, WEIGHTS, dimensions
from services.rules.words import indicator_word, joined, level_name, plain_text, word

_INDICATORS = {indicator.code: indicator for indicator in BUILT_IN}


def scored_sentence(rule: Rule) -> Message:
    """What the score is made of and what it earns."""
    earns = joined(list(_shares(rule) if rule.kind == "bonus_share" else _levels(rule)))
    cadence = word(rule.cadence.value) if rule.cadence else plain_text("–")
    if rule.cadence is not Cadence.MONTH and rule.has("based_on") and rule.text("based_on"):
        text = N_("Every {cadence}, the mean of the months' scores under “{rule}” decides, with at least {months} months: {earns}.")
        return Message(text, {"cadence": cadence, "rule": rule.text("based_on"), "months": rule.integer("min_months"), "earns": earns})
    facts = {"cadence": cadence, "parts": joined(list(_parts(rule))), "earns": earns}
    months = N_(
        "Every {cadence}, agents are scored month by month from 0 at each floor to 100 at each target: {parts}; the mean decides: {earns}."
    )
    month = N_("Every {cadence}, agents are scored from 0 at each floor to 100 at each target: {parts}; the score decides: {earns}.")
    return Message(month if rule.cadence is Cadence.MONTH else months, facts)


def _parts(rule: Rule) -> Iterator[Message]:
    weights = dimensions(rule)
    for name, share in _percentages(weights).items():
        indicators = joined(list(_indicators(rule, name)))
        if len(weights) == 1:
            yield indicators
        else:
            yield Message(N_("{dimension} {share} ({indicators})"), {"dimension": word(name), "share": share, "indicators": indicators})


def _indicators(rule: Rule, dimension: str) -> Iterator[Message]:
    for code, share in _percentages(rule.weights(WEIGHTS + dimension)).items():
        facts = {"indicator": indicator_word(code), "share": share}
        if rule.has(FLOOR + code) and rule.has(TARGET + code):
            facts |= {"floor": _value(code, rule.number(FLOOR + code)), "target": _value(code, rule.number(TARGET + code))}
            yield Message(N_("{indicator} {share} ({floor} → {target})"), facts)
        else:
            yield Message(N_("{indicator} {share} (no scale set)"), facts)


def _percentages(weights: Mapping[str, Decimal]) -> dict[str, str]:
    whole = sum(weights.values(), Decimal(0))
    return {name: f"{plain(round2(weight * 100 / whole))}%" for name, weight in weights.items()}


def _value(code: str, value: Decimal) -> str:
    indicator = _INDICATORS.get(code)
    return show_value(indicator, value) if indicator else plain(value)


def _shares(rule: Rule) -> Iterator[Message]:
    bands = [band for band in rule.bands("shares") if band.points]
    if not bands or not rule.text("base"):
        yield Message(N_("shares of a base that the centre still has to set"))
    for band in bands if rule.text("base") else ():
        interval = band.interval()
        yield Message(
            N_("score {interval} – {share} of {base} yuan"),
            {"interval": interval, "share": f"{band.points}%", "base": plain(rule.number("base"))},
        )


def _levels(rule: Rule) -> Iterator[Message]:
    steps = rule.steps("levels")
    if not steps:
        yield Message(N_("levels that the centre still has to set"))
    for at, step in enumerate(steps):
        facts = {"score": step.count, "level": level_name(f"class_{len(steps) - at}"), "amount": plain(Decimal(step.gives))}
        yield Message(
            N_("{score} or more: {level}, {amount} yuan")
            if Decimal(step.gives)
            else N_("{score} or more: {level}, title with a certificate"),
            facts,
        )
