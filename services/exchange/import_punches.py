"""Stamps of punch clocks: kept as they are, and the day's attendance computed where nobody entered it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from models.domain.attendance import DayMark
from models.domain.errors import N_, UserError
from models.queries import exchange as queries
from models.tables.attendance import PunchRow
from services.exchange.directory import Directory, Person
from services.exchange.import_attendance import put_day
from services.exchange.plan import Draft, ImportPlan, PlanRow, RowState
from services.exchange.punch_files import COLUMNS, DayResult, Stamp, read_punches
from services.exchange.request import Request
from services.exchange.rows import NAMES_DIFFER
from services.exchange.shift_roster import read_roster

_SHOWN = 20
_YEARS = range(1990, 2101)
"""No punch clock has others; a damaged cell can."""


class _Stamps:
    """Stamps and results of the file by agent and day."""

    def __init__(self, request: Request, draft: Draft) -> None:
        self.request, self.draft = request, draft
        self.directory = Directory.of(queries.employees(request.tx), queries.clock_numbers(request.tx))
        self.roster = read_roster(request.tx, request.working_days.is_working, date.min, date.max)
        self.stamps: dict[tuple[int, datetime], tuple[int, Person]] = {}
        self.results: dict[tuple[int, date], tuple[int, Person, DayMark | None]] = {}
        self.missing: list[str] = []
        self.names_differ: set[str] = set()
        self.computed = 0

    def take(self, item: Stamp | DayResult) -> None:
        """Find the agent of one stamp or result; a bad one is noted."""
        try:
            _check_year((item.moment if isinstance(item, Stamp) else item.day).year)
            person = self._person(item)
            person.check_employed(self.roster.day_of(person.id, item.moment) if isinstance(item, Stamp) else item.day)
        except UserError as error:
            self.draft.problem(item.row, COLUMNS[0].label, item.number or item.name, error)
            return
        if isinstance(item, Stamp):
            self.stamps.setdefault((person.id, item.moment), (item.row, person))
        else:
            self.results[person.id, item.day] = (item.row, person, item.mark)

    def _person(self, item: Stamp | DayResult) -> Person:
        person = self.directory.find(item.number) if item.number and not item.is_clock_no else None
        if person is None and not (item.name and not item.number):
            try:
                person = self.directory.clocked(item.number)
            except UserError:
                if not item.name:
                    raise
        if person is None:
            return self.directory.numbered_or_named(item.name)
        if item.name and item.name != person.name:
            self._check_name(item, person)
        return person

    def _check_name(self, item: Stamp | DayResult, person: Person) -> None:
        """UserError when a clock's number, which only looks like an employee number, comes with another agent's name."""
        if item.is_clock_no and item.number not in self.directory.clock_numbers and self.directory.has_name(item.name):
            raise UserError(
                N_("The clock's number {number} looks like that of {person}, but the file says {name}; enter who has which clock number."),
                number=item.number, person=person.label, name=item.name,
            )  # fmt: skip
        self.names_differ.add(f"{person.employee_no} {item.name} ≠ {person.name}")

    def drop_bad_rows(self) -> None:
        """Take nothing from a row that has a problem."""
        bad = {problem.row for problem in self.draft.problems}
        self.stamps = {key: value for key, value in self.stamps.items() if value[0] not in bad}
        self.results = {key: value for key, value in self.results.items() if value[0] not in bad}


def _check_year(year: int) -> None:
    if year not in _YEARS:
        raise UserError(N_("The year {year} cannot be right."), year=year)


def plan(request: Request) -> ImportPlan:
    """Plan the stamps and the days that follow from them."""
    draft = Draft()
    stamps = _Stamps(request, draft)
    for item in read_punches(request.sheets, request.period, draft, dict(request.mapping)):
        stamps.take(item)
    stamps.drop_bad_rows()
    days = [stamps.roster.day_of(*key) for key in stamps.stamps] + [day for _, day in stamps.results]
    if days:
        first, last = min(days), max(days)
        touched = _put_stamps(stamps, first, last)
        _put_days(stamps, touched, first, last)
    return draft.plan(request.kind)


def _put_stamps(stamps: _Stamps, first: date, last: date) -> Mapping[tuple[int, date], list[datetime]]:
    """Plan the stamps; returns all stamps, stored and new, of each agent's day that the file touches."""
    stored = {
        (row["employee_id"], row["punched_at"]): row for row in queries.punches_between(stamps.request.tx, first, last + timedelta(days=1))
    }
    touched = set()
    for (employee_id, moment), (row, person) in stamps.stamps.items():
        record = {"employee_id": employee_id, "punched_at": moment}
        before = stored.get((employee_id, moment))
        label = f"{person.label} {moment.isoformat(' ', 'minutes')}"
        stamps.draft.put(PunchRow, before, record if before else {**record, "source": "import"}, row, label)
        touched.add((employee_id, stamps.roster.day_of(employee_id, moment)))
    of_day: dict[tuple[int, date], list[datetime]] = defaultdict(list)
    for employee_id, moment in {*stored, *stamps.stamps}:
        key = (employee_id, stamps.roster.day_of(employee_id, moment))
        if key in touched:
            of_day[key].append(moment)
    return of_day


