"""Which kind of table a file is: every importer looks at its first rows, and the one that can use most of them comes first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.domain.errors import FenmingError
from models.domain.period import Period
from services.exchange import importing
from services.exchange.plan import ImportPlan
from services.exchange.tables_in import Sheet, read_table
from services.workspace import Workspace

_LOOKED_AT = 60
"""Rows of each sheet that are tried: enough for titles, header and a few records."""


@dataclass(frozen=True)
class Guess:
    """A kind that can read the file: the share of its rows that it cannot store, and of its columns that it would pass over."""

    kind: str
    bad: float
    unused: float

    @property
    def is_sure(self) -> bool:
        """Most rows and columns make sense as this kind."""
        return self.bad <= 0.5 and self.unused <= 0.5


def guess_kinds(workspace: Workspace, *, path: Path, month: Period) -> tuple[Guess, ...]:
    """The kinds that can read the file, best first; UserError when it is no table at all. `month` is taken where the file names none."""
    sheets = [Sheet(sheet.name, sheet.rows[:_LOOKED_AT]) for sheet in read_table(path)]
    found = []
    for order, kind in enumerate(importing.KINDS):
        try:
            plan = importing.preview_sheets(workspace, kind=kind, sheets=sheets, period=None if kind == "roster" else month)
        except FenmingError:
            continue  # this kind does not know the header
        if plan.rows or plan.problems:
            found.append((_guess(kind, plan, sheets), order))
    return tuple(guess for guess, _ in sorted(found, key=lambda item: (item[0].unused > 0.5, item[0].bad, item[0].unused, item[1])))


def _guess(kind: str, plan: ImportPlan, sheets: list[Sheet]) -> Guess:
    rows = len({row.row for row in plan.rows} | {problem.row for problem in plan.problems})
    columns = max(sum(cell != "" for cell in row) for sheet in sheets for row in sheet.rows)
    unused = sum(str(notice.facts["columns"]).count(", ") + 1 for notice in plan.notices if "columns" in notice.facts)
    bad = {
        problem.row for problem in plan.problems if set(problem.reason.facts) != {"number"}
    }  # an unknown agent says nothing of the table
    return Guess(kind, len(bad) / max(rows, 1), unused / max(columns, 1))
