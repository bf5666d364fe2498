"""Keys and mouse of a grid, as Excel and WPS have taught them; the input method keeps its own keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.kit import tsv
from ui.kit.grid_model import Edit, GridModel
from ui.kit.grid_paint import GridPainter
from ui.kit.theme import ROW_HEIGHT

_Key = Qt.Key
_Control = Qt.KeyboardModifier.ControlModifier
_Shift = Qt.KeyboardModifier.ShiftModifier
_MOVES = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}


class CellEdit(QLineEdit):
    """The editor inside a cell; `composing` while the input method holds an unfinished word."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.setFrame(False)
        self.composing = False
        self.typed = True
        """Opened by typing (arrows leave the cell), not by F2 or double click (arrows move in the text)."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a composition is open."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class GridDelegate(QStyledItemDelegate):
    """Makes the editor; arrows after typing leave the cell, keys of a composition are left to it."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QWidget:
        """A plain line without a frame."""
        editor = CellEdit(parent)
        view = self.parent()
        editor.typed = isinstance(view, GridView) and view.opened_by_typing
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """The cell's text, once: a refresh never changes what is being typed."""
        if isinstance(editor, CellEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Arrow keys after typing commit and move; Enter, Tab and Esc inside a composition only end that."""
        if isinstance(editor, CellEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if editor.composing and event.key() in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab, _Key.Key_Escape):
                return True
            upright = event.key() in (_Key.Key_Up, _Key.Key_Down)
            view = self.parent()
            leaves = event.key() in _MOVES and (upright or editor.typed) and not event.modifiers() & (_Control | _Shift)
            if isinstance(view, GridView) and leaves:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                view.move(*_MOVES[Qt.Key(event.key())])
                return True
        return super().eventFilter(editor, event)


class GridView(QTableView):
    """One of the up to three views of a Grid; the middle one takes keys and edits."""

    def __init__(self, model: GridModel, numbers: range, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = model
        self._numbers = numbers
        self.opened_by_typing = True
        self.setModel(model)
        self.setItemDelegate(GridDelegate(self))
        self._look = GridPainter(self)
        self.setObjectName("grid")
        self._set_up(editable)
        self.show_columns(numbers)

    def _set_up(self, editable: bool) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked if editable else triggers.NoEditTriggers
        )
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if editable else mode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setFixedHeight(ROW_HEIGHT)
        head.setMinimumSectionSize(24)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(editable)
        head.setHighlightSections(False)

    def show_columns(self, numbers: range) -> None:
        """Show only these columns of the model, at the widths that they ask for."""
        self._numbers = numbers
        for number, column in enumerate(self.grid_model.columns):
            self.setColumnHidden(number, number not in numbers)
            if number in numbers:
                self.setColumnWidth(number, column.width)

    # Moving

    def move(self, down: int, right: int) -> None:
        """Step the cursor; it stays inside the body."""
        index = self.currentIndex()
        self.move_to(index.row() + down, index.column() + right)

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on the nearest existing cell."""
        row = min(max(row, 0), self.grid_model.rowCount() - 1)
        column = min(max(column, self._numbers.start), self._numbers.stop - 1)
        self.setCurrentIndex(self.grid_model.index(row, column))

    def _next(self, step: int) -> None:
        index = self.currentIndex()
        place = index.row() * len(self._numbers) + index.column() - self._numbers.start + step
        place = min(max(place, 0), self.grid_model.rowCount() * len(self._numbers) - 1)
        self.move_to(place // len(self._numbers), place % len(self._numbers) + self._numbers.start)

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        """Select a range of cells, corners included; the cursor goes to its first cell."""
        model, flag = self.grid_model, QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(model.index(top, left), flag.NoUpdate)
        self.selectionModel().select(QItemSelection(model.index(top, left), model.index(bottom, right)), flag.ClearAndSelect)

    def span(self) -> tuple[int, int, int, int] | None:
        """The rectangle around the selection: top, left, bottom, right."""
        spans = self.selectionModel().selection()
        if spans.isEmpty():
            index = self.currentIndex()
            return (index.row(), index.column(), index.row(), index.column()) if index.isValid() else None
        return (
            min(s.top() for s in spans), max(min(s.left() for s in spans), self._numbers.start),
            max(s.bottom() for s in spans), min(max(s.right() for s in spans), self._numbers.stop - 1),
        )  # fmt: skip

    # What keys do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Excel's keys; those of the input method are passed on untouched."""
        if event.key() in (_Key.Key_Space, _Key.Key_Period) and event.modifiers() & (_Control | _Shift):
            event.ignore()
            return
        if self.state() == QAbstractItemView.State.EditingState and event.key() in (_Key.Key_Return, _Key.Key_Enter):
            return  # the editor's own Enter, on its way to `closeEditor`
        action = self._action(event)
        if action:
            action()
            event.accept()
            return
        self.opened_by_typing = event.key() != _Key.Key_F2
        super().keyPressEvent(event)
        editor = None if self.opened_by_typing else self.findChild(CellEdit)
        if editor:
            editor.end(False)

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, control, shift = Qt.Key(event.key()), bool(event.modifiers() & _Control), bool(event.modifiers() & _Shift)
        standard = QKeySequence.StandardKey
        for wanted, act in ((standard.Copy, self.copy), (standard.Cut, self.cut), (standard.Paste, self.paste)):
            if event.matches(wanted):
                return act
        if control:
            return {_Key.Key_D: self.fill_down, _Key.Key_R: self.fill_right}.get(key) or self._jump(key, shift)
        plain: dict[Qt.Key, Callable[[], object]] = {
            _Key.Key_Delete: self.clear, _Key.Key_Backspace: self.clear,
            _Key.Key_Tab: lambda: self._next(1), _Key.Key_Backtab: lambda: self._next(-1),
            _Key.Key_Return: lambda: self.move(-1 if shift else 1, 0), _Key.Key_Enter: lambda: self.move(-1 if shift else 1, 0),
        }  # fmt: skip
        return plain.get(key)

    def _jump(self, key: Qt.Key, shift: bool) -> Callable[[], object] | None:
        if key not in _MOVES or shift:
            return None
        down, right = _MOVES[key]
        far = 1_000_000
        return lambda: self.move(down * far, right * far)

    def copy(self) -> str:
        """The selected rectangle as a spreadsheet takes it; also on the clipboard."""
        span = self.span()
        if not span:
            return ""
        top, left, bottom, right = span
        text = tsv.write([[self.grid_model.text_at(r, c) for c in range(left, right + 1)] for r in range(top, bottom + 1)])
        QApplication.clipboard().setText(text)
        return text

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Ask for empty texts in all selected cells."""
        cells = self.selectionModel().selectedIndexes()
        self.grid_model.request([(index.row(), index.column(), "") for index in cells])

    def paste(self) -> None:
        """Put the clipboard's cells in; one value, or a block that fits several times, fills the whole selection."""
        span = self.span()
        if not span:
            return
        block = tsv.read(QApplication.clipboard().text())
        height, width = len(block), len(block[0])
        top, left, bottom, right = span
        rows, columns = bottom - top + 1, right - left + 1
        if rows % height or columns % width:
            rows, columns = height, width
        rows = min(max(rows, height), self.grid_model.rowCount() - top)
        columns = min(max(columns, width), self._numbers.stop - left)
        edits: list[Edit] = [(top + r, left + c, block[r % height][c % width].strip()) for r in range(rows) for c in range(columns)]
        self.grid_model.request(edits)
        self.select(top, left, top + rows - 1, left + columns - 1)

    def fill_down(self) -> None:
        """Repeat the first row of the selection below it; with one row selected, the row above it."""
        if span := self.span():
            top, left, bottom, right = span
            source = top if bottom > top else max(top - 1, 0)
            self._fill((r, c, source, c) for r in range(top, bottom + 1) for c in range(left, right + 1))

    def fill_right(self) -> None:
        """Repeat the first column of the selection to its right; with one column selected, the column before it."""
        if span := self.span():
            top, left, bottom, right = span
            source = left if right > left else max(left - 1, self._numbers.start)
            self._fill((r, c, r, source) for r in range(top, bottom + 1) for c in range(left, right + 1))

    def _fill(self, places) -> None:  # type: ignore[no-untyped-def]
        text = self.grid_model.text_at
        self.grid_model.request([(row, column, text(from_row, from_column)) for row, column, from_row, from_column in places])

    # How Qt uses it

    def mouseDoubleClickEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """A double click edits the text that is there."""
        self.opened_by_typing = False
        super().mouseDoubleClickEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composition opens the editor as typing does."""
        self.opened_by_typing = True
        super().inputMethodEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter moves down, Tab right; the next cell is not opened."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        moves: dict[QAbstractItemDelegate.EndEditHint, Callable[[], None]] = {
            hints.SubmitModelCache: lambda: self.move(1, 0),
            hints.EditNextItem: lambda: self._next(1),
            hints.EditPreviousItem: lambda: self._next(-1),
        }
        if hint in moves:
            moves[hint]()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Ranges are painted as a whole, so the whole is painted anew."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_look"):
            self._look = GridPainter(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """All cells of the region in one pass."""
        painter = QPainter(self.viewport())
        self._look.paint(self, self.grid_model, painter, event.rect())
