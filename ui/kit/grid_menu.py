"""The right button on a grid: what the keys do, with the keys beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from ui.kit.grid import Grid

if TYPE_CHECKING:
    from services.texts import Texts


class GridMenu(QObject):
    """Pops up on the grid's middle view; entries that change something are grey where nobody may type."""

    def __init__(self, grid: Grid, texts: Texts) -> None:
        super().__init__(grid)
        self._grid, self._texts = grid, texts
        grid.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.view.customContextMenuRequested.connect(self._open)

    def _open(self, place: QPoint) -> None:
        self.made().popup(self._grid.view.viewport().mapToGlobal(place))

    def made(self) -> QMenu:
        """The menu as it opens now; it goes when it is closed."""
        t, view = self._texts, self._grid.view
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries: tuple[tuple[str, Callable[[], object], bool], ...] = (
            (f"{t('Cut')}\tCtrl+X", view.cut, True),
            (f"{t('Copy')}\tCtrl+C", view.copy, False),
            (t("Copy with names and titles"), view.copy_with_names, False),
            (f"{t('Paste')}\tCtrl+V", view.paste, True),
            (f"{t('Fill down')}\tCtrl+D", view.fill_down, True),
            (f"{t('Fill right')}\tCtrl+R", view.fill_right, True),
            (f"{t('Clear')}\tDel", view.clear, True),
        )
        for words, act, changes in entries:
            action = menu.addAction(words)
            action.setEnabled(not (changes and self._grid.model.locked))
            action.triggered.connect(lambda _=False, act=act: act())
        return menu