def _put_days(stamps: _Stamps, of_day: Mapping[tuple[int, date], list[datetime]], first: date, last: date) -> None:
    stored = {(row["employee_id"], row["day"]): row for row in queries.attendance_between(stamps.request.tx, first, last)}
    for (employee_id, day), punches in sorted(of_day.items()):
        if (employee_id, day) in stamps.results or not stamps.roster.planned(employee_id, day).works:
            continue
        person = stamps.directory.of_id(employee_id)
        _put_computed(stamps, stored.get((employee_id, day)), person, day, stamps.roster.mark(employee_id, day, punches))
    for (employee_id, day), (row, person, mark) in stamps.results.items():
        before = stored.get((employee_id, day))
        if mark is None:
            stamps.missing.append(f"{person.label} {day.isoformat()}")
        elif before is not None and before["source"] == "hand":
            stamps.draft.rows.append(PlanRow(row, f"{person.label} {day.isoformat()}", RowState.SAME))
        else:
            put_day(stamps.draft, before, person, day, mark, "import", row)
    _notice_days(stamps)


def _put_computed(stamps: _Stamps, before: Mapping[str, Any] | None, person: Person, day: date, mark: DayMark | None) -> None:
    """Plan one computed day; it follows from the stamps, so it is no record of its own in the report."""
    if before is not None and before["source"] != "punches":
        return
    if mark is None:
        stamps.missing.append(f"{person.label} {day.isoformat()}")
        return
    aside = Draft()
    put_day(aside, before, person, day, mark, "punches", 0)
    stamps.computed += aside.rows[0].state is not RowState.SAME
    for model, rows in aside.writes.added.items():
        stamps.draft.writes.added.setdefault(model, []).extend(rows)
    for model, pairs in aside.writes.changed.items():
        stamps.draft.writes.changed.setdefault(model, []).extend(pairs)


def _notice_days(stamps: _Stamps) -> None:
    if stamps.names_differ:
        shown = "; ".join(sorted(stamps.names_differ)[:_SHOWN]) + (" …" if len(stamps.names_differ) > _SHOWN else "")
        stamps.draft.notice(NAMES_DIFFER, names=shown)
    if stamps.computed:
        stamps.draft.notice(N_("Days of attendance computed from stamps: {count}."), count=stamps.computed)
    if stamps.missing:
        shown = "; ".join(sorted(stamps.missing)[:_SHOWN]) + (" …" if len(stamps.missing) > _SHOWN else "")
        msgid = N_("Days with a missing stamp, left open ({count}): {days}.")
        stamps.draft.notice(msgid, count=len(stamps.missing), days=shown)
