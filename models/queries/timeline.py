"""Everything stored about one agent, as the time line tells it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.base import Base, to_json
from models.tables.decisions import AppealRow, CorrectionRow, OutcomeRow, PointsEntryRow
from models.tables.documents import DocumentRow, NoticeRow
from models.tables.log import OperationRow, RowChangeRow
from models.tables.people import EmployeeRow
from models.tables.readings import ComplaintRow, NominationRow, ReadingRow, RecordingRow

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Story:
    """All rows of one agent that the time line is made of, unsorted."""

    attendance: list[AttendanceRow]
    readings: list[ReadingRow]
    complaints: list[ComplaintRow]
    recordings: list[RecordingRow]
    nominations: list[NominationRow]
    outcomes: list[OutcomeRow]
    corrections: list[CorrectionRow]
    appeals: list[AppealRow]
    points: list[PointsEntryRow]
    documents: list[DocumentRow]
    notices: list[NoticeRow]


def story(tx: Tx, employee_id: int) -> Story:
    """The rows of one agent, each table read once."""
    outcomes = _of(tx, OutcomeRow, employee_id)
    query = select(CorrectionRow).join(OutcomeRow, OutcomeRow.id == CorrectionRow.outcome_id)
    corrections = tx.session.execute(query.where(OutcomeRow.employee_id == employee_id).order_by(CorrectionRow.id)).scalars()
    return Story(
        _of(tx, AttendanceRow, employee_id),
        _of(tx, ReadingRow, employee_id),
        _of(tx, ComplaintRow, employee_id),
        _of(tx, RecordingRow, employee_id),
        _of(tx, NominationRow, employee_id),
        outcomes,
        list(corrections),
        _of(tx, AppealRow, employee_id),
        _of(tx, PointsEntryRow, employee_id),
        _of(tx, DocumentRow, employee_id),
        _of(tx, NoticeRow, employee_id),
    )


def _of(tx: Tx, model: type[Row], employee_id: int) -> list[Row]:
    owner: Any = model.__table__.c.employee_id
    return list(tx.session.execute(select(model).where(owner == employee_id)).scalars())


def leaving_reason(tx: Tx, employee_id: int) -> str:
    """The reason noted in the log when the leaving date was last entered, '' when none was (an imported roster has none)."""
    query = (
        select(OperationRow.why, RowChangeRow.before, RowChangeRow.after)
        .join(RowChangeRow, RowChangeRow.operation_id == OperationRow.id)
        .where(RowChangeRow.table_name == EmployeeRow.__tablename__, RowChangeRow.row_key == to_json([employee_id]))
        .order_by(RowChangeRow.id.desc())
    )
    for why, before, after in tx.session.execute(query):
        if after and (left := json.loads(after)["left_on"]) and left != (json.loads(before)["left_on"] if before else None):
            return str(why)
    return ""
