"""Month sheets on landscape pages: attendance and performance, a row an agent, heads repeated, legend and signatures at the end."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from services.documents.dates import paper_date
from services.documents.facts import WideSheetFacts
from services.documents.fonts import Script
from services.documents.lines import broken, fitted, longest_piece, measure
from services.documents.looks import SIZES
from services.documents.sheet import GREY, HAIR, INK, MM, PALE, Frame, Sheet, Type
from services.texts import Texts

_MARGIN, _TITLE, _FOOT = 10 * MM, 46.0, 26.0
_ROW, _HALVED, _HEAD, _PAD = 17.0, 22.0, 25.0, 1.5
_CELL, _TITLES = Type(Script.SERIF, 8.5), Type(Script.BOLD, 8)
_MARK = re.compile(r"[^\d/.½][\d.½]*")
_NOTE = Type(Script.SERIF, 8, GREY)
_LINE = 12.0


def draw_wide_sheet(sheet: Sheet, facts: WideSheetFacts) -> None:
    """As many pages as the rows need; the last has room for legend and signatures."""
    Wide(sheet, facts).draw()


class Wide:
    """One sheet being drawn."""

    def __init__(self, sheet: Sheet, facts: WideSheetFacts) -> None:
        self.sheet, self.facts, self.texts = sheet, facts, Texts(facts.language)
        self.width, self.height = SIZES[facts.size]
        self.frame: Frame = (_MARGIN, self.width - _MARGIN)
        room, whole = self.frame[1] - self.frame[0], sum(column.share for column in facts.columns)
        self.edges = [self.frame[0], *(self.frame[0] + room * part / whole for part in accumulate(c.share for c in facts.columns))]
        self.row = _HALVED if any("\n" in cell for row in facts.rows for cell in row) else _ROW
        self.legend = broken(facts.legend, _NOTE.script, _NOTE.size, room) if facts.legend else ()

    def draw(self) -> None:
        """All pages."""
        self.sheet.begin(SIZES[self.facts.size], bookmark=f"{self.facts.title} {self.facts.period}")
        pages = self._pages()
        for number, rows in enumerate(pages, start=1):
            y = self._head()
            for row in rows:
                self._row(row, y)
                y -= self.row
            if number == len(pages):
                self._end(y)
            self._foot(number, len(pages))
            self.sheet.next_page()

    def _pages(self) -> list[list[tuple[str, ...]]]:
        """The rows of each page; never legend and signatures alone on a page."""
        room = self.height - 2 * _MARGIN - _TITLE - _HEAD - _FOOT
        fits, last = int(room // self.row), int((room - self._end_height()) // self.row)
        rows, pages = list(self.facts.rows), []
        while len(rows) > last:
            taken = min(fits, len(rows) - 1)
            pages.append(rows[:taken])
            rows = rows[taken:]
        return [*pages, rows]

    def _end_height(self) -> float:
        return _LINE * len(self.legend) + (34 if self.facts.signers else 0) + 8

    def _head(self) -> float:
        """Title, period, centre and the table's head; gives the top of the first row."""
        top, facts = self.height - _MARGIN, self.facts
        middle = (self.frame[0] + 150, self.frame[1] - 150)
        spacing = 0.4 if facts.language == "en" else 5 if len(facts.title) <= 8 else 1
        self.sheet.spaced(facts.title, Type(Script.BOLD, 17, INK), top - 20, middle, spacing)
        self.sheet.text(facts.centre.name, _NOTE, top - 39, (self.frame[0], self.frame[0] + 300))
        self.sheet.text(facts.period, _NOTE, top - 39, (self.frame[0] + 300, self.frame[1] - 200), align=0.5)
        printed = self.texts("Printed on {day}", day=paper_date(facts.issued_on, facts.language))
        self.sheet.text(printed, _NOTE, top - 39, (self.frame[1] - 200, self.frame[1]), align=1)
        bottom = top - _TITLE - _HEAD
        for column, (left, right) in zip(facts.columns, pairwise(self.edges), strict=True):
            self.sheet.box(left, bottom, right - left, _HEAD, PALE, HAIR)
            place = (left + _PAD, right - _PAD)
            if column.under:
                self.sheet.text(column.title, _TITLES, bottom + 14.5, place, 0.5)
                self.sheet.text(column.under, _TITLES, bottom + 4, place, 0.5)
            else:
                self._title(column.title, bottom, place)
        return bottom

    def _title(self, text: str, bottom: float, place: Frame) -> None:
        """A column's title on one line, or on two where it is wider than the column."""
        size = _TITLES.size
        while True:
            lines = broken(text, _TITLES.script, size, place[1] - place[0])
            if size <= 4 or (len(lines) <= 2 and all(line.width <= place[1] - place[0] for line in lines)):
                break
            size -= 0.5
        y = bottom + (9 if len(lines) == 1 else 14.5)
        for line in lines[:2]:
            x = place[0] + (place[1] - place[0] - line.width) / 2
            self.sheet.line(line, Type(_TITLES.script, size), x, y, place)
            y -= 10.5

    def _row(self, cells: tuple[str, ...], top: float) -> None:
        bottom = top - self.row
        for column, text, (left, right) in zip(self.facts.columns, cells, pairwise(self.edges), strict=True):
            self.sheet.box(left, bottom, right - left, self.row, PALE if column.is_shaded else None, HAIR)
            place = (left + _PAD, right - _PAD)
            if "\n" in text:
                self._halves(text, bottom, (left, right))
            elif measure(text, _CELL.script, _CELL.size) <= place[1] - place[0]:
                self.sheet.text(text, _CELL, bottom + self.row / 2 - 3.1, place, column.align)
            elif column.under:
                self._marks(text, bottom, place)
            else:
                self._small(text, bottom, place, column.align)

    def _halves(self, text: str, bottom: float, place: Frame) -> None:
        """Morning above, afternoon below a hairline; words wider than the column get smaller."""
        half, room = self.row / 2, place[1] - place[0] - 1
        self.sheet.rule(place[0], bottom + half, place[1], 0.25, GREY)
        for n, words in enumerate(text.split("\n")):
            if words:
                size = min(7.5, room / measure(words, _CELL.script, 1.0))
                line = broken(words, _CELL.script, size, room + 1)[0]
                y = bottom + (1.5 - n) * half - 0.36 * size
                self.sheet.line(line, Type(_CELL.script, size), place[0] + (room + 1 - line.width) / 2, y, place)

    def _marks(self, text: str, bottom: float, place: Frame) -> None:
        """A day of several marks, one below the other: the morning's, the afternoon's, overtime."""
        marks = _MARK.findall(text) or [text]
        step = (self.row - 1.5) / len(marks)
        room = place[1] - place[0]
        for n, mark in enumerate(marks):
            size = min(7.0, 0.86 * step, room / measure(mark, _CELL.script, 1.0))
            line = broken(mark, _CELL.script, size, room + 1)[0]
            y = bottom + self.row - 0.75 - (n + 0.5) * step - 0.36 * size
            self.sheet.line(line, Type(_CELL.script, size), place[0] + (room - line.width) / 2, y, place)

    def _small(self, text: str, bottom: float, place: Frame, align: float) -> None:
        """A long name on one or two smaller lines, broken at its middle dot."""
        room = place[1] - place[0]
        if longest_piece(text, _CELL.script, _CELL.size) == measure(text, _CELL.script, _CELL.size):  # a figure is not torn
            size = room / measure(text, _CELL.script, 1.0)
            line = broken(text, _CELL.script, size, room + 1)[0]
            self.sheet.line(line, Type(_CELL.script, size), place[0], bottom + self.row / 2 - 0.36 * size, place)
            return
        fit = fitted(
            text.replace("·", "·\n", 1), _CELL.script, room=room, height=self.row - 1, largest=_CELL.size, smallest=3, leading=1.12
        )
        y = bottom + self.row / 2 - 0.36 * fit.size + 0.56 * fit.size * (len(fit.lines) - 1)
        for line in fit.lines:
            self.sheet.line(line, Type(_CELL.script, fit.size), place[0] + align * (room - line.width), y, place)
            y -= 1.12 * fit.size

    def _end(self, y: float) -> None:
        """Legend and signatures under the last row."""
        y -= 4
        for line in self.legend:
            y -= _LINE
            self.sheet.line(line, _NOTE, self.frame[0], y + 2, self.frame)
        part = (self.frame[1] - self.frame[0]) / max(len(self.facts.signers), 1)
        for n, signer in enumerate(self.facts.signers):
            left = self.frame[0] + n * part
            width = self.sheet.text(signer, _CELL, y - 26, (left, left + 0.6 * part))
            self.sheet.rule(left + width + 4, y - 28, left + part - 16, 0.6, INK)

    def _foot(self, number: int, total: int) -> None:
        words = self.texts("Page {page} of {pages}", page=number, pages=total)
        self.sheet.text(words, _NOTE, _MARGIN + 4, self.frame, align=0.5)
