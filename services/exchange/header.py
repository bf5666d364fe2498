"""Finds the header under title rows and tells which column is which, by Chinese or English names in any order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.domain.errors import N_, ImportRefused, Message, RowProblem
from services.exchange.tables_in import Cell, Sheet
from services.exchange.values import text_of

SEARCHED_ROWS = 40
HEADER_REFUSED = N_("The table's header cannot be used; nothing was imported.")
"""No row of the file is a header that the kind can use."""
_TRADITIONAL = str.maketrans(
    "號員編組崗質狀態職離轉級資時間錄標數鐘實說與對應績規則話開結團隊稱類門務滿評訴獎聽審週碼",
    "号员编组岗质状态职离转级资时间录标数钟实说与对应绩规则话开结团队称类门务满评诉奖听审周码",
)
_NOISE = re.compile(r"[\s*＊:：_\-·.、#\"'“”]+")
_JOINTS = re.compile(r"[/|()\n]+|(?<=[\u4e00-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z_])\s*(?=[\u4e00-\u9fff])")
"""Where a title holds two names: 工号/employee_no, 工号 employee_no, Team(班组); never between English words."""
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")


@dataclass(frozen=True)
class Column:
    """A column that a kind knows: its key, the titles it goes by, whether a file must have it."""

    key: str
    titles: tuple[str, ...]
    required: bool = False

    @property
    def label(self) -> str:
        """How a message names it: the first title and the key."""
        return f"{self.titles[0]} {self.key}"


@dataclass(frozen=True)
class Header:
    """Where the columns stand. `last_row` is the 0-based index of the header's lowest row; data begins below it.

    `open` holds the columns that only the kind can name (days, indicators, criteria) by position; `is_joined`: of two rows.
    """

    last_row: int
    titles: tuple[str, ...]
    places: Mapping[str, int]
    open: Mapping[int, Any] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    doubled: tuple[int, ...] = ()
    is_joined: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    def title(self, key: str) -> str:
        """The title as the file has it; the column's own name where the file has no such column."""
        return self.titles[self.places[key]] if key in self.places else self.labels.get(key, key)


OpenColumn = Callable[[str, Cell], Any]
"""Names a column that is no fixed one from its title (and the raw header cell), or returns None."""


def plain_title(title: str) -> str:
    """A title without width, case, spaces, stars and other ornaments, traditional characters simplified."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", title).lower()).translate(_TRADITIONAL)


def _forms(title: str) -> list[str]:
    whole = plain_title(title)
    bare = plain_title(_BRACKETS.sub("", unicodedata.normalize("NFKC", title)))
    inside = [plain_title(part) for part in _JOINTS.split(unicodedata.normalize("NFKC", title))]
    return [form for form in (whole, bare, *inside) if form]


class Names:
    """Look-up from any written form of a title to the column's key; proper titles go before mere aliases."""

    def __init__(self, columns: Sequence[Column], mapping: Mapping[str, str] | None = None) -> None:
        self._keys: dict[str, tuple[str, int]] = {}
        for column in columns:
            for rank, title in enumerate((column.key, *column.titles)):
                self._keys.setdefault(plain_title(title), (column.key, max(rank - 1, 0)))
        self._keys |= {plain_title(title): (key, -1) for title, key in (mapping or {}).items()}

    def match(self, title: str) -> tuple[str, int] | None:
        """Key and rank (lower is surer) for a title as a file writes it, or None."""
        return next((self._keys[form] for form in _forms(title) if form in self._keys), None)


