"""Shifts and cycles of the centre, and who works which from when on; days already computed change only when recomputed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.period import Period
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.queries import shifts as queries
from models.store import Tx
from models.tables.base import Base
from models.tables.shifts import ShiftDayRow, ShiftDefaultRow, ShiftPatternRow, ShiftRow
from services.cells import numbered, unknown_agents
from services.exchange.shift_days import Planned, Shift
from services.exchange.shift_roster import read_roster, shift_of
from services.working_days import WorkingDays
from services.workspace import Workspace

REST_WORDS = ("", "休", "休息", "公休", "off", "rest", "-", "/")
_LONGEST = 16 * 60
_MOST_GRACE = 240


@dataclass(frozen=True)
class Pattern:
    """A cycle of shifts, one code a day, '' = rest."""

    code: str
    name: str
    days: tuple[str, ...]


@dataclass(frozen=True)
class AgentShift:
    """What an agent works from a date on; `shift` is the code of a shift or cycle, '' the centre's shift."""

    employee_no: str
    name: str
    since: date
    shift: str


@dataclass(frozen=True)
class ShiftBook:
    """All shifts and cycles, and every agent's changes of shift."""

    shifts: tuple[Shift, ...]
    patterns: tuple[Pattern, ...]
    agents: tuple[AgentShift, ...]


def book(workspace: Workspace) -> ShiftBook:
    """Everything about shifts but the single days."""
    with workspace.store.read() as tx:
        names = {key.id: key for key in people_queries.employee_keys(tx)}
        agents = [
            AgentShift(names[row["employee_id"]].employee_no, names[row["employee_id"]].name, row["effective_from"], row["shift"])
            for row in queries.defaults(tx)
        ]
        patterns = [Pattern(row["code"], row["name"], tuple(row["days"])) for row in queries.patterns(tx)]
        return ShiftBook(
            tuple(map(shift_of, queries.shifts(tx))), tuple(patterns), tuple(sorted(agents, key=lambda one: (one.employee_no, one.since)))
        )


