"""The operation log as far as it touches one case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import and_, or_, select

from models import oplog
from models.domain.errors import Message
from models.store import Tx
from models.tables.base import Base, to_json
from models.tables.decisions import (
    AppealEventRow,
    AppealRow,
    CorrectionRow,
    FollowUpRow,
    OutcomeRow,
    PointsEntryRow,
)
from models.tables.documents import DocumentRow, NoticeRow
from models.tables.log import OperationRow, RowChangeRow


def case_operations(tx: Tx, outcome_id: int) -> list[OperationRow]:
    """Every write that touched the outcome, its papers, receipts, appeals, corrections, points and follow-ups, oldest first."""
    keys = _keys(tx, outcome_id)
    named = [
        and_(RowChangeRow.table_name == table, RowChangeRow.row_key.in_([to_json([key]) for key in ids])) for table, ids in keys.items()
    ]
    touching = select(RowChangeRow.operation_id).where(or_(*named))
    return list(tx.session.execute(select(OperationRow).where(OperationRow.id.in_(touching)).order_by(OperationRow.id)).scalars())


def log_findings(tx: Tx) -> list[Message]:
    """What is wrong with the chain of the whole log; empty when it is whole."""
    return list(oplog.findings(tx.session))


def case_documents(tx: Tx, outcome_id: int) -> list[DocumentRow]:
    """The papers about one outcome alone, and those of its appeals, in the order of issue."""
    appeals = select(AppealRow.id).where(AppealRow.outcome_id == outcome_id)
    query = select(DocumentRow).where(or_(DocumentRow.outcome_id == outcome_id, DocumentRow.appeal_id.in_(appeals)))
    return list(tx.session.execute(query.order_by(DocumentRow.id)).scalars())


def _keys(tx: Tx, outcome_id: int) -> Mapping[str, Iterable[int]]:
    owned: tuple[type[Base], ...] = (CorrectionRow, FollowUpRow, PointsEntryRow, NoticeRow, AppealRow)
    found: dict[str, list[int]] = {OutcomeRow.__tablename__: [outcome_id]}
    for model in owned:
        columns = model.__table__.c
        found[model.__tablename__] = list(tx.session.execute(select(columns.id).where(columns.outcome_id == outcome_id)).scalars())
    appeals = AppealEventRow.appeal_id.in_(found[AppealRow.__tablename__])
    found[AppealEventRow.__tablename__] = list(tx.session.execute(select(AppealEventRow.id).where(appeals)).scalars())
    found[DocumentRow.__tablename__] = [document.id for document in case_documents(tx, outcome_id)]
    return {table: ids for table, ids in found.items() if ids}
