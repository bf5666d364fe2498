"""Versions of adopted schemes."""

from __future__ import annotations

from sqlalchemy import func, select

from models.store import Tx
from models.tables.schemes import SchemeDraftRow, SchemeFileRow, SchemeReadingRow, SchemeVersionRow


def scheme_versions(tx: Tx, scheme_id: str | None = None) -> list[SchemeVersionRow]:
    """Every version, by scheme and version number."""
    query = select(SchemeVersionRow).order_by(SchemeVersionRow.scheme_id, SchemeVersionRow.version)
    if scheme_id is not None:
        query = query.where(SchemeVersionRow.scheme_id == scheme_id)
    return list(tx.session.execute(query).scalars())


def next_version(tx: Tx, scheme_id: str) -> int:
    """The number that the next version of the scheme gets, from 1."""
    query = select(func.max(SchemeVersionRow.version)).where(SchemeVersionRow.scheme_id == scheme_id)
    return (tx.session.execute(query).scalar() or 0) + 1


def drafts(tx: Tx) -> list[SchemeDraftRow]:
    """Every draft, the one changed last first."""
    query = select(SchemeDraftRow).order_by(SchemeDraftRow.changed_at.desc(), SchemeDraftRow.id.desc())
    return list(tx.session.execute(query).scalars())


def files(tx: Tx, version_id: int) -> list[SchemeFileRow]:
    """The proofs of a version in the order they were added."""
    query = select(SchemeFileRow).where(SchemeFileRow.version_id == version_id).order_by(SchemeFileRow.id)
    return list(tx.session.execute(query).scalars())


def readings(tx: Tx, version_id: int) -> list[SchemeReadingRow]:
    """Who has read and signed a version."""
    return list(tx.session.execute(select(SchemeReadingRow).where(SchemeReadingRow.version_id == version_id)).scalars())
