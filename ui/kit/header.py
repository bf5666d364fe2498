"""The head of a page: title, month selector, search box, one primary button, help."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from models.domain.errors import UserError
from models.domain.period import Cadence, Period
from ui.kit import rights
from ui.kit.context import Context, MonthInHand
from ui.kit.help_view import HelpView
from ui.kit.theme import STEP, IconButton, heading, icon

if TYPE_CHECKING:
    from services.texts import Texts
    from ui.kit.page import Page


class MonthSelector(QWidget):
    """Month before, the month as typed text, month after; all selectors follow the one month in hand."""

    def __init__(self, month: MonthInHand, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = month
        back = IconButton("previous", texts("Month before"))
        forth = IconButton("next", texts("Month after"))
        self.edit = QLineEdit()
        self.edit.setAccessibleName(texts("Month in hand"))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setFixedWidth(84)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP // 2)
        for widget in (back, self.edit, forth):
            row.addWidget(widget)
        back.clicked.connect(lambda: self._month.choose(self._month.value.shifted(-1)))
        forth.clicked.connect(lambda: self._month.choose(self._month.value.shifted(1)))
        self.edit.editingFinished.connect(self._typed)
        month.changed.connect(self._show)
        self._show(month.value)

    def _show(self, month: Period) -> None:
        self.edit.setText(month.text)

    def _typed(self) -> None:
        with suppress(UserError):  # what is no month leaves the month in hand as it is
            self._month.choose(Period.containing(Period.parse(self.edit.text()).first, Cadence.MONTH))
        self._show(self._month.value)


class SearchBox(QLineEdit):
    """Finds by hanzi, pinyin, initials or number; Esc empties it, Down goes to the list."""

    left_down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(104)
        self.setMaximumWidth(260)
        self._glass = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def changeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Redraw the magnifying glass in the colours of the new appearance."""
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "_glass"):
            self._glass.setIcon(icon("search"))

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Esc empties, Down leaves to what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class Header(QWidget):
    """Made by the page; `extra` takes the page's own small controls between search and primary button."""

    def __init__(self, page: Page, context: Context) -> None:
        super().__init__(page)
        texts = context.texts
        self.title = QLabel(texts(page.title) if page.title else "")
        self.title.setFont(heading(self.font(), 2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP * 2)
        row.addWidget(self.title)
        self.month = MonthSelector(context.month, texts) if page.uses_month else None
        if self.month:
            row.addSpacing(STEP * 2)
            row.addWidget(self.month)
        row.addStretch(1)
        self.search = SearchBox(texts(page.search_text)) if page.search_text else None
        if self.search:
            row.addWidget(self.search, 1)
            self.search.textChanged.connect(page.search)
        self.extra = QHBoxLayout()
        self.extra.setSpacing(STEP)
        row.addLayout(self.extra)
        self.primary = QPushButton(texts(page.primary_text)) if page.primary_text else None
        if self.primary:
            self.primary.setProperty("primary", True)
            self.primary.setToolTip("Ctrl+Enter")
            self.primary.clicked.connect(page.primary)
            if page.primary_writes:
                rights.writes(context, page.primary_writes, self.primary)
            row.addWidget(self.primary)
        self.help = IconButton("help", texts("Help on this page (F1)"))
        self.help.clicked.connect(lambda: toggle_help(page, context))
        row.addWidget(self.help)


def toggle_help(page: Page, context: Context) -> None:
    """Open the page's help beside it, or close it when it is open."""
    if isinstance(page.panel.content, HelpView):
        page.panel.close_panel()
    else:
        page.show_panel(context.texts("Help"), HelpView(page.name, context.texts))
