"""The desk's small pages: sign in, choose a PIN, leave; each a form in the middle of an empty screen."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from services.texts import Texts
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, heading

_PIN_RULES = N_("4 to 8 figures that only you know: no part of your employee number, no birthday, no row such as 1234.")


class DeskForm(QWidget):
    """Title, words, fields, one verb and a way back; a refusal stands above the verb."""

    back = Signal()

    def __init__(self, t: Texts, title: str, words: str, verb: str, back: str = "") -> None:
        super().__init__()
        self.t = t
        head = label(title)
        head.setFont(heading(self.font(), 5))
        self.form = Form()
        self.problem = label("", "bad")
        self.problem.hide()
        self.yes = QPushButton(verb)
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self.submit)
        buttons = QHBoxLayout()
        buttons.addWidget(self.yes)
        if back:
            self.turn_back = QPushButton(back)
            self.turn_back.clicked.connect(self.back)
            buttons.addWidget(self.turn_back)
        buttons.addStretch(1)
        inside = QVBoxLayout()
        inside.setSpacing(STEP * 4)
        inside.addWidget(head)
        inside.addWidget(label(words, "muted"))
        inside.addWidget(self.form)
        inside.addWidget(self.problem)
        inside.addLayout(buttons)
        self.more = QVBoxLayout()
        inside.addLayout(self.more)
        middle = QWidget()
        middle.setLayout(inside)
        middle.setMaximumWidth(640)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        middle.setMinimumWidth(520)

    def refuse(self, sentence: str) -> None:
        """Say why not; '' takes it away."""
        self.problem.setText(f"{SHAPES['bad']} {sentence}" if sentence else "")
        self.problem.setVisible(bool(sentence))

    def clear(self) -> None:
        """Empty every field and put the cursor into the first."""
        self.refuse("")
        for at, field in enumerate(self.form.findChildren(QLineEdit)):
            field.clear()
            if at == 0:
                field.setFocus()

    @abstractmethod
    def submit(self) -> None:
        """Tell what was typed."""

    def _secret(self, key: str, title: str) -> QLineEdit:
        field = self.form.line(key, title)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.returnPressed.connect(self.submit)
        return field


class SignIn(DeskForm):
    """`tried(number, PIN)`; `first_time` and `leave` lead elsewhere."""

    tried = Signal(str, str)
    first_time = Signal()
    leave = Signal()

    def __init__(self, t: Texts) -> None:
        super().__init__(t, t("Appeal desk"), t("Sign in to see your own notices and to file an appeal."), t("Sign in"))
        self.number = self.form.line("number", t("Employee number"))
        self.number.returnPressed.connect(lambda: self.pin.setFocus())
        self.pin = self._secret("pin", t("PIN"))
        first, leave = QPushButton(t("First time here: choose a PIN")), QPushButton(t("Leave (supervisor)"))
        first.clicked.connect(self.first_time)
        leave.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.addWidget(first)
        row.addStretch(1)
        row.addWidget(leave)
        self.more.addSpacing(STEP * 10)
        self.more.addLayout(row)
        self.first_button, self.leave_button = first, leave

    def submit(self) -> None:
        """Number and PIN, when both are there; the PIN never stays in its field."""
        number, pin = self.number.text().strip(), self.pin.text()
        self.pin.clear()
        if number and pin:
            self.tried.emit(number, pin)
        else:
            self.refuse(self.t("Type your employee number and your PIN."))


class ChoosePin(DeskForm):
    """`chosen(number, PIN, password)`: the supervisor consents with the password."""

    chosen = Signal(str, str, str)

    def __init__(self, t: Texts) -> None:
        words = t("{rules} The supervisor then types the desk password.", rules=t(_PIN_RULES))
        super().__init__(t, t("Choose your PIN"), words, t("Set the PIN"), t("Back"))
        self.number = self.form.line("number", t("Employee number"))
        self.pin = self._secret("pin", t("PIN"))
        self.again = self._secret("again", t("PIN once more"))
        self.password = self._secret("password", t("Desk password (supervisor)"))

    def submit(self) -> None:
        """All four, when both PINs are the same."""
        if self.pin.text() != self.again.text():
            self.refuse(self.t("The two PINs differ."))
            return
        number, pin, password = self.number.text().strip(), self.pin.text(), self.password.text()
        self.password.clear()
        self.chosen.emit(number, pin, password)


class ChangePin(DeskForm):
    """`changed(old PIN, new PIN)` of the agent who is signed in."""

    changed = Signal(str, str)

    def __init__(self, t: Texts) -> None:
        super().__init__(t, t("Change your PIN"), t(_PIN_RULES), t("Change the PIN"), t("Back"))
        self.old = self._secret("old", t("Present PIN"))
        self.pin = self._secret("pin", t("New PIN"))
        self.again = self._secret("again", t("New PIN once more"))

    def submit(self) -> None:
        """Both, when the new one was typed twice alike."""
        if self.pin.text() != self.again.text():
            self.refuse(self.t("The two PINs differ."))
            return
        old, new = self.old.text(), self.pin.text()
        self.clear()
        self.changed.emit(old, new)


class Leave(DeskForm):
    """`tried(password)`."""

    tried = Signal(str)

    def __init__(self, t: Texts) -> None:
        super().__init__(t, t("Leave desk mode"), t("Only the supervisor's desk password leads out."), t("Leave desk mode"), t("Back"))
        self.password = self._secret("password", t("Desk password (supervisor)"))

    def submit(self) -> None:
        """The password, which never stays in its field."""
        password = self.password.text()
        self.password.clear()
        self.tried.emit(password)
