"""Rows of a file that tell how far they have been read, so that long files show progress and can be given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from services.exchange.tables_in import Cell, Sheet
from services.progress import Progress

_EVERY = 256


class WatchedRows(list[list[Cell]]):
    """A sheet's rows; reading one further down than any before tells the progress, which may raise Cancelled."""

    def __init__(self, rows: Sequence[list[Cell]], progress: Progress) -> None:
        super().__init__(rows)
        self._progress = progress
        self._next = 0

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, int) and at >= self._next:
            self._tell(at)
        return super().__getitem__(at)

    def __iter__(self) -> Iterator[list[Cell]]:
        for at, row in enumerate(super().__iter__()):
            if at >= self._next:
                self._tell(at)
            yield row

    def _tell(self, at: int) -> None:
        self._next = at + _EVERY
        self._progress.step(at, len(self))


def watched(sheets: Sequence[Sheet], progress: Progress) -> list[Sheet]:
    """The same sheets; the longest tells how far it has been read."""
    longest = max(sheets, key=lambda sheet: len(sheet.rows))
    return [replace(one, rows=WatchedRows(one.rows, progress)) if one is longest else one for one in sheets]
