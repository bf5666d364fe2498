"""The appeals page clicked through: board, case, decision, filing for an agent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.domain.outcomes import AppealState
from services import appeals
from services.clock import FixedClock
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.ui.worlds import page_context
from ui.appeals.ask import AskReviewer
from ui.appeals.board_view import Card
from ui.appeals.filing_form import FilingForm
from ui.appeals.page import AppealsPage
from ui.kit.ask_pin import AskPin
from ui.kit.dialogs import AskReason, Confirm

NOW = datetime(2026, 10, 22, 10)
Shown = Callable[..., AppealsPage]


@pytest.fixture
def centre(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Two received notices, on Thursday 22 October."""
    decided.fill(workspace)
    for agent in (appealed.AGENT, appealed.ANOTHER):
        appealed.penalise(workspace, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19), agent=agent)
    return replace(workspace, clock=FixedClock(NOW))


@pytest.fixture
def shown(centre: Workspace, tmp_path: Path, qtbot: QtBot) -> Shown:
    """Opens the page."""

    def show(language: str = "en") -> AppealsPage:
        page = AppealsPage(page_context(tmp_path, centre, language, "2026-10"))
        qtbot.addWidget(page)
        page.resize(1280, 720)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return show


def heads(page: AppealsPage) -> dict[str, list[str]]:
    """Keys of the cards by column."""
    return {name: [card.key for card in column.cards()] for name, column in page.board_view.columns.items()}


def card(page: AppealsPage, key: str) -> Card:
    return next(card for column in page.board_view.columns.values() for card in column.cards() if card.key == key)


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answers(monkeypatch: pytest.MonkeyPatch, text: str = "a good reason") -> None:
    """Every question is answered at once."""
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *_a, **_k: text))
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *_a, **_k: True))
    monkeypatch.setattr(AskReviewer, "ask", staticmethod(lambda *_a, **_k: "周敏"))


def test_an_empty_board_says_what_it_is_for(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    page = AppealsPage(page_context(tmp_path, workspace))
    qtbot.addWidget(page)
    page.show()
    assert not page.empty.isHidden()


def test_windows_and_cases_stand_in_their_columns_with_days_left(centre: Workspace, shown: Shown) -> None:
    filed = appealed.file(centre, "客服处〔2026〕1号", datetime(2026, 10, 20, 9))
    page = shown()
    assert heads(page) == {"windows": ["客服处〔2026〕2号"], "filed": [filed.case], "accepted": [], "under_review": [], "over": []}
    assert "2 working days left" in card(page, "客服处〔2026〕2号").searched
    assert "13 working days left" in card(page, filed.case).searched


def test_search_finds_by_pinyin(centre: Workspace, shown: Shown) -> None:
    page = shown()
    assert page.header.search is not None
    page.header.search.setText("zw")
    assert heads(page)["windows"] == ["客服处〔2026〕1号"]  # 张伟
    page.header.search.clear()
    assert len(heads(page)["windows"]) == 2


def test_a_case_from_board_to_reduction(centre: Workspace, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    filed = appealed.file(centre, "客服处〔2026〕1号", datetime(2026, 10, 20, 9))
    answers(monkeypatch)
    page = shown()
    card(page, filed.case).setFocus()
    qtbot.keyClick(card(page, filed.case), Qt.Key.Key_Space)
    assert page.case_view is not None
    assert set(page.case_view.actions) == {"accept", "note", "withdraw"}
    click(qtbot, page.case_view.actions["accept"])
    assert page.case_view.case.row.state is AppealState.ACCEPTED
    click(qtbot, page.case_view.actions["note"])
    click(qtbot, page.case_view.actions["assign"])
    form = page.case_view.form
    assert form is not None
    assert form.form.value("reviewer") == "周敏"
    click(qtbot, form.yes)
    assert form.form.field("decision").accessibleDescription() == "Choose what is decided."
    form.choice.setCurrentIndex(2)
    form.form.field("reason").setPlainText("The first time")  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert "lower amount" in form.form.field("amount").accessibleDescription()
    qtbot.keyClicks(form.form.field("amount"), "abc")
    click(qtbot, form.yes)
    assert "not a number" in form.form.field("amount").accessibleDescription()
    form.form.field("amount").setText("100")  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert page.banner.isHidden()
    case = page.case_view.case
    assert (case.row.state, case.outcome.amount) == (AppealState.CLOSED, 100)
    assert page.case_view.form is None
    assert any(paper.kind == "AppealDecisionFacts" for paper in case.papers)
    page.show_board()
    assert heads(page)["over"] == [filed.case]


def test_who_took_the_decision_is_refused(centre: Workspace, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    filed = appealed.file(centre, "客服处〔2026〕1号", datetime(2026, 10, 20, 9))
    appeals.accept(centre, case=filed.case)
    answers(monkeypatch)
    page = shown()
    page.go(case=filed.case)
    assert page.case_view is not None
    form = page.case_view.form
    assert form is not None
    form.form.field("reviewer").setText("supervisor")  # type: ignore[attr-defined]
    form.choice.setCurrentIndex(1)
    form.form.field("reason").setPlainText("no")  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert "took the decision" in page.banner.text
    assert appeals.case(centre, case=filed.case).row.state is AppealState.ACCEPTED


def test_filing_for_an_agent_shows_the_receipt(centre: Workspace, shown: Shown, qtbot: QtBot) -> None:
    page = shown()
    click(qtbot, card(page, "客服处〔2026〕2号"))
    form = page.panel.content
    assert isinstance(form, FilingForm)
    assert form.form.value("notice") == "客服处〔2026〕2号"
    click(qtbot, form.yes)
    assert form.form.field("reason").accessibleDescription()
    form.form.field("reason").setPlainText("I was not there")  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert page.banner.text.endswith("Filed as 客服申〔2026〕1号; to be decided by 2026-11-12.")
    assert appeals.board(centre).cases[0].employee_no == appealed.ANOTHER


def test_a_late_one_asks_why_and_can_be_refused(centre: Workspace, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown()
    page.primary()
    form = page.panel.content
    assert isinstance(form, FilingForm)
    form.form.field("moment").setText("2026-10-27 08:00")  # type: ignore[attr-defined]
    form.form.field("reason").setPlainText("words")  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert form.form.field("late_reason").accessibleDescription() == "A late appeal needs a reason."
    form.form.field("late_reason").setPlainText("in hospital")  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    answers(monkeypatch)
    case = appeals.board(centre).cases[0].case
    page.go(case=case)
    assert page.case_view is not None
    click(qtbot, page.case_view.actions["reject"])
    assert page.case_view.case.row.state is AppealState.REJECTED_LATE
    click(qtbot, page.case_view.actions["accept"])
    assert page.case_view.case.row.state is AppealState.ACCEPTED


def test_the_pin_is_set_beside_the_notice(centre: Workspace, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown()
    click(qtbot, card(page, "客服处〔2026〕1号"))
    form = page.panel.content
    assert isinstance(form, FilingForm)
    for pin, words in (("12", "4 to 8 figures"), ("7306", "is set")):
        monkeypatch.setattr(AskPin, "ask", staticmethod(lambda *_a, pin=pin, **_k: pin))
        click(qtbot, form.pin)
        assert words in page.banner.text
