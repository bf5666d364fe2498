"""The simulation clicked through: choose, run, read the tables, turn a figure, refuse a wrong one, export."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from services import closing, scheme_drafts, schemes, settings
from services.rules import editing
from services.rules.scheme import Words
from services.workspace import Workspace
from tests.services.decided import OCTOBER, S1, fill
from tests.ui.test_library_page import click, shown
from ui.kit.dialogs import ChooseSaveFile
from ui.library.page import LibraryPage
from ui.library.simulate import SimulatePart


@pytest.fixture
def part(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> SimulatePart:
    """October closed, a budget of 900 yuan, a draft of S1 with 25 % instead of 10 %; the simulation open on it."""
    fill(workspace)
    settings.change(workspace, values={"monthly_budget": "900"})
    closing.close(workspace, month=OCTOBER)
    held = next(version for version in schemes.versions(workspace) if version.scheme.id == S1)
    draft = scheme_drafts.begin(workspace, name=Words("新办法", "New terms"), version_id=held.id).value
    wider = editing.put_rule(draft.scheme, editing.set_parameter(draft.scheme.rules[0], "percent", "25", own=False))
    scheme_drafts.store(workspace, draft_id=draft.id, scheme=wider)
    page = shown(workspace, tmp_path, qtbot)
    click(qtbot, page.simulate_button)
    found = page.workshop.simulate
    found.setProperty("page", page)
    found.which.setCurrentIndex(found.which.findText("Draft: New terms"))
    return found


def rows(part: SimulatePart, columns: int = 7) -> list[list[str]]:
    """The table of differences as shown."""
    return [[part.changes.text_at(row, column) for column in range(columns)] for row in range(part.changes.rowCount())]


def test_a_draft_beside_what_happened(part: SimulatePart, qtbot: QtBot) -> None:
    assert (part.first.currentText(), part.last.currentText()) == ("2026-09", "2026-10")
    click(qtbot, part.run)
    assert rows(part)[0] == ["2026-09", "Monthly top performers", "0002", "李静", "✓ gained", "–", "Award ¥500.00"]
    assert part.totals.text() == "4 gained, 0 lost, 0 changed, 5 as they were · awards ¥1,000.00 → ¥3,000.00"
    assert [part.costs.text_at(1, column) for column in (1, 2, 3, 6)] == ["closed month", "¥500.00", "¥1,500.00", "✗ ¥600.00"]
    assert part.shares.text_at(1, 4) == "7 (100.0%)"
    assert part.note.isHidden()


def test_one_figure_is_turned_and_wrong_ones_are_refused(part: SimulatePart, qtbot: QtBot) -> None:
    click(qtbot, part.run)
    tab = part.figures
    tab.which.setCurrentIndex(tab.which.findData("monthly-top-performers.percent"))
    qtbot.keyClicks(tab.value, "200")
    assert tab.problem.text() == "✗ 200 is above the greatest allowed value, 100."
    assert not tab.go.isEnabled()
    tab.value.clear()
    qtbot.keyClicks(tab.value, "10")
    click(qtbot, tab.go)
    assert tab.answers.text_at(0, 1) == "25% → 10%: 1 winner fewer, 4 awards fewer, ¥2,000.00 less"
    tab.value.clear()
    qtbot.keyClicks(tab.value, "34")
    qtbot.keyClick(tab.value, Qt.Key.Key_Return)
    assert tab.answers.rowCount() == 2
    assert "¥1,000.00 more" in tab.answers.text_at(0, 1)


def test_the_result_is_exported(part: SimulatePart, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.xlsx"
    monkeypatch.setattr(ChooseSaveFile, "ask", staticmethod(lambda *_a, **_k: path))
    assert not part.export.isEnabled()
    click(qtbot, part.run)
    click(qtbot, part.export)
    assert CalamineWorkbook.from_path(str(path)).sheet_names == ["Changes", "Costs", "How evenly awards fall"]


def test_going_back_shows_the_library(part: SimulatePart, qtbot: QtBot) -> None:
    page = part.property("page")
    assert isinstance(page, LibraryPage)
    click(qtbot, part.back)
    assert page.views.currentWidget() is page.cards
    assert page.simulate_button.isVisible()
