"""The section of clock numbers: which number on a punch clock stands for which agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from models.domain.ops import Op
from services import clock_numbers
from services.clock_numbers import ClockNumber
from ui.kit.agents import AgentField, known_agents
from ui.kit.form import Form
from ui.kit.import_wizard import ImportWizard
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.settings.section import Section

if TYPE_CHECKING:
    from ui.kit.page import Page


class ClockSection(Section):
    """The list, a line to add to it, and the import of a whole table."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        super().__init__(
            page,
            t("Clock numbers"),
            t("Where a punch clock does not know employee numbers, name its own number here; imports of punches use it first."),
        )
        self.rows = RowsModel(
            [
                Column("clock", t("Clock number"), lambda one: one.clock_no, 120),
                Column("no", t("No."), lambda one: one.employee_no, 100),
                Column("name", t("Name"), lambda one: one.name, 140),
            ],
            self,
        )
        self.table = TableView(self.rows, t("Clock numbers"), t("No clock numbers: punches are found by employee number."))
        self.table.row_chosen.connect(lambda row: self.take.setEnabled(row is not None))
        self.table.setMinimumHeight(240)
        self.column.addWidget(self.table, 1)
        self.form = Form()
        self.form.line("clock_no", t("Clock number"))
        self.agent = AgentField(())
        self.form.add("employee_no", t("Name or number"), self.agent)
        self.column.addWidget(self.form)
        self.put = QPushButton(t("Add the number"))
        self.put.clicked.connect(self.store)
        self.take = QPushButton(t("Remove"))
        self.take.setEnabled(False)
        self.take.clicked.connect(self.remove)
        load = QPushButton(t("Import clock numbers…"))
        load.clicked.connect(lambda: ImportWizard.ask(self.page, kind="clock_numbers"))
        page.writes(Op.EDIT_PERSON, self.form, self.put, self.take)
        page.writes(Op.IMPORT_CLOCK_NUMBERS, load)
        buttons = QHBoxLayout()
        for button in (self.put, self.take, load):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    def refresh(self) -> None:
        """The list as it stands."""
        workspace = self.page.context.workspace
        self.page.load(lambda: clock_numbers.clock_numbers(workspace), self.rows.set_rows)
        self.page.load(lambda: known_agents(workspace), self.agent.set_agents)

    def store(self) -> None:
        """Let the number typed stand for the agent typed."""
        workspace, number, agent = self.page.context.workspace, self.form.value("clock_no"), self.agent.number()
        self.page.write(lambda: clock_numbers.put(workspace, clock_no=number, employee_no=agent), lambda _: self._clear())

    def remove(self) -> None:
        """Forget the chosen number."""
        chosen: ClockNumber | None = self.table.current()
        if chosen is not None:
            self.page.write(lambda: clock_numbers.remove(self.page.context.workspace, clock_no=chosen.clock_no))

    def _clear(self) -> None:
        self.form.field("clock_no").setText("")  # type: ignore[attr-defined]
        self.agent.choose("")
        self.form.field("clock_no").setFocus()
