"""Paints the visible cells of a grid in one pass: a delegate call for each cell would cost six times as much."""

from __future__ import annotations

from PySide6.QtCore import QLine, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QTableView

from ui.kit.grid_model import GridModel, Mark
from ui.kit.theme import colours, tabular

_PADDING = 6
Strip = tuple[int, int, int]
"""(row or column number, first pixel, size)"""


class GridPainter:
    """Knows fonts and colours of one appearance; `paint` draws a region."""

    def __init__(self, view: QTableView) -> None:
        c = colours(view)
        self.font = tabular(view.font())
        self._metrics = QFontMetrics(self.font)
        self._widths: dict[str, int] = {}
        self._base = QColor(c.surface)
        self._line = QPen(QColor(c.line))
        self._text = QPen(QColor(c.text))
        self._muted = QPen(QColor(c.muted))
        self._accent = QPen(QColor(c.accent), 2)
        self._selection = QColor(c.accent)
        self._selection.setAlpha(48)
        self._shade = QColor(c.shade)
        self._backs = ((Mark.BAD, QColor(c.bad_back)), (Mark.WARNING, QColor(c.watch_back)))
        self._corners = ((Mark.BAD, QColor(c.bad)), (Mark.WARNING, QColor(c.watch)))

    def paint(self, view: QTableView, model: GridModel, painter: QPainter, region: QRect) -> None:
        """Backgrounds, selection, lines, texts and the cursor of every cell that the region touches."""
        painter.fillRect(region, self._base)
        columns = self._columns(view, model, region)
        rows = self._rows(view, model, region)
        if not columns or not rows:
            return
        painter.setFont(self.font)
        self._backgrounds(model, painter, rows, columns)
        for span in view.selectionModel().selection():
            painter.fillRect(view.visualRect(span.topLeft()).united(view.visualRect(span.bottomRight())), self._selection)
        self._lines(painter, rows, columns)
        self._texts(model, painter, rows, columns)
        current = view.currentIndex()
        if current.isValid() and not view.isColumnHidden(current.column()):
            painter.setPen(self._accent)
            painter.drawRect(view.visualRect(current).adjusted(0, 0, -1, -1))

    @staticmethod
    def _columns(view: QTableView, model: GridModel, region: QRect) -> list[Strip]:
        found = []
        for number in range(len(model.columns)):
            width = view.columnWidth(number)
            left = view.columnViewportPosition(number)
            if width and left <= region.right() and left + width > region.left():
                found.append((number, left, width))
        return found

    @staticmethod
    def _rows(view: QTableView, model: GridModel, region: QRect) -> list[Strip]:
        height = view.verticalHeader().defaultSectionSize()
        first = max(view.rowAt(max(region.top(), 0)), 0)
        top = view.rowViewportPosition(first)
        count = min((region.bottom() - top) // height + 1, model.rowCount() - first)
        return [(first + step, top + step * height, height) for step in range(count)]

    def _backgrounds(self, model: GridModel, painter: QPainter, rows: list[Strip], columns: list[Strip]) -> None:
        top, bottom = rows[0][1], rows[-1][1] + rows[-1][2]
        for number, left, width in columns:
            if model.columns[number].shaded:
                painter.fillRect(left, top, width, bottom - top, self._shade)
        numbers = {number: (left, width) for number, left, width in columns}
        for row, y, height in rows:
            for number, mark in model.row(row).marks.items():
                if number in numbers:
                    self._marked(painter, mark, QRect(numbers[number][0], y, numbers[number][1], height))

    def _marked(self, painter: QPainter, mark: Mark, cell: QRect) -> None:
        if mark & Mark.SHADED:
            painter.fillRect(cell, self._shade)
        for (flag, back), (_, corner) in zip(self._backs, self._corners, strict=True):
            if mark & flag:
                painter.fillRect(cell, back)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(corner)
                right = cell.right()
                painter.drawPolygon([QPoint(right - 6, cell.top()), QPoint(right, cell.top()), QPoint(right, cell.top() + 6)])
                painter.setBrush(Qt.BrushStyle.NoBrush)
                return

    def _lines(self, painter: QPainter, rows: list[Strip], columns: list[Strip]) -> None:
        left, right = columns[0][1], columns[-1][1] + columns[-1][2] - 1
        top, bottom = rows[0][1], rows[-1][1] + rows[-1][2] - 1
        painter.setPen(self._line)
        painter.drawLines(
            [QLine(left, y + height - 1, right, y + height - 1) for _, y, height in rows]
            + [QLine(x + width - 1, top, x + width - 1, bottom) for _, x, width in columns]
        )

    def _texts(self, model: GridModel, painter: QPainter, rows: list[Strip], columns: list[Strip]) -> None:
        rise = self._metrics.ascent() + (rows[0][2] - self._metrics.height()) // 2
        body, muted = model.body, []
        places = [(number, left, width, model.columns[number].numeric, number < body.start) for number, left, width in columns]
        painter.setPen(self._text)
        pending = model.pending_places()
        for row, y, _ in rows:
            value = model.row(row)
            texts, hints = value.texts, value.hints
            for number, left, width, numeric, lead in places:
                text = texts[number]
                if pending and (row, number) in pending:
                    muted.append((row, number, left, width, y, numeric))
                elif text:
                    painter.drawText(*self._placed(text, left, width, numeric, lead, y + rise))
                elif hints and number in hints:
                    muted.append((row, number, left, width, y, numeric))
        painter.setPen(self._muted)
        for row, number, left, width, y, numeric in muted:
            text = model.text_at(row, number) or model.row(row).hints.get(number, "")
            if text:
                painter.drawText(*self._placed(text, left, width, numeric, False, y + rise))

    def _placed(self, text: str, left: int, width: int, numeric: bool, lead: bool, baseline: int) -> tuple[int, int, str]:
        wide = self._widths.get(text)
        if wide is None:
            wide = self._widths[text] = self._metrics.horizontalAdvance(text)
        if wide > width - 4:
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 4)
            return left + 2, baseline, text
        if numeric:
            return left + width - _PADDING - wide, baseline, text
        return (left + _PADDING if lead else left + (width - wide) // 2), baseline, text
