"""Tampering with the log or with rows behind the program's back is always found."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from models.domain.ops import Op
from models.oplog import findings, state_findings
from models.queries.settings import put_setting
from models.store import Store
from models.tables.base import Base, Versioned
from models.tables.people import EmployeeRow
from services.clock import FixedClock
from services.verify import verify
from services.workspace import Workspace, create_workspace, open_workspace
from tests.services import decided

CLOCK = FixedClock.on(date(2026, 11, 2))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre with a published month, a gift, a mark on the calendar, edits and undos."""
    workspace = create_workspace(tmp_path_factory.mktemp("log") / "centre", name="测试中心", clock=CLOCK)
    decided.publish_all(workspace)
    for value in ("1", "2"):
        workspace.store.transact(Op.CHANGE_SETTINGS, lambda tx, v=value: put_setting(tx, "phone", v), who="a")
    workspace.store.undo(who="a")
    workspace.store.transact(
        Op.IMPORT_ROSTER, lambda tx: tx.insert_many(EmployeeRow, [{"employee_no": f"9{n}", "name": "x"} for n in range(3)]), who="a"
    )
    workspace.close()
    return workspace.folder


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The filled centre, copied and open."""
    shutil.copytree(filled, tmp_path / "centre")
    workspace = open_workspace(tmp_path / "centre", clock=CLOCK)
    yield workspace
    workspace.close()


class Tampering:
    """A second hand on the file; each change is looked at inside its transaction and taken back."""

    def __init__(self, workspace: Workspace) -> None:
        self.store = workspace.store
        self.raw = sqlite3.connect(workspace.store.path, isolation_level=None)
        self.raw.execute("PRAGMA foreign_keys=OFF")
        self._engine = create_engine("sqlite://", creator=lambda: self.raw, poolclass=StaticPool)
        self._engine.connect().close()  # the first connection ends with a rollback

    def found_after(self, *statements: tuple[str, tuple[object, ...]]) -> set[str]:
        """Which of the two checks find it after these statements."""
        self.raw.execute("BEGIN")
        try:
            for statement, values in statements:
                self.raw.execute(statement, values)
            with Session(self._engine) as session:
                found = {"operation_log"} if any(findings(session)) else set()
                return found | ({"rows"} if any(state_findings(session, self.store.models)) else set())
        except sqlite3.IntegrityError:
            return {"operation_log", "rows"}  # SQLite itself refuses it
        except OperationalError:
            return {"operation_log", "rows"}  # text that cannot be read at all
        finally:
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")


@pytest.fixture
def tampering(copy: Workspace) -> Iterator[Tampering]:
    """A tamperer on the copy, which is sound to begin with."""
    made = Tampering(copy)
    assert made.found_after() == set()
    yield made
    made.raw.close()


def _log_rows(tampering: Tampering, table: str) -> list[int]:
    return [row[0] for row in tampering.raw.execute(f"SELECT id FROM {table} ORDER BY id")]


def test_every_changed_field_of_every_entry_is_found(tampering: Tampering) -> None:
    missed = []
    for number in _log_rows(tampering, "operation"):
        for column, value in (
            ("at", "2026-11-02 09:00:01.000000"), ("at", "yesterday"), ("who", "somebody"), ("op", "voided"), ("why", "no"), ("note", "?"),
            ("undoes", 77), ("previous_hash", "f" * 64), ("hash", "0" * 64), ("id", 1000),
        ):  # fmt: skip
            if "operation_log" not in tampering.found_after((f"UPDATE operation SET {column} = ? WHERE id = ?", (value, number))):
                missed.append((number, column))
    assert missed == []


def test_every_changed_image_is_found(tampering: Tampering) -> None:
    missed = []
    rows = _log_rows(tampering, "row_change")
    for number in [*rows[:20], *rows[20::9]]:
        for column, value in (
            ("table_name", "'call'"), ("row_key", "row_key || ' '"), ("before", "CASE WHEN before IS NULL THEN '' ELSE NULL END"),
            ("after", "coalesce(after, '') || ' '"),
        ):  # fmt: skip
            if "operation_log" not in tampering.found_after((f"UPDATE row_change SET {column} = {value} WHERE id = ?", (number,))):
                missed.append((number, column))
    assert missed == []


def test_text_moved_from_one_image_to_the_next_is_found(tampering: Tampering) -> None:
    first, second = tampering.raw.execute(
        "SELECT a.id, b.id FROM row_change a JOIN row_change b ON b.id = a.id + 1 AND b.operation_id = a.operation_id LIMIT 1"
    ).fetchone()
    moved = (
        (
            "UPDATE row_change SET table_name = (SELECT substr(after, -1) FROM row_change WHERE id = ?) || table_name WHERE id = ?",
            (first, second),
        ),
        ("UPDATE row_change SET after = substr(after, 1, length(after) - 1) WHERE id = ?", (first,)),
    )
    assert "operation_log" in tampering.found_after(*moved)


def test_every_removed_entry_is_found_wherever_it_stands(tampering: Tampering) -> None:
    for number in _log_rows(tampering, "operation"):
        whole = (("DELETE FROM row_change WHERE operation_id = ?", (number,)), ("DELETE FROM operation WHERE id = ?", (number,)))
        assert "operation_log" in tampering.found_after(*whole), number
        assert "operation_log" in tampering.found_after(whole[1]), number
        assert "operation_log" in tampering.found_after(whole[0]), number


def test_a_cut_off_end_is_found_by_the_log_and_by_the_rows(tampering: Tampering) -> None:
    last = _log_rows(tampering, "operation")[-1]
    for first in range(last, 0, -1):
        cut = (("DELETE FROM row_change WHERE operation_id >= ?", (first,)), ("DELETE FROM operation WHERE id >= ?", (first,)))
        assert tampering.found_after(*cut) == {"operation_log", "rows"}, first


def test_an_edit_removed_together_with_its_undo_is_found(copy: Workspace) -> None:
    copy.store.transact(Op.CHANGE_SETTINGS, lambda tx: put_setting(tx, "phone", "9"), who="a")
    last = copy.store.undo(who="a").changes.log_id
    tampering = Tampering(copy)
    cut = (("DELETE FROM row_change WHERE operation_id >= ?", (last - 1,)), ("DELETE FROM operation WHERE id >= ?", (last - 1,)))
    assert "operation_log" in tampering.found_after(*cut)
    tampering.raw.close()


def test_swapped_and_renumbered_entries_are_found(tampering: Tampering) -> None:
    numbers = _log_rows(tampering, "operation")
    for one, other in itertools.pairwise(numbers):
        swap = [(f"UPDATE {t} SET {c} = ? WHERE {c} = ?", pair) for t, c in (("operation", "id"), ("row_change", "operation_id"))
                for pair in ((-1, one), (one, other), (other, -1))]  # fmt: skip
        assert "operation_log" in tampering.found_after(*swap), one
    for first in numbers:
        close_up = [
            ("DELETE FROM row_change WHERE operation_id = ?", (first,)), ("DELETE FROM operation WHERE id = ?", (first,)),
            ("UPDATE row_change SET operation_id = -operation_id + 1 WHERE operation_id > ?", (first,)),
            ("UPDATE row_change SET operation_id = -operation_id WHERE operation_id < 0", ()),
            ("UPDATE operation SET id = -id + 1 WHERE id > ?", (first,)), ("UPDATE operation SET id = -id WHERE id < 0", ()),
        ]  # fmt: skip
        assert "operation_log" in tampering.found_after(*close_up), first


def test_an_added_image_and_swapped_images_are_found(tampering: Tampering) -> None:
    add = "INSERT INTO row_change (operation_id, table_name, row_key, before, after) VALUES (?, 'setting', '[\"phone\"]', NULL, NULL)"
    for number in [*_log_rows(tampering, "operation"), 4711]:
        assert "operation_log" in tampering.found_after((add, (number,))), number
    first, second = tampering.raw.execute("SELECT min(id), min(id) + 1 FROM row_change").fetchone()
    swap = [("UPDATE row_change SET id = ? WHERE id = ?", pair) for pair in ((-1, first), (first, second), (second, -1))]
    assert "operation_log" in tampering.found_after(*swap)


def _cells(store: Store, raw: sqlite3.Connection) -> Iterator[tuple[type[Base], str]]:
    for model in store.models:
        if model.logged and raw.execute(f'SELECT 1 FROM "{model.__tablename__}"').fetchone():
            for column in model.__table__.columns:
                if not (column.key == "version" and issubclass(model, Versioned)):
                    yield model, column.key


def test_any_changed_value_of_any_logged_table_is_found(tampering: Tampering) -> None:
    missed, tables = [], set()
    for model, column in _cells(tampering.store, tampering.raw):
        table = f'"{model.__tablename__}"'
        tables.add(table)
        low = f"WHERE rowid = (SELECT min(rowid) FROM {table})"
        kind, old = tampering.raw.execute(f'SELECT typeof("{column}"), "{column}" FROM {table} {low}').fetchone()
        for new in ({"text": f"{old} ", "integer": (old or 0) + 7001 if kind == "integer" else 0, "null": "x"}[kind], None, b"\xff"):
            change = (f'UPDATE OR IGNORE {table} SET "{column}" = ? {low}', (new,))
            not_null = model.__table__.columns[column].nullable is False
            if new == old or (new is None and not_null):
                continue
            if "rows" not in tampering.found_after(change):
                missed.append((table, column, new))
    assert missed == []
    assert len(tables) > 10


def test_a_removed_and_an_added_row_of_any_logged_table_is_found(tampering: Tampering) -> None:
    for table in {model.__tablename__ for model, _ in _cells(tampering.store, tampering.raw)}:
        gone = f'DELETE FROM "{table}" WHERE rowid = (SELECT min(rowid) FROM "{table}")'
        assert "rows" in tampering.found_after((gone, ())), table
    added = "INSERT INTO setting (key, value) VALUES ('x', '1')"
    assert "rows" in tampering.found_after((added, ()))


def test_verify_never_stumbles_over_damage(copy: Workspace) -> None:
    with closing(sqlite3.connect(copy.store.path)) as raw:
        raw.execute("UPDATE reading SET value = 'many' WHERE rowid = (SELECT min(rowid) FROM reading)")
        raw.execute("UPDATE employee SET hired_on = 'soon', name = CAST(x'e5ff' AS TEXT) WHERE id = 1")
        raw.execute("UPDATE operation SET at = 'then' WHERE id = 1")
        raw.commit()
    assert {"operation_log", "rows", "closed_months"} <= {finding.check for finding in verify(copy)}
