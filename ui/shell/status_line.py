"""The line below: workspace, month in hand, saved or saving, last backup, running work, what was just done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from models.domain.rights import ROLE_WORDS
from ui.kit.context import Context
from ui.kit.notices import Toast
from ui.kit.tasks import STORE, Tasks, Ticket
from ui.kit.theme import STEP
from ui.shell.progress_bar import ProgressBar

if TYPE_CHECKING:
    from services.texts import Texts
    from services.workspace import Workspace


class StatusLine(QStatusBar):
    """Follows tasks and month by itself; the rest is told to it."""

    def __init__(self, tasks: Tasks, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._texts = texts
        self.setSizeGripEnabled(False)
        self.setContentsMargins(STEP * 2, 0, STEP * 2, 0)
        self.place, self.month, self.saved, self.backup = (QLabel() for _ in range(4))
        self.toast = Toast()
        self.addWidget(self.place)
        self.addWidget(self.month)
        self.addWidget(self.toast, 1)
        self.addPermanentWidget(ProgressBar(tasks, texts))
        self.addPermanentWidget(self.saved)
        self.addPermanentWidget(self.backup)
        tasks.started.connect(self._count)
        tasks.ended.connect(self._count)

    def attach(self, context: Context) -> None:
        """Show this workspace."""
        context.month.changed.connect(lambda month: self.month.setText(month.text))
        self.month.setText(context.month.value.text)
        self.saved.setText(self._texts("All saved"))

    def show_place(self, workspace: Workspace, name: str) -> None:
        """The centre's name, who works in it, and as a tip the folder."""
        words = self._texts("{name} (read only)", name=name) if workspace.read_only else name
        user = workspace.user
        self.place.setText(f"{words} · {user.name} ({self._texts(ROLE_WORDS[user.role])})" if user else words)
        self.place.setToolTip(str(workspace.folder))

    def show_backup(self, when: datetime | None) -> None:
        """Tell the day and time of the newest backup."""
        words = self._texts("Backup {when}", when=f"{when:%Y-%m-%d %H:%M}") if when else self._texts("No backup yet")
        self.backup.setText(words)

    def _count(self, ticket: Ticket) -> None:
        if ticket.lane == STORE and self.place.text():
            waiting = any(each.lane == STORE for each in self._tasks.open_tickets())
            self.saved.setText(self._texts("Working…") if waiting else self._texts("All saved"))
