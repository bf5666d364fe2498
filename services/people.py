"""Agents: the roster of a day, changes that hold from a date, hiring and leaving. Nothing that held is overwritten."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from models.domain.errors import N_, ConflictError, UserError
from models.domain.ops import Done, Op
from models.domain.people import STARS, EmploymentType, Status
from models.domain.rights import sees_wages
from models.queries import people as queries
from models.store import Tx
from models.tables.people import AssignmentRow, EmployeeRow
from services.exchange.roster_timeline import Given, Held, first_timeline, held_on, with_given, with_regular_from, with_start

if TYPE_CHECKING:
    from services.workspace import Workspace

_HELD = tuple(field.name for field in fields(Held))


@dataclass(frozen=True)
class RosterRow:
    """One agent as seen on a day; `status` is `left` after the last day of employment; wage in yuan a month.

    `next_change` is the day from which another assignment holds; `photo` is its SHA-256, '' = none;
    `version` is to be given back as `seen`.
    """

    employee_no: str
    name: str
    team: str
    position: str
    employment_type: EmploymentType
    status: Status
    star: str
    hired_on: date | None
    regular_from: date | None
    left_on: date | None
    monthly_wage: Decimal | None
    held_since: date | None
    next_change: date | None
    photo: str
    version: str


@dataclass(frozen=True)
class NewPerson:
    """Someone to be hired; `regular_from` None = no probation; wage in yuan a month, None = not kept."""

    employee_no: str
    name: str
    hired_on: date
    team: str = ""
    position: str = ""
    employment_type: EmploymentType = EmploymentType.FULL_TIME
    regular_from: date | None = None
    star: str = ""
    monthly_wage: Decimal | None = None


@dataclass(frozen=True)
class Change:
    """What becomes different from a date on; None leaves a value as it is."""

    team: str | None = None
    position: str | None = None
    employment_type: EmploymentType | None = None
    status: Status | None = None
    star: str | None = None
    monthly_wage: Decimal | None = None
    no_wage: bool = False
    """The wage is not kept from then on."""


@dataclass(frozen=True)
class OpenItems:
    """What is not finished with an agent: numbers of unsigned notices, case numbers, counts, points balance."""

    unsigned_notices: tuple[str, ...] = ()
    appeals: tuple[str, ...] = ()
    undecided_outcomes: int = 0
    follow_ups: int = 0
    points: int = 0

    def __bool__(self) -> bool:
        return bool(self.unsigned_notices or self.appeals or self.undecided_outcomes or self.follow_ups or self.points)


# Reading


def roster(
    workspace: Workspace, *, day: date, team: str | None = None, position: str | None = None, status: Status | None = None
) -> tuple[RosterRow, ...]:
    """Everyone ever hired as of the day, by employee number; those not hired yet are included as of their first day."""
    with workspace.store.read() as tx:
        held: dict[int, list[AssignmentRow]] = {}
        for row in queries.assignment_rows(tx):
            held.setdefault(row.employee_id, []).append(row)
        rows = tuple(_view(row, held.get(row.id, []), day, sees_wages(workspace.user)) for row in queries.employee_rows(tx))
    wanted = {"team": team, "position": position, "status": status}
    return tuple(row for row in rows if all(value is None or getattr(row, name) == value for name, value in wanted.items()))


def person(workspace: Workspace, *, employee_no: str, day: date) -> RosterRow:
    """One agent as of the day; UserError when nobody has the number."""
    with workspace.store.read() as tx:
        row = _row(tx, employee_no)
        return _view(row, queries.assignment_rows(tx, [row.id]), day, sees_wages(workspace.user))


def open_items(workspace: Workspace, *, employee_no: str) -> OpenItems:
    """What is still open with an agent, to be settled before or after leaving."""
    with workspace.store.read() as tx:
        key = _row(tx, employee_no).id
        return OpenItems(
            tuple(queries.unsigned_notices(tx, key)),
            tuple(queries.open_appeals(tx, key)),
            queries.undecided_outcomes(tx, key),
            queries.open_follow_ups(tx, key),
            queries.points_balance(tx, key),
        )


# Writing


def hire(workspace: Workspace, *, person: NewPerson) -> Done[RosterRow]:
    """Enter a new agent; refused when the number was ever given to anybody."""
    number, name = re.sub(r"\s+", "", person.employee_no), _name(person.name)
    if not number:
        raise UserError(N_("Enter the employee number."))
    if person.regular_from and person.regular_from < person.hired_on:
        raise UserError(N_("Probation cannot end before the hiring date ({day})."), day=person.hired_on.isoformat())
    given = Given(
        person.team.strip(), person.position.strip(), person.employment_type.value, None, _star(person.star), _fen(person.monthly_wage)
    )

    def work(tx: Tx) -> RosterRow:
        holder = queries.employee_row(tx, number)
        if holder is not None:
            raise UserError(
                N_("The employee number {number} belongs to {name}; a number is never given twice. Choose another."),
                number=number, name=holder.name,
            )  # fmt: skip
        row = tx.add(EmployeeRow(employee_no=number, name=name, hired_on=person.hired_on, regular_from=person.regular_from))
        rows = _store(tx, row.id, [], first_timeline(given, person.hired_on, person.regular_from))
        return _view(row, rows, max(workspace.clock.today(), person.hired_on))

    return workspace.store.transact(Op.EDIT_PERSON, work, who=workspace.actor, note=f"{number} {name}")


def change(workspace: Workspace, *, employee_no: str, change: Change, on: date, seen: str) -> Done[RosterRow]:
    """Let other values hold from a date until the next change; a change of the same date is replaced."""
    if change.status is Status.LEFT:
        raise UserError(N_("Use the leaver's procedure to record that an agent leaves."))
    given = Given(
        None if change.team is None else change.team.strip(),
        None if change.position is None else change.position.strip(),
        change.employment_type.value if change.employment_type else None,
        change.status,
        None if change.star is None else _star(change.star),
        _fen(change.monthly_wage),
        change.no_wage,
    )

    def work(tx: Tx, row: EmployeeRow, rows: list[AssignmentRow]) -> list[AssignmentRow]:
        _check_employed(row, on)
        old = tuple(map(_held, rows)) or first_timeline(Given(), row.hired_on, row.regular_from)
        new = old
        if change.status is Status.REGULAR and held_on(old, on).status == Status.PROBATION:
            new = with_regular_from(new, row.regular_from, on)
            row.regular_from = on
        elif change.status is Status.PROBATION:
            row.regular_from = None
        new = with_given(new, given, None, on)
        if new == old:
            raise UserError(N_("Nothing would change: all of this holds on {day} already."), day=on.isoformat())
        return _store(tx, row.id, rows, new)

    return _edit(workspace, employee_no, seen, work, on)


def end_probation(workspace: Workspace, *, employee_no: str, on: date, seen: str) -> Done[RosterRow]:
    """The agent is regular from the day on; an earlier date of the same kind is moved."""

    def work(tx: Tx, row: EmployeeRow, rows: list[AssignmentRow]) -> list[AssignmentRow]:
        _check_employed(row, on)
        old = tuple(map(_held, rows)) or first_timeline(Given(), row.hired_on, None)
        if row.regular_from is None and held_on(old, on).status != Status.PROBATION:
            raise UserError(N_("{name} is not on probation on {day}."), name=row.name, day=on.isoformat())
        new = with_regular_from(old, row.regular_from, on)
        row.regular_from = on
        return _store(tx, row.id, rows, new)

    return _edit(workspace, employee_no, seen, work, on)


def correct_hiring(workspace: Workspace, *, employee_no: str, hired_on: date, reason: str, seen: str) -> Done[RosterRow]:
    """Another hiring date, because the entered one was wrong; the values of the first day move with it. Refused after what is on record."""
    if not reason.strip():
        raise UserError(N_("Enter the reason of the correction; the log keeps it."))

    def work(tx: Tx, row: EmployeeRow, rows: list[AssignmentRow]) -> list[AssignmentRow]:
        _check_hiring(tx, row, hired_on)
        old = tuple(map(_held, rows)) or first_timeline(Given(), row.hired_on, row.regular_from)
        if len(old) > 1 and old[0].effective_from == row.hired_on and old[1].effective_from <= hired_on:
            raise UserError(
                N_("On {day} a change begins that was entered for {name}; the hiring date lies before it."),
                day=old[1].effective_from.isoformat(), name=row.name,
            )  # fmt: skip
        new = with_start(old, row.hired_on, hired_on)
        row.hired_on = hired_on
        return _store(tx, row.id, rows, new)

    return _edit(workspace, employee_no, seen, work, max(workspace.clock.today(), hired_on), why=reason.strip())


def rename(workspace: Workspace, *, employee_no: str, name: str, seen: str) -> Done[RosterRow]:
    """Another name for the same agent, from now on; issued papers keep the old one."""
    clean = _name(name)

    def work(tx: Tx, row: EmployeeRow, rows: list[AssignmentRow]) -> list[AssignmentRow]:
        row.name = clean
        return rows

    return _edit(workspace, employee_no, seen, work, workspace.clock.today())


def leave(workspace: Workspace, *, employee_no: str, last_day: date, reason: str, seen: str) -> Done[RosterRow]:
    """Record the last day of employment (it may lie ahead) with the reason; the history and the number stay."""
    if not reason.strip():
        raise UserError(N_("Enter the reason for leaving."))

    def work(tx: Tx, row: EmployeeRow, rows: list[AssignmentRow]) -> list[AssignmentRow]:
        if row.hired_on and last_day < row.hired_on:
            raise UserError(
                N_("The last day lies before the hiring date of {name} ({day}). Correct one of the two."),
                name=row.name, day=row.hired_on.isoformat(),
            )  # fmt: skip
        row.left_on = last_day
        return rows

    return _edit(workspace, employee_no, seen, work, last_day + timedelta(days=1), why=reason.strip())


def undo_leaving(workspace: Workspace, *, employee_no: str, reason: str, seen: str) -> Done[RosterRow]:
    """Take a leaving date back: the agent goes on as if it had never been entered."""

    def work(tx: Tx, row: EmployeeRow, rows: list[AssignmentRow]) -> list[AssignmentRow]:
        if row.left_on is None:
            raise UserError(N_("{name} has no leaving date."), name=row.name)
        row.left_on = None
        return rows

    return _edit(workspace, employee_no, seen, work, workspace.clock.today(), why=reason.strip())


# How it is done


def _edit(
    workspace: Workspace,
    employee_no: str,
    seen: str,
    work: Callable[[Tx, EmployeeRow, list[AssignmentRow]], list[AssignmentRow]],
    day: date,
    why: str = "",
) -> Done[RosterRow]:
    """Run `work` on one agent that still is as it was seen; the view is of the given day."""
    with workspace.store.read() as tx:
        note = f"{employee_no} {_row(tx, employee_no).name}"

    def whole(tx: Tx) -> RosterRow:
        row = _row(tx, employee_no)
        rows = queries.assignment_rows(tx, [row.id])
        if _version(row, rows) != seen:
            raise ConflictError(N_("{name} was changed meanwhile. Nothing was stored; look at the page again."), name=row.name)
        rows = work(tx, row, rows)
        return _view(row, rows, day)

    return workspace.store.transact(Op.EDIT_PERSON, whole, who=workspace.actor, why=why, note=note)


def _store(tx: Tx, employee_id: int, rows: Sequence[AssignmentRow], wanted: tuple[Held, ...]) -> list[AssignmentRow]:
    """Make the agent's assignments those wanted; rows of days that are not wanted go."""
    by_day = {row.effective_from: row for row in rows}
    result = []
    for held in wanted:
        row = by_day.pop(held.effective_from, None)
        if row is None:
            row = tx.add(AssignmentRow(employee_id=employee_id, **{name: getattr(held, name) for name in _HELD}))
        else:
            for name in _HELD:
                setattr(row, name, getattr(held, name))
        result.append(row)
    for row in by_day.values():
        tx.remove(row)
    return result


