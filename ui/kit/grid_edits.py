"""Typed cells on their way from a grid to the store: shown at once, kept in order, refused ones marked with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.domain.errors import ConflictError
from models.domain.ops import Done
from models.domain.period import Period
from services.cells import CellProblem, CellsRefused, NeedsConfirmation, NeedsReason
from ui.kit.dialogs import AskReason, Confirm
from ui.kit.grid_model import Edit, GridModel, GridRow, Mark

if TYPE_CHECKING:
    from ui.kit.month_page import MonthGridPage

_LISTED = 8
Place = tuple[Any, str]
"""(row id, column key): a cell wherever it stands after sorting, filtering, or a refresh."""


@dataclass(frozen=True)
class Typed:
    """One typed cell; `seen` is the stored text that it replaces, None when an earlier edit of the cell is still under way."""

    id: Any
    key: str
    text: str
    seen: str | None


class EditedModel(GridModel):
    """A grid model in which cells under way stay typed and refused cells stay marked when rows are shown anew."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.under_way: dict[Place, tuple[int, str]] = {}
        self.refused: dict[Place, str] = {}
        self._plain: dict[Any, GridRow] = {}

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """As the base; nothing that was typed or refused is lost."""
        self._plain = {row.id: row for row in rows}
        super().set_rows([self._marked(row) for row in rows])
        self._restore()

    def set_row(self, at: int, row: GridRow) -> None:
        """As the base; other cells of the row that are under way stay typed."""
        self._plain[row.id] = row
        super().set_row(at, self._marked(row))
        self._restore()

    def filter(self, query: str) -> None:
        """As the base."""
        super().filter(query)
        self._restore()

    def replace(self, rows: Iterable[GridRow]) -> None:
        """Show these rows in the place of those with the same ids, shown or filtered out."""
        at = {row.id: number for number, row in enumerate(self._rows)}
        for row in rows:
            if row.id in at:
                self.set_row(at[row.id], row)
            else:
                self._plain[row.id] = row
                self._all = [self._marked(row) if each.id == row.id else each for each in self._all]

    def mark_anew(self, ids: Iterable[Any]) -> None:
        """Show the rows again after cells were refused or came through."""
        self.replace([self._plain[id_] for id_ in dict.fromkeys(ids) if id_ in self._plain])

    def forget(self) -> None:
        """Another month: nothing typed or refused belongs to it."""
        self.under_way.clear()
        self.refused.clear()

    def stored_text(self, row: int, column: int) -> str:
        """What the store has, whatever is typed above it."""
        return self._rows[row].texts[column]

    def _marked(self, row: GridRow) -> GridRow:
        reasons = {n: self.refused[row.id, c.key] for n, c in enumerate(self.columns) if (row.id, c.key) in self.refused}
        if not reasons:
            return row
        marks = {**row.marks, **{n: row.marks.get(n, Mark.NONE) | Mark.BAD for n in reasons}}
        return replace(row, marks=marks, tips={**row.tips, **reasons})

    def _restore(self) -> None:
        if self.under_way:
            rows = {row.id: number for number, row in enumerate(self._rows)}
            columns = {column.key: number for number, column in enumerate(self.columns)}
            for (id_, key), (_, text) in self.under_way.items():
                if id_ in rows and key in columns:
                    self._pending[rows[id_], columns[key]] = text


