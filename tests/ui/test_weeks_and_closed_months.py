"""Values of weeks and of longer periods in the indicators grid; changes after a close ask for the reason, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.domain.kpi import BUILT_IN
from models.domain.ops import Op
from models.domain.period import Cadence, Period
from models.store import Tx
from models.tables.readings import ReadingRow
from services import anomalies, attendance, indicator_list, indicators
from services.cells import NeedsReason
from services.exchange import exporting, importing
from services.exchange.plan import RowState
from services.indicators import Edit
from services.workspace import Workspace
from tests.services import decided
from tests.services.grid_world import OCTOBER, hire
from tests.ui.worlds import on_screen, page_context
from ui.attendance.page import AttendancePage
from ui.indicators.page import IndicatorsPage
from ui.kit.dialogs import AskReason

WEEK = Period.parse("2026-W42")
CHECKS = replace(next(one for one in BUILT_IN if one.code == "quality"), code="weekly_checks", name_zh="周抽检", name_en="Weekly check",
                 cadence=Cadence.WEEK)  # fmt: skip
EXAM = replace(CHECKS, code="exam", name_zh="季度考试", name_en="Quarterly exam", cadence=Cadence.QUARTER)


@pytest.fixture
def page(qtbot: Any, workspace: Workspace, tmp_path: Path) -> Iterator[IndicatorsPage]:
    hire(workspace)
    for one in (CHECKS, EXAM):
        indicator_list.add(workspace, indicator=one)
    return on_screen(IndicatorsPage(page_context(tmp_path, workspace, "en", "2026-10")), qtbot, 1190, 680)


def type_in(page: Any, text: str) -> None:
    view = page.grid.view
    view.setFocus()
    for part in text:
        QTest.keyClick(view.indexWidget(view.currentIndex()) or view, part)
    QTest.keyClick(view.indexWidget(view.currentIndex()), Qt.Key.Key_Return)
    QApplication.processEvents()


def titles(page: IndicatorsPage) -> list[str]:
    return [page.model.columns[number].title for number in page.model.body]


def test_weeks_of_the_month_are_offered_and_keep_their_own_values(page: IndicatorsPage) -> None:
    offered = [page.span.itemText(at) for at in range(page.span.count())]
    assert offered[0] == "Month 2026-10"
    assert offered[1:] == [
        "Week 2026-W40 (09-28 to 10-04)", "Week 2026-W41 (10-05 to 10-11)", "Week 2026-W42 (10-12 to 10-18)",
        "Week 2026-W43 (10-19 to 10-25)", "Week 2026-W44 (10-26 to 11-01)",
    ]  # fmt: skip
    assert "Weekly check" not in titles(page)
    page.span.choose(WEEK)
    assert titles(page) == ["Weekly check"]
    page.go(employee_no="0001", indicator="weekly_checks")
    type_in(page, "91")
    sheet = indicators.month_sheet(page.context.workspace, month=WEEK)
    assert sheet.agents[0].cells[0].text == "91"
    page.span.setCurrentIndex(4)
    assert page.model.text_at(0, page.model.body.start) == ""
    assert page.model.row(0).hints[page.model.body.start] == "91", "last week's value"
    page.context.month.choose(OCTOBER.shifted(1))
    assert page.span.currentIndex() == 0
    assert page.period == OCTOBER.shifted(1)


def test_a_longer_cadence_names_its_period_and_fills_it(page: IndicatorsPage) -> None:
    assert "Quarterly exam 2026-Q4" in titles(page)
    page.go(employee_no="0001", indicator="exam")
    type_in(page, "88")
    page.context.month.choose(OCTOBER.shifted(1))
    at = [column.key for column in page.model.columns].index("exam")
    assert page.model.text_at(0, at) == "88"
    assert page.grid.current() is not None


def test_a_table_of_the_month_brings_and_takes_the_quarters_value(page: IndicatorsPage, tmp_path: Path) -> None:
    workspace, table = page.context.workspace, tmp_path / "october.csv"
    table.write_text("工号,姓名,季度考试,质检得分\n0001,张三,88,95\n", encoding="utf-8")
    importing.import_file(workspace, kind="kpi", path=table, period=OCTOBER)
    december = indicators.month_sheet(workspace, month=OCTOBER.shifted(2))
    row = december.agents[0]
    assert row.cells[[one.code for one in december.indicators].index("exam")].text == "88"
    exporting.export(workspace, kind="kpi", path=tmp_path / "out.xlsx", period=OCTOBER.shifted(2))
    again = importing.preview_file(workspace, kind="kpi", path=tmp_path / "out.xlsx", period=OCTOBER.shifted(2))
    assert [one.state for one in again.rows] == [RowState.SAME]


def test_striking_weekly_values_are_counted_when_the_typing_rests(
    page: IndicatorsPage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.review.soon.setInterval(0)
    page.span.choose(WEEK)
    workspace = page.context.workspace
    indicators.set_cells(workspace, month=WEEK, cells=[Edit("0001", "weekly_checks", "990")], confirm=True)
    assert anomalies.findings(workspace, month=OCTOBER) == (), "looked at when it was entered"
    page.go(employee_no="0003", indicator="weekly_checks")
    before = page.review.button.text()
    workspace.store.transact(Op.EDIT_READINGS, _unconfirmed, who="test")
    type_in(page, "80")
    qtbot.waitUntil(lambda: page.review.button.text() != before)
    assert page.review.button.text() == "To look at (1)"
    page.span.setCurrentIndex(0)
    page.review.open()
    page.review.table.selectRow(0)
    assert page.period == WEEK
    assert page.model.row(page.grid.current()[0]).id == "0001"  # type: ignore[index]


def _unconfirmed(tx: Tx) -> None:
    row = tx.session.query(ReadingRow).one()
    row.confirmed = ""


def test_missing_weeks_that_are_over_are_counted(page: IndicatorsPage) -> None:
    workspace = page.context.workspace
    assert indicators.missing(workspace, month=OCTOBER).values == 0
    indicators.set_cells(workspace, month=WEEK, cells=[Edit("0001", "weekly_checks", "91")])
    found = indicators.missing(workspace, month=OCTOBER)
    assert (found.agents, found.values) == (3, 4), "0002 and 0003 in that week, 0001 and 0002 in the next"


@pytest.fixture
def closed(workspace: Workspace) -> Workspace:
    decided.close(workspace)
    return workspace


def test_services_refuse_a_closed_month_without_a_reason(closed: Workspace) -> None:
    cells = [Edit("0001", "csat", "4.5")]
    with pytest.raises(NeedsReason):
        indicators.set_cells(closed, month=OCTOBER, cells=cells)
    with pytest.raises(NeedsReason):
        attendance.set_cells(closed, month=OCTOBER, cells=[("0001", OCTOBER.first, "√")])
    assert indicators.set_cells(closed, month=OCTOBER, cells=cells, reason="typing error").changes.log_id
    assert indicators.set_cells(closed, month=OCTOBER.shifted(1), cells=cells).changes.log_id


def test_the_reason_is_asked_once_and_can_be_changed(
    closed: Workspace, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = on_screen(AttendancePage(page_context(tmp_path, closed, "en", "2026-10")), qtbot, 1190, 680)
    answers: list[str | None] = [None, "sheet was misread", "slip found"]
    asked: list[str] = []

    def ask(*_: Any, what_happens: str, **__: Any) -> str | None:
        asked.append(what_happens)
        return answers.pop(0)

    monkeypatch.setattr(AskReason, "ask", staticmethod(ask))
    made.grid.go_to(0, made.model.body.start + 11)
    type_in(made, "s")
    assert made.model.text_at(0, made.model.body.start + 11) == "", "turned back: nothing stored"
    for _ in range(2):
        type_in(made, "s")
    assert len(asked) == 2
    assert "2026-10 is closed" in asked[0]
    assert "sheet was misread" in made.banner.text
    assert attendance.month_sheet(closed, month=OCTOBER).agents[1].cells[11].note == "sheet was misread"
    made.banner._act()
    type_in(made, "s")
    assert len(asked) == 3
