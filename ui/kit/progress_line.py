"""One running call: what it does, how far it is, time left, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from ui.kit.tasks import Ticket
from ui.kit.theme import STEP, IconButton

if TYPE_CHECKING:
    from services.texts import Texts


class ProgressLine(QWidget):
    """Follows one ticket; the shell feeds it from `Tasks.progressed`."""

    def __init__(self, ticket: Ticket, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticket = ticket
        self._texts = texts
        self._bar = QProgressBar()
        self._bar.setAccessibleName(ticket.title)
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._left = QLabel()
        cancel = IconButton("close", texts("Cancel: {title}", title=ticket.title))
        cancel.clicked.connect(ticket.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP * 2)
        for widget in (QLabel(ticket.title), self._bar, self._left, cancel):
            row.addWidget(widget)

    def follow(self) -> None:
        """Show where the ticket is now."""
        self._bar.setRange(0, self.ticket.total)
        self._bar.setValue(self.ticket.done)
        seconds = self.ticket.seconds_left
        self._left.setText("" if seconds is None else self._texts("{seconds} s left", seconds=max(round(seconds), 1)))
