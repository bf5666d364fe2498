"""Keys and mouse of a grid, as Excel and WPS have taught them; the input method keeps its own keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.domain.errors import N_, Message, UserError
from ui.kit import clipboard, grid_blocks
from ui.kit.grid_model import Edit, GridModel
from ui.kit.grid_paint import GridPainter
from ui.kit.theme import ROW_HEIGHT

_Key = Qt.Key
_Control = Qt.KeyboardModifier.ControlModifier
_Shift = Qt.KeyboardModifier.ShiftModifier
_FAR = 1_000_000
_TOO_LARGE = N_(
    "Nothing was pasted: the copied block has {rows} rows and {columns} columns, "
    "but from here only {free_rows} rows and {free_columns} columns are left."
)
_LEFT_OUT = N_("{n} of the pasted cells cannot be filled, because the agent was not employed on those days; they were left out.")
_MOVES = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}


def _is_fill(event: QKeyEvent) -> bool:
    return event.key() in (_Key.Key_Return, _Key.Key_Enter) and bool(event.modifiers() & _Control)


class CellEdit(QLineEdit):
    """The editor inside a cell; `composing` while the input method holds an unfinished word."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.setFrame(False)
        self.composing = False
        self.typed = True
        """Opened by typing (arrows leave the cell), not by F2 or double click (arrows move in the text)."""

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter fills the selection as in Excel, before the window takes it for the primary button."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_fill(event):
            event.accept()
            return True
        return super().event(event)

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
            if isinstance(view, GridView) and _is_fill(event):
                text = editor.text().strip()
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                view.fill(text)
                return True
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
        self._first: int | None = None
        """The column in which a row typed with Tab began; Enter goes back to it."""
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
        self._first = None
        index = self.currentIndex()
        self.move_to(index.row() + down, index.column() + right)

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on the nearest existing cell, whatever keys are held down."""
        row = min(max(row, 0), self.grid_model.rowCount() - 1)
        column = min(max(column, self._numbers.start), self._numbers.stop - 1)
        index = self.grid_model.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _enter(self, down: int = 1) -> None:
        index, first = self.currentIndex(), self._first
        self.move(down, 0 if first is None else first - index.column())

    def _next(self, step: int) -> None:
        index = self.currentIndex()
        if self._first is None:
            self._first = index.column()
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
        if self.opened_by_typing and not event.text():
            self._first = None
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
            _Key.Key_Return: lambda: self._enter(-1 if shift else 1), _Key.Key_Enter: lambda: self._enter(-1 if shift else 1),
        }  # fmt: skip
        return plain.get(key)

    def _jump(self, key: Qt.Key, shift: bool) -> Callable[[], object] | None:
        if key not in _MOVES:
            return None
        down, right = (step * _FAR for step in _MOVES[key])
        return (lambda: self._extend(down, right)) if shift else (lambda: self.move(down, right))

    def _extend(self, down: int, right: int) -> None:
        """Stretch the selection from its first corner to the edge of the body."""
        here, span = self.currentIndex(), self.span()
        if not here.isValid() or span is None:
            return
        top, left, bottom, right_most = span
        row = min(max(here.row() + down, 0), self.grid_model.rowCount() - 1)
        column = min(max(here.column() + right, self._numbers.start), self._numbers.stop - 1)
        rows = (row, bottom if here.row() == top else top) if down else (top, bottom)
        columns = (column, right_most if here.column() == left else left) if right else (left, right_most)
        flag = QItemSelectionModel.SelectionFlag
        corners = (self.grid_model.index(min(rows), min(columns)), self.grid_model.index(max(rows), max(columns)))
        self.selectionModel().select(QItemSelection(*corners), flag.ClearAndSelect)
        self.selectionModel().setCurrentIndex(self.grid_model.index(row, column), flag.NoUpdate)

    def copy(self) -> str:
        """The selected rows and columns as a spreadsheet takes them; also on the clipboard."""
        cells = self._selected()
        rows, columns = ({cell[part] for cell in cells} for part in (0, 1))
        return clipboard.put([[self.grid_model.text_at(r, c) for c in sorted(columns)] for r in sorted(rows)]) if cells else ""

    def copy_with_names(self) -> str:
        """As `copy`, with the lead columns and the titles around; `paste` finds the places by them."""
        rows, columns = ({cell[part] for cell in self._selected()} for part in (0, 1))
        return clipboard.put(grid_blocks.with_names(self.grid_model, sorted(rows), sorted(columns)))

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Ask for empty texts in all selected cells."""
        self.fill("")

    def fill(self, text: str) -> None:
        """Ask for the same text in all selected cells."""
        self.grid_model.request([(row, column, text) for row, column in self._selected()])

    def paste(self) -> None:
        """Put the clipboard's cells in; one value, or a block that fits several times, fills the whole selection.

        A block that does not fit is refused whole; cells that nobody may fill are left, and both are told.
        """
        span, block = self.span(), clipboard.take()
        if not span or not block or self.grid_model.locked:
            return
        try:
            placed = grid_blocks.by_names(self.grid_model, block)
        except UserError as error:
            self.grid_model.told.emit(error.message)
            return
        if placed is not None:
            self._paste(placed)
        elif len(block) == len(block[0]) == 1:
            self._paste([(row, column, block[0][0]) for row, column in self._selected()])
        else:
            self._paste_block(block, span)

    def _paste_block(self, block: list[list[str]], span: tuple[int, int, int, int]) -> None:
        height, width = len(block), len(block[0])
        top, left, bottom, right = span
        rows, columns = bottom - top + 1, right - left + 1
        if rows % height or columns % width:
            rows, columns = height, width
        room = (self.grid_model.rowCount() - top, self._numbers.stop - left)
        if any(text for r, line in enumerate(block) for c, text in enumerate(line) if r >= room[0] or c >= room[1]):
            facts = {"rows": height, "columns": width, "free_rows": room[0], "free_columns": room[1]}
            self.grid_model.told.emit(Message(_TOO_LARGE, facts))
            return
        rows, columns = min(rows, room[0]), min(columns, room[1])
        self._paste([(top + r, left + c, block[r % height][c % width]) for r in range(rows) for c in range(columns)])
        self.select(top, left, top + rows - 1, left + columns - 1)

    def _paste(self, edits: list[Edit]) -> None:
        self.grid_model.request(edits)
        left = sum(bool(text) and not self.grid_model.is_editable(row, column) for row, column, text in edits)
        if left:
            self.grid_model.told.emit(Message(_LEFT_OUT, {"n": left}))

    def _selected(self) -> list[tuple[int, int]]:
        """Row and column of every selected body cell, else of the cursor."""
        cells = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes() if index.column() in self._numbers}
        here = self.currentIndex()
        return sorted(cells) or ([(here.row(), here.column())] if here.isValid() else [])

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click begins a new row of typing."""
        self._first = None
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """A double click edits the text that is there."""
        self.opened_by_typing = False
        super().mouseDoubleClickEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composition opens the editor as typing does; a word that comes finished is not lost on the way."""
        self.opened_by_typing = True
        index = self.currentIndex()
        opening = index.isValid() and self.indexWidget(index) is None
        super().inputMethodEvent(event)
        editor = self.indexWidget(index) if opening else None
        if isinstance(editor, CellEdit) and event.commitString() and not editor.isModified():
            editor.setText(event.commitString())
            editor.setModified(True)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter moves down, Tab right; the next cell is not opened."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        moves: dict[QAbstractItemDelegate.EndEditHint, Callable[[], None]] = {
            hints.SubmitModelCache: self._enter,
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
