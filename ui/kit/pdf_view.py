"""Shows the very PDF that is stored, page by page, and prints it at 100 %, moved as the printer needs it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPageLayout, QPageSize, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from services import papers
from ui.kit.alignment import AskAlignment, alignment_of, keep_alignment
from ui.kit.theme import STEP, IconButton, colours

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from services.texts import Texts

_POINTS_PER_INCH = 72
_PRINT_DPI = 300
_GAP = 12
_STEPS = (0.25, 0.35, 0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_THUMB = 0.13
_MM_PER_INCH = 25.4


class _Pages(QWidget):
    """The sheets below each other, or two beside each other; a sheet is rendered when it comes into sight."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.columns = 1
        self.marked = -1
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
        row, column = divmod(number, self.columns)
        top = _GAP + sum(self._height(n) + _GAP for n in range(row))
        width, height = (round(side * self.scale) for side in self.sizes[number])
        cell = (self.width() - _GAP) // self.columns
        return QRect(_GAP // 2 + column * cell + max((cell - width) // 2, _GAP // 2), top, width, height)

    def _height(self, row: int) -> int:
        sizes = self.sizes[row * self.columns : (row + 1) * self.columns]
        return max(round(height * self.scale) for _, height in sizes)

    @property
    def widest(self) -> float:
        """Width of a row at scale 1."""
        return max((width for width, _ in self.sizes), default=0.0) * self.columns

    def sizeHint(self) -> QSize:
        if not self.sizes:
            return QSize(200, 200)
        rows = -(-len(self.sizes) // self.columns)
        height = _GAP + sum(self._height(row) + _GAP for row in range(rows))
        return QSize(round(self.widest * self.scale) + (self.columns + 1) * _GAP, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self.sizes)):
            if self.place(number).contains(event.position().toPoint()):
                self.chosen.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours(self).shade))
        for number in range(len(self.sizes)):
            place = self.place(number)
            if place.intersects(event.rect()):
                if number not in self._images:
                    self._images[number] = render(self.document, number, self.scale * self.devicePixelRatioF())
                painter.drawImage(place, self._images[number])
                if number == self.marked:
                    painter.setPen(QPen(QColor(colours(self).accent), 2))
                    painter.drawRect(place)


def render(document: Any, number: int, scale: float) -> QImage:
    """Page `number` (from 0) as an image; scale 1 is 72 dots an inch."""
    bitmap = document[number].render(scale=scale)
    form = QImage.Format.Format_BGR888 if bitmap.n_channels == 3 else QImage.Format.Format_RGB32
    return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()