def plan_of(workspace: Workspace, *, employee_no: str, period: Period) -> dict[date, Planned]:
    """What an agent should work on each day of the period."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx, [employee_no])
        unknown_agents([employee_no], numbered(people))
        calendar = WorkingDays(setting_queries.calendar_marks(tx))
        roster = read_roster(tx, calendar.is_working, period.first, period.last, list(people))
        key = next(iter(people))
        return {day: roster.planned(key, day) for day in period.days()}


def save_shift(workspace: Workspace, *, shift: Shift) -> Done[Shift]:
    """Add a shift or change the one with the same code; hours that cannot be are refused."""
    code = _code(shift.code)
    _check_hours(shift)
    values: dict[str, Any] = {
        "code": code, "name": shift.name.strip() or code, "start_minute": _minute(shift.start), "end_minute": _minute(shift.end),
        "break_minutes": shift.break_minutes, "late_grace": shift.late_grace, "early_grace": shift.early_grace,
        "flexible_minutes": shift.flexible_minutes, "opens_before": int(shift.opens_before.total_seconds()) // 60,
    }  # fmt: skip

    def work(tx: Tx) -> Shift:
        _check_free(code, queries.patterns(tx))
        _put(tx, ShiftRow, {row["code"]: row for row in queries.shifts(tx)}.get(code), values)
        return shift_of(values)

    return workspace.store.transact(Op.EDIT_SHIFTS, work, who=workspace.actor, note=values["name"])


def save_pattern(workspace: Workspace, *, pattern: Pattern) -> Done[Pattern]:
    """Add a cycle or change the one with the same code; every day names a shift of the centre or is rest."""
    code = _code(pattern.code)

    def work(tx: Tx) -> Pattern:
        known = {row["code"] for row in queries.shifts(tx)}
        _check_free(code, queries.shifts(tx))
        days = [read_shift(day, known) for day in pattern.days]
        if not any(days):
            raise UserError(N_("A cycle needs at least one day of work."))
        values: dict[str, Any] = {"code": code, "name": pattern.name.strip() or code, "days": days}
        _put(tx, ShiftPatternRow, {row["code"]: row for row in queries.patterns(tx)}.get(code), values)
        return Pattern(code, values["name"], tuple(days))

    return workspace.store.transact(Op.EDIT_SHIFTS, work, who=workspace.actor, note=pattern.name or code)


def remove(workspace: Workspace, *, code: str) -> Done[None]:
    """Take away a shift or cycle that nobody works."""

    def work(tx: Tx) -> None:
        rows = {ShiftRow: queries.shifts(tx), ShiftPatternRow: queries.patterns(tx)}
        found = [(model, row) for model, all_rows in rows.items() for row in all_rows if row["code"] == code]
        if not found:
            raise UserError(N_("The centre has no shift “{code}”."), code=code)
        if queries.is_used(tx, code):
            raise UserError(N_("“{code}” is worked by an agent or stands in a cycle; change those first."), code=code)
        tx.remove_many(found[0][0], [found[0][1]])

    return workspace.store.transact(Op.EDIT_SHIFTS, work, who=workspace.actor, note=code)


def assign(workspace: Workspace, *, employee_nos: Collection[str], code: str, since: date) -> Done[int]:
    """Let agents work a shift or cycle from a date on ('' = the centre's shift); returns how many."""

    def work(tx: Tx) -> int:
        people = numbered(people_queries.employees(tx, employee_nos))
        unknown_agents(employee_nos, people)
        if code and code not in {row["code"] for row in (*queries.shifts(tx), *queries.patterns(tx))}:
            raise UserError(N_("The centre has no shift “{code}”."), code=code)
        stored = {(row["employee_id"], row["effective_from"]): row for row in queries.defaults(tx)}
        for number in employee_nos:
            key = people[number][0]
            values = {"employee_id": key, "effective_from": since, "shift": code}
            _put(tx, ShiftDefaultRow, stored.get((key, since)), values)
        return len(employee_nos)

    note = f"{code} · {since.isoformat()} · {', '.join(sorted(employee_nos)[:3])}{' …' if len(employee_nos) > 3 else ''}"
    return workspace.store.transact(Op.EDIT_SHIFTS, work, who=workspace.actor, note=note)


def set_days(workspace: Workspace, *, days: Sequence[tuple[str, date, str | None]]) -> Done[int]:
    """Give agents another shift on single days ('' or a word for rest = rest, None = as usual again) as one step."""

    def work(tx: Tx) -> int:
        people = numbered(people_queries.employees(tx, {number for number, _, _ in days}))
        unknown_agents((number for number, _, _ in days), people)
        known = {row["code"] for row in queries.shifts(tx)}
        wanted = {(people[number][0], day): None if text is None else read_shift(text, known) for number, day, text in days}
        first, last = min(day for _, day, _ in days), max(day for _, day, _ in days)
        stored = {(row["employee_id"], row["day"]): row for row in queries.days(tx, first, last)}
        for (key, day), code in wanted.items():
            if code is not None:
                _put(tx, ShiftDayRow, stored.get((key, day)), {"employee_id": key, "day": day, "shift": code})
            elif (key, day) in stored:
                tx.remove_many(ShiftDayRow, [stored[key, day]])
        return len(wanted)

    return workspace.store.transact(Op.EDIT_SHIFTS, work, who=workspace.actor, note=f"{len(days)}") if days else _nothing(workspace)


def read_shift(text: str, known: Collection[str]) -> str:
    """The code of a shift as written in a cell, '' for rest; UserError for a shift that the centre has not."""
    clean = text.strip()
    if clean.lower() in REST_WORDS:
        return ""
    found = next((code for code in known if code.lower() == clean.lower()), None)
    if found is None:
        raise UserError(N_("The centre has no shift “{code}”."), code=clean)
    return found


def _nothing(workspace: Workspace) -> Done[int]:
    return workspace.store.transact(Op.EDIT_SHIFTS, lambda tx: 0, who=workspace.actor)


def _code(code: str) -> str:
    clean = re.sub(r"\s+", "", code)
    if not clean or len(clean) > 12 or clean.lower() in REST_WORDS:
        raise UserError(N_("A shift needs a short code of its own, such as A or N; “{code}” is none."), code=code)
    return clean


def _check_free(code: str, others: Sequence[Mapping[str, Any]]) -> None:
    if any(row["code"] == code for row in others):
        raise UserError(N_("The code “{code}” is taken; shifts and cycles share their codes."), code=code)


def _check_hours(shift: Shift) -> None:
    started, ended = shift.span(date(2000, 1, 1))
    length = int((ended - started).total_seconds()) // 60
    if length > _LONGEST:
        raise UserError(N_("A shift of {hours} hours is too long; at most {limit} are possible."), hours=length // 60, limit=_LONGEST // 60)
    figures = (shift.break_minutes, shift.late_grace, shift.early_grace, shift.flexible_minutes)
    if min(figures) < 0 or max(figures[1:]) > _MOST_GRACE or shift.break_minutes >= length:
        raise UserError(N_("Minutes of grace, flexible start and break must fit into the shift."))
    if not timedelta(0) <= shift.opens_before <= timedelta(hours=12):
        raise UserError(N_("The working day can begin at most 12 hours before the shift."))


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _put(tx: Tx, model: type[Base], before: Mapping[str, Any] | None, values: Mapping[str, Any]) -> None:
    if before is None:
        tx.insert_many(model, [values])
    elif any(before[name] != value for name, value in values.items()):
        tx.update_many(model, [(before, values)])
