"""Forms of the points page, shown in the side panel: redeem, correct by hand, a gift of the shop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from models.domain.ops import Done
from models.domain.period import Cadence, Period
from services import points
from services.outcome_words import period_word
from services.points import Balance, ShopItem
from services.texts import Texts
from services.workspace import Workspace
from ui.kit.notices import label, set_tone
from ui.kit.panel_form import PanelForm
from ui.kit.theme import SHAPES, STEP, tabular

Write = Callable[[], Done[Any]]


class RedeemForm(PanelForm):
    """Gifts with pieces, and live what they cost and what is left."""

    def __init__(self, texts: Texts, holder: Balance, gifts: Sequence[ShopItem], today: date) -> None:
        t = texts
        super().__init__(t, t("Points are exchanged for gifts at the end of a quarter, all or nothing."), t("Redeem"))
        self.holder, self._gifts, self._today = holder, tuple(gifts), today
        over = points.redeemable_quarter(today)
        present = Period.containing(today, Cadence.QUARTER)
        quarters = dict.fromkeys((over, present))
        self.form.choice("quarter", t("Quarter"), [(quarter, period_word(t, quarter.text)) for quarter in quarters])
        self.form.changed.connect(lambda _: self.reckon())
        self.pieces: dict[int, QSpinBox] = {}
        self.add(self._gift_rows())
        self.total = label("")
        self.total.setFont(tabular(self.font()))
        self.reason = label("", "watch")
        for widget in (self.total, self.reason):
            self.add(widget)
        self.reckon()

    def _gift_rows(self) -> QWidget:
        t = self.texts
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(STEP * 3)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(0, 1)
        for column, title in enumerate((t("Gift"), t("Points each"), t("In stock"), t("Pieces"))):
            grid.addWidget(label(title, "muted", wrap=False), 0, column)
        for row, item in enumerate(self._gifts, start=1):
            spin = QSpinBox()
            spin.setRange(0, max(item.stock, 0))
            spin.setAccessibleName(t("Pieces of {name}", name=item.name))
            spin.setEnabled(item.stock > 0)
            spin.valueChanged.connect(lambda _: self.reckon())
            self.pieces[item.id] = spin
            grid.addWidget(label(item.name), row, 0)
            for column, figure in ((1, item.price), (2, item.stock)):
                grid.addWidget(label(f"{figure:,}", wrap=False), row, column, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(spin, row, 3)
        if not self._gifts:
            grid.addWidget(label(t("No gift is in the shop yet; add some under “Shop”."), "watch"), 1, 0, 1, 4)
        return box

    @property
    def chosen(self) -> list[tuple[ShopItem, int]]:
        """Gifts with pieces above zero."""
        return [(item, self.pieces[item.id].value()) for item in self._gifts if self.pieces[item.id].value()]

    def reckon(self) -> None:
        """Say what the choice costs, what would be left, and why it cannot be done."""
        t = self.texts
        found = points.quote(holder=self.holder, quarter=self.form.value("quarter"), today=self._today, gifts=self.chosen)
        words = t("Balance {balance} – gifts {cost} = {left} points left", balance=self.holder.balance, cost=found.cost, left=found.left)
        self.total.setText(words)
        set_tone(self.total, "bad" if found.left < 0 else "")
        self.reason.setText(f"{SHAPES['watch']} {t.message(found.problem)}" if found.problem else "")
        self.reason.setVisible(found.problem is not None)
        self.yes.setEnabled(found.problem is None)

    def write(self, workspace: Workspace) -> Write:
        """Redeem."""
        items, quarter, number = [(item.id, n) for item, n in self.chosen], self.form.value("quarter"), self.holder.employee_no
        return lambda: points.redeem(workspace, employee_no=number, quarter=quarter, items=items)


class AdjustForm(PanelForm):
    """A correction by hand."""

    def __init__(self, texts: Texts, holder: Balance, today: date) -> None:
        t = texts
        sentence = t("The ledger is never edited: a correction is a new line with its reason. {name} has {n} points.",
                     name=holder.name, n=holder.balance)  # fmt: skip
        super().__init__(t, sentence, t("Book the correction"))
        self.holder = holder
        month = Period.containing(today, Cadence.MONTH)
        months = [month.shifted(-back) for back in range(12)]
        self.form.choice("period", t("For the month"), [(m, period_word(t, m.text)) for m in months])
        self.form.whole("points", t("Points (minus takes away)"), 0, -1000, 1000)
        self.form.text("reason", t("Why"), lines=3)

    def write(self, workspace: Workspace) -> Write:
        """Book it."""
        number, value = self.holder.employee_no, self.form.values()
        return lambda: points.adjust(workspace, employee_no=number, period=value["period"], points=value["points"], reason=value["reason"])


class GiftForm(PanelForm):
    """A gift of the shop, new or as it stands."""

    def __init__(self, texts: Texts, item: ShopItem | None) -> None:
        t = texts
        sentence = t("What was redeemed before keeps its price.") if item else t("A gift with its price in points and the pieces in stock.")
        super().__init__(t, sentence, t("Store the gift"))
        self._item = item
        self.form.line("name", t("Gift"), item.name if item else "")
        self.form.whole("price", t("Price in points"), item.price if item else 10, 1, 1_000_000)
        self.form.whole("stock", t("Pieces in stock"), item.stock if item else 1, 0, 1_000_000)
        self.form.tick("active", t("Can be redeemed"), item.active if item else True)

    def write(self, workspace: Workspace) -> Write:
        """Store it."""
        value, item = self.form.values(), self._item
        known = {"item_id": item.id, "seen": item.version} if item else {}
        return lambda: points.put_item(workspace, **value, **known)
