"""Schemes as values: a scheme, its rules and their parameters, all frozen; values are set by making a new scheme."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator
from models.domain.outcomes import OutcomeKind
from models.domain.period import Cadence
from services.rules.values import (
    NEVER_EMPTY,
    Band,
    ParameterType,
    Step,
    canonical,
    read_bands,
    read_ladder,
    read_list,
    read_weights,
)

SCHEME = "scheme"
"""First half of the name of a parameter that belongs to the whole scheme."""
RULES_OFF = "rules_off"
"""Parameter of a scheme: ids of its own rules that the centre does not apply."""


@dataclass(frozen=True)
class Words:
    """One wording in Chinese and in English."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """The wording in `zh…` or any other language (English)."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Parameter:
    """One thing that a centre may set. `default` None = empty; `value` None = not set, so the default holds.

    `clause` names where a figure comes from ("004#2", "domain" = the house's own convention); `choices` are the
    allowed words of a choice, list or ladder; `notice` names the legal notice shown when the scheme is adopted.
    """

    name: str
    type: ParameterType
    default: str | None
    required: bool
    label: Words
    clause: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[str, ...] = ()
    notice: str = ""
    value: str | None = None

    @property
    def text(self) -> str:
        """The value in effect as text, '' when empty."""
        return (self.default or "") if self.value is None else self.value

    @property
    def is_never_empty(self) -> bool:
        """A figure or choice with a usual value must keep one; a limit may be emptied, it is not judged then."""
        return bool(self.default) and self.type in NEVER_EMPTY

    def with_text(self, text: str) -> Parameter:
        """The same parameter set to a typed text; UserError says what is wrong with it."""
        clean = canonical(self.type, text, choices=self.choices, minimum=self.minimum, maximum=self.maximum)
        return replace(self, value=None if clean == (self.default or "") else clean)


