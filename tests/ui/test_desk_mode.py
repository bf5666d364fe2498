"""Desk mode with real clicks and keys: only own things, no way out but the password, locked when idle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services import appeals, desk
from services.clock import FixedClock
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.ui.worlds import page_context
from ui.appeals import evidence_picker
from ui.appeals.ask import AskPassword
from ui.appeals.desk_filing import DeskFiling
from ui.appeals.desk_mode import DeskWindow
from ui.appeals.desk_notices import OwnNotices, Receipt
from ui.appeals.page import AppealsPage

PIN, PASSWORD = "7306", "correct horse"
NOW = datetime(2026, 10, 22, 10)


@pytest.fixture
def centre(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Two agents with a notice each; one has a PIN."""
    decided.fill(workspace)
    for agent in (appealed.AGENT, appealed.ANOTHER):
        appealed.penalise(workspace, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19), agent=agent)
    desk.set_pin(workspace, employee_no=appealed.AGENT, pin=PIN)
    desk.set_password(workspace, password=PASSWORD)
    return replace(workspace, clock=FixedClock(NOW))


@pytest.fixture
def window(centre: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskWindow]:
    """The desk, nobody signed in, no stick plugged in."""
    monkeypatch.setattr(evidence_picker, "plugged_in", list)
    made = DeskWindow(page_context(tmp_path, centre, "en", "2026-10"))
    with qtbot.waitExposed(made):
        made.enter()
    yield made
    made.go_away()


def sign_in(window: DeskWindow, qtbot: QtBot, number: str = appealed.AGENT, pin: str = PIN) -> None:
    """With the keyboard alone."""
    window.sign_in.number.clear()
    qtbot.keyClicks(window.sign_in.number, number)
    qtbot.keyClick(window.sign_in.number, Qt.Key.Key_Return)
    qtbot.keyClicks(window.sign_in.pin, pin)
    qtbot.keyClick(window.sign_in.pin, Qt.Key.Key_Return)


def words(widget: QWidget) -> str:
    """Everything that can be read in it."""
    shown = [child.text() for child in widget.findChildren(QLabel)]
    return "\n".join([*shown, *(child.text() for child in widget.findChildren(QPushButton))])


def page(window: DeskWindow) -> QWidget:
    return window.stack.currentWidget()


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_fills_the_screen_and_shows_nobody(window: DeskWindow) -> None:
    assert window.isFullScreen()
    assert window.windowModality() == Qt.WindowModality.ApplicationModal
    assert page(window) is window.sign_in
    assert all(name not in words(window) for name in decided.NAMES)


def test_sign_in_with_the_keyboard_shows_own_notices_only(window: DeskWindow, qtbot: QtBot) -> None:
    sign_in(window, qtbot)
    assert isinstance(page(window), OwnNotices)
    seen = words(window)
    assert "张伟" in seen
    assert "客服处〔2026〕1号" in seen
    assert "2 working days left" in seen
    assert "客服处〔2026〕2号" not in seen
    assert all(name not in seen for name in decided.NAMES if name != "张伟")


def test_a_wrong_pin_says_so_and_five_lock(window: DeskWindow, qtbot: QtBot) -> None:
    for _ in range(4):
        sign_in(window, qtbot, pin="0000")
        assert "not right" in window.sign_in.problem.text()
        assert window.sign_in.pin.text() == ""
    sign_in(window, qtbot, pin="0000")
    assert "10:05" in window.sign_in.problem.text()
    sign_in(window, qtbot)
    assert page(window) is window.sign_in


def test_an_appeal_from_statement_to_receipt(window: DeskWindow, centre: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    sign_in(window, qtbot)
    own = page(window)
    assert isinstance(own, OwnNotices)
    qtbot.keyClick(own.file_buttons["客服处〔2026〕1号"], Qt.Key.Key_Space)
    form = page(window)
    assert isinstance(form, DeskFiling)
    click(qtbot, form.yes)
    assert "statement first" in form.problem.text()
    qtbot.keyClicks(form.reason, "It was a customer")
    click(qtbot, form.yes)
    assert "Sign in the field" in form.problem.text()
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n photo")
    form.picker.chosen.emit(photo)
    form.picker.chosen.emit(photo)
    assert form.files.count() == 1
    qtbot.mousePress(form.pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 60))
    for x in range(30, 120, 10):
        qtbot.mouseMove(form.pad, QPoint(x, 60 + x % 20))
    qtbot.mouseRelease(form.pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 70))
    click(qtbot, form.yes)
    receipt = page(window)
    assert isinstance(receipt, Receipt)
    assert "客服申〔2026〕1号" in words(receipt)
    assert "2026-11-12" in words(receipt)
    found = appeals.case(centre, case="客服申〔2026〕1号")
    assert (found.reason, (found.signature or b"")[:4], len(found.evidence), found.events[0].note) == (
        "It was a customer",
        b"\x89PNG",
        1,
        "desk",
    )
    click(qtbot, receipt.print_button)
    assert receipt.printing.text()
    click(qtbot, receipt.done_button)
    assert page(window) is window.sign_in
    assert "张伟" not in words(window)


