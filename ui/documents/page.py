"""Documents: the register of numbers, each paper as it prints, batches, void ones, check codes, receipts of notices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QTabWidget, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Op, OpChanges, Subject
from models.domain.papers import PaperStatus, Series
from services import desk, notices, paper_reissue, paper_templates, papers
from services.exchange import exporting
from services.notices import NoticeView
from services.paper_templates import Template
from services.papers import CodeCheck, PaperView
from ui.documents.code_form import CodeForm
from ui.documents.columns import notice_columns, paper_columns
from ui.documents.customer_desk import CustomerDesk
from ui.documents.sign_form import Receipt, SignForm
from ui.documents.wording_form import WordingForm
from ui.kit.ask_pin import AskPin
from ui.kit.dialogs import AskReason, ChooseFolder, ChooseSaveFile
from ui.kit.page import Page
from ui.kit.pdf_view import PdfView
from ui.kit.rows_model import RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP

_SERIES = {
    Series.CERTIFICATE: N_("Certificates"), Series.REWARD: N_("Reward notices"), Series.PENALTY: N_("Penalty notices"),
    Series.APPEAL: N_("Appeal papers"), Series.PUBLIC: N_("Public lists"), Series.POINTS: N_("Points papers"),
    Series.COACHING: N_("Coaching plans"), Series.RECTIFICATION: N_("Rectification orders"),
    Series.REFERRAL: N_("Referrals"), Series.OBJECTION: N_("Objections"), Series.CUSTOMER: N_("Notices for customers"),
    Series.ASSESSMENT: N_("Assessment sheets"),
}  # fmt: skip
ALL, UNPRINTED, VOID = "", "unprinted", "void"


class DocumentsPage(Page):
    """Register and notices; what is shown in the panel is the very PDF that is stored."""

    name = "documents"
    title = N_("Documents")
    search_text = N_("Number, name, pinyin")
    primary_text = N_("Print")
    subjects = Subject.DOCUMENTS | Subject.OUTCOMES | Subject.PEOPLE | Subject.APPEALS

    def build(self, body: QVBoxLayout) -> None:
        """Filters, the two lists, actions below."""
        t = self.texts
        self.papers = RowsModel(paper_columns(t), self)
        self.table = TableView(self.papers, t("Register of papers"), t("No paper of this kind."))
        self.table.row_activated.connect(self.show_paper)
        self.table.set_menu(lambda _row: self._menu)
        self.notices = RowsModel(notice_columns(t), self)
        self.notice_table = TableView(self.notices, t("Notices to sign"), t("No notice has been issued."))
        self.notice_table.row_activated.connect(self.open_sign_form)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._register_tab(), t("Register"))
        self.tabs.addTab(self._notices_tab(), t("Notices"))
        body.addWidget(self.tabs, 1)

    def _register_tab(self) -> QWidget:
        t = self.texts
        self.series = self._choice(t("Kind of paper"), [("", t("All kinds")), *((s.value, t(words)) for s, words in _SERIES.items())])
        self.state = self._choice(t("State"), [(ALL, t("All states")), (UNPRINTED, t("Not printed yet")), (VOID, t("Void"))])
        filters = QHBoxLayout()
        filters.setSpacing(STEP * 2)
        filters.addWidget(self.series)
        filters.addWidget(self.state)
        filters.addStretch(1)
        self.customers = CustomerDesk(self)
        self.for_customers = self._button(t("Notices for customers…"), self.customers.open_form)
        self.writes(Op.ISSUE_DOCUMENT, self.for_customers)
        filters.addWidget(self.for_customers)
        filters.addWidget(self._button(t("Wording…"), self.open_wordings))
        filters.addWidget(self._button(t("Verify a check code…"), self.open_code_form))
        filters.addWidget(self._export_button())
        buttons = [
            self._button(t("Preview"), self.preview), self._button(t("Reprint"), self.reprint),
            self._button(t("Void…"), self.void), self._button(t("Issue anew"), self.reissue),
        ]  # fmt: skip
        self.writes(Op.VOID_DOCUMENT, buttons[2])
        self.writes(Op.ISSUE_DOCUMENT, buttons[3])
        self._menu = [self.menu_entry(button) for button in buttons]
        return _column(filters, self.table, _row(buttons))

    def _notices_tab(self) -> QWidget:
        t = self.texts
        self.sign_button = self._button(t("Record receipt…"), self.sign)
        self.pin_button = self._button(t("PIN for the desk…"), self.set_pin)
        self.writes(Op.SIGN_NOTICE, self.sign_button)
        self.writes(Op.DESK_ACCESS, self.pin_button)
        return _column(None, self.notice_table, _row([self.sign_button, self._button(t("Preview"), self.preview_notice), self.pin_button]))

    def _choice(self, name: str, options: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for value, words in options:
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda _: self._apply_filter())
        return box

    def _button(self, words: str, slot: Any) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: slot())
        return button

    def _export_button(self) -> QPushButton:
        t = self.texts
        button, menu = QPushButton(t("Export")), QMenu(self)
        menu.addAction(t("Export the month…"), self.export)
        menu.addAction(t("Export the register…"), self.export_register)
        button.setMenu(menu)
        return button

    def page_actions(self) -> list[QAction]:
        """The buttons, for menu bar and palette."""
        self.ensure_built()
        return [*self._menu, self.menu_entry(self.for_customers)]

    # Reading

    def refresh(self) -> None:
        """Read register and notices anew."""
        workspace = self.context.workspace.speaking(self.texts.language)
        self.load(lambda: (papers.register(workspace), notices.notices(workspace)), self._fill)

    def _fill(self, found: tuple[tuple[PaperView, ...], tuple[NoticeView, ...]]) -> None:
        register, receipts = found
        t = self.texts
        if not register:
            purpose = t("Every certificate, notice and list gets its number here when the month's decisions are published.")
            title, action = t("No paper has been issued yet"), t("Go to the decisions")
            self.show_empty(title, purpose, action, lambda: self.context.navigate("decisions"))
            return
        self.show_body()
        kept = self.table.current()
        self.papers.set_rows(register)
        if kept is not None:
            self.table.choose(lambda p: p.id == kept.id)
        self.notices.set_rows(sorted(receipts, key=lambda n: n.is_void or n.received_on is not None))  # first what waits
        waiting = sum(n.received_on is None and not n.is_void for n in receipts)
        self.tabs.setTabText(1, t("Notices ({n} to sign)", n=waiting) if waiting else t("Notices"))

    def _apply_filter(self) -> None:
        series, state = self.series.currentData(), self.state.currentData()

        def wanted(paper: PaperView) -> bool:
            is_void = paper.status is PaperStatus.VOID
            fits = state == ALL or (state == VOID and is_void) or (state == UNPRINTED and not paper.prints and not is_void)
            return fits and (not series or paper.series == series)

        self.papers.keep(wanted)

    def search(self, text: str) -> None:
        """Filter both lists."""
        self.papers.filter(text)
        self.notices.filter(text)

    def go(self, number: str = "", unprinted: bool = False, notice: str = "", **_: Any) -> None:
        """Show one paper, what is not printed, or a notice to sign."""
        if unprinted:
            self.state.setCurrentIndex(self.state.findData(UNPRINTED))
        if notice:
            self.tabs.setCurrentIndex(1)
            self.notice_table.choose(lambda n: n.number == notice)
        elif number:
            self.table.choose(lambda p: p.number == number)

    # Looking and printing

    def preview(self) -> None:
        """Show the paper under the cursor."""
        if paper := self.table.current():
            self.show_paper(paper)

    def show_paper(self, paper: PaperView) -> None:
        """Show a paper as it will print; printing it from there is counted."""
        workspace = self.context.workspace
        again = paper.prints > 0
        self.load(
            lambda: papers.pdf_bytes(workspace, id=paper.id, reprint=again), lambda pdf: self._show(pdf, self._heading(paper), [paper])
        )

    def preview_notice(self) -> None:
        """Show the paper of the notice under the cursor."""
        notice = self.notice_table.current()
        if notice and (at := self.papers.find(lambda p: p.id == notice.document_id)) >= 0:
            self.show_paper(self.papers.row(at))

    def _heading(self, paper: PaperView) -> str:
        return f"{paper.number} · {self.texts('VOID')}" if paper.status is PaperStatus.VOID else paper.number

    def _show(self, pdf: bytes, heading: str, shown: list[PaperView]) -> PdfView:
        view = PdfView(self.texts)
        view.printed.connect(lambda _copies: self._printed(view, shown))
        self.show_panel(heading, view)
        self._splitter.setSizes([self._splitter.width() // 2] * 2)
        view.show_pdf(pdf, heading)
        return view

    def _printed(self, view: PdfView, shown: list[PaperView]) -> None:
        """Count the papers of which pages went to the printer, not those left out by a range of pages."""
        workspace = self.context.workspace
        ids = [paper.id for paper in shown if view.has_printed(paper.number)]
        self.write(lambda: papers.printed(workspace, ids=ids))

    def primary(self) -> None:
        """Print what is selected."""
        self.print_selected()

    def print_page(self) -> bool:
        """Ctrl+P prints what is selected."""
        self.print_selected()
        return True

    def print_selected(self) -> None:
        """Put the selected papers (everything shown when none is) into one file and send it to the printer; void ones stay out."""
        chosen = self.table.selected() or self.papers.rows()
        wanted = [paper for paper in chosen if paper.status is PaperStatus.ISSUED]
        ids = [paper.id for paper in wanted]
        if not ids:
            self.banner.say(self.texts("Choose papers that are not void."), "watch")
            return
        t, workspace = self.texts, self.context.workspace
        self.context.tasks.run(
            lambda progress: papers.collected(workspace, ids=ids, progress=progress), owner=self, failed=self.report,
            done=lambda pdf: self._show(pdf, t("{n} papers", n=len(ids)), wanted).print_pdf(), title=t("Collecting the papers"),
        )  # fmt: skip

    def reprint(self) -> None:
        """The paper under the cursor once more, marked as reprint unless it is a certificate."""
        paper = self.table.current()
        if paper:
            workspace = self.context.workspace
            self.load(
                lambda: papers.pdf_bytes(workspace, id=paper.id, reprint=paper.prints > 0),
                lambda pdf: self._show(pdf, self._heading(paper), [paper]).print_pdf(),
            )

    # Void, codes, export, receipts

    def void(self) -> None:
        """Mark the paper under the cursor void, with the reason."""
        t, paper, workspace = self.texts, self.table.current(), self.context.workspace
        if paper is None:
            return
        what = t("{number} becomes void. It keeps its number and stays readable; this cannot be undone.", number=paper.number)
        reason = AskReason.ask(self, t, title=t("Void {number}?", number=paper.number), what_happens=what, yes=t("Make void"))
        if reason:
            self.write(lambda: papers.void(workspace, id=paper.id, reason=reason))

    def reissue(self) -> None:
        """The void paper under the cursor once more, under a new number that names it."""
        paper, workspace = self.table.current(), self.context.workspace
        if paper:
            self.write(lambda: paper_reissue.reissue(workspace, id=paper.id), done=self._reissued)

    def _reissued(self, paper: PaperView) -> None:
        workspace = self.context.workspace
        self.banner.say(self.texts("{number} takes the place of {replaced}.", number=paper.number, replaced=paper.replaces), "good")
        self.load(lambda: papers.draw_pending(workspace), lambda _: self._tell_drawn())

    def open_code_form(self) -> None:
        """Look up a check code."""
        paper = self.table.current()
        self.code_form = CodeForm(self.texts, self.check_code, paper.number if paper else "")
        self.show_panel(self.texts("Verify a check code"), self.code_form)

    def open_wordings(self) -> None:
        """Let the centre change what its certificates say."""
        workspace = self.context.workspace
        self.load(lambda: paper_templates.templates(workspace), self._show_wordings)

    def _show_wordings(self, found: tuple[Template, ...]) -> None:
        self.show_panel(self.texts("Wording of papers"), WordingForm(self, found))
        self._splitter.setSizes([self._splitter.width() // 2] * 2)

    def check_code(self, number: str, code: str) -> None:
        """Ask the register."""
        workspace = self.context.workspace
        self.load(lambda: papers.verify_code(workspace, number=number, code=code), self._show_answer)

    def _show_answer(self, found: CodeCheck) -> None:
        if self.panel.content is self.code_form:
            self.code_form.show_answer(found)

    def export(self) -> None:
        """Copy the papers of the month in hand into a folder."""
        t, workspace, month = self.texts, self.context.workspace, self.month
        folder = ChooseFolder.ask(self, title=t("Folder for the papers of {month}", month=month.text))
        if folder:
            self.context.tasks.run(
                lambda progress: papers.export_documents(workspace, month=month, folder=folder, progress=progress), owner=self,
                done=lambda n: self._exported(n, str(folder)), failed=self.report, title=t("Exporting the papers"),
            )  # fmt: skip

    def _exported(self, count: int, folder: str) -> None:
        self.banner.say(self.texts("{n} papers were copied to {folder}.", n=count, folder=folder), "good")
        self._tell_drawn()

    def export_register(self) -> None:
        """Write the whole register as a table, void numbers included."""
        t, workspace = self.texts, self.context.workspace.speaking(self.texts.language)
        suggested = Path.home() / f"register-{workspace.clock.today():%Y-%m-%d}.xlsx"
        path = ChooseSaveFile.ask(self, title=t("Export the register"), filters=f"{t('Tables')} (*.xlsx *.csv)", suggested=suggested)
        if path:
            done = t("Exported to {file}.", file=str(path))
            self.load(lambda: exporting.export(workspace, kind="documents", path=path), lambda _: self.banner.say(done, "good"))

    def _tell_drawn(self) -> None:
        self.context.bus.changed.emit(OpChanges(Op.ISSUE_DOCUMENT, Subject.DOCUMENTS, 0), self)

    def sign(self) -> None:
        """Record the receipt of the notice under the cursor."""
        if notice := self.notice_table.current():
            self.open_sign_form(notice)

    def open_sign_form(self, notice: NoticeView) -> None:
        """The form for the receipt of a notice that still waits."""
        if notice.received_on is not None or notice.is_void:
            self.banner.say(self.texts("Nothing waits to be signed for this notice."), "watch")
            return
        if not self.may(Op.SIGN_NOTICE):
            return
        workspace = self.context.workspace

        def shown(has_pin: bool) -> None:
            form = SignForm(self.texts, notice, workspace.clock.today(), self.record_receipt, has_pin)
            self.show_panel(self.texts("Receipt of the notice"), form)

        self.load(lambda: desk.has_pin(workspace, employee_no=notice.employee_no), shown)

    def set_pin(self) -> None:
        """Let the agent of the notice under the cursor choose the PIN for the desk, also in place of a forgotten one."""
        if notice := self.notice_table.current():
            self.banner.hide()
            self._ask_pin(notice)

    def _ask_pin(self, notice: NoticeView) -> None:
        workspace = self.context.workspace
        if pin := AskPin.ask(self, self.texts, name=notice.name):
            said = self.texts("The PIN of {name} is set.", name=notice.name)
            self.write(
                lambda: desk.set_pin(workspace, employee_no=notice.employee_no, pin=pin), lambda _: self.banner.say_also(said, "good"),
            )  # fmt: skip

    def record_receipt(self, receipt: Receipt) -> None:
        """Store a receipt and tell the last day of appeal."""
        workspace = self.context.workspace

        def call() -> Any:
            return notices.sign(
                workspace, number=receipt.number, on=receipt.on, employee_no=receipt.employee_no, refused=receipt.refused,
                witness=receipt.witness, delivery=receipt.delivery,
            )  # fmt: skip

        self.write(call, done=lambda notice: self._signed(notice, receipt.pin_wanted))

    def _signed(self, notice: NoticeView, wants_pin: bool) -> None:
        t = self.texts
        self.panel.close_panel()
        said = t("Recorded. {name} may appeal until the end of {day}.", name=notice.name, day=notice.last_day_to_appeal)
        notes = " ".join(t.message(warning) for warning in notice.warnings)
        self.banner.say(f"{said} {notes}".strip(), "watch" if notes else "good")
        if wants_pin:
            self._ask_pin(notice)


def _column(above: QHBoxLayout | None, table: TableView, below: QHBoxLayout) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, STEP * 2, 0, 0)
    column.setSpacing(STEP * 2)
    if above:
        column.addLayout(above)
    column.addWidget(table, 1)
    column.addLayout(below)
    return made


def _row(buttons: list[QPushButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(STEP * 2)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