class AskPrinter:
    """The system's print dialog."""

    @staticmethod
    def ask(parent: QWidget | None, printer: QPrinter, pages: int = 1) -> bool:
        """True when the user wants it printed; the choices, the range of pages among them, stand in `printer`."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        dialog = QPrintDialog(printer, parent)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
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
        self._sent = range(0)
        self._fit = True
        self._name = ""
        self._pages = _Pages()
        self._area = QScrollArea()
        self._area.setWidget(self._pages)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(texts("Pages"))
        self._where = QLabel()
        self.chapters = QComboBox()
        self.chapters.setAccessibleName(texts("Go to a paper"))
        self.chapters.activated.connect(lambda at: self.go_to(self.chapters.itemData(at)))
        self.chapters.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chapters.setMinimumContentsLength(12)
        self.chapters.hide()
        self._gone_to = 0
        self._area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._thumbs = _Pages()
        self._thumbs.scale = _THUMB
        self._thumbs.chosen.connect(self.go_to)
        self._strip = QScrollArea()
        self._strip.setWidget(self._thumbs)
        self._strip.setWidgetResizable(True)
        self._strip.setFixedWidth(142)
        self._strip.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._strip.setAccessibleName(texts("Small pages"))
        self._strip.hide()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._strip)
        row.addWidget(self._area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._bar())
        column.addWidget(self.chapters)
        column.addLayout(row, 1)

    def _bar(self) -> QHBoxLayout:
        texts = self._texts
        bar = QHBoxLayout()
        bar.setSpacing(STEP)
        actions = (
            ("zoom-out", texts("Smaller"), lambda: self.zoom(1 / 1.25)),
            ("zoom-in", texts("Larger"), lambda: self.zoom(1.25)),
            ("fit-width", texts("Fit width"), self.fit_width),
            ("copy", texts("Two pages beside each other"), self.toggle_two_up),
            ("documents", texts("Small pages"), self.toggle_thumbnails),
            ("print", texts("Print"), self.print_pdf),
            ("next", texts("Print from this page on"), self.print_from_here),
            ("settings", texts("Printer alignment…"), self.align),
        )
        for icon_name, name, slot in actions:
            button = IconButton(icon_name, name)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self._where)
        return bar

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
        self._thumbs.show_document(self._pages.document)
        self._list_chapters()
        self.fit_width()

    def _list_chapters(self) -> None:
        """The papers of a collected file by number: where to go on after a jam."""
        self.chapters.clear()
        for mark in self._pages.document.get_toc(max_depth=1):
            place = mark.get_dest()
            if place is not None:
                self.chapters.addItem(mark.get_title(), place.get_index())
        self.chapters.setVisible(self.chapters.count() > 1)

    def close_pdf(self) -> None:
        """Show nothing and free the document."""
        document, self._pages.document = self._pages.document, None
        self._gone_to = 0
        self.chapters.clear()
        self.chapters.hide()
        self._pages.show_document(None)
        self._thumbs.show_document(None)
        if document is not None:
            document.close()
        self._tell()

    def zoom(self, factor: float) -> None:
        """The next larger or smaller step, between a quarter and four times."""
        self._fit = False
        now = self._pages.scale
        steps = [step for step in _STEPS if (step > now * 1.01 if factor > 1 else step < now * 0.99)]
        self._pages.rescale((min(steps) if factor > 1 else max(steps)) if steps else now)
        self._tell()

    def fit_width(self) -> None:
        """The widest sheet as wide as the view."""
        self._fit = True
        if self._pages.sizes:
            gaps = (self._pages.columns + 1) * _GAP
            room = self._area.viewport().width() - gaps - self._area.verticalScrollBar().sizeHint().width()
            self._pages.rescale(max(room, 100) / self._pages.widest)
        self._tell()

    def toggle_two_up(self) -> None:
        """One page or two beside each other."""
        self._pages.columns = 3 - self._pages.columns
        self.fit_width()

    def toggle_thumbnails(self) -> None:
        """Show or hide the small pages."""
        self._strip.setVisible(self._strip.isHidden())
        self._thumbs.rescale(_THUMB)

    def go_to(self, number: int) -> None:
        """Bring a page (from 0) into sight."""
        self._area.verticalScrollBar().setValue(self._pages.place(number).top() - _GAP)
        self._gone_to = number + 1  # the last pages cannot be scrolled to the top
        self._tell()

    def _scrolled(self) -> None:
        self._gone_to = 0
        self._tell()

    @property
    def current_page(self) -> int:
        """The page in sight, from 1; 0 without pages."""
        if self._gone_to:
            return min(self._gone_to, self.page_count)
        bar = self._area.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return self.page_count
        line = bar.value() + self._area.viewport().height() // 3
        passed = sum(1 for number in range(self.page_count) if self._pages.place(number).bottom() < line)
        return min(passed + 1, self.page_count)

    def print_pdf(self) -> bool:
        """Ask for a printer and print at 100 %; False when the user turned back."""
        printed = self._ask_and_print(0)
        if printed and self._printer:
            self.printed.emit(self._printer.copyCount())
        return printed

    def print_from_here(self) -> bool:
        """After a paper jam: once more from the page in sight on; these prints were counted before."""
        return self._ask_and_print(self.current_page)

    def _ask_and_print(self, first: int) -> bool:
        from PySide6.QtPrintSupport import QPrinter

        if not self.page_count:
            return False
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)  # kept: Qt's dialog crashes once it is gone
        self._printer.setDocName(self._name)
        self._printer.setFullPage(True)
        self._lay_page(0)
        if first:
            self._printer.setPrintRange(QPrinter.PrintRange.PageRange)
            self._printer.setFromTo(first, self.page_count)
        if not AskPrinter.ask(self, self._printer, self.page_count):
            return False
        self.print_to(self._printer)
        return True

    def align(self) -> None:
        """Ask how far a printer is to be moved, and print a ruler page when wanted."""
        from PySide6.QtPrintSupport import QPrinterInfo

        answer = AskAlignment.ask(self, self._texts, QPrinterInfo.availablePrinterNames())
        if answer is None:
            return
        keep_alignment(answer[0])
        if answer[1]:
            wide = bool(self._pages.sizes) and self._pages.sizes[0][0] > self._pages.sizes[0][1]
            self._ruler = PdfView(self._texts)
            self._ruler.show_pdf(papers.ruler_page(self._texts.language, landscape=wide), self._texts("Ruler page"))
            self._ruler.print_pdf()
            self._ruler.close_pdf()

    def print_to(self, printer: QPrinter) -> None:
        """Send the chosen pages, every one when none is, at their true size to the printer, moved by its alignment."""
        self._printer = printer
        first, last = max(printer.fromPage(), 1), printer.toPage() or self.page_count
        numbers = range(first - 1, min(last, self.page_count))
        self._sent = numbers
        for job in self._jobs(numbers, printer):
            self._print_job(job, printer)

    def has_printed(self, number: str) -> bool:
        """Did any page of this paper go to the printer with the last print? Where nothing is collected there is only one paper."""
        starts = [self.chapters.itemData(at) for at in range(self.chapters.count())] + [self.page_count]
        at = next((at for at in range(self.chapters.count()) if self.chapters.itemText(at).endswith(number)), None)
        return at is None or any(page in self._sent for page in range(starts[at], starts[at + 1]))

    def _jobs(self, numbers: Sequence[int], printer: QPrinter) -> list[list[int]]:
        """Pages of one paper size after the other: a print system feeds all pages of a job from one size of paper."""
        if printer.outputFormat() == printer.OutputFormat.PdfFormat:
            return [list(numbers)]
        return [list(pages) for _, pages in groupby(numbers, key=lambda number: sorted(map(round, self._pages.sizes[number])))]

    def _print_job(self, numbers: Sequence[int], printer: QPrinter) -> None:
        moved = alignment_of(printer.printerName())
        self._lay_page(numbers[0])
        painter = QPainter(printer)
        dots = printer.resolution() / _MM_PER_INCH
        factor = printer.resolution() / _POINTS_PER_INCH
        for number in numbers:
            if number != numbers[0]:
                self._lay_page(number)
                printer.newPage()
            width, height = self._pages.sizes[number]
            image = render(self._pages.document, number, min(_PRINT_DPI, printer.resolution()) / _POINTS_PER_INCH)
            left, top = round(moved.right * dots), round(-moved.up * dots)
            painter.drawImage(QRect(left, top, round(width * factor), round(height * factor)), image)
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
        """Page and zoom in words, and the page in sight marked among the small ones."""
        page, zoom = self.current_page, round(100 * self._pages.scale)
        words = self._texts("page {page} of {pages} · {zoom} %", page=page, pages=self.page_count, zoom=zoom)
        self._where.setText(words if self.page_count else "")
        begun = [at for at in range(self.chapters.count()) if self.chapters.itemData(at) < page]
        self.chapters.setCurrentIndex(begun[-1] if begun else -1)
        if self._thumbs.marked != page - 1:
            self._thumbs.marked = page - 1
            self._thumbs.update()
