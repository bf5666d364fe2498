"""Spreadsheets saved as a web page or as XML Spreadsheet 2003 under an .xls name, as many Chinese systems export them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.parsers import expat

from models.domain.errors import N_, UserError

_MARKUP = ("<!doctype", "<html", "<table", "<?xml", "<meta", "<head", "<body", "<style", "<!--", "<div", "<workbook")
_MOST_SPAN = 4_096
_MOST_CELLS = 4_000_000
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?")
Rows = list[list[str]]


class _TooLarge(Exception):
    """The markup asks for more cells than any table has."""


def is_markup(text: str) -> bool:
    """A web page or an XML document, whatever the file's name says."""
    return text.lstrip("\ufeff \t\r\n")[:20].lower().startswith(_MARKUP)


def read_markup(text: str, name: str) -> list[tuple[str, Rows]]:
    """Name and rows of every table in it; UserError when there is none or the document is hostile or broken."""
    is_spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet" in text[:4_096] and "<Workbook" in text[:8_192]
    try:
        tables = _Workbook().read(text) if is_spreadsheet else _Page().read(text)
    except _TooLarge:
        raise UserError(N_("“{file}” is damaged or not a spreadsheet; save it again with the program that made it."), file=name) from None
    except expat.ExpatError:
        raise UserError(N_("“{file}” is damaged or was cut off; copy or save it again."), file=name) from None
    if not tables:
        raise UserError(N_("“{file}” is a web page without a table; open it in Excel or WPS and save it as XLSX."), file=name)
    return tables


class _Grid:
    """Rows of one table while its cells come in, spans opened out."""

    def __init__(self) -> None:
        self.rows: Rows = []
        self._held: dict[tuple[int, int], str] = {}
        self._cells = 0

    def start_row(self) -> None:
        """Begin a row below the last."""
        self._grow(1)
        self.rows.append([])

    def put(self, text: str, across: int, down: int) -> None:
        """The next free cell of the row; cells that it covers below repeat it, those beside it stay blank."""
        if not self.rows:
            self.start_row()
        self._fill_held()
        row, place = len(self.rows) - 1, len(self.rows[-1])
        self._grow(across * down)
        self.rows[-1].extend([text, *[""] * (across - 1)])
        for below in range(1, down):
            for beside in range(across):
                self._held[row + below, place + beside] = text if beside == 0 and across == 1 else ""

    def skip_to(self, place: int) -> None:
        """Leave cells blank up to the 0-based place."""
        self._grow(max(place - len(self.rows[-1]), 0))
        self.rows[-1].extend([""] * (place - len(self.rows[-1])))

    def end_row(self) -> None:
        """Cells held by spans from above close the row."""
        if self.rows:
            self._fill_held()

    def _fill_held(self) -> None:
        row = self.rows[-1]
        while (len(self.rows) - 1, len(row)) in self._held:
            row.append(self._held.pop((len(self.rows) - 1, len(row))))

    def _grow(self, cells: int) -> None:
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise _TooLarge


class _Page(HTMLParser):
    """The tables of a web page; scripts, styles and everything outside of cells are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tables: list[_Grid] = []
        self._open: list[tuple[_Grid, list[str] | None, tuple[int, int]]] = []
        self._hidden = 0

    def read(self, text: str) -> list[tuple[str, Rows]]:
        """Every table that has rows, in order."""
        self.feed(text)
        self.close()
        while self._open:
            self._end_table()
        return [("", grid.rows) for grid in self._tables if grid.rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open tables, rows and cells; a missing end tag is made up for."""
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "table":
            grid = _Grid()
            self._tables.append(grid)
            self._open.append((grid, None, (1, 1)))
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1][0].end_row()
            self._open[-1][0].start_row()
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            named = dict(attrs)
            self._open[-1] = (self._open[-1][0], [], (_span(named.get("colspan")), _span(named.get("rowspan"))))
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close them again."""
        if tag in ("script", "style"):
            self._hidden = max(self._hidden - 1, 0)
        elif self._open and tag in ("td", "th", "tr"):
            self._end_cell()
            if tag == "tr":
                self._open[-1][0].end_row()
        elif self._open and tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Text of the cell that is open."""
        if self._open and not self._hidden and (words := self._open[-1][1]) is not None:
            words.append(data)

    def _end_cell(self) -> None:
        grid, words, span = self._open[-1]
        if words is not None:
            text = "\n".join(" ".join(line.split()) for line in "".join(words).split("\n")).strip()
            grid.put(text, *span)
            self._open[-1] = (grid, None, (1, 1))

    def _end_table(self) -> None:
        self._end_cell()
        self._open.pop()[0].end_row()


class _Workbook:
    """The sheets of an XML Spreadsheet 2003; a document that declares entities is refused unread."""

    def __init__(self) -> None:
        self._sheets: list[tuple[str, _Grid]] = []
        self._words: list[str] | None = None
        self._text = ""
        self._across = self._down = 1

    def read(self, text: str) -> list[tuple[str, Rows]]:
        """Name and rows of every sheet that has any."""
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.Parse(text.encode("utf-8", "replace"), True)
        return [(name, grid.rows) for name, grid in self._sheets if grid.rows]

    def _refuse(self, *declared: object) -> None:
        raise _TooLarge

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if kind == "Worksheet":
            self._sheets.append((named.get("Name", ""), _Grid()))
        elif kind == "Row" and self._sheets:
            grid = self._sheets[-1][1]
            for _ in range(max(_number(named.get("Index"), len(grid.rows) + 1) - len(grid.rows), 1)):
                grid.start_row()
        elif kind == "Cell" and self._sheets and self._sheets[-1][1].rows:
            if "Index" in named:
                self._sheets[-1][1].skip_to(_number(named["Index"], 1) - 1)
            self._across, self._down = (_span(str(_number(named.get(key), 0) + 1)) for key in ("MergeAcross", "MergeDown"))
            self._text = ""
        elif kind == "Data":
            self._words = []

    def _data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def _end(self, tag: str) -> None:
        kind = tag.rpartition(" ")[2]
        if kind == "Data":
            self._text, self._words = _moment("".join(self._words or ())), None
        elif kind == "Cell" and self._sheets and self._sheets[-1][1].rows:
            self._sheets[-1][1].put(self._text, self._across, self._down)
        elif kind == "Row" and self._sheets:
            self._sheets[-1][1].end_row()


def _moment(text: str) -> str:
    """2026-10-08T08:55:00.000 as 2026-10-08 08:55:00; a day alone, and a time alone (of 1899-12-31), without the rest."""
    found = _MOMENT.fullmatch(text)
    if not found:
        return text
    day, at = found.groups()
    return at if day.startswith(("1899", "1900-01-00")) else day if at == "00:00:00" else f"{day} {at}"


def _number(text: str | None, otherwise: int) -> int:
    return min(int(text), 2_000_000) if text and text.isdecimal() and len(text) < 8 else otherwise


def _span(text: str | None) -> int:
    return min(max(_number(text, 1), 1), _MOST_SPAN)
