"""Agents and where they stand: every assignment holds from a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.domain.period import Period


class Status(StrEnum):
    """Standing of an agent; `left` follows from the leaving date and is never stored as an assignment."""

    PROBATION = "probation"
    REGULAR = "regular"
    STANDBY = "standby"
    LEFT = "left"


class EmploymentType(StrEnum):
    """Full or part time."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"


POSITIONS = ("inbound", "outbound", "data_entry", "email", "quality", "team_leader")
"""Built-in positions; a centre adds its own (any text)."""

STARS = ("candidate", "1", "2", "3", "4")
"""Star ratings; an empty text means none."""


@dataclass(frozen=True)
class Assignment:
    """What held from `effective_from` on: team name, position, employment type, status, star rating ('' = none)."""

    effective_from: date
    team: str
    position: str
    employment_type: EmploymentType = EmploymentType.FULL_TIME
    status: Status = Status.REGULAR
    star: str = ""


@dataclass(frozen=True)
class Employee:
    """One agent with the whole history; assignments in order of date, the first not after the hiring date."""

    employee_no: str
    name: str
    hired_on: date | None = None
    left_on: date | None = None
    assignments: tuple[Assignment, ...] = ()

    def employed_on(self, day: date) -> bool:
        """Employed that day; the leaving date is the last day of employment."""
        return (self.hired_on is None or self.hired_on <= day) and (self.left_on is None or day <= self.left_on)

    def employed_span(self, period: Period) -> tuple[date, date] | None:
        """First and last employed day inside the period, or None."""
        first = max(period.first, self.hired_on or period.first)
        last = min(period.last, self.left_on or period.last)
        return (first, last) if first <= last else None

    def assignment_on(self, day: date) -> Assignment | None:
        """The newest assignment not after the day; before the first one, the first."""
        held = [a for a in self.assignments if a.effective_from <= day]
        return held[-1] if held else (self.assignments[0] if self.assignments else None)

    def assignment_in(self, period: Period) -> Assignment | None:
        """The assignment that held on the last employed day of the period; None when not employed in it."""
        span = self.employed_span(period)
        return self.assignment_on(span[1]) if span else None

    def on_standby_throughout(self, period: Period) -> bool:
        """True when each employed day of the period was on standby."""
        span = self.employed_span(period)
        if not span:
            return False
        first = self.assignment_on(span[0])
        inside = [a for a in self.assignments if span[0] < a.effective_from <= span[1]]
        return all(a is not None and a.status is Status.STANDBY for a in (first, *inside))
