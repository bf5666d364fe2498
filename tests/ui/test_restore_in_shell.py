"""A restore from the settings page ends with a new window over the restored workspace, still locked and writable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services import backups, people
from services.people import NewPerson
from services.workspace import Workspace, WorkspaceInUse, open_workspace
from ui.kit.dialogs import Confirm
from ui.kit.preferences import Preferences
from ui.kit.tasks import InlineTasks
from ui.settings.backup import BackupSection
from ui.settings.page import SettingsPage
from ui.shell.app import Shell


def test_the_window_starts_over_with_the_restored_workspace(
    workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    backups.back_up(workspace)
    people.hire(workspace, person=NewPerson("1", "张三", date(2026, 1, 5)))
    workspace.close()
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *_, **__: True))
    shell = Shell(qapp, Preferences(tmp_path / "ui.ini"), InlineTasks())
    shell.open(workspace.folder)
    shell.window.show()
    shell.window.open_page("settings", section="backup")
    page = shell.window.page
    assert isinstance(page, SettingsPage)
    section = page.section("backup")
    assert isinstance(section, BackupSection)
    assert section.table.choose(lambda row: row.copy.why == "hand")
    first = shell.window
    section.ask_restore()
    try:
        assert shell.window is not first
        assert people.roster(shell.workspace, day=date(2026, 11, 2)) == ()
        people.hire(shell.workspace, person=NewPerson("2", "李四", date(2026, 1, 5)))
        with pytest.raises(WorkspaceInUse, match="pid"):
            open_workspace(workspace.folder)
    finally:
        shell.window.close()
        shell.close()
