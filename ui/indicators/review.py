"""The list of figures that deserve a look, beside the grid: go to each, or let it stand with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.ops import Op
from services import anomalies
from services.anomalies import Finding
from ui.kit.dialogs import AskReason
from ui.kit.month_page import QUIET_MILLISECONDS
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP

if TYPE_CHECKING:
    from ui.indicators.page import IndicatorsPage


class Review(QObject):
    """The button with the count, and the panel behind it."""

    def __init__(self, page: IndicatorsPage) -> None:
        super().__init__(page)
        t = page.texts
        self.page, self.texts = page, t
        self.rows = RowsModel(
            [
                Column("name", t("Name"), lambda one: one.head.name, 80),
                Column("where", t("Value or day"), lambda one: one.where, 90),
                Column("reason", t("What is striking"), lambda one: t.message(one.reason), 250, tip=lambda one: t.message(one.reason)),
            ],
            self,
        )
        self.table = TableView(self.rows, t("To look at"), t("Nothing is striking this month."))
        self.table.row_chosen.connect(self._show)
        self.sentence = label("")
        self.go_there = QPushButton(t("Go to the day"))
        self.go_there.clicked.connect(self._go)
        self.stand = QPushButton(t("It is right…"))
        self.stand.clicked.connect(self.confirm)
        page.writes(Op.CONFIRM_FINDING, self.stand)
        self.panel = QWidget()
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(STEP * 3, 0, STEP * 3, STEP * 2)
        column.addWidget(self.table, 1)
        column.addWidget(self.sentence)
        buttons = QHBoxLayout()
        buttons.addWidget(self.stand)
        buttons.addWidget(self.go_there)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.button = QPushButton(t("To look at"))
        self.button.setToolTip(t("Values that are far off, changed suddenly, or contradict each other"))
        self.button.clicked.connect(self.open)
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(QUIET_MILLISECONDS)
        self.soon.timeout.connect(self.refresh)
        self._enable(None)

    def refresh(self) -> None:
        """Read the month's findings."""
        workspace, month = self.page.context.workspace, self.page.month
        self.page.load(lambda: anomalies.findings(workspace.speaking(self.texts.language), month=month), self._fill)

    def open(self) -> None:
        """Show the list beside the grid."""
        self.page.show_panel(self.texts("To look at"), self.panel)
        if self.rows.rowCount():
            self.table.selectRow(0)

    def confirm(self) -> None:
        """Let the chosen findings stand, with the reason."""
        t, workspace, month = self.texts, self.page.context.workspace, self.page.month
        keys = [one.key for one in self.table.selected()]
        if not keys:
            return
        sentence = t(
            "{n} findings will be stored as right, with your name and the reason. They come back when the values change.", n=len(keys)
        )
        why = AskReason.ask(self.page, t, title=t("It is right"), what_happens=sentence, yes=t("Store"))
        if why:
            self.page.write(lambda: anomalies.confirm(workspace, month=month, keys=keys, why=why))

    def _fill(self, found: Sequence[Finding]) -> None:
        self.rows.set_rows(found)
        self.button.setText(self.texts("To look at ({n})", n=len(found)))
        self._enable(self.table.current())

    def _show(self, row: Finding | None) -> None:
        self._enable(row)
        if row is not None and self.panel.isVisible():
            self.page.go(employee_no=row.head.employee_no, indicator=row.indicator, period=row.period)

    def _enable(self, row: Finding | None) -> None:
        self.sentence.setText(self.texts.message(row.reason) if row else "")
        self.stand.setEnabled(row is not None)
        self.go_there.setVisible(row is not None and row.day is not None)

    def _go(self) -> None:
        row: Finding | None = self.table.current()
        if row is not None and row.day is not None:
            self.page.context.navigate("attendance", employee_no=row.head.employee_no, day=row.day)
