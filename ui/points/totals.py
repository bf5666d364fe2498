"""The figures above the balances: owed in all, holders, earned, redeemed, and which quarter can be redeemed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.points import Totals
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import STEP, heading, tabular


class TotalsRow(QWidget):
    """Small cards in a row."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        t = texts
        self._texts = t
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(STEP * 2)
        titles = {"owed": t("Points owed in all"), "holders": t("Agents with points"), "earned": t("Earned so far"),
                  "spent": t("Redeemed so far"), "quarter": t("Can be redeemed now for")}  # fmt: skip
        self.figures = {key: self._card(title) for key, title in titles.items()}

    def _card(self, title: str):  # type: ignore[no-untyped-def]
        card = QFrame()
        card.setObjectName("card")
        card.setAccessibleName(title)
        column = QVBoxLayout(card)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.setSpacing(0)
        figure = label("–", wrap=False)
        figure.setFont(tabular(heading(self.font(), 2)))
        column.addWidget(label(title, "muted", wrap=False))
        column.addWidget(figure)
        self._row.addWidget(card, 1)
        return figure

    def show_totals(self, totals: Totals, quarter: str) -> None:
        """Put the figures in."""
        for key, value in (("owed", totals.owed), ("holders", totals.holders), ("earned", totals.earned), ("spent", totals.spent)):
            self.figures[key].setText(f"{value:,}")
        self.figures["quarter"].setText(quarter)
