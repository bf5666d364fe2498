"""The import wizard clicked through: what would happen, rows of one kind, columns that were named once, giving up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox

from models.domain.errors import Cancelled
from models.domain.period import Period
from services import history, people
from services.exchange import importing
from services.workspace import Workspace
from tests.ui.worlds import page_context
from ui.kit.import_wizard import ImportWizard
from ui.kit.tasks import Tasks
from ui.roster.page import RosterPage

DAY = Period.month(2026, 10).last


@pytest.fixture
def open_wizard(qtbot: Any, workspace: Workspace, tmp_path: Path) -> Callable[..., ImportWizard]:
    page = RosterPage(page_context(tmp_path, workspace, "en", "2026-10"))
    qtbot.addWidget(page)
    page.show()

    def opened(text: str, kind: str = "roster") -> ImportWizard:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        made = ImportWizard(page, kind, path)
        qtbot.addWidget(made)
        made.show()
        return made

    return opened


def numbers(workspace: Workspace) -> list[str]:
    return [row.employee_no for row in people.roster(workspace, day=DAY)]


def test_rows_are_counted_and_shown_by_what_happens(open_wizard: Callable[..., ImportWizard], workspace: Workspace) -> None:
    first = open_wizard("工号,姓名,班组\n0001,甘棠,一组\n0002,李四,一组\n")
    first._go_on()
    assert numbers(workspace) == ["0001", "0002"]
    second = open_wizard("工号,姓名,班组\n0001,甘棠,一组\n0002,李四,二组\n0003,王五,一组\n,无名,一组\n")
    assert second.summary.text().startswith("1 new · 1 changed · 1 the same · 1 rows with problems")
    assert not second.yes.isEnabled()
    shown = {}
    for at in range(second.filter.count()):
        second.filter.setCurrentIndex(at)
        shown[second.filter.itemText(at)] = [line.row for line in second.rows.rows()]
    assert shown == {"All rows": [5, 2, 3, 4], "Problem": [5], "New": [4], "Changed": [3], "Same": [2]}
    second.partial.setChecked(True)
    assert second.yes.isEnabled()


def test_columns_named_once_are_shown_and_can_be_changed(open_wizard: Callable[..., ImportWizard], workspace: Workspace) -> None:
    wizard = open_wizard("编码X,称呼Y,别名Z\n0001,甘棠,阿棠\n")
    form = wizard.columns.form
    assert form is not None
    choose(form.field("employee_no"), "编码X")
    assert wizard.columns.form is form, "the name is still to be told"
    choose(form.field("name"), "别名Z")
    assert "“编码X” is 工号 employee_no" in wizard.columns.used.text()
    wizard._go_on()
    again = open_wizard("编码X,称呼Y,别名Z\n0002,李四,小四\n")
    assert "“别名Z” is 姓名 name" in again.columns.used.text()
    again.columns.change.click()
    assert again.columns.form is not None
    choose(again.columns.form.field("name"), "称呼Y")
    again._go_on()
    assert [row.name for row in people.roster(workspace, day=DAY)] == ["阿棠", "李四"]
    assert importing.remembered_mapping(workspace, kind="roster") == {"编码X": "employee_no", "称呼Y": "name"}
    history.undo(workspace)
    assert numbers(workspace) == ["0001"]


def choose(field: Any, title: str) -> None:
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findData(title))


class _GivesUp:
    """A user who presses Cancel at a percentage."""

    def __init__(self, at: int) -> None:
        self.at, self.told = at, list[int]()

    def step(self, done: int, total: int) -> None:
        assert total == 100
        self.told.append(done)
        if done >= self.at:
            raise Cancelled


@pytest.mark.parametrize("at", [30, 70, 90, 101])
def test_a_long_import_can_be_given_up_anywhere_and_leaves_nothing(workspace: Workspace, tmp_path: Path, at: int) -> None:
    path = tmp_path / "long.csv"
    path.write_text("工号,姓名\n" + "".join(f"{n:05},坐席{n}\n" for n in range(9_000)), encoding="utf-8")
    user = _GivesUp(at)
    if at > 100:
        importing.import_file(workspace, kind="roster", path=path, progress=user)
        assert user.told == sorted(user.told)
        assert len(user.told) > 20
        return
    with pytest.raises(Cancelled):
        importing.import_file(workspace, kind="roster", path=path, progress=user)
    assert numbers(workspace) == []
    assert history.undo_info(workspace).undo is None


def test_closing_the_wizard_stops_the_reading(open_wizard: Callable[..., ImportWizard], qtbot: Any) -> None:
    wizard = open_wizard("工号,姓名\n0001,甘棠\n")
    lanes = Tasks()
    wizard._page.context.tasks = lanes
    busy, owner = threading.Event(), QObject()
    lanes.run(busy.wait, owner=owner, done=lambda _: None)
    wizard.read()  # waits behind the other call, so it cannot be over before the wizard is closed
    ticket = wizard._reading
    assert ticket is not None
    wizard.reject()
    busy.set()
    qtbot.waitUntil(lambda: not lanes.open_tickets())
    assert ticket.state == "cancelled"
    lanes.close()


def test_indicators_are_named_in_words_and_the_month_that_came_in_is_shown(open_wizard: Callable[..., ImportWizard]) -> None:
    open_wizard("工号,姓名,班组,入职日期\n0001,甘棠,一组,2025-01-01\n")._go_on()
    wizard = open_wizard("工号,月份,客户满意度\n0001,2026-08,4.5\n", kind="kpi")
    assert [line.about for line in wizard.rows.rows()] == ["0001 甘棠 2026-08 客户满意度 4.5"]
    wizard.form.field("period").setText("2026-08")  # type: ignore[attr-defined]
    wizard._go_on()
    assert wizard._page.month.text == "2026-08"


def test_enter_imports_a_table_without_problems(open_wizard: Callable[..., ImportWizard], workspace: Workspace, qtbot: Any) -> None:
    wizard = open_wizard("工号,姓名,班组\n0001,甘棠,一组\n")
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert numbers(workspace) == ["0001"]
