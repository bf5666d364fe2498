"""Objections of third persons to public lists."""

from __future__ import annotations

from sqlalchemy import select

from models.store import Tx
from models.tables.decisions import ObjectionRow


def objections(tx: Tx) -> list[ObjectionRow]:
    """Every objection, oldest first."""
    return list(tx.session.execute(select(ObjectionRow).order_by(ObjectionRow.id)).scalars())
