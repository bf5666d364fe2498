"""Attempts to break out of desk mode from inside the whole program: every shortcut and menu entry there is, drops, files, paste, undo."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QClipboard, QDropEvent, QHelpEvent, QKeySequence, QPointingDevice, QTabletEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.domain.ops import Op
from services import appeals, desk, settings
from services.clock import FixedClock
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.ui.worlds import on_screen, page_context
from ui.appeals import desk_mode, evidence_picker
from ui.appeals.desk_filing import DeskFiling
from ui.appeals.desk_mode import DeskWindow
from ui.appeals.desk_notices import OwnNotices, Receipt
from ui.appeals.page import AppealsPage
from ui.appeals.signature_pad import SignaturePad
from ui.kit import clipboard
from ui.kit.preferences import Preferences
from ui.shell.pages import PAGES
from ui.shell.window import Window

PIN, PASSWORD = "7306", "correct horse"
NOTICE = "客服处〔2026〕1号"
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def centre(workspace: Workspace, tmp_path: Path) -> Workspace:
    """An agent with a notice and a PIN; the supervisor's last edit could be undone."""
    decided.fill(workspace)
    appealed.penalise(workspace, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    desk.set_pin(workspace, employee_no=appealed.AGENT, pin=PIN)
    desk.set_password(workspace, password=PASSWORD)
    settings.change(workspace, values={"phone": "010-1"})
    return replace(workspace, clock=FixedClock(datetime(2026, 10, 22, 10)))


@pytest.fixture
def main(centre: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The supervisor's window, every page opened once, then the desk entered from the appeals page."""
    monkeypatch.setattr(evidence_picker, "plugged_in", list)
    context = page_context(tmp_path, centre, "en", "2026-10")
    made = Window(Preferences(tmp_path / "ui.ini"), context.tasks, context.texts)
    made.attach(context)
    made.show()
    for entry in PAGES:
        made.open_page(entry.name)
    made.open_page("appeals")
    yield made
    if (opened := at_desk(made, must=False)) is not None:
        opened.go_away()
    made.close()
    made.deleteLater()


def at_desk(main: Window, must: bool = True) -> DeskWindow | None:
    page = main.page
    assert isinstance(page, AppealsPage)
    assert page.desk_window or not must
    return page.desk_window


@pytest.fixture
def window(main: Window, qtbot: QtBot) -> DeskWindow:
    """The desk, entered by the button."""
    page = main.page
    assert isinstance(page, AppealsPage)
    qtbot.mouseClick(page.desk_button, Qt.MouseButton.LeftButton)
    assert page.desk_window is not None
    return page.desk_window


def actions(main: Window) -> list[QAction]:
    """Every action of the program: menus, submenus, pages, shortcuts without a menu."""
    return [action for action in main.findChildren(QAction) if action.text()]


def listen(main: Window) -> list[str]:
    """The words of the actions that are triggered from now on."""
    fired: list[str] = []
    for action in actions(main):
        words = action.text()
        action.triggered.connect(lambda _=False, words=words: fired.append(words))
    return fired


def sign_in(window: DeskWindow, qtbot: QtBot) -> QWidget:
    window.sign_in.number.clear()
    qtbot.keyClicks(window.sign_in.number, appealed.AGENT)
    qtbot.keyClick(window.sign_in.number, Qt.Key.Key_Return)
    qtbot.keyClicks(window.sign_in.pin, PIN)
    qtbot.keyClick(window.sign_in.pin, Qt.Key.Key_Return)
    return window.stack.currentWidget()


def filing(window: DeskWindow, qtbot: QtBot) -> DeskFiling:
    own = sign_in(window, qtbot)
    assert isinstance(own, OwnNotices)
    qtbot.keyClick(own.file_buttons[NOTICE], Qt.Key.Key_Space)
    form = window.stack.currentWidget()
    assert isinstance(form, DeskFiling)
    return form


def visible_windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def test_the_shortcuts_work_before_the_desk_is_entered(main: Window, qtbot: QtBot) -> None:
    fired = listen(main)
    main.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is main)
    qtbot.keyClick(main, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["Find"]


def test_no_shortcut_of_the_program_reaches_out_of_the_desk(main: Window, window: DeskWindow, centre: Workspace, qtbot: QtBot) -> None:
    fired = listen(main)
    keys = {keys.toString() for action in actions(main) for keys in action.shortcuts()} - {""}
    assert {"Ctrl+K", "Ctrl+F", "Ctrl+Z", "Ctrl+P", "Ctrl+O", "Ctrl+Q", "F1", "F5", "Alt+1"} <= keys
    keys |= {"Alt+F4", "Alt+F", "Alt+E", "F10", "Esc", "Ctrl+W", "Ctrl+Tab", "Shift+F10", "Menu", "Alt+Space", "Ctrl+Shift+Esc", "F11"}
    pages = [lambda: window.sign_in, lambda: filing(window, qtbot).reason]
    for page in pages:
        target = page()
        for text in sorted(keys):
            stroke = QKeySequence(text)[0]
            for receiver in (window, target):
                qtbot.keyClick(receiver, stroke.key(), stroke.keyboardModifiers())
            assert not fired, text
            assert visible_windows() == [window], text
            assert QApplication.activePopupWidget() is None, text
        assert not main.isVisible()
    assert settings.centre(centre).phone == "010-1"
    assert centre.store.undo_info().undo is Op.CHANGE_SETTINGS


def test_no_file_dialog_exists_at_the_desk(window: DeskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_a, name=name, **_k: asked.append(name) or ("", "")))
    form = filing(window, qtbot)
    for button in form.findChildren(QPushButton):
        if button.isEnabled() and button is not form.yes:
            button.click()
            if window.stack.currentWidget() is not form:
                break
    assert not asked
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]


