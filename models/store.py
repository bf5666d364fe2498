"""The one place of transactions: reading, writing with the operation log, undo and redo."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ColumnDefault, Connection, Engine, Table, bindparam, create_engine, event, func, inspect, select
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool

from models import oplog
from models.domain.errors import N_, ConflictError, EnvironmentProblem, UserError
from models.domain.ops import Done, Op, OpChanges, Subject, UndoInfo
from models.oplog import Change
from models.sqlite_file import open_for_reading
from models.tables.base import Base, Versioned, image_columns, image_text, key_columns, revive, row_key, to_json

DATABASE_NAME = "fenming.db"
_MANY = 200
"""Above so many rows of one table, undo reads the whole table, as plain columns, instead of row by row."""
Row = TypeVar("Row", bound=Base)
T = TypeVar("T")


def _models_by_table() -> dict[str, type[Base]]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


class Tx:
    """One transaction: reading through `session`, writing through the methods, which keep the row images for the log."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.changes: list[Change] = []
        self.subjects = Subject(0)

    def get(self, model: type[Row], key: Any) -> Row | None:
        """The row with that primary key, or None."""
        return self.session.get(model, key)

    def add(self, row: Row) -> Row:
        """Add a row; it has its id when this returns."""
        self.session.add(row)
        self.session.flush()
        return row

    def remove(self, row: Base) -> None:
        """Remove a row."""
        self.session.delete(row)
        self.session.flush()

    def insert_many(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Insert many rows at once and give them complete; columns left out take their plain default, a missing `id` the next numbers."""
        if not rows:
            return []
        table = _table(model)
        plain = _plain_defaults(table)
        full = [{name: row.get(name, default) for name, default in plain.items()} for row in rows]
        self.session.flush()
        if "id" in table.c and full[0]["id"] is None:
            first = (self.session.execute(select(func.max(table.c.id))).scalar() or 0) + 1
            for number, row in enumerate(full, first):
                row["id"] = number
        self.session.connection().execute(table.insert(), full)
        self._note_many(model, ((None, row) for row in full))
        return full

    def update_many(self, model: type[Base], pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
        """Change many rows at once; each pair is the complete row before and the columns that change."""
        if not pairs:
            return
        table = _table(model)
        keys = key_columns(model)
        full = [{**before, **changed} for before, changed in pairs]
        if issubclass(model, Versioned):
            for row in full:
                row["version"] += 1
        statement = table.update().where(*(table.c[key] == bindparam(f"key_{key}") for key in keys))
        statement = statement.values({c.key: bindparam(f"new_{c.key}") for c in table.columns if c.key not in keys})
        self.session.flush()
        self.session.connection().execute(
            statement,
            [
                {**{f"key_{k}": row[k] for k in keys}, **{f"new_{c.key}": row[c.key] for c in table.columns if c.key not in keys}}
                for row in full
            ],
        )
        self._note_many(model, ((dict(before), after) for (before, _), after in zip(pairs, full, strict=True)))
        self.session.expire_all()

    def remove_many(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Remove many rows at once, each given complete."""
        if not rows:
            return
        table = _table(model)
        keys = key_columns(model)
        self.session.flush()
        self.session.connection().execute(
            table.delete().where(*(table.c[key] == bindparam(f"key_{key}") for key in keys)),
            [{f"key_{k}": row[k] for k in keys} for row in rows],
        )
        self._note_many(model, ((dict(row), None) for row in rows))
        self.session.expire_all()

    def remove_as_logged(self, model: type[Base], changes: Sequence[Change]) -> None:
        """Remove rows that stand exactly as the images after those changes say; spares reading the images."""
        table = _table(model)
        keys = key_columns(model)
        self.session.flush()
        self.session.connection().execute(
            table.delete().where(*(table.c[key] == bindparam(f"key_{key}") for key in keys)),
            [{f"key_{k}": value for k, value in zip(keys, revive_key(model, change.key), strict=True)} for change in changes],
        )
        self.subjects |= model.subject
        self.changes += [Change(change.table, change.key, change.after, None) for change in changes]
        self.session.expire_all()

    def note(self, model: type[Base], before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Keep one row's images for the log."""
        self._note_many(model, [(before, after)])

    def _note_many(self, model: type[Base], images: Any) -> None:
        if not model.logged:
            return
        self.subjects |= model.subject
        counter = "version" if issubclass(model, Versioned) else ""
        for before, after in images:
            for image in (before, after) if counter else ():
                if image is not None:
                    image.pop(counter, None)
            texts = (None if image is None else image_text(image) for image in (before, after))
            self.changes.append(Change(model.__tablename__, row_key(model, before if after is None else after), *texts))


def _allow(_op: Op) -> None:
    """What a store without accounts asks: nothing."""


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _plain_defaults(table: Table) -> dict[str, Any]:
    """Column → the value of a row that does not name it."""
    defaults = ((column.key, column.default) for column in table.columns)
    return {name: default.arg if isinstance(default, ColumnDefault) and default.is_scalar else None for name, default in defaults}


def image_of(row: Base) -> dict[str, Any]:
    """A row's column values by name, without the counter of its versions, which only ever grows."""
    return {name: getattr(row, name) for name in image_columns(type(row))}


def _image_before(row: Base) -> dict[str, Any]:
    state = inspect(row)
    before = image_of(row)
    for key in before:
        history = state.attrs[key].history
        if history.deleted:
            before[key] = history.deleted[0]
    return before


class Store:
    """An open database of one workspace. One thread at a time uses it; `read_only` refuses every write.

    `guard` is asked before every write and raises where the user has no right to it.
    """

    def __init__(self, folder: Path, now: Callable[[], Any], read_only: bool = False) -> None:
        self.path = folder / DATABASE_NAME
        self.read_only = read_only
        self._now = now
        self._models = _models_by_table()
        self.engine = make_engine(self.path, read_only)
        self.guard: Callable[[Op], None] = _allow
        self._identity = _identity(self.path)

    @property
    def models(self) -> Sequence[type[Base]]:
        """Every table."""
        return tuple(self._models.values())

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A consistent look at the data; nothing can be written through it."""
        with _explained(), Session(self.engine, autoflush=False) as session:
            yield Tx(session)
            session.expunge_all()  # rows read keep their values after the session ends
            session.rollback()

    def transact(self, op: Op, work: Callable[[Tx], T], *, who: str, why: str = "", note: str = "", undoes: int | None = None) -> Done[T]:
        """Run `work` in one transaction with its log entry; all or nothing. Without any change no entry is written (log_id 0)."""
        if self.read_only:
            raise EnvironmentProblem(N_("This workspace is open for reading only; nothing was stored."))
        self.guard(op)
        self._check_identity()
        with _explained(), Session(self.engine, expire_on_commit=False) as session:
            tx = Tx(session)
            self._listen(session, tx)
            session.connection(execution_options={"fenming_write": True})
            value = work(tx)
            session.flush()
            number = 0
            if tx.changes:
                fields = {"at": self._now(), "who": who, "op": op.value, "why": why, "note": note, "undoes": undoes}
                number = oplog.append(session.connection(), fields, tx.changes)
            session.commit()
        return Done(value, OpChanges(op, tx.subjects, number))

    def undo_info(self) -> UndoInfo:
        """What undo and redo would do now."""
        with self.read() as tx:
            return oplog.undo_info(tx.session)

    def undo(self, *, who: str) -> Done[int]:
        """Write the images before the last undoable entry back; ConflictError when a row has changed since."""
        return self._reverse(0, Op.UNDO, who)

    def redo(self, *, who: str) -> Done[int]:
        """Reverse the last undo."""
        return self._reverse(1, Op.REDO, who)

    def _reverse(self, which: int, op: Op, who: str) -> Done[int]:
        with self.read() as tx:
            target = oplog.undo_targets(tx.session)[which]
            reversed_op = oplog.first_op(tx.session, target) if target else op
            changes = oplog.changes_of(tx.session, target.id) if target else []
        if target is None:
            raise UserError(N_("There is nothing to undo.") if op is Op.UNDO else N_("There is nothing to redo."))
        self.guard(reversed_op)
        try:
            return self.transact(op, lambda tx: self._write_back(tx, changes), who=who, note=target.note, undoes=target.id)
        except IntegrityError as error:
            raise ConflictError(N_("It cannot be undone: other records rest on it by now.")) from error

    def _write_back(self, tx: Tx, changes: list[Change]) -> int:
        current = self._current_images(tx, changes)
        for (table, kind), run in groupby(reversed(changes), key=lambda c: (c.table, (c.before is None, c.after is None))):
            model = self._models[table]
            batch = list(run)
            for change in batch:
                image, version = current.get((table, change.key), (None, 0))
                if image != change.after:
                    raise ConflictError(N_("It cannot be undone: “{table}” {key} has changed since."), table=table, key=change.key)
                current[table, change.key] = (change.before, version + 1)
            if kind == (True, False):
                tx.remove_as_logged(model, batch)
            elif kind == (False, True):
                tx.insert_many(model, [_image(model, change.before) for change in batch])
            else:
                versions = [current[table, change.key][1] for change in batch]
                counted = issubclass(model, Versioned)
                pairs = [
                    (_image(model, c.after) | ({"version": v - 1} if counted else {}), _image(model, c.before))
                    for c, v in zip(batch, versions, strict=True)
                ]
                tx.update_many(model, pairs)
        return len(changes)

    def _current_images(self, tx: Tx, changes: list[Change]) -> dict[tuple[str, str], tuple[str | None, int]]:
        """Image text and version of every row that the changes name, as it stands now."""
        found: dict[tuple[str, str], tuple[str | None, int]] = {}
        for table, keys in _keys_by_table(changes).items():
            model = self._models[table]
            if len(keys) > _MANY:
                versions = oplog.versions(tx.session, model)
                images = ((row_key(model, image), image) for image in oplog.stored_rows(tx.session, model))
                found |= {(table, key): (to_json(image), versions.get(key, 0)) for key, image in images if key in keys}
                continue
            for row in filter(None, (tx.get(model, tuple(revive_key(model, key))) for key in keys)):
                image = image_of(row)
                found[table, row_key(model, image)] = (image_text(image), getattr(row, "version", 0))
        tx.session.expunge_all()
        return found

    def _listen(self, session: Session, tx: Tx) -> None:
        def after_flush(session: Session, context: UOWTransaction) -> None:
            for row in session.new:
                tx.note(type(row), None, image_of(row))
            for row in session.dirty:
                if session.is_modified(row):
                    before, after = _image_before(row), image_of(row)
                    if before != after:
                        tx.note(type(row), before, after)
            for row in session.deleted:
                tx.note(type(row), _image_before(row), None)

        def refuse_bulk(state: ORMExecuteState) -> None:
            if state.is_insert or state.is_update or state.is_delete:
                raise AssertionError("bulk statements escape the operation log; use insert_many, update_many or remove_many")

        event.listen(session, "after_flush", after_flush)
        event.listen(session, "do_orm_execute", refuse_bulk)

    def _check_identity(self) -> None:
        if _identity(self.path) != self._identity:
            raise EnvironmentProblem(
                N_("The database file was replaced or removed while it was open. Nothing was stored. Restart, restore a backup if needed.")
            )


def _image(model: type[Base], text: str | None) -> dict[str, Any]:
    return revive(model, json.loads(text or "{}"))


def _keys_by_table(changes: list[Change]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = {}
    for change in changes:
        keys.setdefault(change.table, set()).add(change.key)
    return keys


def revive_key(model: type[Base], key: str) -> list[Any]:
    """Primary-key values from their canonical text."""
    columns = key_columns(model)
    revived = revive(model, dict(zip(columns, json.loads(key), strict=True)))
    return [revived[column] for column in columns]


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_dev, stat.st_ino)


def make_engine(path: Path, read_only: bool = False) -> Engine:
    """An engine on the file with WAL, synchronous=FULL and foreign keys on; transactions begin explicitly."""

    def connect() -> sqlite3.Connection:
        if read_only:
            connection = open_for_reading(path, timeout=10, any_thread=True)
        else:
            connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys=ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA cache_size=-32000")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("fenming_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except StaleDataError as error:
        raise ConflictError(N_("This record was changed meanwhile. Nothing was stored; look at the new value and try again.")) from error
    except OperationalError as error:
        raise EnvironmentProblem(
            N_("The workspace cannot be read or written ({reason}). Nothing was stored."), reason=str(error.orig)
        ) from error
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.IntegrityError):
            raise
        raise EnvironmentProblem(N_("The database is damaged ({reason}). Restore a backup."), reason=str(error.orig)) from error
