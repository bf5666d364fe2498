"""Transactions: all or nothing, undo and redo from the log, conflicts, refusals, and a file that is not the one opened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.domain.errors import ConflictError, EnvironmentProblem, UserError
from models.domain.ops import Op, Subject
from models.oplog import findings, state_findings
from models.queries.settings import all_settings, put_setting
from models.store import DATABASE_NAME, Store, Tx
from models.tables.attendance import AttendanceRow
from models.tables.decisions import ShopItemRow
from models.tables.log import OperationRow, SettingRow
from models.tables.people import EmployeeRow
from services.clock import FixedClock
from services.workspace import Workspace, create_workspace, open_workspace


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """The store of an empty centre."""
    return workspace.store


def put(store: Store, value: object, key: str = "phone") -> None:
    """One undoable edit of a setting."""
    store.transact(Op.CHANGE_SETTINGS, lambda tx: put_setting(tx, key, value), who="a", note=str(value))


def setting(store: Store, key: str = "phone") -> object:
    """The setting as stored, or None."""
    with store.read() as tx:
        return all_settings(tx).get(key)


def entries(store: Store) -> int:
    """How many entries the log has."""
    with store.read() as tx:
        return len(tx.session.execute(select(OperationRow.id)).all())


def hire(store: Store, count: int) -> list[int]:
    """Agents 1…count in one bulk insert."""
    rows = [{"id": n, "employee_no": f"{n:06}", "name": f"员工{n}", "hired_on": date(2025, 1, 1)} for n in range(1, count + 1)]
    store.transact(Op.IMPORT_ROSTER, lambda tx: tx.insert_many(EmployeeRow, rows), who="a")
    return [row["id"] for row in rows]  # type: ignore[misc]


def sound(store: Store) -> list[str]:
    """What the log says is wrong."""
    with store.read() as tx:
        return [str(message) for message in (*findings(tx.session), *state_findings(tx.session, store.models))]


def test_an_error_rolls_everything_back_and_writes_no_entry(store: Store) -> None:
    before = entries(store)

    def work(tx: Tx) -> None:
        put_setting(tx, "phone", "1")
        tx.insert_many(EmployeeRow, [{"employee_no": "1", "name": "x"}])
        raise UserError("no")

    with pytest.raises(UserError):
        store.transact(Op.CHANGE_SETTINGS, work, who="a")
    assert (setting(store), entries(store)) == (None, before)
    with store.read() as tx:
        assert tx.session.execute(select(EmployeeRow)).first() is None


def test_a_broken_key_rolls_everything_back(store: Store) -> None:
    def work(tx: Tx) -> None:
        put_setting(tx, "phone", "1")
        tx.insert_many(AttendanceRow, [{"employee_id": 99, "day": date(2026, 1, 1), "morning": "present", "afternoon": "present"}])

    with pytest.raises(IntegrityError):
        store.transact(Op.EDIT_ATTENDANCE, work, who="a")
    assert setting(store) is None


def test_a_write_without_change_leaves_no_entry(store: Store) -> None:
    put(store, "1")
    before = entries(store)
    done = store.transact(Op.CHANGE_SETTINGS, lambda tx: put_setting(tx, "phone", "1"), who="a")
    assert (done.changes.log_id, entries(store)) == (0, before)


def test_a_write_tells_its_subjects_and_number(store: Store) -> None:
    done = store.transact(Op.EDIT_SHOP, lambda tx: tx.add(ShopItemRow(name="杯", price=1, stock=1, active=True)).id, who="a")
    assert done.changes.subjects == Subject.POINTS
    assert done.changes.log_id == entries(store)


def test_undo_and_redo_go_backwards_and_forwards_in_order(store: Store) -> None:
    for value in ("1", "2", "3"):
        put(store, value)
    seen = [setting(store)]
    for step in (store.undo, store.undo, store.redo, store.undo, store.undo, store.redo, store.redo, store.redo):
        step(who="b")
        seen.append(setting(store))
    assert seen == ["3", "2", "1", "2", "1", None, "1", "2", "3"]
    with pytest.raises(UserError):
        store.redo(who="b")
    assert sound(store) == []


def test_the_menu_names_the_edit_and_not_the_undo_of_it(store: Store) -> None:
    put(store, "1")
    put(store, "2")
    store.undo(who="b")
    info = store.undo_info()
    assert (info.undo, info.undo_note, info.redo, info.redo_note) == (Op.CHANGE_SETTINGS, "1", Op.CHANGE_SETTINGS, "2")


def test_a_new_edit_forgets_what_could_be_redone(store: Store) -> None:
    put(store, "1")
    put(store, "2")
    store.undo(who="b")
    put(store, "3")
    with pytest.raises(UserError):
        store.redo(who="b")
    store.undo(who="b")
    assert setting(store) == "1"


def test_decisions_are_not_undone(store: Store) -> None:
    put(store, "1")
    store.transact(Op.PUBLISH, lambda tx: put_setting(tx, "phone", "2"), who="a")
    with pytest.raises(ConflictError):
        store.undo(who="a")
    assert setting(store) == "2"


def test_an_undo_that_would_lose_a_later_change_is_refused_whole(store: Store) -> None:
    def both(tx: Tx) -> None:
        put_setting(tx, "phone", "1")
        put_setting(tx, "address", "1")

    store.transact(Op.CHANGE_SETTINGS, both, who="a")
    store.transact(Op.CORRECT_OUTCOME, lambda tx: put_setting(tx, "phone", "2"), who="b")
    with pytest.raises(ConflictError) as refused:
        store.undo(who="a")
    assert refused.value.message.facts["table"] == "setting"
    assert (setting(store), setting(store, "address")) == ("2", "1")


def test_bulk_writes_are_logged_and_undone_in_turn(store: Store) -> None:
    ids = hire(store, 300)
    day = date(2026, 1, 5)
    marks = [{"employee_id": n, "day": day, "morning": "present", "afternoon": "present"} for n in ids]
    store.transact(Op.IMPORT_ATTENDANCE, lambda tx: tx.insert_many(AttendanceRow, marks), who="a")

    def images(tx: Tx) -> list[dict[str, object]]:
        query = select(AttendanceRow.__table__).order_by(AttendanceRow.employee_id)
        return [dict(row) for row in tx.session.execute(query).mappings()]

    with store.read() as tx:
        full = images(tx)
    late = [(row, {"morning": "late", "late_minutes": 7, "overtime_hours": Decimal("1.5")}) for row in full]
    store.transact(Op.EDIT_ATTENDANCE, lambda tx: tx.update_many(AttendanceRow, late), who="a")
    store.transact(Op.EDIT_ATTENDANCE, lambda tx: tx.remove_many(AttendanceRow, images(tx)), who="a")
    with store.read() as tx:
        assert images(tx) == []
    store.undo(who="a")
    with store.read() as tx:
        assert {(row["morning"], row["late_minutes"], row["overtime_hours"]) for row in images(tx)} == {("late", 7, Decimal("1.5"))}
    store.undo(who="a")
    with store.read() as tx:
        assert images(tx) == full
    store.undo(who="a")
    store.undo(who="a")
    with store.read() as tx:
        assert tx.session.execute(select(EmployeeRow)).first() is None
    assert sound(store) == []


def test_a_row_changed_twice_in_one_entry_is_undone_to_the_first_image(store: Store) -> None:
    item = store.transact(Op.EDIT_SHOP, lambda tx: tx.add(ShopItemRow(name="杯", price=1, stock=1, active=True)).id, who="a").value

    def twice(tx: Tx) -> None:
        row = tx.get(ShopItemRow, item)
        assert row is not None
        for price in (2, 3):
            row.price = price
            tx.session.flush()

    store.transact(Op.EDIT_SHOP, twice, who="a")
    store.undo(who="a")
    with store.read() as tx:
        assert tx.session.execute(select(ShopItemRow.price)).scalar_one() == 1
    store.redo(who="a")
    with store.read() as tx:
        assert tx.session.execute(select(ShopItemRow.price)).scalar_one() == 3
    assert sound(store) == []


def test_an_edit_after_a_bulk_change_of_the_same_transaction_is_logged(store: Store) -> None:
    hire(store, 1)

    def work(tx: Tx) -> None:
        row = tx.get(EmployeeRow, 1)
        assert row is not None
        before = dict(tx.session.execute(select(EmployeeRow.__table__)).mappings().one())
        tx.update_many(EmployeeRow, [(before, {"name": "甲"})])
        row.name = "乙"  # set before it was read again

    store.transact(Op.EDIT_PERSON, work, who="a")
    assert sound(store) == []
    store.undo(who="a")
    with store.read() as tx:
        assert tx.session.execute(select(EmployeeRow.name)).scalar_one() == "员工1"


def test_a_stale_row_is_a_conflict(store: Store) -> None:
    hire(store, 1)

    def work(tx: Tx) -> None:
        row = tx.get(EmployeeRow, 1)
        assert row is not None
        tx.session.connection().exec_driver_sql("UPDATE employee SET version = version + 1")
        row.name = "新"

    with pytest.raises(ConflictError):
        store.transact(Op.EDIT_PERSON, work, who="a")
    assert sound(store) == []


def test_versions_grow_with_undo_so_that_an_older_look_is_stale(store: Store) -> None:
    hire(store, 1)

    def version() -> int:
        with store.read() as tx:
            return int(tx.session.execute(select(EmployeeRow.version)).scalar_one())

    def rename(tx: Tx) -> None:
        row = tx.get(EmployeeRow, 1)
        assert row is not None
        row.name = "新"

    first = version()
    store.transact(Op.EDIT_PERSON, rename, who="a")
    second = version()
    store.undo(who="a")
    assert first < second < version()


def test_versions_of_many_rows_grow_with_undo_and_a_later_change_stops_it(store: Store) -> None:
    hire(store, 300)

    def rows() -> list[dict[str, object]]:
        with store.read() as tx:
            return [dict(row) for row in tx.session.execute(select(EmployeeRow.__table__).order_by(EmployeeRow.id)).mappings()]

    first = rows()
    store.transact(Op.IMPORT_ROSTER, lambda tx: tx.update_many(EmployeeRow, [(row, {"name": "新"}) for row in rows()]), who="a")
    store.undo(who="a")
    assert [row | {"version": 0} for row in rows()] == [row | {"version": 0} for row in first]
    assert {row["version"] for row in rows()} == {first[0]["version"] + 2}  # type: ignore[operator]
    store.redo(who="a")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE employee SET name = '别人' WHERE id = 150")
    with pytest.raises(ConflictError):
        store.undo(who="a")
    assert {row["name"] for row in rows()} == {"新", "别人"}


@pytest.mark.parametrize("statement", [update(SettingRow).values(value="x"), delete(SettingRow)])
def test_bulk_statements_past_the_log_are_refused(store: Store, statement: object) -> None:
    with pytest.raises(AssertionError):
        store.transact(Op.CHANGE_SETTINGS, lambda tx: tx.session.execute(statement), who="a")  # type: ignore[call-overload]
    assert sound(store) == []


def test_an_orm_bulk_insert_past_the_log_is_refused(store: Store) -> None:
    with pytest.raises(AssertionError):
        store.transact(Op.CHANGE_SETTINGS, lambda tx: tx.session.execute(insert(SettingRow), [{"key": "x", "value": 1}]), who="a")
    assert sound(store) == []


def test_a_look_cannot_write(store: Store) -> None:
    with store.read() as tx:
        put_setting(tx, "phone", "1")
        tx.session.flush()
    assert setting(store) is None


def test_a_read_only_store_refuses_every_write(workspace: Workspace) -> None:
    put(workspace.store, "1")
    looked = open_workspace(workspace.folder, clock=workspace.clock, read_only=True)
    for write in (lambda: put(looked.store, "2"), lambda: looked.store.undo(who="a")):
        with pytest.raises(EnvironmentProblem):
            write()
    assert setting(looked.store) == "1"
    looked.close()


@pytest.mark.parametrize("name", ["100% #1?", "a b", "分 明&=", "%41"])
def test_any_folder_name_can_be_opened_backed_up_and_looked_at(tmp_path: Path, name: str) -> None:
    clock = FixedClock.on(date(2026, 11, 2))
    create_workspace(tmp_path / name, name="中心", clock=clock).close()
    open_workspace(tmp_path / name, clock=clock).close()
    looked = open_workspace(tmp_path / name, clock=clock, read_only=True)
    assert setting(looked.store, "name") == "中心"
    looked.close()
    assert len(list((tmp_path / name / "backups").glob("*.db"))) == 1


@pytest.mark.parametrize("replaced", [True, False])
def test_a_replaced_or_removed_file_is_noticed_before_anything_is_lost(store: Store, replaced: bool) -> None:
    put(store, "1")
    data = store.path.read_bytes()
    store.path.rename(store.path.with_name("moved.db"))
    if replaced:
        store.path.write_bytes(data)
    with pytest.raises(EnvironmentProblem):
        put(store, "2")
    assert setting(store) == "1"


def test_a_new_workspace_knows_its_file_from_the_first_write(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "c", name="x", clock=FixedClock.on(date(2026, 11, 2)))
    (made.folder / DATABASE_NAME).unlink()
    with pytest.raises(EnvironmentProblem):
        put(made.store, "1")
    made.close()


def test_an_import_of_fifty_thousand_rows_is_undone(store: Store) -> None:
    ids = hire(store, 200)
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(250)]
    rows = [{"employee_id": n, "day": day, "morning": "present", "afternoon": "present"} for n in ids for day in days]
    store.transact(Op.IMPORT_ATTENDANCE, lambda tx: tx.insert_many(AttendanceRow, rows), who="a")
    assert store.undo(who="a").value == 50_000
    with store.read() as tx:
        assert tx.session.execute(select(AttendanceRow)).first() is None
    assert store.undo_info().redo is Op.IMPORT_ATTENDANCE


def test_reading_and_writing_from_two_threads_never_sees_half_an_edit(store: Store) -> None:
    wrong: list[object] = []
    ended = threading.Event()

    def pair(value: int) -> Callable[[Tx], None]:
        def work(tx: Tx) -> None:
            put_setting(tx, "phone", value)
            tx.session.flush()
            put_setting(tx, "address", value)

        return work

    def look() -> None:
        while not ended.is_set():
            with store.read() as tx:
                found = all_settings(tx)
            if found.get("phone") != found.get("address"):
                wrong.append(found)

    reader = threading.Thread(target=look)
    reader.start()
    for value in range(12):
        store.transact(Op.CHANGE_SETTINGS, pair(value), who="a")
    ended.set()
    reader.join()
    assert wrong == []


def test_two_writing_threads_wait_for_each_other(store: Store) -> None:
    put(store, 0)

    def add() -> None:
        for _ in range(20):
            store.transact(Op.CHANGE_SETTINGS, lambda tx: put_setting(tx, "phone", all_settings(tx)["phone"] + 1), who="a")

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert setting(store) == 60
    assert sound(store) == []
