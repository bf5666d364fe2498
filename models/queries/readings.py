"""Values of indicators: of some periods for the grid, and whole rows for writing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, select, true

from models.store import Tx
from models.tables.readings import ReadingRow

_FEW = 500
"""Up to so many agents are asked for by id; above, all are read."""


@dataclass(frozen=True)
class StoredReading:
    """One value as stored; `confirmed` names who confirmed a flagged one."""

    value: Decimal
    source: str
    confirmed: str


def _of(employee_ids: Collection[int]) -> ColumnElement[bool]:
    return ReadingRow.employee_id.in_(employee_ids) if len(employee_ids) <= _FEW else true()


def stored_readings(tx: Tx, periods: Collection[str], employee_ids: Collection[int]) -> dict[tuple[int, str, str], StoredReading]:
    """Values of those periods by (agent's id, indicator, period)."""
    row = ReadingRow
    columns = (row.employee_id, row.indicator, row.period, row.value, row.source, row.confirmed)
    query = select(*columns).where(row.period.in_(periods), _of(employee_ids))
    return {(r[0], r[1], r[2]): StoredReading(r[3], r[4], r[5]) for r in tx.session.execute(query)}


def history(tx: Tx, periods: Collection[str], employee_ids: Collection[int]) -> dict[tuple[int, str], list[tuple[str, Decimal]]]:
    """Values of those periods by (agent's id, indicator), oldest first; within one cadence the texts of periods sort by time."""
    row = ReadingRow
    query = select(row.employee_id, row.indicator, row.period, row.value).where(row.period.in_(periods), _of(employee_ids))
    found: dict[tuple[int, str], list[tuple[str, Decimal]]] = {}
    for employee_id, indicator, period, value in tx.session.execute(query.order_by(row.period)):
        found.setdefault((employee_id, indicator), []).append((period, value))
    return found


def reading_rows(tx: Tx, periods: Collection[str], employee_ids: Collection[int]) -> dict[tuple[int, str, str], dict[str, Any]]:
    """Complete rows by (agent's id, indicator, period), as bulk writes want them."""
    table = ReadingRow.__table__
    rows = tx.session.execute(select(*table.columns).where(table.c.period.in_(periods), _of(employee_ids)))
    return {(row.employee_id, row.indicator, row.period): dict(row._mapping) for row in rows}
