"""One case on one page: original, statement, evidence, calculation, steps and papers at the left; what to do next at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.domain.outcomes import AppealState
from services.appeals import Case, Figures, figures_words
from services.outcome_views import DECLINED
from services.outcome_words import period_word
from services.papers import PAPER_NAMES
from services.texts import Texts
from services.words import APPEAL_STATES, CHANNELS
from ui.appeals.compare_view import CompareView
from ui.appeals.decision_form import DecisionForm
from ui.appeals.onward_view import OnwardView
from ui.appeals.words import days_tone, days_word, state_word
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, IconButton, heading


class CaseView(QWidget):
    """Shows a case. Signals name what the user wants: a step of the case, a file or a paper to look at, or to go back."""

    back = Signal()
    accept = Signal()
    reject = Signal()
    withdraw = Signal()
    assign = Signal()
    note = Signal()
    decided = Signal(str, object)
    evidence_opened = Signal(str, str)
    paper_opened = Signal(int, str)
    file_wanted = Signal(int)
    onward_wanted = Signal(str)

    def __init__(self, t: Texts, case: Case) -> None:
        super().__init__()
        self._t, self.case = t, case
        self.form: DecisionForm | None = None
        self.actions: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(STEP * 4)
        row.addWidget(self._left(), 3)
        row.addWidget(self._right(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(self._head())
        column.addLayout(row, 1)

    def _head(self) -> QHBoxLayout:
        t, row = self._t, self.case.row
        back = IconButton("previous", t("Back to the board"))
        back.clicked.connect(self.back)
        title = label(t("{case} · {name} {number}", case=row.case, name=row.name, number=row.employee_no), wrap=False)
        title.setFont(heading(self.font(), 1))
        tone = days_tone(row.days_left)
        line = QHBoxLayout()
        line.addWidget(back)
        line.addWidget(title)
        line.addWidget(label(state_word(t, row), "muted", wrap=False))
        line.addStretch(1)
        self.file = QPushButton(t("Case file…"))
        self.file.setToolTip(t("The whole case as one PDF with contents, papers, exhibits and operation log"))
        self.file.clicked.connect(lambda: self.file_wanted.emit(self.case.outcome.id))
        if row.days_left is not None:
            due = t("{days}, to decide by {day}", days=days_word(t, row.days_left), day=row.decide_by)
            line.addWidget(label(f"{SHAPES[tone]} {due}".strip(), tone, wrap=False))
        line.addWidget(self.file)
        return line

    def _left(self) -> QScrollArea:
        t, case = self._t, self.case
        outcome = case.outcome
        now = figures_words(t, Figures(outcome.amount, outcome.points, outcome.level)) or t("nothing left")
        filed = f"{case.row.filed_at:%Y-%m-%d %H:%M}"
        then = figures_words(t, Figures(outcome.original_amount, outcome.original_points, outcome.original_level))
        basis = t(
            "{rule} ({period}), {scheme}, version {version}, clause {clause}",
            rule=outcome.rule_name, period=period_word(t, outcome.period), scheme=outcome.scheme_name,
            version=outcome.version, clause=outcome.clause,
        )  # fmt: skip
        area, column = self._sheet()
        self._section(column, t("The decision"), [
            basis,
            t("Decided: {what}", what=then or t("nothing")) + ("" if now == then else t(" – now: {what}", what=now)),
            t("Notice {number}, received {day}", number=case.row.notice_number, day=case.received_on or t("not signed yet")),
            t("Taken by {name}", name=outcome.decided_by) if outcome.decided_by else "",
            t("Statement before the decision: {statement}", statement=self._statement()),
        ])  # fmt: skip
        self._section(column, t("The appeal"), [
            t("Filed {moment}; last day to file: {day}", moment=filed, day=case.row.last_day_to_file or t("still open")),
            case.reason,
            t("Filed late, because: {reason}", reason=case.late_reason) if case.late_reason else "",
            "" if case.signature else t("Not signed on the screen; the signed receipt is on paper"),
            *(f"{SHAPES['watch']} {t.message(warning)}" for warning in case.row.warnings),
        ])  # fmt: skip
        self._signature(column)
        self._buttons(
            column,
            t("Evidence of the agent"),
            [(item.name, lambda _=False, i=item: self.evidence_opened.emit(i.sha256, i.name)) for item in case.evidence],
        )
        self._title(column, t("The calculation"))
        self.compare = CompareView(t, case.recalculation)
        column.addWidget(self.compare)
        if case.onward:
            self._title(column, t("What else would change"))
            self.onward = OnwardView(t, case.onward, case.changed_something)
            self.onward.wanted.connect(self.onward_wanted)
            column.addWidget(self.onward)
        column.addStretch(1)
        return area

    def _right(self) -> QScrollArea:
        t, case = self._t, self.case
        area, column = self._sheet()
        self._steps(column)
        if case.row.state in (AppealState.ACCEPTED, AppealState.UNDER_REVIEW):
            outcome = case.outcome
            self.form = DecisionForm(t, Figures(outcome.amount, outcome.points, outcome.level), case.row.reviewer)
            self.form.decided.connect(self.decided)
            column.addWidget(self.form)
        if case.decision_reason:
            words = t("{decision} by {name}", decision=t(APPEAL_STATES[case.row.decision]), name=case.row.reviewer)
            self._section(column, t("Decision on the appeal"), [words, case.decision_reason])
        self._section(column, t("Steps"), [self._event(at) for at in range(len(case.events))])
        papers = [
            (self._paper(at), lambda _=False, p=paper: self.paper_opened.emit(p.id, p.number)) for at, paper in enumerate(case.papers)
        ]
        self._buttons(column, t("Papers"), papers)
        column.addStretch(1)
        return area

    def _steps(self, column: QVBoxLayout) -> None:
        t, state = self._t, self.case.row.state
        late = self.case.row.is_late
        offered = {
            "accept": (t("Admit …") if late else t("Accept"), state in (AppealState.FILED, AppealState.REJECTED_LATE), self.accept),
            "reject": (t("Refuse as late …"), state is AppealState.FILED and late, self.reject),
            "assign": (t("Give to a reviewer …"), state in (AppealState.ACCEPTED, AppealState.UNDER_REVIEW), self.assign),
            "note": (t("Hearing note …"), self.case.is_open, self.note),
            "withdraw": (t("Withdraw …"), self.case.is_open, self.withdraw),
        }  # fmt: skip
        row = QHBoxLayout()
        for name, (words, offers, signal) in offered.items():
            if offers:
                self.actions[name] = button = QPushButton(words)
                button.clicked.connect(signal)
                row.addWidget(button)
        row.addStretch(1)
        if self.actions:
            column.addLayout(row)

    def _statement(self) -> str:
        said = self.case.outcome.statement
        return self._t("declined to make one") if said in ("", DECLINED) else said

    def _event(self, at: int) -> str:
        event, t = self.case.events[at], self._t
        note = t(CHANNELS.get(event.note, event.note)) if event.note not in ("", event.who) else ""
        return " · ".join(part for part in (f"{event.at:%Y-%m-%d %H:%M}", t(APPEAL_STATES[event.state]), event.who, note) if part)

    def _paper(self, at: int) -> str:
        paper, t = self.case.papers[at], self._t
        words = t("{kind} {number}", kind=t(PAPER_NAMES[paper.kind]), number=paper.number)
        return t("{paper} (void)", paper=words) if paper.is_void else words

    def _sheet(self) -> tuple[QScrollArea, QVBoxLayout]:
        """A part of the page that scrolls by itself, and the column to fill."""
        sheet = QWidget()
        sheet.setObjectName("canvas")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, STEP * 2, 0)
        column.setSpacing(STEP * 2)
        area = QScrollArea()
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area, column

    def _signature(self, column: QVBoxLayout) -> None:
        picture = QPixmap()
        if self.case.signature and picture.loadFromData(self.case.signature):
            shown = QLabel()
            shown.setPixmap(picture.scaledToHeight(min(picture.height(), 90), Qt.TransformationMode.SmoothTransformation))
            shown.setAccessibleName(self._t("Signature of the agent"))
            self._title(column, self._t("Signature of the agent"))
            column.addWidget(shown)

    def _title(self, column: QVBoxLayout, words: str) -> None:
        title = label(words)
        title.setFont(heading(self.font(), 0))
        column.addWidget(title)

    def _section(self, column: QVBoxLayout, title: str, lines: Sequence[str]) -> None:
        self._title(column, title)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(STEP * 3, STEP * 2, STEP * 3, STEP * 2)
        for line in filter(None, lines):
            inside.addWidget(label(line))
        column.addWidget(card)

    def _buttons(self, column: QVBoxLayout, title: str, buttons: Sequence[tuple[str, object]]) -> None:
        if not buttons:
            return
        self._title(column, title)
        for words, slot in buttons:
            button = QPushButton(words)
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(slot)
            column.addWidget(button)
