"""What is owed, the ladder beside the by-hand form, and objections to public lists, by clicks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from services import follow_ups, objections
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.services.appealed import at
from tests.ui.worlds import page_context
from ui.appeals.ask import AskReviewer
from ui.appeals.page import AppealsPage
from ui.appeals.public_lists import PublicLists
from ui.appeals.statistics_view import StatisticsView
from ui.decisions.hand_form import HandForm
from ui.decisions.owed import OwedDetail
from ui.decisions.page import DecisionsPage
from ui.kit.agents import known_agents
from ui.kit.dialogs import ChooseOpenFiles, Confirm
from ui.kit.page import Page

LEFT = Qt.MouseButton.LeftButton


def _shown(page: Page, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show()


def _type(form: QWidget, key: str, text: str) -> None:
    field = form.field(key)  # type: ignore[attr-defined]
    (field.setPlainText if hasattr(field, "setPlainText") else field.setText)(text)


def test_a_plan_is_written_noted_proved_and_settled(
    workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided.publish_all(workspace)
    proof = tmp_path / "report.txt"
    proof.write_text("报告", encoding="utf-8")
    monkeypatch.setattr(ChooseOpenFiles, "ask", staticmethod(lambda *_, **__: [proof]))
    page = DecisionsPage(page_context(tmp_path, workspace, month="2026-10"))
    _shown(page, qtbot)
    waiting = sum(item.done_on is None for item in follow_ups.follow_ups(workspace))
    assert page.owed_button.text() == f"What is owed ({waiting})"
    qtbot.mouseClick(page.owed_button, LEFT)
    panel = page.owed_button.panel
    assert panel is not None
    assert panel.table.choose(lambda item: item.employee_no == "0012")

    def detail() -> OwedDetail:
        assert panel is not None
        assert panel.detail is not None
        return panel.detail

    _type(detail().plan, "text", "每天听两条录音")
    qtbot.mouseClick(detail().store_plan, LEFT)
    _type(detail().note, "text", "有进步")
    qtbot.mouseClick(detail().add_note, LEFT)
    qtbot.mouseClick(detail().attach, LEFT)
    qtbot.mouseClick(detail().settle, LEFT)
    assert sum(item.done_on is None for item in follow_ups.follow_ups(workspace)) == waiting
    _type(detail().result, "result", "达到目标")
    qtbot.mouseClick(detail().settle, LEFT)
    done = next(item for item in follow_ups.follow_ups(workspace) if item.employee_no == "0012")
    assert (done.plan, done.notes[0].text, done.evidence[0].name, done.improved) == ("每天听两条录音", "有进步", "report.txt", True)
    assert page.owed_button.text() == f"What is owed ({waiting - 1})"


def test_the_form_by_hand_shows_earlier_steps_and_the_next(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    decided.fill(workspace)
    appealed.penalise(workspace, tmp_path, issued=date(2026, 10, 12), received=date(2026, 10, 12))
    page = DecisionsPage(page_context(tmp_path, workspace, month="2026-10"))
    _shown(page, qtbot)
    qtbot.mouseClick(page.hand_button, LEFT)
    form = page.panel.content
    assert isinstance(form, HandForm)
    assert next(agent.name for agent in known_agents(workspace) if agent.employee_no == appealed.AGENT) in form.agent.itemText(2)
    assert form.form.field("team").count() > 1  # type: ignore[attr-defined]
    line = form.agent.lineEdit()
    assert line is not None
    line.setText(appealed.AGENT)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.agent.number() == appealed.AGENT
    assert "serious warning" in form.earlier.text().lower()
    assert "counts until 2027-10-11" in form.earlier.text()
    assert "Suggested next step: demerit" in form.earlier.text()


def test_an_objection_is_recorded_and_answered(workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    decided.publish_all(workspace)
    page = AppealsPage(page_context(tmp_path, at(workspace, date(2026, 11, 4))))
    _shown(page, qtbot)
    qtbot.mouseClick(page.lists_button, LEFT)

    def lists() -> PublicLists:
        assert isinstance(page.panel.content, PublicLists)
        return page.panel.content

    qtbot.mouseClick(lists().record, LEFT)
    _type(lists().form, "raised_by", "李静")
    _type(lists().form, "text", "名次有误")
    qtbot.mouseClick(lists().record, LEFT)
    assert lists().chosen.open == 1
    assert [card.searched for card in page.board_view.columns["filed"].cards()][-1].startswith("李静 客服异〔2026〕1号")
    monkeypatch.setattr(AskReviewer, "ask", staticmethod(lambda *_, **__: "孙敏"))
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *_, **__: True))
    qtbot.mouseClick(lists().give, LEFT)
    assert lists().result.value("by") == "孙敏"
    qtbot.mouseClick(lists().settle, LEFT)
    assert lists().chosen.open == 1  # nothing chosen, no reason
    lists().result.field("decision").setCurrentIndex(2)  # type: ignore[attr-defined]
    _type(lists().result, "reason", "核对有误")
    qtbot.mouseClick(lists().settle, LEFT)
    assert lists().chosen.open == 1  # no award named
    lists().result.field("outcome_id").setCurrentIndex(1)  # type: ignore[attr-defined]
    qtbot.mouseClick(lists().settle, LEFT)
    answered = objections.public_lists(workspace)[0].objections[0]
    assert (answered.decision, answered.result, answered.reviewer) == ("revoke", "核对有误", "孙敏")
    assert [card.searched.split()[1] for card in page.board_view.columns["over"].cards()] == ["客服异〔2026〕1号"]


def test_statistics_stand_by_rule(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    decided.fill(workspace)
    number = appealed.penalise(workspace, tmp_path, issued=date(2026, 10, 12), received=date(2026, 10, 12))
    appealed.file(workspace, number, datetime(2026, 10, 13, 9))
    page = AppealsPage(page_context(tmp_path, at(workspace, date(2026, 10, 14))))
    _shown(page, qtbot)
    qtbot.mouseClick(page.statistics_button, LEFT)
    view = page.panel.content
    assert isinstance(view, StatisticsView)
    shown = [[column.text(row) for column in view.rows.columns] for row in view.rows.rows()]
    assert shown == [["Misconduct", "1", "0", "–", "–", "–"]]
    assert view.objections.text() == "No objections to public lists yet."
