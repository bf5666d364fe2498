"""Appeals with what they are about, their steps, and the notices against which an appeal may be filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from models.store import Tx
from models.tables.decisions import AppealEventRow, AppealRow, OutcomeRow
from models.tables.documents import DocumentRow, NoticeRow
from models.tables.people import EmployeeRow


@dataclass(frozen=True)
class NoticeRecord:
    """One agent's receipt of a notice, with the paper, the outcome that it tells of, and the agent."""

    notice: NoticeRow
    document: DocumentRow
    outcome: OutcomeRow
    employee: EmployeeRow


@dataclass(frozen=True)
class AppealRecord(NoticeRecord):
    """An appeal with the notice that it is against."""

    appeal: AppealRow


def notices(tx: Tx, *, number: str | None = None, employee_no: str | None = None) -> list[NoticeRecord]:
    """Notices, of one number or one agent when given, in the order of issue."""
    query = _joined(NoticeRow, DocumentRow, OutcomeRow, EmployeeRow)
    if number is not None:
        query = query.where(DocumentRow.number == number)
    if employee_no is not None:
        query = query.where(EmployeeRow.employee_no == employee_no)
    return [NoticeRecord(*row) for row in tx.session.execute(query.order_by(NoticeRow.id))]


def appeals(tx: Tx, *, case_no: str | None = None, employee_no: str | None = None, outcome_id: int | None = None) -> list[AppealRecord]:
    """Appeals that meet every given condition, in the order of filing."""
    query = _joined(NoticeRow, DocumentRow, OutcomeRow, EmployeeRow, AppealRow)
    query = query.join(AppealRow, AppealRow.notice_id == NoticeRow.id)
    if case_no is not None:
        query = query.where(AppealRow.case_no == case_no)
    if employee_no is not None:
        query = query.where(EmployeeRow.employee_no == employee_no)
    if outcome_id is not None:
        query = query.where(AppealRow.outcome_id == outcome_id)
    return [AppealRecord(*row) for row in tx.session.execute(query.order_by(AppealRow.id))]


def events(tx: Tx, appeal_id: int) -> list[AppealEventRow]:
    """The steps of an appeal's life, oldest first."""
    query = select(AppealEventRow).where(AppealEventRow.appeal_id == appeal_id).order_by(AppealEventRow.id)
    return list(tx.session.execute(query).scalars())


def papers(tx: Tx, appeal: AppealRow) -> list[DocumentRow]:
    """The papers of an appeal and the notices of its outcome, in the order of issue."""
    query = select(DocumentRow).where((DocumentRow.appeal_id == appeal.id) | (DocumentRow.outcome_id == appeal.outcome_id))
    return list(tx.session.execute(query.order_by(DocumentRow.id)).scalars())


def _joined(*entities: Any) -> Select[*tuple[Any, ...]]:
    query = select(*entities).select_from(NoticeRow).join(DocumentRow, DocumentRow.id == NoticeRow.document_id)
    query = query.join(OutcomeRow, OutcomeRow.id == NoticeRow.outcome_id)
    return query.join(EmployeeRow, EmployeeRow.id == NoticeRow.employee_id)
