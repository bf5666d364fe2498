"""The attendance sheet with real keys: quick keys, ranges, clipboard, refusals, undo, employed days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from models.domain.errors import EnvironmentProblem
from services import attendance, history
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire
from tests.ui.worlds import on_screen, page_context
from ui.attendance.legend import Legend
from ui.attendance.page import AttendancePage
from ui.kit.grid_edits import GridEdits
from ui.kit.grid_model import Mark
from ui.kit.tasks import Tasks
from ui.kit.theme import IconButton

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: Any, workspace: Workspace, tmp_path: Path) -> Iterator[AttendancePage]:
    hire(workspace)
    return on_screen(AttendancePage(page_context(tmp_path, workspace, "en", "2026-10")), qtbot, 1190, 680)


def at(page: AttendancePage, number: str, day: int) -> str:
    row = [row.id for row in page.model.rows()].index(number)
    return page.model.text_at(row, page.model.body.start + day - 1)


def stored(page: AttendancePage, number: str, day: int) -> str:
    sheet = attendance.month_sheet(page.context.workspace, month=OCTOBER)
    return next(agent for agent in sheet.agents if agent.head.employee_no == number).cells[day - 1].text


def total(page: AttendancePage, number: str, key: str) -> str:
    row = [row.id for row in page.model.rows()].index(number)
    return page.model.text_at(row, [column.key for column in page.model.columns].index(key))


def go(page: AttendancePage, number: str, day: int) -> None:
    page.go(employee_no=number, day=date(2026, 10, day))
    page.grid.view.setFocus()


def press(page: AttendancePage, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Keys go to the open editor, else to the grid, as the focus would have it."""
    view = page.grid.view
    for key in (part for given in keys for part in (given if isinstance(given, str) else [given])):
        target = view.indexWidget(view.currentIndex()) or view
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()  # Enter commits through the event queue


def test_sheet_shows_agents_days_and_totals(page: AttendancePage) -> None:
    assert [row.id for row in page.model.rows()] == ["0001", "0002", "0003"]
    assert len(page.model.body) == 31
    assert [c.key[-2:] for c in page.model.columns if c.shaded][:8] == ["01", "02", "03", "04", "05", "06", "07", "11"]
    assert (total(page, "0001", "due"), total(page, "0001", "blank")) == ("18", "17")
    assert page.grid.current() == (0, page.model.body.start + 7)  # the first working day
    assert page.minimumSizeHint().width() < 1190


def test_digits_enter_at_once_and_move_down(page: AttendancePage) -> None:
    go(page, "0001", 12)
    press(page, Key.Key_1, Key.Key_8)
    assert (stored(page, "0001", 12), stored(page, "0002", 12)) == ("√", "年")
    assert (total(page, "0001", "attended"), total(page, "0002", "attended")) == ("1", "0")
    assert page.grid.current() == (2, page.model.body.start + 11)


def test_late_waits_for_its_minutes(page: AttendancePage) -> None:
    go(page, "0001", 12)
    press(page, Key.Key_3, "15", Key.Key_Return)
    assert stored(page, "0001", 12) == "迟15"
    go(page, "0001", 13)
    press(page, "l20e5", Key.Key_Tab)
    assert stored(page, "0001", 13) == "迟20退5"
    assert page.grid.current() == (0, page.model.body.start + 13)
    page.all_totals.setChecked(True)
    assert (total(page, "0001", "late"), total(page, "0001", "early")) == ("2/35", "1/5")
    assert at(page, "0001", 13) == "迟20退5"


def test_a_range_is_filled_at_once_and_undone_at_once(page: AttendancePage) -> None:
    before = history.undo_info(page.context.workspace)
    left = page.model.body.start + 11
    page.grid.view.select(0, left, 1, left + 4)
    press(page, Key.Key_1)
    assert "entered by hand" in page.beside.text()
    assert {stored(page, number, day) for number in ("0001", "0002") for day in range(12, 17)} == {"√"}
    done = history.undo(page.context.workspace)
    page.context.bus.changed.emit(done.changes, None)
    assert at(page, "0001", 12) == ""
    assert history.undo_info(page.context.workspace).undo == before.undo
    done = history.redo(page.context.workspace)
    page.context.bus.changed.emit(done.changes, None)
    assert at(page, "0002", 16) == "√"


def test_copy_paste_and_fill_as_in_a_spreadsheet(page: AttendancePage) -> None:
    QApplication.clipboard().setText("√\t迟15\n△\t○\n")
    go(page, "0001", 12)
    press(page, Key.Key_V, modifier=CONTROL)
    assert [stored(page, n, d) for n in ("0001", "0002") for d in (12, 13)] == ["√", "迟15", "事", "病"]
    press(page, Key.Key_C, modifier=CONTROL)
    assert QApplication.clipboard().text() == "√\t迟15\n事\t病"
    left = page.model.body.start + 11
    page.grid.view.select(0, left, 2, left)
    press(page, Key.Key_D, modifier=CONTROL)
    assert (stored(page, "0002", 12), stored(page, "0003", 12)) == ("√", "√")
    press(page, Key.Key_Delete)
    assert stored(page, "0001", 12) == ""


