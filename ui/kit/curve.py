"""A scale drawn as a small curve beside its figures: what each value gives, open ends running out of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.domain.errors import UserError
from models.domain.kpi import plain
from services.rules.curves import Piece, band_pieces
from services.rules.values import Band, read_bands, scaled_bands
from ui.kit.theme import STEP, colours

_SIZE = QSize(200, 96)
_MARGIN = STEP * 4
_LABEL, _LEAST_GAP = 40.0, 26.0


class Curve(QWidget):
    """Draws `show_pieces`, or the bands of `set_text`; what cannot be read leaves the last curve faded."""

    def __init__(self, name: str, factor: Decimal, unit: str, size: QSize = _SIZE) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._factor, self._unit = factor, unit
        self.bands: tuple[Band, ...] = ()
        self.pieces: tuple[Piece, ...] = ()
        self.stale = False

    def set_text(self, text: str) -> None:
        """Draw the bands as they are typed."""
        try:
            self.bands = read_bands(text)
        except UserError:
            self.show_pieces(None)
        else:
            self.show_pieces(band_pieces(read_bands(scaled_bands(text, self._factor))))

    def show_pieces(self, pieces: Sequence[Piece] | None, unit: str | None = None) -> None:
        """Draw these pieces; None = what was typed cannot be drawn."""
        self.stale = pieces is None
        if pieces is not None:
            self.pieces = tuple(pieces)
            self._unit = self._unit if unit is None else unit
        self.setVisible(bool(self.pieces))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line per piece, dots where a bound counts."""
        if not self.pieces:
            return
        tones, painter = colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(_MARGIN, STEP * 3, self.width() - _MARGIN * 2, self.height() - STEP * 9)
        painter.setPen(QPen(tones.tone("muted"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        pen = QPen(tones.tone("muted" if self.stale else "good"), 2)
        pen.setStyle(Qt.PenStyle.DashLine if self.stale else Qt.PenStyle.SolidLine)
        for piece in self.pieces:
            self._draw(painter, piece, area, pen)
        self._label(painter, area, tones.tone("muted"))

    def _draw(self, painter: QPainter, piece: Piece, area: QRectF, pen: QPen) -> None:
        ends = (self._point(piece.left, piece.from_score, area), self._point(piece.right, piece.to_score, area))
        painter.setPen(pen)
        painter.drawLine(*ends)
        if piece.from_score != piece.to_score or len(self.pieces) > _MOST_DOTS:
            return
        for place, counts in zip(ends, (piece.left_in, piece.right_in), strict=True):
            painter.setBrush(pen.color() if counts else Qt.BrushStyle.NoBrush)
            if counts or place == ends[0]:
                painter.drawEllipse(place, 2.5, 2.5)

    def _label(self, painter: QPainter, area: QRectF, tone: QColor) -> None:
        """The bounds below, as many as fit beside each other, and the highest score above."""
        painter.setPen(QPen(tone))
        font = painter.font()
        font.setPointSizeF(max(font.pointSizeF() - 2, 6))
        painter.setFont(font)
        last = -_LEAST_GAP
        for bound in self._bounds():
            x = self._x(bound, area)
            if x - last >= _LEAST_GAP:
                box = QRectF(x - _LABEL / 2, area.bottom() + STEP, _LABEL, STEP * 5)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{plain(bound)}{self._unit}")
                last = x
        painter.drawText(QRectF(0, 0, self.width(), STEP * 4), Qt.AlignmentFlag.AlignLeft, plain(self._highest))

    def _bounds(self) -> list[Decimal]:
        """Where the curve bends or jumps."""
        found = {self.pieces[0].left}
        slopes = [(piece.to_score - piece.from_score) / ((piece.right - piece.left) or 1) for piece in self.pieces]
        for at, piece in enumerate(self.pieces[1:], 1):
            if (slopes[at] != slopes[at - 1] and 0 in (slopes[at], slopes[at - 1])) or piece.from_score != self.pieces[at - 1].to_score:
                found.add(piece.left)
        return sorted(found)

    @property
    def _highest(self) -> Decimal:
        return max(max(piece.from_score, piece.to_score) for piece in self.pieces)

    def _point(self, value: Decimal, score: Decimal, area: QRectF) -> QPointF:
        return QPointF(self._x(value, area), area.bottom() - area.height() * float(score / max(self._highest, Decimal(1))))

    def _x(self, value: Decimal, area: QRectF) -> float:
        first, last = self.pieces[0].left, max(piece.right for piece in self.pieces)
        return area.left() + area.width() * float((value - first) / (last - first) if last > first else 0)


_MOST_DOTS = 12
