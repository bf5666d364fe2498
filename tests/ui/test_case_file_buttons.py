"""The case file by a click, from the decisions and from an appeal's case."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from services import appeals
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.ui.worlds import page_context
from ui.appeals.page import AppealsPage
from ui.decisions.page import DecisionsPage
from ui.kit.dialogs import ChooseSaveFile
from ui.kit.page import Page


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the save dialog says the file shall go; the name suggested is kept beside it."""

    def ask(*_: object, suggested: Path, **__: object) -> Path:
        (tmp_path / "suggested").write_text(suggested.name, encoding="utf-8")
        return tmp_path / "case.pdf"

    monkeypatch.setattr(ChooseSaveFile, "ask", staticmethod(ask))
    return tmp_path / "case.pdf"


def _show(page: Page, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()


def _appeal(workspace: Workspace, folder: Path) -> str:
    decided.fill(workspace)
    number = appealed.penalise(workspace, folder, issued=date(2026, 10, 12), received=date(2026, 10, 12))
    case = appealed.file(workspace, number, datetime(2026, 10, 13, 10)).case
    appeals.accept(workspace, case=case)
    return case


def test_from_the_decisions(workspace: Workspace, tmp_path: Path, qtbot: QtBot, target: Path) -> None:
    _appeal(workspace, tmp_path)
    page = DecisionsPage(page_context(tmp_path, workspace, month="2026-10"))
    _show(page, qtbot)
    assert page.table.choose(lambda view: view.by_hand)
    qtbot.mouseClick(page.file_button, Qt.MouseButton.LeftButton)
    assert target.read_bytes().startswith(b"%PDF")
    assert "0003" in (tmp_path / "suggested").read_text(encoding="utf-8")
    assert "case.pdf" in page.banner.findChildren(type(page.state))[0].text() or page.banner.isVisible()


def test_from_an_appeal(workspace: Workspace, tmp_path: Path, qtbot: QtBot, target: Path) -> None:
    case = _appeal(workspace, tmp_path)
    page = AppealsPage(page_context(tmp_path, workspace))
    _show(page, qtbot)
    page.go(case=case)
    assert page.case_view is not None
    qtbot.mouseClick(page.case_view.file, Qt.MouseButton.LeftButton)
    assert target.read_bytes().startswith(b"%PDF")