@dataclass(frozen=True)
class Parameterised:
    """Anything with parameters; the readers below give a parameter's value in its own type."""

    parameters: tuple[Parameter, ...]

    @cached_property
    def _by_name(self) -> dict[str, Parameter]:
        return {parameter.name: parameter for parameter in self.parameters}

    def has(self, name: str) -> bool:
        """There is a parameter of that name."""
        return name in self._by_name

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; KeyError when the kind has none."""
        return self._by_name[name]

    def text(self, name: str) -> str:
        """Value as text, '' when empty."""
        return self._by_name[name].text

    def number(self, name: str) -> Decimal:
        """Value as a decimal, 0 when empty; amounts are yuan."""
        return Decimal(self.text(name) or 0)

    def integer(self, name: str) -> int:
        """Value as a whole number, 0 when empty."""
        return int(self.number(name))

    def flag(self, name: str) -> bool:
        """Value as yes or no, no when empty."""
        return self.text(name) == "true"

    def names(self, name: str) -> tuple[str, ...]:
        """Value as a list of names."""
        return read_list(self.text(name))

    def day(self, name: str) -> date | None:
        """Value as a date, None when empty."""
        text = self.text(name)
        return date.fromisoformat(text) if text else None

    def bands(self, name: str) -> tuple[Band, ...]:
        """Value as bands."""
        return read_bands(self.text(name))

    def steps(self, name: str) -> tuple[Step, ...]:
        """Value as the steps of a ladder."""
        return read_ladder(self.text(name), self.parameter(name).choices)

    def weights(self, name: str) -> dict[str, Decimal]:
        """Value as weights by name, empty when none are set."""
        return read_weights(self.text(name))


@dataclass(frozen=True)
class Rule(Parameterised):
    """One rule: what it gives (`outcome`), how it is evaluated (`kind`, `cadence`; None = any period), where it comes from.

    `clause_text_zh` is the source's own sentence; `title` the award's name or the measure as a paper words it;
    `needs` names the data it looks at (attendance, readings, complaints, recordings, nominations).
    """

    id: str
    kind: str
    name: Words
    clause: str
    clause_text_zh: str
    outcome: OutcomeKind
    title: Words
    cadence: Cadence | None
    needs: tuple[str, ...]
    notice: str = ""


@dataclass(frozen=True)
class Scheme(Parameterised):
    """A scheme of rewards and penalties; parameters of the whole scheme are named `scheme.NAME`, those of a rule `RULE.NAME`."""

    id: str
    name: Words
    purpose: Words
    clause: str
    source: str
    rules: tuple[Rule, ...]
    indicators: tuple[Indicator, ...] = ()
    """Indicators of its own that the file proposes for centres without them."""
    tried_first: bool = False
    """The source ran the scheme as a trial before it put it in force."""

    @property
    def off(self) -> tuple[str, ...]:
        """Ids of the rules that the centre does not apply."""
        return self.names(RULES_OFF) if self.has(RULES_OFF) else ()

    @property
    def applied(self) -> tuple[Rule, ...]:
        """The rules without those switched off."""
        return tuple(rule for rule in self.rules if rule.id not in self.off)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def parameter_values(self) -> dict[str, str]:
        """Full name → value in effect as text ('' = empty) of every parameter."""
        values = {f"{SCHEME}.{parameter.name}": parameter.text for parameter in self.parameters}
        return values | {f"{rule.id}.{parameter.name}": parameter.text for rule in self.rules for parameter in rule.parameters}

    def all_parameters(self) -> dict[str, Parameter]:
        """Full name → parameter, scheme first, then rule by rule."""
        found = {f"{SCHEME}.{parameter.name}": parameter for parameter in self.parameters}
        return found | {f"{rule.id}.{parameter.name}": parameter for rule in self.rules for parameter in rule.parameters}

    def with_parameters(self, values: Mapping[str, str]) -> Scheme:
        """The scheme with these values set by full name; UserError names every unknown name or the first wrong value."""
        known = self.all_parameters()
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise UserError(
                N_("The scheme “{scheme}” has no parameter {names}."), scheme=self.id, names=", ".join(f"“{name}”" for name in unknown)
            )
        changed = {name: _with_value(name, known[name], text) for name, text in values.items()}

        def swap(owner: str) -> Callable[[Parameter], Parameter]:
            return lambda parameter: changed.get(f"{owner}.{parameter.name}", parameter)

        rules = tuple(replace(rule, parameters=tuple(map(swap(rule.id), rule.parameters))) for rule in self.rules)
        return replace(self, parameters=tuple(map(swap(SCHEME), self.parameters)), rules=rules)

    def missing_parameters(self) -> tuple[str, ...]:
        """Full names of required parameters that are still empty; an idle rule needs none."""
        idle = idle_rules(self.off, self.parameter_values())
        empty = (name for name, parameter in self.all_parameters().items() if parameter.required and not parameter.text)
        return tuple(name for name in empty if name.partition(".")[0] not in idle)

    def check_ready(self) -> None:
        """UserError naming the required parameters that are still empty, or what cannot be switched off."""
        if unknown := [name for name in self.off if self.rule(name) is None]:
            raise UserError(N_("The scheme “{scheme}” has no rule {names}."), scheme=self.id, names=", ".join(unknown))
        if self.rules and not self.applied:
            raise UserError(N_("Every rule of the scheme “{scheme}” is switched off; leave at least one on."), scheme=self.id)
        if missing := self.missing_parameters():
            raise UserError(
                N_("The scheme “{scheme}” cannot be adopted yet: set {names}. The source gives no figure."),
                scheme=self.id,
                names=", ".join(missing),
            )

    def notices(self) -> tuple[str, ...]:
        """Keys of the legal notices to be shown at adoption, each once, in the order of the scheme."""
        keys = [key for rule in self.applied for key in (rule.notice, *(parameter.notice for parameter in rule.parameters)) if key]
        return tuple(dict.fromkeys(keys))


def idle_rules(off: Collection[str], values: Mapping[str, str]) -> frozenset[str]:
    """Ids of the rules switched off on which no other rule is based; `values` by full name."""
    owners = (name.partition(".")[::2] for name in values)
    return frozenset(off) - {values[f"{owner}.{name}"] for owner, name in owners if name == "based_on" and owner not in off}


def _with_value(name: str, parameter: Parameter, text: str) -> Parameter:
    try:
        return parameter.with_text(text)
    except UserError as fault:
        raise UserError(N_("{name}: {reason}"), name=name, reason=fault.message) from None
