"""A field to sign on with mouse, touch or pen: strokes are kept, and a picture of them."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QElapsedTimer, QEvent, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QWidget

from services.appeals import Signature
from services.texts import Texts
from ui.kit.theme import colours

_INK = QColor("#101828")
_PAPER = QColor("#ffffff")


class SignaturePad(QWidget):
    """`changed` after each stroke; `signature()` gives what was drawn, None when nothing was."""

    changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = texts("Sign here with mouse, finger or pen")
        self._strokes: list[list[tuple[int, int, int]]] = []
        self._drawing = False
        self._clock = QElapsedTimer()
        self.setAccessibleName(self._hint)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumHeight(120)

    def sizeHint(self) -> QSize:
        """Wide and low, like a line on paper."""
        return QSize(520, 150)

    def clear(self) -> None:
        """Begin anew."""
        self._strokes.clear()
        self._drawing = False
        self.update()
        self.changed.emit()

    def signature(self) -> Signature | None:
        """Strokes and picture; a single dot is no signature."""
        strokes = tuple(tuple(stroke) for stroke in self._strokes)
        if sum(len(stroke) for stroke in strokes) < 3:
            return None
        picture = QImage(self.size(), QImage.Format.Format_RGB32)
        picture.fill(_PAPER)
        painter = QPainter(picture)
        self._draw(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        return Signature(self.width(), self.height(), strokes, bytes(buffer.data().data()))

    # Drawing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self._end(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The same with a pen."""
        step = {QEvent.Type.TabletPress: self._begin, QEvent.Type.TabletMove: self._go_on, QEvent.Type.TabletRelease: self._end}
        if event.type() in step:
            step[event.type()](event.position())
            event.accept()

    def event(self, event: QEvent) -> bool:
        """The same with a finger."""
        step = {QEvent.Type.TouchBegin: self._begin, QEvent.Type.TouchUpdate: self._go_on, QEvent.Type.TouchEnd: self._end}
        if event.type() in step and event.points():  # type: ignore[attr-defined]
            step[event.type()](event.points()[0].position())  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper in both appearances, a line to sign on, the strokes."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _PAPER)
        painter.setPen(QPen(QColor(colours(self).line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        base = self.height() * 3 // 4
        painter.setPen(QPen(QColor("#9aa1ad"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(24, base, self.width() - 24, base)
        if not self._strokes:
            painter.setPen(QColor("#59616f"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_INK, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for stroke in self._strokes:
            painter.drawPolyline([QPointF(x, y) for x, y, _ in stroke])

    def _begin(self, at: QPointF) -> None:
        if not self._strokes:
            self._clock.start()
        self._drawing = True
        self._strokes.append([])
        self._go_on(at)

    def _go_on(self, at: QPointF) -> None:
        if self._drawing:
            x, y = min(max(round(at.x()), 0), self.width()), min(max(round(at.y()), 0), self.height())
            self._strokes[-1].append((x, y, self._clock.elapsed()))
            self.update()

    def _end(self, at: QPointF) -> None:
        if self._drawing:
            self._go_on(at)
            self._drawing = False
            self.changed.emit()
