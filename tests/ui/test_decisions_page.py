"""The decisions page, clicked through from the preview to the publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.domain.ops import Op
from models.domain.outcomes import OutcomeStatus
from models.store import Tx
from models.tables.readings import ReadingRow
from services import papers, settings
from services.clock import FixedClock
from services.workspace import Workspace, create_workspace
from tests.services import decided
from tests.ui.worlds import on_screen, page_context
from ui.decisions.hand_form import HandForm
from ui.decisions.page import DecisionsPage
from ui.decisions.statement import AskStatement, Statement
from ui.kit.dialogs import AskReason, ChooseOpenFiles, Confirm
from ui.kit.theme import IconButton
from ui.kit.trace_view import TraceView


@pytest.fixture
def english(tmp_path: Path) -> Iterator[Workspace]:
    """The centre of `decided` in English, not closed yet."""
    workspace = create_workspace(tmp_path / "centre", name="Centre", language="en", clock=FixedClock.on(date(2026, 11, 2)))
    decided.fill(workspace)
    yield workspace
    workspace.close()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, english: Workspace) -> DecisionsPage:
    """The page in October, shown."""
    return on_screen(DecisionsPage(page_context(tmp_path, english, month="2026-10")), qtbot, 1180, 640)


@pytest.fixture(autouse=True)
def says_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is answered with yes and the reason “because”."""
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *args, **words: True))
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *args, **words: "because"))


def rule(page: DecisionsPage, name: str) -> None:
    """Choose a rule and its first outcome."""
    assert page.group_table.choose(lambda g: g.rule == name)
    assert page.table.choose(lambda _: True)


def test_the_preview_groups_by_rule_and_stores_nothing(page: DecisionsPage, english: Workspace) -> None:
    assert page.state.text().startswith("Preview")
    assert [g.rule for g in page.groups.rows()] == [
        "", "monthly-service-star", "monthly-top-performers", "service-complaint", "two-months-in-bottom", "monthly-points",
    ]  # fmt: skip
    assert page.groups.text_at(2, 3) == "¥500.00"
    assert not page.confirm_button.isEnabled()
    assert decided.ids_of(english) == []


