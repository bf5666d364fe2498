"""The library as a supervisor looks at it: cards, rules in words, and what a scheme would have cost on the centre's own past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.domain.errors import Message
from models.domain.outcomes import OutcomeKind
from models.domain.period import Period
from models.queries import library as queries
from services import schemes
from services.closing import facts_of_month
from services.rules.engine import AdoptedScheme, evaluate
from services.rules.scheme import Parameter, Rule, Scheme
from services.rules.sentences import notice_sentence, rule_sentence
from services.schemes import SchemeVersion
from services.workspace import Workspace

COST_MONTHS = 3
"""How many past months the cost on a card is the mean of."""


@dataclass(frozen=True)
class SchemeCard:
    """One scheme on its card: words in the user's language, data needed (kind → the centre has it), versions, cost.

    `monthly_cost` is the mean of the last months with data in yuan, None without data or while an amount is missing.
    """

    id: str
    name: str
    purpose: str
    source: str
    clause: str
    rules: int
    needs: tuple[tuple[str, bool], ...]
    in_force: SchemeVersion | None
    versions: tuple[SchemeVersion, ...]
    monthly_cost: Decimal | None


@dataclass(frozen=True)
class ParameterView:
    """One parameter as the form shows it: full name, label, value, where the figure comes from."""

    full_name: str
    label: str
    parameter: Parameter
    value: str


@dataclass(frozen=True)
class RuleView:
    """One rule in words, beside the sentence of the source and its parameters."""

    id: str
    name: str
    sentence: Message
    clause: str
    source_text: str
    notices: tuple[Message, ...]
    parameters: tuple[ParameterView, ...]


def cards(workspace: Workspace) -> list[SchemeCard]:
    """Every shipped scheme."""
    adopted = schemes.versions(workspace)
    today, language = workspace.clock.today(), workspace.texts.language
    with workspace.store.read() as tx:
        have = queries.kinds_of_data(tx)
    found = []
    for scheme in schemes.library().values():
        versions = tuple(version for version in adopted if version.scheme.id == scheme.id)
        current = _in_force(versions, today)
        needs = sorted({need for rule in scheme.rules for need in rule.needs})
        found.append(
            SchemeCard(
                scheme.id, scheme.name.text(language), scheme.purpose.text(language), scheme.source, scheme.clause, len(scheme.rules),
                tuple((need, need in have) for need in needs), current, versions,
                monthly_cost(workspace, scheme=current.scheme if current else scheme),
            )
        )  # fmt: skip
    return found


def _in_force(versions: tuple[SchemeVersion, ...], day: date) -> SchemeVersion | None:
    held = [version for version in versions if version.adopted.in_force_on(day)]
    return max(held, key=lambda version: version.version, default=None)


def monthly_cost(workspace: Workspace, *, scheme: Scheme) -> Decimal | None:
    """Yuan a month that the scheme would have awarded over the last months with data; None while it cannot be told."""
    if scheme.missing_parameters():
        return None
    with workspace.store.read() as tx:
        months = [Period.parse(text) for text in queries.months_with_readings(tx)[:COST_MONTHS]]
        if not months:
            return None
        adopted = AdoptedScheme(scheme, 1, date.min)
        total = sum(
            (
                o.amount
                for month in months
                for o in evaluate([adopted], month, facts_of_month(tx, month)).outcomes
                if o.kind is OutcomeKind.AWARD
            ),
            Decimal(0),
        )
    return (total / len(months)).quantize(Decimal("0.01"))


def rules(workspace: Workspace, *, scheme: Scheme) -> list[RuleView]:
    """The scheme's rules in words, each with its parameters."""
    language = workspace.texts.language
    return [_rule_view(rule, language) for rule in scheme.rules]


def _rule_view(rule: Rule, language: str) -> RuleView:
    keys = dict.fromkeys(key for key in (rule.notice, *(p.notice for p in rule.parameters)) if key)
    parameters = tuple(ParameterView(f"{rule.id}.{p.name}", p.label.text(language), p, p.text) for p in rule.parameters)
    return RuleView(
        rule.id,
        rule.name.text(language),
        rule_sentence(rule),
        rule.clause,
        rule.clause_text_zh,
        tuple(map(notice_sentence, keys)),
        parameters,
    )


def scheme_parameters(workspace: Workspace, *, scheme: Scheme) -> list[ParameterView]:
    """Parameters of the whole scheme."""
    language = workspace.texts.language
    return [ParameterView(f"scheme.{p.name}", p.label.text(language), p, p.text) for p in scheme.parameters]


def differences(old: Scheme, new: Scheme, language: str) -> list[tuple[str, str, str]]:
    """What changed between two versions: label, value before, value after."""
    before, after = old.parameter_values(), new.parameter_values()
    labels = {name: parameter.label.text(language) for name, parameter in (old.all_parameters() | new.all_parameters()).items()}
    names: Mapping[str, None] = dict.fromkeys((*before, *after))
    return [(labels[name], before.get(name, ""), after.get(name, "")) for name in names if before.get(name, "") != after.get(name, "")]


def lawful_alternative(scheme: Scheme) -> Scheme:
    """The scheme with statutory leave neutral: what the one-click alternative at adoption sets."""
    statutory = ("annual", "marriage", "maternity", "bereavement", "injury")
    values = {}
    for rule in scheme.rules:
        names = {parameter.name for parameter in rule.parameters}
        if "zero_codes" in names:
            values[f"{rule.id}.zero_codes"] = ", ".join(code for code in rule.names("zero_codes") if code not in statutory)
        if "neutral_codes" in names:
            values[f"{rule.id}.neutral_codes"] = ", ".join(dict.fromkeys((*rule.names("neutral_codes"), *statutory)))
    return scheme.with_parameters(values)
