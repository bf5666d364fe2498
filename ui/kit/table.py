"""The table that all lists use: 28-pixel rows, quick painting, sorting, copying, activation, context menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.kit import clipboard
from ui.kit.rows_model import TONE_ROLE, RowsModel
from ui.kit.theme import ROW_HEIGHT, colours, tabular

_PADDING = 8
_MEASURED = 200
"""Rows whose texts are measured for the width of a column."""
_LEAST, _WIDEST = 160, 320
"""Pixels down to which the last column shrinks, and up to which the others grow by themselves."""


class CellPainter(QStyledItemDelegate):
    """Paints a text cell without the style's detours."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table
        self.prepare()

    def prepare(self) -> None:
        """Take over font and colours; called again when the appearance changes."""
        self._colours = colours(self._table)
        self._font = tabular(self._table.font())
        self._metrics = QFontMetrics(self._font)
        self._selection = QColor(self._colours.selection)
        self._stripe = QColor(self._colours.stripe)
        self._focus = QPen(QColor(self._colours.accent), 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Background, text in its tone, focus frame."""
        model = self._table.rows_model
        row, number = index.row(), index.column()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selection)
        elif row % 2:
            painter.fillRect(rect, self._stripe)
        column = model.columns[number]
        tone = model.data(index, TONE_ROLE) if column.tone else ""
        painter.setFont(self._font)
        painter.setPen(self._colours.tone(tone or ""))
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        text = self._metrics.elidedText(model.text_at(row, number).replace("\n", " "), Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        if option.state & QStyle.StateFlag.State_HasFocus and self._table.hasFocus():
            painter.setPen(self._focus)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """The tip of the cell, or its whole text where that is cut."""
        model = self._table.rows_model
        if index.isValid() and not model.data(index, Qt.ItemDataRole.ToolTipRole):
            text = model.text_at(index.row(), index.column())
            cut = self.width_of(text) > option.rect.width()
            QToolTip.showText(event.globalPos(), text if cut else "", view)
            return True
        return super().helpEvent(event, view, option, index)

    def width_of(self, text: str) -> int:
        """Pixels that a cell needs for the text."""
        return self._metrics.horizontalAdvance(text) + 2 * _PADDING + 2  # fractions of a pixel at odd scales


class TableView(QTableView):
    """Shows a RowsModel. `row_activated(row value)` on Enter or double click; `row_chosen(value or None)` on moving."""

    row_activated = Signal(object)
    row_chosen = Signal(object)

    def __init__(self, model: RowsModel, name: str, empty_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        self._empty_text = empty_text
        self._menu_maker: Callable[[Any], Sequence[QAction]] | None = None
        self._fitted: dict[int, tuple[int, int]] = {}
        """Columns that grew or shrank by themselves: width before and after."""
        self.setAccessibleName(name)
        self.setModel(model)
        self._painter = CellPainter(self)
        self.setItemDelegate(self._painter)
        self._set_up()
        self.activated.connect(lambda index: self.row_activated.emit(model.row(index.row())))
        self.selectionModel().currentRowChanged.connect(lambda now, _old: self._tell(now))

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(not self.rows_model.columns[-1].numeric)  # figures stay beside what they belong to
        head.setFixedHeight(ROW_HEIGHT)
        head.setSectionsMovable(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for number, column in enumerate(self.rows_model.columns):
            self.setColumnWidth(
                number, min(column.width, _LEAST) if column is self.rows_model.columns[-1] and not column.numeric else column.width
            )
        self.rows_model.modelReset.connect(self._fit)

    # For pages

    def set_menu(self, maker: Callable[[Any], Sequence[QAction]]) -> None:
        """`maker(row value)` gives the actions of the context menu."""
        self._menu_maker = maker

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle while there is no row."""
        self._empty_text = text
        self.viewport().update()

    def current(self) -> Any:
        """The row value under the cursor, None if there is none."""
        index = self.currentIndex()
        return self.rows_model.row(index.row()) if index.isValid() else None

    def selected(self) -> list[Any]:
        """The selected row values from top to bottom."""
        return [self.rows_model.row(at) for at in sorted({index.row() for index in self.selectionModel().selectedRows()})]

    def choose(self, wanted: Callable[[Any], bool]) -> bool:
        """Move the cursor to the first row for which `wanted` is true; False when none is shown."""
        at = self.rows_model.find(wanted)
        if at >= 0:
            self.setCurrentIndex(self.rows_model.index(at, 0))
        return at >= 0

    def copy_text(self) -> str:
        """The selected rows with their titles as a spreadsheet takes them; also on the clipboard."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        titles = [column.title for column in self.rows_model.columns]
        cells = [[self.rows_model.text_at(row, number) for number in range(len(titles))] for row in rows]
        return clipboard.put([titles, *cells])

    # How Qt uses it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Enter activates; what input methods use stays theirs."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.currentIndex().isValid():
                self.row_activated.emit(self.current())
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Shift, Qt.Key.Key_Period) and event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """The row's own actions."""
        row = self.current()
        actions = self._menu_maker(row) if self._menu_maker and row is not None else ()
        if actions:
            menu = QMenu(self)
            menu.addActions(list(actions))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def changeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Follow palette and font."""
        super().changeEvent(event)
        if event.type() in (event.Type.PaletteChange, event.Type.FontChange) and hasattr(self, "_painter"):
            self._painter.prepare()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, or the empty text."""
        super().paintEvent(event)
        if not self.rows_model.rowCount() and self._empty_text:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colours(self).muted))
            place = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is shared out anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns that cut their texts grow into room that nobody needs; where room is short, columns give up what their texts leave."""
        for number, (before, after) in self._fitted.items():
            if self.columnWidth(number) == after:  # not set by hand since
                self.setColumnWidth(number, before)
        self._fitted.clear()
        columns = [number for number in range(len(self.rows_model.columns)) if not self.isColumnHidden(number)]
        last = columns[-1] if self.horizontalHeader().stretchLastSection() else -1  # it fills what the others leave
        held = [min(self.columnWidth(n), _LEAST) if n == last else self.columnWidth(n) for n in columns]
        bar = self.verticalScrollBar()
        spare = self.viewport().width() - sum(held) - (0 if bar.isVisible() else bar.sizeHint().width())
        for number in (number for number in columns if number != last):
            lacking = self._needed(number) - self.columnWidth(number)
            change = min(lacking, spare) if spare > 0 else max(lacking, spare)
            if lacking * spare > 0:
                spare -= change
                self._fitted[number] = (self.columnWidth(number), self.columnWidth(number) + change)
                self.setColumnWidth(number, self.columnWidth(number) + change)

    def _needed(self, number: int) -> int:
        """Pixels for the title and the longest text of a column, within reason."""
        model = self.rows_model
        texts = (model.text_at(row, number) for row in range(min(model.rowCount(), _MEASURED)))
        title = self._painter.width_of(model.columns[number].title) + _PADDING
        return max(title, min(max((self._painter.width_of(text) for text in texts), default=0), _WIDEST))

    def _tell(self, index: QModelIndex) -> None:
        self.row_chosen.emit(self.rows_model.row(index.row()) if index.isValid() else None)
