"""Whole rows in bulk for imports and exports: plain dictionaries, as the bulk writes of the store want them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from models.store import Tx
from models.tables.attendance import AttendanceRow, PunchRow
from models.tables.base import Base
from models.tables.people import AssignmentRow, ClockNumberRow, EmployeeRow
from models.tables.readings import CallRow, ComplaintRow, NominationRow, ReadingRow, RecordingRow
from models.tables.work import SpotCheckRow, WorkCaseRow, WorkLogRow

PlainRow = dict[str, Any]
_CHUNK = 900


def _rows(tx: Tx, model: type[Base], *conditions: ColumnElement[bool]) -> list[PlainRow]:
    table = model.__table__
    query = select(*table.columns).where(*conditions).order_by(*table.primary_key)
    return [dict(row._mapping) for row in tx.session.execute(query)]


def _among(tx: Tx, model: type[Base], column: ColumnElement[Any], keys: Iterable[Any]) -> list[PlainRow]:
    wanted = sorted(set(keys))
    return [row for start in range(0, len(wanted), _CHUNK) for row in _rows(tx, model, column.in_(wanted[start : start + _CHUNK]))]


def employees(tx: Tx) -> list[PlainRow]:
    """Every agent, in order of entry."""
    return _rows(tx, EmployeeRow)


def assignments(tx: Tx) -> list[PlainRow]:
    """Every assignment of every agent."""
    return _rows(tx, AssignmentRow)


def clock_numbers(tx: Tx) -> dict[str, int]:
    """Number on the punch clock → agent's id."""
    return {row["clock_no"]: row["employee_id"] for row in _rows(tx, ClockNumberRow)}


def next_id(tx: Tx, model: type[EmployeeRow] | type[AssignmentRow] | type[NominationRow]) -> int:
    """The number that the next row may have."""
    return (tx.session.execute(select(func.max(model.id))).scalar() or 0) + 1


def attendance_between(tx: Tx, first: date, last: date) -> list[PlainRow]:
    """Days entered from first to last."""
    return _rows(tx, AttendanceRow, AttendanceRow.day.between(first, last))


def punches_between(tx: Tx, first: date, last: date) -> list[PlainRow]:
    """Stamps from the first day to the end of the last."""
    return _rows(tx, PunchRow, func.date(PunchRow.punched_at).between(first.isoformat(), last.isoformat()))


def readings_of(tx: Tx, periods: Iterable[str]) -> list[PlainRow]:
    """Readings of the periods."""
    return _among(tx, ReadingRow, ReadingRow.period.expression, periods)


def readings_of_indicators(tx: Tx, indicators: Iterable[str]) -> list[PlainRow]:
    """All readings of the indicators."""
    return _among(tx, ReadingRow, ReadingRow.indicator.expression, indicators)


def calls_by_id(tx: Tx, ids: Iterable[str]) -> list[PlainRow]:
    """Calls with those ids."""
    return _among(tx, CallRow, CallRow.call_id.expression, ids)


def calls_between(tx: Tx, first: date, last: date) -> list[PlainRow]:
    """Calls from the first day to the end of the last."""
    return _rows(tx, CallRow, func.date(CallRow.called_at).between(first.isoformat(), last.isoformat()))


def recordings(tx: Tx, first: date = date.min, last: date = date.max) -> list[PlainRow]:
    """Scored recordings of the days."""
    return _rows(tx, RecordingRow, RecordingRow.day.between(first, last))


def complaints(tx: Tx, first: date = date.min, last: date = date.max) -> list[PlainRow]:
    """Complaints of the days."""
    return _rows(tx, ComplaintRow, ComplaintRow.day.between(first, last))


def work_cases(tx: Tx, first: date = date.min, last: date = date.max) -> list[PlainRow]:
    """Cases that were open on any of the days."""
    row = WorkCaseRow
    return _rows(tx, row, row.opened_on <= last, or_(row.closed_on.is_(None), row.closed_on >= first))


def work_logs(tx: Tx, first: date = date.min, last: date = date.max) -> list[PlainRow]:
    """Work logs of the days."""
    return _rows(tx, WorkLogRow, WorkLogRow.day.between(first, last))


def spot_checks(tx: Tx, first: date = date.min, last: date = date.max) -> list[PlainRow]:
    """Spot checks of the days."""
    return _rows(tx, SpotCheckRow, SpotCheckRow.day.between(first, last))


def nominations(tx: Tx, periods: Sequence[str] = ()) -> list[PlainRow]:
    """Nominations, of the periods when any are given."""
    return _rows(tx, NominationRow, *([NominationRow.period.in_(periods)] if periods else []))
