"""Accounts in the window: made in the settings, asked for at opening, the screen locked and given back, by clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models.domain.rights import Role
from services import accounts
from services.workspace import Workspace
from ui.kit.preferences import Preferences
from ui.kit.recovery_key import ShowRecoveryKey, print_sheet, sheet
from ui.kit.tasks import InlineTasks
from ui.settings.account_questions import AskAccount
from ui.settings.accounts import AccountSection
from ui.settings.page import SettingsPage
from ui.shell.app import Shell
from ui.shell.sign_in import SignInView

PASSWORD = "Lotus-river-7"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Recovery keys shown, without a dialog."""
    shown: list[str] = []
    monkeypatch.setattr(ShowRecoveryKey, "ask", staticmethod(lambda *_, key, about: shown.append(key)))
    return shown


@pytest.fixture
def shell(workspace: Workspace, tmp_path: Path, qtbot: QtBot, qapp: QApplication, keys: list[str]) -> Iterator[Shell]:
    """A shell over the test centre, in English, Today open."""
    workspace.close()
    preferences = Preferences(tmp_path / "ui.ini")
    preferences.put("language", "en")
    made = Shell(qapp, preferences, InlineTasks())
    made.window.show()
    made.open(workspace.folder)
    yield made
    made.window.close()
    made.close()
    made.deleteLater()


def section(shell: Shell) -> AccountSection:
    shell.window.open_page("settings", section="accounts")
    page = shell.window.page
    assert isinstance(page, SettingsPage)
    found = page.section("accounts")
    assert isinstance(found, AccountSection)
    return found


def make_first(shell: Shell, qtbot: QtBot) -> None:
    form = section(shell).first
    for key, text in (("name", "王主管"), ("password", PASSWORD), ("again", PASSWORD)):
        form.field(key).setText(text)  # type: ignore[attr-defined]
    qtbot.mouseClick(section(shell).make, LEFT)


def sign_in_view(shell: Shell) -> SignInView:
    view = shell.window.stack.currentWidget()
    assert isinstance(view, SignInView)
    return view


def test_a_one_person_centre_is_told_what_it_means_and_makes_an_account(shell: Shell, qtbot: QtBot, keys: list[str]) -> None:
    first = section(shell)
    assert not first.alone.isHidden()
    assert first.listed.isHidden()
    qtbot.mouseClick(first.make, LEFT)
    assert not keys
    make_first(shell, qtbot)
    assert len(keys) == 1
    assert shell.workspace.user.name == "王主管"
    assert "王主管 (Supervisor)" in shell.window.status.place.text()
    assert not section(shell).listed.isHidden()


def test_accounts_are_added_and_taken_out_of_use(shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    make_first(shell, qtbot)
    monkeypatch.setattr(AskAccount, "ask", staticmethod(lambda *_: ("访客", Role.READ_ONLY, PASSWORD)))
    here = section(shell)
    qtbot.mouseClick(_button(here, "New account…"), LEFT)
    assert here.table.choose(lambda account: account.name == "访客")
    qtbot.mouseClick(_button(here, "Take out of use, or back"), LEFT)
    assert [(a.name, a.active) for a in accounts.accounts(shell.workspace)] == [("王主管", True), ("访客", False)]


def test_the_window_asks_at_opening_and_refuses_a_wrong_password(shell: Shell, qtbot: QtBot) -> None:
    make_first(shell, qtbot)
    shell.open(_elsewhere_and_back(shell))
    view = sign_in_view(shell)
    assert shell.window.context is None
    for typed, comes_in in (("nonsense-1", False), (PASSWORD, True)):
        qtbot.keyClicks(view.password, typed)
        qtbot.mouseClick(view.yes, LEFT)
        assert (shell.window.context is not None) is comes_in
        if not comes_in:
            assert "do not fit" in view.problem.text()
            assert view.password.text() == ""
    assert shell.window.page is not None


def test_the_recovery_key_leads_back_in(shell: Shell, qtbot: QtBot, keys: list[str]) -> None:
    make_first(shell, qtbot)
    shell.open(_elsewhere_and_back(shell))
    view = sign_in_view(shell)
    qtbot.mouseClick(view.other, LEFT)
    qtbot.keyClicks(view.key, keys[0].lower())
    qtbot.keyClicks(view.password, "Bamboo-hill-9")
    qtbot.keyClicks(view.again, "Bamboo-hill-9")
    qtbot.mouseClick(view.yes, LEFT)
    assert shell.workspace.user.name == "王主管"
    assert len(keys) == 2
    assert keys[0] != keys[1]


def test_ctrl_l_locks_and_the_same_user_finds_the_page_again(shell: Shell, qtbot: QtBot) -> None:
    make_first(shell, qtbot)
    shell.window.open_page("roster")
    window = shell.window
    next(action for action in window.menus.file.actions() if action.shortcut().toString() == "Ctrl+L").trigger()
    assert shell.door.locked is not None
    assert not window.isVisible()
    view = shell.door.locked.view
    qtbot.keyClicks(view.password, PASSWORD)
    qtbot.keyClick(view.password, Qt.Key.Key_Return)
    assert shell.window is window
    assert window.isVisible()
    assert window.page is not None
    assert window.page.name == "roster"


def test_idle_minutes_lock_and_another_user_gets_another_window(shell: Shell, qtbot: QtBot) -> None:
    make_first(shell, qtbot)
    accounts.add(shell.workspace, name="孙敏", role=Role.HR_REVIEWER, password=PASSWORD)
    before = shell.window
    shell.door.watch.timer.timeout.emit()
    assert shell.door.locked is not None
    view = shell.door.locked.view
    view.form.field("name").setCurrentText("孙敏")  # type: ignore[attr-defined]
    qtbot.keyClicks(view.password, PASSWORD)
    qtbot.mouseClick(view.yes, LEFT)
    assert shell.window is not before
    assert shell.workspace.actor == "孙敏"
    assert shell.window.page is not None
    assert not section(shell).managing[0].isEnabled()


def test_without_accounts_the_lock_says_where_to_make_them(shell: Shell) -> None:
    shell.door.lock()
    assert shell.door.locked is None
    assert "no accounts" in shell.window.status.toast.text()


def test_the_minutes_until_the_lock_are_set_and_hold_at_once(shell: Shell, qtbot: QtBot) -> None:
    make_first(shell, qtbot)
    assert shell.door.watch.timer.interval() == 10 * 60_000
    field = section(shell).lock.field("lock_minutes")
    field.setValue(3)  # type: ignore[attr-defined]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert shell.door.watch.timer.interval() == 3 * 60_000
    assert shell.door.watch.timer.isActive()


def test_the_sheet_of_the_recovery_key_prints_and_is_kept_nowhere(shell: Shell, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    key = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"
    print_sheet(sheet(shell.window.texts, key, "centre · 2026-11-02"), printer)
    document = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    words = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    document.close()
    assert key in words
    assert "centre · 2026-11-02" in words
    assert not list((shell.workspace.folder / "documents").rglob("*.pdf"))


def _elsewhere_and_back(shell: Shell) -> Path:
    folder: Path = shell.workspace.folder
    shell.workspace.close()
    shell.workspace = None
    return folder


def _button(section: AccountSection, words: str) -> QPushButton:
    return next(button for button in section.findChildren(QPushButton) if button.text() == words)
