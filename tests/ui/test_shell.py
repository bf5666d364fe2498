"""The window: pages by name, undo words, palette, language, welcome."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QToolButton

from models.domain.ops import Op, OpChanges, Subject, UndoInfo
from services import papers, settings
from services.workspace import Workspace
from tests.services import decided
from ui.kit.preferences import Preferences
from ui.kit.tasks import InlineTasks
from ui.shell.app import Shell
from ui.shell.pages import PAGES
from ui.shell.palette import CommandPalette
from ui.shell.welcome import Welcome


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, workspace: Workspace, qtbot: Any) -> Any:
    """A shell over the empty test centre, in English, before any page is open."""
    preferences = Preferences(tmp_path / "ui.ini")
    preferences.put("language", "en")
    made = Shell(qapp, preferences, InlineTasks())
    qtbot.addWidget(made.window)
    made.workspace = workspace.speaking("en")
    made._new_context()
    made.window.attach(made._context)
    yield made
    made.workspace = None
    made.close()
    made.deleteLater()


def test_a_page_that_is_missing_breaks_nothing(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(entry: Any, _context: Any) -> Any:
        raise ModuleNotFoundError(name=entry.target.split(":")[0])

    monkeypatch.setattr("ui.shell.window.make_page", absent)
    for entry in PAGES:
        shell.window.open_page(entry.name)
        assert shell.window.page is None


def test_undo_says_what_it_would_do(shell: Any) -> None:
    menu = shell.window.undo
    assert not menu.undo.isEnabled()
    menu._show(UndoInfo(Op.EDIT_ATTENDANCE, "2026-09", None, ""))
    assert menu.undo.text() == "Undo: Edit attendance (2026-09)"
    assert not menu.redo.isEnabled()
    shell._context.bus.changed.emit(OpChanges(Op.EDIT_ATTENDANCE, Subject.ATTENDANCE, 1), None)
    assert menu.undo.text() == "Undo"


def test_every_action_is_in_the_palette_and_no_two_share_keys(shell: Any, qtbot: Any) -> None:
    actions = shell.window.menus.all_actions()
    keys = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+S", "Ctrl+F", "Ctrl+P", "Ctrl+K", "F1", "F5", "Ctrl+Return", "Alt+1", "Ctrl+Z", "Ctrl+Y"} <= set(keys)
    palette = CommandPalette(actions, shell.window.texts, shell.window)
    palette.find("attend")
    assert "Attendance" in palette.list.item(0).text()
    palette.close()


def test_saving_needs_no_key(shell: Any) -> None:
    shell.window.say_saved()
    assert "saved" in shell.window.status.toast.text()


def test_the_language_changes_the_window_and_keeps_the_month(shell: Any, qtbot: Any) -> None:
    month = shell._context.month.value.shifted(-2)
    shell._context.month.choose(month)
    shell.preferences.put("language", "zh")
    qtbot.addWidget(shell.window)
    assert shell.window.texts("Today") == "今日"
    assert shell._context.month.value == month


def test_the_rail_is_named(shell: Any) -> None:
    buttons = shell.window.rail.findChildren(QToolButton)
    assert [button.accessibleName() for button in buttons] == [shell.window.texts(entry.title) for entry in PAGES]


def test_the_window_says_the_name_of_the_centre_and_follows_it(shell: Any) -> None:
    shell._attach("today")
    assert settings.centre(shell.workspace).name in shell.window.windowTitle()
    done = settings.change(shell.workspace, values={"name": "North Star"})
    shell._context.bus.changed.emit(done.changes, None)
    assert shell.window.windowTitle() == f"North Star – {shell.window.texts('Fenming')}"
    assert shell.window.status.place.text() == "North Star"


def test_the_file_dialog_speaks_chinese_throughout(shell: Any, qtbot: Any) -> None:
    shell.preferences.put("language", "zh")
    dialog = QFileDialog(shell.window, "打开")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert [text for text in words if text and text.isascii()] == []
    dialog.deleteLater()


def test_esc_closes_the_help_wherever_the_focus_is(shell: Any, qtbot: Any) -> None:
    shell.window.open_page("today")
    shell.window.show()
    page = shell.window.page
    shell.window.show_help()
    assert page.panel.content is not None
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.panel.content is None


def test_enter_in_the_welcome_makes_the_centre(shell: Any, qtbot: Any, tmp_path: Path) -> None:
    page = Welcome(shell.window.texts, "en", tmp_path / "new")
    qtbot.addWidget(page)
    made: list[Any] = []
    page.created.connect(lambda *values: made.append(values))
    qtbot.keyClicks(page.form.field("name"), "North")
    qtbot.keyClick(page.form.field("name"), Qt.Key.Key_Return)
    assert made == [(tmp_path / "new", "North", "en")]


def test_welcome_asks_for_a_name(shell: Any, qtbot: Any, tmp_path: Path) -> None:
    page = Welcome(shell.window.texts, "en", tmp_path / "new")
    qtbot.addWidget(page)
    made: list[Any] = []
    page.created.connect(lambda *values: made.append(values))
    page._create()
    assert made == []
    page.form.field("name").setText("North")
    page._create()
    assert made == [(tmp_path / "new", "North", "en")]


def test_entering_a_workspace_draws_what_a_crash_left_over(shell: Any) -> None:
    decided.publish_all(shell.workspace)
    assert not any(paper.is_drawn for paper in papers.register(shell.workspace))
    shell.enter(shell.workspace)
    assert all(paper.is_drawn for paper in papers.register(shell.workspace))


def test_the_primary_shortcut_opens_its_form_with_the_cursor_in_it(shell: Any, qtbot: Any) -> None:
    shell.window.open_page("growth")
    shell.window.show()
    shell.window.press_primary()
    assert isinstance(shell.window.focusWidget(), QLineEdit)


def test_the_focus_in_the_rail_follows_the_page(shell: Any, qtbot: Any) -> None:
    shell.window.show()
    shell.window.rail._buttons["today"].setFocus()
    shell.window.open_page("roster")
    assert shell.window.focusWidget() is shell.window.rail._buttons["roster"]
