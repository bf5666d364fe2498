"""Digits 1 to 9 enter a sign at once, whatever input method is on."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from services.attendance_signs import LEGEND, WITH_MINUTES, LegendLine
from ui.kit.grid_view import CellEdit, GridView

_BY_DIGIT = {line.digit: line for line in LEGEND if line.digit}


def _typed(event: QEvent) -> str:
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return "" if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else event.text()
    return event.commitString() if isinstance(event, QInputMethodEvent) and not event.preeditString() else ""


class QuickKeys(QObject):
    """Watches the grid's view; a sign goes into all selected days, a single cell moves down like Enter."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take plain digits, also full-width ones and those that the input method commits; everything else goes on."""
        line = _BY_DIGIT.get(unicodedata.normalize("NFKC", _typed(event)))
        if line is not None and self._view.currentIndex().isValid():
            self.enter(line)
            return True
        return super().eventFilter(watched, event)

    def enter(self, line: LegendLine) -> None:
        """Put the sign into the selection; late, early and overtime open the cell, because a figure follows."""
        view = self._view
        if line.code in WITH_MINUTES or line.code == "overtime":
            self._open(line.sign)
            return
        cells = view.selectionModel().selectedIndexes() or [view.currentIndex()]
        view.grid_model.request([(index.row(), index.column(), line.sign) for index in cells])
        view.setFocus()
        if len(cells) == 1:
            view.move(1, 0)

    def _open(self, sign: str) -> None:
        view = self._view
        index = view.currentIndex()
        if not index.isValid() or not view.grid_model.is_editable(index.row(), index.column()):
            return
        view.setFocus()
        view.opened_by_typing = True
        view.edit(index)
        editor = view.indexWidget(index)
        if isinstance(editor, CellEdit):
            editor.setText(sign)
            editor.setModified(True)
            editor.end(False)