def _view(row: EmployeeRow, rows: Sequence[AssignmentRow], day: date, wages: bool = True) -> RosterRow:
    has_left = row.left_on is not None and row.left_on < day
    seen_on = max(day, row.hired_on or day)
    if row.left_on is not None:
        seen_on = min(seen_on, row.left_on)
    timeline = tuple(map(_held, rows))
    held = held_on(timeline, seen_on) if timeline else Held(row.hired_on or day)
    later = [other.effective_from for other in timeline if other.effective_from > seen_on]
    return RosterRow(
        employee_no=row.employee_no,
        name=row.name,
        team=held.team,
        position=held.position,
        employment_type=EmploymentType(held.employment_type),
        status=Status.LEFT if has_left else Status(held.status),
        star=held.star,
        hired_on=row.hired_on,
        regular_from=row.regular_from,
        left_on=row.left_on,
        monthly_wage=None if held.monthly_wage_fen is None or not wages else Decimal(held.monthly_wage_fen) / 100,
        held_since=held.effective_from if timeline else None,
        next_change=min(later) if later else None,
        photo=row.photo or "",
        version=_version(row, rows),
    )


def _version(row: EmployeeRow, rows: Sequence[AssignmentRow]) -> str:
    """A digest of all that is known of the agent, so that imports and undo count as changes too."""
    seen = (row.employee_no, row.name, row.hired_on, row.regular_from, row.left_on, row.photo, *map(_held, rows))
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def _held(row: AssignmentRow) -> Held:
    return Held(**{name: getattr(row, name) for name in _HELD})


