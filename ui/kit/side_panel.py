"""The closable panel at the right of a page: "why?", help, details."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.kit.theme import STEP, IconButton, heading


class SidePanel(QFrame):
    """Holds one widget at a time under a title; Esc or the cross closes it."""

    closed = Signal()

    def __init__(self, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._title = QLabel()
        self._title.setFont(heading(self.font(), 0))
        close = IconButton("close", close_name)
        close.clicked.connect(self.close_panel)
        top = QHBoxLayout()
        top.setContentsMargins(STEP * 3, STEP, STEP, 0)
        top.addWidget(self._title, 1)
        top.addWidget(close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, STEP)
        self._column.setSpacing(STEP)
        self._column.addLayout(top)
        self._content: QWidget | None = None
        self.setMinimumWidth(280)
        self.hide()

    @property
    def content(self) -> QWidget | None:
        """The widget shown, None when closed."""
        return None if self.isHidden() else self._content

    def show_widget(self, title: str, widget: QWidget) -> None:
        """Show `widget` (the panel takes it over) instead of what was shown before."""
        if self._content is not None and self._content is not widget:
            self._content.hide()
            self._content.deleteLater()
        if self._content is not widget:
            self._column.addWidget(widget, 1)
        self._content = widget
        self._title.setText(title)
        self.setAccessibleName(title)
        self.show()

    def close_panel(self) -> None:
        """Hide the panel; its widget is kept until another comes."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter that no field wanted presses the button in focus, else the form's verb, as in a dialog."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        button = self._meant() if enter else None
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.close_panel()
        elif button is not None:
            button.click()
        else:
            super().keyPressEvent(event)

    def _meant(self) -> QPushButton | None:
        pressed = self.focusWidget()
        if isinstance(pressed, QPushButton):
            return pressed
        verbs = [button for button in self.findChildren(QPushButton) if button.property("primary") and button.isVisible()]
        return verbs[0] if len(verbs) == 1 else None
