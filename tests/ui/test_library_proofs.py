"""Proofs of a version clicked through: ticks from a list, refusals, a signature taken back, a file added."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from services import scheme_proofs, schemes
from services.workspace import Workspace
from tests.services.decided import S1, fill
from tests.ui.test_library_page import click, shown
from tests.ui.worlds import nameless
from ui.kit.dialogs import AskReason, ChooseOpenFile
from ui.library.page import LibraryPage
from ui.library.proofs import ProofsPanel


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> LibraryPage:
    """S1 in force since September, its versions shown."""
    fill(workspace)
    made = shown(workspace, tmp_path, qtbot)
    made.go(scheme=S1, tab="versions")
    click(qtbot, made.details.proofs_button)
    return made


def panel_of(page: LibraryPage) -> ProofsPanel:
    """The proofs in the side panel."""
    found = page.panel.content
    assert isinstance(found, ProofsPanel)
    return found


def tick(panel: ProofsPanel, qtbot: QtBot, row: int) -> None:
    """Tick an agent with the space bar."""
    panel.list.setFocus()
    panel.list.setCurrentRow(row)
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)


def signed(workspace: Workspace) -> list[str]:
    """Numbers of the agents who have signed S1."""
    version = next(version.id for version in schemes.versions(workspace) if version.scheme.id == S1)
    return [reader.employee_no for reader in scheme_proofs.readers(workspace, version_id=version) if reader.signed_on]


def test_ticked_agents_are_stored_once(page: LibraryPage, workspace: Workspace, qtbot: QtBot) -> None:
    panel = panel_of(page)
    assert panel.count.text() == "0 of 13 agents have signed."
    assert not panel.yes.isEnabled()
    assert nameless(page) == []
    tick(panel, qtbot, 0)
    tick(panel, qtbot, 2)
    panel.form.field("day").setDate(QDate(2026, 12, 1))  # type: ignore[attr-defined]
    click(qtbot, panel.yes)
    assert "still to come" in panel.banner.text
    panel.form.field("day").setDate(QDate(2026, 8, 21))  # type: ignore[attr-defined]
    click(qtbot, panel.yes)
    assert signed(workspace) == ["0001", "0003"]
    panel = panel_of(page)
    assert panel.count.text() == "2 of 13 agents have signed."
    click(qtbot, panel.all)
    assert len(panel.ticked()) == 11


def test_a_signature_is_taken_back(page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = panel_of(page)
    tick(panel, qtbot, 0)
    click(qtbot, panel.yes)
    panel = panel_of(page)
    panel.list.setCurrentRow(0)
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *_a, **_k: "wrong row"))
    click(qtbot, panel.back)
    assert signed(workspace) == []


def test_a_file_proves_a_step(page: LibraryPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.txt"
    file.write_text("signatures", encoding="utf-8")
    monkeypatch.setattr(ChooseOpenFile, "ask", staticmethod(lambda *_a, **_k: file))
    panel = panel_of(page)
    box = panel.step.field("step")
    box.setCurrentIndex(3)  # type: ignore[attr-defined]
    click(qtbot, panel.add)
    assert panel.files.item(0).text() == "List of signatures: list.txt"
    click(qtbot, panel.add)
    assert "already" in panel.banner.text
