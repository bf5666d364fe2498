"""A roster file: who is new, what changes from when, and what refuses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.domain.errors import ImportRefused
from models.domain.people import Assignment, Employee, EmploymentType, Status
from models.domain.period import Period
from models.queries import people
from services import history
from services.exchange.importing import ImportReport, import_file, preview_file
from services.workspace import Workspace
from tests.services.exchange.conftest import ROSTER, counts

Load = Callable[..., ImportReport]
Write = Callable[..., Path]


def person(workspace: Workspace, number: str) -> Employee:
    with workspace.store.read() as tx:
        return next(one for one in people.employees(tx).values() if one.employee_no == number)


def test_first_sight_gives_probation_until_regularised(centre: Workspace) -> None:
    assert person(centre, "0001").assignments == (Assignment(date(2024, 1, 5), "客服一组", "inbound", star="1"),)
    assert [(a.effective_from, a.status) for a in person(centre, "0003").assignments] == [
        (date(2026, 8, 1), Status.PROBATION),
        (date(2026, 11, 10), Status.REGULAR),
    ]
    assert person(centre, "0004").assignments[0].employment_type is EmploymentType.PART_TIME
    gone = person(centre, "0005")
    assert gone.left_on == date(2026, 10, 15)
    assert [a.status for a in gone.assignments] == [Status.REGULAR]


def test_the_same_file_again_changes_nothing_and_writes_no_log(centre: Workspace, load: Load, write: Write) -> None:
    report = load("roster", write(ROSTER))
    assert counts(report) == (0, 0, 5, 0)
    assert report.changes.log_id == 0


def test_a_known_agents_change_holds_from_the_period(centre: Workspace, load: Load, write: Write) -> None:
    report = load("roster", write("工号,姓名,班组,星级\n0001,甘棠,客服二组,\n"), period=Period.parse("2026-10"))
    assert counts(report) == (0, 1, 0, 0)
    assert person(centre, "0001").assignments[-1] == Assignment(date(2026, 10, 1), "客服二组", "inbound", star="1")
    load("roster", write("工号,姓名,星级,生效日期\n0001,甘棠,二星,2026-10-20\n"))
    load("roster", write("工号,姓名,岗位\n0001,甘棠,质检\n"))
    assert [(a.effective_from, a.team, a.position, a.star) for a in person(centre, "0001").assignments[1:]] == [
        (date(2026, 10, 1), "客服二组", "inbound", "1"),
        (date(2026, 10, 20), "客服二组", "inbound", "2"),
        (date(2026, 11, 2), "客服二组", "quality", "2"),
    ]


def test_the_day_of_regularisation_can_come_later(centre: Workspace, load: Load, write: Write) -> None:
    load("roster", write("工号,姓名,状态,入职日期\n9,新人,试用,2026-09-01\n"))
    assert [a.status for a in person(centre, "9").assignments] == [Status.PROBATION]
    load("roster", write("工号,姓名,状态,转正日期\n9,新人,试用,2026-12-01\n"))
    assert [(a.effective_from, a.status) for a in person(centre, "9").assignments] == [
        (date(2026, 9, 1), Status.PROBATION),
        (date(2026, 12, 1), Status.REGULAR),
    ]
    load("roster", write("工号,姓名,转正日期\n9,新人,2026-10-01\n"))
    assert [a.status for a in person(centre, "9").assignments if a.effective_from >= date(2026, 10, 1)] == [Status.REGULAR] * 2


def test_only_number_and_name_are_needed_and_lost_zeros_are_found(centre: Workspace, load: Load, write_xlsx: Callable[..., Path]) -> None:
    report = load("roster", write_xlsx([["员工表"], [], ["姓名*", "工号*", "手机"], ["甘棠", 1, "138"], ["新人", 70, ""]]))
    assert counts(report) == (1, 0, 1, 0)
    assert person(centre, "70").assignments[0].effective_from == date(1900, 1, 1)
    assert any("手机" in str(notice) for notice in report.notices)


def test_every_bad_row_is_named_and_nothing_is_stored(centre: Workspace, write: Write) -> None:
    text = (
        "题目\n工号,姓名,状态,入职日期,离职日期,星级\n0010,,正式,2026-02-30,,\n0011,乙,离职,,,\n"
        "0012,丙,正式,2026-03-01,2026-01-01,九星\n0013,丁,,,,\n0013,丁,,,,\n"
    )
    with pytest.raises(ImportRefused) as caught:
        import_file(centre, kind="roster", path=write(text))
    found = [(p.row, p.column, p.value) for p in caught.value.problems]
    assert found == [
        (3, "姓名", ""), (3, "入职日期", "2026-02-30"), (4, "离职日期", ""),
        (5, "星级", "九星"), (5, "离职日期", "2026-01-01"), (7, "工号", "0013"),
    ]  # fmt: skip
    with centre.store.read() as tx:
        assert len(people.employee_keys(tx)) == 5
    report = import_file(centre, kind="roster", path=write(text), partial=True).value
    assert counts(report) == (1, 0, 0, 4)
    assert len(report.problems) == 6


def test_an_import_is_undone_as_one_step(centre: Workspace, load: Load, write: Write) -> None:
    before = people_of(centre)
    load("roster", write("工号,姓名,班组,入职日期\n0001,甘棠棠,客服三组,2024-01-01\n0020,新人,客服三组,2026-10-01\n"))
    after = people_of(centre)
    history.undo(centre)
    assert people_of(centre) == before
    history.redo(centre)
    assert people_of(centre) == after
    assert after["0001"].hired_on == after["0001"].assignments[0].effective_from == date(2024, 1, 1)


def people_of(workspace: Workspace) -> dict[str, Employee]:
    with workspace.store.read() as tx:
        return {one.employee_no: replace(one) for one in people.employees(tx).values()}


def test_a_preview_shows_before_and_after_and_stores_nothing(centre: Workspace, write: Write) -> None:
    plan = preview_file(centre, kind="roster", path=write("工号,姓名,班组\n0001,甘棠,客服九组\n0004,Becky,客服二组\n"))
    changed, same = plan.rows
    assert [(c.name, c.before, c.after) for c in changed.changes if c.name == "team"] == [("team", "客服一组", "客服九组")]
    assert same.state == "same"
    assert person(centre, "0001").assignments[-1].team == "客服一组"


def test_columns_are_found_in_any_order_language_and_ornament(workspace: Workspace, load: Load, write: Write) -> None:
    load("roster", write("Hired on;NAME ;Employee No*;Team;Status\n2026/1/5;Ann;0007;A;Regular\n"))
    assert person(workspace, "0007").hired_on == date(2026, 1, 5)
    load("roster", write("部門\t班組\t員工編號\t姓名\n客服部\t夜班\t0008\t陳大文\n", encoding="big5"))
    assert person(workspace, "0008").assignments[0].team == "夜班"


@pytest.mark.parametrize(("header", "column"), [("姓名,班组", "工号 employee_no"), ("工号,班组", "姓名 name"), ("工号,姓名,姓名", "姓名")])
def test_a_header_that_cannot_be_used_is_named(workspace: Workspace, write: Write, header: str, column: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        import_file(workspace, kind="roster", path=write(header + "\n1,2,3\n"))
    assert [p.column for p in caught.value.problems] == [column]


def test_own_column_titles_are_mapped_once_and_remembered(workspace: Workspace, load: Load, write: Write) -> None:
    text = "编码X,称呼Y\n0001,甘棠\n"
    assert counts(load("roster", write(text), mapping={"编码X": "employee_no", "称呼Y": "name"})) == (1, 0, 0, 0)
    assert counts(load("roster", write(text))) == (0, 0, 1, 0)


def test_unknown_kind(workspace: Workspace, write: Write) -> None:
    options: dict[str, Any] = {"kind": "salaries", "path": write("a")}
    with pytest.raises(Exception, match="no kind of file"):
        import_file(workspace, **options)