def test_by_keyboard_alone_the_receipt_is_signed_on_paper(window: DeskWindow, qtbot: QtBot) -> None:
    sign_in(window, qtbot)
    own = page(window)
    assert isinstance(own, OwnNotices)
    qtbot.keyClick(own.file_buttons["客服处〔2026〕1号"], Qt.Key.Key_Space)
    form = page(window)
    assert isinstance(form, DeskFiling)
    qtbot.keyClicks(form.reason, "words")
    qtbot.keyClick(form.on_paper, Qt.Key.Key_Space)
    qtbot.keyClick(form.yes, Qt.Key.Key_Space)
    assert isinstance(page(window), Receipt)


def test_two_idle_minutes_ask_for_the_pin_and_keep_the_draft(window: DeskWindow, qtbot: QtBot) -> None:
    assert window.idle.interval() == 120_000
    sign_in(window, qtbot)
    own = page(window)
    assert isinstance(own, OwnNotices)
    click(qtbot, own.file_buttons["客服处〔2026〕1号"])
    form = page(window)
    assert isinstance(form, DeskFiling)
    form.reason.setPlainText("half a sentence")
    assert window.idle.isActive()
    window.idle.timeout.emit()
    assert page(window) is window.sign_in
    assert window.agent is None
    sign_in(window, qtbot)
    assert page(window) is form
    assert form.reason.toPlainText() == "half a sentence"


def test_another_agent_never_finds_the_draft(window: DeskWindow, centre: Workspace, qtbot: QtBot) -> None:
    desk.set_pin(centre, employee_no=appealed.ANOTHER, pin="9731")
    sign_in(window, qtbot)
    own = page(window)
    assert isinstance(own, OwnNotices)
    click(qtbot, own.file_buttons["客服处〔2026〕1号"])
    window.idle.timeout.emit()
    sign_in(window, qtbot, appealed.ANOTHER, "9731")
    assert isinstance(page(window), OwnNotices)
    assert "客服处〔2026〕1号" not in words(page(window))


