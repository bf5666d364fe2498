"""Editors for the types of scheme parameters: a line, a choice in words, a tick list, yes or no; each gives the value as text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from services.parameter_words import ParameterView
from services.rules.values import ParameterType, read_list
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import STEP

_TICKS_IN_A_ROW = 3
_SUFFIXES = {ParameterType.MONEY: "¥", ParameterType.PERCENT: "%"}


class Editor(QWidget):
    """Edits one value as the text that `Parameter.with_text` takes; `changed` on every edit by the user."""

    changed = Signal()

    @abstractmethod
    def text(self) -> str:
        """The value as typed."""

    @abstractmethod
    def set_text(self, text: str) -> None:
        """Show a value in its canonical form."""

    def set_invalid(self, invalid: bool) -> None:
        """Mark what was typed as wrong (the sentence stands below)."""


class LineEditor(Editor):
    """Money, whole numbers, percentages, decimals, dates, free text."""

    def __init__(self, view: ParameterView, texts: Texts) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setAccessibleName(view.label)
        kind = view.parameter.type
        if kind is ParameterType.DATE:
            self.field.setPlaceholderText(texts("2026-10-01, or empty"))
        elif view.parameter.required:
            self.field.setPlaceholderText(texts("to be set by the centre"))
        self.field.setFixedWidth(200)
        self.field.textEdited.connect(lambda _: self.changed.emit())
        row = _row(self)
        row.addWidget(self.field)
        if kind in _SUFFIXES:
            row.addWidget(label(_SUFFIXES[kind], "muted", wrap=False))
        row.addStretch(1)
        self.setFocusProxy(self.field)

    def text(self) -> str:
        """What is typed."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Show the value."""
        self.field.setText(text)

    def set_invalid(self, invalid: bool) -> None:
        """Red frame."""
        if bool(self.field.property("invalid")) != invalid:
            self.field.setProperty("invalid", invalid)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)


class ChoiceEditor(Editor):
    """One of several words."""

    def __init__(self, view: ParameterView) -> None:
        super().__init__()
        self.box = word_box(view.options, view.label)
        self.box.activated.connect(lambda _: self.changed.emit())
        row = _row(self)
        row.addWidget(self.box)
        row.addStretch(1)
        self.setFocusProxy(self.box)

    def text(self) -> str:
        """The code behind the words."""
        return str(self.box.currentData() or "")

    def set_text(self, text: str) -> None:
        """Choose; a code that is not offered is added as it is."""
        if self.box.findData(text) < 0:
            self.box.addItem(text or "–", text)
        self.box.setCurrentIndex(self.box.findData(text))


class TickEditor(Editor):
    """Yes or no."""

    def __init__(self, view: ParameterView) -> None:
        super().__init__()
        self.tick = QCheckBox(view.label)
        self.tick.setAccessibleName(view.label)
        self.tick.clicked.connect(lambda _: self.changed.emit())
        row = _row(self)
        row.addWidget(self.tick)
        self.setFocusProxy(self.tick)

    def text(self) -> str:
        """true or false."""
        return "true" if self.tick.isChecked() else "false"

    def set_text(self, text: str) -> None:
        """Tick or untick."""
        self.tick.setChecked(text == "true")


class ListEditor(Editor):
    """Several of a short list, ticked."""

    def __init__(self, view: ParameterView) -> None:
        super().__init__()
        self.ticks: dict[str, QCheckBox] = {}
        self._order: tuple[str, ...] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(STEP * 3)
        grid.setVerticalSpacing(STEP // 2)
        for place, (code, words) in enumerate(view.options):
            tick = QCheckBox(words)
            tick.setAccessibleName(f"{view.label}: {words}")
            tick.clicked.connect(lambda _: self.changed.emit())
            self.ticks[code] = tick
            grid.addWidget(tick, place // _TICKS_IN_A_ROW, place % _TICKS_IN_A_ROW)
        grid.setColumnStretch(_TICKS_IN_A_ROW, 1)
        if self.ticks:
            self.setFocusProxy(next(iter(self.ticks.values())))

    def text(self) -> str:
        """The ticked codes, those of before in their order, new ones after them."""
        ticked = [code for code, tick in self.ticks.items() if tick.isChecked()]
        kept = [code for code in self._order if code in ticked or code not in self.ticks]
        return ", ".join(dict.fromkeys((*kept, *ticked)))

    def set_text(self, text: str) -> None:
        """Tick these."""
        self._order = read_list(text)
        for code, tick in self.ticks.items():
            tick.setChecked(code in self._order)


def word_box(options: Sequence[tuple[str, str]], name: str) -> QComboBox:
    """A box of (code, words)."""
    box = QComboBox()
    box.setAccessibleName(name)
    for code, words in options:
        box.addItem(words, code)
    return box


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(STEP)
    return row


class Column(QVBoxLayout):
    """A column without margins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(STEP)
