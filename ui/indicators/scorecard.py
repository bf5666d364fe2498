"""The side panel: one agent's month by the scorecard of the position, how each point came about, and all other figures with their trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.domain.kpi import Indicator
from services.indicators import AgentReadings, ReadingCell, ReadingSheet
from services.scorecard_papers import score_text
from services.scorecard_words import line_sentence
from services.scorecards import AgentCard
from services.texts import Texts
from services.words import POSITIONS, word
from ui.indicators.columns import cell_words, sparkline
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP, heading

_SHOWN = 8
"""As many values as the panel is wide."""
_LEAST_HEIGHT = 160


@dataclass(frozen=True)
class Line:
    """One indicator of the agent."""

    indicator: Indicator
    cell: ReadingCell


class Scorecard(QWidget):
    """Shows one agent at a time; indicators without any value are left out. `edit_wanted(position)`, `sheet_wanted(number, '' = all)`."""

    edit_wanted = Signal(str)
    sheet_wanted = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = self._texts = texts
        self._cards: Mapping[str, AgentCard] = {}
        self._number = self._position = ""
        self.head = label("")
        self.total = label("")
        self.total.setFont(heading(self.font()))
        self.basis = label("", "muted")
        self.sentences = label("")
        self.sentences.setAccessibleName(t("How the points came about"))
        self.rows = RowsModel(
            [
                Column("indicator", t("Indicator"), lambda line: line.indicator.name(t.language), 100),
                Column("value", t("Value"), lambda line: f"{SHAPES['watch']} {line.cell.text}" if line.cell.flags else line.cell.text, 64,
                       numeric=True, tone=lambda line: "watch" if line.cell.flags else "", tip=lambda line: cell_words(line.cell, t)),
                Column("last", t("Last period"), lambda line: line.cell.hint, 60, numeric=True, tone=lambda _: "muted"),
                Column("trend", t("Trend"), lambda line: sparkline(line.cell.trend[-_SHOWN:]), 124),
            ],
            self,
        )  # fmt: skip
        self.table = TableView(self.rows, t("Scorecard"), t("No values yet."))
        self.table.setMinimumHeight(_LEAST_HEIGHT)
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._texts
        self.sheet_button = QPushButton(t("Print the sheet"))
        self.sheet_button.clicked.connect(lambda: self.sheet_wanted.emit(self._number))
        self.all_button = QPushButton(t("Sheets of the whole month"))
        self.all_button.clicked.connect(lambda: self.sheet_wanted.emit(""))
        self.edit_button = QPushButton(t("Edit the scorecard…"))
        self.edit_button.clicked.connect(lambda: self.edit_wanted.emit(self._position))
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in (self.total, self.basis, self.sentences):
            lines.addWidget(part)
        lines.addStretch(1)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.scroll.setAccessibleName(t("How the points came about"))
        self.scroll.setWidget(made)
        for plain in (made, self.scroll.viewport()):  # the panel's own colour shows through
            plain.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        for button in (self.sheet_button, self.all_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, 0, STEP * 3, 0)
        column.addWidget(self.head)
        column.addWidget(self.scroll, 1)
        column.addLayout(buttons)
        below = QHBoxLayout()
        below.addWidget(self.edit_button)
        below.addStretch(1)
        column.addLayout(below)
        column.addWidget(self.table, 1)

    def set_cards(self, cards: Sequence[AgentCard]) -> None:
        """Know what the month makes of every agent."""
        self._cards = {card.head.employee_no: card for card in cards}
        self._tell()

    def show_agent(self, agent: AgentReadings, sheet: ReadingSheet) -> None:
        """Show this agent's month."""
        head = agent.head
        self._number, self._position = head.employee_no, head.position
        self.head.setText(" · ".join(part for part in (head.name, head.employee_no, head.team, sheet.month.text) if part))
        lines = [Line(indicator, cell) for indicator, cell in zip(sheet.indicators, agent.cells, strict=True)]
        self.rows.set_rows([line for line in lines if line.cell.text or any(value is not None for value in line.cell.trend)])
        self._tell()

    def _tell(self) -> None:
        t, card = self._texts, self._cards.get(self._number)
        if card is None:
            return
        self.total.setText(t("Score {score}", score=score_text(card.found.score)) if card.found.score is not None else t("No score"))
        position = t.message(word(POSITIONS, card.position))
        since = card.found.card.from_month
        basis = t("By the scorecard of {position} since {month}", position=position, month=since)
        self.basis.setText(
            t("The entered performance score counts: there is no scorecard for {position}.", position=position)
            if card.is_entered
            else basis
        )
        self.sentences.setText("\n".join(f"{n}. {line_sentence(line, card, t)}" for n, line in enumerate(card.lines, 1)))
