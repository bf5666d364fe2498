"""Findings of a month, and what becomes of them when they are confirmed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.errors import ImportRefused, UserError
from models.domain.ops import Op
from models.queries import readings as reading_queries
from models.tables.attendance import PunchRow
from models.tables.readings import CallRow, ReadingRow
from services import anomalies, attendance, history
from services.exchange.importing import import_file, preview_file
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    hire(workspace)
    return workspace


def enter(centre: Workspace, employee: int, period: str = "2026-10", **values: str) -> None:
    rows = [{"employee_id": employee, "indicator": code, "period": period, "value": Decimal(value)} for code, value in values.items()]
    centre.store.transact(Op.EDIT_READINGS, lambda tx: tx.insert_many(ReadingRow, rows), who="t")


def reasons(centre: Workspace) -> list[str]:
    return [str(one.reason) for one in anomalies.findings(centre, month=OCTOBER)]


def test_far_values_sudden_changes_and_copied_rows_are_found(centre: Workspace) -> None:
    for month, value in enumerate((240, 242, 238, 241, 239, 240, 243), 3):
        enter(centre, 1, f"2026-{month:02}", aht=str(value))
    enter(centre, 1, aht="480", answer_rate="0.9", csat="4.5", quality="90")
    enter(centre, 2, answer_rate="1.4")
    enter(centre, 3, aht="480", answer_rate="0.9", csat="4.5", quality="90")
    found = reasons(centre)
    assert any("far from this agent's usual" in one for one in found)
    assert any("outside the plausible range" in one for one in found)
    assert any("All 4 values are the same as those of 张三" in one for one in found)


def test_calls_and_punches_on_a_day_off_are_found(centre: Workspace) -> None:
    day = date(2026, 10, 13)
    attendance.set_cells(centre, month=OCTOBER, cells=[("0001", day, "年"), ("0002", day, "事½")])
    moments = [datetime(2026, 10, 13, hour) for hour in (9, 9, 15)]
    calls = [
        {"call_id": f"{agent}-{n}", "employee_id": agent, "called_at": moment, "answered": True, "resolved": True}
        for agent in (1, 2)
        for n, moment in enumerate(moments)
    ]
    centre.store.transact(Op.IMPORT_CALLS, lambda tx: tx.insert_many(CallRow, calls), who="t")
    stamps = [{"employee_id": 1, "punched_at": moment} for moment in sorted(set(moments))]
    centre.store.transact(Op.IMPORT_PUNCHES, lambda tx: tx.insert_many(PunchRow, stamps), who="t")
    found = reasons(centre)
    assert "3 calls answered on 2026-10-13, but the sheet says “年”." in found
    assert "Punched on 2026-10-13 from 09:00 to 15:00, but the sheet says “年”." in found
    assert sum("same second" in one for one in found) == 2
    assert not any("事½" in one for one in found), "half a day was worked"


def test_a_confirmed_finding_goes_and_comes_back_with_another_value(centre: Workspace) -> None:
    enter(centre, 2, answer_rate="1.4")
    keys = [one.key for one in anomalies.findings(centre, month=OCTOBER)]
    with pytest.raises(UserError, match="why"):
        anomalies.confirm(centre, month=OCTOBER, keys=keys, why=" ")
    assert anomalies.confirm(centre, month=OCTOBER, keys=keys, why="两条线路合计").value == 1
    assert reasons(centre) == []
    history.undo(centre)
    assert len(reasons(centre)) == 1
    history.redo(centre)
    with centre.store.read() as tx:
        row = dict(reading_queries.stored_readings(tx, {"2026-10"}, [2])[2, "answer_rate"]["2026-10"]._asdict())
    before = {"employee_id": 2, "indicator": "answer_rate", "period": "2026-10", **row}
    centre.store.transact(Op.EDIT_READINGS, lambda tx: tx.update_many(ReadingRow, [(before, {"value": Decimal("1.6")})]), who="t")
    assert len(reasons(centre)) == 1


def test_an_import_stores_values_out_of_range_only_with_a_reason(centre: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "kpi.csv"
    path.write_text("工号,接通率,质检得分\n0001,140%,90\n0002,95%,88\n", "utf-8")
    assert preview_file(centre, kind="kpi", path=path, period=OCTOBER).out_of_range == 1
    with pytest.raises(ImportRefused):
        import_file(centre, kind="kpi", path=path, period=OCTOBER)
    assert preview_file(centre, kind="kpi", path=path, period=OCTOBER, confirm="合并线路").problems == ()
    assert import_file(centre, kind="kpi", path=path, period=OCTOBER, confirm="合并线路").value.added == 4
    with centre.store.read() as tx:
        stored = reading_queries.stored_readings(tx, {"2026-10"}, [1, 2])
    assert stored[1, "answer_rate"]["2026-10"].confirmed == "supervisor"
    assert stored[2, "answer_rate"]["2026-10"].confirmed == ""
    assert reasons(centre) == []
