"""Labelled fields in one column, each with room for a message right below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from ui.kit.notices import label
from ui.kit.theme import STEP


class Form(QWidget):
    """`add` fields by key; read them with `value`; say what is wrong with `set_problem`. `changed(key)` on every edit."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, QWidget] = {}
        self._problems: dict[str, QLabel] = {}
        self._titles: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(STEP * 3)
        self._grid.setVerticalSpacing(STEP)
        self._grid.setColumnStretch(1, 1)

    # Fields

    def line(self, key: str, title: str, value: str = "", hint: str = "") -> QLineEdit:
        """One line of text; `hint` stands in the empty field."""
        field = QLineEdit(value)
        field.setPlaceholderText(hint)
        field.textChanged.connect(lambda: self._changed(key))
        return self._add(key, title, field)

    def text(self, key: str, title: str, value: str = "", lines: int = 4) -> QPlainTextEdit:
        """Several lines of text; Tab leaves the field."""
        field = QPlainTextEdit(value)
        field.setTabChangesFocus(True)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + STEP * 4)
        field.textChanged.connect(lambda: self._changed(key))
        return self._add(key, title, field)

    def choice(self, key: str, title: str, options: Sequence[tuple[Any, str]], value: Any = None) -> QComboBox:
        """One of (value, words)."""
        field = QComboBox()
        for option, words in options:
            field.addItem(words, option)
        field.setCurrentIndex(max([option for option, _ in options].index(value), 0) if value is not None else 0)
        field.currentIndexChanged.connect(lambda: self._changed(key))
        return self._add(key, title, field)

    def day(self, key: str, title: str, value: date) -> QDateEdit:
        """A date with a calendar."""
        field = QDateEdit(QDate(value.year, value.month, value.day))
        field.setDisplayFormat("yyyy-MM-dd")
        field.setCalendarPopup(True)
        field.dateChanged.connect(lambda: self._changed(key))
        return self._add(key, title, field)

    def whole(self, key: str, title: str, value: int = 0, low: int = 0, high: int = 1_000_000, suffix: str = "") -> QSpinBox:
        """A whole number."""
        field = QSpinBox()
        field.setRange(low, high)
        field.setValue(value)
        field.setSuffix(suffix)
        field.valueChanged.connect(lambda: self._changed(key))
        return self._add(key, title, field)

    def tick(self, key: str, title: str, value: bool = False) -> QCheckBox:
        """Yes or no."""
        field = QCheckBox(title)
        field.setChecked(value)
        field.toggled.connect(lambda: self._changed(key))
        return self._add(key, "", field)

    def add(self, key: str, title: str, field: QWidget) -> QWidget:
        """Any other widget; read it yourself."""
        return self._add(key, title, field)

    # Values and messages

    def value(self, key: str) -> Any:
        """The field's value: str, the choice's value, date, int or bool."""
        field = self._fields[key]
        if isinstance(field, QLineEdit):
            return field.text().strip()
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText().strip()
        if isinstance(field, QComboBox):
            return field.currentData()
        if isinstance(field, QDateEdit):
            day = field.date()
            return date(day.year(), day.month(), day.day())
        if isinstance(field, QSpinBox):
            return field.value()
        return field.isChecked() if isinstance(field, QCheckBox) else None

    def values(self) -> dict[str, Any]:
        """All fields by key."""
        return {key: self.value(key) for key in self._fields}

    def field(self, key: str) -> QWidget:
        """The widget itself."""
        return self._fields[key]

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or hide a field with its title."""
        for widget in (self._fields[key], self._titles[key]):
            widget.setVisible(shown)
        if not shown:
            self._problems[key].hide()

    def set_title(self, key: str, title: str) -> None:
        """Call a field something else."""
        self._titles[key].setText(title)
        self._fields[key].setAccessibleName(title)

    def set_problem(self, key: str, sentence: str) -> None:
        """Say below the field what is wrong; '' takes it away."""
        words = self._problems[key]
        words.setText(f"✗ {sentence}" if sentence else "")
        words.setVisible(bool(sentence))
        field = self._fields[key]
        field.setAccessibleDescription(sentence)
        if bool(field.property("invalid")) != bool(sentence):
            field.setProperty("invalid", bool(sentence))
            field.style().unpolish(field)
            field.style().polish(field)

    def require(self, sentences: dict[str, str]) -> bool:
        """For each key whose value is empty show its sentence; True when none is. The first bad field gets the cursor."""
        missing = [key for key, sentence in sentences.items() if not self.value(key) and sentence]
        for key, sentence in sentences.items():
            self.set_problem(key, sentence if key in missing else "")
        if missing:
            self._fields[missing[0]].setFocus()
        return not missing

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be filled in."""
        first = next((field for field in self._fields.values() if field.isEnabled() and not field.isHidden()), None)
        if first is not None:
            first.setFocus()

    def _add(self, key: str, title: str, field: Any) -> Any:
        row = self._grid.rowCount()
        words = QLabel(title)
        words.setBuddy(field)
        if title:
            field.setAccessibleName(title)
        problem = label("", "bad")
        problem.hide()
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(problem, row + 1, 1)
        self._fields[key], self._problems[key], self._titles[key] = field, problem, words
        return field

    def _changed(self, key: str) -> None:
        self.set_problem(key, "")
        self.changed.emit(key)
