"""What came of a scheme, opened from its card."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from services import schemes
from services.workspace import Workspace
from tests.services.decided import S1, fill
from tests.ui.test_library_page import shown
from ui.library.page import LibraryPage


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> LibraryPage:
    """A centre with figures of two months, S1 and S2 in force since September, S8 since the day before."""
    fill(workspace)
    values = {"monthly-bonus.base": "1000", "monthly-bonus.shares": "[0,60) 0; [60,] 100"}
    schemes.adopt(workspace, scheme_id="traffic-centre", first=date(2026, 11, 1), values=values, add_indicators=True)
    return shown(workspace, tmp_path, qtbot, "zh")


def test_the_figures_stand_beside_each_other(page: LibraryPage) -> None:
    page.go(scheme=S1, tab="effect")
    assert page.details.tabs.currentWidget() is page.effect
    names = [page.effect.figures.text_at(row, 0) for row in range(page.effect.figures.rowCount())]
    assert names == ["月均离职率", "客户满意度", "业绩得分", "投诉率"]
    assert "2026-09 至 2026-10" in page.effect.span.text()
    assert "员工意见" in page.effect.note.text()


def test_a_scheme_that_is_too_young_says_so(page: LibraryPage) -> None:
    page.go(scheme="traffic-centre", tab="effect")
    assert page.effect.figures.rowCount() == 0
    assert "满一个整月" in page.effect.span.text()
    page.go(scheme="kpi-programme")
    assert page.effect.figures.rowCount() == 0
    assert "满一个整月" in page.effect.span.text()
