"""A read-only table over frozen rows: texts made once, sorted and filtered here, headers announced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.kit import pinyin, privacy

Index = QModelIndex | QPersistentModelIndex
TONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The cell's tone: good, watch, bad, muted, accent or ''."""


@dataclass(frozen=True)
class Column:
    """One column: `text(row)` is what is shown; `title` comes translated.

    numeric: right-aligned, tabular figures. sort: the value to order by (default: the pinyin of the text; for numeric
    columns give it). tone(row): good, watch, bad, muted, accent or ''. tip(row): tooltip. searched: looked at by `filter`.
    private: covered in the privacy view.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    width: int = 110
    numeric: bool = False
    sort: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None
    searched: bool = True
    private: bool = False

    def shown(self, row: Any) -> str:
        """The text of a row's cell as it may be seen now."""
        return privacy.covered(self.text(row)) if self.private else self.text(row)


class RowsModel(QAbstractTableModel):
    """Rows in, cells out; it never stores anything."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Any] = []
        self._texts: list[list[str]] = []
        self._order: list[int] = []
        self._query = ""
        self._keep: Callable[[Any], bool] | None = None
        self._sorted: tuple[int, bool] | None = None

    # For pages

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; sorting and filter stay."""
        self.beginResetModel()
        self._rows = list(rows)
        self._texts = [[column.shown(row) for column in self.columns] for row in self._rows]
        self._arrange()
        self.endResetModel()

    def replace_row(self, at: int, row: Any) -> None:
        """Put another value into the shown row `at` without moving it."""
        place = self._order[at]
        self._rows[place] = row
        self._texts[place] = [column.shown(row) for column in self.columns]
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def row(self, at: int) -> Any:
        """The value behind the shown row `at`."""
        return self._rows[self._order[at]]

    def rows(self) -> list[Any]:
        """The shown rows in their order."""
        return [self._rows[place] for place in self._order]

    def text_at(self, at: int, column: int) -> str:
        """The text of a shown cell."""
        return self._texts[self._order[at]][column]

    def find(self, wanted: Callable[[Any], bool]) -> int:
        """The first shown row for which `wanted` is true, -1 if none."""
        return next((at for at, place in enumerate(self._order) if wanted(self._rows[place])), -1)

    def filter(self, query: str) -> None:
        """Show rows with the query in a searched column: hanzi, pinyin, initials or number."""
        self._query = query.strip()
        self._rearrange()

    def keep(self, wanted: Callable[[Any], bool] | None) -> None:
        """Show only rows for which `wanted` is true, together with the query; None lifts it."""
        self._keep = wanted
        self._rearrange()

    # How Qt reads it

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Shown rows."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, tone, tooltip."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texts[self._order[index.row()]][index.column()]
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        maker = {TONE_ROLE: column.tone, Qt.ItemDataRole.ToolTipRole: column.tip}.get(role)
        if maker is None or (maker is column.tip and column.private and privacy.is_on()):
            return None
        return maker(self.row(index.row()))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column titles, also for screen readers."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if self.columns[section].numeric else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 gives the order of `set_rows` back."""
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if 0 <= column < len(self.columns) else None
        self._rearrange()

    # How it is arranged

    def _rearrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        places = [self._order[index.row()] for index in old]
        self._arrange()
        at = {place: position for position, place in enumerate(self._order)}
        new = [self.index(at[place], index.column()) if place in at else QModelIndex() for index, place in zip(old, places, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        searched = [number for number, column in enumerate(self.columns) if column.searched]
        order = range(len(self._rows))
        if self._keep:
            order = [place for place in order if self._keep(self._rows[place])]
        if self._query:
            order = [p for p in order if any(pinyin.matches(self._query, self._texts[p][number]) for number in searched)]
        self._order = list(order)
        if self._sorted:
            number, backwards = self._sorted
            maker = self.columns[number].sort
            key = (lambda p: maker(self._rows[p])) if maker else (lambda p: pinyin.sort_key(self._texts[p][number]))
            self._order.sort(key=key, reverse=backwards)
