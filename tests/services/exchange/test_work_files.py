"""Work logs, log days and spot checks from files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models.domain.errors import ImportRefused
from models.queries import exchange as queries
from models.queries import work as work_queries
from models.tables.work import CaseStepRow, SpotCheckRow, WorkCaseRow, WorkLogRow
from services import history
from services.exchange.importing import ImportReport, import_file, preview_file
from services.workspace import Workspace
from tests.services.exchange.conftest import counts

Load = Callable[..., ImportReport]
Write = Callable[..., Path]
HEAD = "案件编号,工号,受理日期,截止日期,结案日期,回访日期,重要,重要案件单日期,投诉升级日期,跟进日期,说明\n"


def cases(workspace: Workspace) -> dict[str, dict[str, object]]:
    """Stored cases by number."""
    with workspace.store.read() as tx:
        return {row["number"]: row for row in queries.work_cases(tx)}


def steps(workspace: Workspace) -> dict[str, list[date]]:
    """Follow-ups by case."""
    with workspace.store.read() as tx:
        return {key: [day for day, _ in rows] for key, rows in work_queries.steps_of(tx, list(cases(workspace))).items()}


def refusal(workspace: Workspace, kind: str, path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(ImportRefused) as caught:
        import_file(workspace, kind=kind, path=path)
    return [(p.row, p.column, p.value) for p in caught.value.problems]


def test_cases_with_follow_ups_come_in_once_and_go_out_whole(centre: Workspace, load: Load, write: Write) -> None:
    text = HEAD + "K1,0001,2026-10-05,2026-10-12,2026-10-09,2026/10/10,是,2026-10-05,,2026-10-07、2026-10-08;2026年10月9日,噪音\n"
    text += "K2,0002,10/6/2026,,,,,,,,\n"
    assert refusal(centre, "worklog", write(text)) == [(3, "受理日期", "10/6/2026")]
    text = text.replace("10/6/2026", "2026-10-06")
    assert counts(load("worklog", write(text))) == (2, 0, 0, 0)
    assert steps(centre) == {"K1": [date(2026, 10, day) for day in (7, 8, 9)]}
    assert cases(centre)["K1"]["important"] is True
    assert counts(load("worklog", write(text))) == (0, 0, 2, 0)
    history.undo(centre)
    assert cases(centre) == {}
    with centre.store.read() as tx:
        assert tx.session.execute(select(CaseStepRow)).all() == []
    history.redo(centre)
    assert steps(centre) == {"K1": [date(2026, 10, day) for day in (7, 8, 9)]}


def test_a_later_file_adds_days_and_blank_cells_change_nothing(centre: Workspace, load: Load, write: Write) -> None:
    load("worklog", write(HEAD + "K1,0001,2026-10-05,2026-10-12,,,是,2026-10-05,,2026-10-07,噪音\n"))
    later = write("案件编号,工号,受理日期,结案日期,跟进日期\nK1,0001,2026-10-05,2026-10-10,2026-10-09\n")
    with centre.store.read():
        plan = preview_file(centre, kind="worklog", path=later)
    assert {change.name for row in plan.rows for change in row.changes} == {"closed_on", "steps"}
    assert counts(load("worklog", later)) == (0, 1, 0, 0)
    found = cases(centre)["K1"]
    assert (found["due_on"], found["closed_on"], found["note"]) == (date(2026, 10, 12), date(2026, 10, 10), "噪音")
    assert steps(centre) == {"K1": [date(2026, 10, 7), date(2026, 10, 9)]}


def test_every_wrong_day_is_named_and_nothing_stored(centre: Workspace, write: Write) -> None:
    rows = [
        "K1,0001,2026-10-05,2026-10-04,,,,,,,", "K2,0001,2026-10-05,,2026-10-04,,,,,,", "K3,0001,2026-10-05,,,2026-10-06,,,,,",
        "K4,0001,2026-10-05,,,,,2026-10-05,,,", "K5,0001,2026-10-05,,2026-10-06,,,,,2026-10-07,", "K6,0099,2026-10-05,,,,,,,,",
        "K7,0001,2099-10-05,,,,,,,,", "K7b,0001,2026-10-05,,,,,,,2026-10-06、某天,",
        "K8,0001,2026-10-05,,,,,,,,", "K8,0001,2026-10-05,,,,,,,,",
    ]  # fmt: skip
    found = refusal(centre, "worklog", write(HEAD + "\n".join(rows) + "\n"))
    assert [(row, column) for row, column, _ in found] == [
        (2, "截止日期"), (3, "结案日期"), (4, "回访日期"), (5, "重要案件单日期"), (6, "跟进日期"), (7, "工号"), (8, "受理日期"),
        (9, "跟进日期"), (11, "案件编号"),
    ]  # fmt: skip
    assert cases(centre) == {}


def test_log_days_come_and_go(centre: Workspace, load: Load, write: Write) -> None:
    text = "工号,日期,已提交,说明\n0001,2026-10-12,是,\n0001,2026-10-13,,\n0002,2026-10-12,否,\n"
    assert counts(load("worklogdays", write(text))) == (2, 0, 1, 0)
    assert counts(load("worklogdays", write(text))) == (0, 0, 3, 0)
    assert counts(load("worklogdays", write("工号,日期,已提交\n0001,2026-10-13,否\n"))) == (0, 1, 0, 0)
    with centre.store.read() as tx:
        assert [row.day for row in tx.session.execute(select(WorkLogRow)).scalars()] == [date(2026, 10, 12)]
    assert refusal(centre, "worklogdays", write("工号,日期\n0001,2099-01-01\n0001,2026-10-14\n0001,2026-10-14\n")) == [
        (2, "日期", "2099-01-01"), (4, "日期", "2026-10-14"),
    ]  # fmt: skip


def test_spot_checks_need_a_remark_and_a_known_subject(centre: Workspace, load: Load, write: Write) -> None:
    head = "工号,日期,检查内容,合格,备注,检查人\n"
    text = head + "0001,2026-10-12,工作日志,合格,填写完整,周主管\n0001,2026-10-12,规定动作,不合格,未用规范用语,周主管\n"
    assert counts(load("spotchecks", write(text))) == (2, 0, 0, 0)
    assert counts(load("spotchecks", write(text))) == (0, 0, 2, 0)
    with centre.store.read() as tx:
        found = [(row.looked_at, row.passed) for row in tx.session.execute(select(SpotCheckRow)).scalars()]
    assert found == [("work_log", True), ("required_actions", False)]
    bad = head + "0001,2026-10-13,工作日志,合格,,周\n0001,2026-10-13,桌面,合格,好,周\n"
    assert refusal(centre, "spotchecks", write(bad)) == [(2, "备注", ""), (3, "检查内容", "桌面")]
    with centre.store.read() as tx:
        assert tx.session.execute(select(WorkCaseRow)).all() == []
