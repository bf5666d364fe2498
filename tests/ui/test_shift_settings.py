"""Shifts, cycles, who works what and clock numbers entered by hand in the settings."""

from __future__ import annotations

import zipfile
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from services import clock_numbers, shifts
from services.workspace import Workspace
from tests.services.grid_world import hire
from tests.ui.worlds import on_screen, page_context
from ui.kit.dialogs import ChooseSaveFile
from ui.settings.clocks import ClockSection
from ui.settings.page import SettingsPage
from ui.settings.shifts import ShiftSection


@pytest.fixture
def page(qtbot: Any, workspace: Workspace, tmp_path: Path) -> SettingsPage:
    hire(workspace)
    return on_screen(SettingsPage(page_context(tmp_path, workspace, month="2026-10")), qtbot, 1190, 680)


def click(section: Any, words: str) -> None:
    button = next(one for one in section.findChildren(QPushButton) if one.text() == words and one.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_night_shift_a_cycle_and_an_agent_are_entered(page: SettingsPage, workspace: Workspace) -> None:
    page.go(section="shifts")
    section = page.section("shifts")
    assert isinstance(section, ShiftSection)
    QTest.keyClicks(section.shift_form.field("code"), "N")
    QTest.keyClicks(section.shift_form.field("name"), "Night")
    section.shift_form.field("start").setTime(QTime(22, 0))  # type: ignore[attr-defined]
    section.shift_form.field("end").setTime(QTime(6, 0))  # type: ignore[attr-defined]
    click(section, "Store the shift")
    assert section.shift_rows.text_at(0, 2) == "22:00–06:00 next day"
    assert shifts.book(workspace).shifts[0].start == time(22)
    section.tabs.setCurrentIndex(1)
    QTest.keyClicks(section.pattern_form.field("code"), "C")
    QTest.keyClicks(section.pattern_form.field("days"), "N N - -")
    click(section, "Store the cycle")
    assert section.pattern_rows.text_at(0, 2) == "N N – –"
    section.tabs.setCurrentIndex(2)
    QTest.keyClicks(section.agent_form.field("numbers"), "0001 0003")
    field = section.agent_form.field("code")
    field.setCurrentIndex(field.findData("C"))  # type: ignore[attr-defined]
    section.agent_form.field("since").setDate(QDate(2026, 10, 1))  # type: ignore[attr-defined]
    click(section, "Assign")
    assert [(one.employee_no, one.since, one.shift) for one in shifts.book(workspace).agents] == [
        ("0001", date(2026, 10, 1), "C"), ("0003", date(2026, 10, 1), "C"),
    ]  # fmt: skip
    section.tabs.setCurrentIndex(1)
    section.pattern_table.selectRow(0)
    click(section, "Remove")
    assert "worked by an agent" in page.banner.text


def test_clock_numbers_are_added_and_removed(page: SettingsPage, workspace: Workspace) -> None:
    page.go(section="clocks")
    section = page.section("clocks")
    assert isinstance(section, ClockSection)
    QTest.keyClicks(section.form.field("clock_no"), "77")
    QTest.keyClicks(section.form.field("employee_no"), "0003")
    click(section, "Add the number")
    assert [(one.clock_no, one.name) for one in clock_numbers.clock_numbers(workspace)] == [("77", "王五")]
    section.table.selectRow(0)
    click(section, "Remove")
    assert clock_numbers.clock_numbers(workspace) == ()


def test_the_whole_centre_is_packed_from_the_backup_section(page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page.go(section="backup")
    monkeypatch.setattr(ChooseSaveFile, "ask", lambda *_, **__: tmp_path / "all.zip")
    click(page.section("backup"), "Package for HR…")
    assert "files were packed" in page.banner.text
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert "data.json" in archive.namelist()
