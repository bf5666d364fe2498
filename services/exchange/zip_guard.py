"""Looks into a zipped spreadsheet before the reader does: bombs, lies about sizes, sheets of absurd dimensions."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from models.domain.errors import N_, Message, UserError

MAX_UNPACKED_MEGABYTES = 400
MAX_RATIO = 400
MAX_DENSE_CELLS = 20_000_000
MAX_COLUMNS = 4_096

_FAR = re.compile(rb'r="(?:[A-Za-z]{3}[0-9]|[A-Za-z]{0,2}[0-9]{6})')
_ODD_QUOTES = re.compile(rb"<(?:row|c)\s[^>]*r(?:\s+=|=\s*')|<\w+:c\s")
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s((?:[^>/]|/(?!>))*)>(?!</)")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,9})["']""")
_ODS_CELL = re.compile(rb"""<table:table-cell\b([^>]*)number-columns-repeated\s*=\s*["']([0-9]+)["']([^>]*)>""")
_ODS_ROW = re.compile(
    rb"""<table:table-row\b[^>]*number-rows-repeated\s*=\s*["']([0-9]{4,})["'][^>/]*>(.*?)</table:table-row>""", re.DOTALL
)
_HIDDEN = re.compile(rb"""<(?:\w+:)?(?:row|col)\s[^>]*?hidden\s*=\s*["'](?:1|true)["']""")
_ODS_HIDDEN = re.compile(rb"""<table:table-(?:row|column)\b[^>]*table:visibility\s*=\s*["'](?:collapse|filter)["']""")
_UNSOLVED = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>[^<]*</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
_HIDDEN_CELLS = N_("The file has hidden rows or columns; they are read like all others.")
_SMALL = 1024 * 1024


@dataclass(frozen=True)
class Found:
    """What is in the archive: an ODS (else an XLSX), and what the user should know of it."""

    is_ods: bool
    notices: tuple[Message, ...] = ()


def check(data: bytes, name: str) -> Found:
    """What the archive is; UserError unless it is a whole XLSX or ODS of bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, name)
            return _check_parts(archive, name)
    except UserError:
        raise
    except Exception:
        raise UserError(N_("“{file}” is damaged or was cut off; copy or save it again."), file=name) from None


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    bomb = any(entry.file_size > 10 * _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries)
    if unpacked > MAX_UNPACKED_MEGABYTES * _SMALL or bomb or len(entries) > 5_000:
        raise UserError(
            N_("“{file}” would unpack to {size} MB; such a file is not opened (limit {limit} MB)."),
            file=name, size=unpacked // _SMALL, limit=MAX_UNPACKED_MEGABYTES,
        )  # fmt: skip
    if any(entry.flag_bits & 1 for entry in entries):
        raise UserError(N_("“{file}” is protected by a password; save it without one and import it again."), file=name)


def _check_parts(archive: zipfile.ZipFile, name: str) -> Found:
    names = {entry.lower() for entry in archive.namelist()}
    if "content.xml" in names:
        content = archive.read("content.xml")
        _check_ods(content, name)
        return Found(True, (Message(_HIDDEN_CELLS),) if _ODS_HIDDEN.search(content) else ())
    if not any(part.startswith("xl/workbook") for part in names):
        raise UserError(N_("“{file}” is a packed archive, not a table; unpack it first."), file=name)
    has_hidden, unsolved = False, 0
    # every part is read once: the reader does not check sizes and sums, zipfile does
    for entry in archive.namelist():
        if entry.lower().endswith(".xml"):
            part = archive.read(entry)
            if "worksheets/" in entry.lower():
                _check_dimensions(part, name)
                has_hidden = has_hidden or (b"hidden=" in part and bool(_HIDDEN.search(part)))
                unsolved += sum(1 for _ in _UNSOLVED.finditer(part)) if b"</f>" in part else 0
    notices = [Message(N_("The file holds macros; they were not run, only the values in its cells were read."))] * (
        "xl/vbaproject.bin" in names
    )
    notices += [Message(_HIDDEN_CELLS)] * has_hidden
    if unsolved:
        msgid = N_("Formulas without a result, read as blank: {count}. Open the file in Excel or WPS, save it and import it again.")
        notices.append(Message(msgid, {"count": unsolved}))
    return Found(False, tuple(notices))


def _check_dimensions(sheet: bytes, name: str) -> None:
    if len(sheet) > _SMALL and not _FAR.search(sheet) and not _ODD_QUOTES.search(sheet[:_SMALL]):
        return
    left, right, top, bottom = 1 << 30, 0, 1 << 30, 0
    for cell in _FILLED_CELL.finditer(sheet):
        if reference := _REFERENCE.search(cell[1]):
            column, row = _column_number(reference[1]), int(reference[2])
            left, right, top, bottom = min(left, column), max(right, column), min(top, row), max(bottom, row)
    if right > MAX_COLUMNS or right * bottom > MAX_DENSE_CELLS:
        _refuse_extent(name, bottom, right)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_ods(content: bytes, name: str) -> None:
    expat.ParserCreate().Parse(content, True)  # the reader never comes to the end of a document that was cut off
    for cell in _ODS_CELL.finditer(content):
        if b"value-type" in cell[1] + cell[3] and int(cell[2]) > MAX_COLUMNS:
            _refuse_extent(name, 1, int(cell[2]))
    for row in _ODS_ROW.finditer(content):
        if b"value-type" in row[2]:
            _refuse_extent(name, int(row[1]), 1)


def _refuse_extent(name: str, rows: int, columns: int) -> None:
    raise UserError(
        N_("“{file}” reaches to row {rows} and column {columns}, too far apart to be a table; delete the stray cells and save it again."),
        file=name, rows=rows, columns=columns,
    )  # fmt: skip
