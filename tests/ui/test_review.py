"""The list of striking figures beside the indicators, and the confirmation in the import wizard."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.domain.ops import Op
from models.queries import readings as reading_queries
from models.tables.readings import ReadingRow
from services.workspace import Workspace
from tests.services.grid_world import hire
from tests.ui.worlds import on_screen, page_context
from ui.indicators.page import IndicatorsPage
from ui.kit.dialogs import AskReason
from ui.kit.import_wizard import ImportWizard


@pytest.fixture
def page(qtbot: Any, workspace: Workspace, tmp_path: Path) -> IndicatorsPage:
    hire(workspace)
    row = {"employee_id": 2, "indicator": "answer_rate", "period": "2026-10", "value": Decimal("1.4")}
    workspace.store.transact(Op.EDIT_READINGS, lambda tx: tx.insert_many(ReadingRow, [row]), who="t")
    return on_screen(IndicatorsPage(page_context(tmp_path, workspace, "en", "2026-10")), qtbot, 1190, 680)


def test_a_finding_is_seen_and_let_stand(page: IndicatorsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert page.review.button.text() == "To look at (1)"
    QTest.mouseClick(page.review.button, Qt.MouseButton.LeftButton)
    assert "outside the plausible range" in page.review.sentence.text()
    current = page.grid.current()
    assert current is not None
    assert page.model.row(current[0]).id == "0002"
    assert page.model.columns[current[1]].key == "answer_rate"
    monkeypatch.setattr(AskReason, "ask", lambda *_, **__: "two lines added up")
    QTest.mouseClick(page.review.stand, Qt.MouseButton.LeftButton)
    assert page.review.button.text() == "To look at (0)"
    assert not page.review.stand.isEnabled()


def test_the_wizard_stores_values_out_of_range_when_told_why(page: IndicatorsPage, qtbot: Any, tmp_path: Path) -> None:
    path = tmp_path / "kpi.csv"
    path.write_text("工号,接通率,质检得分\n0001,140%,90\n", "utf-8")
    wizard = ImportWizard(page, "kpi", path)
    qtbot.addWidget(wizard)
    wizard.show()
    assert wizard.confirm.isVisible()
    assert not wizard.yes.isEnabled()
    field = wizard.confirm.field("reason")
    QTest.keyClicks(field, "two lines")
    field.editingFinished.emit()  # type: ignore[attr-defined]
    assert wizard.yes.isEnabled()
    QTest.mouseClick(wizard.yes, Qt.MouseButton.LeftButton)
    assert wizard.report is not None
    with page.context.workspace.store.read() as tx:
        stored = reading_queries.stored_readings(tx, {"2026-10"}, [1])
    assert stored[1, "answer_rate"]["2026-10"].confirmed == "supervisor"
