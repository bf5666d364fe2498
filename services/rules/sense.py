"""Do a scheme's values make sense together: scales, weights, shares and limits that could never hold are named before it is adopted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.kpi import BUILT_IN, Indicator
from models.domain.period import Cadence
from services.rules.scheme import Parameter, Rule, Scheme
from services.rules.scoring import FLOOR, POSITION_WEIGHTS, TARGET, WEIGHTS
from services.rules.words import indicator_word, limit_words

_FULL = Decimal(100)
_MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6, Cadence.YEAR: 12}
_SCORED = frozenset({"bonus_share", "scored_levels", "scored_prizes"})
_LIMITED = frozenset({"targets_met", "scorecard", "assessment"})


@dataclass(frozen=True)
class SenseFault:
    """A rule whose values make no sense together, and why."""

    rule: Rule
    message: Message


def faults(scheme: Scheme) -> tuple[SenseFault, ...]:
    """What makes no sense in the rules applied, rule by rule."""
    known = {indicator.code: indicator for indicator in (*BUILT_IN, *scheme.indicators)}
    return tuple(SenseFault(rule, message) for rule in scheme.applied for message in _of_rule(rule, known))


def check(scheme: Scheme) -> None:
    """Return when everything makes sense; UserError with the first fault otherwise."""
    if found := faults(scheme):
        raise UserError(N_("{name}: {reason}"), name=found[0].rule.id, reason=found[0].message)


def _of_rule(rule: Rule, known: dict[str, Indicator]) -> Iterator[Message]:
    if rule.kind in _SCORED:
        yield from _months(rule)
        yield from _weights(rule, based=rule.has("based_on") and bool(rule.text("based_on")))
        yield from _scales(rule, known)
        yield from _rewards(rule)
    if rule.kind in _LIMITED:
        for parameter in rule.parameters:
            yield from _limit(parameter, known)


def _months(rule: Rule) -> Iterator[Message]:
    longest, wanted = _MONTHS[rule.cadence or Cadence.YEAR], rule.integer("min_months")
    if wanted > longest:
        text = N_("min_months: {wanted} months with a score can never be reached; the period has {longest}.")
        yield Message(text, {"wanted": wanted, "longest": longest})


def _weights(rule: Rule, *, based: bool) -> Iterator[Message]:
    names = [p.name.removeprefix(WEIGHTS) for p in rule.parameters if p.name.startswith(WEIGHTS) and p.text]
    if not names and not based:
        yield Message(N_("no indicator has a weight, so nobody would have a score."))
    for given in ("dimensions", "later_dimensions"):
        for name in rule.weights(given):
            if name not in names:
                facts = {"parameter": given, "name": name, "known": ", ".join(names) or "–"}
                yield Message(N_("{parameter}: “{name}” is no dimension with weights. Known are: {known}."), facts)
    for one, other in (("later_from", "later_dimensions"), ("later_dimensions", "later_from")):
        if rule.text(one) and not rule.text(other):
            yield Message(N_("{one} does nothing without {other}; set both or neither."), {"one": one, "other": other})


def _scales(rule: Rule, known: dict[str, Indicator]) -> Iterator[Message]:
    weighing = (p.name for p in rule.parameters if p.name.startswith((WEIGHTS, POSITION_WEIGHTS)))
    for code in dict.fromkeys(code for name in weighing for code in rule.weights(name)):
        indicator = indicator_word(code)
        if not all(rule.has(name) and rule.text(name) for name in (FLOOR + code, TARGET + code)):
            text = N_("{indicator} has a weight but no scale: floor.{code} and target.{code} are not set.")
            yield Message(text, {"indicator": indicator, "code": code})
            continue
        floor, target = rule.number(FLOOR + code), rule.number(TARGET + code)
        if floor == target:
            text = N_("{indicator}: the value for 0 and the value for 100 are both {target}.")
            yield Message(text, {"indicator": indicator, "target": limit_words(code, "", target)})
        elif code in known and (target > floor) != known[code].higher_is_better:
            more = N_("{indicator}: the values for 0 and for 100 are reversed; of this indicator more is better.")
            less = N_("{indicator}: the values for 0 and for 100 are reversed; of this indicator less is better.")
            yield Message(more if known[code].higher_is_better else less, {"indicator": indicator})


def _rewards(rule: Rule) -> Iterator[Message]:
    """A score lies between 0 and 100, so the best must earn something."""
    if rule.kind == "bonus_share" and rule.text("shares") and not any(band.holds(_FULL) for band in rule.bands("shares")):
        text = N_("shares: a score of 100 falls into no band; leave the upper bound of the last one empty, for example “[90,] 100”.")
        yield Message(text)
    if rule.kind == "scored_levels":
        for step in rule.steps("levels"):
            if step.count > _FULL:
                yield Message(N_("levels: {score} can never be reached; a score is at most 100."), {"score": step.count})


def _limit(parameter: Parameter, known: dict[str, Indicator]) -> Iterator[Message]:
    bound, _, code = parameter.name.partition(".")
    if code not in known or not parameter.text or bound not in ("at_least", "at_most"):
        return
    limit, indicator = Decimal(parameter.text), known[code]
    facts = {"indicator": indicator_word(code), "limit": limit_words(code, "", limit)}
    if bound == "at_least" and indicator.high is not None and limit > indicator.high:
        text = N_("{indicator}: at least {limit} can never be reached; {most} is the most.")
        yield Message(text, {**facts, "most": limit_words(code, "", indicator.high)})
    if bound == "at_most" and indicator.low is not None and limit < indicator.low:
        text = N_("{indicator}: at most {limit} can never be reached; {least} is the least.")
        yield Message(text, {**facts, "least": limit_words(code, "", indicator.low)})
