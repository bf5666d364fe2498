"""Any table file to rows of cells: format and encoding by content, hostile files refused before they can do harm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import cast

from models.domain.errors import N_, Message, UserError
from services.exchange import markup_in, text_in, zip_guard
from services.exchange.isolated import calamine_sheets, isolated_sheets

Cell = str | float | int | bool | date | datetime | time | timedelta
"""One cell: text as typed, or what the spreadsheet holds (numbers, days, times, durations); '' when empty."""

MAX_FILE_MEGABYTES = 100
MAX_ROWS = 200_000
MAX_CELLS = 4_000_000

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"SQLite format 3", b"\x7fELF")


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows[i]` is the spreadsheet's row i + 1; `notices`: what the user should know of the file."""

    name: str
    rows: list[list[Cell]]
    notices: tuple[Message, ...] = ()


def read_table(path: Path) -> list[Sheet]:
    """All sheets of the file that hold anything, in order; UserError says what is wrong with the file."""
    data = _bytes_of(path)
    name = path.name
    notices: tuple[Message, ...] = ()
    if data.startswith(b"PK\x03\x04"):
        found = zip_guard.check(data, name)
        notices = found.notices
        sheets = _fragile_spreadsheet(data, name) if found.is_ods else _spreadsheet(data, name)
    elif data.startswith(_COMPOUND):
        sheets = _fragile_spreadsheet(data, name)
    elif data.startswith(_NOT_TABLES):
        raise UserError(N_("“{file}” is not a table; XLSX, XLS, ODS, CSV, TSV and TXT can be read."), file=name)
    else:
        sheets = _text_tables(text_in.decode(data, name), name)
    sheets = [replace(sheet, notices=notices) for sheet in sheets if any(cell != "" for row in sheet.rows for cell in row)]
    if not sheets:
        raise UserError(N_("“{file}” is empty."), file=name)
    _check_size(sheets, name)
    return sheets


def _text_tables(text: str, name: str) -> list[Sheet]:
    if markup_in.is_markup(text):
        return [Sheet(title, cast("list[list[Cell]]", rows)) for title, rows in markup_in.read_markup(text, name)]
    return [Sheet("", cast("list[list[Cell]]", text_in.read_rows(text, name)))]


def _bytes_of(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise UserError(N_("“{file}” is a folder, not a file."), file=name)
        if not path.is_file():
            raise UserError(N_("“{file}” does not exist."), file=str(path))
        if path.stat().st_size > MAX_FILE_MEGABYTES * 1024 * 1024:
            raise UserError(N_("“{file}” is larger than {limit} MB; split it and import the parts."), file=name, limit=MAX_FILE_MEGABYTES)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise UserError(N_("“{file}” cannot be read: {reason}"), file=name, reason=str(error)) from None
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UserError(N_("“{file}” is empty."), file=name)
    return data


def _spreadsheet(data: bytes, name: str) -> list[Sheet]:
    try:
        return [Sheet(title, rows) for title, rows in calamine_sheets(data)]
    except BaseException as error:
        # the reader reports its own crashes as a BaseException; only a wish to stop may pass
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise _damaged(name) from None


def _fragile_spreadsheet(data: bytes, name: str) -> list[Sheet]:
    sheets = "PasswordError" if "EncryptedPackage".encode("utf-16-le") in data else isolated_sheets(data)
    if sheets == "PasswordError":
        raise UserError(N_("“{file}” is protected by a password; save it without one and import it again."), file=name)
    if isinstance(sheets, str):
        raise _damaged(name)
    return [Sheet(title, rows) for title, rows in sheets]


def _damaged(name: str) -> UserError:
    return UserError(N_("“{file}” is damaged or not a spreadsheet; save it again with the program that made it."), file=name)


def _check_size(sheets: list[Sheet], name: str) -> None:
    rows = max(len(sheet.rows) for sheet in sheets)
    cells = sum(len(row) for sheet in sheets for row in sheet.rows)
    if rows > MAX_ROWS or cells > MAX_CELLS:
        raise UserError(
            N_("“{file}” has {rows} rows and {cells} cells; at most {max_rows} rows and {max_cells} cells can be imported at once."),
            file=name, rows=rows, cells=cells, max_rows=MAX_ROWS, max_cells=MAX_CELLS,
        )  # fmt: skip
