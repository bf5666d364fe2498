"""Cells as text between us and a spreadsheet: tabs, newlines, Excel's quotes, and the table that keeps numbers of employees as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from html import escape

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?%?")
"""What a spreadsheet may take as a number without losing anything: no leading zero, at most fifteen digits."""
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|\Z)')
"""A quoted cell that really ends at its quote, else everything up to the next tab or newline, stray quotes included."""
_AS_TEXT = ' sdnum="1033;0;@" style="mso-number-format:\'\\@\'"'
"""How Excel and WPS, and how LibreOffice, are told that a cell of a copied table is text."""


def write(rows: Sequence[Sequence[str]]) -> str:
    """Rows as tab-separated text that Excel and WPS paste cell by cell."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    text = out.getvalue()
    return text[:-1]


def write_html(rows: Sequence[Sequence[str]]) -> str:
    """The same rows as a table in which whatever is no plain number is marked as text, so that 0012 and 1/2 stay what they are."""
    lines = ("".join(_html_cell(text) for text in row) for row in rows)
    return f'<meta charset="utf-8"><table>{"".join(f"<tr>{line}</tr>" for line in lines)}</table>'


def _html_cell(text: str) -> str:
    return f"<td{'' if _NUMBER.fullmatch(text) else _AS_TEXT}>{escape(text)}</td>"


def read(text: str) -> list[list[str]]:
    """Rows of tab-separated text as Excel and WPS copy it; a stray quote inside a cell is kept as it is."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    place = 0
    while match := _CELL.match(clean, place):
        rows[-1].append(match[2] if match[1] is None else match[1].replace('""', '"'))
        place = match.end()
        if match[3] == "\n":
            rows.append([])
        elif not match[3]:
            break
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]
