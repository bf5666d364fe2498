"""Work log: cases with what they owe, logs handed in, spot checks, what the duties would flag, and the assessment sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QTabWidget, QVBoxLayout

from models.domain.errors import N_, UserError
from models.domain.ops import Op, Subject
from services import assessment, work_views
from services.assessment import SheetLine
from services.exchange import exporting
from services.work_views import WorkMonth
from ui.kit import rights
from ui.kit.dialogs import ChooseSaveFile
from ui.kit.import_wizard import ImportWizard
from ui.kit.import_words import KIND_WORDS
from ui.kit.page import Page
from ui.kit.panel_form import PanelForm
from ui.worklog.cases_tab import CasesTab
from ui.worklog.checks_tab import ChecksTab, FlaggedTab
from ui.worklog.logs_tab import LogsTab
from ui.worklog.sheets_tab import SheetsTab

IMPORTS = (("worklog", Op.IMPORT_WORK_LOG), ("worklogdays", Op.IMPORT_WORK_LOG), ("spotchecks", Op.IMPORT_SPOT_CHECKS))
"""Kinds of file of this page, and what importing them writes."""
EXPORT_WORDS = {
    "worklog": N_("Export cases of the work log"), "worklogdays": N_("Export work logs handed in"), "spotchecks": N_("Export spot checks"),
}  # fmt: skip


class WorkLogPage(Page):
    """The month in hand as five tabs."""

    name = "worklog"
    title = N_("Work log")
    search_text = N_("Case, name, pinyin or number")
    primary_text = N_("Add a case…")
    primary_writes = Op.EDIT_RECORDS
    uses_month = True
    subjects = (
        Subject.RECORDS | Subject.PEOPLE | Subject.ATTENDANCE | Subject.READINGS | Subject.SCHEMES | Subject.DOCUMENTS | Subject.SETTINGS
    )

    def build(self, body: QVBoxLayout) -> None:
        """The tabs, import and export above."""
        t = self.texts
        self.view: WorkMonth | None = None
        self.cases, self.logs, self.checks = CasesTab(self), LogsTab(self), ChecksTab(self)
        self.flagged, self.sheets = FlaggedTab(self), SheetsTab(self)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("Parts of the work log"))
        self._places = {"cases": 0, "logs": 1, "checks": 2, "flagged": 3, "assessment": 4}
        parts = (self.cases, self.logs, self.checks, self.flagged, self.sheets)
        names = (t("Cases"), t("Logs handed in"), t("Spot checks"), t("Would be flagged"), t("Assessment sheets"))
        for part, words in zip(parts, names, strict=True):
            self.tabs.addTab(part, words)
        body.addWidget(self.tabs, 1)
        self.import_actions = [self._import(kind, op) for kind, op in IMPORTS]
        self.export_actions = [self._action(f"{t(words)}…", lambda kind=kind: self.export(kind)) for kind, words in EXPORT_WORDS.items()]
        for words, actions in ((t("Import"), self.import_actions), (t("Export"), self.export_actions)):
            button, menu = QPushButton(words), QMenu(self)
            menu.addActions(actions)
            button.setMenu(menu)
            self.header.extra.addWidget(button)

    def _import(self, kind: str, op: Op) -> QAction:
        action = self._action(f"{self.texts(KIND_WORDS[kind])}…", lambda: ImportWizard.ask(self, kind=kind))
        rights.writes(self.context, op, action)
        return action

    def _action(self, words: str, slot: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _=False: slot())
        return action

    def refresh(self) -> None:
        """Read the month anew."""
        month, workspace = self.month, self.context.workspace.speaking(self.texts.language)
        self.load(lambda: (work_views.month_view(workspace, month=month), _sheets(workspace, month)), self._fill)

    def _fill(self, found: tuple[WorkMonth, Sequence[SheetLine]]) -> None:
        view, lines = found
        if view.month != self.month:
            return
        t = self.texts
        if not view.logs and not view.cases:
            purpose = t("Here cases, work logs and spot checks of the agents are kept. It needs agents in the roster.")
            title = t("Nobody is employed in {month}", month=view.month.text)
            self.show_empty(title, purpose, t("Go to the roster"), lambda: self.context.navigate("roster"))
            return
        self.show_body()
        self.view = view
        for tab in (self.cases, self.logs, self.checks, self.flagged):
            tab.show_month(view)
        self.sheets.show_lines(lines)
        self.tabs.setTabText(self._places["flagged"], t("Would be flagged ({n})", n=len(view.flagged)))

    def search(self, text: str) -> None:
        """Cases, logs, checks and sheets that match."""
        for tab in (self.cases, self.checks, self.flagged, self.sheets):
            tab.rows.filter(text)
        self.logs.filter(text)

    def primary(self) -> None:
        """A new case."""
        self.tabs.setCurrentIndex(self._places["cases"])
        self.cases.add()

    def go(self, employee_no: str = "", case: str = "", tab: str = "", **_: Any) -> None:
        """Show a tab, a case, or an agent's cases."""
        self.tabs.setCurrentIndex(self._places.get(tab, 0))
        if employee_no or case:
            self.header.search.setText(case or employee_no)

    def page_actions(self) -> list[QAction]:
        """Cases, checks, imports and exports."""
        self.ensure_built()
        check = self._action(self.texts("Note a check…"), self.checks.add)
        rights.writes(self.context, Op.EDIT_RECORDS, check)
        return [check, *self.import_actions, *self.export_actions]

    def print_page(self) -> bool:
        """The sheet that is open, else the draft sheets of everybody."""
        content = self.panel.content
        if isinstance(content, PanelForm) or content is None or not hasattr(content, "print_pdf"):
            self.tabs.setCurrentIndex(self._places["assessment"])
            self.sheets.preview([])
            return True
        return bool(content.print_pdf())

    # What the tabs use

    def today(self) -> date:
        """The day."""
        return self.context.workspace.clock.today()

    def agents(self, also: str = "") -> list[tuple[str, str]]:
        """Everybody who may be chosen, by number; `also` is offered whoever it is."""
        known = [(agent.employee_no, f"{agent.name} {agent.employee_no}") for agent in (self.view.logs if self.view else ())]
        return known if not also or any(number == also for number, _ in known) else [*known, (also, also)]

    def open_form(self, title: str, form: Any) -> None:
        """Show a form in the panel; it closes when it is stored."""

        def stored(_value: object) -> None:
            self.panel.close_panel()
            self.banner.say(self.texts("Stored."), "good")

        form.submitted.connect(lambda: self.write(form.write(self.context.workspace), stored, failed=form.refuse))
        form.cancelled.connect(self.panel.close_panel)
        self.show_panel(title, form)

    def export(self, kind: str) -> None:
        """Write a table of the month that imports read back."""
        t, month, workspace = self.texts, self.month, self.context.workspace
        name = Path(f"{t(EXPORT_WORDS[kind])} {month.text}.xlsx")
        path = ChooseSaveFile.ask(self, title=t("Export the month…"), filters="XLSX (*.xlsx);;CSV (*.csv)", suggested=name)
        if path:
            self.load(
                lambda: exporting.export(workspace, kind=kind, path=path, period=month),
                lambda done: self.banner.say(t("{n} rows were written to {file}.", n=done.rows, file=str(done.path)), "good"),
            )


def _sheets(workspace: Any, month: Any) -> Sequence[SheetLine]:
    """Who has a sheet; nobody while no rule on it is in force."""
    try:
        return assessment.listed(workspace, month=month)
    except UserError:
        return ()
