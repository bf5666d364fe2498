"""What came of a scheme: the centre's own figures before it and since, beside the targets that its source names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.domain.errors import N_
from models.domain.kpi import round2
from models.domain.people import Employee
from models.domain.period import Cadence, Period
from models.queries import people as people_queries
from models.queries import today as queries
from models.store import Tx
from services import participation, schemes
from services.participation import Survey
from services.workspace import Workspace

LONGEST = 12
"""Months compared at most on either side."""
TURNOVER, SATISFACTION, PERFORMANCE, COMPLAINTS = "turnover", "csat", "performance", "complaint_rate"
NAMES: Mapping[str, str] = {
    TURNOVER: N_("Turnover in a month"), SATISFACTION: N_("Customer satisfaction"), PERFORMANCE: N_("Performance score"),
    COMPLAINTS: N_("Complaint rate"),
}  # fmt: skip
"""The figures that are compared, in the order shown."""
_TARGETS = {"library-modules": {TURNOVER: Decimal(-20), SATISFACTION: Decimal(10), PERFORMANCE: Decimal(15)}}
"""Scheme → wanted change in per cent (000: turnover −20 %, customer satisfaction +10 %, performance +15 %)."""
_SHOWN = {COMPLAINTS: 1000}
"""Figures stored as fractions: per mille."""
YEARLY_LIMIT = Decimal(10)
"""Per cent of turnover in a year that the library stays below in the long run (000)."""


@dataclass(frozen=True)
class Measured:
    """One figure: its mean before and since (None = no data), the change in per cent, the change wanted (None = the source has none)."""

    code: str
    before: Decimal | None
    since: Decimal | None
    target: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """Change in per cent of the value before, half-up to 2 places; None without both values, or with nothing before."""
        if self.before is None or self.since is None or not self.before:
            return None
        return round2((self.since - self.before) * 100 / self.before)

    @property
    def is_met(self) -> bool | None:
        """The wanted change was reached; None when there is none or it cannot be told."""
        if self.target is None or self.change is None:
            return None
        return self.change <= self.target if self.target < 0 else self.change >= self.target

    @property
    def is_better(self) -> bool | None:
        """The figure moved the right way; None without a change."""
        if not self.change:
            return None
        return (self.change < 0) == (self.code in (TURNOVER, COMPLAINTS))


@dataclass(frozen=True)
class Effect:
    """The months compared (none as long as no month in force is over), the figures, turnover of the last year, the latest survey."""

    before: tuple[Period, ...]
    since: tuple[Period, ...]
    figures: tuple[Measured, ...]
    year_turnover: Decimal | None
    survey: Survey | None


def effect(workspace: Workspace, *, scheme_id: str) -> Effect | None:
    """The figures of as many whole months before the scheme as since it; None when it was never adopted."""
    versions = [version for version in schemes.versions(workspace) if version.scheme.id == scheme_id]
    if not versions:
        return None
    before, since = _months(workspace, min(version.first for version in versions))
    targets = _TARGETS.get(scheme_id, {})
    with workspace.store.read() as tx:
        people = list(people_queries.employees(tx).values())

        def value(code: str, months: Sequence[Period]) -> Decimal | None:
            return _turnover(people, months) if code == TURNOVER else _mean(tx, code, months)

        figures = tuple(Measured(code, value(code, before), value(code, since), targets.get(code)) for code in NAMES)
    full_year = _turnover(people, since) if len(since) == LONGEST else None
    surveys = [survey for survey in participation.surveys(workspace, scheme_id=scheme_id) if survey.satisfied is not None]
    return Effect(before, since, figures, None if full_year is None else full_year * LONGEST, surveys[0] if surveys else None)


def _months(workspace: Workspace, first: date) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The last whole months in force that are over, and as many before the scheme."""
    start = Period.containing(first, Cadence.MONTH)
    began = start if first == start.first else start.shifted(1)
    current = Period.containing(workspace.clock.today(), Cadence.MONTH)
    over: list[Period] = []
    while (month := began.shifted(len(over))) < current:
        over.append(month)
    since = tuple(over[-LONGEST:])
    return tuple(start.shifted(step) for step in range(-len(since), 0)), since


def _turnover(people: Sequence[Employee], months: Sequence[Period]) -> Decimal | None:
    """Leavers in per cent of those employed, the mean of the months; None when nobody was employed."""
    rates = []
    for month in months:
        employed = [person for person in people if person.employed_span(month)]
        left = sum(person.left_on is not None and person.left_on in month for person in employed)
        rates += [Decimal(100 * left) / len(employed)] if employed else []
    return round2(sum(rates, Decimal(0)) / len(rates)) if rates else None


def _mean(tx: Tx, code: str, months: Sequence[Period]) -> Decimal | None:
    """The mean of every agent's months in the unit shown; None without any value."""
    values = [value for month in months for value in queries.scores_of(tx, code, month.text)]
    return round2(sum(values, Decimal(0)) * _SHOWN.get(code, 1) / len(values)) if values else None
