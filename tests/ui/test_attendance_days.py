"""Days of the sheet beside it: the layers, the list of days to settle, a correction of many days, all by clicks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.domain.ops import Op
from models.tables.attendance import PunchRow
from services import history
from services.workspace import Workspace
from tests.services.grid_world import hire
from tests.ui.worlds import on_screen, page_context
from ui.attendance.day_work import AskCorrection, Correction
from ui.attendance.page import AttendancePage
from ui.kit.dialogs import ChooseOpenFile, ChooseSaveFile, Confirm


@pytest.fixture
def page(qtbot: Any, workspace: Workspace, tmp_path: Path) -> AttendancePage:
    hire(workspace)
    stamps = [datetime(2026, 10, 13, 9), datetime(2026, 10, 14, 8, 55), datetime(2026, 10, 14, 18, 1)]
    rows = [{"employee_id": 1, "punched_at": moment} for moment in stamps]
    workspace.store.transact(Op.IMPORT_PUNCHES, lambda tx: tx.insert_many(PunchRow, rows), who="test")
    return on_screen(AttendancePage(page_context(tmp_path, workspace, "en", "2026-10")), qtbot, 1300, 720)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def button(page: AttendancePage, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def at(page: AttendancePage, number: str, day: int) -> str:
    row = [row.id for row in page.model.rows()].index(number)
    return page.model.text_at(row, page.model.body.start + day - 1)


def test_a_missing_punch_is_settled_from_the_list(page: AttendancePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = page.days.rows.rowCount()
    click(button(page, f"To settle ({count})"))
    row = page.days.rows.find(lambda one: one.day == date(2026, 10, 13))
    page.days.table.selectRow(row)
    panel = page.days.day
    assert panel.lines["stamps"].text() == "1 · Punches: 09:00"
    assert "a person has to settle it" in panel.lines["computed"].text()
    click(panel.store)
    assert page.context.workspace is not None
    assert at(page, "0001", 13) == "", "no reason, nothing stored"
    proof = tmp_path / "slip.txt"
    proof.write_text("signed", "utf-8")
    monkeypatch.setattr(ChooseOpenFile, "ask", lambda *_, **__: proof)
    click(panel.attach)
    QTest.keyClicks(panel.form.field("reason"), "door was open")
    click(panel.store)
    assert at(page, "0001", 13) == "√"
    assert page.days.rows.rowCount() == count - 1
    page.days.show_day("0001", date(2026, 10, 13))
    assert panel.lines["entry"].text().startswith("3 · Entered: √")
    assert "door was open" in panel.lines["entry"].text()
    assert panel.lines["proof"].text() == "Proof: slip.txt"


def test_the_day_beside_follows_the_cursor(page: AttendancePage) -> None:
    page.go(employee_no="0001", day=date(2026, 10, 14))
    click(button(page, "Day beside"))
    assert page.days.day.lines["computed"].text() == "2 · Computed: √"
    assert page.days.day.lines["plan"].text() == "Plan: usual shift 09:00–18:00"
    page.go(employee_no="0001", day=date(2026, 10, 13))
    assert page.days.day.lines["stamps"].text() == "1 · Punches: 09:00"


def test_many_days_are_corrected_as_one_step(page: AttendancePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proof = tmp_path / "outage.txt"
    proof.write_text("no power from nine to six", "utf-8")
    answer = Correction("一组", date(2026, 10, 13), date(2026, 10, 14), "√", "power cut", proof)
    monkeypatch.setattr(AskCorrection, "ask", lambda *_: answer)
    page.days.correct_many()
    assert [at(page, number, day) for number in ("0001", "0002") for day in (13, 14)] == ["√"] * 4
    assert at(page, "0003", 13) == ""
    assert "4 days" in page.banner.text
    for day in (13, 14):  # reason, proof and punches stand with each of the days
        page.days.show_day("0001", date(2026, 10, day))
        lines = page.days.day.lines
        assert "power cut" in lines["entry"].text()
        assert lines["proof"].text() == "Proof: outage.txt"
        assert "no punches" not in lines["stamps"].text()
    history.undo(page.context.workspace)
    page.refresh()
    assert at(page, "0001", 13) == ""


def test_the_month_is_computed_anew_when_confirmed(page: AttendancePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Confirm, "ask", lambda *_, **__: True)
    next(action for action in page.page_actions() if action.text().startswith("Compute the month")).trigger()
    assert at(page, "0001", 14) == "√"
    assert at(page, "0001", 13) == ""


def test_the_sheet_to_sign_is_written_from_the_menu(page: AttendancePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChooseSaveFile, "ask", lambda *_, **__: tmp_path / "sign.xlsx")
    next(action for action in page.page_actions() if action.text().startswith("Sheet to sign as XLSX")).trigger()
    assert (tmp_path / "sign.xlsx").stat().st_size > 5_000
    assert "3 rows" in page.banner.text


def test_typing_a_mark_settles_the_day_when_the_typing_rests(page: AttendancePage, qtbot: Any) -> None:
    before = page.days.rows.rowCount()
    page.days.soon.setInterval(0)
    page.go(employee_no="0001", day=date(2026, 10, 13))
    page.grid.view.setFocus()
    QTest.keyClick(page.grid.view, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.days.rows.rowCount() == before - 1)
    assert at(page, "0001", 13) == "√"
