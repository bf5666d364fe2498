"""The import wizard for every kind of file: choose, look at what would change, store as one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QProgressBar

from models.domain.errors import N_, ImportRefused, RowProblem, UserError
from models.domain.ops import Done
from models.domain.period import Cadence, Period
from services.exchange import columns, importing
from services.exchange.importing import ImportReport
from services.exchange.plan import ImportPlan, PlanRow, RowState
from services.progress import Progress
from ui.kit import problems
from ui.kit.dialogs import ChooseOpenFile, Dialog
from ui.kit.form import Form
from ui.kit.import_columns import ImportColumns
from ui.kit.import_words import KIND_WORDS, change_words
from ui.kit.notices import Banner, label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.tasks import Ticket
from ui.kit.theme import SHAPES

if TYPE_CHECKING:
    from services.texts import Texts
    from ui.kit.page import Page

_STATES = {"problem": N_("Problem"), RowState.ADDED: N_("New"), RowState.CHANGED: N_("Changed"), RowState.SAME: N_("Same")}
_TONES = {"problem": "bad", RowState.ADDED: "good", RowState.CHANGED: "watch", RowState.SAME: "muted"}
_PERIODS = {
    "roster": N_("Changes hold from the first day of (empty: today)"), "attendance": N_("Period, for example 2026-10"),
    "punches": N_("Period, for example 2026-10"), "kpi": N_("Period, for example 2026-10"),
}  # fmt: skip
"""Kinds that ask for a period; the others carry it in their rows."""


@dataclass(frozen=True)
class Line:
    """One line of the preview; `state` is a RowState or problem."""

    row: int
    about: str
    state: str
    detail: str


def lines_of(plan: ImportPlan, texts: Texts) -> list[Line]:
    """The preview of a plan: problems first, then the records in the order of the file."""
    return [*(_problem_line(problem, texts) for problem in plan.problems), *(_record_line(row, texts) for row in plan.rows)]


def _problem_line(problem: RowProblem, texts: Texts) -> Line:
    about = f"{problem.column} “{problem.value}”" if problem.value else problem.column
    return Line(problem.row, about, "problem", texts.message(problem.reason))


def _record_line(row: PlanRow, texts: Texts) -> Line:
    return Line(row.row, row.label, row.state, "; ".join(change_words(texts, change) for change in row.changes))


@dataclass(frozen=True)
class Look:
    """A plan with its lines in words, and the columns that were taken because the user named them (title → key)."""

    plan: ImportPlan
    lines: list[Line]
    columns: Mapping[str, str]


class ImportWizard(Dialog):
    """Shows the plan of one file; `report` holds what was done after it was accepted."""

    def __init__(self, page: Page, kind: str, path: Path) -> None:
        t = page.texts
        super().__init__(page, t(KIND_WORDS[kind]), t("Import"), t("Cancel"))
        self.report: Done[ImportReport] | None = None
        self._page, self._texts, self._kind, self._path = page, t, kind, path
        self._ticket: Ticket | None = None
        self._mapping: dict[str, str] | None = None
        """Columns as told in this wizard; None = as remembered."""
        self._reading: Ticket | None = None
        self._bad_rows = 0
        self._read_for = ""
        self.setMinimumSize(760, 520)
        self.body.addWidget(label(path.name, "muted"))
        self.form = Form()
        if kind in _PERIODS:
            field = self.form.line("period", t(_PERIODS[kind]), "" if kind == "roster" else page.month.text)
            field.editingFinished.connect(self._period_typed)
        self.body.addWidget(self.form)
        self.banner = Banner(t("Close"))
        self.body.addWidget(self.banner)
        self.columns = ImportColumns(t, kind)
        self.columns.changed.connect(self._take_columns)
        self.columns.asked.connect(lambda: self._ask_columns({}))
        self.body.addWidget(self.columns)
        self._add_preview()
        self.buttons.accepted.disconnect(self.accept)
        self.buttons.accepted.connect(self._go_on)
        page.context.tasks.progressed.connect(self._show_progress)
        self.read()
        self.yes.setFocus()

    def _add_preview(self) -> None:
        t = self._texts
        self.summary = label("")
        self.body.addWidget(self.summary)
        self.filter = QComboBox()
        self.filter.setAccessibleName(t("Which rows to show"))
        self.filter.currentIndexChanged.connect(self._filter)
        self.body.addWidget(self.filter)
        self.rows = RowsModel(
            [
                Column("row", t("Row"), lambda line: str(line.row or ""), 56, numeric=True, sort=lambda line: line.row),
                Column("state", t("What happens"), lambda line: f"{SHAPES[_TONES[line.state]]} {t(_STATES[line.state])}", 110,
                       tone=lambda line: _TONES[line.state]),
                Column("about", t("Concerns"), lambda line: line.about, 200, tip=lambda line: line.about),
                Column("detail", t("In detail"), lambda line: line.detail, 320, tip=lambda line: line.detail),
            ],
            self,
        )  # fmt: skip
        self.table = TableView(self.rows, t("What the import would do"), t("Nothing to show."))
        self.body.addWidget(self.table, 1)
        self.partial = QCheckBox(t("Leave the bad rows out and import the others"))
        self.partial.toggled.connect(lambda _: self._allow())
        self.partial.hide()
        self.body.addWidget(self.partial)
        self.confirm = Form()
        self.confirm.line("reason", "", "", t("Why they are right; the log keeps it")).editingFinished.connect(self._confirm)
        self.confirm.hide()
        self._confirmed = ""
        self.body.addWidget(self.confirm)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(t("Progress"))
        room = self.progress.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # what is being clicked must not move away under the mouse
        self.progress.setSizePolicy(room)
        self.progress.hide()
        self.body.addWidget(self.progress)

    # Looking

    def read(self) -> None:
        """Plan the file anew, after it was chosen or the period or a column changed."""
        period = self._period()
        if period is False:
            return
        self._read_for = self.form.value("period") if self._kind in _PERIODS else ""
        self.yes.setEnabled(False)
        workspace, kind, path, mapping = self._page.context.workspace, self._kind, self._path, self._mapping
        confirm, texts = self._confirmed, self._texts

        def look(progress: Progress) -> Look:
            plan = importing.preview_file(
                workspace, kind=kind, path=path, period=period or None, mapping=mapping, confirm=confirm, progress=progress
            )
            used = importing.remembered_mapping(workspace, kind=kind) if mapping is None else mapping
            return Look(plan, lines_of(plan, texts), used)

        if self._reading:
            self._reading.cancel()
        self.progress.show()
        self._reading = self._run(look, self._show_plan, self._could_not_plan)

    def _period_typed(self) -> None:
        if self.form.value("period") != self._read_for:
            self.read()

    def _period(self) -> Period | bool | None:
        """The period typed, None when none is asked for or given, False when it cannot be read."""
        text = self.form.value("period") if self._kind in _PERIODS else ""
        try:
            return Period.parse(text) if text else None
        except UserError as error:
            self.form.set_problem("period", problems.sentence(error, self._texts))
            return False

    def _show_plan(self, look: Look) -> None:
        t, plan = self._texts, look.plan
        self._reading = None
        self.progress.hide()
        self.banner.hide()
        self.columns.show_used(look.columns)
        self._bad_rows = plan.bad_rows
        new, changed, same = (plan.count(state) for state in RowState)
        words = (t("{n} new", n=new), t("{n} changed", n=changed), t("{n} the same", n=same), t("{n} rows with problems", n=plan.bad_rows))
        self.summary.setText("\n".join([" · ".join(words), *map(t.message, plan.notices)]))
        self.rows.set_rows(look.lines)
        self.filter.clear()
        self.filter.addItem(t("All rows"), "")
        for state, word in _STATES.items():
            if any(line.state == state for line in self.rows.rows()):
                self.filter.addItem(t(word), str(state))
        self.partial.setVisible(plan.bad_rows > 0)
        if plan.out_of_range:
            self.confirm.set_title("reason", t("Store {n} values outside their range all the same", n=plan.out_of_range))
        self.confirm.setVisible(plan.out_of_range > 0 or bool(self._confirmed))
        self._allow()

    def _confirm(self) -> None:
        """A reason for values outside their range was given or taken back: plan anew."""
        reason = self.confirm.value("reason")
        if reason != self._confirmed:
            self._confirmed = reason
            self.read()

    def _could_not_plan(self, error: Exception) -> None:
        """A file that cannot be planned: say why; when columns are missing, ask which they are."""
        self._reading = None
        self.progress.hide()
        self.banner.say(problems.sentence(error, self._texts), "bad")
        found = getattr(error, "problems", ())
        self.rows.set_rows([_problem_line(problem, self._texts) for problem in found])
        self.summary.setText("")
        missing = {problem.column.split()[-1]: problem.column for problem in found if problem.row == 0 and problem.column}
        if isinstance(error, ImportRefused) and missing:
            self._ask_columns(missing)

    def _ask_columns(self, missing: dict[str, str]) -> None:
        self._run(lambda: columns.titles(self._path), lambda titles: self.columns.ask(missing, titles), self._failed)

    def _take_columns(self, chosen: dict[str, str]) -> None:
        self._mapping = chosen
        self.read()

    def _filter(self) -> None:
        state = self.filter.currentData()
        self.rows.keep((lambda line: line.state == state) if state else None)

    def _allow(self) -> None:
        self.yes.setEnabled(self._ticket is None and (self._bad_rows == 0 or self.partial.isChecked()))

    # Storing

    def _go_on(self) -> None:
        period = self._period()
        if period is False or not self.yes.isEnabled():
            return
        self.yes.setEnabled(False)
        self.progress.show()
        workspace, kind, path, partial = self._page.context.workspace, self._kind, self._path, self.partial.isChecked()
        mapping, confirm = self._mapping, self._confirmed
        self._ticket = self._run(
            lambda progress: importing.import_file(
                workspace, kind=kind, path=path, period=period or None, partial=partial, mapping=mapping, progress=progress, confirm=confirm
            ),
            self._done,
            self._failed,
            self._texts(KIND_WORDS[kind]),
        )

    def _done(self, report: Done[ImportReport]) -> None:
        self.report = report
        self._ticket = None
        if self._kind != "roster" and isinstance(period := self._period(), Period) and period.cadence is Cadence.MONTH:
            self._page.context.month.choose(period)  # what came in is what the page shows then
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._ticket = None
        self.progress.hide()
        self.banner.say(problems.sentence(error, self._texts), "bad")
        self._allow()

    def _run(self, call, done, failed, title: str = "") -> Ticket:  # type: ignore[no-untyped-def]
        return self._page.context.tasks.run(call, owner=self, done=done, failed=failed, title=title)

    def _show_progress(self, ticket: Ticket) -> None:
        if ticket in (self._ticket, self._reading):
            self.progress.setMaximum(ticket.total)
            self.progress.setValue(ticket.done)

    def reject(self) -> None:
        """Cancel: what is being read or stored stops at its next step and leaves nothing."""
        for ticket in (self._reading, self._ticket):
            if ticket:
                ticket.cancel()
        super().reject()

    @staticmethod
    def ask(page: Page, *, kind: str, path: Path | None = None) -> bool:
        """Choose a file (unless given), preview, import; tells the bus and says on the page what was done. False when turned back."""
        t = page.texts
        if not page.may(importing.op_of(kind)):
            return False
        if path is None:
            filters = f"{t('Tables')} (*.xlsx *.xls *.ods *.csv *.txt *.dat);;{t('All files')} (*)"
            path = ChooseOpenFile.ask(page, title=t(KIND_WORDS[kind]), filters=filters)
        if path is None:
            return False
        wizard = ImportWizard(page, kind, path)
        if not wizard.answered() or wizard.report is None:
            return False
        finish(page, wizard.report)
        return True


def finish(page: Page, done: Done[ImportReport]) -> None:
    """Tell the bus what an import changed and say it on the page."""
    report, t = done.value, page.texts
    page.context.bus.changed.emit(done.changes, page)
    words = t("Imported: {added} new, {changed} changed, {same} the same.", added=report.added, changed=report.changed, same=report.same)
    if report.skipped:
        words += " " + t("{n} bad rows were left out.", n=report.skipped)
    page.banner.say(words, "good" if not report.skipped else "watch")
