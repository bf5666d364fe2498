"""The agent writes the appeal at the desk: statement, evidence from a stick or camera, signature."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from services.desk import OwnNotice
from services.outcome_words import period_word
from services.texts import Texts
from ui.appeals.evidence_picker import EvidencePicker
from ui.appeals.signature_pad import SignaturePad
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, heading


class DeskFiling(QWidget):
    """`filed(OwnNotice, values)` with reason, late_reason, evidence, signature; `back` leaves without filing."""

    filed = Signal(object, object)
    back = Signal()

    def __init__(self, t: Texts, notice: OwnNotice) -> None:
        super().__init__()
        self._t, self._notice, self.evidence = t, notice, []
        self.reason = self._area(t("Your statement: what is wrong with the decision, and why"), 4)
        self.late_reason = self._area(t("Why the appeal is late"), 2)
        self.files = QListWidget()
        self.files.setAccessibleName(t("Evidence attached"))
        self.files.setMaximumHeight(self.fontMetrics().lineSpacing() * 5)
        self.picker = EvidencePicker(t)
        self.picker.chosen.connect(self.attach)
        self.pad = SignaturePad(t)
        self.on_paper = QCheckBox(t("I sign the printed receipt instead"))
        self.problem = label("", "bad")
        self.problem.hide()
        self._lay_out()
        self.setFocusProxy(self.reason)

    def _area(self, name: str, lines: int) -> QPlainTextEdit:
        area = QPlainTextEdit()
        area.setAccessibleName(name)
        area.setPlaceholderText(name)
        area.setTabChangesFocus(True)
        area.setAcceptDrops(False)
        area.setMinimumHeight(self.fontMetrics().lineSpacing() * lines * 3 // 2 + STEP * 4)
        return area

    def _lay_out(self) -> None:
        t, notice = self._t, self._notice
        period = period_word(t, notice.period)
        head = label(t("Appeal against “{rule}”, {period}, notice {number}", rule=notice.rule, period=period, number=notice.number))
        head.setFont(heading(self.font(), 2))
        inside = QWidget()
        inside.setObjectName("canvas")
        both = QHBoxLayout(inside)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(STEP * 8)
        both.addLayout(self._statement_and_signature(), 3)
        both.addLayout(self._files(), 2)
        self.yes = QPushButton(t("File the appeal"))
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self.submit)
        turn_back = QPushButton(t("Back without filing"))
        turn_back.clicked.connect(self.back)
        below = QHBoxLayout()
        below.addWidget(self.yes)
        below.addWidget(turn_back)
        below.addWidget(self.problem, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 12, STEP * 6, STEP * 12, STEP * 6)
        column.setSpacing(STEP * 4)
        area = QScrollArea()  # at large scaling the fields are scrolled, never squeezed; what files stays in sight
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(head)
        column.addWidget(area, 1)
        column.addLayout(below)

    def _statement_and_signature(self) -> QVBoxLayout:
        t, notice = self._t, self._notice
        clear = QPushButton(t("Sign again"))
        clear.clicked.connect(self.pad.clear)
        signing = QHBoxLayout()
        signing.addWidget(self.on_paper)
        signing.addStretch(1)
        signing.addWidget(clear)
        column = QVBoxLayout()
        column.setSpacing(STEP * 2)
        column.addWidget(label(t("Your statement"), wrap=False))
        column.addWidget(self.reason, 3)
        if notice.is_late:
            late = t("The last day to file was {day}. Say why it is late.", day=notice.last_day)
            column.addWidget(label(f"{SHAPES['watch']} {late}", "watch"))
            column.addWidget(self.late_reason, 1)
        column.addWidget(label(t("Signature"), wrap=False))
        column.addWidget(self.pad, 2)
        column.addLayout(signing)
        return column

    def _files(self) -> QVBoxLayout:
        t = self._t
        remove = QPushButton(t("Take off the list"))
        remove.clicked.connect(self.detach)
        column = QVBoxLayout()
        column.setSpacing(STEP * 2)
        column.addWidget(label(t("Evidence (photos, files)"), wrap=False))
        column.addWidget(self.picker, 3)
        column.addWidget(label(t("Attached"), wrap=False))
        column.addWidget(self.files)
        column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def attach(self, path: Path) -> None:
        """Put a file on the list, each once."""
        if path not in self.evidence:
            self.evidence.append(path)
            self.files.addItem(path.name)

    def detach(self) -> None:
        """Take the chosen file off the list."""
        at = self.files.currentRow()
        if at >= 0:
            self.files.takeItem(at)
            del self.evidence[at]

    def refuse(self, sentence: str) -> None:
        """Say why not."""
        self.problem.setText(f"{SHAPES['bad']} {sentence}")
        self.problem.show()

    def submit(self) -> None:
        """Check the fields and tell."""
        t = self._t
        signature = None if self.on_paper.isChecked() else self.pad.signature()
        if not self.reason.toPlainText().strip():
            self.reason.setFocus()
            self.refuse(t("Write your statement first."))
        elif self._notice.is_late and not self.late_reason.toPlainText().strip():
            self.late_reason.setFocus()
            self.refuse(t("A late appeal needs a reason."))
        elif signature is None and not self.on_paper.isChecked():
            self.refuse(t("Sign in the field, or tick that you sign the printed receipt."))
        else:
            late = self.late_reason.toPlainText() if self._notice.is_late else ""
            values = {"reason": self.reason.toPlainText(), "late_reason": late, "evidence": tuple(self.evidence), "signature": signature}
            self.filed.emit(self._notice, values)
