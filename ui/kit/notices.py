"""Quiet words on a page: a banner for what went wrong, a line that fades for what was done, the empty state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.kit.theme import SHAPES, STEP, IconButton, heading

TOAST_MILLISECONDS = 6000


def label(text: str, tone: str = "", wrap: bool = True) -> QLabel:
    """A line of text in a tone (good, watch, bad, muted or ''); it wraps and can be selected with the mouse."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("tone", tone)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a label or banner."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Banner(QFrame):
    """One sentence above the page's body, in a tone, with an optional action; hidden until `say`."""

    def __init__(self, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._label = label("")
        self._action = QPushButton()
        self._slot: Callable[[], object] | None = None
        self._action.clicked.connect(self._act)
        close = IconButton("close", close_name)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(STEP * 3, STEP, STEP, STEP)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, '' when hidden."""
        return "" if self.isHidden() else self._label.text()

    def say(self, sentence: str, tone: str = "bad", action: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show the sentence until it is closed or another one comes."""
        self._label.setText(f"{SHAPES.get(tone, '')} {sentence}".strip())
        self.setAccessibleName(sentence)
        self._slot = slot
        self._action.setText(action)
        self._action.setVisible(bool(action))
        set_tone(self, tone)
        self.show()

    def say_also(self, sentence: str, tone: str) -> None:
        """Show the sentence after the one that stands."""
        self.say(sentence if self.isHidden() else f"{self.accessibleName()} {sentence}", tone)

    def _act(self) -> None:
        self.hide()
        if self._slot:
            self._slot()


class Toast(QLabel):
    """A line that says what was done and goes by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MILLISECONDS)
        self._timer.timeout.connect(self.clear)

    def say(self, sentence: str) -> None:
        """Show the sentence for six seconds."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self._timer.start()


class EmptyState(QWidget):
    """What a page shows while it has nothing: what it is for, and the first thing to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("")
        self._title.setFont(heading(self.font()))
        self._purpose = label("", "muted")
        self._button = QPushButton()
        self._slot: Callable[[], object] | None = None
        self._button.clicked.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 12, STEP * 12, STEP * 12, STEP * 12)
        column.setSpacing(STEP * 3)
        column.addStretch(1)
        for widget in (self._title, self._purpose):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say(self, title: str, purpose: str, action: str = "", slot: Callable[[], object] | None = None) -> None:
        """Set the words and the first action."""
        self._title.setText(title)
        self._purpose.setText(purpose)
        self._slot = slot
        self._button.setText(action)
        self._button.setVisible(bool(action))

    def _act(self) -> None:
        if self._slot:
            self._slot()
