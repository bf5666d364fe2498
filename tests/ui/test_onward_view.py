"""What follows from a decided appeal is taken up by a click, and the form for a statement is shown to be printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.domain.outcomes import OutcomeStatus
from services import appeals, outcomes
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.services.test_onward import NOVEMBER, _appealed
from tests.ui.worlds import page_context
from ui.appeals.page import AppealsPage
from ui.decisions.page import DecisionsPage
from ui.kit.dialogs import Confirm
from ui.kit.pdf_view import PdfView

LEFT = Qt.MouseButton.LeftButton


def test_a_later_referral_is_revoked_by_one_click(
    workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, case = _appealed(workspace)
    appeals.decide(there, case=case, by=appealed.REVIEWER, decision="revoke", reason="数据有误")
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *_, **__: True))
    page = AppealsPage(page_context(tmp_path, there))
    qtbot.addWidget(page)
    page.show()
    page.open_case(case)
    assert page.case_view is not None
    (button,) = page.case_view.onward.findChildren(QPushButton)
    assert button.accessibleName().startswith("Revoke … 2026-11: 孙丽 would not get")
    qtbot.mouseClick(button, LEFT)
    found = [view.status for view in outcomes.outcomes_of(there, month=NOVEMBER) if view.employee_no == "0012" and view.needs_notice]
    assert found == [OutcomeStatus.REVOKED]
    assert not page.case_view.case.onward


def test_the_statement_form_is_shown_for_penalties_only(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    decided.close(workspace)
    page = DecisionsPage(page_context(tmp_path, workspace, month="2026-10"))
    qtbot.addWidget(page)
    page.show()
    assert page.table.choose(lambda view: view.rule == "monthly-service-star")
    qtbot.mouseClick(page.form_button, LEFT)
    assert "only before a penalty" in page.banner.text
    assert page.table.choose(lambda view: view.rule == "service-complaint")
    qtbot.mouseClick(page.form_button, LEFT)
    assert isinstance(page.panel.content, PdfView)
