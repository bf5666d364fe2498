"""The register of numbered papers and the receipts of notices."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from models.store import Tx
from models.tables.documents import DocumentRow, NoticeRow


def last_serial(tx: Tx, kind: str, year: int) -> int:
    """The highest serial given out in that series and year, 0 when none."""
    query = select(func.max(DocumentRow.serial)).where(DocumentRow.kind == kind, DocumentRow.year == year)
    return tx.session.execute(query).scalar() or 0


def document_by_number(tx: Tx, number: str) -> DocumentRow | None:
    """The paper with that number, or None."""
    return tx.session.execute(select(DocumentRow).where(DocumentRow.number == number)).scalar_one_or_none()


@dataclass(frozen=True)
class PaperName:
    """A paper by its number, and the one it replaces."""

    id: int
    number: str
    replaces_id: int | None


def paper_names(tx: Tx) -> list[PaperName]:
    """Every paper ever numbered."""
    return [PaperName(*row) for row in tx.session.execute(select(DocumentRow.id, DocumentRow.number, DocumentRow.replaces_id))]


@dataclass(frozen=True)
class PaperFile:
    """Where a paper's file must lie, and its digest ('' while it is not drawn)."""

    id: int
    year: int
    number: str
    sha256: str


def paper_files(tx: Tx) -> list[PaperFile]:
    """The file of every paper ever numbered, by series, year and serial."""
    query = select(DocumentRow.id, DocumentRow.year, DocumentRow.number, DocumentRow.sha256)
    return [PaperFile(*row) for row in tx.session.execute(query.order_by(DocumentRow.kind, DocumentRow.year, DocumentRow.serial))]


def documents(
    tx: Tx,
    *,
    ids: Collection[int] | None = None,
    month: str | None = None,
    months: Collection[str] | None = None,
    kind: str | None = None,
) -> list[DocumentRow]:
    """Papers that meet every given condition, by series, year and serial."""
    query = select(DocumentRow)
    if ids is not None:
        query = query.where(DocumentRow.id.in_(list(ids)))
    if months is not None:
        query = query.where(DocumentRow.period.in_(list(months)))
    if month is not None:
        query = query.where(DocumentRow.period == month)
    if kind is not None:
        query = query.where(DocumentRow.kind == kind)
    return list(tx.session.execute(query.order_by(DocumentRow.kind, DocumentRow.year, DocumentRow.serial)).scalars())


def notices(
    tx: Tx, *, document_ids: Collection[int] | None = None, outcome_ids: Collection[int] | None = None, employee_id: int | None = None
) -> list[NoticeRow]:
    """Receipts that meet every given condition, in the order of issue."""
    query = select(NoticeRow)
    if document_ids is not None:
        query = query.where(NoticeRow.document_id.in_(list(document_ids)))
    if outcome_ids is not None:
        query = query.where(NoticeRow.outcome_id.in_(list(outcome_ids)))
    if employee_id is not None:
        query = query.where(NoticeRow.employee_id == employee_id)
    return list(tx.session.execute(query.order_by(NoticeRow.id)).scalars())
