"""The month as a spreadsheet: plain texts with marks; edits are asked for, never stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.kit import pinyin

Index = QModelIndex | QPersistentModelIndex
Edit = tuple[int, int, str]
"""(shown row, column number, text)"""


class Mark(IntFlag):
    """What a cell looks like."""

    NONE = 0
    SHADED = 1
    WARNING = 2
    BAD = 4
    READ_ONLY = 8
    SAVING = 16


@dataclass(frozen=True)
class GridColumn:
    """One column; `title` comes translated. `shaded`: weekend or holiday. `tip`: tooltip of the header."""

    key: str
    title: str
    width: int = 40
    numeric: bool = False
    shaded: bool = False
    tip: str = ""


@dataclass(frozen=True)
class GridRow:
    """One row: what it stands for, a text for every column (lead, body, totals), and what differs by column number.

    hints: shown faintly while the cell is empty (last month's value). tips: tooltips (why a value is flagged).
    """

    id: Any
    texts: Sequence[str]
    marks: Mapping[int, Mark] = field(default_factory=dict)
    hints: Mapping[int, str] = field(default_factory=dict)
    tips: Mapping[int, str] = field(default_factory=dict)


class GridModel(QAbstractTableModel):
    """`edit_requested([(row, column, text), …])`: the page asks a service and comes back with `set_row(s)` or `reject`.

    Until then the cells show what was typed, marked as saving. Lead and total columns are read only.
    """

    edit_requested = Signal(list)
    told = Signal(object)
    """A Message for the user about what a paste could not do."""

    def __init__(
        self, lead: Sequence[GridColumn], body: Sequence[GridColumn], totals: Sequence[GridColumn] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._all: list[GridRow] = []
        self._rows: list[GridRow] = []
        self._query = ""
        self.locked = False
        """Whoever works here may only look."""
        self._pending: dict[tuple[int, int], str] = {}
        self._take_columns(lead, body, totals)

    # For pages

    def set_columns(self, lead: Sequence[GridColumn], body: Sequence[GridColumn], totals: Sequence[GridColumn] = ()) -> None:
        """Other columns (another month); the rows go."""
        self.beginResetModel()
        self._all, self._rows = [], []
        self._pending.clear()
        self._take_columns(lead, body, totals)
        self.endResetModel()

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """Show these rows; with the same ids the cursor, the selection and an open editor stay."""
        shown = self._matching(rows)
        same = [row.id for row in shown] == [row.id for row in self._rows]
        if not same:
            self.beginResetModel()
        self._all, self._rows = list(rows), shown
        self._pending.clear()
        if not same:
            self.endResetModel()
        elif shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(self.columns) - 1))

    def set_row(self, at: int, row: GridRow) -> None:
        """Replace one shown row after a stored edit."""
        old = self._rows[at]
        self._rows[at] = row
        self._all = [row if each is old else each for each in self._all]
        self._pending = {place: text for place, text in self._pending.items() if place[0] != at}
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def reject(self, edits: Iterable[Edit]) -> None:
        """The service refused: show the old texts again."""
        for row, column, _text in edits:
            self._pending.pop((row, column), None)
            self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def filter(self, query: str) -> None:
        """Show the rows whose lead columns contain the query (hanzi, pinyin, initials, number)."""
        self.beginResetModel()
        self._query = query.strip()
        self._rows = self._matching(self._all)
        self._pending.clear()
        self.endResetModel()

    def row(self, at: int) -> GridRow:
        """The shown row `at`."""
        return self._rows[at]

    def rows(self) -> list[GridRow]:
        """The shown rows."""
        return list(self._rows)

    def text_at(self, row: int, column: int) -> str:
        """What the cell shows: a text on its way to the store before the stored one."""
        return self._pending.get((row, column), self._rows[row].texts[column])

    def mark_at(self, row: int, column: int) -> Mark:
        """The cell's marks, the column's shading and saving included."""
        mark = self._rows[row].marks.get(column, Mark.NONE)
        if (row, column) in self._pending:
            mark |= Mark.SAVING
        if self.columns[column].shaded:
            mark |= Mark.SHADED
        return mark

    def pending_places(self) -> Mapping[tuple[int, int], str]:
        """Cells whose text is on its way to the store."""
        return self._pending

    def is_editable(self, row: int, column: int) -> bool:
        """May the user type here?"""
        return not self.locked and column in self.body and not self._rows[row].marks.get(column, Mark.NONE) & Mark.READ_ONLY

    def request(self, edits: Iterable[Edit]) -> list[Edit]:
        """Ask for those edits that change something and are allowed; they are shown as saving."""
        wanted = [(r, c, text) for r, c, text in edits if self.is_editable(r, c) and text != self.text_at(r, c)]
        for row, column, text in wanted:
            self._pending[row, column] = text
        if wanted:
            rows, columns = [edit[0] for edit in wanted], [edit[1] for edit in wanted]
            self.dataChanged.emit(self.index(min(rows), min(columns)), self.index(max(rows), max(columns)))
            self.edit_requested.emit(wanted)
        return wanted

    # How Qt reads it

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Shown rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Editable where typing is allowed."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.isValid() and self.is_editable(index.row(), index.column()):
            return plain | Qt.ItemFlag.ItemIsEditable
        return plain if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tooltip, and for screen readers the row's and column's head with the text."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text_at(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._rows[row].tips.get(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight if self.columns[column].numeric else Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = " ".join(self._rows[row].texts[: self.body.start])
            return f"{head} {self.columns[column].title}: {self.text_at(row, column)} {self._rows[row].tips.get(column, '')}".strip()
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Asks for the edit; stores nothing, hence False."""
        if index.isValid() and role == Qt.ItemDataRole.EditRole:
            self.request([(index.row(), index.column(), str(value).strip())])
        return False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column titles and their tooltips."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            column = self.columns[section]
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return column.title
            if role == Qt.ItemDataRole.ToolTipRole:
                return column.tip or None
            if role == Qt.ItemDataRole.TextAlignmentRole and section < self.body.start:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _take_columns(self, lead: Sequence[GridColumn], body: Sequence[GridColumn], totals: Sequence[GridColumn]) -> None:
        self.columns = (*lead, *body, *totals)
        self.body = range(len(lead), len(lead) + len(body))
        """The column numbers of the body."""

    def _matching(self, rows: Sequence[GridRow]) -> list[GridRow]:
        lead = self.body.start
        return [row for row in rows if not self._query or any(pinyin.matches(self._query, text) for text in row.texts[:lead])]
