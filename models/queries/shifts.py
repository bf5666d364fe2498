"""Shifts, cycles and who works which, as plain rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from models.store import Tx
from models.tables.base import Base
from models.tables.shifts import ShiftDayRow, ShiftDefaultRow, ShiftPatternRow, ShiftRow

PlainRow = dict[str, Any]
_FEW = 500
"""Up to so many agents are asked for by id; above, all are read."""


def _rows(tx: Tx, model: type[Base], *conditions: ColumnElement[bool]) -> list[PlainRow]:
    table = model.__table__
    return [dict(row._mapping) for row in tx.session.execute(select(*table.columns).where(*conditions).order_by(*table.primary_key))]


def shifts(tx: Tx) -> list[PlainRow]:
    """Every shift by code."""
    return _rows(tx, ShiftRow)


def patterns(tx: Tx) -> list[PlainRow]:
    """Every cycle by code."""
    return _rows(tx, ShiftPatternRow)


def defaults(tx: Tx, employee_ids: Collection[int] | None = None) -> list[PlainRow]:
    """What agents work from which date on, in order of date."""
    few = employee_ids is not None and len(employee_ids) <= _FEW
    return _rows(tx, ShiftDefaultRow, *([ShiftDefaultRow.employee_id.in_(employee_ids or ())] if few else []))


def days(tx: Tx, first: date, last: date, employee_ids: Collection[int] | None = None) -> list[PlainRow]:
    """Single days that differ, from first to last."""
    few = employee_ids is not None and len(employee_ids) <= _FEW
    among = [ShiftDayRow.employee_id.in_(employee_ids or ())] if few else []
    return _rows(tx, ShiftDayRow, ShiftDayRow.day.between(first, last), *among)


def is_used(tx: Tx, code: str) -> bool:
    """An agent or a cycle works the shift or cycle."""
    for model in (ShiftDefaultRow, ShiftDayRow):
        if tx.session.execute(select(model.employee_id).where(model.shift == code).limit(1)).first():
            return True
    return any(code in row["days"] for row in patterns(tx))
