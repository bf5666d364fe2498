"""What data a centre has, for the cards of the library."""

from __future__ import annotations

from sqlalchemy import select

from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.readings import ComplaintRow, NominationRow, ReadingRow, RecordingRow
from models.tables.work import SpotCheckRow, WorkCaseRow, WorkLogRow

_TABLES = {
    "attendance": AttendanceRow.employee_id,
    "readings": ReadingRow.indicator,
    "complaints": ComplaintRow.number,
    "recordings": RecordingRow.number,
    "nominations": NominationRow.id,
    "work_logs": WorkLogRow.employee_id,
    "work_cases": WorkCaseRow.number,
    "spot_checks": SpotCheckRow.id,
}


def kinds_of_data(tx: Tx) -> frozenset[str]:
    """Which kinds of data have at least one record."""
    return frozenset(name for name, column in _TABLES.items() if tx.session.execute(select(column).limit(1)).first() is not None)


def months_with_readings(tx: Tx) -> list[str]:
    """Months that have indicator values, latest first."""
    texts = tx.session.execute(select(ReadingRow.period).distinct()).scalars()
    return sorted((text for text in texts if len(text) == 7 and text[5].isdigit()), reverse=True)
