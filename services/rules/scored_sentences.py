"""Plain sentences of the rules on a weighted score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from models.domain.errors import N_, Message
from models.domain.kpi import BUILT_IN, plain, round2, show_value
from models.domain.outcomes import OutcomeKind
from models.domain.period import Cadence
from services.rules.kinds_prizes import last_place
from services.rules.scheme import Rule
from services.rules.scoring import FLOOR, POSITION_WEIGHTS, TARGET, WEIGHTS, dimensions
from services.rules.words import group_word, indicator_word, joined, level_name, plain_text, position_word, word

_INDICATORS = {indicator.code: indicator for indicator in BUILT_IN}


def scored_sentence(rule: Rule) -> Message:
    """What the score is made of and what it earns."""
    earns = _EARNS[rule.kind](rule)
    cadence = word(rule.cadence.value) if rule.cadence else plain_text("–")
    based_on = rule.text("based_on") if rule.has("based_on") else ""
    if based_on and rule.cadence is not Cadence.MONTH:
        text = N_("Every {cadence}, the mean of the months' scores under “{rule}” decides, with at least {months} months: {earns}.")
        return Message(text, {"cadence": cadence, "rule": based_on, "months": rule.integer("min_months"), "earns": earns})
    if based_on and not dimensions(rule):
        text = N_("Every {cadence}, the score under “{rule}” decides: {earns}.")
        return Message(text, {"cadence": cadence, "rule": based_on, "earns": earns})
    facts = {"cadence": cadence, "parts": joined(list(_parts(rule, dimensions(rule)))), "earns": earns}
    months = N_(
        "Every {cadence}, agents are scored month by month from 0 at each floor to 100 at each target: {parts}; the mean decides: {earns}."
    )
    month = N_("Every {cadence}, agents are scored from 0 at each floor to 100 at each target: {parts}; the score decides: {earns}.")
    sentence = Message(month if rule.cadence is Cadence.MONTH else months, facts)
    for addition in _additions(rule):
        sentence = Message(N_("{first} {second}"), {"first": sentence, "second": addition})
    return sentence


def _additions(rule: Rule) -> Iterator[Message]:
    """What changes the weights: the position, a later date, the weak point of the month before."""
    for parameter in rule.parameters:
        if parameter.name.startswith(POSITION_WEIGHTS) and parameter.text:
            facts = {
                "position": position_word(parameter.name.removeprefix(POSITION_WEIGHTS)),
                "indicators": joined(list(_indicators(rule, parameter.name))),
            }
            yield Message(N_("For {position} the weights are: {indicators}."), facts)
    later = rule.day("later_from") if rule.has("later_from") else None
    if later and rule.text("later_dimensions"):
        parts = joined(list(_parts(rule, dimensions(rule, later))))
        yield Message(N_("From {day} on the weights are: {parts}."), {"day": later.isoformat(), "parts": parts})
    if rule.has("focus_percent") and rule.number("focus_percent"):
        text = N_("{share} of the weight goes to the indicator on which the centre did worst in the month before.")
        yield Message(text, {"share": f"{rule.text('focus_percent')}%"})


def _parts(rule: Rule, weights: Mapping[str, Decimal]) -> Iterator[Message]:
    for name, share in _percentages(weights).items():
        indicators = joined(list(_indicators(rule, WEIGHTS + name)))
        if len(weights) == 1:
            yield indicators
        else:
            yield Message(N_("{dimension} {share} ({indicators})"), {"dimension": word(name), "share": share, "indicators": indicators})


def _indicators(rule: Rule, weights: str) -> Iterator[Message]:
    """Each indicator of a parameter of weights, with its share and its scale."""
    for code, share in _percentages(rule.weights(weights)).items():
        facts = {"indicator": indicator_word(code), "share": share}
        if all(rule.has(name) and rule.text(name) for name in (FLOOR + code, TARGET + code)):
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
        title = N_("{score} or more: {level}, title with a certificate")
        bare = N_("{score} or more: {level}") if rule.outcome is OutcomeKind.QUALIFICATION else title
        yield Message(N_("{score} or more: {level}, {amount} yuan") if Decimal(step.gives) else bare, facts)


def _prizes(rule: Rule) -> Message:
    prizes = joined(list(places(rule))) if rule.steps("prizes") else Message(N_("prizes that the centre still has to set"))
    if rule.text("who") == "teams":
        text = N_("teams of {members} or more by the mean of their members, {prizes}; teams that share a place each receive its prize")
        return Message(text, {"members": rule.integer("min_members"), "prizes": prizes})
    text = N_("in {group}, {prizes}; all who share a place receive its prize")
    return Message(text, {"group": group_word(rule.text("group")), "prizes": prizes})


def places(rule: Rule) -> Iterator[Message]:
    """Each step of the prizes with the places that it covers."""
    steps, last = rule.steps("prizes"), last_place(rule)
    for at, step in enumerate(steps):
        until = min(steps[at + 1].count - 1 if at + 1 < len(steps) else last, last)
        if until > step.count:
            text = N_("places {place}–{until} – {amount} yuan each")
            yield Message(text, {"place": step.count, "until": until, "amount": step.gives})
        elif until == step.count:
            yield Message(N_("place {place} – {amount} yuan"), {"place": step.count, "amount": step.gives})


_EARNS: Mapping[str, Callable[[Rule], Message]] = {
    "bonus_share": lambda rule: joined(list(_shares(rule))),
    "scored_levels": lambda rule: joined(list(_levels(rule))),
    "scored_prizes": _prizes,
}
