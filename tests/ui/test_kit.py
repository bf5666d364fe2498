"""The kit: tasks, models, grid keys, pinyin, text exchange, palette."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import delete

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op, OpChanges, Subject
from services.op_words import OP_WORDS
from services.texts import Texts
from tests.ui.worlds import on_screen, page_context
from ui.kit import pinyin, theme, tsv
from ui.kit.dialogs import Dialog
from ui.kit.flow import FlowRow
from ui.kit.grid import Grid, GridColumn, GridModel, GridRow, Mark
from ui.kit.grid_view import CellEdit
from ui.kit.page import Page
from ui.kit.panel_form import PanelForm
from ui.kit.rows_model import Column, RowsModel
from ui.kit.side_panel import SidePanel
from ui.kit.table import TableView
from ui.kit.tasks import InlineTasks, Tasks

LOOP = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(50_000):
    label.setText("x")
"""


def test_calls_that_return_nothing_keep_the_references_to_none(qtbot: Any) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    for call in (lambda: label.setText("x"), label.update, lambda: label.setToolTip("x"), label.repaint):
        before = sys.getrefcount(None)
        for _ in range(500):
            call()
        assert abs(sys.getrefcount(None) - before) < 100


def test_fifty_thousand_texts_end_cleanly() -> None:
    assert subprocess.run([sys.executable, "-c", LOOP], timeout=120, check=False).returncode == 0


def test_a_call_runs_elsewhere_and_comes_back_here(qtbot: Any) -> None:
    tasks, owner, seen = Tasks(), QObject(), []
    tasks.run(threading.get_ident, owner=owner, done=lambda ident: seen.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident() == seen[0][1]
    tasks.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("fenming")]


def test_cancel_reaches_the_next_step_and_no_callback(qtbot: Any) -> None:
    tasks, owner, gate, told = Tasks(), QObject(), threading.Event(), []

    def work(progress: Any) -> None:
        gate.wait(5)
        progress.step(1, 2)

    ticket = tasks.run(work, owner=owner, done=told.append, failed=told.append)
    ticket.cancel()
    with qtbot.waitSignal(tasks.ended):
        gate.set()
    assert ticket.state == "cancelled"
    assert told == []
    tasks.close()


def test_silent_when_the_owner_is_gone(qtbot: Any) -> None:
    tasks, owner, gate, told = Tasks(), QWidget(), threading.Event(), []
    tasks.run(lambda: gate.wait(5), owner=owner, done=told.append)
    delete(owner)
    with qtbot.waitSignal(tasks.ended):
        gate.set()
    assert told == []
    tasks.close()


def test_an_error_reaches_failed_or_everyone(qtbot: Any) -> None:
    tasks, owner, told = InlineTasks(), QObject(), []

    def broken() -> None:
        raise UserError(N_("No."))

    tasks.run(broken, owner=owner, failed=told.append)
    with qtbot.waitSignal(tasks.went_wrong):
        tasks.run(broken, owner=owner)
    assert str(told[0]) == "No."


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [("zs", "张三", True), ("zhangs", "张三", True), ("张", "张三", True), ("shan", "单小明", True), ("zw", "曾伟", True),
     ("0012", "0012", True), ("xq", "张三", False), ("zhang lz", "张三", False)],
)  # fmt: skip
def test_pinyin(query: str, text: str, found: bool) -> None:
    assert pinyin.matches(query, text) is found


def test_names_sort_by_pinyin() -> None:
    assert sorted(["曾伟", "张三", "单小明", "李四"], key=pinyin.sort_key) == ["李四", "单小明", "曾伟", "张三"]


@pytest.mark.parametrize("rows", [[["a", "b"], ["c", 'say "hi"']], [["two\nlines", "tab\there"], ["", "x"]]])
def test_cells_survive_the_way_to_excel_and_back(rows: list[list[str]]) -> None:
    assert tsv.read(tsv.write(rows)) == rows
    assert tsv.read(tsv.write(rows).replace("\n", "\r\n") + "\r\n")[0][1] == rows[0][1]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("c", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_colour_reaches_aa(c: theme.Colours) -> None:
    for back in (c.window, c.surface, c.stripe):
        for text in (c.text, c.muted, c.accent, c.good, c.watch, c.bad):
            assert _contrast(text, back) >= 4.5, (text, back)
    pairs = [(c.on_accent, c.accent), (c.text, c.good_back), (c.text, c.watch_back), (c.text, c.bad_back), (c.text, c.selection)]
    assert all(_contrast(text, back) >= 4.5 for text, back in pairs)


def test_the_bundled_font_shows_chinese(qapp: QApplication) -> None:
    before = qapp.font()
    assert theme.register_fonts(qapp)
    assert theme.supports(qapp.font(), "奖惩分明√休迟")
    qapp.setFont(before)


def _rows_model() -> RowsModel:
    total = Column("sum", "Sum", lambda row: str(row[1]), numeric=True, sort=lambda row: row[1])
    model = RowsModel([Column("name", "Name", lambda row: row[0]), total])
    model.set_rows([("张三", 9), ("李四", 100), ("曾伟", 30)])
    return model


def test_rows_model_sorts_filters_and_copies(qtbot: Any, qtmodeltester: Any) -> None:
    model = _rows_model()
    qtmodeltester.check(model)
    table = TableView(model, "People")
    qtbot.addWidget(table)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row[1] for row in model.rows()] == [100, 30, 9]
    table.choose(lambda row: row[0] == "张三")
    assert table.copy_text() == "Name\tSum\n张三\t9"
    model.filter("zw")
    assert [row[0] for row in model.rows()] == ["曾伟"]


