"""The only place that asks the machine what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol


class Clock(Protocol):
    """Local time of the workstation, without zone, to the second."""

    def now(self) -> datetime:
        """The moment."""

    def today(self) -> date:
        """The day."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The moment."""
        return datetime.now().replace(microsecond=0)  # noqa: DTZ005 – a centre lives in its local time

    def today(self) -> date:
        """The day."""
        return self.now().date()


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still: for tests and for the dated sample centre."""

    moment: datetime

    @classmethod
    def on(cls, day: date) -> FixedClock:
        """Nine in the morning of the day."""
        return cls(datetime.combine(day, time(9)))

    def now(self) -> datetime:
        """The moment."""
        return self.moment

    def today(self) -> date:
        """The day."""
        return self.moment.date()
