"""PRC working days with public holidays and make-up days, and the deadlines counted in them (domain: Calendar)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from models.domain.errors import N_, Message
from models.domain.period import Period


@dataclass(frozen=True)
class Deadline:
    """Last day of a span, which counts whole; `warning` when a year without an official calendar was touched."""

    last_day: date
    warning: Message | None = None


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of one centre: the public one with the centre's own marks (day → work, rest or holiday) on top."""

    marks: Mapping[date, str] = field(default_factory=dict)

    @cached_property
    def _known_years(self) -> frozenset[int]:
        from chinese_calendar.constants import holidays

        return frozenset(day.year for day in holidays)

    def is_known(self, year: int) -> bool:
        """The official holidays and make-up days of that year are in the library."""
        return year in self._known_years

    def is_working(self, day: date) -> bool:
        """A working day; Monday to Friday in a year that the library does not know."""
        mark = self.marks.get(day)
        if mark:
            return mark == "work"
        if not self.is_known(day.year):
            return day.weekday() < 5
        from chinese_calendar import is_workday

        return bool(is_workday(day))

    def is_holiday(self, day: date) -> bool:
        """A public holiday (not a plain weekend), or one that the centre marked so."""
        mark = self.marks.get(day)
        if mark:
            return mark == "holiday"
        if not self.is_known(day.year):
            return False
        from chinese_calendar.constants import holidays

        return day in holidays

    def holiday_name(self, day: date) -> str:
        """The English name of the public holiday that the day belongs to, '' when it is none or its year is not known."""
        if not self.is_known(day.year):
            return ""
        from chinese_calendar.constants import holidays

        return str(holidays.get(day, ""))

    def is_make_up(self, day: date) -> bool:
        """A weekend day on which people work."""
        return day.weekday() >= 5 and self.is_working(day)

    def within(self, start: date, days: int) -> Deadline:
        """The last day of "within `days` working days of `start`"; the start itself does not count."""
        day, left, years = start, days, {start.year}
        while left > 0:
            day += timedelta(days=1)
            years.add(day.year)
            if self.is_working(day):
                left -= 1
        unknown = sorted(year for year in years if not self.is_known(year))
        return Deadline(day, calendar_warning(unknown[0]) if unknown else None)

    def days_left(self, today: date, last_day: date) -> int:
        """Working days from tomorrow to the last day; 0 on the last day; negative when it has passed."""
        if last_day < today:
            return -max(1, self.count(last_day + timedelta(days=1), today))
        return self.count(today + timedelta(days=1), last_day)

    def count(self, first: date, last: date) -> int:
        """Working days from first to last, both included."""
        return sum(self.is_working(first + timedelta(days=n)) for n in range((last - first).days + 1))

    def in_period(self, period: Period) -> tuple[date, ...]:
        """The working days of a period in order."""
        return tuple(day for day in period.days() if self.is_working(day))


def calendar_warning(year: int) -> Message:
    """The visible warning for a year whose holidays are not known yet."""
    return Message(
        N_("The official holidays of {year} are not known to this version; Monday to Friday were counted as working days. Check the date."),
        {"year": year},
    )
