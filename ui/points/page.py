"""Points: what every agent has, one agent's ledger and statement, the quarterly redemption, and the shop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Op, Subject
from services import papers, points, statements
from services.outcome_words import period_word
from services.points import Balance, LedgerLine, ShopItem
from ui.kit.notices import label
from ui.kit.page import Page
from ui.kit.panel_form import PanelForm
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.tasks import DRAW
from ui.kit.theme import SHAPES, STEP
from ui.points.forms import AdjustForm, GiftForm, RedeemForm
from ui.points.ledger_panel import LedgerPanel
from ui.points.statement_panel import StatementPanel
from ui.points.totals import TotalsRow


class PointsPage(Page):
    """Balances and shop as two tabs; the panel holds one agent, one form or one statement at a time."""

    name = "points"
    title = N_("Points")
    search_text = N_("Name, pinyin or number")
    primary_text = N_("Redeem…")
    primary_writes = Op.REDEEM_POINTS
    subjects = Subject.POINTS | Subject.PEOPLE

    def build(self, body: QVBoxLayout) -> None:
        """Totals, balances, shop."""
        t = self.texts
        self.gifts: tuple[ShopItem, ...] = ()
        self.totals = TotalsRow(t)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("Balances and shop"))
        self.tabs.addTab(self._balances_tab(), t("Balances"))
        self.tabs.addTab(self._shop_tab(), t("Shop"))
        self.actions_by_name = {
            "adjust": self._action(t("Correct points by hand…"), lambda: self.start("adjust")),
            "statement": self._action(t("Points statement…"), lambda: self.start("statement")),
            "gift": self._action(t("Add a gift to the shop…"), lambda: self.edit_gift(None)),
        }
        self.writes(Op.CORRECT_OUTCOME, self.actions_by_name["adjust"])
        self.writes(Op.EDIT_SHOP, self.actions_by_name["gift"])
        body.addWidget(self.totals)
        body.addWidget(self.tabs, 1)

    def _balances_tab(self) -> QWidget:
        t = self.texts
        self.rows = RowsModel(
            [
                Column("no", t("Employee no."), lambda r: r.employee_no, 110, sort=lambda r: r.employee_no),
                Column("name", t("Name"), lambda r: r.name, 130),
                Column("team", t("Team"), lambda r: r.team, 150),
                _figure("earned", t("Earned"), lambda r: r.earned),
                _figure("spent", t("Redeemed"), lambda r: r.spent),
                _figure("balance", t("Balance"), lambda r: r.balance, tone=lambda r: "bad" if r.balance < 0 else ""),
            ],
            self,
        )
        self.table = TableView(self.rows, t("Points of all agents"), t("Nobody fits the search."))
        self.table.row_activated.connect(self.open_ledger)
        self.table.row_chosen.connect(self._follow_cursor)
        self.table.set_menu(lambda _row: [self.actions_by_name["adjust"], self.actions_by_name["statement"]])
        return self.table

    def _shop_tab(self) -> QWidget:
        t = self.texts
        self.shop_rows = RowsModel(
            [
                Column("gift", t("Gift"), lambda item: item.name, 260),
                _figure("price", t("Price in points"), lambda item: item.price),
                _figure("stock", t("Pieces in stock"), lambda item: item.stock, tone=lambda item: "" if item.stock else "watch"),
                Column("active", t("Can be redeemed"), self._active, 130, tone=lambda item: "good" if item.active else "muted"),
            ],
            self,
        )
        self.shop_table = TableView(
            self.shop_rows, t("Gifts of the shop"), t("The shop is empty. Add the gifts that points are given for.")
        )
        self.shop_table.row_activated.connect(self.edit_gift)
        self.add_gift = QPushButton(t("Add a gift…"))
        self.add_gift.clicked.connect(lambda: self.edit_gift(None))
        self.change_gift = QPushButton(t("Change the gift…"))
        self.change_gift.clicked.connect(self._change_gift)
        self.writes(Op.EDIT_SHOP, self.add_gift, self.change_gift)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_gift)
        buttons.addWidget(self.change_gift)
        buttons.addStretch(1)
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(buttons)
        column.addWidget(self.shop_table, 1)
        column.addWidget(label(t("A gift that ran out or is taken out stays here; what was redeemed keeps its price."), "muted"))
        return tab

    def _active(self, item: ShopItem) -> str:
        return f"{SHAPES['good']} {self.texts('yes')}" if item.active else f"{SHAPES['muted']} {self.texts('no')}"

    def refresh(self) -> None:
        """Balances and shop."""
        workspace = self.context.workspace
        self.load(lambda: (points.balances(workspace), points.shop(workspace)), self._fill)

    def search(self, text: str) -> None:
        """Agents by hanzi, pinyin, initials or number; gifts by name."""
        self.rows.filter(text)
        self.shop_rows.filter(text)

    def primary(self) -> None:
        """Redeem for the chosen agent."""
        self.start("redeem")

    def go(self, employee_no: str = "", tab: str = "", **_where: Any) -> None:
        """Open one agent, or the shop."""
        self.tabs.setCurrentIndex(1 if tab == "shop" else 0)
        if self.table.choose(lambda row: row.employee_no == employee_no):
            self.open_ledger(self.table.current())

    def page_actions(self) -> list[QAction]:
        """Correct, statement, gift."""
        return list(self.actions_by_name.values())

    def print_page(self) -> bool:
        """Print the statement that is open."""
        content = self.panel.content
        return content.view.print_pdf() if isinstance(content, StatementPanel) else False

    # Showing

    def _fill(self, found: tuple[Sequence[Balance], Sequence[ShopItem]]) -> None:
        t, (rows, gifts) = self.texts, found
        if not rows:
            purpose = t("Agents earn points month by month under the points programme and exchange them for gifts at the end of a quarter.")
            self.show_empty(t("Nobody is in the roster yet"), purpose, t("Go to the roster"), lambda: self.context.navigate("roster"))
            return
        self.show_body()
        chosen = self.table.current()
        self.gifts = tuple(gifts)
        self.rows.set_rows(rows)
        self.shop_rows.set_rows(gifts)
        quarter = period_word(t, points.redeemable_quarter(self._today()).text)
        self.totals.show_totals(points.totals(rows), quarter)
        if chosen:
            self.table.choose(lambda row: row.employee_no == chosen.employee_no)
        self._renew_panel()

    def open_ledger(self, row: Balance | None) -> None:
        """Show one agent's ledger in the panel."""
        if row is None:
            return
        panel = LedgerPanel(self.texts, row, self._today())
        panel.wanted.connect(lambda what: self.start(what, row))
        self.writes(Op.REDEEM_POINTS, panel.buttons["redeem"])
        self.writes(Op.CORRECT_OUTCOME, panel.buttons["adjust"])
        self.show_panel(f"{row.name} {row.employee_no}", panel)
        self.load(lambda: points.ledger(self.context.workspace, employee_no=row.employee_no), self._show_lines)

    def _show_lines(self, lines: Sequence[LedgerLine]) -> None:
        if isinstance(self.panel.content, LedgerPanel):
            self.panel.content.show_lines(lines)

    def _follow_cursor(self, row: Balance | None) -> None:
        content = self.panel.content
        held = getattr(content, "holder", None)
        if row is None or held is None or held.employee_no == row.employee_no:
            return
        if isinstance(content, RedeemForm):
            self.start("redeem", row)
        elif isinstance(content, LedgerPanel):
            self.open_ledger(row)

    def _renew_panel(self) -> None:
        content = self.panel.content
        if isinstance(content, LedgerPanel):
            number = content.holder.employee_no
            self.open_ledger(next((row for row in self.rows.rows() if row.employee_no == number), None))

    # Doing

    def start(self, what: str, row: Balance | None = None) -> None:
        """Open `redeem`, `adjust` or `statement` for the agent (the chosen one when none is given)."""
        row = row or self.table.current()
        if row is None:
            self.tabs.setCurrentIndex(0)
            self.banner.say(self.texts("Choose an agent first."), "watch")
        elif what == "statement":
            self._statement(row)
        elif what == "adjust":
            self._show_form(f"{row.name} {row.employee_no}", AdjustForm(self.texts, row, self._today()), row)
        else:
            gifts = [gift for gift in self.gifts if gift.active]
            self._show_form(f"{row.name} {row.employee_no}", RedeemForm(self.texts, row, gifts, self._today()), row)

    def edit_gift(self, item: ShopItem | None) -> None:
        """A new gift, or the one given."""
        if not self.may(Op.EDIT_SHOP):
            return
        self.tabs.setCurrentIndex(1)
        form = GiftForm(self.texts, item)
        self._show_form(item.name if item else self.texts("A new gift"), form, None)
        form.form.field("name").setFocus()

    def _change_gift(self) -> None:
        if self.shop_table.current():
            self.edit_gift(self.shop_table.current())
        else:
            self.banner.say(self.texts("Choose a gift first."), "watch")

    def _show_form(self, title: str, form: RedeemForm | AdjustForm | GiftForm, row: Balance | None) -> None:
        def stored(_value: object) -> None:
            self._after(form, row)

        form.submitted.connect(lambda: self.write(form.write(self.context.workspace), stored, failed=form.refuse))
        form.cancelled.connect(lambda: self._after(form, row, quiet=True))
        self.show_panel(title, form)

    def _after(self, form: PanelForm, row: Balance | None, *, quiet: bool = False) -> None:
        """Back to the ledger (the refresh that follows shows it with its new line), or close the panel."""
        if row is None:
            self.panel.close_panel()
        else:
            self.open_ledger(row)
        if not quiet:
            words = self.texts("Redeemed.") if isinstance(form, RedeemForm) else self.texts("Stored.")
            self.banner.say(words, "good")

    # Statement

    def _statement(self, row: Balance) -> None:
        content = self.panel.content
        chosen = content.quarter.currentData() if isinstance(content, LedgerPanel) else None
        quarter = chosen or points.redeemable_quarter(self._today())
        panel = StatementPanel(self.texts, row, quarter)
        panel.issue_wanted.connect(lambda: self._issue(panel))
        self.writes(Op.ISSUE_DOCUMENT, panel.issue)
        panel.back_wanted.connect(lambda: self.open_ledger(row))
        panel.printed.connect(lambda: self._count_print(panel))
        self.show_panel(f"{row.name} · {period_word(self.texts, quarter.text)}", panel)
        workspace = self.context.workspace
        call = lambda: statements.preview(workspace, employee_no=row.employee_no, quarter=quarter)  # noqa: E731
        self.context.tasks.run(call, owner=panel, done=panel.show_draft, failed=self.report, lane=DRAW)

    def _issue(self, panel: StatementPanel) -> None:
        workspace, number, quarter = self.context.workspace, panel.holder.employee_no, panel.quarter
        self.write(lambda: statements.issue(workspace, employee_no=number, quarter=quarter), lambda id: self._draw(panel, id))

    def _draw(self, panel: StatementPanel, id: int) -> None:
        workspace = self.context.workspace

        def drawn() -> tuple[str, bytes]:
            papers.draw_pending(workspace)
            number = next(view.number for view in papers.register(workspace) if view.id == id)
            return number, papers.pdf_bytes(workspace, id=id)

        self.context.tasks.run(
            drawn, owner=panel, done=lambda found: panel.show_issued(id, *found), failed=self.report, lane=DRAW,
            title=self.texts("Drawing the statement"),
        )  # fmt: skip

    def _count_print(self, panel: StatementPanel) -> None:
        id, workspace = panel.document, self.context.workspace
        if id is not None:
            self.write(lambda: papers.printed(workspace, ids=[id]))

    def _today(self) -> Any:
        return self.context.workspace.clock.today()

    def _action(self, words: str, slot: Any) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _=False: slot())
        return action


def _figure(key: str, title: str, value: Any, tone: Any = None) -> Column:
    """A column of whole numbers."""
    return Column(key, title, lambda row: f"{value(row):,}", 110, numeric=True, sort=value, tone=tone, searched=False)
