"""Facts arranged for the rules: who belongs to a period, scores, days of leave; each answer worked out once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from models.domain.attendance import ATTENDED, LEAVES, AttendanceTally, Code
from models.domain.facts import Complaint, Facts, Nomination, Recording
from models.domain.growth import GrowthRecord
from models.domain.kpi import BUILT_IN, Unit, round2
from models.domain.outcomes import Criterion
from models.domain.people import Assignment, Employee, Status
from models.domain.period import Cadence, Period
from models.domain.scorecards import PERFORMANCE
from services.rules.scorecards import CardScore, card_for, card_lines, card_score, card_source

_SCALE = {Unit.PERCENT: 100, Unit.PERMILLE: 1000}


@lru_cache(maxsize=256)
def _parts(period: Period) -> tuple[tuple[Period, ...], ...]:
    """For each month of a longer period: itself, and the shorter periods inside that hold it."""
    cadences = (Cadence.MONTH, Cadence.QUARTER, Cadence.HALF_YEAR)
    inside = cadences[: cadences.index(period.cadence)] if period.cadence in cadences else cadences
    return tuple(tuple(month.widened(cadence) for cadence in inside) for month in period.months())


@dataclass(frozen=True)
class Member:
    """An agent of a period's population with the assignment that counts for the period."""

    employee: Employee
    assignment: Assignment

    @property
    def number(self) -> str:
        """Employee number."""
        return self.employee.employee_no


ATTENDANCE = "attendance"
"""Tie-breaker that is not an indicator: the days attended."""


