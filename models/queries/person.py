"""Everything stored about one agent, table by table, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from models.store import Tx
from models.tables.base import Base, plain_value
from models.tables.decisions import AppealEventRow, AppealRow, CorrectionRow, FollowUpRow, OutcomeRow
from models.tables.growth import CandidateRow, ElectionRow, TrainingPlaceRow, TrainingRow
from models.tables.people import EmployeeRow
from models.tables.work import CaseStepRow, WorkCaseRow

PlainRow = dict[str, Any]
HANGS_ON: tuple[tuple[type[Base], str, type[Base], str], ...] = (
    (CorrectionRow, "outcome_id", OutcomeRow, "id"),
    (FollowUpRow, "outcome_id", OutcomeRow, "id"),
    (AppealEventRow, "appeal_id", AppealRow, "id"),
    (CaseStepRow, "case_number", WorkCaseRow, "number"),
    (TrainingRow, "id", TrainingPlaceRow, "training_id"),
    (ElectionRow, "id", CandidateRow, "election_id"),
)
"""Tables that name no agent, and by which column they belong to one that does."""


def references(model: type[Base], table: str) -> list[ColumnElement[Any]]:
    """The columns of a table that point to the other one."""
    return [column for column in model.__table__.columns if any(key.column.table.name == table for key in column.foreign_keys)]


def stored_about(tx: Tx, models: Iterable[type[Base]], employee_id: int) -> dict[str, list[PlainRow]]:
    """Rows by table: the agent's own, those that name the agent, those that hang on them; without PIN and ids of other agents."""
    found = {EmployeeRow.__tablename__: _rows(tx, EmployeeRow, EmployeeRow.id == employee_id)}
    for model in models:
        naming = references(model, EmployeeRow.__tablename__)
        if naming:
            keys = {str(column.key) for column in naming}
            rows = _rows(tx, model, or_(*(column == employee_id for column in naming)))
            found[model.__tablename__] = [
                {name: None if name in keys and value != employee_id else value for name, value in row.items()} for row in rows
            ]
    for model, column, through, key in HANGS_ON:
        wanted = {row[key] for row in found[through.__tablename__]}
        found[model.__tablename__] = [row for row in _rows(tx, model) if row[column] in wanted] if wanted else []
    return {table: rows for table, rows in sorted(found.items()) if rows}


def _rows(tx: Tx, model: type[Base], *conditions: ColumnElement[bool]) -> list[PlainRow]:
    columns = [column for column in model.__table__.columns if not column.key.endswith("_hash")]
    rows = tx.session.execute(select(*columns).where(*conditions).order_by(*model.__table__.primary_key))
    return [{name: plain_value(value) for name, value in row._mapping.items()} for row in rows]
