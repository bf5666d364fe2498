"""Shows the very PDF that is stored, page by page, and prints it at 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.kit.theme import STEP, IconButton, colours

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from services.texts import Texts

_POINTS_PER_INCH = 72
_PRINT_DPI = 300
_GAP = 12


class _Pages(QWidget):
    """The sheets below each other; a sheet is rendered when it comes into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.document: Any = None
        self.sizes: list[tuple[float, float]] = []
        self.scale = 1.0
        self._images: dict[int, QImage] = {}

    def show_document(self, document: Any) -> None:
        self.document = document
        self.sizes = [page.get_size() for page in document] if document else []
        self.rescale(self.scale)

    def rescale(self, scale: float) -> None:
        self.scale = scale
        self._images.clear()
        self.setMinimumSize(self.sizeHint())
        self.resize(self.sizeHint())
        self.update()

    def place(self, number: int) -> QRect:
        top = _GAP + sum(round(height * self.scale) + _GAP for _, height in self.sizes[:number])
        width, height = (round(side * self.scale) for side in self.sizes[number])
        return QRect(max((self.width() - width) // 2, _GAP), top, width, height)

    def sizeHint(self) -> QSize:
        if not self.sizes:
            return QSize(200, 200)
        width = max(round(w * self.scale) for w, _ in self.sizes) + 2 * _GAP
        return QSize(width, self.place(len(self.sizes) - 1).bottom() + _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours(self).shade))
        for number in range(len(self.sizes)):
            place = self.place(number)
            if place.intersects(event.rect()):
                if number not in self._images:
                    self._images[number] = render(self.document, number, self.scale * self.devicePixelRatioF())
                painter.drawImage(place, self._images[number])


def render(document: Any, number: int, scale: float) -> QImage:
    """Page `number` (from 0) as an image; scale 1 is 72 dots an inch."""
    bitmap = document[number].render(scale=scale)
    form = QImage.Format.Format_BGR888 if bitmap.n_channels == 3 else QImage.Format.Format_RGB32
    return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()


class AskPrinter:
    """The system's print dialog."""

    @staticmethod
    def ask(parent: QWidget | None, printer: QPrinter) -> bool:
        """True when the user wants it printed; the choices stand in `printer`."""
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, parent)
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        return accepted


class PdfView(QWidget):
    """`show_pdf(bytes)`; zoom with the buttons, Ctrl+wheel or Ctrl +/-; `printed(copies)` after pages went to the printer."""

    printed = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._printer: QPrinter | None = None
        self._fit = True
        self._name = ""
        self._pages = _Pages()
        self._area = QScrollArea()
        self._area.setWidget(self._pages)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(texts("Pages"))
        self._where = QLabel()
        self._area.verticalScrollBar().valueChanged.connect(self._tell)
        bar = QHBoxLayout()
        bar.setSpacing(STEP)
        actions = (
            ("zoom-out", texts("Smaller"), lambda: self.zoom(1 / 1.25)),
            ("zoom-in", texts("Larger"), lambda: self.zoom(1.25)),
            ("fit-width", texts("Fit width"), self.fit_width),
            ("print", texts("Print"), self.print_pdf),
        )
        for icon_name, name, slot in actions:
            button = IconButton(icon_name, name)
            button.clicked.connect(slot)
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self._where)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self._area, 1)

    @property
    def page_count(self) -> int:
        """Pages shown."""
        return len(self._pages.sizes)

    def show_pdf(self, data: bytes, name: str = "") -> None:
        """Show these bytes; `name` goes to the print queue. Raises pypdfium2's error for what is no PDF."""
        import pypdfium2  # loads a native library, so only when a paper is looked at

        self.close_pdf()
        self._name = name
        self._pages.show_document(pypdfium2.PdfDocument(data))
        self.fit_width()

    def close_pdf(self) -> None:
        """Show nothing and free the document."""
        document, self._pages.document = self._pages.document, None
        self._pages.show_document(None)
        if document is not None:
            document.close()
        self._tell()

    def zoom(self, factor: float) -> None:
        """Larger or smaller, between a quarter and four times."""
        self._fit = False
        self._pages.rescale(min(max(self._pages.scale * factor, 0.25), 4.0))
        self._tell()

    def fit_width(self) -> None:
        """The widest sheet as wide as the view."""
        self._fit = True
        if self._pages.sizes:
            room = self._area.viewport().width() - 2 * _GAP - self._area.verticalScrollBar().sizeHint().width()
            self._pages.rescale(max(room, 100) / max(width for width, _ in self._pages.sizes))
        self._tell()

    def print_pdf(self) -> bool:
        """Ask for a printer and print at 100 %; False when the user turned back."""
        from PySide6.QtPrintSupport import QPrinter

        if not self.page_count:
            return False
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)  # kept: Qt's dialog crashes once it is gone
        self._printer.setDocName(self._name)
        self._printer.setFullPage(True)
        self._lay_page(0)
        if not AskPrinter.ask(self, self._printer):
            return False
        self.print_to(self._printer)
        self.printed.emit(self._printer.copyCount())
        return True

    def print_to(self, printer: QPrinter) -> None:
        """Send every page at its true size to the printer."""
        self._printer = printer
        painter = QPainter(printer)
        factor = printer.resolution() / _POINTS_PER_INCH
        for number, (width, height) in enumerate(self._pages.sizes):
            if number:
                self._lay_page(number)
                printer.newPage()
            image = render(self._pages.document, number, min(_PRINT_DPI, printer.resolution()) / _POINTS_PER_INCH)
            painter.drawImage(QRect(0, 0, round(width * factor), round(height * factor)), image)
        painter.end()

    def _lay_page(self, number: int) -> None:
        if self._printer is None:
            return
        width, height = self._pages.sizes[number]
        wide = width > height
        size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point)
        orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        self._printer.setPageLayout(QPageLayout(size, orientation, QMarginsF()))
        self._printer.setFullPage(True)

    def wheelEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Ctrl+wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.25 if event.angleDelta().y() > 0 else 1 / 1.25)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Keep the width fitted while it was chosen."""
        super().resizeEvent(event)
        if self._fit:
            self.fit_width()

    def _tell(self) -> None:
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 2
        page = sum(1 for number in range(self.page_count) if self._pages.place(number).top() <= middle)
        self._where.setText(self._texts("page {page} of {pages}", page=max(page, 1), pages=self.page_count) if self.page_count else "")
