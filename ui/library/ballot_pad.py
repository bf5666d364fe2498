"""Entering ballots as fast as they are read out: one number key each, Backspace takes the last back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QPushButton, QVBoxLayout

from services.ballot_slips import ANSWERS
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.panel_form import PanelForm
from ui.kit.theme import STEP

_KEYS = {Qt.Key(int(Qt.Key.Key_0) + score): score for score in range(1, 6)}


class KeyField(QFrame):
    """Takes the keys; `scored(score)`, `undone`, `finished`."""

    scored = Signal(int)
    undone = Signal()
    finished = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 enter a ballot, Backspace takes the last back, Enter stores them."""
        key = Qt.Key(event.key())
        if key in _KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.scored.emit(_KEYS[key])
        elif key == Qt.Key.Key_Backspace:
            self.undone.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class BallotPad(PanelForm):
    """Collects ballots; `room` is how many may still come in."""

    def __init__(self, texts: Texts, room: int) -> None:
        sentence = texts("Press 1 to 5 for each ballot; Backspace takes the last one back, Enter stores them. No name is kept.")
        super().__init__(texts, sentence, texts("Store the ballots"))
        self._room = room
        self._ballots: list[tuple[int, str]] = []
        self.keys = KeyField(texts("Ballots: press 1 to 5"))
        self.keys.scored.connect(self.take)
        self.keys.undone.connect(self.take_back)
        self.keys.finished.connect(lambda: self.yes.click())
        inside = QVBoxLayout(self.keys)
        self.count = label("")
        inside.addWidget(self.count)
        inside.addLayout(self._buttons())
        self.list = QListWidget()
        self.list.setAccessibleName(texts("Ballots entered"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMaximumHeight(220)
        self.comment = QLineEdit()
        self.comment.setAccessibleName(texts("Comment on the last ballot"))
        self.comment.setPlaceholderText(texts("Comment on the last ballot, then Enter"))
        self.comment.returnPressed.connect(self._annotate)
        for widget in (self.keys, self.list, self.comment):
            self.add(widget)
        self._tell()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(STEP)
        self.buttons: list[QPushButton] = []
        for score, words in enumerate(ANSWERS, 1):
            button = QPushButton(str(score))
            button.setToolTip(self.texts(words))
            button.setAccessibleName(f"{score} {self.texts(words)}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, score=score: self.take(score))
            row.addWidget(button)
            self.buttons.append(button)
        return row

    def ballots(self) -> list[tuple[int, str]]:
        """Answer and comment of each ballot entered."""
        return list(self._ballots)

    def take(self, score: int) -> None:
        """One more ballot; none beyond those asked."""
        if len(self._ballots) < self._room:
            self._ballots.append((score, ""))
            self._tell()
        else:
            self.banner.say(self.texts("All {n} ballots that were still out are in.", n=self._room), "watch")

    def take_back(self) -> None:
        """Without the last one."""
        if self._ballots:
            self._ballots.pop()
            self._tell()

    def _annotate(self) -> None:
        if self._ballots and self.comment.text().strip():
            self._ballots[-1] = (self._ballots[-1][0], self.comment.text().strip())
            self.comment.clear()
            self._tell()
        self.keys.setFocus()

    def _tell(self) -> None:
        t = self.texts
        self.count.setText(t("{n} ballots entered, {left} still out", n=len(self._ballots), left=self._room - len(self._ballots)))
        self.list.clear()
        for number, (score, comment) in reversed(list(enumerate(self._ballots, 1))):
            self.list.addItem(f"{number}.  {score} {t(ANSWERS[score - 1])}" + (f"  {comment}" if comment else ""))
        self.yes.setEnabled(bool(self._ballots))
        self.comment.setEnabled(bool(self._ballots))
