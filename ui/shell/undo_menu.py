"""Ctrl+Z and Ctrl+Y with the words of what they would do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from models.domain.ops import Done, Op, UndoInfo
from services.op_words import OP_WORDS
from ui.kit import rights
from ui.kit.context import Context


class UndoMenu(QObject):
    """Two actions that follow the store; `told(sentence)` after each, `refused(error)` when it cannot be done."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._texts = context.texts
        self.undo = QAction(self._texts("Undo"), self)
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.redo = QAction(self._texts("Redo"), self)
        self.redo.setShortcut(QKeySequence("Ctrl+Y"))
        self.undo.triggered.connect(self._undo)
        self.redo.triggered.connect(self._redo)
        context.bus.changed.connect(lambda *_: self.ask())
        self._show(UndoInfo(None, "", None, ""))

    def ask(self) -> None:
        """Ask the store what could be undone now."""
        self._context.tasks.run(lambda: self._context.workspace.store.undo_info(), owner=self, done=self._show)

    def _show(self, info: UndoInfo) -> None:
        self._info = info
        pairs = ((self.undo, info.undo, info.undo_note, "Undo"), (self.redo, info.redo, info.redo_note, "Redo"))
        for action, op, note, verb in pairs:
            reason = rights.why_not(self._context, Op.UNDO, op) if op else ""
            action.setEnabled(op is not None and not reason)
            action.setText(f"{self._texts(verb)}: {self._words(op, note)}" if op else self._texts(verb))
            action.setToolTip(reason)

    def _words(self, op: Op, note: str) -> str:
        words = self._texts(OP_WORDS[op])
        return f"{words} ({note})" if note else words

    def _undo(self) -> None:
        from services import history

        self._run(history.undo, self._texts("Undone: {what}", what=self._words(self._info.undo or Op.UNDO, self._info.undo_note)))

    def _redo(self) -> None:
        from services import history

        self._run(history.redo, self._texts("Done again: {what}", what=self._words(self._info.redo or Op.REDO, self._info.redo_note)))

    def _run(self, call: Callable[[Any], Done[int]], sentence: str) -> None:
        def finished(done: Done[int]) -> None:
            self._context.bus.changed.emit(done.changes, self)
            self.told.emit(sentence)

        self._context.tasks.run(lambda: call(self._context.workspace), owner=self, done=finished, failed=self.refused.emit)
