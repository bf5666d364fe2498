"""Small tables for ladders, bands, weights and ordered lists: rows with a few cells, one button to add, one in each row to remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from models.domain.errors import UserError
from models.domain.kpi import parse_number, plain
from services.parameter_words import ParameterView, typed_value
from services.rules.values import ParameterType, read_bands, read_ladder, read_list, read_weights
from services.texts import Texts
from ui.kit.curve import Curve
from ui.kit.notices import label
from ui.kit.theme import STEP, IconButton
from ui.library.editors import ChoiceEditor, Column, Editor, LineEditor, ListEditor, TickEditor, word_box

_LOW = ((">", ">"), ("[", "≥"))
_HIGH = (("<", "<"), ("]", "≤"))


@dataclass(frozen=True)
class Cell:
    """One cell of each row: its name, the words it offers (() = typed), width, a word behind it, a hint while it is empty."""

    name: str
    options: Sequence[tuple[str, str]] = ()
    width: int = 90
    after: str = ""
    hint: str = ""


class RowsEditor(Editor):
    """Rows of cells; `read` makes the rows from the value's text, `write` the text from the rows."""

    def __init__(
        self,
        view: ParameterView,
        texts: Texts,
        cells: Sequence[Cell],
        read: Callable[[str], list[tuple[str, ...]]],
        write: Callable[[list[tuple[str, ...]]], str],
    ) -> None:
        super().__init__()
        self._texts, self._view, self._cells = texts, view, tuple(cells)
        self._read, self._write = read, write
        self.rows: list[tuple[QWidget, list[QLineEdit | QComboBox]]] = []
        self.curve: Curve | None = None
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(STEP * 4)
        self._column = Column()
        body.addLayout(self._column)
        body.addStretch(1)
        self._body = body
        self.add_button = QPushButton(texts("Add a row"))
        self.add_button.setAccessibleName(texts("{name}: add a row", name=view.label))
        self.add_button.clicked.connect(lambda: self._add(tuple("" for _ in self._cells), focus=True))
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        self._column.addLayout(below)
        self.setFocusProxy(self.add_button)

    def set_picture(self, curve: Curve) -> None:
        """Draw the value beside the rows while it is typed."""
        self.curve = curve
        self._body.insertWidget(1, curve, 0, Qt.AlignmentFlag.AlignTop)
        self.changed.connect(lambda: curve.set_text(self.text()))

    def text(self) -> str:
        """The rows as the value's text; rows that are empty throughout are left out."""
        rows = [tuple(_content(cell) for cell in cells) for _, cells in self.rows]
        typed = [number for number, cell in enumerate(self._cells) if not cell.options] or [0]
        return self._write([row for row in rows if any(row[number] for number in typed)])

    def set_text(self, text: str) -> None:
        """Show the value's rows."""
        while self.rows:
            self._drop(self.rows[0][0])
        for row in self._read(text):
            self._add(row)
        if self.curve:
            self.curve.set_text(text)

    def _add(self, values: tuple[str, ...], focus: bool = False) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        cells = [self._cell(cell, value, row) for cell, value in zip(self._cells, values, strict=True)]
        remove = IconButton("remove", self._texts("Remove the row"))
        remove.clicked.connect(lambda: (self._drop(line), self.changed.emit()))
        row.addWidget(remove)
        row.addStretch(1)
        self.rows.append((line, cells))
        self._column.insertWidget(len(self.rows) - 1, line)
        if focus:
            cells[0].setFocus()
            self.changed.emit()

    def _cell(self, cell: Cell, value: str, row: QHBoxLayout) -> QLineEdit | QComboBox:
        name = f"{self._view.label}: {cell.name}"
        field: QLineEdit | QComboBox
        if cell.options:
            field = word_box(cell.options, name)
            field.setCurrentIndex(max(field.findData(value), 0))
            field.activated.connect(lambda _: self.changed.emit())
        else:
            field = QLineEdit(value)
            field.setAccessibleName(name)
            field.setPlaceholderText(cell.hint or cell.name)
            field.setFixedWidth(cell.width)
            field.textEdited.connect(lambda _: self.changed.emit())
        row.addWidget(field)
        if cell.after:
            row.addWidget(label(cell.after, "muted", wrap=False))
        return field

    def _drop(self, line: QWidget) -> None:
        self.rows = [row for row in self.rows if row[0] is not line]
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()