def _row(tx: Tx, employee_no: str) -> EmployeeRow:
    row = queries.employee_row(tx, employee_no)
    if row is None:
        raise UserError(N_("No agent has the employee number “{number}”."), number=employee_no)
    return row


def _check_hiring(tx: Tx, row: EmployeeRow, day: date) -> None:
    """UserError when the day cannot be the agent's first."""
    if day == row.hired_on:
        raise UserError(N_("{name} was hired on {day} already."), name=row.name, day=day.isoformat())
    if row.left_on and day > row.left_on:
        raise UserError(N_("{name} leaves on {day}; choose that day or an earlier one."), name=row.name, day=row.left_on.isoformat())
    if (regular := row.regular_from) and day > regular:
        raise UserError(N_("{name} is regular from {day}; choose that day or an earlier one."), name=row.name, day=regular.isoformat())
    first = queries.first_day_on_record(tx, row.id)
    if first is not None and first < day:
        raise UserError(
            N_("The attendance of {name} has entries from {day} on; choose that day or an earlier one, or delete them first."),
            name=row.name, day=first.isoformat(),
        )  # fmt: skip


def _check_employed(row: EmployeeRow, day: date) -> None:
    if row.hired_on and day < row.hired_on:
        raise UserError(N_("{name} was hired on {day}; choose that day or a later one."), name=row.name, day=row.hired_on.isoformat())
    if row.left_on and day > row.left_on:
        raise UserError(N_("{name} leaves on {day}; choose that day or an earlier one."), name=row.name, day=row.left_on.isoformat())


def _name(text: str) -> str:
    clean = " ".join(text.split())
    if not clean:
        raise UserError(N_("Enter the name."))
    return clean


def _star(star: str) -> str:
    if star and star not in STARS:
        raise UserError(N_("“{text}” is no star rating; write candidate or 1 to 4."), text=star)
    return star


def _fen(wage: Decimal | None) -> int | None:
    if wage is None:
        return None
    if wage < 0 or wage != round(wage, 2):
        raise UserError(N_("A wage is an amount in yuan with at most two decimals, not below zero."))
    return int(wage * 100)