def find_header(
    sheets: Sequence[Sheet], columns: Sequence[Column], *, mapping: Mapping[str, str] | None = None, open_column: OpenColumn | None = None
) -> tuple[Sheet, Header]:
    """The sheet and header that know most columns; ImportRefused names what is missing or there twice."""
    names = Names(columns, mapping)
    found = [
        (_score(header, columns), -order, header.is_joined, -header.last_row, sheet, header)
        for order, sheet in enumerate(sheets)
        for index in range(min(SEARCHED_ROWS, len(sheet.rows)))
        for header in _candidates(sheet.rows, index, names, open_column)
    ]
    best = max(found, key=lambda item: item[:4])
    sheet, header = best[4], best[5]
    problems = [*_missing(header, columns), *_twice(header)]
    if problems:
        raise ImportRefused(HEADER_REFUSED, tuple(problems))
    return sheet, replace(header, labels={column.key: column.label for column in columns})


def _score(header: Header, columns: Sequence[Column]) -> tuple[int, int]:
    required = sum(1 for column in columns if column.required and column.key in header.places)
    return required, len(header.places) + len(set(header.open.values()))


def _candidates(rows: list[list[Cell]], index: int, names: Names, open_column: OpenColumn | None) -> list[Header]:
    one = _header(index, rows[index], [text_of(cell) for cell in rows[index]], names, open_column)
    if index + 1 >= len(rows):
        return [one]
    upper, lower = [text_of(cell) for cell in rows[index]], [text_of(cell) for cell in rows[index + 1]]
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    # a second header row fills the gaps of the first; a row of data would hide the first row's names
    pairs = list(zip(upper, lower, strict=True))
    if not any(lower) or sum(1 for above, below in pairs if above and below and above != below and names.match(above)) > 1:
        return [one]
    has_groups = sum(bool(title.strip()) for title in upper) > 1
    joined = (
        _joined(upper, lower, names, open_column) if has_groups else [below or above for above, below in zip(upper, lower, strict=True)]
    )
    return [one, replace(_header(index + 1, joined, joined, names, open_column), is_joined=has_groups)]


def _joined(upper: list[str], lower: list[str], names: Names, open_column: OpenColumn | None) -> list[str]:
    """Titles of two rows: the lower one, under a group that tells known columns of the same title apart (上班1 + 打卡时间)."""

    def is_known(title: str) -> bool:
        return names.match(title) is not None or (open_column is not None and open_column(title, title) is not None)

    times = Counter(plain_title(title) for title in lower if title.strip())
    joined, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above.strip() or group
        is_shared = times[plain_title(below)] > 1 and is_known(below)
        joined.append(f"{group}{below.strip()}" if is_shared else below or above)
    return joined


def _header(last_row: int, cells: Sequence[Cell], titles: list[str], names: Names, open_column: OpenColumn | None) -> Header:
    claims: dict[Any, list[tuple[int, int]]] = {}
    named: dict[int, Any] = {}
    extra: list[int] = []
    for position, title in enumerate(titles):
        if not title.strip():
            continue
        if match := names.match(title):
            claims.setdefault(match[0], []).append((match[1], position))
        elif open_column is not None and (meaning := open_column(title, cells[position])) is not None:
            named[position] = meaning
        else:
            extra.append(position)
    places = {key: min(claim)[1] for key, claim in claims.items()}
    weaker = [position for claim in claims.values() for rank, position in claim if rank > min(claim)[0]]
    doubled = [position for claim in claims.values() for rank, position in claim if (rank, position) > min(claim) and rank == min(claim)[0]]
    doubled += [position for position, meaning in named.items() if meaning in [named[other] for other in named if other < position]]
    unused = tuple(titles[position].strip() for position in sorted(extra + weaker))
    return Header(last_row, tuple(titles), places, named, unused, tuple(sorted(doubled)))


def _missing(header: Header, columns: Sequence[Column]) -> list[RowProblem]:
    reason = Message(N_("The column is missing."))
    return [RowProblem(0, column.label, "", reason) for column in columns if column.required and column.key not in header.places]


def _twice(header: Header) -> list[RowProblem]:
    reason = Message(N_("The column is there twice."))
    return [RowProblem(header.last_row + 1, header.titles[place].strip(), "", reason) for place in header.doubled]
