"""Indicators: the month's values as a grid of agents by indicators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from models.domain.errors import N_
from models.domain.ops import Done, Op, OpChanges, Subject
from models.domain.period import Period
from services import indicators, month_sheets, scorecard_papers, scorecards
from services.cells import CellProblem
from services.indicators import AgentReadings, Edit, ReadingSheet
from ui.indicators import columns
from ui.indicators.review import Review
from ui.indicators.scorecard import Scorecard
from ui.indicators.span import SpanChooser
from ui.kit import rights
from ui.kit.grid import Grid
from ui.kit.grid_edits import EditedModel, GridEdits, Typed
from ui.kit.grid_menu import GridMenu
from ui.kit.grid_model import GridRow
from ui.kit.import_wizard import ImportWizard
from ui.kit.month_page import MonthGridPage
from ui.kit.notices import label
from ui.kit.theme import IconButton

_NARROWEST, _PADDING = 64, 24


class IndicatorsPage(MonthGridPage):
    """The values of the month in hand."""

    name = "indicators"
    export_kind = "kpi"
    title = N_("Indicators")
    search_text = N_("Name, pinyin or number")
    primary_text = N_("Import indicators…")
    primary_writes = Op.IMPORT_READINGS
    uses_month = True
    subjects = Subject.READINGS | Subject.PEOPLE | Subject.ATTENDANCE | Subject.SETTINGS

    def build(self, body: QVBoxLayout) -> None:
        """Grid, and a line of words about the chosen cell."""
        t = self.texts
        self._sheet: ReadingSheet | None = None
        self._trend_of = 0
        self._going: dict[str, str] = {}
        """Where the cursor goes when the other period has been read."""
        self.model = EditedModel(columns.lead_columns(t), [], [], self)
        self.edits = GridEdits(self, self.model, self._store, self._edited, self._describe)
        self.model.locked = bool(rights.why_not(self.context, Op.EDIT_READINGS))
        self.grid = Grid(self.model, t("Indicators of the month"))
        self.grid.cell_chosen.connect(self._look)
        self.grid_menu = GridMenu(self.grid, t)
        self.beside = label("", "muted")
        self.beside.setAccessibleName(t("The chosen value"))
        body.addWidget(self.grid, 1)
        body.addWidget(self.beside)
        self.card_button = QPushButton(t("Scorecard"))
        self.card_button.setCheckable(True)
        self.card_button.toggled.connect(self._toggle_card)
        self.panel.closed.connect(lambda: self.card_button.setChecked(False))
        out = IconButton("export", t("Export the month…"))
        out.clicked.connect(self.export)
        self.review = Review(self)
        self.span = SpanChooser(t)
        self.span.chosen.connect(self._turn)
        for widget in (self.span, self.review.button, self.card_button, out):
            self.header.extra.addWidget(widget)

    @property
    def period(self) -> Period:
        """The month in hand or the chosen one of its weeks."""
        return self.span.period(self.month) if self._built else self.month

    def refresh(self) -> None:
        """Read the values of the month or week."""
        month, workspace = self.period, self.context.workspace
        self.load(lambda: indicators.month_sheet(workspace, month=month), self._fill)
        self.review.refresh()

    def search(self, text: str) -> None:
        """Show the agents that match."""
        self.model.filter(text)

    def primary(self) -> None:
        """Import a table of values."""
        ImportWizard.ask(self, kind="kpi")

    def go(self, employee_no: str = "", indicator: str = "", period: Period | None = None, **_: Any) -> None:
        """Put the cursor on an agent's row and an indicator, of the period when it is one of the month's weeks."""
        if period is not None and period != self.period:
            self._going = {"employee_no": employee_no, "indicator": indicator}
            self.span.choose(period)
            return
        shown = [row.id for row in self.model.rows()]
        keys = [column.key for column in self.model.columns]
        if employee_no in shown:
            self.grid.go_to(shown.index(employee_no), keys.index(indicator) if indicator in keys else None)

    def page_actions(self) -> list[QAction]:
        """Import, export, scorecard."""
        t = self.texts
        wanted: list[tuple[str, Callable[[], object], Op | None]] = [
            (t("Import indicators…"), self.primary, Op.IMPORT_READINGS),
            (t("Import a call log…"), lambda: ImportWizard.ask(self, kind="calls"), Op.IMPORT_CALLS),
            (t("Sheet to sign on A3…"), lambda: self.print_sheet("A3"), None),
            (t("Export the month…"), self.export, None),
            (t("Scorecard"), self.card_button.toggle, None),
        ]
        return self.menu(wanted)

    def print_page(self) -> bool:
        """The month's sheet for signature: shown as it prints, then sent to the printer."""
        self.print_sheet("A4")
        return True

    def print_sheet(self, size: month_sheets.Size) -> None:
        """The sheet for signature on A4 or A3."""
        month, workspace, title = self.month, self.context.workspace, self.texts("Monthly performance sheet")
        self.load(lambda: month_sheets.performance_pdf(workspace, month=month, size=size), partial(self.show_to_print, title))

    # Showing

    def _fill(self, sheet: ReadingSheet) -> None:
        t = self.texts
        if sheet.month != self.period:
            return
        self.span.offer(self.month, sheet.weeks)
        if not sheet.agents or not sheet.indicators:
            self.show_empty(
                t("Nothing to enter in {month}", month=sheet.month.text),
                t("This page holds the month's values of every agent. It needs agents in the roster and indicators in the settings."),
                t("Go to the roster"), lambda: self.context.navigate("roster"),
            )  # fmt: skip
            return
        self.show_body()
        self._show_columns(sheet)
        self._sheet = sheet
        self.model.set_rows(self._rows(sheet.agents))
        if self.grid.current() is None and self.model.rowCount():
            self.grid.go_to(0)
            self.grid.setFocus()
        going, self._going = self._going, {}
        if going:
            self.go(**going)
        self._show_card()

    def _show_columns(self, sheet: ReadingSheet) -> None:
        """The columns of the sheet, unless they stand there already: another month keeps the cursor."""
        metrics = QFontMetrics(self.grid.view.font())

        def width(name: str) -> int:
            return max(metrics.horizontalAdvance(name) + _PADDING, _NARROWEST)

        lead, last = columns.lead_columns(self.texts), columns.trend_column(self.texts)
        body = columns.indicator_columns(sheet.indicators, sheet.month, self.texts, width)
        if self.model.columns != (*lead, *body, *last):
            self.model.set_columns(lead, body, last)

    def _rows(self, agents: Sequence[AgentReadings]) -> list[GridRow]:
        assert self._sheet is not None
        return [columns.grid_row(agent, self._sheet, self.texts, self._trend_of) for agent in agents]

    def _edited(self, agents: Sequence[AgentReadings]) -> list[GridRow]:
        """The rows that an edit brought back; the sheet behind them is kept up to date."""
        assert self._sheet is not None
        found = {agent.head.employee_no: agent for agent in agents}
        self._sheet = replace(self._sheet, agents=tuple(found.get(agent.head.employee_no, agent) for agent in self._sheet.agents))
        self._look_again()
        self._read_cards()
        return self._rows(agents)

    def _look_again(self) -> None:
        if here := self.grid.current():
            self._look(*here)

    def _look(self, row: int, column: int) -> None:
        """Draw the trend of the chosen indicator, say what is known of the chosen value."""
        if self._sheet is None or column not in self.model.body or row >= self.model.rowCount():
            return
        chosen = column - self.model.body.start
        if chosen != self._trend_of:
            self._trend_of = chosen
            self.model.set_rows(self._rows(self._sheet.agents))
        agent = self._chosen()
        if agent:
            name = self._sheet.indicators[chosen].name(self.texts.language)
            words = columns.cell_words(agent.cells[chosen], self.texts).replace("\n", "  ·  ")
            self.beside.setText("  ·  ".join(part for part in (f"{agent.head.name} {agent.head.employee_no}", name, words) if part))
        self._show_card()

    def _chosen(self) -> AgentReadings | None:
        here = self.grid.current()
        if self._sheet is None or here is None or here[0] >= self.model.rowCount():
            return None
        number = self.model.row(here[0]).id
        return next((agent for agent in self._sheet.agents if agent.head.employee_no == number), None)

    def _toggle_card(self, on: bool) -> None:
        if on:
            card = Scorecard(self.texts)
            card.edit_wanted.connect(lambda position: self.context.navigate("settings", section="scorecards", position=position))
            card.sheet_wanted.connect(self.print_cards)
            self.show_panel(self.texts("Scorecard"), card)
            self._show_card()
            self._read_cards()
        elif isinstance(self.panel.content, Scorecard):
            self.panel.close_panel()

    def _read_cards(self) -> None:
        """What the scorecards make of the month, while the panel shows one."""
        month, workspace, card = self.month, self.context.workspace, self.panel.content
        if isinstance(card, Scorecard):
            self.load(lambda: scorecards.agent_cards(workspace, month=month), card.set_cards)

    def print_cards(self, employee_no: str = "") -> None:
        """One agent's scorecard, or everybody's, shown as it prints and sent to the printer."""
        month, workspace, title = self.month, self.context.workspace.speaking(self.texts.language), self.texts("Scorecard sheet")
        wanted = [employee_no] if employee_no else []
        self.load(lambda: scorecard_papers.scorecard_pdf(workspace, month=month, employee_nos=wanted), partial(self.show_to_print, title))

    def _show_card(self) -> None:
        agent, card = self._chosen(), self.panel.content
        if agent and self._sheet and isinstance(card, Scorecard):
            card.show_agent(agent, self._sheet)

    # Storing

    def _store(self, typed: Sequence[Typed], confirmed: bool) -> Callable[[], Done[tuple[AgentReadings, ...]]]:
        workspace, month, reason = self.context.workspace, self.period, self.edits.reason
        cells = [Edit(cell.id, cell.key, cell.text, cell.seen) for cell in typed]
        return lambda: indicators.set_cells(workspace, month=month, cells=cells, confirm=confirmed, reason=reason)

    def _describe(self, problem: CellProblem) -> str:
        """Agent, indicator and reason of one doubtful value."""
        assert self._sheet is not None
        name = next((agent.head.name for agent in self._sheet.agents if agent.head.employee_no == problem.employee_no), "")
        indicator = next((i.name(self.texts.language) for i in self._sheet.indicators if i.code == problem.column), problem.column)
        return f"{name} {problem.employee_no} · {indicator}: {self.texts.message(problem.reason)}"

    def _on_month(self, month: Period) -> None:
        if self._built:
            self.model.forget()
        super()._on_month(month)

    def _on_changed(self, changes: OpChanges, origin: object) -> None:
        """The rows of an own edit are shown already."""
        if origin is not self or changes.op is not Op.EDIT_READINGS:
            super()._on_changed(changes, origin)
        else:
            self.review.soon.start()

    def _turn(self) -> None:
        """Another week, or the month again."""
        self.model.forget()
        self.refresh()
