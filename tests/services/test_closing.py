"""A close is a fact: what it saw is kept, what came later is shown as a difference and never changes it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.errors import UserError
from models.domain.ops import Op
from models.domain.period import Period
from models.queries import closing as queries
from models.store import Tx
from models.tables.people import EmployeeRow
from models.tables.readings import ReadingRow
from services import closing, corrections, people, publishing, schemes
from services.clock import FixedClock
from services.people import NewPerson
from services.verify import verify
from services.workspace import Workspace, open_workspace
from tests.services import decided

SEPTEMBER, OCTOBER = Period.parse("2026-09"), decided.OCTOBER
TOP = "monthly-top-performers"


def set_value(workspace: Workspace, employee_id: int, month: str, value: str) -> None:
    """Another performance score."""

    def work(tx: Tx) -> None:
        row = tx.session.query(ReadingRow).filter_by(employee_id=employee_id, indicator="performance", period=month).one()
        row.value = Decimal(value)

    workspace.store.transact(Op.EDIT_READINGS, work, who="test")


def fingerprint(workspace: Workspace, month: Period = OCTOBER) -> str:
    """What the close would keep of today's facts."""
    with workspace.store.read() as tx:
        return closing.fingerprint(closing.facts_of_month(tx, month))


def test_the_fingerprint_ignores_names_and_what_comes_after_the_month(workspace: Workspace) -> None:
    decided.fill(workspace)
    before = fingerprint(workspace)

    def rename(tx: Tx) -> None:
        row = tx.get(EmployeeRow, 1)
        assert row is not None
        row.name = "王大明"
        tx.insert_many(
            ReadingRow,
            [{"employee_id": 1, "indicator": "performance", "period": "2026-11", "value": Decimal(1), "source": "hand", "confirmed": ""}],
        )

    workspace.store.transact(Op.EDIT_PERSON, rename, who="test")
    seen = people.person(workspace, employee_no="0002", day=workspace.clock.today()).version
    people.leave(workspace, employee_no="0002", last_day=date(2027, 1, 31), reason="个人原因", seen=seen)
    people.hire(workspace, person=NewPerson("7777", "新人", date(2027, 1, 4), "甲组", "outbound"))
    assert fingerprint(workspace) == before
    set_value(workspace, 3, "2026-10", "98")
    assert fingerprint(workspace) != before


def test_the_same_value_written_differently_is_the_same_fact(workspace: Workspace) -> None:
    decided.fill(workspace)
    before = fingerprint(workspace)
    set_value(workspace, 1, "2026-10", "99.00")
    assert fingerprint(workspace) == before


def test_late_data_changes_nothing_but_is_listed_and_can_be_acknowledged(workspace: Workspace) -> None:
    decided.close(workspace)
    stored = closing.decisions(workspace, month=OCTOBER)
    assert not closing.late_changes(workspace, month=OCTOBER).data_changed
    set_value(workspace, 2, "2026-10", "100")  # 0002 would now be first instead of 0001
    late = closing.late_changes(workspace, month=OCTOBER)
    assert late.data_changed
    changed = {
        (d.stored or d.now).employee_no: (d.stored is None, d.now is None) for d in late.differences if (d.stored or d.now).rule == TOP
    }  # type: ignore[union-attr]
    assert changed == {"0001": (False, True), "0002": (True, False)}
    assert closing.decisions(workspace, month=OCTOBER) == stored
    assert [finding.check for finding in verify(workspace)] == ["closed_months"]
    with pytest.raises(UserError):
        closing.acknowledge_late_data(workspace, month=OCTOBER, reason=" ")
    closing.acknowledge_late_data(workspace, month=OCTOBER, reason="补录属实，不影响结果公布")
    assert closing.late_changes(workspace, month=OCTOBER).acknowledged == "补录属实，不影响结果公布"
    assert verify(workspace) == ()
    set_value(workspace, 3, "2026-10", "100")  # later data asks anew
    assert closing.late_changes(workspace, month=OCTOBER).acknowledged == ""
    assert verify(workspace) != ()


def test_undone_late_data_leaves_no_difference(workspace: Workspace) -> None:
    decided.close(workspace)
    set_value(workspace, 2, "2026-10", "100")
    workspace.store.undo(who="test")
    assert closing.late_changes(workspace, month=OCTOBER) == closing.LateChanges(OCTOBER, False, (), "")


