"""Ctrl+K: type a few letters of any action and press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.kit import pinyin
from ui.kit.header import SearchBox
from ui.kit.theme import STEP

if TYPE_CHECKING:
    from services.texts import Texts


class CommandPalette(QDialog):
    """Lists the enabled actions that match; runs the chosen one after it has closed."""

    def __init__(self, actions: Sequence[QAction], texts: Texts, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(texts("All actions"))
        self._actions = [action for action in actions if action.isEnabled() and action.text()]
        self.box = SearchBox(texts("What would you like to do?"))
        self.box.setMaximumWidth(10_000)
        self.list = QListWidget()
        self.list.setAccessibleName(texts("Actions found"))
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 2, STEP * 2, STEP * 2, STEP * 2)
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.box.textChanged.connect(self.find)
        self.box.returnPressed.connect(self.run_current)
        self.box.left_down.connect(lambda: self._step(1))
        self.list.itemActivated.connect(lambda _: self.run_current())
        self.resize(460, 360)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + parent.height() // 6)
        self.find("")
        self.box.setFocus()

    def find(self, query: str) -> None:
        """Show the actions that match the query (words, pinyin or initials)."""
        self.list.clear()
        for action in self._actions:
            words = plain_words(action)
            if pinyin.matches(query, words):
                keys = action.shortcut().toString()
                item = QListWidgetItem(f"{words}    {keys}" if keys else words)
                item.setData(Qt.ItemDataRole.UserRole, action)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def run_current(self) -> None:
        """Close, then trigger the chosen action."""
        item = self.list.currentItem()
        action = item.data(Qt.ItemDataRole.UserRole) if item else None
        self.close()
        if action:
            action.trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up reaches the list from the box too."""
        if event.key() == Qt.Key.Key_Up:
            self._step(-1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if count := self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + by) % count)


def plain_words(action: QAction) -> str:
    """The action's words without the mark of its access key."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
