"""The titles of a file's columns, for a user who tells which column is which."""

from __future__ import annotations

from pathlib import Path

from services.exchange.header import SEARCHED_ROWS
from services.exchange.tables_in import read_table
from services.exchange.values import text_of


def titles(path: Path) -> tuple[str, ...]:
    """The texts of the row that most looks like a header: the one with most different words among the first rows."""
    best: tuple[str, ...] = ()
    for sheet in read_table(path):
        for row in sheet.rows[:SEARCHED_ROWS]:
            found = tuple(dict.fromkeys(text for cell in row if isinstance(cell, str) and (text := text_of(cell).strip())))
            best = found if len(found) > len(best) else best
    return best
