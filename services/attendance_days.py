"""The three layers of an attendance day – stamps, computed mark, human correction – and the days that a person has to settle."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from models.domain.attendance import ATTENDED, BREAKING, Code, DayMark
from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.people import Employee
from models.domain.period import Period
from models.queries import attendance as queries
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.store import Tx
from services.attachments import Attachment, keep
from services.attendance import DayCell, mark_columns, store_days
from services.attendance_signs import read_mark
from services.cells import RowHead, numbered, row_heads, unknown_agents
from services.exchange.shift_days import Planned, ShiftRoster, merged
from services.exchange.shift_roster import read_roster
from services.working_days import WorkingDays
from services.workspace import Workspace

_DAY = timedelta(days=1)
ARRIVAL, DEPARTURE, BOTH, REST = "arrival", "departure", "both", "rest"
WHAT_IS_MISSING: Mapping[str, str] = {
    ARRIVAL: N_("Arrival is missing"),
    DEPARTURE: N_("Departure is missing"),
    BOTH: N_("No punch at all"),
    REST: N_("Punched on a day of rest"),
}
_REPLACED = ATTENDED | BREAKING
_REST = DayMark(Code.REST, Code.REST)


@dataclass(frozen=True)
class DayLayers:
    """One agent's day: the plan, the stamps as given and without doubles, the mark they give ('' = none), the entry, its proof."""

    planned: Planned
    stamps: tuple[datetime, ...]
    merged: tuple[datetime, ...]
    computed: str
    entry: DayCell
    proof: Attachment | None


@dataclass(frozen=True)
class OpenDay:
    """A day that a person has to settle; `missing` is a key of WHAT_IS_MISSING."""

    head: RowHead
    day: date
    planned: Planned
    stamps: tuple[datetime, ...]
    missing: str


class _Days:
    """Plan, stamps and entries of some agents in a span of days."""

    def __init__(self, tx: Tx, people: Mapping[int, Employee], first: date, last: date) -> None:
        calendar = WorkingDays(setting_queries.calendar_marks(tx))
        self.people, self.first, self.last = people, first, last
        self.roster: ShiftRoster = read_roster(tx, calendar.is_working, first, last, list(people))
        self.stamps: dict[tuple[int, date], list[datetime]] = {}
        for key, moments in queries.punches(tx, first - _DAY, last + 2 * _DAY, list(people)).items():
            for moment in moments if key in people else ():
                self.stamps.setdefault((key, self.roster.day_of(key, moment)), []).append(moment)
        days = {first + _DAY * n for n in range((last - first).days + 1)}
        self.entries = queries.attendance_rows(tx, days, list(people))

    def computed(self, key: int, day: date) -> DayMark | None:
        """The mark that follows from the stamps."""
        return self.roster.mark(key, day, self.stamps.get((key, day), ()))

    def missing(self, key: int, day: date) -> str:
        """What is missing on a day that has no mark; '' when nothing has to be settled."""
        found = merged(self.stamps.get((key, day), ()))
        planned = self.roster.planned(key, day)
        if not planned.works:
            return REST if found else ""
        if len(found) == 1:
            start, end = planned.shift.span(day)
            return DEPARTURE if abs(found[0] - start) <= abs(found[0] - end) else ARRIVAL
        return "" if found else BOTH

    def planned_rest(self, today: date) -> list[tuple[int, date]]:
        """Past days of rest in the plan of agents who have one, without stamps and without an entry of a person."""
        past = [self.first + _DAY * n for n in range((min(self.last, today - _DAY) - self.first).days + 1)]
        return [
            (key, day)
            for key in sorted(self.roster.planned_ones & self.people.keys())
            for day in past
            if self.people[key].employed_on(day) and not self.roster.planned(key, day).works and (key, day) not in self.stamps
            if self.entries.get((key, day), {}).get("source", "punches") == "punches"
        ]


