"""The running calls with a title, in the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.progress_line import ProgressLine
from ui.kit.tasks import Tasks, Ticket
from ui.kit.theme import STEP

if TYPE_CHECKING:
    from services.texts import Texts


class ProgressBar(QWidget):
    """A line for each titled ticket, from its start to its end."""

    def __init__(self, tasks: Tasks, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._lines: dict[Ticket, ProgressLine] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(STEP * 4)
        tasks.started.connect(self._start)
        tasks.progressed.connect(self._follow)
        tasks.ended.connect(self._end)

    def _start(self, ticket: Ticket) -> None:
        if ticket.title:
            self._lines[ticket] = ProgressLine(ticket, self._texts)
            self._row.addWidget(self._lines[ticket])

    def _follow(self, ticket: Ticket) -> None:
        if ticket in self._lines:
            self._lines[ticket].follow()

    def _end(self, ticket: Ticket) -> None:
        if line := self._lines.pop(ticket, None):
            line.hide()
            line.deleteLater()
