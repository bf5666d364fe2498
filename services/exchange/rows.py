"""The data rows under a header, and the reading of their cells with every bad one noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from models.domain.errors import N_, Message, UserError
from services.exchange.directory import Directory, Person
from services.exchange.header import Header
from services.exchange.plan import Draft
from services.exchange.tables_in import Cell, Sheet
from services.exchange.values import read_employee_no, read_words, text_of

T = TypeVar("T")
_TOTAL = re.compile(r"\s*(?:[合总小]\s*计|平均值?|均值|total|average|sum)\s*[:：]?\s*", re.IGNORECASE)
NAMES_DIFFER = N_("Names that differ from the roster (the employee number counts): {names}.")
_FOOTER = re.compile(r"[\u4e00-\u9fff]|total", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One data row; `number` is the row as the spreadsheet shows it."""

    number: int
    cells: list[Cell]

    def at(self, position: int) -> Cell:
        """The cell at a position; '' beyond the end."""
        return self.cells[position] if position < len(self.cells) else ""


def is_blank(cell: Cell) -> bool:
    """Nothing but blanks in it."""
    return isinstance(cell, str) and not cell.strip(" \t\u3000\xa0\r\n")


class Table:
    """A sheet with its header, read into a draft."""

    def __init__(self, sheet: Sheet, header: Header, draft: Draft) -> None:
        self.sheet = sheet
        self.header = header
        self.draft = draft
        self._names_differ: list[str] = []

    def rows(self) -> Iterator[Row]:
        """Rows with anything in the known columns; lines of text under the table are passed over with a notice."""
        known = sorted({*self.header.places.values(), *self.header.open})
        marks = known[:3]
        for index in range(self.header.last_row + 1, len(self.sheet.rows)):
            row = Row(index + 1, self.sheet.rows[index])
            is_total = any(isinstance(row.at(position), str) and _TOTAL.fullmatch(str(row.at(position))) for position in marks)
            if not is_total and sum(not is_blank(row.at(position)) for position in marks) > 1:
                yield row
                continue
            filled = [row.at(position) for position in known if not is_blank(row.at(position))]
            if not filled:
                continue
            is_remark = len(filled) == 1 and len(known) > 2 and isinstance(filled[0], str) and _FOOTER.search(filled[0])
            if is_total or is_remark:
                self.draft.notice(
                    N_("Row {row} was passed over as a remark: “{text}”."), row=row.number, text=text_of(filled[0]).strip()[:40]
                )
                continue
            yield row

    def cell(self, row: Row, key: str) -> Cell:
        """The cell under a column; '' where the file has no such column."""
        place = self.header.places.get(key)
        return "" if place is None else row.at(place)

    def get(self, row: Row, key: str, parse: Callable[[Cell], T]) -> T | None:
        """The parsed cell; None when blank, or bad (then noted)."""
        cell = self.cell(row, key)
        if is_blank(cell):
            return None
        try:
            return parse(cell)
        except UserError as error:
            self.draft.problem(row.number, self.header.title(key).strip(), cell, error)
            return None

    def need(self, row: Row, key: str, parse: Callable[[Cell], T]) -> T | None:
        """The parsed cell; a blank one is noted as bad."""
        if is_blank(self.cell(row, key)):
            self.draft.problem(row.number, self.header.title(key), "", Message(N_("A value is needed here.")))
            return None
        return self.get(row, key, parse)

    def parsed(self, row: Row, title: str, cell: Cell, parse: Callable[[Cell], T]) -> T | None:
        """The cell through `parse`; None when it refuses, which is noted."""
        try:
            return parse(cell)
        except UserError as error:
            self.draft.problem(row.number, title.strip(), cell, error)
            return None

    def person(self, row: Row, directory: Directory) -> Person | None:
        """The agent of the row by employee number; a differing name is remembered for a notice."""
        person = self.need(row, "employee_no", lambda cell: directory.numbered(read_employee_no(cell)))
        name = read_words(self.cell(row, "name"))
        if person and name and name != person.name:
            self._names_differ.append(f"{person.employee_no} {name} ≠ {person.name}")
        return person

    def is_good(self, row: Row) -> bool:
        """No problem noted for this row so far (problems come row by row)."""
        return not self.draft.problems or self.draft.problems[-1].row != row.number

    def close(self) -> None:
        """Notices about the whole table: unknown columns, names that differ."""
        if self.header.extra:
            self.draft.notice(N_("Columns that are not used: {columns}."), columns=", ".join(self.header.extra))
        if self._names_differ:
            shown = "; ".join(self._names_differ[:5]) + (" …" if len(self._names_differ) > 5 else "")
            self.draft.notice(NAMES_DIFFER, names=shown)
