"""Cells as text between us and a spreadsheet: tabs, newlines, and Excel's quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence


def write(rows: Sequence[Sequence[str]]) -> str:
    """Rows as tab-separated text that Excel and WPS paste cell by cell."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    text = out.getvalue()
    return text[:-1]


def read(text: str) -> list[list[str]]:
    """Rows of tab-separated text as Excel and WPS copy it; a stray quote inside a cell is kept as it is."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    if clean.endswith("\n"):
        clean = clean[:-1]
    if not clean:
        return [[""]]
    rows = [list(row) or [""] for row in csv.reader(io.StringIO(clean, newline=""), dialect="excel-tab")]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]