def test_from_close_over_why_and_confirm_to_publish(page: DecisionsPage, english: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page.primary()
    assert page.state.text() == "Closed. 17 to decide, 0 to publish, 17 in all."
    rule(page, "two-months-in-bottom")
    page.why_button.click()
    shown = page.panel.content
    assert isinstance(shown, TraceView)
    text = shown.as_text()
    assert "coaching plan" in text
    assert "2 months in a row in the bottom group" in text
    rule(page, "service-complaint")
    page.confirm_button.click()
    assert "徐婷" in page.banner.text
    monkeypatch.setattr(AskStatement, "ask", staticmethod(lambda *args, **words: Statement("I was told to.")))
    page.statement_button.click()
    rule(page, "service-complaint")
    page.confirm_button.click()
    assert decided.only(english, "service-complaint").status is OutcomeStatus.CONFIRMED
    page.group_table.choose(lambda g: not g.rule)
    page.confirm_all_button.click()
    assert page.state.text() == "Closed. 1 to decide, 16 to publish, 17 in all."
    page.primary()
    assert "16 decisions published, 6 papers issued." in page.banner.text
    assert all(paper.is_drawn for paper in papers.register(english))
    assert decided.only(english, "service-complaint").statement == "I was told to."


def test_waive_and_back(page: DecisionsPage, english: Workspace) -> None:
    page.primary()
    rule(page, "service-complaint")
    page.waive_button.click()
    view = decided.only(english, "service-complaint")
    assert (view.status, view.reason) == (OutcomeStatus.WAIVED, "because")
    rule(page, "service-complaint")
    page.reopen_button.click()
    assert decided.only(english, "service-complaint").status is OutcomeStatus.PROPOSED


def test_a_record_by_hand_from_the_side_panel(
    page: DecisionsPage, english: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = tmp_path / "proof.txt"
    proof.write_text("seen on camera", encoding="utf-8")
    monkeypatch.setattr(ChooseOpenFiles, "ask", staticmethod(lambda *args, **words: [proof]))
    page.primary()
    page.hand_button.click()
    form = page.panel.content
    assert isinstance(form, HandForm)
    form.save.click()
    assert decided.ids_of(english, "misconduct") == []
    choice = form.form.field("rule")
    choice.setCurrentIndex(next(n for n in range(choice.count()) if choice.itemData(n).rule == "misconduct"))
    assert form.form.value("kind") == "penalty"
    form.agent.setEditText("0003")
    form.form.field("facts").setPlainText("Played games at work.")
    form.form.field("amount").setText("twenty")
    form.save.click()
    assert decided.ids_of(english, "misconduct") == []
    form.form.field("amount").setText("20")
    form.attach()
    form.save.click()
    view = decided.only(english, "misconduct")
    assert (view.employee_no, view.amount, view.by_hand, view.evidence[0].name) == ("0003", Decimal("20.00"), True, "proof.txt")


def test_budget_notes_and_left_out(page: DecisionsPage, english: Workspace) -> None:
    assert "no budget" in page.budget.text()
    settings.change(english, values={"monthly_budget": "300"})
    page.make_stale()
    assert "¥200.00 over the budget" in page.budget.text()
    page.show_left_out()
    words = [page.panel.content.rows_model.text_at(0, n) for n in range(5)]
    assert words[0] == "0001"
    page.show_warnings()
    assert any("attendance" in label.text() for label in page.panel.content.findChildren(QLabel))


def test_late_data_is_announced_and_answered(page: DecisionsPage, english: Workspace) -> None:
    page.primary()
    page.group_table.choose(lambda g: g.rule == "monthly-top-performers")
    page.confirm_all_button.click()
    page.primary()
    assert page.late_line.isHidden()

    def better(tx: Tx) -> None:
        row = tx.get(ReadingRow, (5, "performance", "2026-10"))
        assert row is not None
        row.value = Decimal("99.5")

    english.store.transact(Op.EDIT_READINGS, better, who="test")
    page.make_stale()
    assert not page.late_line.isHidden()
    assert "would be different" in page.late_line.words.text()
    page.late_line.buttons[0].click()
    assert any("0001" in label.text() for label in page.panel.content.findChildren(QLabel))
    page.late_line.buttons[1].click()
    assert decided.only(english, "monthly-top-performers").status is OutcomeStatus.REVOKED
    assert page.late_line.isHidden()


def test_without_a_scheme_the_page_says_what_to_do(qtbot: QtBot, tmp_path: Path, workspace: Workspace) -> None:
    context = page_context(tmp_path, workspace, month="2026-10")
    made = DecisionsPage(context)
    qtbot.addWidget(made)
    made.show()
    assert made._stack.currentWidget() is made.empty
    made.empty._button.click()
    assert context.visited[0][0] == "library"  # type: ignore[attr-defined]


def test_every_control_has_a_name(page: DecisionsPage) -> None:
    page.open_hand_form()
    for button in page.findChildren(QPushButton):
        assert button.text() or button.accessibleName() or not button.isVisibleTo(page), button
    for control in (*page.findChildren(IconButton), *page.findChildren(QComboBox)):
        assert control.accessibleName(), control


def test_closing_a_running_month_warns_that_it_is_not_over(page: DecisionsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *args, what_happens, **words: asked.append(what_happens)))
    page.primary()
    page.context.month.choose(page.month.shifted(1))
    page.primary()
    assert ["runs until 2026-11-30" in what for what in asked] == [False, True]


def test_points_say_how_many_of_how_many_and_require_nothing(page: DecisionsPage) -> None:
    rule(page, "monthly-points")
    page.why_button.click()
    shown = page.panel.content
    assert isinstance(shown, TraceView)
    assert "· Contributions: 0 of at most 10 points (nominations of 2026-10).\n" in f"{shown.as_text()}\n"
    assert "required" not in shown.as_text()
