"""Adding and taking away parameters that stand for a name: an indicator's limits, a group's weights, a contribution's points."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QWidget

from services import named_parameters
from services.parameter_words import Options
from services.rules import editing
from services.rules.scheme import Rule
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import STEP
from ui.library.editors import word_box


class NamedRows(QWidget):
    """One line for each kind of name; `added(name, label)` and `removed(name)` say which parameter."""

    added = Signal(str, object)
    removed = Signal(str)

    def __init__(self, texts: Texts, rule: Rule, known: Options) -> None:
        super().__init__()
        self._texts, self.rule = texts, rule
        self.boxes: dict[str, QComboBox] = {}
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(STEP * 2)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(3, 1)
        for row, prefix in enumerate(editing.open_names(rule)):
            name = named_parameters.title(prefix, texts)
            box, button = word_box(named_parameters.choices(prefix, known, texts), name), QPushButton()
            box.currentIndexChanged.connect(lambda _, prefix=prefix: self._tell(prefix))
            button.clicked.connect(lambda _=False, prefix=prefix: self._change(prefix))
            for column, widget in enumerate((label(name, wrap=False), box, button)):
                grid.addWidget(widget, row, column)
            self.boxes[prefix], self.buttons[prefix] = box, button
            self._tell(prefix)

    def _name(self, prefix: str) -> str:
        return f"{prefix}{self.boxes[prefix].currentData()}"

    def _tell(self, prefix: str) -> None:
        t, button = self._texts, self.buttons[prefix]
        words = t("Take away") if self.rule.has(self._name(prefix)) else t("Add")
        button.setText(words)
        button.setAccessibleName(f"{named_parameters.title(prefix, t)}: {words}")

    def _change(self, prefix: str) -> None:
        name = self._name(prefix)
        if self.rule.has(name):
            self.removed.emit(name)
        else:
            self.added.emit(name, named_parameters.label(prefix, str(self.boxes[prefix].currentData())))
