"""The points page clicked and typed through: balances, ledger, redemption, corrections, shop, statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from models.domain.period import Period
from services import papers, points
from services.workspace import Workspace
from tests.services.decided import publish_all
from tests.ui.worlds import nameless, on_screen, page_context
from ui.points.forms import AdjustForm, GiftForm, RedeemForm
from ui.points.ledger_panel import LedgerPanel
from ui.points.page import PointsPage
from ui.points.statement_panel import StatementPanel


def shown(workspace: Workspace, folder: Path, qtbot: QtBot, language: str = "en") -> PointsPage:
    """The page over the workspace."""
    return on_screen(PointsPage(page_context(folder, workspace.speaking(language), language, month="2026-11")), qtbot, 1180, 660)


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> PointsPage:
    """Thirteen agents, 100 points of September for 王小明, two gifts."""
    publish_all(workspace)
    points.adjust(workspace, employee_no="0001", period=Period.parse("2026-09"), points=100, reason="carried over")
    points.put_item(workspace, name="保温杯", price=40, stock=3)
    points.put_item(workspace, name="旧礼品", price=10, stock=3, active=False)
    return shown(workspace, tmp_path, qtbot)


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    """A real click."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def balance(page: PointsPage, number: str) -> int:
    """The balance shown for an agent."""
    row = page.rows.row(page.rows.find(lambda row: row.employee_no == number))
    return int(row.balance)


def opened(page: PointsPage, kind: type) -> object:
    """The panel's widget, of that kind."""
    assert isinstance(page.panel.content, kind)
    return page.panel.content


def redeem_form(page: PointsPage, qtbot: QtBot) -> RedeemForm:
    """The redemption of 王小明, opened with the primary button."""
    page.table.choose(lambda row: row.employee_no == "0001")
    assert page.header.primary is not None
    click(qtbot, page.header.primary)
    form = opened(page, RedeemForm)
    assert isinstance(form, RedeemForm)
    return form


