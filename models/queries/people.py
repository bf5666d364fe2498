"""Finders for agents and their assignments."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, true

from models.domain.outcomes import AppealState
from models.domain.people import Assignment, Employee, EmploymentType, Status
from models.store import Tx
from models.tables.attendance import AttendanceRow, PunchRow
from models.tables.decisions import AppealRow, FollowUpRow, OutcomeRow, PointsEntryRow
from models.tables.documents import DocumentRow, NoticeRow
from models.tables.people import AssignmentRow, EmployeeRow

_FEW = 500
"""Up to so many agents are asked for by number; above, all are read."""


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


def employees(tx: Tx, numbers: Collection[str] | None = None) -> dict[int, Employee]:
    """Every agent (or those with the given numbers) with the whole history, by database id."""
    wanted = EmployeeRow.employee_no.in_(numbers) if numbers is not None and len(numbers) <= _FEW else true()
    assignments: dict[int, list[Assignment]] = {}
    columns = (
        AssignmentRow.employee_id, AssignmentRow.effective_from, AssignmentRow.team, AssignmentRow.position,
        AssignmentRow.employment_type, AssignmentRow.status, AssignmentRow.star,
    )  # fmt: skip
    held = select(*columns).join(EmployeeRow, EmployeeRow.id == AssignmentRow.employee_id).where(wanted)
    for row in tx.session.execute(held.order_by(AssignmentRow.employee_id, AssignmentRow.effective_from)):
        assignments.setdefault(row[0], []).append(Assignment(row[1], row[2], row[3], EmploymentType(row[4]), Status(row[5]), row[6]))
    people = tx.session.execute(
        select(EmployeeRow.id, EmployeeRow.employee_no, EmployeeRow.name, EmployeeRow.hired_on, EmployeeRow.left_on).where(wanted)
    )
    return {
        row[0]: Employee(row[1], row[2], row[3], row[4], tuple(assignments.get(row[0], ())))
        for row in people
        if numbers is None or row[1] in numbers
    }


def employee_row(tx: Tx, employee_no: str) -> EmployeeRow | None:
    """The row of one agent by employee number."""
    return tx.session.execute(select(EmployeeRow).where(EmployeeRow.employee_no == employee_no)).scalar_one_or_none()


def assignment_rows(tx: Tx, employee_ids: Iterable[int] | None = None) -> list[AssignmentRow]:
    """Assignments of the given agents (all without), in order of agent and date."""
    query = select(AssignmentRow).order_by(AssignmentRow.employee_id, AssignmentRow.effective_from)
    if employee_ids is not None:
        query = query.where(AssignmentRow.employee_id.in_(list(employee_ids)))
    return list(tx.session.execute(query).scalars())


def employee_rows(tx: Tx) -> list[EmployeeRow]:
    """The rows of all agents, by employee number."""
    return list(tx.session.execute(select(EmployeeRow).order_by(EmployeeRow.employee_no)).scalars())


def photos(tx: Tx) -> dict[str, str]:
    """Employee number → SHA-256 of the photo, for agents who have one."""
    query = select(EmployeeRow.employee_no, EmployeeRow.photo).where(EmployeeRow.photo.is_not(None))
    return {number: photo for number, photo in tx.session.execute(query) if photo}


def first_day_on_record(tx: Tx, employee_id: int) -> date | None:
    """The first day with an attendance entry or a punch of the agent, None without any."""
    entered = tx.session.execute(select(func.min(AttendanceRow.day)).where(AttendanceRow.employee_id == employee_id)).scalar()
    punched = tx.session.execute(select(func.min(PunchRow.punched_at)).where(PunchRow.employee_id == employee_id)).scalar()
    return min((day for day in (entered, punched.date() if punched else None) if day), default=None)


def unsigned_notices(tx: Tx, employee_id: int) -> list[str]:
    """Numbers of the agent's valid notices that were neither signed nor refused before a witness."""
    query = (
        select(DocumentRow.number)
        .join(NoticeRow, NoticeRow.document_id == DocumentRow.id)
        .where(NoticeRow.employee_id == employee_id, NoticeRow.received_on.is_(None), DocumentRow.status == "issued")
    )
    return list(tx.session.execute(query.distinct().order_by(DocumentRow.number)).scalars())


def open_appeals(tx: Tx, employee_id: int) -> list[str]:
    """Case numbers of the agent's appeals that still await a step."""
    over = [state.value for state in (AppealState.REJECTED_LATE, AppealState.WITHDRAWN, AppealState.CLOSED)]
    query = select(AppealRow.case_no).where(AppealRow.employee_id == employee_id, AppealRow.state.not_in(over))
    return list(tx.session.execute(query.order_by(AppealRow.case_no)).scalars())


def points_balance(tx: Tx, employee_id: int) -> int:
    """Sum of the agent's points ledger."""
    return tx.session.execute(select(func.sum(PointsEntryRow.points)).where(PointsEntryRow.employee_id == employee_id)).scalar() or 0


def open_follow_ups(tx: Tx, employee_id: int) -> int:
    """How many plans, reports or referrals after the agent's outcomes are not done."""
    query = select(func.count()).select_from(FollowUpRow).join(OutcomeRow, OutcomeRow.id == FollowUpRow.outcome_id)
    return tx.session.execute(query.where(OutcomeRow.employee_id == employee_id, FollowUpRow.done_on.is_(None))).scalar_one()


def undecided_outcomes(tx: Tx, employee_id: int) -> int:
    """How many of the agent's outcomes are still proposals."""
    query = select(func.count()).select_from(OutcomeRow)
    return tx.session.execute(query.where(OutcomeRow.employee_id == employee_id, OutcomeRow.status == "proposed")).scalar_one()
