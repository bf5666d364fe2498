"""The cases of the month: what is owed for each, and what is done with the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.ops import Op
from services import work_log
from services.work_views import CaseView, WorkMonth
from ui.kit import rights
from ui.kit.dialogs import Confirm
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP
from ui.worklog.forms import CaseForm, FollowForm

if TYPE_CHECKING:
    from ui.worklog.page import WorkLogPage


class CasesTab(QWidget):
    """Table with states; add, change, follow up, remove."""

    def __init__(self, page: WorkLogPage) -> None:
        super().__init__()
        self._page, t = page, page.texts
        self.rows = RowsModel([
            Column("number", t("Case number"), lambda c: c.number, 110),
            Column("no", t("No."), lambda c: c.entry.employee_no, 64),
            Column("name", t("Name"), lambda c: c.name, 80),
            Column("opened", t("Taken on"), lambda c: c.entry.opened_on.isoformat(), 92),
            Column("due", t("Deadline"), lambda c: c.entry.due_on.isoformat() if c.entry.due_on else "", 92),
            Column("state", t("State"), self._state, 264, tone=lambda c: c.tone),
            Column("steps", t("Followed up"), lambda c: str(len(c.steps) or ""), 100, numeric=True, sort=lambda c: len(c.steps)),
            Column("important", t("Important"), lambda c: t("yes") if c.entry.important else "", 88),
            Column("note", t("Note"), lambda c: c.entry.note, 220),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Cases of the month"), t("No case of this month fits."))
        self.table.row_activated.connect(self.change)
        self.only_owed = QCheckBox(t("Only what is due or overdue"))
        self.only_owed.toggled.connect(self._narrow)
        self.follow_button = self._button(t("Follow up…"), self.follow)
        self.change_button = self._button(t("Change…"), self.change)
        self.remove_button = self._button(t("Remove…"), self.remove)
        buttons = QHBoxLayout()
        for widget in (self.follow_button, self.change_button, self.remove_button):
            buttons.addWidget(widget)
            rights.writes(page.context, Op.EDIT_RECORDS, widget)
        buttons.addStretch(1)
        buttons.addWidget(self.only_owed)
        self.table.set_menu(lambda _row: self._menu())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _button(self, words: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: slot())
        return button

    def _menu(self) -> list[QAction]:
        made = []
        for button in (self.follow_button, self.change_button, self.remove_button):
            action = QAction(button.text(), self)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
            made.append(action)
        return made

    def _state(self, case: CaseView) -> str:
        words, shape = self._page.texts.message(case.state), SHAPES[case.tone] if case.tone else ""
        return f"{shape} {words}" if shape else words

    def _narrow(self, on: bool) -> None:
        self.rows.keep((lambda case: case.tone in ("bad", "watch")) if on else None)

    def show_month(self, view: WorkMonth) -> None:
        """Show the month's cases; the chosen one stays."""
        chosen = self.table.current()
        self.rows.set_rows(view.cases)
        if chosen is not None:
            self.table.choose(lambda case: case.number == chosen.number)

    def add(self) -> None:
        """A new case."""
        page = self._page
        self._page.open_form(page.texts("A new case"), CaseForm(page.texts, page.agents(), None, page.today()))

    def change(self, case: CaseView | None = None) -> None:
        """The chosen case as it stands."""
        case = case or self._chosen()
        if case is not None:
            page = self._page
            page.open_form(
                f"{case.number} · {case.name}", CaseForm(page.texts, page.agents(case.entry.employee_no), case.entry, page.today())
            )

    def follow(self) -> None:
        """Note a follow-up of the chosen case."""
        case = self._chosen()
        if case is not None:
            self._page.open_form(f"{case.number} · {case.name}", FollowForm(self._page.texts, case, self._page.today()))

    def remove(self) -> None:
        """Take the chosen case out."""
        case, page = self._chosen(), self._page
        if case is None:
            return
        t, workspace = page.texts, page.context.workspace
        what = t("The case {number} goes with its {n} follow-ups. Undo brings it back.", number=case.number, n=len(case.steps))
        if Confirm.ask(page, t, title=t("Remove the case?"), what_happens=what, yes=t("Remove")):
            page.write(lambda: work_log.remove_case(workspace, number=case.number))

    def _chosen(self) -> CaseView | None:
        case: CaseView | None = self.table.current()
        if case is None:
            self._page.banner.say(self._page.texts("Choose a case first."), "watch")
        return case
