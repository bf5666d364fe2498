"""Bands of a scoring curve as rows: from, to, score; every keystroke tells."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from services.texts import Texts
from ui.kit.theme import STEP, IconButton

_PART = re.compile(r"([\[(])([^,]*),([^\])]*)([\])])\s*(.*)")
_LOW = (("[", "≥"), ("(", ">"))
_HIGH = ((")", "<"), ("]", "≤"))
_WIDTH = 64


class BandRows(QWidget):
    """`text` gives the bands as `[0,60) 0; [60,] 100` in the unit that is typed; the first band from the top is the lowest."""

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.rows: list[tuple[QWidget, QComboBox, QLineEdit, QComboBox, QLineEdit, QLineEdit]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(STEP)
        self.add_button = QPushButton(texts("Add a band"))
        self.add_button.clicked.connect(self.add_next)
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        self._column.addLayout(below)

    def text(self) -> str:
        """The rows as one text; rows without any figure are left out."""
        parts = []
        for _, low_in, low, high_in, high, score in self.rows:
            if low.text().strip() or high.text().strip() or score.text().strip():
                closing = high_in.currentData() if high.text().strip() else "]"
                parts.append(f"{low_in.currentData()}{low.text().strip()},{high.text().strip()}{closing} {score.text().strip()}")
        return "; ".join(parts)

    def set_text(self, text: str) -> None:
        """Show these bands, whether they fit together or not."""
        while self.rows:
            self._drop(self.rows[0][0])
        for part in text.split(";"):
            if match := _PART.fullmatch(part.strip()):
                low_in, low, high, high_in, score = match.groups()
                self._add(low_in, low, high_in, high, score)

    def add_next(self) -> None:
        """A new band that begins where the last one ends."""
        low_in, low = "[", ""
        if self.rows:
            _, _, _, high_in, high, _ = self.rows[-1]
            low, low_in = high.text().strip(), "(" if high_in.currentData() == "]" else "["
        self._add(low_in, low, ")", "", "")
        self.rows[-1][4 if low else 2].setFocus()
        self.changed.emit()

    def _add(self, low_in: str, low: str, high_in: str, high: str, score: str) -> None:
        t = self._texts
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        place = len(self.rows) + 1
        cells = (
            self._choice(_LOW, low_in, t("Band {n}: whether the lower bound counts", n=place)),
            self._field(low, t("Band {n}: from", n=place), t("from")),
            self._choice(_HIGH, high_in, t("Band {n}: whether the upper bound counts", n=place)),
            self._field(high, t("Band {n}: to, empty for no end", n=place), "∞"),
            self._field(score, t("Band {n}: score", n=place), t("score")),
        )
        for cell in cells[:4]:
            row.addWidget(cell)
        row.addWidget(QLabel("→"))
        row.addWidget(cells[4])
        remove = IconButton("remove", t("Remove the band"))
        remove.clicked.connect(lambda: (self._drop(line), self.changed.emit()))
        row.addWidget(remove)
        row.addStretch(1)
        self.rows.append((line, *cells))
        self._column.insertWidget(len(self.rows) - 1, line)

    def _choice(self, options: tuple[tuple[str, str], ...], value: str, name: str) -> QComboBox:
        field = QComboBox()
        for data, words in options:
            field.addItem(words, data)
        field.setCurrentIndex(max(field.findData(value), 0))
        field.setAccessibleName(name)
        field.activated.connect(lambda _: self.changed.emit())
        return field

    def _field(self, value: str, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(value)
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setFixedWidth(_WIDTH)
        field.textEdited.connect(lambda _: self.changed.emit())
        return field

    def _drop(self, line: QWidget) -> None:
        self.rows = [row for row in self.rows if row[0] is not line]
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
