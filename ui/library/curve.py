"""A scale drawn as a small curve beside its rows: what each value gives, open ends running out of the picture."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.domain.errors import UserError
from models.domain.kpi import plain
from services.rules.values import Band, read_bands
from ui.kit.theme import STEP, colours

_SIZE = QSize(200, 96)
_MARGIN = STEP * 4
_OPEN = Decimal("1.25")
"""How far an open end is drawn, as a multiple of the last bound."""


class Curve(QWidget):
    """Draws the bands of `set_text`; a text that cannot be read leaves the last curve faded."""

    def __init__(self, name: str, factor: Decimal, unit: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedSize(_SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._factor, self._unit = factor, unit
        self.bands: tuple[Band, ...] = ()
        self.stale = False

    def set_text(self, text: str) -> None:
        """Draw the bands as they are typed."""
        try:
            self.bands, self.stale = read_bands(text), False
        except UserError:
            self.stale = True
        self.setVisible(bool(self.bands))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One level line per band, dots where a bound counts."""
        if not self.bands:
            return
        tones, painter = colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(_MARGIN, STEP * 2, self.width() - _MARGIN * 2, self.height() - STEP * 8)
        painter.setPen(QPen(tones.tone("muted"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        pen = QPen(tones.tone("muted" if self.stale else "good"), 2)
        pen.setStyle(Qt.PenStyle.DashLine if self.stale else Qt.PenStyle.SolidLine)
        for band in self.bands:
            self._draw(painter, band, area, pen)
        self._label(painter, area, tones.tone("muted"))

    def _draw(self, painter: QPainter, band: Band, area: QRectF, pen: QPen) -> None:
        left, right = self._x(band.low, area), self._x(self._end if band.high is None else band.high, area)
        height = area.bottom() - area.height() * band.points / max(self._highest, 1)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, height), QPointF(right, height))
        for x, counts in ((left, band.low_in), (right, band.high_in)):
            painter.setBrush(pen.color() if counts else Qt.BrushStyle.NoBrush)
            if counts or x == left:
                painter.drawEllipse(QPointF(x, height), 2.5, 2.5)

    def _label(self, painter: QPainter, area: QRectF, tone: object) -> None:
        painter.setPen(QPen(tone))
        font = painter.font()
        font.setPointSizeF(max(font.pointSizeF() - 2, 6))
        painter.setFont(font)
        bounds = sorted({self.bands[0].low, *(band.high for band in self.bands if band.high is not None)})
        for bound in bounds:
            box = QRectF(self._x(bound, area) - 24, area.bottom() + STEP, 48, STEP * 5)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{plain(bound * self._factor)}{self._unit}")

    @property
    def _highest(self) -> int:
        return max(band.points for band in self.bands)

    @property
    def _end(self) -> Decimal:
        last = max((band.high or band.low for band in self.bands), default=Decimal(1))
        return last * _OPEN or Decimal(1)

    def _x(self, value: Decimal, area: QRectF) -> float:
        first = self.bands[0].low
        span = self._end - first
        return area.left() + area.width() * float((value - first) / span if span else 0)
