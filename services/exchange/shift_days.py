"""Shifts, the day that a stamp belongs to, and a day's attendance mark from the stamps of a punch clock; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from models.domain.attendance import Code, DayMark, OwnDays
from models.domain.period import Period

SAME_PUNCH = timedelta(minutes=2)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shift:
    """Hours of work of one day, an end not after the start lying on the next; minutes of grace, of flexible start, of break.

    `opens_before`: how long before the start the working day begins, so that a stamp then is this day's arrival.
    """

    start: time = time(9)
    end: time = time(18)
    late_grace: int = 0
    early_grace: int = 0
    flexible_minutes: int = 0
    break_minutes: int = 0
    opens_before: timedelta = timedelta(hours=4)
    code: str = ""
    name: str = ""

    @property
    def crosses_midnight(self) -> bool:
        """The end lies on the next day."""
        return self.end <= self.start

    @property
    def work_minutes(self) -> int:
        """Minutes of work without the break."""
        started, ended = self.span(date(2000, 1, 1))
        return int((ended - started).total_seconds()) // 60 - self.break_minutes

    def span(self, day: date) -> tuple[datetime, datetime]:
        """Start and end of the shift of that day."""
        return datetime.combine(day, self.start), datetime.combine(day + _DAY * self.crosses_midnight, self.end)


DEFAULT_SHIFT = Shift()


@dataclass(frozen=True)
class Planned:
    """The shift whose hours hold on a day; `works` is false on a day of rest, whose stamps still need a day.

    `is_own`: a roster or a cycle of the agent says so, not the centre's calendar.
    """

    shift: Shift = DEFAULT_SHIFT
    works: bool = True
    is_own: bool = False


@dataclass(frozen=True)
class ShiftRoster:
    """Who works which shift on which day; agents without a plan work the centre's shift on its working days."""

    is_working: Callable[[date], bool]
    shifts: Mapping[str, Shift] = field(default_factory=dict)
    patterns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    defaults: Mapping[int, Sequence[tuple[date, str]]] = field(default_factory=dict)
    days: Mapping[tuple[int, date], str] = field(default_factory=dict)
    """Defaults in order of date; single days go before them; '' is rest on a single day and in a cycle."""
    _opening: dict[tuple[int, date], datetime] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def planned_ones(self) -> frozenset[int]:
        """Agents with a plan of their own; all others share one."""
        return frozenset({*self.defaults, *(employee_id for employee_id, _ in self.days)})

    def planned(self, employee_id: int, day: date) -> Planned:
        """What the agent should work that day."""
        usual = self._usual(employee_id, day)
        own = self.days.get((employee_id, day))
        if own is None:
            return usual
        return Planned(self.shifts.get(own, usual.shift), works=own in self.shifts, is_own=True)

    def _usual(self, employee_id: int, day: date) -> Planned:
        held = [(since, code) for since, code in self.defaults.get(employee_id, ()) if since <= day]
        since, code = held[-1] if held else (day, "")
        if code in self.patterns:
            cycle = self.patterns[code]
            today = cycle[(day - since).days % len(cycle)]
            named = next((one for one in cycle if one in self.shifts), "")
            return Planned(self.shifts.get(today or named, DEFAULT_SHIFT), works=bool(today), is_own=True)
        return Planned(self.shifts.get(code, DEFAULT_SHIFT), works=self.is_working(day))

    def own_days(self, employee_id: int, month: Period) -> OwnDays | None:
        """The days of work in the month of an agent whose roster or cycle speaks of it; None for all others."""
        if employee_id not in self.planned_ones:
            return None
        planned = {day: self.planned(employee_id, day) for day in month.days()}
        if not any(one.is_own for one in planned.values()):
            return None
        days = tuple(day for day, one in planned.items() if one.works)
        return OwnDays(days, frozenset(day for day in days if planned[day].is_own or day.weekday() < 5))

    def opens(self, employee_id: int, day: date) -> datetime:
        """When the agent's working day begins: never before the middle of the time between two shifts."""
        place = (employee_id if employee_id in self.planned_ones else 0, day)
        if place not in self._opening:
            shift, before = self.planned(employee_id, day).shift, self.planned(employee_id, day - _DAY).shift
            start, ended = shift.span(day)[0], before.span(day - _DAY)[1]
            self._opening[place] = max(start - shift.opens_before, min(start, ended + (start - ended) / 2))
        return self._opening[place]

    def day_of(self, employee_id: int, punch: datetime) -> date:
        """The working day that a stamp belongs to."""
        day = punch.date() + _DAY
        while punch < self.opens(employee_id, day):
            day -= _DAY
        return day

    def mark(self, employee_id: int, day: date, punches: Sequence[datetime]) -> DayMark | None:
        """The mark of one day; None when a person has to settle it: a stamp is missing, or the day was one of rest."""
        planned = self.planned(employee_id, day)
        return day_mark(day, punches, planned.shift) if planned.works else None


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
    start, end = shift.span(day)
    arrived, left = stamps[0].replace(second=0), stamps[-1].replace(second=0)
    # who begins later within the flexible minutes ends as much later
    moved = min(max(arrived - start, timedelta()), timedelta(minutes=shift.flexible_minutes))
    late = _minutes_over(arrived - start - moved, shift.late_grace)
    early = _minutes_over(end + moved - left, shift.early_grace)
    return DayMark(Code.LATE if late else Code.PRESENT, Code.EARLY if early else Code.PRESENT, late, early)


def _minutes_over(span: timedelta, grace: int) -> int:
    minutes = int(span.total_seconds() // 60)
    return minutes if minutes > grace else 0
