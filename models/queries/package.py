"""Every table as plain rows, for handing the whole centre on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from models.store import Tx
from models.tables.base import Base, plain_value

_SECRET = ("_hash", "password", "secret")


def tables(tx: Tx, models: Iterable[type[Base]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Name and rows of every table, values as JSON can hold them; hashes of passwords and PINs stay out."""
    for model in sorted(models, key=lambda one: one.__tablename__):
        columns = [column for column in model.__table__.columns if not column.key.endswith(_SECRET)]
        found = tx.session.execute(select(*columns).order_by(*model.__table__.primary_key))
        yield model.__tablename__, [{name: plain_value(value) for name, value in row._mapping.items()} for row in found]
