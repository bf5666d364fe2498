"""What every page is given: the workspace, the lanes, the bus, the texts, the month in hand, and the way to other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from models.domain.period import Period
from ui.kit.bus import Bus
from ui.kit.preferences import Preferences
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from services.texts import Texts
    from services.workspace import Workspace


class MonthInHand(QObject):
    """The month that all pages look at; choosing another on one page chooses it on all."""

    changed = Signal(object)

    def __init__(self, month: Period, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._month = month

    @property
    def value(self) -> Period:
        """The month chosen."""
        return self._month

    def choose(self, month: Period) -> None:
        """Take another month in hand; listeners hear of it only when it differs."""
        if month != self._month:
            self._month = month
            self.changed.emit(month)


class Navigate(Protocol):
    """Open the page of that name; `where` says what to show there (employee_no=…, document=…)."""

    def __call__(self, page: str, /, **where: Any) -> None: ...


@dataclass
class Context:
    """Handed to each page's constructor; the same object for all pages of a window."""

    workspace: Workspace
    tasks: Tasks
    bus: Bus
    texts: Texts
    month: MonthInHand
    preferences: Preferences
    navigate: Navigate
