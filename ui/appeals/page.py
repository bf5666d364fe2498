"""The appeals page: board or case, filing for an agent, and the way into desk mode."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout

from models.domain.errors import N_
from models.domain.ops import Done, Op, Subject
from services import appeals, attachments, desk, objections, papers
from services.appeals import Board, Case, FilingWindow, Ruling
from services.objections import PublicList
from ui.appeals.ask import AskPassword, AskReviewer
from ui.appeals.board_view import BoardView
from ui.appeals.case_view import CaseView
from ui.appeals.desk_mode import DeskWindow
from ui.appeals.filing_form import FilingForm
from ui.appeals.public_lists import PublicLists
from ui.appeals.statistics_view import StatisticsView
from ui.appeals.words import statistics_line
from ui.kit.ask_pin import AskPin
from ui.kit.case_file import make_case_file
from ui.kit.dialogs import AskReason, Confirm
from ui.kit.notices import label
from ui.kit.page import Page
from ui.kit.pdf_view import PdfView
from ui.kit.tasks import DRAW


class AppealsPage(Page):
    """All appeals with their clocks; a card opens its case."""

    name = "appeals"
    title = N_("Appeals")
    search_text = N_("Name, pinyin, number or case")
    primary_text = N_("File an appeal")
    primary_writes = Op.FILE_APPEAL
    subjects = Subject.APPEALS | Subject.OUTCOMES | Subject.DOCUMENTS | Subject.PEOPLE | Subject.SETTINGS

    def build(self, body: QVBoxLayout) -> None:
        """Board and case in one place, one of them shown."""
        self.board_view = BoardView(self.texts)
        self.board_view.case_chosen.connect(self.open_case)
        self.board_view.window_chosen.connect(self.open_window)
        self.board_view.list_chosen.connect(self.show_lists)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.board_view)
        body.addWidget(self.stack, 1)
        self.counted = label("", "muted", wrap=False)
        body.addWidget(self.counted)
        self.desk_window: DeskWindow | None = None
        self.desk_button = QPushButton(self.texts("Desk mode"))
        self.desk_button.setToolTip(self.texts("Full screen for the agent at the desk; only the desk password leads out."))
        self.desk_button.clicked.connect(self.enter_desk)
        self.writes(Op.DESK_ACCESS, self.desk_button)
        self.lists_button = QPushButton(self.texts("Public lists…"))
        self.lists_button.clicked.connect(lambda: self.show_lists())
        self.statistics_button = QPushButton(self.texts("Statistics…"))
        self.statistics_button.clicked.connect(self.show_statistics)
        self.header.extra.addWidget(self.statistics_button)
        self.header.extra.addWidget(self.lists_button)
        self.header.extra.addWidget(self.desk_button)
        self._board = Board((), (), ())
        self._case = ""

    # Showing

    def refresh(self) -> None:
        """Read the board, and the case that is open."""
        workspace, case = self.context.workspace, self._case
        self.load(lambda: (appeals.board(workspace), objections.public_lists(workspace)), lambda found: self._fill(*found))
        self.load(lambda: appeals.statistics(workspace), lambda found: self.counted.setText(statistics_line(self.texts, found)))
        if case:
            self.load(lambda: appeals.case(workspace, case=case), self._show_case)

    def _fill(self, board: Board, lists: tuple[PublicList, ...]) -> None:
        self._board = board
        raised = tuple(item for found in lists for item in found.objections)
        if not (board.windows or board.ended or board.cases or raised):
            self.show_empty(
                self.texts("No appeals yet"),
                self.texts(
                    "Once a penalty notice is published, its agent may appeal within the days set. The board then shows how many are left."
                ),
                self.texts("Go to rewards & penalties"),
                lambda: self.context.navigate("decisions"),
            )
            return
        self.show_body()
        self.board_view.show_board(board, raised, self.header.search.text() if self.header.search else "")

    def search(self, text: str) -> None:
        """Filter the board; looking for something leaves the case."""
        self.show_board()
        self.board_view.filter(text)

    def go(self, case: str = "", notice: str = "", public_list: str = "", **_: Any) -> None:
        """Open a case, the form for a notice, or the objections to a public list."""
        if public_list:
            self.show_lists(public_list)
        if case:
            self.open_case(case)
        elif notice:
            self.open_window(notice)

    def open_case(self, case: str) -> None:
        """Read a case and show it."""
        self._case = case
        self.panel.close_panel()
        self.load(lambda: appeals.case(self.context.workspace, case=case), self._show_case)

    def show_board(self) -> None:
        """Leave the case for the board."""
        self._case = ""
        self.panel.close_panel()
        self.stack.setCurrentWidget(self.board_view)

    @property
    def case_view(self) -> CaseView | None:
        """The case shown, None while the board is."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, CaseView) else None

    def _show_case(self, case: Case) -> None:
        view = CaseView(self.texts, case)
        view.back.connect(self.show_board)
        view.accept.connect(self.accept)
        view.reject.connect(self.reject)
        view.withdraw.connect(self.withdraw)
        view.assign.connect(self.assign)
        view.note.connect(self.note)
        view.decided.connect(self.decide)
        view.evidence_opened.connect(self.open_evidence)
        view.paper_opened.connect(self.open_paper)
        view.file_wanted.connect(partial(make_case_file, self))
        view.onward_wanted.connect(self.take_up)
        self.writes(Op.MOVE_APPEAL, *view.actions.values())
        if view.form:
            self.writes(Op.DECIDE_APPEAL, view.form)
        old = self.case_view
        self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.show_body()

    # Steps of a case

    def accept(self) -> None:
        """Accept; a late one asks for the reason of admitting it."""
        case, reason = self._shown(), ""
        if case.row.is_late:
            asked = AskReason.ask(
                self, self.texts, title=self.texts("Admit the late appeal"),
                what_happens=self.texts("It was filed after {day}. The reason stands in the log.", day=case.row.last_day_to_file),
                yes=self.texts("Admit"),
            )  # fmt: skip
            if asked is None:
                return
            reason = asked
        self._step(lambda: appeals.accept(self.context.workspace, case=case.row.case, reason=reason))

    def reject(self) -> None:
        """Refuse a late one; a paper names the last day."""
        case = self._shown()
        what = self.texts("The last day to file was {day}. A paper that says so is numbered for the agent.", day=case.row.last_day_to_file)
        reason = AskReason.ask(self, self.texts, title=self.texts("Refuse as late"), what_happens=what, yes=self.texts("Refuse"))
        if reason:
            self._step(lambda: appeals.reject(self.context.workspace, case=case.row.case, reason=reason))

    def withdraw(self) -> None:
        """Take it back on the agent's wish."""
        case = self._shown()
        what = self.texts("The agent takes the appeal back. The decision stands; within the time to file another may be filed.")
        reason = AskReason.ask(self, self.texts, title=self.texts("Withdraw the appeal"), what_happens=what, yes=self.texts("Withdraw"))
        if reason:
            self._step(lambda: appeals.withdraw(self.context.workspace, case=case.row.case, reason=reason))

    def assign(self) -> None:
        """Give the case to a reviewer."""
        case = self._shown()
        name = AskReviewer.ask(self, self.texts, taken_by=case.outcome.decided_by)
        if name:
            self._step(lambda: appeals.assign(self.context.workspace, case=case.row.case, reviewer=name))

    def note(self) -> None:
        """Keep a hearing note."""
        case = self._shown()
        what = self.texts("Who was heard, when, and what was said. It stays with the case.")
        text = AskReason.ask(self, self.texts, title=self.texts("Hearing note"), what_happens=what, yes=self.texts("Keep the note"))
        if text:
            self._step(lambda: appeals.note(self.context.workspace, case=case.row.case, text=text))

    def decide(self, reviewer: str, ruling: Ruling) -> None:
        """Carry the decision out and draw its papers."""
        case = self._shown()
        words = self.texts("The decision is carried out at once and cannot be taken back.")
        title, yes = self.texts("Decide the appeal"), self.texts("Decide and carry out")
        if not Confirm.ask(self, self.texts, title=title, what_happens=words, yes=yes):
            return
        self._step(
            lambda: appeals.decide(
                self.context.workspace, case=case.row.case, by=reviewer, decision=ruling.decision, reason=ruling.reason,
                amount=ruling.amount, points=ruling.points, level=ruling.level,
            )
        )  # fmt: skip

    def take_up(self, key: str) -> None:
        """Carry out what follows from the decision for another result."""
        case = self._shown()
        words = self.texts("A new record names this appeal as its cause; what was published stays readable and is marked.")
        if Confirm.ask(self, self.texts, title=self.texts("Carry out"), what_happens=words, yes=self.texts("Carry out")):
            self._step(lambda: appeals.take_up(self.context.workspace, case=case.row.case, key=key))

    def _shown(self) -> Case:
        assert self.case_view is not None
        return self.case_view.case

    def _step(self, call: Any, done: Any = None) -> None:
        def drawn() -> Done[Any]:
            result: Done[Any] = call()
            papers.draw_pending(self.context.workspace)
            return result

        self.write(drawn, done)

    # Filing for an agent

    def primary(self) -> None:
        """Open the form beside the board."""
        self.open_window("")

    def open_window(self, notice_number: str) -> None:
        """The filing form, with that notice chosen."""
        windows = [*self._board.windows, *(w for w in self._board.ended if w.may_file)]
        if not windows:
            self.banner.say(self.texts("There is no notice that could be appealed against."), "watch")
            return
        if not self.may(Op.FILE_APPEAL):
            return
        form = FilingForm(self.texts, windows, self.context.workspace.clock.now(), notice_number)
        form.filed.connect(self.file)
        form.pin_wanted.connect(self.set_pin)
        self.show_panel(self.texts("File an appeal"), form)

    def file(self, window: FilingWindow, values: dict[str, Any]) -> None:
        """File, number the receipt and show it."""
        workspace = self.context.workspace

        def filed() -> Done[appeals.FiledAppeal]:
            done = appeals.file(workspace, notice_number=window.notice_number, employee_no=window.employee_no, **values)
            papers.draw_pending(workspace)
            return done

        def shown(value: appeals.FiledAppeal) -> None:
            self.banner.say(self.texts("Filed as {case}; to be decided by {day}.", case=value.case, day=value.decide_by), "good")
            self.open_paper(value.receipt_id, value.case)

        self.write(filed, shown)

    def set_pin(self, window: FilingWindow) -> None:
        """Let the agent choose the PIN for the desk."""
        pin = AskPin.ask(self, self.texts, name=window.name)
        if pin:
            say = self.texts("The PIN of {name} is set.", name=window.name)
            workspace = self.context.workspace
            self.write(lambda: desk.set_pin(workspace, employee_no=window.employee_no, pin=pin), lambda _: self.banner.say(say, "good"))

    # Public lists

    def show_lists(self, number: str = "") -> None:
        """The public lists with the objections to them, in the side panel."""
        self.load(lambda: objections.public_lists(self.context.workspace), lambda lists: self._show_lists(lists, number))

    def _show_lists(self, lists: tuple[PublicList, ...], number: str) -> None:
        if not lists:
            self.banner.say(self.texts("There is no public list yet; publishing awards makes one."), "watch")
            return
        self.show_body()
        view = PublicLists(self.texts, lists, self.context.workspace.clock.today(), number)
        self.writes(Op.OBJECTION, view.record, view.settle, view.form, view.result)
        view.raised.connect(self.object_to)
        view.assigned.connect(lambda id: self.give_objection(id, view.chosen.number))
        view.answered.connect(lambda id, values: self.answer_objection(id, values, view.chosen.number))
        self.show_panel(self.texts("Public lists"), view)

    def show_statistics(self) -> None:
        """How appeals and objections ended, by rule, in the side panel."""
        workspace = self.context.workspace.speaking(self.texts.language)

        def shown(found: tuple[appeals.Statistics, objections.ObjectionStatistics]) -> None:
            self.show_body()
            self.show_panel(self.texts("Statistics"), StatisticsView(self.texts, *found))

        self.load(lambda: (appeals.statistics(workspace), objections.statistics(workspace)), shown)

    def object_to(self, number: str, values: dict[str, Any]) -> None:
        """Number an objection and its receipt."""
        workspace = self.context.workspace
        self._step(lambda: objections.raise_objection(workspace, number=number, **values), lambda _: self.show_lists(number))

    def give_objection(self, id: int, number: str) -> None:
        """Give an objection to a reviewer."""
        name = AskReviewer.ask(self, self.texts, taken_by="")
        if name:
            workspace = self.context.workspace
            self.write(lambda: objections.assign(workspace, id=id, reviewer=name), lambda _: self.show_lists(number))

    def answer_objection(self, id: int, values: dict[str, Any], number: str) -> None:
        """Carry the answer out and draw its papers."""
        words = self.texts("The answer is carried out at once and cannot be taken back.")
        title, yes = self.texts("Answer the objection"), self.texts("Answer and carry out")
        if Confirm.ask(self, self.texts, title=title, what_happens=words, yes=yes):
            workspace = self.context.workspace
            self._step(lambda: objections.answer(workspace, id=id, **values), lambda _: self.show_lists(number))

    # Papers and files

    def open_paper(self, id: int, number: str) -> None:
        """Show a paper beside the case as it will print."""

        def shown(data: bytes) -> None:
            view = PdfView(self.texts)
            view.printed.connect(lambda _copies: self.write(lambda: papers.printed(self.context.workspace, ids=[id])))
            self.show_panel(number, view)
            view.show_pdf(data, number)

        workspace = self.context.workspace
        self.context.tasks.run(lambda: papers.pdf_bytes(workspace, id=id), owner=self, done=shown, failed=self.report, lane=DRAW)

    def open_evidence(self, sha256: str, name: str) -> None:
        """Open a copy of a file with the system's program for it; the kept one is never handed out."""

        def copied() -> Path:
            folder = Path(tempfile.mkdtemp(prefix="fenming-"))
            return Path(shutil.copyfile(attachments.path_of(self.context.workspace, sha256), folder / Path(name).name))

        self.load(copied, lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))

    # Desk mode

    def enter_desk(self) -> None:
        """Open the agent's window; the first time the supervisor sets the password that leads out."""
        self.load(lambda: desk.has_password(self.context.workspace), self._enter)

    def _enter(self, has_password: bool) -> None:
        if has_password:
            self._open_desk()
            return
        password = AskPassword.ask(self, self.texts)
        if password:
            self.write(lambda: desk.set_password(self.context.workspace, password=password), lambda _: self._open_desk())

    def _open_desk(self) -> None:
        self.desk_window = DeskWindow(self.context)
        self.desk_window.left.connect(self._left_desk)
        self.desk_window.enter()
        self.window().hide()

    def _left_desk(self) -> None:
        self.window().show()
        self.make_stale()