def test_an_empty_centre_says_what_points_are_for(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    page = shown(workspace, tmp_path, qtbot)
    assert page.empty.isVisible()
    page.empty._button.click()
    assert page.context.visited[0][0] == "roster"  # type: ignore[attr-defined]


def test_balances_totals_and_pinyin(page: PointsPage, workspace: Workspace, qtbot: QtBot) -> None:
    owed = sum(row.balance for row in points.balances(workspace))
    assert page.totals.figures["owed"].text() == str(owed)
    assert page.totals.figures["quarter"].text() == "quarter 3 of 2026"
    assert page.header.search is not None
    qtbot.keyClicks(page.header.search, "wxm")
    assert [row.name for row in page.rows.rows()] == ["王小明"]


def test_the_ledger_opens_with_running_balances(page: PointsPage, qtbot: QtBot) -> None:
    page.table.choose(lambda row: row.employee_no == "0001")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    panel = opened(page, LedgerPanel)
    assert isinstance(panel, LedgerPanel)
    lines = panel.rows.rows()
    assert lines[0].balance == balance(page, "0001")
    assert lines[0].note == "carried over"
    assert lines[1].balance == lines[0].balance - 100
    page.table.choose(lambda row: row.employee_no == "0002")
    follower = opened(page, LedgerPanel)
    assert isinstance(follower, LedgerPanel)
    assert follower.holder.name == "李静"


def test_redeeming_reckons_live_and_refuses(page: PointsPage, workspace: Workspace, qtbot: QtBot) -> None:
    before = balance(page, "0001")
    form = redeem_form(page, qtbot)
    (pieces,) = form.pieces.values()
    assert not form.yes.isEnabled()
    pieces.setFocus()
    qtbot.keyClick(pieces, Qt.Key.Key_Up)
    assert f"gifts 40 = {before - 40} points left" in form.total.text()
    pieces.setValue(3)
    assert "these gifts cost 120" in form.reason.text()
    form.form.field("quarter").setCurrentIndex(1)  # type: ignore[attr-defined]
    assert "2026-Q4 is not over yet" in form.reason.text()
    assert not form.yes.isEnabled()
    form.form.field("quarter").setCurrentIndex(0)  # type: ignore[attr-defined]
    pieces.setValue(2)
    assert form.yes.isEnabled()
    click(qtbot, form.yes)
    assert balance(page, "0001") == before - 80
    assert points.shop(workspace)[-1].stock == 1
    panel = opened(page, LedgerPanel)
    assert isinstance(panel, LedgerPanel)
    assert panel.rows.rows()[0].points == -80
    assert panel.holder.balance == before - 80
    assert "Redeemed." in page.banner.text


def test_too_dear_gifts_are_refused(page: PointsPage, qtbot: QtBot) -> None:
    page.go(employee_no="0099")
    page.start("redeem")
    form = opened(page, RedeemForm)
    assert isinstance(form, RedeemForm)
    (pieces,) = form.pieces.values()
    pieces.setValue(3)
    assert "these gifts cost 120" in form.reason.text()
    assert not form.yes.isEnabled()


def test_the_redemption_follows_the_cursor(page: PointsPage, qtbot: QtBot) -> None:
    redeem_form(page, qtbot)
    page.table.choose(lambda row: row.employee_no == "0003")
    form = opened(page, RedeemForm)
    assert isinstance(form, RedeemForm)
    assert form.holder.employee_no == "0003"


def test_a_correction_needs_points_and_a_reason(page: PointsPage, qtbot: QtBot) -> None:
    before = balance(page, "0002")
    page.go(employee_no="0002")
    panel = opened(page, LedgerPanel)
    assert isinstance(panel, LedgerPanel)
    click(qtbot, panel.buttons["adjust"])
    form = opened(page, AdjustForm)
    assert isinstance(form, AdjustForm)
    form.form.field("points").setValue(-1000)  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert "a reason" in form.banner.text
    qtbot.keyClicks(form.form.field("reason"), "counted twice")
    click(qtbot, form.yes)
    assert "below zero" in form.banner.text
    form.form.field("points").setValue(6)  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert balance(page, "0002") == before + 6


def test_gifts_are_added_and_changed(page: PointsPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.go(tab="shop")
    click(qtbot, page.add_gift)
    form = opened(page, GiftForm)
    assert isinstance(form, GiftForm)
    click(qtbot, form.yes)
    assert "The gift needs a name." in form.banner.text
    qtbot.keyClicks(form.form.field("name"), "Umbrella")
    form.form.field("price").setValue(25)  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert ("Umbrella", 25, 1) in [(item.name, item.price, item.stock) for item in page.shop_rows.rows()]
    click(qtbot, page.change_gift)
    assert "Choose a gift first." in page.banner.text
    page.shop_table.choose(lambda item: item.name == "Umbrella")
    click(qtbot, page.change_gift)
    form = opened(page, GiftForm)
    assert isinstance(form, GiftForm)
    form.form.field("active").click()  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert not next(item for item in points.shop(workspace) if item.name == "Umbrella").active
    assert page.panel.isHidden()


def test_gifts_taken_out_are_not_offered(page: PointsPage, qtbot: QtBot) -> None:
    form = redeem_form(page, qtbot)
    assert len(form.pieces) == 1
    assert page.shop_rows.rowCount() == 2


def test_a_statement_is_drafted_then_issued_with_a_number(page: PointsPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.go(employee_no="0001")
    ledger = opened(page, LedgerPanel)
    assert isinstance(ledger, LedgerPanel)
    click(qtbot, ledger.buttons["statement"])
    panel = opened(page, StatementPanel)
    assert isinstance(panel, StatementPanel)
    assert panel.view.page_count == 1
    assert panel.document is None
    click(qtbot, panel.issue)
    assert "KF-JF-2026-0001" in panel.about.text()
    assert not panel.issue.isEnabled()
    (paper,) = [view for view in papers.register(workspace) if view.number == "KF-JF-2026-0001"]
    assert paper.is_drawn
    panel.view.printed.emit(1)
    assert next(view for view in papers.register(workspace) if view.id == paper.id).prints == 1
    click(qtbot, panel.back)
    opened(page, LedgerPanel)


def test_without_a_choice_nothing_opens(page: PointsPage, qtbot: QtBot) -> None:
    assert page.header.primary is not None
    click(qtbot, page.header.primary)
    assert "Choose an agent first." in page.banner.text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_control_has_a_name(page: PointsPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot, language: str) -> None:
    page = shown(workspace, tmp_path, qtbot, language)
    page.go(employee_no="0001")
    assert nameless(page) == []
    for what in ("redeem", "adjust", "statement"):
        page.start(what)
        assert nameless(page) == []
    page.edit_gift(None)
    assert nameless(page) == []
