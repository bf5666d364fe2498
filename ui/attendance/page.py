"""Attendance: the month as a sheet of agents by days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from models.domain.errors import N_
from models.domain.ops import Done, Op, OpChanges, Subject
from models.domain.period import Period
from services import attendance, attendance_sheet, month_sheets
from services.attendance import AgentMonth, DayPunches, MonthSheet
from ui.attendance import columns
from ui.attendance.day_work import DayWork
from ui.attendance.legend import Legend
from ui.attendance.quick_keys import QuickKeys
from ui.kit import privacy, rights
from ui.kit.dialogs import ChooseSaveFile
from ui.kit.grid import Grid
from ui.kit.grid_edits import EditedModel, GridEdits, Typed
from ui.kit.grid_menu import GridMenu
from ui.kit.grid_model import GridRow
from ui.kit.import_wizard import ImportWizard
from ui.kit.month_page import MonthGridPage
from ui.kit.notices import label
from ui.kit.tasks import Ticket
from ui.kit.theme import IconButton

_HEAD_HEIGHT = 40
_LEAVE_ALIKE = "leave_alike_on_sheet"
_PADDING, _WIDEST = 8, 72


class AttendancePage(MonthGridPage):
    """The attendance sheet of the month in hand."""

    name = "attendance"
    export_kind = "attendance"
    title = N_("Attendance")
    search_text = N_("Name, pinyin or number")
    primary_text = N_("Import attendance…")
    primary_writes = Op.IMPORT_ATTENDANCE
    uses_month = True
    subjects = Subject.ATTENDANCE | Subject.PEOPLE | Subject.SETTINGS

    def build(self, body: QVBoxLayout) -> None:
        """Sheet, line about the chosen day, legend."""
        t = self.texts
        self._sheet: MonthSheet | None = None
        self._looking: Ticket | None = None
        self._chosen: tuple[str, date] | None = None
        self.model = EditedModel(columns.lead_columns(t), [], [], self)
        self.edits = GridEdits(self, self.model, self._store, self._edited, lambda problem: t.message(problem.reason))
        self.grid = Grid(self.model, t("Attendance of the month"))
        for view in (self.grid.lead, self.grid.view, self.grid.totals):
            view.horizontalHeader().setFixedHeight(_HEAD_HEIGHT)
        for view in (self.grid.view, self.grid.totals):
            view.horizontalHeader().setStyleSheet("QHeaderView::section { padding: 0 2px; }")
        self.grid.cell_chosen.connect(self._look)
        self.grid_menu = GridMenu(self.grid, t)
        self.keys = QuickKeys(self.grid.view)
        self.beside: QLabel = label("", "muted")
        self.beside.setAccessibleName(t("The chosen day"))
        self.days = DayWork(self)
        legend = Legend(t)
        legend.chosen.connect(self.keys.enter)
        self.writes(Op.EDIT_ATTENDANCE, legend)
        self.legend = legend
        body.addWidget(self.grid, 1)
        body.addWidget(self.beside)
        body.addWidget(legend)
        self._add_controls()

    def _add_controls(self) -> None:
        t = self.texts
        self.all_totals = QPushButton(t("All totals"))
        self.all_totals.setCheckable(True)
        self.all_totals.toggled.connect(lambda _: self._show_columns())
        layers = QPushButton(t("Day beside"))
        layers.setToolTip(t("Punches, computed mark and correction of the chosen day"))
        layers.clicked.connect(self.show_day)
        punches = IconButton("import", t("Import punches…"))
        punches.clicked.connect(lambda: ImportWizard.ask(self, kind="punches"))
        out = IconButton("export", t("Export the month…"))
        out.clicked.connect(self.export)
        for widget in (self.days.open_button, layers, self.all_totals, punches, out):
            self.header.extra.addWidget(widget)
        self.writes(Op.IMPORT_PUNCHES, punches)

    def refresh(self) -> None:
        """Read the month's sheet; covered marks cannot be typed over."""
        self.model.locked = bool(rights.locked(self.legend)) or privacy.is_on()
        month, workspace = self.month, self.context.workspace
        self.load(lambda: attendance.month_sheet(workspace, month=month), self._fill)
        self.days.refresh()

    def follow_privacy(self) -> None:
        """Cover or uncover kinds of leave, in the line about the chosen day too."""
        if self._built:
            self.beside.clear()
        super().follow_privacy()

    def search(self, text: str) -> None:
        """Show the agents that match."""
        self.model.filter(text)

    def primary(self) -> None:
        """Import a sheet or a list."""
        ImportWizard.ask(self, kind="attendance")

    def go(self, employee_no: str = "", day: date | None = None, **_: Any) -> None:
        """Put the cursor on an agent's row and day."""
        shown = [row.id for row in self.model.rows()]
        if employee_no in shown:
            self.grid.go_to(shown.index(employee_no), self.model.body.start + day.day - 1 if day else None)

    def page_actions(self) -> list[QAction]:
        """Import and export."""
        t = self.texts
        wanted: list[tuple[str, Callable[[], object], Op | None]] = [
            (t("Import attendance…"), self.primary, Op.IMPORT_ATTENDANCE),
            (t("Import punches…"), lambda: ImportWizard.ask(self, kind="punches"), Op.IMPORT_PUNCHES),
            (t("Import shift roster…"), lambda: ImportWizard.ask(self, kind="shift_roster"), Op.IMPORT_SHIFTS),
            (t("Correct many days…"), self.days.correct_many, Op.CORRECT_ATTENDANCE),
            (t("Compute the month anew from punches…"), self.days.recompute, Op.CORRECT_ATTENDANCE),
            (t("Sheet to sign on A3…"), lambda: self.print_sheet("A3"), None),
            (t("Sheet to sign as XLSX…"), self.export_to_sign, None),
            (t("Export the month…"), self.export, None),
        ]
        alike = QAction(t("On the sheet to sign, private leave is just leave"), self)
        alike.setToolTip(t("Sick, marriage, maternity, paternity, bereavement and injury leave get one sign, for the sheet hangs openly."))
        alike.setCheckable(True)
        alike.setChecked(self._leave_alike)
        alike.toggled.connect(lambda on: self.context.preferences.put(_LEAVE_ALIKE, on))
        return [*self.menu(wanted), alike]

    @property
    def _leave_alike(self) -> bool:
        return self.context.preferences.is_on(_LEAVE_ALIKE, default=True)

    def agents(self) -> Sequence[AgentMonth]:
        """The rows of the sheet as last read."""
        return self._sheet.agents if self._sheet else ()

    def show_day(self) -> None:
        """Open the chosen day beside the sheet."""
        if self._chosen:
            self.days.show_day(*self._chosen)

    def print_page(self) -> bool:
        """The month's sheet for signature: shown as it prints, then sent to the printer."""
        self.print_sheet("A4")
        return True

    def print_sheet(self, size: month_sheets.Size) -> None:
        """The sheet for signature on A4 or A3."""
        month, workspace, title, private = self.month, self.context.workspace, self.texts("Attendance sheet"), self._leave_alike
        self.load(
            lambda: month_sheets.attendance_pdf(workspace, month=month, size=size, private=private), partial(self.show_to_print, title)
        )

    def export_to_sign(self) -> None:
        """Write the sheet with half days, totals, legend and signatures for a spreadsheet program."""
        t, month, workspace = self.texts, self.month, self.context.workspace.speaking(self.texts.language)
        private = self._leave_alike
        suggested = Path(f"{t('Attendance sheet')} {month.text}.xlsx")
        path = ChooseSaveFile.ask(self, title=t("Sheet to sign as XLSX…"), filters="XLSX (*.xlsx)", suggested=suggested)
        if path:
            self.load(
                lambda: attendance_sheet.write_sheet(workspace, month=month, path=path, private=private),
                lambda n: self.banner.say(t("{n} rows were written to {file}.", n=n, file=str(path)), "good"),
            )

    # Showing

    def _fill(self, sheet: MonthSheet) -> None:
        t = self.texts
        if sheet.month != self.month:
            return
        if not sheet.agents:
            self.show_empty(
                t("Nobody was employed in {month}", month=sheet.month.text),
                t("This page is the month's attendance sheet. It shows every agent employed in the month; enter the roster first."),
                t("Go to the roster"), lambda: self.context.navigate("roster"),
            )  # fmt: skip
            return
        self.show_body()
        if self._sheet is None or self._sheet.days != sheet.days:
            self.model.forget()
            self._sheet = sheet
            self._show_columns()
        self._sheet = sheet
        self.model.set_rows(self._rows(sheet.agents))
        self._widen(self.model.rows())
        if sheet.warning:
            self.banner.say(t.message(sheet.warning), "watch")
        if self.grid.current() is None and self.model.rowCount():
            self.grid.go_to(0, self.model.body.start + self._first_day(sheet))
            self.grid.setFocus()

    def _first_day(self, sheet: MonthSheet) -> int:
        """Today's column, else the first working day's."""
        today = self.context.workspace.clock.today()
        working = [number for number, head in enumerate(sheet.days) if head.is_working]
        return today.day - 1 if today in sheet.month else working[0] if working else 0

    def _widen(self, rows: Sequence[GridRow]) -> None:
        """A day's column is as wide as its longest text; it never shrinks under the eyes."""
        view, metrics = self.grid.view, QFontMetrics(self.grid.view.font())
        for number in self.model.body:
            texts = {row.texts[number] for row in rows}
            longest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            if longest + _PADDING > view.columnWidth(number):
                view.setColumnWidth(number, min(longest + _PADDING, _WIDEST))

    def _show_columns(self) -> None:
        if self._sheet is not None:
            t, complete, here = self.texts, self.all_totals.isChecked(), self.grid.current()
            self.model.set_columns(columns.lead_columns(t), columns.day_columns(self._sheet, t), columns.total_columns(t, complete))
            self.model.set_rows(self._rows(self._sheet.agents))
            self._widen(self.model.rows())
            if here:
                self.grid.go_to(*here)

    def _rows(self, agents: Sequence[AgentMonth]) -> list[GridRow]:
        assert self._sheet is not None
        return [columns.grid_row(agent, self._sheet, self.texts, self.all_totals.isChecked()) for agent in agents]

    def _edited(self, agents: Sequence[AgentMonth]) -> list[GridRow]:
        """The rows that an edit brought back; the sheet behind them is kept up to date."""
        assert self._sheet is not None
        found = {agent.head.employee_no: agent for agent in agents}
        kept = tuple(found.get(agent.head.employee_no, agent) for agent in self._sheet.agents)
        self._sheet = replace(self._sheet, agents=kept)
        rows = self._rows(agents)
        self._widen(rows)
        self._look_again()
        return rows

    def _look_again(self) -> None:
        if here := self.grid.current():
            self._look(*here)

    def _look(self, row: int, column: int) -> None:
        """Say who entered the chosen day and what the clock has."""
        sheet, workspace = self._sheet, self.context.workspace
        if sheet is None or column not in self.model.body or row >= self.model.rowCount():
            return
        number, day = self.model.row(row).id, sheet.days[column - self.model.body.start].day
        agent = next(agent for agent in sheet.agents if agent.head.employee_no == number)
        self._chosen = (number, day)
        if self._looking:
            self._looking.cancel()
        if self.panel.isVisible():
            self.days.look(number, day)
        self._looking = self.load(
            lambda: attendance.punches_of(workspace, employee_no=number, day=day), lambda punches: self._say(agent, day, punches)
        )

    def _say(self, agent: AgentMonth, day: date, punches: DayPunches) -> None:
        t = self.texts
        cell = columns.cell_words(agent.cells[day.day - 1], t)
        stamps = "  ".join(f"{moment:%H:%M}" for moment in punches.stamps) or t("no punches")
        words = [f"{agent.head.name} {agent.head.employee_no}", day.isoformat(), cell, t("Punches: {stamps}", stamps=stamps)]
        if len(punches.merged) == 1:
            words.append(t("one punch is missing"))
        self.beside.setText("  ·  ".join(words))

    # Storing

    def _store(self, typed: Sequence[Typed], _confirmed: bool) -> Callable[[], Done[tuple[AgentMonth, ...]]]:
        workspace, month, reason = self.context.workspace, self.month, self.edits.reason
        cells = [(cell.id, date.fromisoformat(cell.key), cell.text) for cell in typed]
        return lambda: attendance.set_cells(workspace, month=month, cells=cells, reason=reason)

    def _on_month(self, month: Period) -> None:
        if self._built:
            self.model.forget()
        super()._on_month(month)

    def _on_changed(self, changes: OpChanges, origin: object) -> None:
        """The rows of an own edit are shown already."""
        if origin is not self or changes.op is not Op.EDIT_ATTENDANCE:
            super()._on_changed(changes, origin)
        else:
            self.days.soon.start()
