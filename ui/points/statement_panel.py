"""A points statement as it will print: a draft first, numbered when it is issued."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.period import Period
from services.points import Balance
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.pdf_view import PdfView
from ui.kit.theme import STEP


class StatementPanel(QWidget):
    """`issue_wanted` asks for a number, `back_wanted` for the ledger, `printed` after pages went to the printer."""

    issue_wanted = Signal()
    back_wanted = Signal()
    printed = Signal()

    def __init__(self, texts: Texts, holder: Balance, quarter: Period) -> None:
        super().__init__()
        self.texts, self.holder, self.quarter = texts, holder, quarter
        self.document: int | None = None
        self.about = label(texts("A draft: it gets its number when it is issued."), "muted")
        self.view = PdfView(texts)
        self.view.printed.connect(lambda _: self.printed.emit())
        self.issue = QPushButton(texts("Issue with a number"))
        self.issue.setProperty("primary", True)
        self.issue.clicked.connect(self.issue_wanted)
        self.back = QPushButton(texts("Back to the ledger"))
        self.back.clicked.connect(self.back_wanted)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.issue)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, 0, STEP * 3, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.about)
        column.addWidget(self.view, 1)
        column.addLayout(row)

    def show_draft(self, content: bytes) -> None:
        """Show the draft."""
        self._show(content, "")

    def show_issued(self, id: int, number: str, content: bytes) -> None:
        """Show the issued paper."""
        self.document = id
        self.about.setText(self.texts("Issued as {number}; it stands in the register of documents.", number=number))
        self.issue.setEnabled(False)
        self._show(content, number)

    def _show(self, content: bytes, name: str) -> None:
        """Fit the width once the panel has its place."""
        self.view.show_pdf(content, name)
        QTimer.singleShot(0, self.view, self.view.fit_width)
