"""Proofs that a version of a scheme was made known: files of each step, and who has read and signed it (Labour Contract Law art. 4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.people import Employee
from models.queries import people as people_queries
from models.queries import schemes as queries
from models.store import Tx
from models.tables.schemes import SchemeFileRow, SchemeReadingRow, SchemeVersionRow
from services import attachments
from services.workspace import Workspace

STEPS = ("discussed", "consulted", "published", "signed")
"""What a file may prove."""
WAYS = ("list", "paper", "screen")
"""How an agent signed: on a common list, on an own paper, on the screen."""


@dataclass(frozen=True)
class Proof:
    """One file that proves a step, kept under the SHA-256 of its content."""

    id: int
    step: str
    name: str
    sha256: str
    added_at: datetime


@dataclass(frozen=True)
class Reader:
    """An agent employed today or with a signature; `signed_on` None = has not signed, `how` '' then."""

    employee_no: str
    name: str
    team: str
    signed_on: date | None
    how: str


def proofs(workspace: Workspace, *, version_id: int) -> list[Proof]:
    """The files of a version in the order they were added."""
    with workspace.store.read() as tx:
        return [_proof(row) for row in queries.files(tx, version_id)]


def _proof(row: SchemeFileRow) -> Proof:
    return Proof(row.id, row.step, row.name, row.sha256, row.added_at)


def add_proof(workspace: Workspace, *, version_id: int, step: str, path: Path) -> Done[Proof]:
    """Keep a file as proof of a step; UserError for an unknown step, a type not allowed or a file kept for it already."""
    if step not in STEPS:
        raise UserError(N_("“{step}” is no step of making a rule known."), step=step)
    with workspace.store.read() as tx:
        held_version(tx, version_id)
    kept = attachments.keep(workspace, path)

    def work(tx: Tx) -> Proof:
        if any(row.step == step and row.sha256 == kept.sha256 for row in queries.files(tx, version_id)):
            raise UserError(N_("{name} is kept for this step already."), name=kept.name)
        now = workspace.clock.now()
        return _proof(tx.add(SchemeFileRow(version_id=version_id, step=step, name=kept.name, sha256=kept.sha256, added_at=now)))

    return workspace.store.transact(Op.NOTE_READING, work, who=workspace.actor, note=kept.name)


def readers(workspace: Workspace, *, version_id: int) -> list[Reader]:
    """Every agent employed today, and those who signed and left, by number."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        held_version(tx, version_id)
        signed = {row.employee_id: row for row in queries.readings(tx, version_id)}
        people = people_queries.employees(tx)
    found = [_reader(person, signed.get(key), today) for key, person in people.items() if key in signed or person.employed_on(today)]
    return sorted(found, key=lambda reader: reader.employee_no)


def _reader(person: Employee, row: SchemeReadingRow | None, today: date) -> Reader:
    held = person.assignment_on(today)
    return Reader(person.employee_no, person.name, held.team if held else "", row.signed_on if row else None, row.how if row else "")


def note_read(workspace: Workspace, *, version_id: int, employee_nos: Collection[str], signed_on: date, how: str) -> Done[int]:
    """Note that these agents have read and signed; who signed before keeps the earlier day. Gives how many are new."""
    _check(workspace, employee_nos, signed_on, how)

    def work(tx: Tx) -> int:
        held_version(tx, version_id)
        ids = {person.employee_no: key for key, person in people_queries.employees(tx).items()}
        unknown = sorted(set(employee_nos) - set(ids))
        if unknown:
            raise UserError(N_("There is no agent with the number {numbers}."), numbers=", ".join(unknown))
        signed = {row.employee_id for row in queries.readings(tx, version_id)}
        new = [ids[number] for number in sorted(set(employee_nos)) if ids[number] not in signed]
        for employee_id in new:
            tx.add(SchemeReadingRow(version_id=version_id, employee_id=employee_id, signed_on=signed_on, how=how))
        return len(new)

    return workspace.store.transact(Op.NOTE_READING, work, who=workspace.actor, note=signed_on.isoformat())


def _check(workspace: Workspace, employee_nos: Collection[str], signed_on: date, how: str) -> None:
    if not employee_nos:
        raise UserError(N_("Tick at least one agent."))
    if signed_on > workspace.clock.today():
        raise UserError(N_("{day} is still to come; enter the date when it has happened."), day=signed_on.isoformat())
    if how not in WAYS:
        raise UserError(N_("“{how}” is no way of signing."), how=how)


def take_back(workspace: Workspace, *, version_id: int, employee_no: str, reason: str) -> Done[None]:
    """Remove a signature that was noted by mistake; the log keeps the reason."""
    if not reason.strip():
        raise UserError(N_("Give the reason."))

    def work(tx: Tx) -> None:
        ids = {person.employee_no: key for key, person in people_queries.employees(tx).items()}
        row = tx.get(SchemeReadingRow, (version_id, ids.get(employee_no, 0)))
        if row is None:
            raise UserError(N_("No signature of this agent is noted."))
        tx.remove(row)

    return workspace.store.transact(Op.NOTE_READING, work, who=workspace.actor, why=reason.strip(), note=employee_no)


def held_version(tx: Tx, version_id: int) -> SchemeVersionRow:
    """The version; UserError when there is none."""
    row = tx.get(SchemeVersionRow, version_id)
    if row is None:
        raise UserError(N_("This version of a scheme does not exist."))
    return row
