"""Periods: week (ISO, Monday to Sunday), month, quarter, half-year, year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from models.domain.errors import N_, UserError


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Cadence(StrEnum):
    """Length of a period."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6, Cadence.YEAR: 12}
_PATTERNS = {
    Cadence.WEEK: re.compile(r"(\d{4})-W(\d{2})"),
    Cadence.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    Cadence.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Cadence.HALF_YEAR: re.compile(r"(\d{4})-H([12])"),
    Cadence.YEAR: re.compile(r"(\d{4})()"),
}


@dataclass(frozen=True, order=True)
class Period:
    """One period, told apart by its first day and its cadence; `text` is its written form, e.g. 2026-W37."""

    first: date
    cadence: Cadence

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read 2026-W37, 2026-09, 2026-Q3, 2026-H2 or 2026; UserError otherwise."""
        for cadence, pattern in _PATTERNS.items():
            if match := pattern.fullmatch(text.strip()):
                year, number = int(match[1]), int(match[2] or 1)
                try:
                    if cadence is Cadence.WEEK:
                        return cls(date.fromisocalendar(year, number, 1), cadence)
                    return cls(date(year, (number - 1) * _MONTHS[cadence] + 1, 1), cadence)
                except ValueError:
                    break
        raise UserError(N_("“{text}” is not a period; write 2026-09, 2026-W37, 2026-Q3, 2026-H2 or 2026."), text=text)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The month `month` (1–12) of `year`."""
        return cls(date(year, month, 1), Cadence.MONTH)

    @classmethod
    def containing(cls, day: date, cadence: Cadence) -> Period:
        """The period of that cadence that holds the day."""
        if cadence is Cadence.WEEK:
            return cls(day - timedelta(days=day.weekday()), cadence)
        months = _MONTHS[cadence]
        return cls(date(day.year, (day.month - 1) // months * months + 1, 1), cadence)

    @cached_property
    def last(self) -> date:
        """The last day, included."""
        return self.shifted(1).first - timedelta(days=1)

    @cached_property
    def text(self) -> str:
        """The written form that files and the database use."""
        if self.cadence is Cadence.WEEK:
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        number = (self.first.month - 1) // _MONTHS[self.cadence] + 1
        forms = {
            Cadence.MONTH: f"{self.first.year}-{self.first.month:02}",
            Cadence.QUARTER: f"{self.first.year}-Q{number}",
            Cadence.HALF_YEAR: f"{self.first.year}-H{number}",
            Cadence.YEAR: f"{self.first.year}",
        }
        return forms[self.cadence]

    def __str__(self) -> str:
        return self.text

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def widened(self, cadence: Cadence) -> Period:
        """The period of a longer cadence that holds this month, quarter or half-year; a week, or for a shorter cadence, stays itself."""
        longer = _MONTHS.get(cadence, 0) > _MONTHS.get(self.cadence, 12)
        return Period.containing(self.first, cadence) if longer else self

    def shifted(self, steps: int) -> Period:
        """The period `steps` later (negative: earlier) of the same cadence."""
        if self.cadence is Cadence.WEEK:
            return Period(self.first + timedelta(weeks=steps), self.cadence)
        index = self.first.year * 12 + self.first.month - 1 + steps * _MONTHS[self.cadence]
        return Period(date(index // 12, index % 12 + 1, 1), self.cadence)

    def days(self) -> Iterator[date]:
        """Every day of the period in order."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)

    def months(self) -> tuple[Period, ...]:
        """The months inside a month, quarter, half-year or year, in order; for a week the month that owns it."""
        if self.cadence is Cadence.WEEK:
            return (self.owning_month,)
        count = _MONTHS[self.cadence]
        first = Period(self.first, Cadence.MONTH)
        return tuple(first.shifted(step) for step in range(count))

    @cached_property
    def owning_month(self) -> Period:
        """The month whose close evaluates this period: the month of a week's Thursday, else the last month inside."""
        day = self.first + timedelta(days=3) if self.cadence is Cadence.WEEK else self.last
        return Period.containing(day, Cadence.MONTH)

    def evaluated_at_close(self) -> tuple[Period, ...]:
        """For a month: its weeks, itself, and the quarter, half-year and year that end with it."""
        weeks = []
        week = Period.containing(self.first, Cadence.WEEK)
        while week.first <= self.last:
            if week.owning_month == self:
                weeks.append(week)
            week = week.shifted(1)
        longer = [Period.containing(self.first, c) for c in (Cadence.QUARTER, Cadence.HALF_YEAR, Cadence.YEAR)]
        return (*weeks, self, *(p for p in longer if p.last == self.last))