@pytest.fixture
def grid(qtbot: Any) -> Grid:
    """Three agents × four days; edits are collected in `grid.edits`."""
    model = GridModel([GridColumn("no", "No.")], [GridColumn(str(day), str(day)) for day in range(1, 5)], [GridColumn("sum", "Sum")])
    model.set_rows([GridRow(n, (f"{n}", "a", "b", "", "", "2"), marks={4: Mark.READ_ONLY} if n == 2 else {}) for n in range(3)])
    made = Grid(model, "Attendance")
    made.edits = []  # type: ignore[attr-defined]
    model.edit_requested.connect(made.edits.append)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.view.setFocus()
    made.go_to(0)
    return made


def test_typing_enter_and_tab_ask_for_edits_and_move(grid: Any, qtbot: Any) -> None:
    qtbot.keyClicks(grid.view, "x")
    editor = grid.view.findChild(CellEdit)
    assert editor.text() == "x"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.edits == [[(0, 1, "x")]])
    assert grid.current() == (1, 1)
    assert grid.model.text_at(0, 1) == "x"
    assert grid.model.mark_at(0, 1) & Mark.SAVING
    assert grid.model.row(0).texts[1] == "a"
    qtbot.keyClick(grid.view, Qt.Key.Key_Tab)
    assert grid.current() == (1, 2)
    qtbot.keyClick(grid.view, Qt.Key.Key_Backtab)
    qtbot.keyClick(grid.view, Qt.Key.Key_Return)
    assert grid.current() == (2, 1)


def test_fill_clear_copy_paste(grid: Any, qtbot: Any) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    grid.view.select(0, 1, 2, 2)
    assert grid.view.copy() == "a\tb\na\tb\na\tb"
    grid.view.select(0, 3, 0, 4)
    qtbot.keyClick(grid.view, Qt.Key.Key_V, control)
    assert grid.edits[-1] == [(0, 3, "a"), (0, 4, "b"), (1, 3, "a"), (1, 4, "b"), (2, 3, "a")]
    grid.model.reject(grid.edits[-1])
    grid.view.select(0, 2, 0, 3)
    qtbot.keyClick(grid.view, Qt.Key.Key_R, control)
    assert grid.edits[-1] == [(0, 3, "b")]
    grid.view.select(0, 3, 2, 3)
    qtbot.keyClick(grid.view, Qt.Key.Key_D, control)
    assert grid.edits[-1] == [(1, 3, "b"), (2, 3, "b")]
    grid.view.select(1, 1, 1, 2)
    qtbot.keyClick(grid.view, Qt.Key.Key_Delete)
    assert grid.edits[-1] == [(1, 1, ""), (1, 2, "")]


def test_the_input_method_keeps_its_keys(grid: Any, qtbot: Any) -> None:
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    for key, modifier in ((Qt.Key.Key_Space, shift), (Qt.Key.Key_Space, control), (Qt.Key.Key_Period, control), (Qt.Key.Key_Shift, shift)):
        qtbot.keyClick(grid.view, key, modifier)
    assert grid.view.findChild(CellEdit) is None
    assert grid.edits == []
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    editor = grid.view.findChild(CellEdit)
    QApplication.sendEvent(editor, QInputMethodEvent("ni", []))
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert grid.edits == []
    assert grid.current() == (0, 1)
    done = QInputMethodEvent()
    done.setCommitString("休")
    QApplication.sendEvent(editor, done)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.edits == [[(0, 1, "a休")]])


def test_grid_model_is_a_sound_model(grid: Any, qtmodeltester: Any) -> None:
    qtmodeltester.check(grid.model)
    assert grid.find("2")
    assert grid.current() == (2, 1)


class _Demo(Page):
    name = "points"
    title = "Points"
    search_text = "Name, pinyin or number"
    primary_text = "Redeem"
    uses_month = True
    subjects = Subject.POINTS
    reads = 0

    def build(self, body: Any) -> None:
        body.addWidget(TableView(_rows_model(), "People"))

    def refresh(self) -> None:
        self.reads += 1


