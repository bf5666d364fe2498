"""One figure of a simulated scheme turned to another value, and what that would change; the answers stay listed below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import UserError
from services.rules.scheme import Parameter, Scheme
from services.simulation_views import Sensitivity, figures, sensitivity_sentence
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP
from ui.library.editors import word_box


class SensitivityTab(QWidget):
    """`try_wanted(full name, text)` asks for a simulation with that value."""

    try_wanted = Signal(str, str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._known: dict[str, Parameter] = {}
        self._names: dict[str, str] = {}
        self.which = word_box((), texts("Figure to turn"))
        self.which.setMinimumWidth(320)
        self.which.currentIndexChanged.connect(lambda _: self._offer())
        self.value = QLineEdit()
        self.value.setAccessibleName(texts("Value to try"))
        self.value.setFixedWidth(110)
        self.value.textEdited.connect(lambda _: self._check())
        self.value.returnPressed.connect(self._ask)
        self.go = QPushButton(texts("Try"))
        self.go.clicked.connect(self._ask)
        self.now = label("", "muted", wrap=False)
        self.problem = label("", "bad")
        self.problem.hide()
        self.answers = RowsModel(
            [
                Column("name", texts("Figure"), lambda row: row[0], 280, tip=lambda row: row[0]),
                Column("answer", texts("What would change"), lambda row: row[1], 460, tip=lambda row: row[1]),
            ],
            self,
        )
        row = QHBoxLayout()
        row.setSpacing(STEP * 2)
        for widget in (self.which, self.now, self.value, self.go):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(TableView(self.answers, texts("What would change"), texts("Choose a figure, type another value, press Try.")), 1)
        self.setEnabled(False)

    def show_scheme(self, scheme: Scheme) -> None:
        """Offer the figures of a simulated scheme; the answers of another simulation go."""
        language = self._texts.language
        self._known = figures(scheme)
        self._names = {}
        for name, parameter in self._known.items():
            rule = scheme.rule(name.partition(".")[0])
            self._names[name] = f"{rule.name.text(language) if rule else ''} · {parameter.label.text(language)}"
        self.which.clear()
        for name, words in self._names.items():
            self.which.addItem(words, name)
        self.answers.set_rows([])
        self.setEnabled(bool(self._known))

    def add_result(self, found: Sensitivity) -> None:
        """List what a value would change, the newest first."""
        sentence = sensitivity_sentence(found, self._known[found.parameter], self._texts)
        self.answers.set_rows([(self._names[found.parameter], sentence), *self.answers.rows()])

    def _offer(self) -> None:
        parameter = self._known.get(str(self.which.currentData()))
        self.now.setText(f"{parameter.text} →" if parameter else "")
        self.value.clear()
        self._check()

    def _check(self) -> bool:
        """Say at once what is wrong with the typed value."""
        parameter, text = self._known.get(str(self.which.currentData())), self.value.text().strip()
        problem = ""
        if parameter and text:
            try:
                parameter.with_text(text)
            except UserError as error:
                problem = self._texts.message(error.message)
        self.problem.setText(f"{SHAPES['bad']} {problem}" if problem else "")
        self.problem.setVisible(bool(problem))
        self.value.setAccessibleDescription(problem)
        self.go.setEnabled(bool(parameter and text and not problem))
        return self.go.isEnabled()

    def _ask(self) -> None:
        if self._check():
            self.try_wanted.emit(str(self.which.currentData()), self.value.text().strip())
