"""The points ledger, the shop and its redemptions."""

from __future__ import annotations

from sqlalchemy import func, select

from models.store import Tx
from models.tables.decisions import PointsEntryRow, RedemptionRow, ShopItemRow


def balances(tx: Tx) -> dict[int, int]:
    """Balance by agent: the sum of the ledger."""
    query = select(PointsEntryRow.employee_id, func.sum(PointsEntryRow.points)).group_by(PointsEntryRow.employee_id)
    return {row[0]: row[1] for row in tx.session.execute(query)}


def balance(tx: Tx, employee_id: int) -> int:
    """One agent's balance."""
    query = select(func.coalesce(func.sum(PointsEntryRow.points), 0)).where(PointsEntryRow.employee_id == employee_id)
    return int(tx.session.execute(query).scalar_one())


def entries(tx: Tx, employee_id: int | None = None) -> list[PointsEntryRow]:
    """Lines of the ledger, oldest first."""
    query = select(PointsEntryRow).order_by(PointsEntryRow.id)
    if employee_id is not None:
        query = query.where(PointsEntryRow.employee_id == employee_id)
    return list(tx.session.execute(query).scalars())


def shop_items(tx: Tx) -> list[ShopItemRow]:
    """Every gift, those out of the shop too."""
    return list(tx.session.execute(select(ShopItemRow).order_by(ShopItemRow.price, ShopItemRow.id)).scalars())


def redemptions(tx: Tx) -> list[RedemptionRow]:
    """Every redemption, newest first."""
    return list(tx.session.execute(select(RedemptionRow).order_by(RedemptionRow.id.desc())).scalars())