def test_every_page_lists_only_buttons_known_to_be_harmless(window: DeskWindow, qtbot: QtBot) -> None:
    allowed = {
        "Sign in", "First time here: choose a PIN", "Leave (supervisor)", "Set the PIN", "Back", "Leave desk mode", "Change the PIN",
        "Sign out", "Change my PIN", "Appeal", "File the appeal", "Back without filing", "Sign again", "Take off the list",
        "I sign the printed receipt instead", "Look again", "Print the receipt", "Done, sign out",
    }  # fmt: skip
    own = sign_in(window, qtbot)
    seen = {button.text() for button in window.findChildren(QPushButton)}
    assert isinstance(own, OwnNotices)
    own.file_buttons[NOTICE].click()
    seen |= {button.text() for button in window.findChildren(QPushButton)}
    assert seen <= allowed
    assert not window.findChildren(QComboBox)


def test_a_file_dropped_on_the_desk_is_not_taken(window: DeskWindow, qtbot: QtBot, tmp_path: Path) -> None:
    form = filing(window, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "others.pdf"))])
    data.setText("others")
    for target in (form.reason, form.reason.viewport(), form.files, form, window):
        drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_KEYS)
        QApplication.sendEvent(target, drop)
        assert not drop.isAccepted() or target.acceptDrops() is False
    assert form.reason.toPlainText() == ""
    assert form.files.count() == 0


def test_nothing_the_supervisor_copied_can_be_pasted(main: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    wiped: list[QClipboard.Mode] = []
    board = QApplication.clipboard()
    board.setText("13800138000 李静的电话")
    monkeypatch.setattr(type(board), "supportsSelection", lambda _self: True)
    monkeypatch.setattr(type(board), "clear", lambda _self, mode=QClipboard.Mode.Clipboard: wiped.append(mode))
    clipboard.wipe()
    assert wiped == [QClipboard.Mode.Clipboard, QClipboard.Mode.Selection]
    monkeypatch.undo()
    page = main.page
    assert isinstance(page, AppealsPage)
    monkeypatch.setattr(evidence_picker, "plugged_in", list)
    page.desk_button.click()
    window = at_desk(main)
    assert window is not None
    form = filing(window, qtbot)
    qtbot.keyClick(form.reason, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(form.reason, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    assert form.reason.toPlainText() == ""


def test_help_bubbles_and_titles_tell_nothing(window: DeskWindow, qtbot: QtBot) -> None:
    own = sign_in(window, qtbot)
    for widget in (own, *own.findChildren(QWidget)):
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))
        QApplication.sendEvent(widget, event)
    assert visible_windows() == [window]
    assert window.windowTitle() == "Appeal desk"
    assert not window.isWindowModified()


def test_sent_behind_other_windows_it_comes_back(window: DeskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[bool] = []
    monkeypatch.setattr(window, "raise_", lambda: raised.append(True))
    window.showNormal()
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bool(raised))
    assert window.isFullScreen()


def test_the_whole_way_by_keys_from_sign_in_to_receipt(window: DeskWindow, centre: Workspace, qtbot: QtBot) -> None:
    def press(*keys: Qt.Key) -> None:
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget() or window, key)

    def tab_to(wanted: QWidget) -> None:
        for _ in range(40):
            if QApplication.focusWidget() is wanted:
                return
            press(Qt.Key.Key_Tab)
        raise AssertionError(f"the keyboard does not reach {wanted}")

    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.sign_in.number)
    qtbot.keyClicks(QApplication.focusWidget(), appealed.AGENT)
    press(Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), PIN)
    press(Qt.Key.Key_Return)
    own = window.stack.currentWidget()
    assert isinstance(own, OwnNotices)
    tab_to(own.file_buttons[NOTICE])
    press(Qt.Key.Key_Space)
    form = window.stack.currentWidget()
    assert isinstance(form, DeskFiling)
    tab_to(form.reason)
    qtbot.keyClicks(form.reason, "I was on a call back")
    tab_to(form.on_paper)
    press(Qt.Key.Key_Space)
    tab_to(form.yes)
    press(Qt.Key.Key_Space)
    receipt = window.stack.currentWidget()
    assert isinstance(receipt, Receipt)
    tab_to(receipt.done_button)
    press(Qt.Key.Key_Space)
    assert window.stack.currentWidget() is window.sign_in
    assert len(appeals.board(centre).cases) == 1


