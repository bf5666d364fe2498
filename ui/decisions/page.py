"""Rewards and penalties: the month's proposals with their reasons; decide, record by hand, close, publish."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Op, OpChanges, Subject
from models.domain.outcomes import OutcomeStatus
from services import closing, glyph_check, late_data, outcomes, papers
from services.exchange import importing
from services.outcome_views import DECLINED, OutcomeView
from services.outcomes import Board, PublishReport
from ui.decisions import late, summary
from ui.decisions.columns import RULE, Group, group_columns, groups, left_out_columns, outcome_columns
from ui.decisions.hand_form import HandForm, HandRecord, ask_history
from ui.decisions.owed import OwedButton
from ui.decisions.statement import AskStatement, show_form
from ui.decisions.why import case_file_of_row, why_view
from ui.kit import problems
from ui.kit.agents import known_agents
from ui.kit.dialogs import AskReason, Confirm
from ui.kit.flow import FlowRow
from ui.kit.import_wizard import ImportWizard
from ui.kit.import_words import KIND_WORDS
from ui.kit.notices import label, set_tone
from ui.kit.page import Page
from ui.kit.rows_model import RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP

RECORDS = ("complaints", "recordings", "nominations")
"""Kinds of file that have no page of their own."""
_PROPOSED, _CONFIRMED = OutcomeStatus.PROPOSED, OutcomeStatus.CONFIRMED


class DecisionsPage(Page):
    """The month in hand, as a preview until it is closed."""

    name = "decisions"
    title = N_("Rewards & penalties")
    search_text = N_("Name, pinyin or number")
    primary_text = N_("Close month")
    primary_writes = Op.CLOSE_PERIOD
    uses_month = True
    subjects = (
        Subject.OUTCOMES | Subject.SCHEMES | Subject.PEOPLE | Subject.ATTENDANCE | Subject.READINGS | Subject.RECORDS | Subject.SETTINGS
    )

    board: Board | None = None

    def build(self, body: QVBoxLayout) -> None:
        """Summary line, late-data line, rules at the left, outcomes at the right, actions below."""
        t = self.texts
        self.state = label("", wrap=False)
        self.budget = label("")
        self.late_line = late.LateLine(t, self.show_late, self.correct_late, self.leave_late)
        self.writes(Op.CORRECT_OUTCOME, *self.late_line.buttons[1:])
        self.warnings_button = QPushButton()
        self.warnings_button.clicked.connect(self.show_warnings)
        self.left_out_button = QPushButton()
        self.left_out_button.clicked.connect(self.show_left_out)
        self.owed_button = OwedButton(self)
        line = QHBoxLayout()
        line.setSpacing(STEP * 3)
        line.addWidget(self.state)
        line.addWidget(self.budget, 1)
        line.addWidget(self.owed_button)
        line.addWidget(self.warnings_button)
        line.addWidget(self.left_out_button)
        body.addLayout(line)
        body.addWidget(self.late_line)
        body.addWidget(self._tables(), 1)
        body.addLayout(self._actions())

    def _tables(self) -> QWidget:
        t = self.texts
        self.groups = RowsModel(group_columns(t), self)
        self.group_table = TableView(self.groups, t("Rules"))
        self.group_table.row_chosen.connect(self._group_chosen)
        self.rows = RowsModel(outcome_columns(t), self)
        self.rule_column = next(n for n, column in enumerate(self.rows.columns) if column.key == RULE)
        self.table = TableView(self.rows, t("Decisions of the month"), t("Nothing here."))
        self.table.row_activated.connect(self.show_why)
        self.table.row_chosen.connect(self._row_chosen)
        self.table.set_menu(lambda _row: self._menu)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.group_table)
        split.addWidget(self.table)
        split.setSizes([404, 776])
        split.setStretchFactor(1, 1)
        return split

    def _actions(self) -> FlowRow:
        t = self.texts
        self.why_button = self._button(t("Why?"), self.why)
        self.confirm_button = self._button(t("Confirm"), self.confirm_selected)
        self.confirm_all_button = self._button(t("Confirm all shown"), self.confirm_all)
        self.waive_button = self._button(t("Waive…"), self.waive)
        self.statement_button = self._button(t("Statement…"), self.take_statement)
        self.form_button = self._button(t("Statement form…"), lambda: show_form(self, self.table.current()))
        self.reopen_button = self._button(t("Back to proposed"), self.reopen)
        self.file_button = self._button(t("Case file…"), lambda: case_file_of_row(self, self.table.current()))
        self.hand_button = self._button(t("Record by hand…"), self.open_hand_form)
        row = FlowRow()
        deciding = (self.confirm_button, self.confirm_all_button, self.waive_button, self.statement_button, self.reopen_button)
        buttons = (self.why_button, *deciding, self.form_button, self.file_button)
        self.writes(Op.DECIDE_OUTCOME, *deciding)
        self.writes(Op.RECORD_BY_HAND, self.hand_button)
        for button in buttons:
            row.addWidget(button)
        row.addWidget(self.hand_button)
        self._menu = [self.menu_entry(button) for button in buttons]
        return row

    def _button(self, words: str, slot: Any) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: slot())
        return button

    def page_actions(self) -> list[QAction]:
        """The buttons, and the import of records that rules look at, for menu bar and palette."""
        self.ensure_built()
        return [*self._menu, self.menu_entry(self.hand_button), *map(self._import_entry, RECORDS)]

    def _import_entry(self, kind: str) -> QAction:
        action = QAction(f"{self.texts(KIND_WORDS[kind])}…", self)
        action.triggered.connect(lambda: ImportWizard.ask(self, kind=kind))
        self.writes(importing.op_of(kind), action)
        return action

    # Reading

    def refresh(self) -> None:
        """Read the month anew; keep rule and row."""
        self.owed_button.refresh()
        month, workspace = self.month, self.context.workspace.speaking(self.texts.language)
        self.context.tasks.run(lambda: outcomes.board(workspace, month=month), owner=self, done=self._fill, failed=self._no_board)

    def _no_board(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.report(error)
            return
        t = self.texts
        purpose = t("Here the month's rewards and penalties are proposed, explained, decided and published.")
        self.show_empty(problems.sentence(error, t), purpose, t("Go to the incentive library"), lambda: self.context.navigate("library"))

    def _fill(self, board: Board) -> None:
        if board.month != self.month:
            return
        self.show_body()
        chosen, row = self.group_table.current(), self.table.current()
        self.board = board
        self.groups.set_rows(groups(board.outcomes, self.texts("All rules")))
        key = (chosen.scheme, chosen.rule) if chosen else ("", "")
        if not self.group_table.choose(lambda g: (g.scheme, g.rule) == key):
            self.group_table.choose(lambda g: not g.rule)
        self._group_chosen(self.group_table.current())
        if row is not None:
            self.table.choose(lambda v: v.id == row.id and v.rule == row.rule and v.recipient == row.recipient)
        self._show_state(board)

    def _show_state(self, board: Board) -> None:
        t = self.texts
        self.state.setText(summary.state_words(t, board))
        words, tone = summary.budget_words(t, board.budget)
        self.budget.setText(words)
        set_tone(self.budget, tone)
        self.warnings_button.setText(t("▲ Notes ({n})", n=len(board.warnings)))
        self.warnings_button.setVisible(bool(board.warnings))
        self.left_out_button.setText(t("Left out ({n})", n=len(board.left_out)))
        self.left_out_button.setVisible(bool(board.left_out))
        self.late_line.show_changes(board.late)
        assert self.header.primary is not None
        self.header.primary.setText(t("Publish decisions") if board.closed else t("Close month"))
        self.header.primary.setEnabled(not board.closed or any(v.status is _CONFIRMED for v in board.outcomes))
        for button in (self.confirm_button, self.confirm_all_button, self.waive_button, self.statement_button, self.reopen_button):
            button.setEnabled(any(view.id is not None for view in board.outcomes))

    def _group_chosen(self, group: Group | None) -> None:
        if group is not None:
            self.rows.set_rows(group.outcomes)
            self.table.setColumnHidden(self.rule_column, bool(group.rule))

    def _row_chosen(self, view: OutcomeView | None) -> None:
        if view is not None and self.panel.content is not None and self.panel.content.objectName() == "why":
            self.show_why(view)

    def search(self, text: str) -> None:
        """Filter the outcomes."""
        self.rows.filter(text)

    def go(self, rule: str = "", employee_no: str = "", outcome: int | None = None, **_: Any) -> None:
        """Show a rule, an agent's outcome, or one outcome."""
        self.group_table.choose(lambda g: g.rule == rule)
        self.table.choose(lambda v: (outcome is None or v.id == outcome) and (not employee_no or v.employee_no == employee_no))

    # Why, notes, left out

    def why(self) -> None:
        """Explain the row under the cursor."""
        if view := self.table.current():
            self.show_why(view)

    def show_why(self, view: OutcomeView) -> None:
        """Explain an outcome in the side panel."""
        shown = why_view(self.texts, view)
        shown.setObjectName("why")
        self.show_panel(self.texts("Why? {name}", name=view.recipient), shown)

    def show_warnings(self) -> None:
        """What closing found worth a note."""
        if self.board:
            self.show_panel(self.texts("Notes"), summary.notes_view(self.texts, self.board.warnings))

    def show_left_out(self) -> None:
        """Everyone whom a rule did not look at, with the reason."""
        if self.board:
            rows = RowsModel(left_out_columns(self.texts), self)
            rows.set_rows(self.board.left_out)
            self.show_panel(self.texts("Left out, and why"), TableView(rows, self.texts("Left out, and why")))

    # Deciding

    def _chosen(self, *statuses: OutcomeStatus) -> list[OutcomeView]:
        return [view for view in self.table.selected() if view.id is not None and view.status in statuses]

    def confirm_selected(self) -> None:
        """Confirm the selected proposals; a penalty without statement is refused with the name."""
        self._confirm(self._chosen(_PROPOSED))

    def confirm_all(self) -> None:
        """Confirm every proposal shown; penalties that still wait for a statement stay."""
        shown = [view for view in self.rows.rows() if view.id is not None and view.status is _PROPOSED]
        ready = [view for view in shown if not view.needs_notice or view.statement]
        if len(ready) < len(shown):
            self.banner.say(self.texts("{n} decisions wait for the agent's statement.", n=len(shown) - len(ready)), "watch")
        self._confirm(ready)

    def _confirm(self, views: Sequence[OutcomeView]) -> None:
        ids = [view.id for view in views if view.id is not None]
        if not ids:
            return
        if any(view.needs_notice for view in views):
            workspace = self.context.workspace
            self.load(lambda: outcomes.penalty_warnings(workspace, ids=ids), lambda warnings: self._confirm_with(ids, warnings))
        else:
            self._confirm_with(ids, ())

    def _confirm_with(self, ids: Sequence[int], warnings: Sequence[Message]) -> None:
        reason: str | None = ""
        if warnings:
            t = self.texts
            what = "\n\n".join(t.message(warning) for warning in warnings)
            reason = AskReason.ask(self, t, title=t("Confirm nevertheless?"), what_happens=what, yes=t("Confirm"))
        if reason is not None:
            workspace, why = self.context.workspace, reason
            self.write(lambda: outcomes.confirm(workspace, ids=ids, require_statement=True, reason=why))

    def waive(self) -> None:
        """Leave the selected proposals without effect."""
        t, views = self.texts, self._chosen(_PROPOSED)
        if not views:
            return
        what = t("{n} proposals stay without effect. They remain visible with the reason.", n=len(views))
        reason = AskReason.ask(self, t, title=t("Waive"), what_happens=what, yes=t("Waive"))
        if reason:
            workspace, ids = self.context.workspace, [view.id for view in views]
            self.write(lambda: outcomes.waive(workspace, ids=ids, reason=reason))

    def reopen(self) -> None:
        """Take confirmed or waived outcomes back."""
        workspace, ids = self.context.workspace, [view.id for view in self._chosen(_CONFIRMED, OutcomeStatus.WAIVED)]
        if ids:
            self.write(lambda: outcomes.reopen(workspace, ids=ids))

    def take_statement(self) -> None:
        """Record what the agent says to the penalty under the cursor."""
        view = self.table.current()
        if view is None or view.id is None or not view.needs_notice:
            self.banner.say(self.texts("A statement is asked for only before a penalty."), "watch")
            return
        before = "" if view.statement == DECLINED else view.statement
        answer = AskStatement.ask(self, self.texts, name=view.recipient, before=before)
        if answer:
            workspace, id = self.context.workspace, view.id
            self.write(lambda: outcomes.take_statement(workspace, id=id, text=answer.text))

    def open_hand_form(self) -> None:
        """The form for what no rule found."""
        workspace, month = self.context.workspace.speaking(self.texts.language), self.month
        history = partial(ask_history, self)
        self.load(
            lambda: (outcomes.rules_in_force(workspace, month=month), known_agents(workspace)),
            lambda known: self.show_panel(self.texts("Record by hand"), HandForm(self.texts, *known, self.record, history)),
        )

    def record(self, made: HandRecord) -> None:
        """Store what the form holds."""
        workspace, month = self.context.workspace, self.month

        def call() -> Any:
            return outcomes.record_by_hand(
                workspace, month=month, scheme_id=made.scheme, rule=made.rule, employee_no=made.employee_no, team=made.team,
                kind=made.kind, amount=made.amount, points=made.points, level=made.level, facts=made.facts, evidence_paths=made.evidence,
            )  # fmt: skip

        self.write(call, done=lambda _id: self._recorded())

    def _recorded(self) -> None:
        self.panel.close_panel()
        self.banner.say(self.texts("Recorded. It is proposed now and waits to be confirmed."), "good")

    # Closing and publishing

    def primary(self) -> None:
        """Close the month, or publish what is confirmed."""
        if self.board is None:
            return
        if self.board.closed:
            self.publish()
        else:
            self.close_month()

    def close_month(self) -> None:
        """Close the month once, after asking."""
        t, workspace, month = self.texts, self.context.workspace, self.month
        what = t("{month} is closed once: {n} proposals are stored with their explanations. Later data change nothing by themselves.",
                 month=month.text, n=len(self.rows.rows()))  # fmt: skip
        if workspace.clock.today() <= month.last:
            running = t("▲ {month} runs until {day}: what happens until then would count no more.", month=month.text, day=month.last)
            what = f"{running}\n\n{what}"
        if Confirm.ask(self, t, title=t("Close {month}?", month=month.text), what_happens=what, yes=t("Close month")):
            said = t("{month} is closed. Look at each proposal, then confirm and publish.", month=month.text)
            self.write(
                lambda: closing.close(workspace, month=month), done=lambda _: self.banner.say(said, "good"), title=t("Closing the month")
            )

    def publish(self) -> None:
        """Publish everything confirmed, then draw the papers; names that cannot be printed are told before."""
        self.load(partial(glyph_check.names_to_issue, self.context.workspace, month=self.month), self._ask_to_publish)

    def _ask_to_publish(self, told: Sequence[Message]) -> None:
        t, workspace, month = self.texts, self.context.workspace, self.month
        n = sum(view.status is _CONFIRMED for view in self.board.outcomes) if self.board else 0
        what = summary.publishing(t, n, told)
        if n and Confirm.ask(self, t, title=t("Publish {month}?", month=month.text), what_happens=what, yes=t("Publish decisions")):
            self.write(lambda: outcomes.publish(workspace, month=month), done=self._published)

    def _published(self, report: PublishReport) -> None:
        t, workspace = self.texts, self.context.workspace
        said = t("{n} decisions published, {papers} papers issued.", n=report.published, papers=len(report.documents))
        notes = " ".join(t.message(warning) for warning in report.warnings)
        tone = "watch" if notes else "good"
        self.banner.say(f"{said} {notes}".strip(), tone, t("To the papers"), lambda: self.context.navigate("documents"))
        self.context.tasks.run(
            lambda progress: papers.draw_pending(workspace, progress), owner=self, done=self._drawn, failed=self.report,
            title=t("Drawing the papers"),
        )  # fmt: skip

    def _drawn(self, _count: int) -> None:
        self.context.bus.changed.emit(OpChanges(Op.ISSUE_DOCUMENT, Subject.DOCUMENTS, 0), self)

    # Data changed since the close

    def show_late(self) -> None:
        """What would be different with today's data."""
        if self.board and self.board.late:
            self.show_panel(self.texts("Data changed since the close"), late.differences_view(self.texts, self.board.late))

    def correct_late(self) -> None:
        """Issue corrections for what was published; asks for the reason."""
        t, workspace, month = self.texts, self.context.workspace, self.month
        what = t("Published decisions that would be different now are corrected or revoked by new records, with corrected papers.")
        reason = AskReason.ask(self, t, title=t("Issue corrections"), what_happens=what, yes=t("Issue corrections"))
        if reason:
            self.write(
                lambda: late_data.correct_late(workspace, month=month, reason=reason), done=lambda made: self._corrected(made, reason)
            )

    def _corrected(self, made: late_data.LateCorrections, reason: str) -> None:
        workspace, month = self.context.workspace, self.month
        self.banner.say(self.texts("{n} decisions corrected, {left} left to you.", n=made.corrected, left=made.left), "good")
        self.write(lambda: closing.acknowledge_late_data(workspace, month=month, reason=reason))
        self.context.tasks.run(lambda: papers.draw_pending(workspace), owner=self, done=self._drawn, failed=self.report)

    def leave_late(self) -> None:
        """Leave the month as it stands, with the reason."""
        t, workspace, month = self.texts, self.context.workspace, self.month
        what = t("The closed month stays as it is, although its data changed.")
        reason = AskReason.ask(self, t, title=t("Leave as it is"), what_happens=what, yes=t("Leave as it is"))
        if reason:
            self.write(lambda: closing.acknowledge_late_data(workspace, month=month, reason=reason))
