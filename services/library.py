"""The library as a supervisor looks at it: cards, rules in words, and what a scheme would have cost on the centre's own past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done
from models.domain.outcomes import OutcomeKind
from models.domain.period import Cadence, Period
from models.queries import closing as closing_queries
from models.queries import library as queries
from services import schemes, trials
from services.closing import facts_of_month
from services.parameter_words import Options, ParameterView, parameter_views
from services.rules.engine import AdoptedScheme, evaluate
from services.rules.scheme import SCHEME, Rule, Scheme
from services.rules.sentences import notice_sentence, rule_sentence, with_rule_names
from services.schemes import SchemeVersion
from services.texts import Texts
from services.workspace import Workspace

COST_MONTHS = 3
"""How many past months the cost on a card is the mean of."""
NEEDS: Mapping[str, str] = {
    "attendance": N_("Attendance"), "readings": N_("Indicators"), "complaints": N_("Complaints"), "recordings": N_("Scored recordings"),
    "nominations": N_("Nominations"), "work_logs": N_("Work logs"), "work_cases": N_("Cases"), "spot_checks": N_("Spot checks"),
}  # fmt: skip
"""Words for the kinds of data that rules look at."""


@dataclass(frozen=True)
class SchemeCard:
    """One scheme on its card: words in the user's language, data needed (kind → the centre has it), versions, latest first.

    `in_force` holds today, `coming` begins later; `scheme` is the one in force, else the coming, else the shipped one.
    """

    id: str
    name: str
    purpose: str
    scheme: Scheme
    needs: tuple[tuple[str, bool], ...]
    in_force: SchemeVersion | None
    coming: SchemeVersion | None
    versions: tuple[SchemeVersion, ...]


@dataclass(frozen=True)
class Cost:
    """What a scheme would have given: mean yuan and points a month over `months` (newest first, () = no data yet).

    `missing` names the amounts that the source leaves open and nobody has set: the cost cannot be told then.
    """

    months: tuple[Period, ...]
    yuan: Decimal
    points: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class RuleView:
    """One rule in words, beside the sentence of the source and its parameters; `is_off`: this centre does not apply it."""

    id: str
    name: str
    sentence: Message
    clause: str
    source_text: str
    notices: tuple[Message, ...]
    parameters: tuple[ParameterView, ...]
    is_off: bool = False


def cards(workspace: Workspace) -> list[SchemeCard]:
    """Every shipped scheme and the centre's own adopted or tried ones; the cost is told apart by `monthly_cost`, for it takes longer."""
    adopted = schemes.versions(workspace)
    today, language = workspace.clock.today(), workspace.texts.language
    with workspace.store.read() as tx:
        have = queries.kinds_of_data(tx)
    sources = dict(schemes.library())
    for version in adopted:
        sources.setdefault(version.scheme.id, version.scheme)
    for trial in trials.trials(workspace):
        sources.setdefault(trial.scheme.id, trial.scheme)
    return [_card(scheme, [v for v in adopted if v.scheme.id == scheme.id], today, language, have) for scheme in sources.values()]


def draft_card(workspace: Workspace, *, scheme: Scheme) -> SchemeCard:
    """A scheme in work on a card, with the versions that its adoption would follow."""
    held = [version for version in schemes.versions(workspace) if version.scheme.id == scheme.id]
    with workspace.store.read() as tx:
        have = queries.kinds_of_data(tx)
    card = _card(scheme, held, workspace.clock.today(), workspace.texts.language, have)
    language = workspace.texts.language
    return replace(card, scheme=scheme, name=scheme.name.text(language), purpose=scheme.purpose.text(language))


def kinds_of_data(workspace: Workspace) -> tuple[tuple[str, bool], ...]:
    """Each kind of data that rules look at, and whether the centre has any of it."""
    with workspace.store.read() as tx:
        have = queries.kinds_of_data(tx)
    return tuple((need, need in have) for need in NEEDS)


def source_of(card: SchemeCard) -> Scheme:
    """The scheme as its source has it: the shipped one, else the first version of the centre's own."""
    return schemes.library().get(card.id) or (card.versions[-1].scheme if card.versions else card.scheme)


def _card(scheme: Scheme, versions: list[SchemeVersion], day: date, language: str, have: frozenset[str]) -> SchemeCard:
    latest = sorted(versions, key=lambda version: -version.version)
    current = next((version for version in latest if version.adopted.in_force_on(day)), None)
    coming = next((version for version in latest if version.first > day), None)
    held = current or coming
    known = {need for rule in scheme.applied for need in rule.needs}
    needs = [*(need for need in NEEDS if need in known), *sorted(known - set(NEEDS))]
    return SchemeCard(
        scheme.id, scheme.name.text(language), scheme.purpose.text(language), held.scheme if held else scheme,
        tuple((need, need in have) for need in needs), current, coming, tuple(latest),
    )  # fmt: skip


