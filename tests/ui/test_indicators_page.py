"""The indicators grid with real keys: values, hints, flags that ask once, the scorecard."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.domain.scorecards import CardLine, Curve, CurveKind
from models.domain.scorecards import Scorecard as Scorecards
from services import history, indicators, scorecards
from services.indicators import Edit
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire
from tests.ui.worlds import on_screen, page_context
from ui.indicators.columns import sparkline
from ui.indicators.page import IndicatorsPage
from ui.indicators.scorecard import Scorecard
from ui.kit.dialogs import Confirm
from ui.kit.grid_model import Mark
from ui.kit.pdf_view import PdfView

Key = Qt.Key


@pytest.fixture
def page(qtbot: Any, workspace: Workspace, tmp_path: Path) -> Iterator[IndicatorsPage]:
    hire(workspace)
    for back, value in enumerate(("88", "89", "90", "90", "91", "92"), 1):
        indicators.set_cells(workspace, month=OCTOBER.shifted(-back), cells=[Edit("0001", "quality", value)])
    return on_screen(IndicatorsPage(page_context(tmp_path, workspace, "en", "2026-10")), qtbot, 1190, 680)


def column(page: IndicatorsPage, code: str) -> int:
    return [column.key for column in page.model.columns].index(code)


def stored(page: IndicatorsPage, number: str, code: str) -> str:
    sheet = indicators.month_sheet(page.context.workspace, month=OCTOBER)
    row = next(agent for agent in sheet.agents if agent.head.employee_no == number)
    return row.cells[[i.code for i in sheet.indicators].index(code)].text


def type_in(page: IndicatorsPage, number: str, code: str, text: str, key: Qt.Key = Key.Key_Return) -> None:
    page.go(employee_no=number, indicator=code)
    page.grid.view.setFocus()
    QTest.keyClicks(page.grid.view, text[:1])
    editor = page.grid.view.indexWidget(page.grid.view.currentIndex())
    assert editor is not None
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, key)
    QApplication.processEvents()  # Enter commits through the event queue


def test_values_are_stored_and_shown_as_stored(page: IndicatorsPage) -> None:
    type_in(page, "0001", "fcr", "82.5")
    assert stored(page, "0001", "fcr") == "82.5%"
    assert page.model.text_at(0, column(page, "fcr")) == "82.5%"
    assert page.grid.current() == (1, column(page, "fcr"))
    type_in(page, "0001", "fcr", "84%", Key.Key_Tab)
    assert stored(page, "0001", "fcr") == "84%"
    assert page.grid.current() == (0, column(page, "fcr") + 1)


def test_last_month_is_a_hint_and_the_trend_follows_the_cursor(page: IndicatorsPage) -> None:
    at = column(page, "quality")
    assert page.model.row(0).hints[at] == "88"
    page.go(employee_no="0001", indicator="quality")
    assert page.model.text_at(0, column(page, "trend")) == "·····█▆▄▄▂▁·"
    assert "Last period: 88" in page.beside.text()
    page.go(employee_no="0001", indicator="csat")
    assert page.model.text_at(0, column(page, "trend")) == ""


def test_a_doubtful_value_asks_once(page: IndicatorsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = [False, True]

    def ask(*_: Any, what_happens: str, **__: Any) -> bool:
        asked.append(what_happens)
        return answers.pop(0)

    monkeypatch.setattr(Confirm, "ask", staticmethod(ask))
    at = column(page, "quality")
    type_in(page, "0001", "quality", "9")
    assert stored(page, "0001", "quality") == ""
    assert page.model.row(0).marks[at] & Mark.BAD
    type_in(page, "0001", "quality", "9")
    assert stored(page, "0001", "quality") == "9"
    assert page.model.row(0).marks[at] == Mark.WARNING
    assert "Confirmed by supervisor" in page.model.row(0).tips[at]
    assert len(asked) == 2
    assert "张三" in asked[0]
    assert "9 is far from" in asked[0]


def test_a_wrong_text_stays_marked(page: IndicatorsPage) -> None:
    type_in(page, "0001", "csat", "abc")
    assert stored(page, "0001", "csat") == ""
    assert page.model.row(0).marks[column(page, "csat")] & Mark.BAD
    assert "abc" in page.banner.text


def test_a_change_meanwhile_is_told_with_both_values(page: IndicatorsPage) -> None:
    indicators.set_cells(page.context.workspace, month=OCTOBER, cells=[Edit("0001", "csat", "4.5")])
    type_in(page, "0001", "csat", "4.8")
    assert "4.5" in page.banner.text
    assert "4.8" in page.banner.text
    assert page.model.text_at(0, column(page, "csat")) == "4.5"


def test_paste_is_one_step(page: IndicatorsPage) -> None:
    QApplication.clipboard().setText("100\t90\n200\t180")
    page.go(employee_no="0001", indicator="calls_offered")
    page.grid.view.setFocus()
    QTest.keyClick(page.grid.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (stored(page, "0001", "calls_handled"), stored(page, "0002", "calls_offered")) == ("90", "200")
    done = history.undo(page.context.workspace)
    page.context.bus.changed.emit(done.changes, None)
    assert page.model.text_at(1, column(page, "calls_handled")) == ""


def test_scorecard_follows_the_cursor(page: IndicatorsPage) -> None:
    page.card_button.setChecked(True)
    card = page.panel.content
    assert isinstance(card, Scorecard)
    assert [line.indicator.code for line in card.rows.rows()] == ["quality"]
    type_in(page, "0001", "csat", "4.6")
    page.go(employee_no="0001")
    assert [line.indicator.code for line in card.rows.rows()] == ["csat", "quality"]
    page.go(employee_no="0002")
    assert "李四" in card.head.text()
    page.panel.close_panel()
    assert not page.card_button.isChecked()


def test_sparkline() -> None:
    values = [None, Decimal(1), Decimal(2), None, Decimal(8)]
    assert sparkline(values) == "·▁▂·█"
    assert sparkline([Decimal(3), Decimal(3)]) == "▄▄"
    assert sparkline([Decimal(3)]) == ""


def test_the_scorecard_explains_the_points_and_prints(page: IndicatorsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = page.context.workspace
    line = CardLine("quality", Decimal(100), Curve(CurveKind.LINEAR, floor=Decimal(60), target=Decimal(90)))
    scorecards.save(workspace, card=Scorecards("inbound", "2026-10", (line,)))
    printed: list[str] = []
    monkeypatch.setattr(PdfView, "print_pdf", lambda view: printed.append(view.accessibleName()))
    page.card_button.setChecked(True)
    card = page.panel.content
    assert isinstance(card, Scorecard)
    assert card.total.text() == "No score"
    type_in(page, "0001", "quality", "87")
    page.go(employee_no="0001", indicator="quality")
    assert card.total.text() == "Score 90.00"
    assert "87; 60 scores 0, 90 scores 100, in proportion 90; weight 100 %: 90.00 points." in card.sentences.text()
    QTest.mouseClick(card.edit_button, Qt.MouseButton.LeftButton)
    assert page.context.visited == [("settings", {"section": "scorecards", "position": "inbound"})]  # type: ignore[attr-defined]
    QTest.mouseClick(card.sheet_button, Qt.MouseButton.LeftButton)
    assert len(printed) == 1
    assert isinstance(page.panel.content, PdfView)


def test_the_sheet_to_sign_can_be_printed_on_a3(page: IndicatorsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[tuple[int, ...]] = []
    monkeypatch.setattr(PdfView, "print_pdf", lambda view: printed.append(tuple(map(round, view._pages.sizes[0]))))
    next(action for action in page.page_actions() if action.text() == "Sheet to sign on A3…").trigger()
    page.print_page()
    assert printed == [(1191, 842), (842, 595)]
