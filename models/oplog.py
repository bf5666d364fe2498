"""The operation log: images of changed rows, the hash chain over entries, and what undo and redo would do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from models.domain.errors import N_, Message
from models.domain.ops import UNDOABLE, Op, UndoInfo
from models.tables.base import Base, Versioned, completed, image_columns, key_columns, plain_value, row_key, stored_value, to_json
from models.tables.log import OperationRow, RowChangeRow

GENESIS = "0" * 64
_KEEP_CHANGE = "INSERT INTO row_change (operation_id, table_name, row_key, before, after) VALUES (?, ?, ?, ?, ?)"
"""Plain texts in bulk: an import keeps tens of thousands, which Core would bind one by one."""
_UNDO_DEPTH = 500
"""How many log entries back undo looks."""


@dataclass(frozen=True)
class Change:
    """One row's image before and after, as canonical JSON text; None where the row did not exist."""

    table: str
    key: str
    before: str | None
    after: str | None


def entry_hash(previous: str, fields: dict[str, Any], changes: Iterable[Change]) -> str:
    """Hash of one entry: the hash before it, its fields, its row images in order."""
    digest = hashlib.sha256(previous.encode())
    digest.update(to_json(fields).encode())
    for change in changes:
        for part in (change.table, change.key, change.before, change.after):
            digest.update(b"-" if part is None else f"{len(part)}:{part}".encode())  # the length says where a part ends
    return digest.hexdigest()


