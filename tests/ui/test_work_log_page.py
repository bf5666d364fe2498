"""The work log clicked and typed through: cases, follow-ups, ticks, checks, sheets, tables out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.domain.period import Period
from services import assessment, history, papers, schemes, work_log, work_views
from services.work_log import CaseEntry
from services.workspace import Workspace
from tests.services.work_world import work_centre
from tests.ui.worlds import nameless, on_screen, page_context
from ui.kit.dialogs import ChooseSaveFile, Confirm
from ui.kit.pdf_view import PdfView
from ui.worklog.forms import CaseForm, CheckForm, FollowForm
from ui.worklog.page import WorkLogPage

OCTOBER = Period.parse("2026-10")
TODAY = date(2026, 10, 27)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Workspace]:
    """Three agents; today is the 27th, in the month's last week; the scheme is in force."""
    workspace = work_centre(tmp_path / "centre", TODAY)
    schemes.adopt(workspace, scheme_id="call-specialist-assessment", first=date(2026, 10, 1))
    yield workspace
    workspace.close()


@pytest.fixture
def page(centre: Workspace, tmp_path: Path, qtbot: QtBot) -> WorkLogPage:
    """The page of October in English."""
    return on_screen(WorkLogPage(page_context(tmp_path, centre.speaking("en"), "en", "2026-10")), qtbot, 1190, 680)


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    """A real click."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def states(page: WorkLogPage) -> dict[str, str]:
    """What the page says of each case."""
    return {case.number: str(case.state) for case in page.cases.rows.rows()}


def test_a_case_is_added_followed_up_closed_and_removed(page: WorkLogPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert page.header.primary is not None
    click(qtbot, page.header.primary)
    form = page.panel.content
    assert isinstance(form, CaseForm)
    click(qtbot, form.yes)
    assert "number" in form.banner.text  # refused, and what was typed stays
    number, agent = form.form.field("number"), form.form.field("employee_no")
    assert isinstance(number, QLineEdit)
    assert isinstance(agent, QComboBox)
    QTest.keyClicks(number, "K1")
    agent.setCurrentIndex(1)
    form.form.field("opened_on").setDate(QDate(2026, 10, 20))  # type: ignore[attr-defined]
    click(qtbot, form.days["due_on"].tick)
    form.days["due_on"].day.setDate(QDate(2026, 10, 30))
    click(qtbot, form.yes)
    assert states(page) == {"K1": "Follow-up overdue since 2026-10-22"}
    page.cases.table.choose(lambda case: case.number == "K1")
    click(qtbot, page.cases.follow_button)
    follow = page.panel.content
    assert isinstance(follow, FollowForm)
    note = follow.form.field("note")
    assert isinstance(note, QPlainTextEdit)
    QTest.keyClicks(note, "called the workshop")
    click(qtbot, follow.yes)
    assert states(page) == {"K1": "Next follow-up by 2026-10-29"}
    click(qtbot, page.cases.only_owed)
    assert states(page) == {}
    click(qtbot, page.cases.only_owed)
    page.cases.table.choose(lambda case: case.number == "K1")
    click(qtbot, page.cases.change_button)
    change = page.panel.content
    assert isinstance(change, CaseForm)
    click(qtbot, change.days["closed_on"].tick)
    click(qtbot, change.yes)
    assert states(page) == {"K1": "Call-back due by 2026-10-29"}
    monkeypatch.setattr(Confirm, "ask", lambda *_args, **_more: True)
    page.cases.table.choose(lambda case: case.number == "K1")
    click(qtbot, page.cases.remove_button)
    assert states(page) == {}
    history.undo(page.context.workspace)
    page.refresh()
    assert states(page) == {"K1": "Call-back due by 2026-10-29"}


def test_ticks_are_typed_deleted_and_given_to_everybody(page: WorkLogPage, centre: Workspace, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(1)
    grid = page.logs.grid
    grid.go_to(0, 3 + 11)  # the 12th
    grid.view.setFocus()
    QTest.keyClicks(grid.view, "v")
    editor = grid.view.indexWidget(grid.view.currentIndex())
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert work_views.month_view(centre, month=OCTOBER).logs[0].signs[11] == "√"
    assert page.logs.model.row(1).texts[3 + 11] == "×"
    grid.go_to(1, 3 + 11)
    click(qtbot, page.logs.all_button)
    assert [agent.signs[11] for agent in work_views.month_view(centre, month=OCTOBER).logs] == ["√", "√", "√"]
    click(qtbot, page.logs.all_button)
    assert "Nobody was at work" in page.banner.text
    grid.go_to(0, 3 + 11)
    QTest.keyClick(grid.view, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert work_views.month_view(centre, month=OCTOBER).logs[0].signs[11] == "×"
    assert "(3)" in page.tabs.tabText(3)  # days without a log, one line an agent


def test_a_check_needs_its_remark(page: WorkLogPage, qtbot: QtBot) -> None:
    page.go(tab="checks")
    assert "3 are to be" in page.checks.week.text()
    click(qtbot, page.checks.add_button)
    form = page.panel.content
    assert isinstance(form, CheckForm)
    click(qtbot, form.yes)
    assert "remark" in form.banner.text
    remark = form.form.field("remark")
    assert isinstance(remark, QPlainTextEdit)
    QTest.keyClicks(remark, "complete")
    click(qtbot, form.yes)
    assert [check.looked_at for check in page.checks.rows.rows()] == ["required_actions", "attendance", "work_log"]
    assert "1 agents checked" in page.checks.week.text()
    page.checks.table.choose(lambda check: check.looked_at == "attendance")
    click(qtbot, page.checks.remove_button)
    assert len(page.checks.rows.rows()) == 2


def test_sheets_are_previewed_and_made(page: WorkLogPage, centre: Workspace, qtbot: QtBot) -> None:
    page.go(tab="assessment")
    click(qtbot, page.sheets.preview_button)
    assert "Choose an agent" in page.banner.text
    page.sheets.table.choose(lambda line: line.employee_no == "0002")
    click(qtbot, page.sheets.preview_button)
    assert isinstance(page.panel.content, PdfView)
    click(qtbot, page.sheets.issue_button)
    assert [line.number for line in page.sheets.rows.rows()] == ["", "KF-KH-2026-0001", ""]
    click(qtbot, page.sheets.issue_all_button)
    assert sorted(line.number for line in page.sheets.rows.rows()) == ["KF-KH-2026-0001", "KF-KH-2026-0002", "KF-KH-2026-0003"]
    drawn = papers.register(centre)
    assert len(drawn) == 3
    assert all(view.is_drawn for view in drawn)


def test_before_the_last_week_there_are_only_previews(tmp_path: Path, qtbot: QtBot) -> None:
    workspace = work_centre(tmp_path / "centre", date(2026, 10, 20))
    schemes.adopt(workspace, scheme_id="call-specialist-assessment", first=date(2026, 10, 1))
    page = WorkLogPage(page_context(tmp_path, workspace.speaking("en"), "en", "2026-10"))
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert not page.sheets.issue_all_button.isEnabled()
    assert page.sheets.preview_all_button.isEnabled()
    assert assessment.missing(workspace, month=OCTOBER) == 3
    workspace.close()


def test_search_export_and_names(
    page: WorkLogPage, centre: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number, employee_no in (("K1", "0001"), ("K2", "0003")):
        work_log.add_case(centre, entry=CaseEntry(number, employee_no, date(2026, 10, 20)))
    page.refresh()
    page.header.search.setText("zs")
    assert list(states(page)) == ["K2"]
    page.header.search.clear()
    page.go(case="K1")
    assert list(states(page)) == ["K1"]
    out = tmp_path / "out.csv"
    monkeypatch.setattr(ChooseSaveFile, "ask", lambda *_args, **_more: out)
    page.export_actions[0].trigger()
    assert "K2" in out.read_text(encoding="utf-8-sig")
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        assert not nameless(page)
