"""What waits for hands, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import case, func, select

from models.domain.attendance import ATTENDED
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.decisions import FollowUpRow, OutcomeRow
from models.tables.documents import DocumentRow
from models.tables.readings import ReadingRow


@dataclass(frozen=True)
class OpenFollowUp:
    """Something owed after an outcome; `id` of the follow-up."""

    id: int
    kind: str
    employee_id: int | None
    responsible: str
    due_on: date
    month: str


def outcomes_by_status(tx: Tx) -> Mapping[tuple[str, str], int]:
    """How many outcomes of each month stand in each status."""
    query = select(OutcomeRow.month, OutcomeRow.status, func.count()).group_by(OutcomeRow.month, OutcomeRow.status)
    return {(row[0], row[1]): row[2] for row in tx.session.execute(query)}


def outcomes_by_kind(tx: Tx, months: list[str]) -> Mapping[tuple[str, str], int]:
    """How many outcomes of each kind each month gave, waived and revoked ones left out."""
    query = select(OutcomeRow.month, OutcomeRow.kind, func.count()).where(OutcomeRow.month.in_(months))
    query = query.where(OutcomeRow.status.not_in(("waived", "revoked"))).group_by(OutcomeRow.month, OutcomeRow.kind)
    return {(row[0], row[1]): row[2] for row in tx.session.execute(query)}


def open_follow_ups(tx: Tx) -> list[OpenFollowUp]:
    """What is still owed, soonest first."""
    query = select(FollowUpRow.id, FollowUpRow.kind, OutcomeRow.employee_id, FollowUpRow.responsible, FollowUpRow.due_on, OutcomeRow.month)
    query = query.join(OutcomeRow, OutcomeRow.id == FollowUpRow.outcome_id).where(FollowUpRow.done_on.is_(None))
    return [OpenFollowUp(*row) for row in tx.session.execute(query.order_by(FollowUpRow.due_on, FollowUpRow.id))]


def unprinted_documents(tx: Tx) -> int:
    """How many valid papers were never printed."""
    query = select(func.count()).select_from(DocumentRow).where(DocumentRow.status == "issued", DocumentRow.prints == 0)
    return int(tx.session.execute(query).scalar_one())


def attended_share(tx: Tx, first: date, last: date) -> dict[date, Decimal]:
    """Share of half days attended of those entered (rest and holidays left out), day by day."""
    codes = [code.value for code in ATTENDED]
    free = ("rest", "holiday")
    row = AttendanceRow
    attended = func.sum(case((row.morning.in_(codes), 1), else_=0) + case((row.afternoon.in_(codes), 1), else_=0))
    entered = func.sum(case((row.morning.in_(free), 0), else_=1) + case((row.afternoon.in_(free), 0), else_=1))
    query = select(row.day, attended, entered).where(row.day.between(first, last)).group_by(row.day).order_by(row.day)
    return {day: Decimal(came) / Decimal(of) for day, came, of in tx.session.execute(query) if of}


def scores_of(tx: Tx, indicator: str, month: str) -> list[Decimal]:
    """All values of an indicator in a month."""
    query = select(ReadingRow.value).where(ReadingRow.indicator == indicator, ReadingRow.period == month)
    return sorted(tx.session.execute(query).scalars())