class GridEdits(QObject):
    """Sends what is typed to a service, without making typing wait.

    `store(typed, confirmed)` runs on the store lane and returns Done; `rows(value)` turns its value into rows to show.
    `describe(problem)` words one doubtful cell for the question whether to store it anyway.
    """

    def __init__(
        self,
        page: MonthGridPage,
        model: EditedModel,
        store: Callable[[Sequence[Typed], bool], Callable[[], Done[Any]]],
        rows: Callable[[Any], list[GridRow]],
        describe: Callable[[CellProblem], str],
    ) -> None:
        super().__init__(page)
        self._page, self._model = page, model
        self._store, self._rows, self._describe = store, rows, describe
        self._count = 0
        self._reasons: dict[Period, str] = {}
        """Why a closed period is changed, asked for once while its grid is at hand."""
        model.edit_requested.connect(self._typed)
        model.told.connect(lambda message: page.banner.say(page.texts.message(message), "watch"))

    @property
    def reason(self) -> str:
        """Why the period shown is changed after its close; '' while nobody had to say it."""
        return self._reasons.get(self._page.period, "")

    def _typed(self, edits: list[Edit]) -> None:
        model = self._model
        typed = []
        for row, column, text in edits:
            place = (model.row(row).id, model.columns[column].key)
            typed.append(Typed(*place, text, None if place in model.under_way else model.stored_text(row, column)))
            model.refused.pop(place, None)
        self._send(typed, False)

    def _send(self, typed: Sequence[Typed], confirmed: bool) -> None:
        self._count += 1
        number, period = self._count, self._page.period
        self._model.under_way |= {(cell.id, cell.key): (number, cell.text) for cell in typed}

        def done(value: Any) -> None:
            self._arrived(number, typed)
            if period == self._page.period:
                self._model.replace(self._rows(value))
                self._say_reason()

        def failed(error: Exception) -> None:
            self._arrived(number, typed)
            if period == self._page.period:
                self._failed(error, typed, confirmed)
            else:
                self._page.report(error)

        self._page.write(self._store(typed, confirmed), done, failed=failed)

    def _arrived(self, number: int, typed: Sequence[Typed]) -> None:
        under_way = self._model.under_way
        for cell in typed:
            if under_way.get((cell.id, cell.key), (0, ""))[0] == number:
                del under_way[cell.id, cell.key]

    def _failed(self, error: Exception, typed: Sequence[Typed], confirmed: bool) -> None:
        if isinstance(error, NeedsReason):
            self._ask_reason(error, typed, confirmed)
        elif isinstance(error, NeedsConfirmation):
            if self._ask(error.problems):
                self._send(typed, True)
                return
            self._mark(error.problems, typed)
        elif isinstance(error, CellsRefused):
            self._mark(error.problems, typed)
            self._page.report(error)
        else:
            self._model.mark_anew(cell.id for cell in typed)
            self._page.report(error)
            if isinstance(error, ConflictError):
                self._page.make_stale()

    def _ask_reason(self, error: NeedsReason, typed: Sequence[Typed], confirmed: bool) -> None:
        page, t = self._page, self._page.texts
        title, what = t("Change a closed month?"), t.message(error.message)
        why = AskReason.ask(page, t, title=title, what_happens=what, yes=t("Store with this reason"))
        if why:
            self._reasons[page.period] = why
            self._send(typed, confirmed)
        else:
            self._model.mark_anew(cell.id for cell in typed)

    def _say_reason(self) -> None:
        page, t = self._page, self._page.texts
        if self.reason:
            words = t("Stored after the close, because: {reason}", reason=self.reason)
            page.banner.say(words, "watch", t("Other reason…"), lambda: self._reasons.pop(page.period, None))

    def _ask(self, problems: Sequence[CellProblem]) -> bool:
        t = self._page.texts
        lines = [self._describe(problem) for problem in problems[:_LISTED]]
        if len(problems) > _LISTED:
            lines.append(t("… and {n} more.", n=len(problems) - _LISTED))
        words = t("They are stored with your name as the one who looked at them, and stay marked in the grid.")
        return Confirm.ask(
            self._page, t, title=t("Store values that look wrong?"), what_happens="\n".join([*lines, "", words]), yes=t("Store anyway")
        )

    def _mark(self, problems: Sequence[CellProblem], typed: Sequence[Typed]) -> None:
        t = self._page.texts
        reasons: Mapping[Place, str] = {
            (p.employee_no, p.column): t("“{text}” was not stored: {reason}", text=p.text, reason=p.reason) for p in problems
        }
        self._model.refused |= reasons
        self._model.mark_anew(cell.id for cell in typed)
