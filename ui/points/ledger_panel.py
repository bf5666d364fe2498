"""One agent's points beside the balances: every line with the balance after it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.period import Cadence, Period
from services import points
from services.outcome_words import period_word
from services.points import Balance, LedgerLine
from services.statements import KINDS
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP, heading

_QUARTERS = 8


class LedgerPanel(QWidget):
    """`wanted(what)`: redeem, adjust or statement."""

    wanted = Signal(str)

    def __init__(self, texts: Texts, holder: Balance, today: date) -> None:
        super().__init__()
        t = texts
        self.texts, self.holder = t, holder
        balance = label(t("{n} points", n=f"{holder.balance:,}"), "bad" if holder.balance < 0 else "", wrap=False)
        balance.setFont(heading(self.font(), 2))
        about = label(t("{team} · earned {earned} · redeemed {spent}", team=holder.team, earned=holder.earned, spent=holder.spent), "muted")
        self.quarter = QComboBox()
        self.quarter.setAccessibleName(t("Quarter of the statement"))
        present = Period.containing(today, Cadence.QUARTER)
        for back in range(_QUARTERS):
            quarter = present.shifted(-back)
            self.quarter.addItem(period_word(t, quarter.text), quarter)
        self.quarter.setCurrentIndex(self.quarter.findText(period_word(t, points.redeemable_quarter(today).text)))
        self.rows = RowsModel(
            [
                Column("day", t("Entered on"), lambda line: line.made_at.date().isoformat(), 86),
                Column("kind", t("What"), self._what, 138, tip=self._what),
                Column("points", t("Points"), lambda line: f"{line.points:+d}", 54, numeric=True, sort=lambda line: line.points,
                       tone=lambda line: "bad" if line.points < 0 else ""),
                Column("balance", t("Balance"), lambda line: f"{line.balance:,}", 60, numeric=True, sort=lambda line: line.id),
            ],
            self,
        )  # fmt: skip
        self.table = TableView(self.rows, t("Points of {name}", name=holder.name), t("No points have been booked yet."))
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, 0, STEP * 3, 0)
        column.setSpacing(STEP * 2)
        for widget in (balance, about):
            column.addWidget(widget)
        column.addLayout(self._buttons())
        column.addWidget(self.table, 1)

    def show_lines(self, lines: Sequence[LedgerLine]) -> None:
        """Show the ledger, newest first."""
        self.rows.set_rows(list(reversed(lines)))

    def _buttons(self) -> QVBoxLayout:
        t = self.texts
        self.buttons: dict[str, QPushButton] = {}
        rows = QVBoxLayout()
        rows.setSpacing(STEP)
        offered = ((("redeem", t("Redeem…")), ("adjust", t("Correct by hand…"))), (("statement", t("Points statement…")),))
        for names in offered:
            row = QHBoxLayout()
            for what, words in names:
                button = QPushButton(words)
                button.clicked.connect(lambda _=False, what=what: self.wanted.emit(what))
                self.buttons[what] = button
                row.addWidget(button)
            if names[0][0] == "statement":
                row.insertWidget(0, self.quarter)
            row.addStretch(1)
            rows.addLayout(row)
        return rows

    def _what(self, line: LedgerLine) -> str:
        kind = self.texts(KINDS.get(line.kind, line.kind))
        return f"{kind} {line.period}" + (f" · {line.note}" if line.note else "")