def test_months_may_be_closed_out_of_order(workspace: Workspace) -> None:
    decided.fill(workspace)
    closing.close(workspace, month=OCTOBER)
    closing.close(workspace, month=SEPTEMBER)
    assert verify(workspace) == ()
    for month in (SEPTEMBER, OCTOBER):
        assert not closing.late_changes(workspace, month=month).data_changed
        with pytest.raises(UserError):
            closing.close(workspace, month=month)


def test_a_new_version_leaves_closed_months_alone(workspace: Workspace) -> None:
    decided.close(workspace)
    before = closing.decisions(workspace, month=OCTOBER)
    schemes.adopt(workspace, scheme_id=decided.S1, first=date(2026, 10, 1), values={f"{TOP}.amount": "900"})
    assert closing.decisions(workspace, month=OCTOBER) == before
    assert not closing.late_changes(workspace, month=OCTOBER).differences
    assert verify(workspace) == ()
    assert {o.outcome.amount for o in closing.preview(workspace, month=OCTOBER).outcomes if o.outcome.rule == TOP} == {Decimal(900)}


def test_a_revocation_in_an_earlier_month_is_a_late_change_but_no_damage(workspace: Workspace) -> None:
    decided.fill(workspace)
    closing.close(workspace, month=SEPTEMBER)
    september = [o.id for o in closing.decisions(workspace, month=SEPTEMBER).outcomes if o.id is not None]
    from services import outcomes

    outcomes.confirm(workspace, ids=september)
    publishing.publish(workspace, month=SEPTEMBER)
    closing.close(workspace, month=OCTOBER)
    later = replace(workspace, clock=FixedClock(datetime(2026, 11, 9, 9)))
    top = next(o.id for o in closing.decisions(workspace, month=SEPTEMBER).outcomes if o.outcome.rule == TOP)
    assert top is not None
    corrections.correct_outcome(later, correction=corrections.Correction(top, "revoked", "data", "数据有误"))
    assert verify(later) == ()
    late = closing.late_changes(later, month=OCTOBER)
    assert late.data_changed
    closing.acknowledge_late_data(later, month=OCTOBER, reason="已知悉")
    assert closing.late_changes(later, month=OCTOBER).acknowledged == "已知悉"
    assert verify(later) == ()


def test_a_changed_stored_outcome_is_damage(workspace: Workspace) -> None:
    decided.close(workspace)
    with workspace.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outcome SET amount_fen = amount_fen + 1 WHERE rule = 'monthly-top-performers'")
    assert {finding.check for finding in verify(workspace)} == {"rows", "closed_months"}


def test_a_close_keeps_what_it_looked_at(workspace: Workspace) -> None:
    decided.close(workspace)
    with workspace.store.read() as tx:
        row = queries.closed_period(tx, "2026-10")
        assert row is not None
        assert row.facts_sha256 == closing.fingerprint(closing.facts_of_month(tx, OCTOBER))
        assert row.outcomes_sha256 == closing.stored_digest(tx, OCTOBER)


@pytest.mark.parametrize("text", ["2026-W40", "2026-Q3", "2026"])
def test_only_months_are_closed(workspace: Workspace, text: str) -> None:
    decided.fill(workspace)
    with pytest.raises(UserError):
        closing.close(workspace, month=Period.parse(text))


def test_closing_many_months_stores_what_closing_them_one_by_one_does(sample_template: Path, tmp_path: Path) -> None:
    months = [Period.parse("2026-10"), Period.parse("2026-11")]
    results = []
    for name in ("single", "many"):
        folder = tmp_path / name
        shutil.copytree(sample_template, folder)
        workspace = open_workspace(folder, clock=FixedClock.on(date(2026, 12, 5)))
        done = closing.close_many(workspace, months=months) if name == "many" else [closing.close(workspace, month=m) for m in months]
        results.append([[closing.outcome_json(stored.outcome) for stored in one.value.outcomes] for one in done])
        with workspace.store.read() as tx:
            results.append([row.facts_sha256 for row in queries.closed_periods(tx)])
        workspace.close()
    assert results[0] == results[2]
    assert results[1] == results[3]