def layers(workspace: Workspace, *, employee_no: str, day: date) -> DayLayers:
    """The three layers of one day."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx, [employee_no])
        unknown_agents([employee_no], numbered(people))
        days, key = _Days(tx, people, day, day), next(iter(people))
        stored = queries.stored_days(tx, Period.month(day.year, day.month), [key]).get(key, {}).get(day)
        row = days.entries.get((key, day))
    stamps, mark = days.stamps.get((key, day), []), days.computed(key, day)
    entry = DayCell(stored.mark.text, stored.source, stored.note) if stored else DayCell()
    proof = Attachment(**row["proof"]) if row and row["proof"] else None
    return DayLayers(days.roster.planned(key, day), tuple(stamps), tuple(merged(stamps)), mark.text if mark else "", entry, proof)


def open_days(workspace: Workspace, *, month: Period) -> tuple[OpenDay, ...]:
    """Days of the month before today without an entry whose stamps give no mark, of agents who punch, by day, team and number."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        days = _Days(tx, people, month.first, month.last)
    punching = {key for key, _ in days.stamps}
    last = min(month.last, workspace.clock.today() - _DAY)
    found = []
    for key, head in row_heads(people, month):
        for day in month.days():
            if key not in punching or day > last or not people[key].employed_on(day) or (key, day) in days.entries:
                continue
            if missing := days.missing(key, day):
                found.append(OpenDay(head, day, days.roster.planned(key, day), tuple(merged(days.stamps.get((key, day), ()))), missing))
    return tuple(sorted(found, key=lambda one: one.day))


def settle(workspace: Workspace, *, employee_no: str, day: date, text: str, reason: str, proof: Path | None = None) -> Done[int]:
    """Correct one day with a reason and, if there is one, a proof; the stamps stay as they are."""
    return _correct(workspace, [(employee_no, day)], text, reason, proof, keep_leave=False)


def correct_many(
    workspace: Workspace, *, employee_nos: Collection[str], first: date, last: date, text: str, reason: str, proof: Path | None = None
) -> Done[int]:
    """One mark for agents on all their days of work in a span, e.g. after a power cut, as one step; returns the days changed.

    Days of leave and rest that somebody entered stay; so do all stamps.
    """
    if last < first or (last - first).days > 61:
        raise UserError(N_("Choose a span of at most two months."))
    places = [(number, first + _DAY * n) for number in employee_nos for n in range((last - first).days + 1)]
    return _correct(workspace, places, text, reason, proof, keep_leave=True)


def recompute(workspace: Workspace, *, month: Period) -> Done[int]:
    """Compute the month's days anew from stamps and shifts; entries by hand and by import stay.

    Agents with shifts of their own get their past days of rest marked, so that those do not count as not entered.
    """

    def work(tx: Tx) -> int:
        people = people_queries.employees(tx)
        days = _Days(tx, people, month.first, month.last)
        wanted: dict[tuple[int, date], dict[str, Any] | None] = {}
        for key, day in sorted({*days.stamps, *(place for place, row in days.entries.items() if row["source"] == "punches")}):
            if day in month and people[key].employed_on(day) and days.entries.get((key, day), {}).get("source", "punches") == "punches":
                mark = days.computed(key, day)
                wanted[key, day] = mark_columns(mark, "punches") if mark else None
        wanted |= {place: mark_columns(_REST, "punches") for place in days.planned_rest(workspace.clock.today())}
        return store_days(tx, wanted, days.entries)

    return workspace.store.transact(Op.CORRECT_ATTENDANCE, work, who=workspace.actor, note=month.text)


def _correct(
    workspace: Workspace, places: Sequence[tuple[str, date]], text: str, reason: str, proof: Path | None, *, keep_leave: bool
) -> Done[int]:
    if not reason.strip():
        raise UserError(N_("A correction needs a reason."))
    mark = read_mark(text)
    kept = keep(workspace, proof) if proof else None
    evidence = {"name": kept.name, "sha256": kept.sha256} if kept else None

    def work(tx: Tx) -> int:
        people = people_queries.employees(tx, {number for number, _ in places})
        known = numbered(people)
        unknown_agents((number for number, _ in places), known)
        days = _Days(tx, people, min(day for _, day in places), max(day for _, day in places))
        wanted: dict[tuple[int, date], dict[str, Any] | None] = {}
        for number, day in places:
            key, person = known[number]
            if not keep_leave and not person.employed_on(day):
                raise UserError(N_("{name} was not employed on {day}."), name=person.name, day=day.isoformat())
            if not keep_leave or _is_open_to_all(days, key, day):
                wanted[key, day] = mark_columns(mark, "hand", reason.strip(), evidence)
        return store_days(tx, wanted, days.entries)

    numbers = sorted({number for number, _ in places})
    note = f"{mark.text} · {', '.join(numbers[:3])}{' …' if len(numbers) > 3 else ''}"
    return workspace.store.transact(Op.CORRECT_ATTENDANCE, work, who=workspace.actor, why=reason.strip(), note=note)


def _is_open_to_all(days: _Days, key: int, day: date) -> bool:
    """A day of work, whose entry, if any, is no leave or rest."""
    entry = days.entries.get((key, day))
    replaced = entry is None or {entry["morning"], entry["afternoon"]} <= {code.value for code in _REPLACED}
    return replaced and days.people[key].employed_on(day) and days.roster.planned(key, day).works
