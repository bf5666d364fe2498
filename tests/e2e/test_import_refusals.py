"""What the command line says when a file does not fit, and how a checked value is stored all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from services import history
from services.workspace import open_workspace
from tests.e2e.centre import CommandLine

ROSTER = "工号,姓名,班组,岗位,用工性质,状态,入职日期\n0001,甘棠,一组,呼入,全职,正式,2024-01-05\n0002,岳麓,一组,呼入,全职,正式,2024-01-05\n"
KPI = "工号,业绩得分,接通率\n0001,92.5,95%\n0002,190,91%\n"


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


@pytest.fixture
def staffed(centre: CommandLine) -> CommandLine:
    centre("import", "roster", write(centre.folder, "roster.csv", ROSTER))
    return centre


def test_a_value_outside_its_range_is_stored_with_who_and_why(staffed: CommandLine) -> None:
    file = write(staffed.folder, "kpi.csv", KPI)
    refused = staffed.json("import", "kpi", file, "--period", "2026-10", expect=3)
    assert [(one["row"], one["column"], one["value"]) for one in refused["problems"]] == [(3, "业绩得分", "190")]
    assert "--confirm --why" in staffed.errors
    for words in (["--confirm"], ["--why", "已核实"], ["--confirm", "--why", "  "]):
        with pytest.raises(SystemExit) as usage:
            staffed("import", "kpi", file, "--period", "2026-10", *words)
        assert usage.value.code == 2
    assert staffed.json("import", "kpi", file, "--period", "2026-10", "--confirm", "--why", "已核实原始记录")["added"] == 4
    workspace = open_workspace(staffed.place)
    with workspace.store.read() as tx:
        why = tx.session.connection().exec_driver_sql("SELECT why FROM operation ORDER BY id DESC LIMIT 1").scalar_one()
    assert why == "已核实原始记录"
    history.undo(workspace)
    workspace.close()


@pytest.mark.parametrize(
    ("given", "content", "looks"), [("kpi", ROSTER, "roster"), ("attendance", KPI, "kpi"), ("calls", ROSTER, "roster")]
)
def test_a_file_of_another_kind_is_recognised(staffed: CommandLine, given: str, content: str, looks: str) -> None:
    file = write(staffed.folder, "a.csv", content)
    refused = staffed.json("import", given, file, "--period", "2026-10", expect=3)
    assert refused["problems"]
    assert f"“{looks}”" in " ".join(refused["advice"])


def test_a_period_that_contradicts_the_table_or_is_none_is_refused(staffed: CommandLine) -> None:
    file = write(staffed.folder, "a.csv", "2026年9月考勤表\n工号,姓名,1,2\n0001,甘棠,√,√\n")
    assert "2026-09" in str(staffed.json("import", "attendance", file, "--period", "2026-10", expect=3)["error"])
    with pytest.raises(SystemExit) as usage:
        staffed("import", "attendance", file, "--period", "2026-13")
    assert usage.value.code == 2
    assert staffed.json("import", "attendance", file)["added"] == 2
    untold = write(staffed.folder, "b.csv", "工号,姓名,1,2\n0001,甘棠,√,√\n")
    assert "期间" in str(staffed.json("import", "attendance", untold, expect=3)["error"])