def _content(field: QLineEdit | QComboBox) -> str:
    return field.text().strip() if isinstance(field, QLineEdit) else str(field.currentData() or "")


def make_editor(view: ParameterView, texts: Texts) -> Editor:
    """The editor for a parameter's type, showing its value."""
    editor = _made(view, texts)
    editor.set_text(typed_value(view.parameter, view.value))
    return editor


def _made(view: ParameterView, texts: Texts) -> Editor:
    kind = view.parameter.type
    if kind is ParameterType.BOOL:
        return TickEditor(view)
    if kind is ParameterType.LIST:
        return _ordered(view, texts) if view.ordered else ListEditor(view)
    rows = {ParameterType.LADDER: _ladder, ParameterType.BANDS: _bands, ParameterType.WEIGHTS: _weights}
    if kind in rows:
        return rows[kind](view, texts)
    return ChoiceEditor(view) if view.options else LineEditor(view, texts)


def _ladder(view: ParameterView, texts: Texts) -> RowsEditor:
    gives = Cell(texts("measure"), view.options) if view.options else Cell(texts("amount"), width=110, after="¥")

    def read(text: str) -> list[tuple[str, ...]]:
        return [(str(step.count), step.gives) for step in read_ladder(text, view.parameter.choices)]

    return RowsEditor(
        view, texts, (Cell(texts("from count"), width=80, after="→"), gives), read, lambda rows: ", ".join(f"{n}:{g}" for n, g in rows)
    )


def _weights(view: ParameterView, texts: Texts) -> RowsEditor:
    def read(text: str) -> list[tuple[str, ...]]:
        return [(name, plain(weight)) for name, weight in read_weights(text).items()]

    names = (("", "–"), *view.options) if view.options else ()
    cells = (Cell(texts("criterion"), names, width=160), Cell(texts("weight"), width=80))
    return RowsEditor(view, texts, cells, read, lambda rows: ", ".join(f"{name}:{weight}" for name, weight in rows))


def _ordered(view: ParameterView, texts: Texts) -> RowsEditor:
    name = texts("rule") if view.parameter.name == "excludes" else texts("then by")
    cells = (Cell(name, (("", "–"), *view.options)),)
    return RowsEditor(
        view, texts, cells, lambda text: [(name,) for name in read_list(text)], lambda rows: ", ".join(name for (name,) in rows)
    )


def _bands(view: ParameterView, texts: Texts) -> RowsEditor:
    """A bound is typed as it is read (60 for 60 %), and stored as the fraction that the scheme file has."""
    unit = "%" if view.is_fraction else ""
    factor = Decimal(100 if view.is_fraction else 1)

    def read(text: str) -> list[tuple[str, ...]]:
        return [
            ("[" if b.low_in else ">", plain(b.low * factor), "]" if b.high_in or b.high is None else "<",
             "" if b.high is None else plain(b.high * factor), str(b.points))
            for b in read_bands(text)
        ]  # fmt: skip

    def bound(text: str) -> str:
        try:
            return plain(parse_number(text) / factor) if text else ""
        except UserError:
            return text

    def write(rows: list[tuple[str, ...]]) -> str:
        return "; ".join(_band(low_in, bound(low), high_in, bound(high), points) for low_in, low, high_in, high, points in rows)

    cells = (
        Cell(texts("lower bound counts"), _LOW), Cell(texts("from"), width=64, after=unit), Cell(texts("upper bound counts"), _HIGH),
        Cell(texts("to (empty: no end)"), width=64, after=f"{unit} →", hint="∞"), Cell(texts("points"), width=64),
    )  # fmt: skip
    editor = RowsEditor(view, texts, cells, read, write)
    editor.set_picture(Curve(texts("{name}: as a curve", name=view.label), factor, unit))
    return editor


def _band(low_in: str, low: str, high_in: str, high: str, points: str) -> str:
    closing = "]" if high and high_in == "]" else ")"
    return f"{'[' if low_in == '[' else '('}{low},{high}{closing} {points}"
