"""The slim navigation at the left: icon and word, by mouse or keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.kit.theme import STEP, colours, icon
from ui.shell.pages import PAGES, key

if TYPE_CHECKING:
    from services.texts import Texts

WIDTH = 92
_TALL, _LOW, _FLAT = 54, 40, 27
"""Height of an entry: with room, at least with its icon, and as a word alone."""


class Rail(QFrame):
    """One checked button at a time; `chosen(page name)`; Up and Down walk through."""

    chosen = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(texts("Pages of the program"))
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setContentsMargins(0, STEP, 0, STEP)
        column.setSpacing(0)
        for number, entry in enumerate(PAGES, 1):
            button = QToolButton()
            button.setText(texts(entry.short or entry.title))
            button.setToolTip(f"{texts(entry.title)} ({key(number)})")
            button.setAccessibleName(texts(entry.title))
            button.setIconSize(QSize(20, 20))
            button.setCheckable(True)
            button.setFixedWidth(WIDTH - 1)
            button.setMaximumHeight(_TALL)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            button.clicked.connect(lambda _=False, name=entry.name: self.chosen.emit(name))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[entry.name] = button
        column.addStretch(1)
        self._words_alone(False)
        self._hold(column)
        self._colour()

    def _hold(self, column: QVBoxLayout) -> None:
        canvas = QWidget()
        canvas.setObjectName("canvas")
        canvas.setLayout(column)
        area = QScrollArea()
        area.setWidget(canvas)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low window the icons give way, so that every word is in sight."""
        super().resizeEvent(event)
        self._words_alone(event.size().height() < len(self._buttons) * _LOW + 2 * STEP)

    def _words_alone(self, alone: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonTextOnly if alone else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
            button.setMinimumHeight(_FLAT if alone else _LOW)

    def mark(self, name: str) -> None:
        """Show which page is open."""
        if self.window().focusWidget() in self._buttons.values():
            self._buttons[name].setFocus()
        self._buttons[name].setChecked(True)
        self._colour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move the focus."""
        buttons = list(self._buttons.values())
        here = next((number for number, button in enumerate(buttons) if button.hasFocus()), 0)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Icons in the colours of the new appearance."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_buttons"):
            self._colour()

    def _colour(self) -> None:
        c = colours()
        for name, button in self._buttons.items():
            button.setIcon(icon(name, c.accent if button.isChecked() else c.muted))