class FactsIndex:
    """One reading of the facts; makes no decision that a rule could make otherwise."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        known = (*facts.own_indicators, *BUILT_IN)
        self._scales = {one.code: Decimal(_SCALE[one.unit]) for one in known if one.unit in _SCALE}
        self._lower_is_better = frozenset(one.code for one in known if not one.higher_is_better)
        self._population: dict[Period, tuple[tuple[Member, ...], tuple[str, ...]]] = {}
        self._scores: dict[tuple[str, str, str], Decimal | None] = {}
        self._cards: dict[tuple[str, str], CardScore | None] = {}
        self.bottom_lines: dict[tuple[str, int, str, str], dict[str, Criterion]] = {}
        """What bottom rules found, by scheme, version, rule and month: a streak asks for the same months again and again."""

    def population(self, period: Period) -> tuple[tuple[Member, ...], tuple[str, ...]]:
        """Agents employed in the period and not on standby throughout, by number; and the numbers on standby throughout."""
        if period not in self._population:
            members, standby = [], []
            for number in sorted(self.facts.employees):
                employee = self.facts.employees[number]
                assignment = employee.assignment_in(period)
                if assignment is None:
                    continue
                if assignment.status is Status.STANDBY and employee.on_standby_throughout(period):
                    standby.append(number)
                else:
                    members.append(Member(employee, assignment))
            self._population[period] = (tuple(members), tuple(standby))
        return self._population[period]

    @cached_property
    def _workdays(self) -> dict[Period, int]:
        return {}

    def workdays(self, month: Period) -> int:
        """Working days of the month, Mondays to Fridays when the facts do not tell."""
        if month not in self._workdays:
            told = self.facts.workdays.get(month.text)
            self._workdays[month] = sum(day.weekday() < 5 for day in month.days()) if told is None else told
        return self._workdays[month]

    def due_days(self, number: str, period: Period) -> int:
        """Days on which the agent should work in the whole period: after the own plan of shifts, else the working days."""
        months = (period,) if period.cadence is Cadence.MONTH else period.months()
        tallies = ((month, self.tally(number, month)) for month in months)
        own = {month: tally.due_in_month for month, tally in tallies if tally and tally.due_in_month is not None}
        return sum(own.get(month, self.workdays(month)) for month in months) if own else self.workdays(period)

    def tally(self, number: str, month: Period) -> AttendanceTally | None:
        """The agent's attendance of the month, None when nothing is known."""
        return self.facts.attendance.get((number, month.text))

    def reading(self, number: str, indicator: str, period: Period) -> Decimal | None:
        """The stored value, None when missing; performance comes from the scorecard wherever one holds."""
        if indicator == PERFORMANCE and self.facts.scorecards and self._is_carded(number, period):
            card = self.card(number, period)
            return card.score if card else None
        return self.facts.readings.get((number, indicator, period.text))

    def card(self, number: str, period: Period) -> CardScore | None:
        """What the scorecard of the position makes of the agent's month; None for other periods and where no scorecard holds."""
        if not self.facts.scorecards or period.cadence is not Cadence.MONTH:
            return None
        key = (number, period.text)
        if key not in self._cards:
            employee = self.facts.employees.get(number)
            assignment = employee.assignment_in(period) if employee else None
            card = card_for(self.facts.scorecards, assignment.position, period) if assignment else None
            self._cards[key] = card_score(card, lambda code: self.figure(number, code, period)) if card else None
        return self._cards[key]

    def _is_carded(self, number: str, period: Period) -> bool:
        """A scorecard makes the performance of the month, or of a month of the longer period; weeks have entered scores only."""
        if period.cadence is Cadence.WEEK:
            return False
        return any(self.card(number, month) for month in period.months())

    def score_source(self, number: str, indicator: str, period: Period) -> str:
        """Where a score comes from, in the fixed form of explanations."""
        card = self.card(number, period) if indicator == PERFORMANCE else None
        return card_source(card.card, period) if card else f"kpi {indicator} {period.text}"

    def score_lines(self, number: str, indicator: str, period: Period) -> tuple[Criterion, ...]:
        """How a scorecard made the score: a line per indicator, or per month of a longer period; nothing for entered scores."""
        if indicator != PERFORMANCE or not self.facts.scorecards or not self._is_carded(number, period):
            return ()
        if card := self.card(number, period):
            return card_lines(card, period)
        months = ((month, self.score(number, indicator, month)) for month in period.months())
        return tuple(
            Criterion("month_score", f"{score:.2f}", "", True, self.score_source(number, indicator, month))
            for month, score in months
            if score is not None
        )

    def why_no_score(self, number: str, indicator: str, period: Period) -> str:
        """The fixed reason why an agent has no score."""
        card = self.card(number, period) if indicator == PERFORMANCE else None
        return card.why_none if card else "missing_value"

    def figure(self, number: str, code: str, month: Period) -> Decimal | None:
        """The value of a month; complaints are counted where the centre records them."""
        return self.complaint_count(number, month) if code == "complaints" else self.reading(number, code, month)

    def score(self, number: str, indicator: str, period: Period) -> Decimal | None:
        """The value that ranks, half-up to 2 places (percentages ×100); a longer period without its own takes the mean
        of its months, where a quarter's (or half-year's) own value stands for months without one."""
        key = (number, indicator, period.text)
        if key not in self._scores:
            value = self.reading(number, indicator, period)
            if value is None and period.cadence not in (Cadence.WEEK, Cadence.MONTH):
                values = self._months_of(number, indicator, period)
                value = sum(values, Decimal(0)) / len(values) if values else None
            self._scores[key] = None if value is None else round2(value * self.scale(indicator))
        return self._scores[key]

    def _months_of(self, number: str, indicator: str, period: Period) -> list[Decimal]:
        """The value of each month of a longer period that has one."""
        found = ((self.reading(number, indicator, part) for part in parts) for parts in _parts(period))
        firsts = (next((value for value in values if value is not None), None) for values in found)
        return [value for value in firsts if value is not None]

    def order(self, number: str, indicator: str, period: Period) -> Decimal | None:
        """The score turned so that greater is better; `attendance` is the greatest possible number of days attended."""
        if indicator == ATTENDANCE:
            return self.days_attendable(number, period)
        score = self.score(number, indicator, period)
        return None if score is None else self.turned(indicator, score)

    def turned(self, indicator: str, score: Decimal) -> Decimal:
        """A score of the indicator turned so that greater is better."""
        return -score if indicator in self._lower_is_better else score

    def scale(self, indicator: str) -> Decimal:
        """What a stored value is multiplied with to be a score: 100 for a percentage."""
        return self._scales.get(indicator, Decimal(1))

    def stored(self, indicator: str, score: Decimal) -> Decimal:
        """A score in the form in which values are stored: a percentage as a fraction."""
        return score / self.scale(indicator)

    def months_with(self, number: str, indicator: str, period: Period) -> int:
        """How many months of a longer period have a value; a value entered for the whole period counts as all of them."""
        months = period.months()
        if self.reading(number, indicator, period) is not None:
            return len(months)
        return len(self._months_of(number, indicator, period))

    def days_attendable(self, number: str, period: Period) -> Decimal | None:
        """Working days of employment less leave and absence entered: a day not entered is not a day missed. None without any tally."""
        months = (period,) if period.cadence is Cadence.MONTH else period.months()
        tallies = [tally for month in months if (tally := self.tally(number, month))]
        if not tallies:
            return None
        return sum((tally.workdays - tally.days(Code.ABSENT, *LEAVES) for tally in tallies), Decimal(0))

    def on_leave_throughout(self, number: str, month: Period) -> bool:
        """Every working day of the agent's month was leave."""
        tally = self.tally(number, month)
        if tally is None or not tally.workdays or any(tally.halves.get(code) for code in ATTENDED):
            return False
        return tally.days(*LEAVES) >= tally.workdays

    @cached_property
    def first_month(self) -> Period | None:
        """The earliest month with attendance or readings."""
        texts = {key[1] for key in self.facts.attendance} | {key[2] for key in self.facts.readings}
        months = [period for text in texts if (period := Period.parse(text)).cadence is Cadence.MONTH]
        return min(months, default=None)

    @cached_property
    def founded_complaints(self) -> Mapping[tuple[str, Period], tuple[Complaint, ...]]:
        """Complaints found true by agent and month, in order of day and number."""
        found: dict[tuple[str, Period], list[Complaint]] = {}
        for complaint in sorted(self.facts.complaints, key=lambda c: (c.day, c.number)):
            if complaint.founded:
                found.setdefault((complaint.employee_no, Period.containing(complaint.day, Cadence.MONTH)), []).append(complaint)
        return {key: tuple(complaints) for key, complaints in found.items()}

    def complaint_count(self, number: str, month: Period) -> Decimal | None:
        """Founded complaints of the month: counted where any are recorded for it, else as entered; a centre with records has none then."""
        entered = self.reading(number, "complaints", month)
        if month in self._complaint_months or (entered is None and self.facts.keeps_complaints):
            return Decimal(len(self.founded_complaints.get((number, month), ())))
        return entered

    @cached_property
    def _complaint_months(self) -> frozenset[Period]:
        """Months for which complaints are recorded, found true or not."""
        return frozenset(Period.containing(complaint.day, Cadence.MONTH) for complaint in self.facts.complaints)

    @cached_property
    def _recordings(self) -> tuple[Recording, ...]:
        return tuple(sorted(self.facts.recordings, key=lambda r: (r.day, r.number)))

    def recordings(self, period: Period) -> tuple[Recording, ...]:
        """Recordings dated in the period, in order of day and number."""
        first = bisect_left(self._recordings, period.first, key=lambda recording: recording.day)
        return self._recordings[first : bisect_right(self._recordings, period.last, key=lambda recording: recording.day)]

    @cached_property
    def abusive(self) -> Mapping[str, tuple[Recording, ...]]:
        """Abusive recordings ever, by agent, in order of day and number."""
        found: dict[str, list[Recording]] = {}
        for recording in self._recordings:
            if recording.abusive:
                found.setdefault(recording.employee_no, []).append(recording)
        return {number: tuple(recordings) for number, recordings in found.items()}

    def growth(self, number: str, kinds: Collection[str], period: Period) -> tuple[GrowthRecord, ...]:
        """The agent's growth records of these kinds with their day in the period, in order of day."""
        return tuple(record for record in self.growth_of.get(number, ()) if record.kind in kinds and record.day in period)

    @cached_property
    def growth_of(self) -> Mapping[str, tuple[GrowthRecord, ...]]:
        """All growth records of each agent who has any, in order of day."""
        found: dict[str, list[GrowthRecord]] = {}
        for record in sorted(self.facts.growth, key=lambda r: (r.day, r.kind, r.label)):
            found.setdefault(record.employee_no, []).append(record)
        return {number: tuple(records) for number, records in found.items()}

    def approved(self, period: Period) -> tuple[Nomination, ...]:
        """Approved nominations for exactly this period, in a fixed order."""
        return self._approved.get(period.text, ())

    def approved_of(self, number: str, period: Period) -> tuple[Nomination, ...]:
        """The agent's approved nominations for exactly this period, in a fixed order."""
        return self._approved_by_agent.get((number, period.text), ())

    @cached_property
    def _approved_by_agent(self) -> Mapping[tuple[str, str], tuple[Nomination, ...]]:
        found: dict[tuple[str, str], list[Nomination]] = {}
        for period, nominations in self._approved.items():
            for nomination in nominations:
                found.setdefault((nomination.employee_no or "", period), []).append(nomination)
        return {key: tuple(nominations) for key, nominations in found.items()}

    @cached_property
    def _approved(self) -> Mapping[str, tuple[Nomination, ...]]:
        found: dict[str, list[Nomination]] = {}
        for nomination in sorted(self.facts.nominations, key=lambda n: (n.rule, n.employee_no or "", n.team or "", n.reason)):
            if nomination.approved:
                found.setdefault(nomination.period, []).append(nomination)
        return {period: tuple(nominations) for period, nominations in found.items()}
