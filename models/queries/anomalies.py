"""Counts that contradict the attendance sheet, and findings that somebody let stand."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import func, select

from models.store import Tx
from models.tables.readings import CallRow, LookedAtRow


def answered_calls(tx: Tx, first: date, last: date) -> dict[tuple[int, date], int]:
    """Calls answered by agent's id and day."""
    row = CallRow
    day = func.date(row.called_at)
    span = (datetime.combine(first, time.min), datetime.combine(last, time.max))
    query = select(row.employee_id, day, func.count()).where(row.answered, row.called_at.between(*span)).group_by(row.employee_id, day)
    return {(employee_id, date.fromisoformat(on)): count for employee_id, on, count in tx.session.execute(query)}


def calls_at_once(tx: Tx, first: date, last: date) -> list[tuple[int, datetime, int]]:
    """Agent's id and moment at which the log has several answered calls, and how many."""
    row = CallRow
    span = (datetime.combine(first, time.min), datetime.combine(last, time.max))
    query = select(row.employee_id, row.called_at, func.count()).where(row.answered, row.called_at.between(*span))
    found = tx.session.execute(query.group_by(row.employee_id, row.called_at).having(func.count() > 1))
    return [(employee_id, moment, count) for employee_id, moment, count in found]


def looked_at(tx: Tx, period: str) -> set[str]:
    """Keys of the period's findings that somebody let stand."""
    return set(tx.session.execute(select(LookedAtRow.key).where(LookedAtRow.period == period)).scalars())