def test_a_refused_cell_keeps_the_old_value_and_says_why(page: AttendancePage) -> None:
    go(page, "0001", 12)
    press(page, Key.Key_1)
    go(page, "0001", 12)
    press(page, "zzz", Key.Key_Return)
    column = page.model.body.start + 11
    assert (at(page, "0001", 12), stored(page, "0001", 12)) == ("√", "√")
    assert page.model.row(0).marks[column] & Mark.BAD
    assert "zzz" in page.model.row(0).tips[column]
    assert "zzz" in page.banner.text
    page.make_stale()  # a refresh does not wipe the mark away
    assert page.model.row(0).marks[column] & Mark.BAD
    go(page, "0001", 12)
    press(page, Key.Key_2)
    assert stored(page, "0001", 12) == "休"
    assert not page.model.row(0).marks.get(column, Mark.NONE) & Mark.BAD


def test_one_bad_cell_of_a_paste_stores_nothing(page: AttendancePage) -> None:
    QApplication.clipboard().setText("√\t??\n√\t√")
    go(page, "0001", 12)
    press(page, Key.Key_V, modifier=CONTROL)
    assert [at(page, n, d) for n in ("0001", "0002") for d in (12, 13)] == [""] * 4
    assert page.banner.text


def test_days_outside_employment_cannot_be_typed(page: AttendancePage) -> None:
    go(page, "0002", 9)
    press(page, Key.Key_1)
    assert stored(page, "0002", 9) == ""
    assert "2026-10-12" in page.model.row(1).tips[page.model.body.start + 8]
    assert not page.model.is_editable(1, page.model.body.start + 8)


def test_legend_buttons_enter_their_sign(page: AttendancePage) -> None:
    go(page, "0001", 14)
    button = next(b for b in page.findChildren(QToolButton) if b.accessibleName().startswith("Marriage leave"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stored(page, "0001", 14) == "婚"


def test_the_line_below_tells_who_entered_the_day(page: AttendancePage) -> None:
    go(page, "0001", 12)
    press(page, Key.Key_1)
    go(page, "0001", 12)
    assert "entered by hand" in page.beside.text()
    assert "no punches" in page.beside.text()


def test_search_and_another_month(page: AttendancePage) -> None:
    page.search("ls")
    assert [row.id for row in page.model.rows()] == ["0002"]
    go(page, "0002", 12)
    press(page, Key.Key_1)
    assert stored(page, "0002", 12) == "√"
    page.search("")
    page.context.month.choose(OCTOBER.shifted(1))
    assert len(page.model.body) == 30
    assert [row.id for row in page.model.rows()] == ["0001", "0002"]


def test_nobody_employed_shows_what_to_do(page: AttendancePage) -> None:
    page.context.month.choose(OCTOBER.shifted(-60))
    assert page.empty.isVisible()


def test_a_store_that_fails_gives_the_old_text_back(page: AttendancePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise EnvironmentProblem("the disk is full")

    told: list[Exception] = []
    monkeypatch.setattr(attendance, "set_cells", broken)
    monkeypatch.setattr(page, "report", told.append)
    go(page, "0001", 12)
    press(page, Key.Key_1)
    assert at(page, "0001", 12) == ""
    assert len(told) == 1


class LateTasks(Tasks):
    """Calls wait until the test lets them run."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Any] = []

    def _submit(self, lane: str, job: Any) -> None:
        self.jobs.append(job)

    def run_one(self) -> None:
        self.jobs.pop(0)()


def test_typing_goes_on_while_the_store_is_busy(page: AttendancePage) -> None:
    busy = LateTasks()
    page.context.tasks = busy
    typed: GridEdits = page.edits
    assert typed is not None
    column = page.model.body.start + 11
    page.model.request([(0, column, "1")])
    page.model.request([(0, column + 1, "病")])
    page.model.request([(0, column, "旷")])
    assert page.model.mark_at(0, column) & Mark.SAVING
    busy.run_one()
    assert at(page, "0001", 12) == "旷"  # the later text of the same cell stays
    assert page.model.mark_at(0, column + 1) & Mark.SAVING
    page.search("zs")
    assert at(page, "0001", 13) == "病"
    busy.run_one()
    assert not page.model.mark_at(0, column + 1) & Mark.SAVING
    busy.run_one()
    assert (at(page, "0001", 12), stored(page, "0001", 12)) == ("旷", "旷")
    assert not page.model.mark_at(0, column) & Mark.SAVING
    busy.close()


def test_edits_reach_the_store_on_its_own_lane(page: AttendancePage, qtbot: Any) -> None:
    lanes = Tasks()
    page.context.tasks = lanes
    go(page, "0001", 12)
    press(page, *"1111")
    column = page.model.body.start + 11
    assert [page.model.text_at(row, column) for row in range(3)] == ["√"] * 3
    qtbot.waitUntil(lambda: not lanes.open_tickets())
    assert [stored(page, number, 12) for number in ("0001", "0002", "0003")] == ["√"] * 3
    assert total(page, "0003", "attended") == "1"
    lanes.close()


def test_every_control_of_the_page_has_a_name(page: AttendancePage) -> None:
    legend = page.findChild(Legend)
    controls = (*page.findChildren(IconButton), *page.findChildren(QPushButton), *legend.findChildren(QToolButton))
    for button in controls:
        assert not button.isVisible() or button.accessibleName() or button.text(), button
    assert page.grid.view.accessibleName()
