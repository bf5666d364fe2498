"""The roster: everyone, where they stand, one agent's time line, and changes that hold from a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout

from models.domain.errors import N_, UserError
from models.domain.ops import Op, Subject
from models.domain.people import Status
from models.domain.period import Cadence, Period
from services import attachments, people, photos, review_sheet, running_month, running_sheet, shifts, timeline, words
from services.exchange import exporting, person_copy
from services.people import OpenItems, RosterRow
from services.running_month import RunningMonth
from services.shifts import ShiftBook
from services.timeline import Link, TimelineEntry
from ui.kit import pinyin
from ui.kit.dialogs import AskReason, ChooseOpenFile, ChooseSaveFile
from ui.kit.import_wizard import ImportWizard
from ui.kit.notices import label
from ui.kit.page import Page
from ui.kit.pdf_view import PdfView
from ui.kit.rows_model import RowsModel
from ui.kit.table import TableView
from ui.roster.columns import columns, position_word
from ui.roster.forms import ActionForm, ChangeForm, HireForm, HiringForm, LeaveForm, ProbationForm, RenameForm, ShiftForm
from ui.roster.person_panel import PersonPanel
from ui.roster.running_panel import RunningPanel

EMPLOYED = "employed"


class RosterPage(Page):
    """Table with filters; the panel holds one agent or one form at a time."""

    name = "roster"
    title = N_("Roster")
    search_text = N_("Name, pinyin or number")
    primary_text = N_("Hire")
    primary_writes = Op.EDIT_PERSON
    uses_month = True
    subjects = (
        Subject.PEOPLE | Subject.ATTENDANCE | Subject.READINGS | Subject.RECORDS | Subject.OUTCOMES | Subject.POINTS | Subject.APPEALS
        | Subject.DOCUMENTS | Subject.GROWTH
    )  # fmt: skip

    def build(self, body: QVBoxLayout) -> None:
        """Filters, table, import and export."""
        t = self.texts
        self.actions_by_name = {
            "import": self._action(t("Import the roster…"), lambda: ImportWizard.ask(self, kind="roster")),
            "export": self._action(t("Export the roster…"), self.export),
            "change": self._action(t("Change an agent…"), lambda: self.start("change")),
            "leave": self._action(t("Leaving…"), lambda: self.start("leave")),
        }
        for name, words_ in (("import", t("Import")), ("export", t("Export"))):
            button = QPushButton(words_)
            button.clicked.connect(self.actions_by_name[name].trigger)
            self.header.extra.addWidget(button)
            if name == "import":
                self.writes(Op.IMPORT_ROSTER, self.actions_by_name[name], button)
        self.writes(Op.EDIT_PERSON, self.actions_by_name["change"], self.actions_by_name["leave"])
        self.team, self.position, self.status = (self._filter(words_) for words_ in (t("Team"), t("Position"), t("Status")))
        self._fill_choice(self.status, t("Employed"), [(s, t(words.STATUSES[s])) for s in Status], EMPLOYED, extra=t("All, leavers too"))
        self.count = label("", "muted", wrap=False)
        row = QHBoxLayout()
        for box in (self.team, self.position, self.status):
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self.count)
        body.addLayout(row)
        self.rows = RowsModel(columns(t), self)
        self.table = TableView(self.rows, t("Roster"), t("Nobody fits the filters."))
        self.table.row_activated.connect(self.open_person)
        self.table.row_chosen.connect(self._follow_cursor)
        self.table.set_menu(lambda _row: list(self.actions_by_name.values())[2:])
        body.addWidget(self.table, 1)

    def refresh(self) -> None:
        """The roster as of today, or of the last day of another month."""
        day = self.day
        self.load(lambda: people.roster(self.context.workspace, day=day), self._fill)

    @property
    def day(self) -> date:
        """The day that the page looks at."""
        today = self.context.workspace.clock.today()
        return today if today in self.month else self.month.last

    def search(self, text: str) -> None:
        """Hanzi, pinyin, initials or number."""
        self.rows.filter(text)
        self._count()

    def primary(self) -> None:
        """A new agent."""
        form = HireForm(self.texts, self._teams(), self.context.workspace.clock.today())
        self._show_form(self.texts("Hire"), form, None)
        form.form.field("employee_no").setFocus()

    def go(self, employee_no: str = "", **_where: Any) -> None:
        """Open one agent."""
        if self.rows.find(lambda row: row.employee_no == employee_no) < 0:
            self.status.setCurrentIndex(self.status.findData(""))
        if self.table.choose(lambda row: row.employee_no == employee_no):
            self.open_person(self.table.current())

    def page_actions(self) -> list[QAction]:
        """Import, export, change, leave."""
        return list(self.actions_by_name.values())

    # Showing

    def _fill(self, rows: Sequence[RosterRow]) -> None:
        t = self.texts
        if not rows:
            purpose = t("The roster says who belongs to the centre, in which team and position, and since when. All else builds on it.")
            self.show_empty(t("Nobody is in the roster yet"), purpose, t("Import the roster…"), self.actions_by_name["import"].trigger)
            return
        self.show_body()
        chosen = self.table.current()
        self.rows.set_rows(sorted(rows, key=lambda row: pinyin.sort_key(row.name)))
        teams = sorted({row.team for row in rows if row.team}, key=pinyin.sort_key)
        self._fill_choice(self.team, t("All teams"), [(team, team) for team in teams], self.team.currentData() or "")
        positions = sorted({row.position for row in rows if row.position})
        named = [(position, position_word(t, position)) for position in positions]
        self._fill_choice(self.position, t("All positions"), named, self.position.currentData() or "")
        self._keep()
        if chosen is not None:
            self.table.choose(lambda row: row.employee_no == chosen.employee_no)
        self._renew_panel()

    def _filter(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.currentIndexChanged.connect(lambda _: self._keep())
        return box

    def _fill_choice(self, box: QComboBox, first: str, options: Sequence[tuple[str, str]], value: str, extra: str = "") -> None:
        box.blockSignals(True)
        box.clear()
        box.addItem(first, EMPLOYED if extra else "")
        if extra:
            box.addItem(extra, "")
        for option, shown in options:
            box.addItem(shown, option)
        box.setCurrentIndex(max(box.findData(value), 0))
        box.blockSignals(False)

    def _keep(self) -> None:
        team, position, status = (box.currentData() for box in (self.team, self.position, self.status))

        def wanted(row: RosterRow) -> bool:
            stands = row.status is not Status.LEFT if status == EMPLOYED else not status or row.status == status
            return stands and (not team or row.team == team) and (not position or row.position == position)

        self.rows.keep(wanted)
        self._count()

    def _count(self) -> None:
        self.count.setText(self.texts("{n} agents as of {day}", n=self.rows.rowCount(), day=self.day.isoformat()))

    # One agent

    def open_person(self, row: RosterRow) -> None:
        """Show the agent with the time line in the panel."""
        panel = PersonPanel(self.texts, row)
        panel.wanted.connect(lambda what: self.start(what, row))
        panel.followed.connect(self._navigate)
        self.writes(Op.EDIT_PERSON, *(button for what, button in panel.buttons.items() if what not in ("running", "shift", "copy")))
        self.writes(Op.EDIT_SHIFTS, panel.buttons["shift"])
        self.writes(Op.EXPORT_PERSON, panel.buttons["copy"])
        self.show_panel(f"{row.name} {row.employee_no}", panel)
        self.load(lambda: timeline.timeline(self._speaking(), employee_no=row.employee_no), self._show_entries)
        if row.photo:
            self.load(lambda: attachments.path_of(self.context.workspace, row.photo), panel.show_photo)

    def _show_entries(self, entries: Sequence[TimelineEntry]) -> None:
        if isinstance(self.panel.content, PersonPanel):
            self.panel.content.show_entries(entries)

    def _speaking(self) -> Any:
        return self.context.workspace.speaking(self.texts.language)

    def _follow_cursor(self, row: RosterRow | None) -> None:
        content = self.panel.content
        if row is not None and isinstance(content, PersonPanel) and content.row.employee_no != row.employee_no:
            self.open_person(row)

    def _renew_panel(self) -> None:
        content = self.panel.content
        if isinstance(content, PersonPanel):
            at = next((row for row in self.rows.rows() if row.employee_no == content.row.employee_no), None)
            if at is not None:
                self.open_person(at)
            else:
                self.panel.close_panel()

    def _navigate(self, link: Link) -> None:
        self.context.navigate(link.page, **link.where)

    # Changing

    def start(self, what: str, row: RosterRow | None = None) -> None:
        """Open the form for `change`, `shift`, `rename`, `hiring`, `probation` or `leave`, or ask for the reason of `undo_leaving`."""
        row = row or self.table.current()
        if row is None:
            self.banner.say(self.texts("Choose an agent first."), "watch")
            return
        if what == "leave":
            self.load(lambda: people.open_items(self.context.workspace, employee_no=row.employee_no), lambda items: self._leave(row, items))
        elif what == "undo_leaving":
            self._undo_leaving(row)
        elif what in ("photo", "remove_photo"):
            self._change_photo(row, what == "photo")
        elif what == "running":
            self._show_running(row)
        elif what == "copy":
            self._hand_out(row)
        elif what == "shift":
            self.load(lambda: shifts.book(self.context.workspace), lambda book: self._assign(row, book))
        else:
            t, today = self.texts, self.context.workspace.clock.today()
            forms: dict[str, Callable[[], ActionForm]] = {
                "change": lambda: ChangeForm(t, self._teams(), row, today),
                "rename": lambda: RenameForm(t, row),
                "hiring": lambda: HiringForm(t, row, today),
                "probation": lambda: ProbationForm(t, row, today),
            }
            self._show_form(f"{row.name} {row.employee_no}", forms[what](), row)

    def _show_running(self, row: RosterRow) -> None:
        workspace, month = self._speaking(), self.month

        def show(running: RunningMonth) -> None:
            panel = RunningPanel(self.texts, running)
            panel.back.connect(lambda: self.open_person(row))
            panel.printed.connect(lambda: self._show_sheet(row, month))
            panel.reviewed.connect(lambda cadence: self._show_sheet(row, month.widened(cadence)))
            self.show_panel(f"{row.name} {row.employee_no}", panel)

        self.load(lambda: running_month.running_month(workspace, employee_no=row.employee_no, month=month), show)

    def _show_sheet(self, row: RosterRow, period: Period) -> None:
        """The running month, or the review of a longer period, as it prints."""
        workspace, name, number = self._speaking(), f"{row.employee_no} {period.text}", row.employee_no

        def show(pdf: bytes) -> None:
            view = PdfView(self.texts)
            self.show_panel(f"{row.name} {row.employee_no}", view)
            view.show_pdf(pdf, name)

        if period.cadence is Cadence.MONTH:
            self.load(lambda: running_sheet.running_pdf(workspace, employee_no=number, month=period), show)
        else:
            self.load(lambda: review_sheet.review_pdf(workspace, employee_no=number, period=period), show)

    def _assign(self, row: RosterRow, book: ShiftBook) -> None:
        form = ShiftForm(self.texts, row, self.context.workspace.clock.today(), book)
        self._show_form(f"{row.name} {row.employee_no}", form, row)

    def _leave(self, row: RosterRow, items: OpenItems) -> None:
        form = LeaveForm(self.texts, row, self.context.workspace.clock.today(), items)
        self._show_form(f"{row.name} {row.employee_no}", form, row)

    def _undo_leaving(self, row: RosterRow) -> None:
        t, workspace = self.texts, self.context.workspace
        what = t("{name} goes on as if the leaving date had never been entered.", name=row.name)
        why = AskReason.ask(self, t, title=t("Take leaving back"), what_happens=what, yes=t("Take leaving back"))
        if why:
            self.write(lambda: people.undo_leaving(workspace, employee_no=row.employee_no, reason=why, seen=row.version))

    def _change_photo(self, row: RosterRow, is_new: bool) -> None:
        """Choose another photo, or go without; both can be undone."""
        t, workspace, number = self.texts, self.context.workspace, row.employee_no
        if not is_new:
            self.write(lambda: photos.remove(workspace, employee_no=number), lambda _: self.refresh())
            return
        endings = " ".join(f"*{ending}" for ending in attachments.IMAGES)
        path = ChooseOpenFile.ask(self, title=t("Photo of {name}", name=row.name), filters=f"{t('Pictures')} ({endings})")
        if path:
            self.write(lambda: photos.put(workspace, employee_no=number, path=path), lambda _: self.refresh())

    def _hand_out(self, row: RosterRow) -> None:
        """Everything that is kept about the agent as one file, which the log remembers."""
        t, workspace = self.texts, self._speaking()
        suggested = Path.home() / f"{row.employee_no} {row.name}.zip"
        path = ChooseSaveFile.ask(
            self, title=t("Export all data of {name}", name=row.name), filters=f"{t('Archive')} (*.zip)", suggested=suggested
        )
        if path:
            said = t("Everything kept about {name} is in {file}. The log notes that it was handed out.", name=row.name, file=str(path))
            call = lambda progress: person_copy.export(workspace, employee_no=row.employee_no, path=path, progress=progress)  # noqa: E731
            self.write(call, lambda _: self.banner.say(said, "good"), title=t("Export all data of {name}", name=row.name))

    def _submit(self, form: ActionForm) -> None:
        """Store what a form says; a refusal stays in the form."""
        if not form.complete():
            return
        try:
            write = form.write(self.context.workspace)
        except UserError as error:
            form.refuse(error)
            return
        self.write(write, self._stored, failed=form.refuse)

    def _stored(self, row: RosterRow) -> None:
        self.open_person(row)
        self.banner.say(self.texts("Stored: {name}.", name=row.name), "good")

    def _show_form(self, title: str, form: ActionForm, row: RosterRow | None) -> None:
        form.submitted.connect(lambda: self._submit(form))
        form.cancelled.connect(lambda: self.open_person(row) if row else self.panel.close_panel())
        self.show_panel(title, form)

    def _teams(self) -> list[str]:
        return [self.team.itemData(place) for place in range(1, self.team.count())]

    def _action(self, words_: str, slot: Callable[[], Any]) -> QAction:
        action = QAction(words_, self)
        action.triggered.connect(lambda _=False: slot())
        return action

    # Files

    def export(self) -> None:
        """Write the roster of the month as a file that can be imported again."""
        t, month = self.texts, self.month
        suggested = Path.home() / f"roster-{month.text}.xlsx"
        path = ChooseSaveFile.ask(self, title=t("Export the roster"), filters=f"{t('Tables')} (*.xlsx *.csv)", suggested=suggested)
        if path:
            done = t("Exported to {file}.", file=str(path))
            call = lambda: exporting.export(self.context.workspace, kind="roster", path=path, period=month)  # noqa: E731
            self.load(call, lambda _: self.banner.say(done, "good"))
