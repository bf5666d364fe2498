"""The side panel: all indicators of one agent with last period's value and the trend."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.domain.kpi import Indicator
from services.indicators import AgentReadings, ReadingCell, ReadingSheet
from services.texts import Texts
from ui.indicators.columns import cell_words, sparkline
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP

_SHOWN = 8
"""As many values as the panel is wide."""


@dataclass(frozen=True)
class Line:
    """One indicator of the agent."""

    indicator: Indicator
    cell: ReadingCell


class Scorecard(QWidget):
    """Shows one agent at a time; indicators without any value are left out."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = self._texts = texts
        self.head = label("")
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
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, 0, STEP * 3, 0)
        column.addWidget(self.head)
        column.addWidget(self.table, 1)

    def show_agent(self, agent: AgentReadings, sheet: ReadingSheet) -> None:
        """Show this agent's month."""
        head = agent.head
        self.head.setText(" · ".join(part for part in (head.name, head.employee_no, head.team, sheet.month.text) if part))
        lines = [Line(indicator, cell) for indicator, cell in zip(sheet.indicators, agent.cells, strict=True)]
        self.rows.set_rows([line for line in lines if line.cell.text or any(value is not None for value in line.cell.trend)])