def monthly_cost(workspace: Workspace, *, scheme: Scheme) -> Cost:
    """Money and points a month that the scheme would have given over the last months with data."""
    with workspace.store.read() as tx:
        months = tuple(Period.parse(text) for text in queries.months_with_readings(tx)[:COST_MONTHS])
        missing = scheme.missing_parameters()
        if missing or not months:
            return Cost(months, Decimal(0), 0, missing)
        adopted = AdoptedScheme(scheme, 1, date.min)
        found = [outcome for month in months for outcome in evaluate([adopted], month, facts_of_month(tx, month)).outcomes]
    yuan = sum((outcome.amount for outcome in found if outcome.kind is OutcomeKind.AWARD), Decimal(0))
    points = sum(outcome.points for outcome in found)
    return Cost(months, (yuan / len(months)).quantize(Decimal("0.01")), round(points / len(months)), ())


def rules(scheme: Scheme, texts: Texts, options: Options) -> list[RuleView]:
    """The scheme's rules in words, each with its parameters."""
    views = parameter_views(scheme, texts, options)
    return [_rule_view(scheme, rule, texts.language, tuple(v for v in views if v.owner == rule.id)) for rule in scheme.rules]


def _rule_view(scheme: Scheme, rule: Rule, language: str, parameters: tuple[ParameterView, ...]) -> RuleView:
    keys = dict.fromkeys(key for key in (rule.notice, *(p.notice for p in rule.parameters)) if key)
    sentence = with_rule_names(rule_sentence(rule), scheme, language)
    return RuleView(
        rule.id, rule.name.text(language), sentence, rule.clause, rule.clause_text_zh, tuple(map(notice_sentence, keys)), parameters,
        rule.id in scheme.off,
    )  # fmt: skip


def scheme_parameters(scheme: Scheme, texts: Texts, options: Options) -> list[ParameterView]:
    """Parameters of the whole scheme."""
    return [view for view in parameter_views(scheme, texts, options) if view.owner == SCHEME]


def differences(old: Scheme, new: Scheme, texts: Texts, options: Options) -> list[tuple[str, str, str]]:
    """What changed between two versions in words: rule and label, value before, value after."""
    before = {view.full_name: view for view in parameter_views(old, texts, options)}
    found = []
    for view in parameter_views(new, texts, options):
        past = before.get(view.full_name)
        if past is None or past.value != view.value:
            rule = new.rule(view.owner)
            label = f"{rule.name.text(texts.language)} · {view.label}" if rule else view.label
            found.append((label, past.words if past else "–", view.words))
    return found


def start_warnings(workspace: Workspace, *, scheme_id: str, first: date) -> tuple[Message, ...]:
    """What to know before a scheme or a new version of it begins on that day."""
    month = Period.containing(first, Cadence.MONTH)
    with workspace.store.read() as tx:
        closed = [row.period for row in closing_queries.closed_periods(tx) if row.period >= month.text]
    found = []
    if closed:
        text = N_("Closed already, so they stay as they were decided: {months}.")
        found.append(Message(text, {"months": ", ".join(closed)}))
    if first != month.first:
        text = N_("{day} is not the first day of a month: the whole of {month} is judged by what holds on its last day.")
        found.append(Message(text, {"day": first.isoformat(), "month": month.text}))
    if first <= workspace.clock.today():
        text = N_("The day is not in the future: a penalty for what happened before the agents knew the rule needs a reason.")
        found.append(Message(text))
    later = [v for v in schemes.versions(workspace) if v.scheme.id == scheme_id and v.first > first and v.last is None]
    if later:
        text = N_("Version {version} begins later, on {day}; the new version takes its place from that day on.")
        found.append(Message(text, {"version": later[0].version, "day": later[0].first.isoformat()}))
    return tuple(found)


def note_dates(
    workspace: Workspace, *, version_id: int, discussed_on: date | None, consulted_on: date | None, published_on: date | None
) -> Done[SchemeVersion]:
    """Note when a version was discussed, consulted on and made known; refused when the steps are not in that order or not past."""
    steps = [day for day in (discussed_on, consulted_on, published_on) if day]
    if not steps:
        raise UserError(N_("Enter at least one date."))
    if steps != sorted(steps):
        raise UserError(N_("A rule is discussed first, then consulted on, then made known; these dates are not in that order."))
    if steps[-1] > workspace.clock.today():
        raise UserError(N_("{day} is still to come; enter the date when it has happened."), day=steps[-1].isoformat())
    return schemes.publish_version(
        workspace, version_id=version_id, published_on=published_on, discussed_on=discussed_on, consulted_on=consulted_on
    )
