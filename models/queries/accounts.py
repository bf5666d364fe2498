"""Accounts of the workspace."""

from __future__ import annotations

from sqlalchemy import select

from models.store import Tx
from models.tables.accounts import AccountRow


def accounts(tx: Tx) -> list[AccountRow]:
    """Every account, oldest first."""
    return list(tx.session.execute(select(AccountRow).order_by(AccountRow.id)).scalars())


def account_named(tx: Tx, name: str) -> AccountRow | None:
    """The account of that name; spaces around it and letter case do not matter."""
    wanted = name.strip().casefold()
    return next((row for row in accounts(tx) if row.name.casefold() == wanted), None)
