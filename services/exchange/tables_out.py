"""A table of plain values to XLSX or CSV: numbers of people stay text, and no cell ever becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.domain.errors import N_, UserError
from models.domain.kpi import plain
from services.whole_files import hand_out

Value = str | int | bool | Decimal | date | datetime | None
"""A cell to write: text stays text, numbers and days become real ones in XLSX."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FIGURE = re.compile(r"-\d+(?:\.\d+)?[%‰]?")
"""Negative figures look like formulas but are none."""
_WIDEST = 40


@dataclass(frozen=True)
class OutTable:
    """Sheet name, titles, rows; `percent` names the columns shown as percentages."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[Value]]
    percent: frozenset[int] = frozenset()


def write_table(path: Path, table: OutTable, made_at: datetime) -> None:
    """Write by the file's ending, whole or not at all; EnvironmentProblem when the place cannot be written."""
    write_tables(path, [table], made_at)


def write_tables(path: Path, tables: Sequence[OutTable], made_at: datetime) -> None:
    """Write tables as the sheets of one .xlsx; a .csv holds the first alone."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        data = xlsx_bytes(tables, made_at)
    elif ending == ".csv":
        data = _csv(tables[0])
    else:
        raise UserError(N_("“{file}”: tables are written as .xlsx or .csv."), file=path.name)
    hand_out(path, data)


def _csv(table: OutTable) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(table.titles)
    for row in table.rows:
        writer.writerow([_csv_text(value, place in table.percent) for place, value in enumerate(row)])
    return buffer.getvalue().encode("utf-8-sig")


def _csv_text(value: Value, percent: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{plain(value * 100)}%" if percent else plain(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) and not _FIGURE.fullmatch(value) else value
    return str(value)


def xlsx_bytes(tables: Sequence[OutTable], made_at: datetime) -> bytes:
    """The tables as the sheets of an XLSX file."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": made_at})
        formats = {
            "title": book.add_format({"bold": True, "bottom": 1}), "text": book.add_format({"num_format": "@"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}), "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "percent": book.add_format({"num_format": "0.00%"}),
        }  # fmt: skip
        for table in tables:
            _sheet(book.add_worksheet(table.name[:31]), table, formats)
    return buffer.getvalue()


def _sheet(sheet: Any, table: OutTable, formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for place, title in enumerate(table.titles):
        sheet.write_string(0, place, title, formats["title"])
        longest = max((_width(row[place]) for row in table.rows[:200]), default=0)
        sheet.set_column(place, place, min(max(longest, _width(title)) + 2, _WIDEST))
    for number, row in enumerate(table.rows, 1):
        for place, value in enumerate(row):
            _write(sheet, (number, place), value, formats, place in table.percent)


def _write(sheet: Any, at: tuple[int, int], value: Value, formats: dict[str, Any], percent: bool) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Decimal):
        sheet.write_number(*at, float(value), *([formats["percent"]] if percent else []))
    elif isinstance(value, int):
        sheet.write_number(*at, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(*at, value, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, formats["day"])
    else:
        sheet.write_string(*at, value, formats["text"])


def _width(value: Value) -> int:
    text = "" if value is None else plain(value) if isinstance(value, Decimal) else str(value)
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)