def test_the_receipt_is_printed_and_leaves_nothing_behind(
    window: DeskWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = tmp_path / "printed.pdf"

    def to_file() -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        return printer

    monkeypatch.setattr(desk_mode, "standard_printer", to_file)
    form = filing(window, qtbot)
    qtbot.keyClicks(form.reason, "words")
    form.on_paper.setChecked(True)
    form.yes.click()
    receipt = window.stack.currentWidget()
    assert isinstance(receipt, Receipt)
    before = set(Path(tempfile.gettempdir()).glob("fenming-*"))
    receipt.print_button.click()
    assert "being printed" in receipt.printing.text()
    document = pypdfium2.PdfDocument(printed)
    pages, width = len(document), round(document[0].get_width())
    document.close()
    assert (pages, width) == (1, 595)
    assert window._printing.page_count == 0
    assert set(Path(tempfile.gettempdir()).glob("fenming-*")) == before


def test_the_agent_changes_the_own_pin(window: DeskWindow, centre: Workspace, qtbot: QtBot) -> None:
    own = sign_in(window, qtbot)
    assert isinstance(own, OwnNotices)
    own.pin.click()
    form = window.change_pin
    for old, new, said in (("1111", "9731", "not right"), (PIN, "1234", "guessed"), (PIN, "9731", "")):
        for field, text in ((form.old, old), (form.pin, new), (form.again, new)):
            field.clear()
            qtbot.keyClicks(field, text)
        form.yes.click()
        assert said in form.problem.text()
    assert isinstance(window.stack.currentWidget(), OwnNotices)
    assert desk.sign_in(centre, employee_no=appealed.AGENT, pin="9731")


def test_a_finger_and_a_pen_sign_too(qtbot: QtBot) -> None:
    from services.texts import Texts

    pad = on_screen(SignaturePad(Texts("en")), qtbot, 520, 150)
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(20, 60), pad).commit()
    for x in range(30, 90, 10):
        QTest.touchEvent(pad, finger).move(0, QPoint(x, 60), pad).commit()
    QTest.touchEvent(pad, finger).release(0, QPoint(90, 60), pad).commit()
    touched = pad.signature()
    assert touched is not None
    assert len(touched.strokes) == 1
    pen = QPointingDevice.primaryPointingDevice()
    steps = [(QEvent.Type.TabletPress, 20), *((QEvent.Type.TabletMove, x) for x in range(30, 90, 10)), (QEvent.Type.TabletRelease, 90)]
    for kind, x in steps:
        at = QPointF(x, 100)
        button = Qt.MouseButton.LeftButton
        QApplication.sendEvent(pad, QTabletEvent(kind, pen, at, at, 0.5, 0, 0, 0, 0, 0, NO_KEYS, button, button))
    both = pad.signature()
    assert both is not None
    assert len(both.strokes) == 2
    assert all(y == 100 for _, y, _ in both.strokes[1])
    assert both.png.startswith(b"\x89PNG")