def entry_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The hashed fields of an entry."""
    return {name: plain_value(entry[name]) for name in ("id", "at", "who", "op", "why", "note", "undoes")}


def append(connection: Connection, fields: dict[str, Any], changes: list[Change]) -> int:
    """Write the entry with its row images behind the last one; returns its number."""
    last = connection.execute(select(OperationRow.id, OperationRow.hash).order_by(OperationRow.id.desc()).limit(1)).first()
    number, previous = (last.id + 1, last.hash) if last else (1, GENESIS)
    entry = {**fields, "id": number}
    entry |= {"previous_hash": previous, "hash": entry_hash(previous, entry_fields(entry), changes)}
    connection.execute(OperationRow.__table__.insert(), [entry])  # type: ignore[attr-defined]
    if changes:
        connection.exec_driver_sql(_KEEP_CHANGE, [(number, c.table, c.key, c.before, c.after) for c in changes])
    connection.exec_driver_sql(f"PRAGMA user_version = {number}")  # tells when the last entries are cut off
    return number


def changes_of(session: Session, operation_id: int) -> list[Change]:
    """The row images of one entry in the order they were written."""
    columns = (RowChangeRow.table_name, RowChangeRow.row_key, RowChangeRow.before, RowChangeRow.after)
    rows = session.execute(select(*columns).where(RowChangeRow.operation_id == operation_id).order_by(RowChangeRow.id))
    return [Change(*row) for row in rows]


def undo_targets(session: Session) -> tuple[OperationRow | None, OperationRow | None]:
    """The entries that undo and redo would reverse now."""
    query = select(OperationRow).order_by(OperationRow.id.desc()).limit(_UNDO_DEPTH)
    undo: list[OperationRow] = []
    redo: list[OperationRow] = []
    for entry in reversed(session.execute(query).scalars().all()):
        op = Op(entry.op)
        if op in UNDOABLE:
            undo.append(entry)
            redo.clear()
        elif op is Op.UNDO:
            undo = [e for e in undo if e.id != entry.undoes]
            redo.append(entry)
        elif op is Op.REDO:
            redo = [e for e in redo if e.id != entry.undoes]
            undo.append(entry)
    return (undo[-1] if undo else None), (redo[-1] if redo else None)


def undo_info(session: Session) -> UndoInfo:
    """Names and notes of what undo and redo would do; the original edit is named, not the undo of it."""
    undo, redo = undo_targets(session)
    first, second = _origin(session, undo), _origin(session, redo)
    return UndoInfo(
        Op(first.op) if first else None, first.note if first else "", Op(second.op) if second else None, second.note if second else ""
    )


def _origin(session: Session, entry: OperationRow | None) -> OperationRow | None:
    while entry is not None and entry.undoes is not None:
        entry = session.get(OperationRow, entry.undoes)
    return entry


def first_op(session: Session, entry: OperationRow) -> Op:
    """The edit that an entry, or the chain of undos and redos behind it, is about."""
    origin = _origin(session, entry)
    assert origin is not None
    return Op(origin.op)


def findings(session: Session) -> Iterator[Message]:
    """Walk the whole chain and name each entry that was changed, removed or reordered."""
    previous, expected = GENESIS, 1
    by_entry: dict[int, list[Change]] = {}
    columns = (RowChangeRow.operation_id, RowChangeRow.table_name, RowChangeRow.row_key, RowChangeRow.before, RowChangeRow.after)
    for number, table, key, *images in session.execute(select(*columns).order_by(RowChangeRow.operation_id, RowChangeRow.id)):
        by_entry.setdefault(number, []).append(Change(str(table), str(key), *(image if image is None else str(image) for image in images)))
    for entry in stored_rows(session, OperationRow, OperationRow.id):
        number = entry["id"]
        if number != expected:
            yield Message(N_("Operation log: entries {first} to {last} are missing."), {"first": expected, "last": number - 1})
        elif entry["previous_hash"] != previous:
            yield Message(N_("Operation log: entry {number} does not follow the one before it."), {"number": number})
        if entry_hash(str(entry["previous_hash"]), entry_fields(entry), by_entry.pop(number, [])) != entry["hash"]:
            yield Message(N_("Operation log: entry {number} was changed after it was written."), {"number": number})
        previous, expected = entry["hash"], number + 1
    if by_entry:
        yield Message(N_("Operation log: row images without an entry ({numbers})."), {"numbers": ", ".join(map(str, sorted(by_entry)))})
    written = session.connection().exec_driver_sql("PRAGMA user_version").scalar_one()
    if written != expected - 1:
        yield Message(
            N_("Operation log: it ends with entry {last}, but {written} were written."), {"last": expected - 1, "written": written}
        )


def state_findings(session: Session, models: Iterable[type[Base]]) -> Iterator[Message]:
    """Compare every logged row as it stands with its last image in the log: finds any byte changed behind the program's back."""
    newest = select(func.max(RowChangeRow.id)).group_by(RowChangeRow.table_name, RowChangeRow.row_key)
    rows = session.execute(select(RowChangeRow.table_name, RowChangeRow.row_key, RowChangeRow.after).where(RowChangeRow.id.in_(newest)))
    expected = {(row.table_name, row.row_key): row.after for row in rows if row.after is not None}
    for model in sorted((m for m in models if m.logged), key=lambda m: m.__tablename__):
        for image in stored_rows(session, model):
            key = row_key(model, image)
            facts = {"table": model.__tablename__, "key": key}
            logged = expected.pop((model.__tablename__, key), None)
            if logged is None:
                yield Message(N_("Table {table}: row {key} stands without an entry in the operation log."), facts)
            elif logged != to_json(image) and not _is_older_image(model, logged, image):
                yield Message(N_("Table {table}: row {key} differs from what the operation log says."), facts)
    for table_name, key in sorted(expected):
        yield Message(N_("Table {table}: row {key} is missing."), {"table": table_name, "key": key})


def _is_older_image(model: type[Base], logged: str, image: dict[str, Any]) -> bool:
    """The image was logged before the table had all its columns, and says the same."""
    try:
        return completed(model, json.loads(logged)) == image
    except ValueError:
        return False


def stored_rows(session: Session, model: type[Base], *order: Any) -> Iterator[dict[str, Any]]:
    """Every row as SQLite holds it, so that no conversion hides or stumbles over a changed byte."""
    columns = [model.__table__.columns[name] for name in image_columns(model)]
    kinds = [(column.key, column.type) for column in columns]
    for row in session.execute(select(*(type_coerce(column, NullType()) for column in columns)).order_by(*order)):
        yield {name: stored_value(kind, raw) for (name, kind), raw in zip(kinds, row, strict=True)}


def versions(session: Session, model: type[Base]) -> dict[str, int]:
    """The version of each row of a versioned table by `row_key`; nothing for other tables."""
    if not issubclass(model, Versioned):
        return {}
    keys = key_columns(model)
    rows = session.execute(select(*(model.__table__.c[key] for key in keys), model.version))
    return {row_key(model, dict(zip(keys, row[:-1], strict=True))): row[-1] for row in rows}
