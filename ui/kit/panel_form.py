"""A form in the side panel: what happens in one sentence, fields, a verb and Cancel; a refusal stays beside what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import UserError
from ui.kit import problems
from ui.kit.form import Form
from ui.kit.notices import Banner, label
from ui.kit.theme import STEP

if TYPE_CHECKING:
    from services.texts import Texts


class PanelForm(QWidget):
    """`submitted` when the verb is pressed, `cancelled` otherwise; put own widgets into `column` before the buttons with `add`."""

    submitted = Signal()
    cancelled = Signal()

    def __init__(self, texts: Texts, sentence: str, verb: str) -> None:
        super().__init__()
        self.texts = texts
        self.banner = Banner(texts("Close"))
        self.form = Form()
        self.yes = QPushButton(verb)
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self.submitted)
        self.no = QPushButton(texts("Cancel"))
        self.no.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(STEP * 3, STEP * 2, STEP * 3, STEP * 2)
        self.column.setSpacing(STEP * 3)
        self.sentence = label(sentence, "muted")
        for widget in (self.sentence, self.banner, self.form):
            self.column.addWidget(widget)
        self.column.addLayout(buttons)
        self.column.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put a widget below the fields."""
        self.column.insertWidget(self.column.count() - 2, widget)

    def refuse(self, error: Exception) -> None:
        """Say why nothing was stored; what was typed stays."""
        if isinstance(error, UserError):
            self.banner.say(problems.sentence(error, self.texts), "bad")
        else:
            problems.report(error, self, self.texts, self.banner)