@pytest.fixture
def page(qtbot: Any, tmp_path: Path) -> _Demo:
    """A shown page."""
    made = _Demo(page_context(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_page_reads_when_shown_and_when_its_subject_changes(page: _Demo) -> None:
    assert page.reads == 1
    page.context.bus.changed.emit(OpChanges(Op.EDIT_ATTENDANCE, Subject.ATTENDANCE, 1), None)
    assert page.reads == 1
    page.write(lambda: Done(7, OpChanges(Op.REDEEM_POINTS, Subject.POINTS, 2)))
    assert page.reads == 2
    page.hide()
    page.context.month.choose(page.month.shifted(1))
    assert page.reads == 2
    page.show()
    assert page.reads == 3


def test_a_refusal_stands_on_the_banner(page: _Demo) -> None:
    def refused() -> Done[int]:
        raise UserError(N_("“{text}” is not a number."), text="x")

    page.write(refused)
    assert "“x” is not a number." in page.banner.text


def test_every_control_has_a_name(page: _Demo) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit

    nameless = [
        widget
        for kind in (QAbstractButton, QAbstractItemView, QLineEdit, QComboBox)
        for widget in page.findChildren(kind)
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
        and not isinstance(widget.parent(), (QLineEdit, QAbstractItemView)) and type(widget).__name__ not in ("QHeaderView", "QPushButton")
    ]  # fmt: skip
    assert nameless == []


def test_every_write_has_words() -> None:
    assert set(OP_WORDS) == set(Op)


def test_the_event_of_an_open_composition_is_noted(qtbot: Any) -> None:
    editor = CellEdit(None)
    qtbot.addWidget(editor)
    QApplication.sendEvent(editor, QInputMethodEvent("ni", []))
    assert editor.composing
    assert editor.event(QEvent(QEvent.Type.None_)) is False


def test_enter_accepts_a_dialog_and_never_turns_back(qtbot: Any) -> None:
    dialog = Dialog(None, "Import", "Yes", "Cancel")
    qtbot.addWidget(dialog)
    tick = QCheckBox("I have read it")
    dialog.body.addWidget(tick)
    dialog.yes.setEnabled(False)
    dialog.show()
    qtbot.keyClick(tick, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.buttons.buttons()[1].setFocus()
    dialog.yes.setEnabled(True)
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Return)
    assert dialog.result() == Dialog.DialogCode.Accepted


def _names_table(qtbot: Any, *columns: Column) -> TableView:
    model = RowsModel(columns)
    table = on_screen(TableView(model, "Names"), qtbot, 600, 200)
    model.set_rows([("阿依古丽·买合木提", "7")])
    return table


def test_a_column_grows_into_spare_room_for_what_it_would_cut(qtbot: Any) -> None:
    name, points = Column("name", "Name", lambda row: row[0], 40), Column("points", "Points", lambda row: row[1], 60)
    table = _names_table(qtbot, name, points)
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("阿依古丽·买合木提")
    assert table.horizontalScrollBar().maximum() == 0


def test_figures_in_the_last_column_stay_beside_their_row(qtbot: Any) -> None:
    name, points = Column("name", "Name", lambda row: row[0], 40), Column("points", "Points", lambda row: row[1], 60, numeric=True)
    assert _names_table(qtbot, name, points).columnWidth(1) < 80


def test_a_row_of_buttons_goes_on_in_the_next_line(qtbot: Any) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    row = FlowRow(room)
    buttons = [QPushButton(f"Button {number}") for number in range(6)]
    for button in buttons:
        row.addWidget(button)
    room.resize(2000, 200)
    room.show()
    assert len({button.y() for button in buttons}) == 1
    room.resize(300, 200)
    QApplication.processEvents()
    assert len({button.y() for button in buttons}) > 1
    assert max(button.geometry().right() for button in buttons) < 300
    assert row.heightForWidth(300) > row.heightForWidth(2000)


def test_columns_give_up_what_their_texts_leave_before_the_table_scrolls(qtbot: Any) -> None:
    name, points = Column("name", "Name", lambda row: row[0], 400), Column("points", "Points", lambda row: row[1], 300)
    table = _names_table(qtbot, name, points)
    assert table.horizontalScrollBar().maximum() == 0
    table.resize(1200, 200)
    QApplication.processEvents()
    assert table.columnWidth(0) == 400


def test_a_dialog_waits_for_typing_in_its_first_field(qtbot: Any) -> None:
    dialog = Dialog(None, "Password", "Go on", "Cancel")
    qtbot.addWidget(dialog)
    line = QLineEdit()
    dialog.body.addWidget(line)
    dialog.yes.setEnabled(False)
    dialog.show()
    assert dialog.focusWidget() is line


def test_enter_in_the_panel_presses_the_verb_or_the_button_in_focus(qtbot: Any) -> None:
    panel, form, pressed = SidePanel("Close"), PanelForm(Texts("en"), "What happens.", "Store"), []
    qtbot.addWidget(panel)
    line = form.form.line("name", "Name")
    form.submitted.connect(lambda: pressed.append("store"))
    form.cancelled.connect(lambda: pressed.append("cancel"))
    panel.show_widget("Form", form)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    form.no.setFocus()
    qtbot.keyClick(form.no, Qt.Key.Key_Return)
    assert pressed == ["store", "cancel"]
