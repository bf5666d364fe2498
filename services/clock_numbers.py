"""The numbers under which punch clocks know agents; imports of punches look them up before the employee numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.queries import exchange as exchange_queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.people import ClockNumberRow
from services.workspace import Workspace


@dataclass(frozen=True)
class ClockNumber:
    """A clock's number and the agent it stands for."""

    clock_no: str
    employee_no: str
    name: str


def clock_numbers(workspace: Workspace) -> tuple[ClockNumber, ...]:
    """Every clock number, by agent."""
    with workspace.store.read() as tx:
        names = {key.id: key for key in people_queries.employee_keys(tx)}
        found = [ClockNumber(number, names[key].employee_no, names[key].name) for number, key in exchange_queries.clock_numbers(tx).items()]
    return tuple(sorted(found, key=lambda one: (one.employee_no, one.clock_no)))


def put(workspace: Workspace, *, clock_no: str, employee_no: str) -> Done[None]:
    """Let a clock's number stand for an agent from now on; one that stood for another is moved."""
    number = re.sub(r"\s+", "", clock_no)
    if not number:
        raise UserError(N_("Enter the number that the clock shows."))

    def work(tx: Tx) -> None:
        row = people_queries.employee_row(tx, employee_no.strip())
        if row is None:
            raise UserError(N_("There is no agent with number {employee_no}."), employee_no=employee_no)
        held = tx.get(ClockNumberRow, number)
        if held is None:
            tx.add(ClockNumberRow(clock_no=number, employee_id=row.id))
        elif held.employee_id != row.id:
            held.employee_id = row.id

    return workspace.store.transact(Op.EDIT_PERSON, work, who=workspace.actor, note=f"{number} → {employee_no}")


def remove(workspace: Workspace, *, clock_no: str) -> Done[None]:
    """Forget a clock's number; punches already stored stay."""

    def work(tx: Tx) -> None:
        held = tx.get(ClockNumberRow, clock_no)
        if held is None:
            raise UserError(N_("There is no clock number “{number}”."), number=clock_no)
        tx.remove(held)

    return workspace.store.transact(Op.EDIT_PERSON, work, who=workspace.actor, note=clock_no)
