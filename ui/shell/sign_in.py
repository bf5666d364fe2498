"""Who comes in: the form that a workspace with accounts opens with, and the window that covers a locked screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, heading, icon

if TYPE_CHECKING:
    from services.texts import Texts

_ALIVE = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
    QEvent.Type.TabletMove, QEvent.Type.InputMethod,
}  # fmt: skip


class SignInView(QWidget):
    """`tried(name, password)`, `recovering(recovery key, name, new password)`; `refuse` says why not."""

    tried = Signal(str, str)
    recovering = Signal(str, str, str)

    def __init__(self, texts: Texts, names: Sequence[str], words: str, chosen: str = "") -> None:
        super().__init__()
        self._texts, self._recovers = texts, False
        self.title = label(texts("Sign in"))
        self.title.setFont(heading(self.font(), 4))
        self.form = Form()
        self.form.choice("name", texts("Name"), [(name, name) for name in names], chosen if chosen in names else None)
        self.key = self._line("key", texts("Recovery key"), QLineEdit.EchoMode.Normal)
        self.password = self._line("password", texts("Password"), QLineEdit.EchoMode.Password)
        self.again = self._line("again", texts("New password once more"), QLineEdit.EchoMode.Password)
        self.problem = label("", "bad")
        self.yes = QPushButton(texts("Sign in"))
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self.submit)
        self.other = QPushButton()
        self.other.clicked.connect(lambda: self.show_recovery(not self._recovers))
        self._place(label(words, "muted"))
        self.show_recovery(False)

    def _line(self, key: str, title: str, echo: QLineEdit.EchoMode) -> QLineEdit:
        field = self.form.line(key, title)
        field.setEchoMode(echo)
        field.returnPressed.connect(self.submit)
        return field

    def _place(self, words: QWidget) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.yes)
        buttons.addStretch(1)
        buttons.addWidget(self.other)
        middle = QWidget()
        inside = QVBoxLayout(middle)
        inside.setSpacing(STEP * 3)
        for widget in (self.title, words, self.form, self.problem):
            inside.addWidget(widget)
        inside.addLayout(buttons)
        middle.setFixedWidth(480)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_recovery(self, recovers: bool) -> None:
        """Ask for the printed key and a new password instead of the password, or the other way round."""
        t, self._recovers = self._texts, recovers
        self.form.set_shown("key", recovers)
        self.form.set_shown("again", recovers)
        self.title.setText(t("Come back with the recovery key") if recovers else t("Sign in"))
        self.form.set_title("password", t("New password") if recovers else t("Password"))
        self.yes.setText(t("Set the password and sign in") if recovers else t("Sign in"))
        self.other.setText(t("Back to signing in") if recovers else t("Password forgotten…"))
        self.clear()

    def clear(self) -> None:
        """Empty what was typed."""
        for field in (self.key, self.password, self.again):
            field.clear()
        self.refuse("")
        (self.key if self._recovers else self.password).setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why not; '' takes it away. The password is typed anew."""
        self.problem.setText(f"{SHAPES['bad']} {sentence}" if sentence else "")
        self.problem.setVisible(bool(sentence))
        if sentence:
            self.password.clear()
            self.again.clear()

    def submit(self) -> None:
        """Tell what was typed."""
        name, password = self.form.value("name"), self.password.text()
        if not self._recovers:
            self.tried.emit(name, password)
        elif password != self.again.text():
            self.refuse(self._texts("The two new passwords differ."))
        else:
            self.recovering.emit(self.key.text(), name, password)


class LockWindow(QWidget):
    """Covers the program while it is locked; the window behind is hidden, so none of its keys work."""

    def __init__(self, texts: Texts, view: SignInView) -> None:
        super().__init__()
        self.view = view
        self.setWindowTitle(texts("Fenming – locked"))
        self.setWindowIcon(icon("app"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)


class IdleWatch(QObject):
    """`idle` after so many minutes in which nobody touched key, mouse or pen; `start` and `stop` it."""

    idle = Signal()

    def __init__(self, app: QApplication, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(minutes * 60_000)
        self.timer.timeout.connect(self.idle)

    def wait(self, minutes: int) -> None:
        """Wait that long from now on."""
        self.timer.setInterval(minutes * 60_000)  # a timer that runs begins anew

    def start(self) -> None:
        """Begin to watch."""
        self._app.installEventFilter(self)
        self.timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._app.removeEventFilter(self)
        self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any touch begins the time anew."""
        if event.type() in _ALIVE:
            self.timer.start()
        return False
