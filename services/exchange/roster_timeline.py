"""An agent's dated assignments as a roster row changes them; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.domain.people import EmploymentType, Status

UNKNOWN_START = date(1900, 1, 1)


@dataclass(frozen=True)
class Held:
    """What held from a day on; wage in fen a month, None when not kept."""

    effective_from: date
    team: str = ""
    position: str = ""
    employment_type: str = EmploymentType.FULL_TIME.value
    status: str = Status.REGULAR.value
    star: str = ""
    monthly_wage_fen: int | None = None


@dataclass(frozen=True)
class Given:
    """What a roster row says; None = the cell is blank, which changes nothing."""

    team: str | None = None
    position: str | None = None
    employment_type: str | None = None
    status: Status | None = None
    star: str | None = None
    monthly_wage_fen: int | None = None
    no_wage: bool = False
    """The wage is no longer kept."""

    def on(self, held: Held) -> Held:
        """The assignment with the row's values but the status."""
        values = {
            "team": self.team, "position": self.position, "employment_type": self.employment_type,
            "star": self.star, "monthly_wage_fen": self.monthly_wage_fen,
        }  # fmt: skip
        held = replace(held, monthly_wage_fen=None) if self.no_wage else held
        return replace(held, **{name: value for name, value in values.items() if value is not None})  # type: ignore[arg-type]


def status_on(given: Status | None, regular_from: date | None, day: date) -> Status | None:
    """The status that a row means for a day; the day of regularisation wins over the word; None = nothing said."""
    if regular_from is not None and day < regular_from:
        return Status.PROBATION
    if given is Status.LEFT:
        return None
    if given is Status.PROBATION and regular_from is not None:
        return Status.REGULAR
    return given


def first_timeline(given: Given, hired_on: date | None, regular_from: date | None) -> tuple[Held, ...]:
    """Assignments of an agent seen for the first time: probation until regularised, then the status given."""
    start = hired_on or UNKNOWN_START
    first = given.on(Held(start))
    later = status_on(given.status, regular_from, regular_from or start) or Status.REGULAR
    if regular_from is None or regular_from <= start:
        return (replace(first, status=later.value),)
    return replace(first, status=Status.PROBATION.value), replace(first, effective_from=regular_from, status=later.value)


def held_on(timeline: tuple[Held, ...], day: date) -> Held:
    """The newest assignment not after the day; before the first one, the first."""
    return next((held for held in reversed(timeline) if held.effective_from <= day), timeline[0])


def with_start(timeline: tuple[Held, ...], before: date | None, hired_on: date | None) -> tuple[Held, ...]:
    """The timeline when the hiring date was corrected: the assignment of the first day moves with it."""
    if hired_on is None or hired_on == before or timeline[0].effective_from != (before or UNKNOWN_START):
        return timeline
    return _sorted({held.effective_from: held for held in (replace(timeline[0], effective_from=hired_on), *timeline[1:])})


def with_regular_from(timeline: tuple[Held, ...], before: date | None, regular_from: date | None) -> tuple[Held, ...]:
    """The timeline when the day of regularisation was entered or moved: probation before it, not after."""
    if regular_from is None or regular_from == before:
        return timeline
    switch = held_on(timeline, regular_from)
    days = {held.effective_from: held for held in timeline}
    if switch.effective_from < regular_from and timeline[0].effective_from < regular_from:
        days[regular_from] = replace(switch, effective_from=regular_from, status=_regular(switch.status))
    for day, held in days.items():
        if day < regular_from:
            days[day] = replace(held, status=Status.PROBATION.value if held.status == Status.REGULAR else held.status)
        else:
            days[day] = replace(held, status=_regular(held.status))
    return _sorted(days)


def _regular(status: str) -> str:
    return Status.REGULAR.value if status == Status.PROBATION else status


def with_given(timeline: tuple[Held, ...], given: Given, regular_from: date | None, day: date) -> tuple[Held, ...]:
    """The timeline with a new assignment from the day, when the row says something else than what holds then."""
    now = held_on(timeline, day)
    status = status_on(given.status, regular_from, day)
    wanted = replace(given.on(now), status=status.value if status else now.status)
    if wanted == now:
        return timeline
    return _sorted({**{held.effective_from: held for held in timeline}, day: replace(wanted, effective_from=day)})


def _sorted(days: dict[date, Held]) -> tuple[Held, ...]:
    return tuple(days[day] for day in sorted(days))
