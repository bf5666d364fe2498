"""A day's attendance mark from the stamps of a punch clock; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.domain.attendance import Code, DayMark

SAME_PUNCH = timedelta(minutes=2)


@dataclass(frozen=True)
class Shift:
    """Start and end of work on one day, minutes of grace at both, and how long before the start a stamp belongs to it."""

    start: time = time(9)
    end: time = time(18)
    grace_minutes: int = 0
    opens_before: timedelta = timedelta(hours=4)

    def day_of(self, punch: datetime) -> date:
        """The working day that a stamp belongs to; one in the small hours closes the day before."""
        opens = datetime.combine(punch.date(), self.start) - self.opens_before
        return punch.date() if punch >= opens else punch.date() - timedelta(days=1)


DEFAULT_SHIFT = Shift()


def merged(punches: Sequence[datetime]) -> list[datetime]:
    """Stamps in order; those closer than two minutes to the one before are one."""
    kept: list[datetime] = []
    for punch in sorted(punches):
        if not kept or punch - kept[-1] >= SAME_PUNCH:
            kept.append(punch)
    return kept


def day_mark(day: date, punches: Sequence[datetime], shift: Shift = DEFAULT_SHIFT) -> DayMark | None:
    """The mark of one day, minutes counted in full; None when a stamp is missing, which a person has to settle."""
    stamps = merged(punches)
    if len(stamps) < 2:
        return None
    late = _minutes_over(stamps[0].replace(second=0) - datetime.combine(day, shift.start), shift)
    early = _minutes_over(datetime.combine(day, shift.end) - stamps[-1].replace(second=0), shift)
    return DayMark(Code.LATE if late else Code.PRESENT, Code.EARLY if early else Code.PRESENT, late, early)


def _minutes_over(span: timedelta, shift: Shift) -> int:
    minutes = int(span.total_seconds() // 60)
    return minutes if minutes > shift.grace_minutes else 0
