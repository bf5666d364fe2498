"""Values of indicators of some periods and agents."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select, true

from models.store import Tx
from models.tables.readings import ReadingRow

_FEW = 500
"""Up to so many agents are asked for by id; above, all are read."""


class StoredReading(NamedTuple):
    """One value as stored; `confirmed` names who confirmed a flagged one. A tuple, because a grid holds tens of thousands."""

    value: Decimal
    source: str
    confirmed: str


def stored_readings(tx: Tx, periods: Collection[str], employee_ids: Collection[int]) -> dict[tuple[int, str], dict[str, StoredReading]]:
    """Values of those periods by (agent's id, indicator) and period, oldest first within one cadence."""
    row = ReadingRow
    of = row.employee_id.in_(employee_ids) if len(employee_ids) <= _FEW else true()
    columns = (row.employee_id, row.indicator, row.period, row.value, row.source, row.confirmed)
    query = select(*columns).where(row.period.in_(periods), of).order_by(row.period)
    found: dict[tuple[int, str], dict[str, StoredReading]] = {}
    for employee_id, indicator, period, value, source, confirmed in tx.session.execute(query):
        found.setdefault((employee_id, indicator), {})[period] = StoredReading(value, source, confirmed)
    return found
