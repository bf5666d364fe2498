"""The scorecard of a position shaped by clicking and typing: live sum, a refused gap, the curve, the preview, what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from models.domain.scorecards import CurveKind
from services import closing, history, scorecards
from services.scorecard_lines import TypedLine
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER
from tests.services.scorecard_world import card, fill
from tests.services.test_scorecards import adopt
from tests.ui.worlds import on_screen, page_context
from ui.kit.dialogs import Confirm
from ui.settings.page import SettingsPage
from ui.settings.scorecards import ScorecardSection


@pytest.fixture
def section(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> ScorecardSection:
    fill(workspace)
    page = on_screen(SettingsPage(page_context(tmp_path, workspace, month="2026-10")), qtbot, 1216, 708)
    page.go(section="scorecards", position="inbound")
    found = page.section("scorecards")
    assert isinstance(found, ScorecardSection)
    return found


def press(section: ScorecardSection, name: str) -> None:
    QTest.mouseClick(getattr(section, name), Qt.MouseButton.LeftButton)


def put(field: object, text: str) -> None:
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)


def pick(field: object, value: object) -> None:
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def add(section: ScorecardSection, indicator: str, weight: str, curve: CurveKind, **figures: str) -> None:
    press(section, "add_button")
    form = section.editor.form
    pick(form.field("indicator"), indicator)
    put(form.field("weight"), weight)
    pick(form.field("curve"), curve)
    for key, text in figures.items():
        put(form.field(key), text)


def band(section: ScorecardSection, low: str, high: str, score: str) -> None:
    rows = section.editor.bands
    QTest.mouseClick(rows.add_button, Qt.MouseButton.LeftButton)
    for at, text in ((2, low), (4, high), (5, score)):
        put(rows.rows[-1][at], text)


def shaped(section: ScorecardSection) -> None:
    add(section, "csat", "30", CurveKind.BANDS)
    for low, high, score in (("1", "4", "0"), ("4", "4.5", "60"), ("4.5", "", "100")):
        band(section, low, high, score)
    pick(section.editor.form.field("sample"), "calls_handled")
    put(section.editor.form.field("least"), "30")
    add(section, "quality", "50", CurveKind.LINEAR, floor="60", target="90")


def test_a_card_is_built_by_clicking_and_holds(section: ScorecardSection) -> None:
    shaped(section)
    assert "80 %" in section.sum.text()
    press(section, "store_button")
    assert "add up to 80 %" in section.page.banner.text
    add(section, "aht", "20", CurveKind.RATIO, target="240")
    assert section.sum.text().startswith("✓")
    press(section, "store_button")
    workspace = section.page.context.workspace
    held = scorecards.book(workspace, month=OCTOBER).positions[0].held
    assert held is not None
    assert [(line.indicator, line.weight) for line in held.lines] == [(line.indicator, line.weight) for line in card().lines]
    assert "3 indicators" in section.holds.text()
    found = scorecards.agent_cards(workspace, month=OCTOBER, employee_nos=["0001"])[0]
    assert str(found.found.score) == "86.00"
    history.undo(workspace)
    section.refresh()
    assert "entered performance score" in section.holds.text()


def test_a_gap_is_refused_as_it_is_typed_and_the_curve_fades(section: ScorecardSection) -> None:
    shaped(section)
    section.table.selectRow(0)
    editor = section.editor
    assert (editor.fault, editor.curve.stale) == ("", False)
    assert [(str(piece.left), str(piece.from_score)) for piece in editor.curve.pieces] == [("1", "0"), ("4", "60"), ("4.5", "100")]
    before = editor.curve.grab().toImage()
    put(editor.bands.rows[1][2], "4.2")
    assert "“[1,4) 0” and “[4.2,4.5) 60” there is a gap" in editor.problem.text()
    assert editor.curve.stale
    assert editor.curve.grab().toImage() != before
    press(section, "store_button")
    assert scorecards.book(section.page.context.workspace, month=OCTOBER).positions[0].cards == ()
    section.table.selectRow(1)
    section.table.selectRow(0)
    assert editor.bands.rows[1][2].text() == "4.2"
    put(editor.bands.rows[1][2], "3.9")
    assert "overlap" in editor.problem.text()
    put(editor.bands.rows[1][2], "4")
    assert (editor.problem.text(), editor.curve.stale) == ("", False)
    put(editor.bands.rows[0][2], "2")
    assert "No band holds the values from 1 to 2" in editor.problem.text()


def test_reversed_bounds_of_a_line_are_named(section: ScorecardSection) -> None:
    add(section, "quality", "100", CurveKind.LINEAR, floor="90", target="60")
    assert "90 and 60 are reversed" in section.editor.problem.text()


def test_the_preview_shows_old_and_new(section: ScorecardSection) -> None:
    shaped(section)
    add(section, "aht", "20", CurveKind.RATIO, target="240")
    press(section, "try_button")
    assert [[section.preview_rows.text_at(row, column) for column in (0, 2, 3, 4)] for row in range(3)] == [
        ["0001", "70.00", "86.00", "+16.00"], ["0002", "95.00", "71.43", "-23.57"], ["0003", "88.00", "–", ""],
    ]  # fmt: skip
    assert scorecards.book(section.page.context.workspace, month=OCTOBER).positions[0].cards == ()
    put(section.editor.form.field("target"), "250")
    assert section.preview.isHidden()


def test_lines_are_taken_out_and_a_card_is_ended(section: ScorecardSection, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = section.page.context.workspace
    scorecards.save(workspace, card=card())
    section.refresh()
    section.table.selectRow(2)
    press(section, "remove_button")
    assert [line.indicator for line in section.rows.rows() if isinstance(line, TypedLine)] == ["csat", "quality"]
    asked: list[str] = []

    def yes(*_: Any, what_happens: str, **__: Any) -> bool:
        asked.append(what_happens)
        return True

    monkeypatch.setattr(Confirm, "ask", staticmethod(yes))
    put(section.form.field("from_month"), "2026-12")
    press(section, "end_button")
    assert "From 2026-12 on" in asked[0]
    assert "ends before 2026-12" in section.holds.text()


def test_a_closed_month_is_refused_and_the_next_one_offered(section: ScorecardSection) -> None:
    workspace = section.page.context.workspace
    adopt(workspace)
    closing.close(workspace, month=OCTOBER)
    section.refresh()
    assert section.form.value("from_month") == "2026-11"
    add(section, "quality", "100", CurveKind.LINEAR, floor="60", target="90")
    put(section.form.field("from_month"), "2026-10")
    press(section, "store_button")
    assert "2026-10 is closed already" in section.page.banner.text
