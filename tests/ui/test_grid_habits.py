"""What hands used to Excel do in the attendance sheet: stretched ranges, several ranges, odd pastes, Tab and Enter, input methods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services import attendance, history
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire
from tests.ui.worlds import on_screen, page_context
from ui.attendance.page import AttendancePage
from ui.kit import clipboard
from ui.kit.grid_view import CellEdit

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: Any, workspace: Workspace, tmp_path: Path) -> Iterator[AttendancePage]:
    hire(workspace)
    return on_screen(AttendancePage(page_context(tmp_path, workspace, "en", "2026-10")), qtbot, 1190, 680)


def stored(page: AttendancePage, number: str, day: int) -> str:
    sheet = attendance.month_sheet(page.context.workspace, month=OCTOBER)
    return next(agent for agent in sheet.agents if agent.head.employee_no == number).cells[day - 1].text


def go(page: AttendancePage, number: str, day: int) -> None:
    page.go(employee_no=number, day=date(2026, 10, day))
    page.grid.view.setFocus()


def press(page: AttendancePage, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = page.grid.view
    for key in (part for given in keys for part in (given if isinstance(given, str) else [given])):
        QTest.keyClick(view.indexWidget(view.currentIndex()) or view, key, modifier)
        QApplication.processEvents()


def selected(page: AttendancePage) -> set[tuple[int, int]]:
    start = page.model.body.start
    return {(i.row(), i.column() - start + 1) for i in page.grid.view.selectionModel().selectedIndexes() if i.column() >= start}


def compose(page: AttendancePage, text: str, commit: str = "") -> None:
    event = QInputMethodEvent(text, [])
    event.setCommitString(commit)
    view = page.grid.view
    QApplication.sendEvent(view.indexWidget(view.currentIndex()) or view, event)


def test_shift_arrows_stretch_and_shift_control_arrows_reach_the_edge(page: AttendancePage) -> None:
    go(page, "0001", 12)
    press(page, Key.Key_Right, Key.Key_Down, modifier=SHIFT)
    assert selected(page) == {(row, day) for row in (0, 1) for day in (12, 13)}
    press(page, Key.Key_Right, modifier=SHIFT | CONTROL)
    assert selected(page) == {(row, day) for row in (0, 1) for day in range(12, 32)}
    press(page, Key.Key_Left, modifier=SHIFT | CONTROL)
    assert selected(page) == {(row, day) for row in (0, 1) for day in range(1, 13)}
    press(page, Key.Key_A, modifier=CONTROL)
    assert len(selected(page) & {(row, day) for row in range(3) for day in range(1, 32)}) == 93


def test_home_and_end_stay_in_the_month(page: AttendancePage) -> None:
    go(page, "0002", 12)
    press(page, Key.Key_Home)
    assert page.grid.current() == (1, page.model.body.start)
    press(page, Key.Key_End)
    assert page.grid.current() == (1, page.model.body.stop - 1)
    press(page, Key.Key_Home, modifier=CONTROL)
    assert page.grid.current() == (0, page.model.body.start)
    press(page, Key.Key_End, modifier=CONTROL)
    assert page.grid.current() == (2, page.model.body.stop - 1)


def test_several_ranges_are_filled_copied_and_pasted_into(page: AttendancePage) -> None:
    view, start = page.grid.view, page.model.body.start
    go(page, "0001", 12)
    press(page, Key.Key_8)
    for row, day in ((0, 12), (0, 14), (0, 16)):
        flags = QItemSelectionModel.SelectionFlag.Select
        view.selectionModel().select(page.model.index(row, start + day - 1), flags if day > 12 else flags | flags.Clear)
    assert view.copy() == "年\t\t"
    QApplication.clipboard().setText("√")
    press(page, Key.Key_V, modifier=CONTROL)
    assert [stored(page, "0001", day) for day in (12, 13, 14, 15, 16)] == ["√", "", "√", "", "√"]
    assert "2026-10 · 0001" in history.undo_info(page.context.workspace).undo_note


def test_control_enter_puts_the_typed_text_into_the_whole_range(page: AttendancePage) -> None:
    start = page.model.body.start
    page.grid.view.select(0, start + 11, 1, start + 12)
    page.grid.view.setFocus()
    press(page, "s")
    editor = page.grid.view.findChild(CellEdit)
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Return, CONTROL)
    asked.ignore()
    QApplication.sendEvent(editor, asked)
    assert asked.isAccepted(), "the window would take it for the primary button"
    press(page, Key.Key_Return, modifier=CONTROL)
    assert {stored(page, number, day) for number in ("0001", "0002") for day in (12, 13)} == {"病"}


def test_enter_after_tabs_goes_to_the_column_where_the_row_began(page: AttendancePage) -> None:
    go(page, "0001", 12)
    press(page, "v", Key.Key_Tab, "s", Key.Key_Tab, "v", Key.Key_Return)
    assert [stored(page, "0001", day) for day in (12, 13, 14)] == ["√", "病", "√"]
    assert page.grid.current() == (1, page.model.body.start + 11)
    press(page, Key.Key_Tab, Key.Key_Right, Key.Key_Return)
    assert page.grid.current() == (2, page.model.body.start + 13), "an arrow begins anew"


def test_a_block_that_does_not_fit_is_refused_whole(page: AttendancePage) -> None:
    QApplication.clipboard().setText("√\n√\n√\n√")
    go(page, "0001", 12)
    press(page, Key.Key_V, modifier=CONTROL)
    assert stored(page, "0001", 12) == ""
    assert "4 rows" in page.banner.text
    QApplication.clipboard().setText("√\n√\n√\n\n\t\n")  # blank rows below a copied range are no loss
    press(page, Key.Key_V, modifier=CONTROL)
    assert stored(page, "0003", 12) == "√"


def test_cells_outside_employment_are_left_and_counted(page: AttendancePage) -> None:
    QApplication.clipboard().setText("√\t√\n√\t√")
    go(page, "0001", 11)
    press(page, Key.Key_V, modifier=CONTROL)
    assert [stored(page, "0002", day) for day in (11, 12)] == ["", "√"]
    assert "1 of the pasted cells" in page.banner.text


def test_an_empty_clipboard_clears_nothing(page: AttendancePage) -> None:
    go(page, "0001", 12)
    press(page, Key.Key_1)
    go(page, "0001", 12)
    QApplication.clipboard().setMimeData(QMimeData())
    press(page, Key.Key_V, modifier=CONTROL)
    assert stored(page, "0001", 12) == "√"


def test_marks_written_with_the_input_method(page: AttendancePage) -> None:
    go(page, "0001", 12)
    compose(page, "bing")
    press(page, Key.Key_Return)  # ends nothing while the word is open
    assert page.grid.current() == (0, page.model.body.start + 11)
    compose(page, "", "病")
    press(page, Key.Key_Return)
    assert stored(page, "0001", 12) == "病"
    compose(page, "", "婚")
    press(page, Key.Key_Tab)
    assert stored(page, "0002", 12) == "婚"


def test_digits_enter_at_once_in_full_width_and_through_the_input_method(page: AttendancePage) -> None:
    go(page, "0001", 12)
    QApplication.sendEvent(page.grid.view, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "１"))
    assert stored(page, "0001", 12) == "√"
    compose(page, "", "8")
    assert stored(page, "0002", 12) == "年"
    assert page.grid.current() == (2, page.model.body.start + 11)


def test_rows_are_chosen_at_their_names_also_several(page: AttendancePage, qtbot: Any) -> None:
    lead = page.grid.lead
    spots = [lead.visualRect(page.model.index(row, 1)).center() for row in (0, 2)]
    qtbot.mouseClick(lead.viewport(), Qt.MouseButton.LeftButton, pos=spots[0])
    assert {row for row, _ in selected(page)} == {0}
    qtbot.mouseClick(lead.viewport(), Qt.MouseButton.LeftButton, SHIFT, pos=spots[1])
    assert {row for row, _ in selected(page)} == {0, 1, 2}


def test_the_right_button_offers_what_the_keys_do(page: AttendancePage) -> None:
    go(page, "0001", 12)
    press(page, Key.Key_1)
    page.grid.view.select(0, page.model.body.start + 11, 0, page.model.body.start + 13)
    assert page.grid.view.contextMenuPolicy() is Qt.ContextMenuPolicy.CustomContextMenu
    menu = page.grid_menu.made()
    offered = {action.text().partition("\t")[0]: action for action in menu.actions() if not action.isSeparator()}
    assert list(offered) == ["Cut", "Copy", "Copy with names and titles", "Paste", "Fill down", "Fill right", "Clear"]
    offered["Fill right"].trigger()
    assert stored(page, "0001", 14) == "√"
    offered["Copy with names and titles"].trigger()
    assert clipboard.take()[0][:3] == ["No.", "Name", "Team"]
    assert clipboard.take()[1][:4] == ["0001", "张三", "一组", "√"]
    page.model.locked = True
    assert [action.text() for action in page.grid_menu.made().actions() if action.isEnabled()][1:] == ["Copy with names and titles"]


def test_a_copied_block_with_titles_and_names_finds_its_rows(page: AttendancePage) -> None:
    QApplication.clipboard().setText("No.\tName\tTeam\t12\t13\n0003\t王五\t二组\t√\t病\n0001\t张三\t一组\t√\t√\n")
    go(page, "0001", 5)
    press(page, Key.Key_V, modifier=CONTROL)
    assert [stored(page, "0003", day) for day in (12, 13)] == ["√", "病"]
    assert stored(page, "0001", 13) == "√"
    assert stored(page, "0001", 5) == ""


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("95%\t1,234\r\n82.5%\t\r\n", [["95%", "1,234"], ["82.5%", ""]]),
        ('"迟15\n下午补"\t√\n"他说""好"""\t病\n', [["迟15\n下午补", "√"], ['他说"好"', "病"]]),
        ('"半句\t√\n5" 屏\t旷\n', [['"半句', "√"], ['5" 屏', "旷"]]),
        ("√\n\n", [["√"], [""]]),
    ],
)
def test_what_spreadsheets_put_on_the_clipboard_is_read(qapp: QApplication, text: str, cells: list[list[str]]) -> None:
    qapp.clipboard().setText(text)
    assert clipboard.take() == cells


def test_other_programs_get_text_that_must_stay_text_marked(qapp: QApplication) -> None:
    clipboard.put([["0012", "1/2", "88.5", "95%", "a<b"]])
    html = qapp.clipboard().mimeData().html()
    assert [("@" in cell) for cell in html.split("<td")[1:]] == [True, True, False, False, True]
    assert "a&lt;b" in html
    clipboard.put([["two\nlines"]])
    assert not qapp.clipboard().mimeData().hasHtml()
