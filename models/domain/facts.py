"""The facts that rules look at: plain values for one centre, as far back as streaks need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.domain.attendance import AttendanceTally
from models.domain.growth import GrowthRecord
from models.domain.kpi import Indicator, Unit
from models.domain.outcomes import Revocation
from models.domain.people import Employee
from models.domain.scorecards import Scorecard
from models.domain.work import WorkFacts

FRACTIONS = (Unit.PERCENT, Unit.PERMILLE)
"""Units whose values are stored as fractions."""


@dataclass(frozen=True)
class Complaint:
    """A customer's complaint; severity minor, serious or grave; `founded` when found true."""

    number: str
    employee_no: str
    day: date
    founded: bool
    severity: str
    note: str = ""


@dataclass(frozen=True)
class Recording:
    """A scored recording: criterion name → score as given; `abusive` = quarrel with or insult of a customer."""

    number: str
    employee_no: str
    day: date
    scores: Mapping[str, Decimal]
    abusive: bool = False


@dataclass(frozen=True)
class Nomination:
    """An agent (or a team: employee_no None) put forward under a rule for a period, with the reason; approved or not."""

    employee_no: str | None
    team: str | None
    rule: str
    period: str
    reason: str
    approved: bool


@dataclass(frozen=True)
class Facts:
    """Everything a rule may look at. Keys: (employee_no, period text) for tallies, (employee_no, indicator, period text) for readings.

    `workdays`: working days of each month (month text → count).
    `growth`: records of the calendar year.
    `keeps_complaints`: the centre records complaints, so that none recorded means zero and not "missing".
    """

    employees: Mapping[str, Employee]
    attendance: Mapping[tuple[str, str], AttendanceTally] = field(default_factory=dict)
    readings: Mapping[tuple[str, str, str], Decimal] = field(default_factory=dict)
    complaints: tuple[Complaint, ...] = ()
    recordings: tuple[Recording, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    revocations: frozenset[Revocation] = frozenset()
    workdays: Mapping[str, int] = field(default_factory=dict)
    keeps_complaints: bool = False
    growth: tuple[GrowthRecord, ...] = ()
    scorecards: tuple[Scorecard, ...] = ()
    work: WorkFacts = field(default_factory=WorkFacts)
    """Work logs, cases and spot checks of the month that is evaluated."""
    own_indicators: tuple[Indicator, ...] = ()
    """The centre's own indicators, for their unit and direction."""

    def own_indicator_lines(self) -> list[str]:
        """For the fingerprint: unit and direction of own indicators with values, where they scale or turn these."""
        codes = {key[1] for key in self.readings}
        told = (one for one in self.own_indicators if one.code in codes)
        return [f"{one.code} {one.unit} {one.higher_is_better}" for one in told if not one.higher_is_better or one.unit in FRACTIONS]
