"""Finders for agents and their assignments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from models.domain.people import Assignment, Employee, EmploymentType, Status
from models.store import Tx
from models.tables.people import AssignmentRow, EmployeeRow


@dataclass(frozen=True)
class EmployeeKey:
    """How the database and people name an agent."""

    id: int
    employee_no: str
    name: str


def employee_keys(tx: Tx) -> list[EmployeeKey]:
    """Every agent ever known, by employee number."""
    rows = tx.session.execute(select(EmployeeRow.id, EmployeeRow.employee_no, EmployeeRow.name).order_by(EmployeeRow.employee_no))
    return [EmployeeKey(*row) for row in rows]


def employees(tx: Tx) -> dict[int, Employee]:
    """Every agent with the whole history, by database id."""
    assignments: dict[int, list[Assignment]] = {}
    columns = (
        AssignmentRow.employee_id, AssignmentRow.effective_from, AssignmentRow.team, AssignmentRow.position,
        AssignmentRow.employment_type, AssignmentRow.status, AssignmentRow.star,
    )  # fmt: skip
    for row in tx.session.execute(select(*columns).order_by(AssignmentRow.employee_id, AssignmentRow.effective_from)):
        assignments.setdefault(row[0], []).append(Assignment(row[1], row[2], row[3], EmploymentType(row[4]), Status(row[5]), row[6]))
    people = tx.session.execute(
        select(EmployeeRow.id, EmployeeRow.employee_no, EmployeeRow.name, EmployeeRow.hired_on, EmployeeRow.left_on)
    )
    return {row[0]: Employee(row[1], row[2], row[3], row[4], tuple(assignments.get(row[0], ()))) for row in people}


def employee_row(tx: Tx, employee_no: str) -> EmployeeRow | None:
    """The row of one agent by employee number."""
    return tx.session.execute(select(EmployeeRow).where(EmployeeRow.employee_no == employee_no)).scalar_one_or_none()


def assignment_rows(tx: Tx, employee_ids: Iterable[int] | None = None) -> list[AssignmentRow]:
    """Assignments of the given agents (all without), in order of agent and date."""
    query = select(AssignmentRow).order_by(AssignmentRow.employee_id, AssignmentRow.effective_from)
    if employee_ids is not None:
        query = query.where(AssignmentRow.employee_id.in_(list(employee_ids)))
    return list(tx.session.execute(query).scalars())
