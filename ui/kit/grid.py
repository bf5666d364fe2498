"""The spreadsheet grid: frozen columns at the left, the month in the middle, totals at the right."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollBar, QWidget

from ui.kit import pinyin
from ui.kit.grid_model import GridColumn, GridModel, GridRow, Mark
from ui.kit.grid_view import GridView

__all__ = ["Grid", "GridColumn", "GridModel", "GridRow", "Mark"]


class Grid(QWidget):
    """Shows a GridModel. `cell_chosen(row, column)` when the cursor moves; keys as in Excel (see GridView)."""

    cell_chosen = Signal(int, int)

    def __init__(self, model: GridModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.lead = GridView(model, range(0), False)
        self.view = GridView(model, model.body, True)
        self.totals = GridView(model, range(0), False)
        self.view.setAccessibleName(name)
        self.lead.setAccessibleName(f"{name} ·")
        self.totals.setAccessibleName(f"{name} ··")
        self.setFocusProxy(self.view)
        for side in (self.lead, self.totals):
            side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._across = QScrollBar(Qt.Orientation.Horizontal)
        self._down = QScrollBar(Qt.Orientation.Vertical)
        self._lay_out()
        self._wire()
        self._columns_changed()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, widget in enumerate((self.lead, self.view, self.totals, self._down)):
            layout.addWidget(widget, 0, number)
        layout.addWidget(self._across, 1, 1)
        layout.setColumnStretch(1, 1)

    def _wire(self) -> None:
        bar = self.view.verticalScrollBar()
        for side in (self.lead, self.totals, None):
            other = side.verticalScrollBar() if side else self._down
            bar.valueChanged.connect(other.setValue)
            other.valueChanged.connect(bar.setValue)
        self._mirror(bar, self._down)
        across = self.view.horizontalScrollBar()
        across.valueChanged.connect(self._across.setValue)
        self._across.valueChanged.connect(across.setValue)
        self._mirror(across, self._across)
        self.model.modelReset.connect(self._columns_changed)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.lead.pressed.connect(self._choose_row)

    @staticmethod
    def _mirror(source: QScrollBar, shown: QScrollBar) -> None:
        def follow(low: int, high: int) -> None:
            shown.setPageStep(source.pageStep())
            shown.setSingleStep(source.singleStep())
            shown.setRange(low, high)
            shown.setVisible(high > low)

        source.rangeChanged.connect(follow)
        follow(source.minimum(), source.maximum())

    # For pages

    def current(self) -> tuple[int, int] | None:
        """The cursor's shown row and column number."""
        index = self.view.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def go_to(self, row: int, column: int | None = None) -> None:
        """Move the cursor (to the first body column by default) and scroll there."""
        self.view.move_to(row, self.model.body.start if column is None else column)

    def find(self, query: str) -> bool:
        """Move to the next row whose lead columns, or the next cell whose text, contain the query; False when there is none."""
        if not query.strip() or not self.model.rowCount():
            return False
        here = self.current() or (0, self.model.body.start - 1)
        total = self.model.rowCount()
        for step in range(1, total + 1):
            row = (here[0] + step) % total
            if any(pinyin.matches(query, text) for text in self.model.row(row).texts[: self.model.body.start]):
                self.go_to(row, max(here[1], self.model.body.start))
                return True
        return self._find_cell(query, here)

    def _find_cell(self, query: str, here: tuple[int, int]) -> bool:
        body = self.model.body
        size = len(body) * self.model.rowCount()
        start = here[0] * len(body) + here[1] - body.start
        for step in range(1, size + 1):
            row, column = divmod((start + step) % size, len(body))
            if query.strip() in self.model.text_at(row, column + body.start):
                self.go_to(row, column + body.start)
                return True
        return False

    def sizeHint(self) -> QSize:
        """As large as the page allows."""
        return QSize(900, 500)

    # Inside

    def _columns_changed(self) -> None:
        body, count = self.model.body, len(self.model.columns)
        for view, numbers in ((self.lead, range(body.start)), (self.view, body), (self.totals, range(body.stop, count))):
            view.show_columns(numbers)
        for side, numbers in ((self.lead, range(body.start)), (self.totals, range(body.stop, count))):
            side.setFixedWidth(sum(self.model.columns[number].width for number in numbers) + 2 * side.frameWidth())
            side.setVisible(bool(numbers))

    def _moved(self, now: QModelIndex, _old: QModelIndex) -> None:
        if now.isValid():
            self.cell_chosen.emit(now.row(), now.column())

    def _choose_row(self, index: QModelIndex) -> None:
        """The agent's whole row; with Shift all rows from the one under the cursor."""
        body, here = self.model.body, self.current()
        stretch = here is not None and bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        first = here[0] if here and stretch else index.row()
        self.view.select(min(first, index.row()), body.start, max(first, index.row()), body.stop - 1)
        self.view.setFocus()
        self.view.selectionModel().setCurrentIndex(self.model.index(first, body.start), QItemSelectionModel.SelectionFlag.NoUpdate)