def test_a_touch_begins_the_two_minutes_anew(window: DeskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[bool] = []
    monkeypatch.setattr(window.idle, "start", lambda: begun.append(True))
    qtbot.keyClick(window.sign_in.number, Qt.Key.Key_0)
    assert not begun  # nobody is signed in
    monkeypatch.undo()
    sign_in(window, qtbot)
    monkeypatch.setattr(window.idle, "start", lambda: begun.append(True))
    qtbot.keyClick(page(window), Qt.Key.Key_A)
    assert begun
    begun.clear()
    qtbot.mouseClick(page(window), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert begun


def test_no_key_and_no_closing_leads_out(window: DeskWindow, qtbot: QtBot) -> None:
    left: list[bool] = []
    window.left.connect(lambda: left.append(True))
    sign_in(window, qtbot)
    keys = [Qt.Key(value) for value in range(Qt.Key.Key_F1.value, Qt.Key.Key_F12.value + 1)] + [
        Qt.Key.Key_Escape,
        Qt.Key.Key_Q,
        Qt.Key.Key_W,
    ]
    modifier = Qt.KeyboardModifier
    held = (modifier.NoModifier, modifier.ControlModifier, modifier.AltModifier, modifier.ControlModifier | modifier.ShiftModifier)
    for key in [*keys, Qt.Key.Key_Escape, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_K, Qt.Key.Key_F, Qt.Key.Key_Z, Qt.Key.Key_P, Qt.Key.Key_1]:
        for pressed in held:
            qtbot.keyClick(window, key, pressed)
            qtbot.keyClick(page(window), key, pressed)
    window.close()
    window.showMinimized()
    assert window.isVisible()
    assert window.isFullScreen()
    assert not left
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window]


def test_no_context_menu_no_drop_no_clipboard(window: DeskWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("an agent's secret")
    sign_in(window, qtbot)
    field = window.sign_in.findChildren(QLineEdit)[0]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), field.mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(field, event)
    assert QApplication.activePopupWidget() is None
    window.ask_sign_in()
    assert QApplication.clipboard().text() == ""


def test_only_the_password_leads_out(window: DeskWindow, qtbot: QtBot) -> None:
    left: list[bool] = []
    window.left.connect(lambda: left.append(True))
    click(qtbot, window.sign_in.leave_button)
    qtbot.keyClicks(window.leave.password, "wrong")
    qtbot.keyClick(window.leave.password, Qt.Key.Key_Return)
    assert "not the supervisor's" in window.leave.problem.text()
    assert not left
    qtbot.keyClicks(window.leave.password, PASSWORD)
    click(qtbot, window.leave.yes)
    assert left == [True]
    assert not window.isVisible()


def test_the_first_pin_needs_the_supervisors_password(window: DeskWindow, centre: Workspace, qtbot: QtBot) -> None:
    click(qtbot, window.sign_in.first_button)
    choose = window.choose_pin
    for password, there in (("wrong", False), (PASSWORD, True)):
        for field, text in ((choose.number, appealed.ANOTHER), (choose.pin, "9731"), (choose.again, "9731"), (choose.password, password)):
            field.clear()
            qtbot.keyClicks(field, text)
        click(qtbot, choose.yes)
        assert desk.has_pin(centre, employee_no=appealed.ANOTHER) is there
    assert window.agent is not None
    assert window.agent.employee_no == appealed.ANOTHER


def test_evidence_comes_from_a_stick_only_and_never_from_above(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    stick, secret = tmp_path / "stick", tmp_path / "secret.pdf"
    (stick / "DCIM").mkdir(parents=True)
    secret.write_bytes(b"%PDF-1.4")
    (stick / "DCIM" / "photo.jpg").write_bytes(b"\xff\xd8\xff photo")
    (stick / "DCIM" / "tool.exe").write_bytes(b"MZ")
    (stick / "way-out.pdf").symlink_to(secret)
    monkeypatch.setattr(evidence_picker, "plugged_in", lambda: [stick])
    from services.texts import Texts

    picker = evidence_picker.EvidencePicker(Texts("en"))
    qtbot.addWidget(picker)
    chosen: list[Path] = []
    picker.chosen.connect(chosen.append)

    def names() -> list[str]:
        return [picker.list.item(at).text() for at in range(picker.list.count())]

    assert names() == ["stick"]
    picker.list.itemActivated.emit(picker.list.item(0))
    assert names() == ["DCIM"]
    picker.list.itemActivated.emit(picker.list.item(0))
    assert names() == ["photo.jpg"]
    picker.list.itemActivated.emit(picker.list.item(0))
    assert chosen == [stick / "DCIM" / "photo.jpg"]
    for _ in range(3):
        picker.up()
    assert names() == ["stick"]


def test_entering_hides_the_supervisors_window_and_silences_its_shortcuts(
    workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided.fill(workspace)
    monkeypatch.setattr(AskPassword, "ask", staticmethod(lambda *_a, **_k: PASSWORD))
    monkeypatch.setattr(evidence_picker, "plugged_in", list)
    main = QMainWindow()
    qtbot.addWidget(main)
    fired: list[bool] = []
    action = QAction("palette", main)
    action.setShortcut("Ctrl+K")
    action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
    action.triggered.connect(lambda: fired.append(True))
    main.addAction(action)
    page = AppealsPage(page_context(tmp_path, workspace, "en", "2026-10"))
    main.setCentralWidget(page)
    with qtbot.waitExposed(main):
        main.show()
    click(qtbot, page.desk_button)
    opened = page.desk_window
    assert opened is not None
    assert desk.has_password(workspace)
    assert opened.isVisible()
    assert not main.isVisible()
    qtbot.keyClick(opened.sign_in.number, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not fired
    click(qtbot, opened.sign_in.leave_button)
    qtbot.keyClicks(opened.leave.password, PASSWORD)
    qtbot.keyClick(opened.leave.password, Qt.Key.Key_Return)
    assert main.isVisible()
