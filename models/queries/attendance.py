"""Days, punches and marks of the calendar as the attendance sheet needs them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select

from models.domain.attendance import ATTENDED, Code, DayMark
from models.domain.period import Period
from models.store import Tx
from models.tables.attendance import AttendanceRow, PunchRow

_FEW = 500
"""Up to so many agents are asked for by id; above, the whole month is read."""


@dataclass(frozen=True)
class StoredDay:
    """One agent's day as stored; `source` is hand, import or punches."""

    day: date
    mark: DayMark
    source: str
    note: str


def stored_days(tx: Tx, month: Period, employee_ids: Collection[int]) -> dict[int, dict[date, StoredDay]]:
    """What is entered for the agents in the month: agent's id → day → entry."""
    row = AttendanceRow
    columns = (row.employee_id, row.day, row.morning, row.afternoon, row.late_minutes, row.early_minutes, row.overtime_hours,
               row.source, row.note)  # fmt: skip
    query = select(*columns).where(row.day.between(month.first, month.last))
    if len(employee_ids) <= _FEW:
        query = query.where(row.employee_id.in_(employee_ids))
    marks: dict[tuple[str, str, int, int, Decimal], DayMark] = {}
    found: dict[int, dict[date, StoredDay]] = {}
    for employee_id, day, morning, afternoon, late, early, overtime, source, note in tx.session.execute(query):
        key = (morning, afternoon, late, early, overtime)
        if key not in marks:
            marks[key] = DayMark(Code(morning), Code(afternoon), late, early, overtime)
        found.setdefault(employee_id, {})[day] = StoredDay(day, marks[key], source, note)
    return found


def attended(tx: Tx, month: Period, employee_ids: Collection[int]) -> set[int]:
    """Ids of those agents with half a day or more attended in the month."""
    row, codes = AttendanceRow, [code.value for code in ATTENDED]
    query = select(row.employee_id).where(row.day.between(month.first, month.last), or_(row.morning.in_(codes), row.afternoon.in_(codes)))
    if len(employee_ids) <= _FEW:
        query = query.where(row.employee_id.in_(employee_ids))
    return set(tx.session.execute(query.distinct()).scalars())


def attendance_rows(tx: Tx, days: Collection[date], employee_ids: Collection[int]) -> dict[tuple[int, date], dict[str, Any]]:
    """Complete rows of the agents on those days (of one month), as bulk writes want them, by agent's id and day."""
    table = AttendanceRow.__table__
    query = select(*table.columns).where(table.c.day.in_(days))
    if len(employee_ids) <= _FEW:
        query = query.where(table.c.employee_id.in_(employee_ids))
    return {(row.employee_id, row.day): dict(row._mapping) for row in tx.session.execute(query)}


def punches(tx: Tx, first: date, last: date, employee_ids: Collection[int] | None = None) -> dict[int, list[datetime]]:
    """Stamps from the first day to the end of the last by agent's id, in order of time."""
    row = PunchRow
    span = (datetime.combine(first, time.min), datetime.combine(last, time.max))
    query = select(row.employee_id, row.punched_at).where(row.punched_at.between(*span)).order_by(row.punched_at)
    if employee_ids is not None and len(employee_ids) <= _FEW:
        query = query.where(row.employee_id.in_(employee_ids))
    found: dict[int, list[datetime]] = {}
    for employee_id, moment in tx.session.execute(query):
        found.setdefault(employee_id, []).append(moment)
    return found
