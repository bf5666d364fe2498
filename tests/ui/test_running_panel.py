"""An agent's running month from the roster's panel."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.domain.period import Cadence, Period
from services import review_sheet, running_sheet
from services.workspace import Workspace
from tests.services import decided
from tests.ui.worlds import page_context
from ui.kit.pdf_view import PdfView
from ui.roster.page import RosterPage
from ui.roster.person_panel import PersonPanel
from ui.roster.running_panel import RunningPanel


def test_the_month_so_far_opens_from_an_agent_and_leads_back(qtbot: Any, workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    page = RosterPage(page_context(tmp_path, workspace, month="2026-10"))
    qtbot.addWidget(page)
    page.resize(1190, 680)
    with qtbot.waitExposed(page):
        page.show()
    page.table.choose(lambda row: row.employee_no == "0003")
    page.open_person(page.table.current())
    panel = page.panel.content
    assert isinstance(panel, PersonPanel)
    QTest.mouseClick(panel.buttons["running"], Qt.MouseButton.LeftButton)
    running = page.panel.content
    assert isinstance(running, RunningPanel)
    words = "\n".join(running.words())
    assert "Performance: 1 of 10" in words
    assert "2 are missing" in words
    assert "To the next step" in words
    back = next(one for one in running.findChildren(QPushButton) if one.text() == "Time line")
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert isinstance(page.panel.content, PersonPanel)


def test_an_agent_who_does_not_take_part_is_told_why(qtbot: Any, workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    page = RosterPage(page_context(tmp_path, workspace, month="2026-10"))
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.table.choose(lambda row: row.employee_no == "0099")
    page.start("running")
    assert isinstance(page.panel.content, RunningPanel)
    assert "Does not take part" in page.panel.content.words()


def test_the_sheet_for_the_agent_says_the_same(qtbot: Any, workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    page = RosterPage(page_context(tmp_path, workspace, month="2026-10"))
    qtbot.addWidget(page)
    page.show()
    page.table.choose(lambda row: row.employee_no == "0003")
    page.start("running")
    running = page.panel.content
    assert isinstance(running, RunningPanel)
    facts = running_sheet.running_facts(page.context.workspace.speaking("en"), employee_no="0003", month=decided.OCTOBER)
    assert set(facts.steps) <= {line.removeprefix("▲ ") for line in running.words()}
    assert (facts.agent.employee_no, facts.points) == ("0003", 1)
    QTest.mouseClick(running.sheet, Qt.MouseButton.LeftButton)
    assert isinstance(page.panel.content, PdfView)
    pdf = running_sheet.running_pdf(page.context.workspace.speaking("en"), employee_no="0003", month=decided.OCTOBER)
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "0003" in text
    assert page.panel.content._name == "0003 2026-10"


@pytest.mark.parametrize(
    ("cadence", "period", "words"),
    [(Cadence.QUARTER, "2026-Q4", "quarter 4 of 2026"), (Cadence.HALF_YEAR, "2026-H2", "second half of 2026")],
)
def test_the_review_of_a_longer_period_opens_as_a_paper(
    qtbot: Any, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cadence: Cadence, period: str, words: str
) -> None:
    decided.fill(workspace)
    page = RosterPage(page_context(tmp_path, workspace, month="2026-10"))
    qtbot.addWidget(page)
    page.resize(1190, 680)
    with qtbot.waitExposed(page):
        page.show()
    page.table.choose(lambda row: row.employee_no == "0003")
    drawn = {}
    draw = review_sheet.review_pdf

    def watched(workspace: Workspace, *, employee_no: str, period: Period) -> bytes:
        drawn[period.text] = draw(workspace, employee_no=employee_no, period=period)
        return drawn[period.text]

    monkeypatch.setattr(review_sheet, "review_pdf", watched)
    page.start("running")
    running = page.panel.content
    assert isinstance(running, RunningPanel)
    QTest.mouseClick(running.reviews[cadence], Qt.MouseButton.LeftButton)
    view = page.panel.content
    assert isinstance(view, PdfView)
    assert view.page_count == 1
    assert words in pypdf.PdfReader(BytesIO(drawn[period])).pages[0].extract_text()
