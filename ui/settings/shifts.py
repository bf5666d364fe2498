"""The shifts section: shifts and cycles of the centre, and who works which from when on."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QTimeEdit, QVBoxLayout, QWidget

from models.domain.ops import Op
from services import shifts
from services.exchange.shift_days import Shift
from services.shifts import AgentShift, Pattern, ShiftBook
from ui.kit.form import Form
from ui.kit.import_wizard import ImportWizard
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP
from ui.settings.section import Section

if TYPE_CHECKING:
    from ui.kit.page import Page

_MINUTES = ("late_grace", "early_grace", "flexible_minutes", "break_minutes")


class ShiftSection(Section):
    """Three lists, each with its form; a shift or cycle with a known code is changed, with a new one added."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        super().__init__(
            page,
            t("Shifts"),
            t("Without a shift of their own, agents work 09:00–18:00 on working days. Stamps are counted to the day a shift began."),
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("Shifts"))
        self.column.addWidget(self.tabs, 1)
        self._add_shifts()
        self._add_patterns()
        self._add_agents()

    def refresh(self) -> None:
        """Everything as it stands."""
        self.page.load(lambda: shifts.book(self.page.context.workspace), self._fill)

    def _fill(self, book: ShiftBook) -> None:
        self.shift_rows.set_rows(book.shifts)
        self.pattern_rows.set_rows(book.patterns)
        self.agent_rows.set_rows(book.agents)
        field, chosen = self.agent_form.field("code"), self.agent_form.value("code")
        names = {"": self.texts("usual shift"), **{one.code: f"{one.code} {one.name}" for one in (*book.shifts, *book.patterns)}}
        field.clear()  # type: ignore[attr-defined]
        for code, name in names.items():
            field.addItem(name, code)  # type: ignore[attr-defined]
        field.setCurrentIndex(max(field.findData(chosen), 0))  # type: ignore[attr-defined]

    # Shifts

    def _add_shifts(self) -> None:
        t = self.texts
        self.shift_rows = RowsModel(
            [
                Column("code", t("Code"), lambda one: one.code, 60),
                Column("name", t("Shift"), lambda one: one.name, 100),
                Column("hours", t("Hours"), lambda one: _hours(one, t("{time} next day")), 150),
                Column("grace", t("Grace"), lambda one: f"{one.late_grace} / {one.early_grace}", 110),
                Column("flexible", t("Flexible"), lambda one: str(one.flexible_minutes), 70, numeric=True),
                Column("work", t("Work"), lambda one: f"{one.work_minutes / 60:g}{t(' h')}", 70, numeric=True),
            ],
            self,
        )
        self.shift_table = TableView(self.shift_rows, t("Shifts"), t("No shifts yet: everybody works the usual hours."))
        self.shift_table.row_chosen.connect(self._show_shift)
        self.shift_form = Form()
        self.shift_form.line("code", t("Code"), "", "N")
        self.shift_form.line("name", t("Name of the shift"))
        self.shift_form.add("start", t("Start"), _clock("09:00"))
        self.shift_form.add("end", t("End"), _clock("18:00"))
        for key, title in zip(_MINUTES, (t("Grace for late"), t("Grace for early"), t("Flexible start"), t("Break")), strict=True):
            self.shift_form.whole(key, title, 0, 0, 240, t(" min"))
        self.shift_form.whole("opens", t("Day begins before the start"), 4, 0, 12, t(" h"))
        self.store_shift_button = self._button(t("Store the shift"), self.store_shift)
        remove = self._button(t("Remove"), lambda: self._remove(self.shift_table.current()))
        self._add_tab(t("Shifts"), self.shift_table, self.shift_form, self.store_shift_button, remove)

    def store_shift(self) -> None:
        """Add or change the shift typed."""
        value, workspace = self.shift_form.value, self.page.context.workspace
        hours = [self._time(key) for key in ("start", "end")]
        late, early, flexible, pause = (value(key) for key in _MINUTES)
        shift = Shift(*hours, late, early, flexible, pause, timedelta(hours=value("opens")), value("code"), value("name"))
        self.page.write(lambda: shifts.save_shift(workspace, shift=shift))

    def _time(self, key: str) -> time:
        moment = self.shift_form.field(key).time()  # type: ignore[attr-defined]
        return time(moment.hour(), moment.minute())

    def _show_shift(self, shift: Shift | None) -> None:
        if shift is None:
            return
        for key in ("code", "name"):
            self.shift_form.field(key).setText(getattr(shift, key))  # type: ignore[attr-defined]
        for key in ("start", "end"):
            moment = getattr(shift, key)
            self.shift_form.field(key).setTime(QTime(moment.hour, moment.minute))  # type: ignore[attr-defined]
        for key in _MINUTES:
            self.shift_form.field(key).setValue(getattr(shift, key))  # type: ignore[attr-defined]
        self.shift_form.field("opens").setValue(int(shift.opens_before.total_seconds()) // 3600)  # type: ignore[attr-defined]

    # Cycles

    def _add_patterns(self) -> None:
        t = self.texts
        self.pattern_rows = RowsModel(
            [
                Column("code", t("Code"), lambda one: one.code, 60),
                Column("name", t("Cycle"), lambda one: one.name, 120),
                Column("days", t("Days"), lambda one: " ".join(day or "–" for day in one.days), 240),
            ],
            self,
        )
        self.pattern_table = TableView(self.pattern_rows, t("Cycles"), t("No cycles yet."))
        self.pattern_table.row_chosen.connect(self._show_pattern)
        self.pattern_form = Form()
        self.pattern_form.line("code", t("Code"), "", "C")
        self.pattern_form.line("name", t("Name of the cycle"))
        self.pattern_form.line("days", t("Days in turn"), "", t("Codes parted by blanks, - for rest: A A N N - -"))
        store = self._button(t("Store the cycle"), self.store_pattern)
        remove = self._button(t("Remove"), lambda: self._remove(self.pattern_table.current()))
        self._add_tab(t("Cycles"), self.pattern_table, self.pattern_form, store, remove)

    def store_pattern(self) -> None:
        """Add or change the cycle typed."""
        value, workspace = self.pattern_form.value, self.page.context.workspace
        pattern = Pattern(value("code"), value("name"), tuple(value("days").replace("–", "-").split()))
        self.page.write(lambda: shifts.save_pattern(workspace, pattern=pattern))

    def _show_pattern(self, pattern: Pattern | None) -> None:
        if pattern is not None:
            texts = {"code": pattern.code, "name": pattern.name, "days": " ".join(day or "-" for day in pattern.days)}
            for key, text in texts.items():
                self.pattern_form.field(key).setText(text)  # type: ignore[attr-defined]

    # Agents

    def _add_agents(self) -> None:
        t = self.texts
        self.agent_rows = RowsModel(
            [
                Column("no", t("No."), lambda one: one.employee_no, 80),
                Column("name", t("Name"), lambda one: one.name, 100),
                Column("since", t("Since"), lambda one: one.since.isoformat(), 100),
                Column("shift", t("Shift"), lambda one: one.shift or t("usual shift"), 120),
            ],
            self,
        )
        self.agent_table = TableView(self.agent_rows, t("Who works what"), t("Everybody works the usual shift."))
        self.agent_table.row_chosen.connect(self._show_agent)
        self.agent_form = Form()
        self.agent_form.line("numbers", t("Employee numbers"), "", t("One or several, parted by blanks"))
        self.agent_form.choice("code", t("Shift"), [("", t("usual shift"))])
        self.agent_form.day("since", t("Since"), self.page.context.workspace.clock.today())
        store = self._button(t("Assign"), self.assign)
        single = self._button(t("Import shift roster…"), lambda: ImportWizard.ask(self.page, kind="shift_roster"))
        self._add_tab(t("Who works what"), self.agent_table, self.agent_form, store, single)

    def assign(self) -> None:
        """Let the agents typed work the chosen shift."""
        value, workspace = self.agent_form.value, self.page.context.workspace
        numbers, code, since = value("numbers").replace(",", " ").split(), value("code"), value("since")
        if self.agent_form.require({"numbers": self.texts("Enter the employee number.") if not numbers else ""}):
            self.page.write(lambda: shifts.assign(workspace, employee_nos=numbers, code=code, since=since))

    def _show_agent(self, row: AgentShift | None) -> None:
        if row is not None:
            self.agent_form.field("numbers").setText(row.employee_no)  # type: ignore[attr-defined]

    # Frame

    def _add_tab(self, title: str, table: TableView, form: Form, *buttons: QPushButton) -> None:
        tab = QWidget()
        both = QHBoxLayout(tab)
        both.setSpacing(STEP * 4)
        right = QVBoxLayout()
        right.addWidget(form)
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        self.page.writes(Op.EDIT_SHIFTS, form, *buttons)
        row.addStretch(1)
        right.addLayout(row)
        right.addStretch(1)
        both.addWidget(table, 3)
        both.addLayout(right, 2)
        self.tabs.addTab(tab, title)

    def _button(self, words: str, slot: Any) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _=False: slot())
        return button

    def _remove(self, row: Shift | Pattern | None) -> None:
        if row is not None:
            code = row.code
            self.page.write(lambda: shifts.remove(self.page.context.workspace, code=code))


def _clock(text: str) -> QTimeEdit:
    field = QTimeEdit(QTime.fromString(text, "HH:mm"))
    field.setDisplayFormat("HH:mm")
    return field


def _hours(shift: Shift, next_day: str) -> str:
    end = f"{shift.end:%H:%M}"
    return f"{shift.start:%H:%M}–{next_day.format(time=end) if shift.crosses_midnight else end}"
