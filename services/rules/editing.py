"""Shaping a scheme: every function takes a scheme or rule and gives the changed one; a wrong value is refused with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.domain.errors import N_, UserError
from models.domain.outcomes import OutcomeKind
from models.domain.period import Cadence
from services.rules.kinds import KINDS, SCHEME_PARAMETERS, ParameterSpec
from services.rules.scheme import RULES_OFF, SCHEME, Parameter, Rule, Scheme, Words
from services.rules.scheme_text import BY_CONVENTION, USUAL_LABELS
from services.rules.values import NUMERIC

Labels = Mapping[str, Words]
"""What forms call parameters, by `kind.name` and by bare name."""
NO_WORDS = Words("", "")
_NEEDED = frozenset({"base", "shares", "prizes", "levels", "threshold"})
_MONTHS = {Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6}
"""Values without which a rule of our own gives nothing."""


def labels_of(schemes: Mapping[str, Scheme]) -> dict[str, Words]:
    """The wordings that written schemes use for their parameters, so that a new rule of the same kind speaks alike."""
    found: dict[str, Words] = dict(USUAL_LABELS)
    for scheme in schemes.values():
        for parameter in scheme.parameters:
            found.setdefault(parameter.name, parameter.label)
        for rule in scheme.rules:
            for parameter in rule.parameters:
                if parameter.label != Words(parameter.name, parameter.name):
                    found.setdefault(f"{rule.kind}.{parameter.name}", parameter.label)
                    found.setdefault(parameter.name, parameter.label)
    return found


def new_scheme(scheme_id: str, labels: Labels) -> Scheme:
    """An empty scheme with the parameters that every scheme has."""
    parameters = tuple(_parameter(spec, "", labels) for spec in SCHEME_PARAMETERS)
    return Scheme(parameters, scheme_id, NO_WORDS, NO_WORDS, "", "", ())


def new_rule(kind: str, rule_id: str, labels: Labels) -> Rule:
    """A rule of a kind with the usual values, without words of its own."""
    known = KINDS[kind]
    cadence = None if not known.cadences else Cadence.MONTH if Cadence.MONTH in known.cadences else known.cadences[0]
    return Rule(
        parameters=tuple(_parameter(spec, kind, labels) for spec in known.parameters if not spec.name.endswith("*")),
        id=rule_id, kind=kind, name=NO_WORDS, clause="", clause_text_zh="", outcome=known.outcomes[0], title=NO_WORDS,
        cadence=cadence, needs=known.needs,
    )  # fmt: skip


def _parameter(spec: ParameterSpec, kind: str, labels: Labels) -> Parameter:
    label = labels.get(f"{kind}.{spec.name}") or labels.get(spec.name) or Words(spec.name, spec.name)
    return Parameter(
        spec.name, spec.type, spec.default or None, spec.name in _NEEDED and not spec.default, label, BY_CONVENTION if spec.default else "",
        spec.minimum, spec.maximum, spec.choices,
    )  # fmt: skip


def add_rule(scheme: Scheme, kind: str, labels: Labels) -> tuple[Scheme, Rule]:
    """The scheme with one more rule at its end, and that rule; UserError for a kind that does not exist."""
    if kind not in KINDS:
        raise UserError(N_("“{kind}” is not a kind of rule."), kind=kind)
    stem, taken = kind.replace("_", "-"), {rule.id for rule in scheme.rules}
    number = next(n for n in range(1, len(taken) + 2) if f"{stem}-{n}" not in taken)
    rule = new_rule(kind, f"{stem}-{number}", labels)
    return replace(scheme, rules=(*scheme.rules, rule)), rule


def remove_rule(scheme: Scheme, rule_id: str) -> Scheme:
    """The scheme without the rule; UserError while another rule is based on it."""
    leaning = next((rule for rule in scheme.rules if rule.has("based_on") and rule.text("based_on") == rule_id), None)
    if leaning:
        raise UserError(N_("The rule “{rule}” is based on this one; remove or change it first."), rule=leaning.name.zh or leaning.id)
    left = replace(scheme, rules=tuple(rule for rule in scheme.rules if rule.id != rule_id))
    if rule_id not in scheme.off:
        return left
    return set_scheme_parameter(left, RULES_OFF, ", ".join(name for name in scheme.off if name != rule_id))


def move_rule(scheme: Scheme, rule_id: str, steps: int) -> Scheme:
    """The scheme with the rule so many places further down (negative: up); it stops at either end."""
    rules = list(scheme.rules)
    at = next(place for place, rule in enumerate(rules) if rule.id == rule_id)
    rule = rules.pop(at)
    rules.insert(min(max(at + steps, 0), len(rules)), rule)
    return replace(scheme, rules=tuple(rules))


def put_rule(scheme: Scheme, rule: Rule) -> Scheme:
    """The scheme with this rule in the place of the one with its id."""
    return replace(scheme, rules=tuple(rule if held.id == rule.id else held for held in scheme.rules))


def set_cadence(rule: Rule, cadence: Cadence, *, own: bool = True) -> Rule:
    """The rule in another rhythm, months to be counted cut to those it has; UserError when its kind does not work in it."""
    if cadence not in KINDS[rule.kind].cadences:
        raise UserError(N_("This kind of rule does not work in the period “{cadence}”."), cadence=cadence.value)
    longest = _MONTHS.get(cadence, 12)
    if rule.has("min_months") and rule.integer("min_months") > longest:  # else nobody could ever have enough months
        rule = set_parameter(rule, "min_months", str(longest), own=own)
    return replace(rule, cadence=cadence)


def set_outcome(rule: Rule, outcome: OutcomeKind) -> Rule:
    """The rule giving another kind of outcome; UserError when its kind cannot give it."""
    if outcome not in KINDS[rule.kind].outcomes:
        raise UserError(N_("This kind of rule cannot give “{outcome}”."), outcome=outcome.value)
    return replace(rule, outcome=outcome)


def set_clause(rule: Rule, clause: str, *, own: bool) -> Rule:
    """The rule with another number in the text it comes from; the figures of an own rule follow it."""
    clean = clause.strip()
    moved = tuple(replace(p, clause=clean or BY_CONVENTION) if own and p.clause and p.clause == rule.clause else p for p in rule.parameters)
    return replace(rule, clause=clean, parameters=moved)


def set_parameter(rule: Rule, name: str, text: str, *, own: bool) -> Rule:
    """The rule with one value set as typed; UserError says what is wrong with it.

    In an own rule the value is the text's own figure and carries the rule's clause; in a rule of a source the source's figure
    stays visible beside it.
    """
    parameter = rule.parameter(name).with_text(text)
    if own and parameter.value is not None:
        clause = (rule.clause or BY_CONVENTION) if parameter.value and parameter.type in NUMERIC else ""
        parameter = replace(parameter, default=parameter.value or None, clause=clause, value=None)
    return replace(rule, parameters=tuple(parameter if held.name == name else held for held in rule.parameters))


def set_scheme_parameter(scheme: Scheme, name: str, text: str) -> Scheme:
    """The scheme with one of its own values set; UserError says what is wrong with it."""
    return scheme.with_parameters({f"{SCHEME}.{name}": text})


def completed(scheme: Scheme) -> Scheme:
    """The scheme with words that stand in one language only taken over for the other."""
    rules = tuple(replace(rule, name=_both(rule.name), title=_both(rule.title)) for rule in scheme.rules)
    return replace(scheme, name=_both(scheme.name), purpose=_both(scheme.purpose), rules=rules)


def _both(words: Words) -> Words:
    return Words(words.zh or words.en, words.en or words.zh)


def open_names(rule: Rule) -> tuple[str, ...]:
    """Beginnings of the parameters that a rule of this kind may have for any name: `floor.` stands for floor.csat and others."""
    return tuple(spec.name[:-1] for spec in KINDS[rule.kind].parameters if spec.name.endswith("*"))


def add_named(rule: Rule, name: str, label: Words) -> Rule:
    """The rule with one more such parameter, still empty; UserError when it has it or its kind knows no such name."""
    spec = KINDS[rule.kind].spec(name)
    if spec is None or not spec.name.endswith("*"):
        raise UserError(N_("There is no parameter “{name}” here."), name=name)
    if rule.has(name):
        raise UserError(N_("“{name}” stands here already."), name=label.zh)
    parameter = Parameter(name, spec.type, None, False, label, "", spec.minimum, spec.maximum, spec.choices)
    return replace(rule, parameters=_in_order(rule, (*rule.parameters, parameter)))


def remove_named(rule: Rule, name: str) -> Rule:
    """The rule without that parameter."""
    return replace(rule, parameters=tuple(parameter for parameter in rule.parameters if parameter.name != name))


def _in_order(rule: Rule, parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Parameters in the order of the kind, as a text is read."""
    specs = KINDS[rule.kind].parameters
    return tuple(sorted(parameters, key=lambda p: next(n for n, spec in enumerate(specs) if KINDS[rule.kind].spec(p.name) is spec)))
