"""What an import would do, before it does it: records added, changed, the same; bad rows; and the writes that store it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from models.domain.errors import N_, Message, RowProblem, UserError
from models.store import Tx
from models.tables.base import Base, referred_first
from services.exchange.tables_in import Cell
from services.exchange.values import text_of
from services.progress import Progress

T = TypeVar("T")
OUT_OF_RANGE = N_("{value} lies outside the plausible range {low} to {high}.")
"""The one reason that a person may overrule, with a reason of the own."""


_PORTION = 2_000
"""Rows stored between two looks at whether the user wants to stop."""


def _portions(rows: list[T]) -> Iterator[list[T]]:
    for at in range(0, len(rows), _PORTION):
        yield rows[at : at + _PORTION]


class RowState(StrEnum):
    """What happens to one record."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class FieldChange:
    """One value before and after, as stored."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PlanRow:
    """One record of the file: spreadsheet row, what it is about, what happens to it."""

    row: int
    label: str
    state: RowState
    changes: tuple[FieldChange, ...] = ()


@dataclass
class Writes:
    """Rows to insert, change and remove, table by table."""

    added: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)
    changed: dict[type[Base], list[tuple[dict[str, Any], dict[str, Any]]]] = field(default_factory=dict)
    removed: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)

    def apply(self, tx: Tx, progress: Progress) -> None:
        """Store everything in portions, removals first so that unique places are free, rows behind those that they refer to."""
        gone, new = reversed(referred_first(self.removed)), referred_first(self.added)
        portions: list[Callable[[], object]] = [
            *(partial(tx.remove_many, model, part) for model in gone for part in _portions(self.removed[model])),
            *(partial(tx.insert_many, model, part) for model in new for part in _portions(self.added[model])),
            *(partial(tx.update_many, model, part) for model, pairs in self.changed.items() for part in _portions(pairs)),
        ]
        for number, store in enumerate(portions):
            progress.step(number, len(portions))
            store()


@dataclass(frozen=True)
class ImportPlan:
    """The whole plan of one file; `bad_rows` counts rows with a problem."""

    kind: str
    rows: tuple[PlanRow, ...]
    problems: tuple[RowProblem, ...]
    notices: tuple[Message, ...]
    writes: Writes

    @property
    def bad_rows(self) -> int:
        """Rows of the file that cannot be stored."""
        return len({problem.row for problem in self.problems})

    @property
    def out_of_range(self) -> int:
        """Values that are refused only because nobody has confirmed them."""
        return sum(problem.reason.msgid == OUT_OF_RANGE for problem in self.problems)

    def count(self, state: RowState) -> int:
        """Records in that state."""
        return sum(row.state is state for row in self.rows)


class Draft:
    """A plan while a kind builds it."""

    def __init__(self) -> None:
        self.rows: list[PlanRow] = []
        self.problems: list[RowProblem] = []
        self.notices: list[Message] = []
        self.writes = Writes()

    def problem(self, row: int, column: str, cell: Cell, reason: Message | UserError) -> None:
        """Note one bad cell."""
        message = reason.message if isinstance(reason, UserError) else reason
        self.problems.append(RowProblem(row, column, text_of(cell).strip(), message))

    def notice(self, msgid: str, **facts: Any) -> None:
        """Note something that the user should know."""
        self.notices.append(Message(msgid, facts))

    def put(self, model: type[Base], before: Mapping[str, Any] | None, values: Mapping[str, Any], row: int, label: str) -> None:
        """Plan one record: new, changed, or as it is."""
        if before is None:
            self.writes.added.setdefault(model, []).append(dict(values))
            self.rows.append(PlanRow(row, label, RowState.ADDED))
            return
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            self.rows.append(PlanRow(row, label, RowState.SAME))
            return
        self.writes.changed.setdefault(model, []).append((dict(before), changed))
        self.rows.append(PlanRow(row, label, RowState.CHANGED, changes_between(before, changed)))

    def plan(self, kind: str) -> ImportPlan:
        """The finished plan, problems in the order of the file."""
        problems = tuple(sorted(self.problems, key=lambda problem: problem.row))
        return ImportPlan(kind, tuple(self.rows), problems, tuple(self.notices), self.writes)


def changes_between(before: Mapping[str, Any], changed: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The changed columns with both values."""
    return tuple(FieldChange(name, before[name], value) for name, value in changed.items())
