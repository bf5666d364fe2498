"""Reads XLS and ODS in a process of their own: a damaged one can make the reader ask for all memory or never end."""

from __future__ import annotations

import io
import multiprocessing
import os
from multiprocessing.connection import Connection
from typing import Any

SECONDS = 8
_MEMORY = 2 * 1024**3

Sheets = list[tuple[str, list[list[Any]]]]


def calamine_sheets(data: bytes) -> Sheets:
    """Name and rows of every visible sheet; whatever calamine raises, and its crashes as a BaseException."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [
            (sheet.name, _rows(book.get_sheet_by_name(sheet.name)))
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]


def _rows(sheet: Any) -> list[list[Any]]:
    """The cells; one merged over several rows of its column, such as a team's name beside its agents, holds for all of them."""
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows


def isolated_sheets(data: bytes) -> Sheets | str:
    """The same from a process with a limit of memory and time; the name of the failure when there is one, '' when it died."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_read, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.send_bytes(data)
        return ours.recv() if ours.poll(SECONDS) else ""
    except (EOFError, OSError):
        return ""
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _read(pipe: Connection) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the reader's crash reports are no message to a user
    _limit_memory()
    data = pipe.recv_bytes()
    try:
        pipe.send(calamine_sheets(data))
    except BaseException as error:
        pipe.send(type(error).__name__)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; there only the time is limited
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
