"""Outcomes after a close: the rows, their follow-ups, and the points posted for them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from models.store import Tx
from models.tables.decisions import FollowUpRow, OutcomeRow, PointsEntryRow


def outcome_rows(
    tx: Tx,
    *,
    month: str | None = None,
    ids: Collection[int] | None = None,
    rule: str | None = None,
    employee_id: int | None = None,
    statuses: Collection[str] | None = None,
) -> list[OutcomeRow]:
    """Outcomes that meet every given condition, in the contract's order: scheme, rule, period, rank, agent."""
    query = select(OutcomeRow)
    if month is not None:
        query = query.where(OutcomeRow.month == month)
    if ids is not None:
        query = query.where(OutcomeRow.id.in_(list(ids)))
    if rule is not None:
        query = query.where(OutcomeRow.rule == rule)
    if employee_id is not None:
        query = query.where(OutcomeRow.employee_id == employee_id)
    if statuses is not None:
        query = query.where(OutcomeRow.status.in_(list(statuses)))
    order = (OutcomeRow.scheme_id, OutcomeRow.rule, OutcomeRow.period, func.coalesce(OutcomeRow.rank, 1_000_000), OutcomeRow.id)
    return list(tx.session.execute(query.order_by(*order)).scalars())


def open_follow_ups(tx: Tx, outcome_id: int) -> list[FollowUpRow]:
    """What is still owed after an outcome."""
    query = select(FollowUpRow).where(FollowUpRow.outcome_id == outcome_id, FollowUpRow.done_on.is_(None))
    return list(tx.session.execute(query.order_by(FollowUpRow.id)).scalars())


def points_entries(tx: Tx, outcome_id: int) -> list[PointsEntryRow]:
    """The ledger lines of an outcome, oldest first."""
    query = select(PointsEntryRow).where(PointsEntryRow.outcome_id == outcome_id).order_by(PointsEntryRow.id)
    return list(tx.session.execute(query).scalars())
