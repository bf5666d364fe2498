"""What a scheme would have given in past months, side by side with what happened; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.facts import Facts
from models.domain.outcomes import Outcome, OutcomeKind
from models.domain.period import Cadence, Period
from models.queries import closing as closing_queries
from models.queries import facts as fact_queries
from models.queries import people as people_queries
from models.store import Tx
from services import schemes, settings
from services.closing import facts_of_months, outcome_key, outcome_of
from services.progress import NoProgress, Progress
from services.rules import sense
from services.rules.doubles import are_tied, settle
from services.rules.engine import AdoptedScheme, evaluate
from services.rules.scheme import Scheme
from services.rules.sentences import with_rule_names
from services.workspace import Workspace

LONGEST = 36
"""Months of one simulation at most."""


@dataclass(frozen=True)
class PastMonth:
    """One past month: the facts, and the outcomes of all schemes – stored ones when it was closed, else what is in force gives.

    `decided_otherwise` counts stored outcomes that a person waived, corrected or revoked; they are compared as the rules gave them.
    """

    month: Period
    facts: Facts
    outcomes: tuple[Outcome, ...]
    closed: bool
    decided_otherwise: int


@dataclass(frozen=True)
class Past:
    """Months read once, for as many simulations as wanted; `budget` yuan a month, None = none set."""

    months: tuple[PastMonth, ...]
    budget: Decimal | None
    rule_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    adopted: tuple[AdoptedScheme, ...] = ()

    @property
    def latest(self) -> PastMonth:
        """The last month."""
        return self.months[-1]

    @property
    def outcomes(self) -> dict[Period, tuple[Outcome, ...]]:
        """What happened in each month."""
        return {one.month: one.outcomes for one in self.months}


@dataclass(frozen=True)
class Change:
    """One outcome that would be other than what happened; None on the side where there is none."""

    month: Period
    rule_name: str
    name: str
    happened: Outcome | None
    simulated: Outcome | None

    @property
    def outcome(self) -> Outcome:
        """The simulated one, else what happened."""
        found = self.simulated or self.happened
        assert found is not None
        return found

    @property
    def what(self) -> str:
        """gained, lost or changed."""
        if self.happened is None:
            return "gained"
        return "lost" if self.simulated is None else "changed"


@dataclass(frozen=True)
class MonthCost:
    """Yuan of awards in one month: under the scheme as it happened, as simulated, and of all other schemes; points beside them."""

    month: Period
    closed: bool
    happened: Decimal
    simulated: Decimal
    others: Decimal
    points_happened: int
    points_simulated: int
    budget: Decimal | None

    @property
    def over(self) -> Decimal:
        """Yuan above the budget with the simulated scheme and the others, 0 when within it or none is set."""
        return max(self.simulated + self.others - self.budget, Decimal(0)) if self.budget is not None else Decimal(0)


@dataclass(frozen=True)
class Simulation:
    """A scheme over past months against what happened under the scheme of the same id.

    Where a scheme declares that awards do not add, `simulated` holds what stays, and `changes` tell of other schemes' awards too.
    `doubles` say which rules reward one fact twice all the same.
    """

    scheme: Scheme
    past: Past
    happened: Mapping[Period, tuple[Outcome, ...]]
    simulated: Mapping[Period, tuple[Outcome, ...]]
    changes: tuple[Change, ...]
    unchanged: int
    costs: tuple[MonthCost, ...]
    doubles: tuple[Message, ...] = ()

    @property
    def yuan(self) -> Decimal:
        """Awards as simulated over all months."""
        return sum((cost.simulated for cost in self.costs), Decimal(0))

    @property
    def yuan_happened(self) -> Decimal:
        """Awards as they happened over all months."""
        return sum((cost.happened for cost in self.costs), Decimal(0))

    @property
    def decided_otherwise(self) -> int:
        """Stored outcomes that a person waived, corrected or revoked."""
        return sum(month.decided_otherwise for month in self.past.months)

    def count(self, what: str) -> int:
        """How many outcomes are gained, lost or changed."""
        return sum(change.what == what for change in self.changes)


def months_with_data(workspace: Workspace) -> tuple[Period, ...]:
    """From the first month with data to the one of today, oldest first: what a simulation can look at."""
    today = Period.containing(workspace.clock.today(), Cadence.MONTH)
    with workspace.store.read() as tx:
        return fact_queries.months_between(fact_queries.first_month_with_data(tx, today), today)


def read_past(workspace: Workspace, *, months: Sequence[Period], progress: Progress | None = None) -> Past:
    """The facts of the months and what happened in them, read once; UserError for none, too many or other periods."""
    wanted = tuple(sorted(set(months)))
    if not wanted:
        raise UserError(N_("Choose at least one month."))
    if len(wanted) > LONGEST:
        raise UserError(N_("At most {limit} months can be simulated at once."), limit=LONGEST)
    for month in wanted:
        if month.cadence is not Cadence.MONTH:
            raise UserError(N_("“{text}” is not a month; write it like 2026-09."), text=month.text)
    watched, language = progress or NoProgress(), workspace.texts.language
    with workspace.store.read() as tx:
        facts = facts_of_months(tx, wanted)
        known = schemes.versions_in(tx)
        adopted = [version.adopted for version in known]
        found = []
        for done, month in enumerate(wanted, 1):
            found.append(_stored(tx, month, facts[month]) or _evaluated(month, facts[month], adopted))
            watched.step(done, len(wanted))
        limit = settings.centre_in(tx).monthly_budget
    names = {(version.scheme.id, rule.id): rule.name.text(language) for version in known for rule in version.scheme.rules}
    return Past(tuple(found), Decimal(limit) if limit else None, names, tuple(adopted))


def _stored(tx: Tx, month: Period, facts: Facts) -> PastMonth | None:
    if closing_queries.closed_period(tx, month.text) is None:
        return None
    numbers = {key: person.employee_no for key, person in people_queries.employees(tx).items()}
    rows = [row for row in closing_queries.outcome_rows(tx, month.text) if not row.by_hand]
    otherwise = sum(row.status in ("waived", "corrected", "revoked") for row in rows)
    return PastMonth(month, facts, tuple(outcome_of(row, numbers) for row in rows), True, otherwise)


def _evaluated(month: Period, facts: Facts, adopted: Sequence[AdoptedScheme]) -> PastMonth:
    return PastMonth(month, facts, evaluate(adopted, month, facts).outcomes, False, 0)


def simulate(
    past: Past,
    *,
    scheme: Scheme,
    language: str,
    progress: Progress | None = None,
    first: date = date.min,
    last: date | None = None,
) -> Simulation:
    """The scheme as if it had been in force (always, or from `first` to `last`) beside the others; UserError names amounts not set yet."""
    scheme.check_ready()
    sense.check(scheme)
    watched, candidate = progress or NoProgress(), AdoptedScheme(scheme, 1, first, last)
    kept: dict[Period, tuple[Outcome, ...]] = {}
    doubles: dict[str, Message] = {}
    for done, one in enumerate(past.months, 1):
        kept[one.month], warnings = _together(past, one, candidate)
        doubles |= {str(warning): warning for warning in _named(warnings, (*past.adopted, candidate), language)}
        watched.step(done, len(past.months))
    happened = {month: _of(outcomes, scheme.id) for month, outcomes in past.outcomes.items()}
    simulated = {month: _of(outcomes, scheme.id) for month, outcomes in kept.items()}
    names = {**past.rule_names, **{(scheme.id, rule.id): rule.name.text(language) for rule in scheme.rules}}
    changes, unchanged = _compared(past, scheme.id, kept, names)
    costs = tuple(_cost(past, one, happened[one.month], kept[one.month], scheme.id) for one in past.months)
    return Simulation(scheme, past, happened, simulated, changes, unchanged, costs, tuple(doubles.values()))


def _of(outcomes: Sequence[Outcome], scheme_id: str) -> tuple[Outcome, ...]:
    return tuple(outcome for outcome in outcomes if outcome.scheme == scheme_id)


def _together(past: Past, one: PastMonth, candidate: AdoptedScheme) -> tuple[tuple[Outcome, ...], list[Message]]:
    """What the candidate and the other schemes give in a month, after the exclusions that they declare."""
    others = tuple(version for version in past.adopted if version.scheme.id != candidate.scheme.id)
    beside = [outcome for outcome in one.outcomes if outcome.scheme != candidate.scheme.id]
    held = [version.scheme for version in past.adopted if version.scheme.id == candidate.scheme.id]
    if tied := [version for version in others if any(are_tied(version.scheme, scheme) for scheme in held)]:
        beside += _held_back(past, one, tied, candidate.scheme.id)
    own = evaluate([candidate], one.month, one.facts).outcomes
    found, _, warnings = settle([*beside, *own], [*others, candidate])
    return tuple(found), warnings


def _held_back(past: Past, one: PastMonth, others: Sequence[AdoptedScheme], scheme_id: str) -> list[Outcome]:
    """Awards of other schemes that gave way to the scheme as it happened, and come back when the candidate leaves them."""
    alone = evaluate(others, one.month, one.facts).outcomes
    stayed = {outcome_key(outcome) for outcome in settle([*alone, *_of(one.outcomes, scheme_id)], past.adopted)[0]}
    return [outcome for outcome in alone if outcome_key(outcome) not in stayed]


def _named(warnings: Sequence[Message], adopted: Sequence[AdoptedScheme], language: str) -> Sequence[Message]:
    for version in adopted:
        warnings = [with_rule_names(warning, version.scheme, language) for warning in warnings]
    return warnings


def _compared(
    past: Past, scheme_id: str, kept: Mapping[Period, tuple[Outcome, ...]], names: Mapping[tuple[str, str], str]
) -> tuple[tuple[Change, ...], int]:
    """Every outcome that would differ, and how many of the scheme's own stay as they were."""
    changes, unchanged = [], 0
    people = past.latest.facts.employees
    for one in past.months:
        before = {outcome_key(outcome): outcome for outcome in one.outcomes}
        after = {outcome_key(outcome): outcome for outcome in kept[one.month]}
        for key in sorted({*before, *after}):
            old, new = before.get(key), after.get(key)
            if old and new and (old.amount, old.points, old.level) == (new.amount, new.points, new.level):
                unchanged += new.scheme == scheme_id
                continue
            shown = new or old
            assert shown is not None
            person = people.get(shown.employee_no or "")
            rule = names.get((shown.scheme, shown.rule), shown.rule)
            changes.append(Change(one.month, rule, person.name if person else shown.team or "", old, new))
    return tuple(changes), unchanged


def _cost(past: Past, one: PastMonth, happened: Sequence[Outcome], kept: Sequence[Outcome], scheme_id: str) -> MonthCost:
    simulated, others = _of(kept, scheme_id), [outcome for outcome in kept if outcome.scheme != scheme_id]
    return MonthCost(
        one.month, one.closed, awarded(happened), awarded(simulated), awarded(others),
        sum(o.points for o in happened), sum(o.points for o in simulated), past.budget,
    )  # fmt: skip


def awarded(outcomes: Sequence[Outcome]) -> Decimal:
    """Yuan of the awards among these outcomes."""
    return sum((outcome.amount for outcome in outcomes if outcome.kind is OutcomeKind.AWARD), Decimal(0))
