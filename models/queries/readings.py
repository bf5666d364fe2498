"""Values of indicators of some periods and agents."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select, true

from models.store import Tx
from models.tables.readings import ReadingRow

_FEW = 500
"""Up to so many agents are asked for by id; above, all are read."""
_COLUMNS = ReadingRow.__table__.c
"""Plain columns: a grid's tens of thousands of rows need nothing of the mapper."""


class StoredReading(NamedTuple):
    """One value as stored; `confirmed` names who confirmed a flagged one."""

    value: Decimal
    source: str
    confirmed: str


def stored_readings(tx: Tx, periods: Collection[str], employee_ids: Collection[int]) -> dict[tuple[int, str], dict[str, StoredReading]]:
    """Values of those periods by (agent's id, indicator) and period, oldest first within one cadence."""
    columns = _COLUMNS.employee_id, _COLUMNS.indicator, _COLUMNS.period, _COLUMNS.value, _COLUMNS.source, _COLUMNS.confirmed
    found: dict[tuple[int, str], dict[str, StoredReading]] = {}
    for employee_id, indicator, period, value, source, confirmed in tx.session.execute(_chosen(columns, periods, employee_ids)):
        found.setdefault((employee_id, indicator), {})[period] = StoredReading(value, source, confirmed)
    return found


def values(tx: Tx, periods: Collection[str], employee_ids: Collection[int]) -> dict[tuple[int, str], dict[str, Decimal]]:
    """The same, the bare values."""
    columns = _COLUMNS.employee_id, _COLUMNS.indicator, _COLUMNS.period, _COLUMNS.value
    found: dict[tuple[int, str], dict[str, Decimal]] = {}
    for employee_id, indicator, period, value in tx.session.execute(_chosen(columns, periods, employee_ids)).all():
        found.setdefault((employee_id, indicator), {})[period] = value
    return found


def _chosen(columns: Sequence[ColumnElement[Any]], periods: Collection[str], employee_ids: Collection[int]) -> Select[Any]:
    of = _COLUMNS.employee_id.in_(employee_ids) if len(employee_ids) <= _FEW else true()
    return select(*columns).where(_COLUMNS.period.in_(periods), of).order_by(_COLUMNS.period)
