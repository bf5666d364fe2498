"""Every table as plain rows, for handing the whole centre on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from models.store import Tx
from models.tables.base import Base, plain_value, to_json
from models.tables.log import RowChangeRow

_HASHED = "$argon2"
_SECRET = ("_hash", "password", "secret")


def tables(tx: Tx, models: Iterable[type[Base]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Name and rows of every table, values as JSON can hold them; hashes of passwords, PINs and the recovery key stay out."""
    for model in sorted(models, key=lambda one: one.__tablename__):
        columns = [column for column in model.__table__.columns if not column.key.endswith(_SECRET)]
        found = tx.session.execute(select(*columns).order_by(*model.__table__.primary_key))
        rows = [_plain({name: plain_value(value) for name, value in row._mapping.items()}) for row in found]
        yield model.__tablename__, [_without_secrets(row) for row in rows] if model is RowChangeRow else rows


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not (isinstance(value, str) and value.startswith(_HASHED))}


def _without_secrets(change: Mapping[str, Any]) -> dict[str, Any]:
    """A change whose images hold no hash of a password, a PIN or the recovery key."""
    return {name: _cleaned(value) if name in ("before", "after") else value for name, value in change.items()}


def _cleaned(image: str | None) -> str | None:
    if image is None or not any(word in image for word in (*_SECRET, _HASHED)):
        return image
    return to_json(_plain({name: value for name, value in json.loads(image).items() if not name.endswith(_SECRET)}))
