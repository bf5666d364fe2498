"""What verification counts and compares."""

from __future__ import annotations

from sqlalchemy import func, select

from models.queries import growth, people
from models.store import Tx
from models.tables.decisions import AppealRow, FollowUpRow, OutcomeRow, PointsEntryRow
from models.tables.documents import DocumentRow
from models.tables.log import SettingRow
from models.tables.people import EmployeeRow
from models.tables.schemes import SchemeFileRow


def document_series(tx: Tx) -> list[tuple[str, int, int, int]]:
    """Kind, year, how many numbers, the highest number."""
    query = select(DocumentRow.kind, DocumentRow.year, func.count(), func.max(DocumentRow.serial)).group_by(
        DocumentRow.kind, DocumentRow.year
    )
    return [(row[0], row[1], row[2], row[3]) for row in tx.session.execute(query)]


def negative_balances(tx: Tx) -> list[tuple[str, int]]:
    """Employee number and balance of every agent whose points sum up below zero."""
    total = func.sum(PointsEntryRow.points)
    query = select(EmployeeRow.employee_no, total).join(PointsEntryRow, PointsEntryRow.employee_id == EmployeeRow.id)
    return [(row[0], row[1]) for row in tx.session.execute(query.group_by(EmployeeRow.employee_no).having(total < 0))]


def drawn_documents(tx: Tx) -> list[DocumentRow]:
    """Every paper whose file was stored."""
    return list(tx.session.execute(select(DocumentRow).where(DocumentRow.sha256 != "").order_by(DocumentRow.id)).scalars())


def attachment_digests(tx: Tx) -> set[str]:
    """SHA-256 of every attachment that a record names."""
    found: set[str] = set()
    for column in (OutcomeRow.evidence, AppealRow.evidence, FollowUpRow.evidence):
        for evidence in tx.session.execute(select(column)).scalars():
            found |= {item["sha256"] for item in evidence or ()}
    images = select(SettingRow.value).where(SettingRow.key.in_(("logo", "seal")))
    found |= set(tx.session.execute(select(SchemeFileRow.sha256)).scalars())
    found |= set(people.photos(tx).values())
    found |= growth.evidence(tx)
    return found | {value for value in tx.session.execute(images).scalars() if value}
