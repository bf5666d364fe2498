"""The legend under the sheet: every sign with its quick keys; a click enters it into the selected days."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QToolButton, QWidget

from services.attendance_signs import LEGEND, LegendLine
from services.texts import Texts
from ui.kit.theme import STEP


class Legend(QWidget):
    """Rows of flat buttons, as many beside each other as fit; `chosen(LegendLine)` when one is clicked."""

    chosen = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(texts("Legend"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(STEP)
        self._grid.setVerticalSpacing(0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons = [self._button(line, texts) for line in LEGEND]
        self._across = 0
        self._arrange(len(LEGEND))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons anew into the width that there is."""
        super().resizeEvent(event)
        widest = max(button.sizeHint().width() for button in self._buttons) + STEP
        self._arrange(max(event.size().width() // widest, 1))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._grid.setColumnStretch(self._across, 0)
        self._across = across
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // across, number % across)
        self._grid.setColumnStretch(across, 1)
        rows = -(-len(self._buttons) // across)
        self.setFixedHeight(rows * self._buttons[0].sizeHint().height())

    def _button(self, line: LegendLine, texts: Texts) -> QToolButton:
        button = QToolButton()
        name, keys = texts(line.name), " ".join(key for key in (line.digit, line.letter) if key)
        button.setText(f"{line.sign}  {name}  {line.digit or line.letter}")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        also = f" {line.symbol}" if line.symbol else ""
        button.setToolTip(texts("{name}: type {sign}{also} or the quick key {keys}", name=name, sign=line.sign, also=also, keys=keys))
        button.setAccessibleName(f"{name} {line.sign} {keys}")
        button.clicked.connect(lambda: self.chosen.emit(line))
        return button
