"""One kind of growth record on the page: a table, its buttons, and an empty state that says what it is for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.domain.errors import UserError
from models.domain.ops import Done, Op
from services.workspace import Workspace
from ui.growth.fields import GrowthForm
from ui.kit.dialogs import Confirm
from ui.kit.notices import EmptyState
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP

if TYPE_CHECKING:
    from ui.growth.page import GrowthPage


class Section(QWidget):
    """Subclasses name their words, columns, reading and forms. `kind` names the table for imports and exports, '' = none."""

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    new_title: ClassVar[str] = ""
    empty_title: ClassVar[str] = ""
    purpose: ClassVar[str] = ""

    def __init__(self, page: GrowthPage) -> None:
        super().__init__()
        self.page, self.texts = page, page.texts
        t = self.texts
        self.rows = RowsModel(self.columns(), self)
        self.table = TableView(self.rows, t(self.title), t("Nothing fits the search."))
        self.table.row_activated.connect(self.opened)
        self.table.set_menu(lambda _row: self.menu())
        self.buttons: dict[str, QPushButton] = {}
        self.row = QHBoxLayout()
        self.row.setSpacing(STEP * 2)
        self.button("change", t("Change…"), self.change)
        self.more_buttons()
        self.button("remove", t("Remove…"), self.remove)
        self.row.addStretch(1)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(self.row)
        column.addWidget(self.table, 1)
        self.empty = EmptyState()
        self.empty.say(t(self.empty_title), t(self.purpose), t(self.new_title), self.add)
        self.stack = QStackedWidget()
        self.stack.addWidget(full)
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    # What subclasses write

    @abstractmethod
    def columns(self) -> Sequence[Column]:
        """The columns of the table."""

    @abstractmethod
    def read(self, workspace: Workspace) -> Sequence[Any]:
        """Every record, read on the store lane; each has an `id`."""

    @abstractmethod
    def form(self, row: Any | None) -> GrowthForm:
        """The form of a new record, or of the one given."""

    @abstractmethod
    def removal(self, row: Any) -> Callable[[], Done[None]]:
        """The write that removes the record."""

    @abstractmethod
    def words(self, row: Any) -> str:
        """What the record is called."""

    def more_buttons(self) -> None:
        """Own buttons between Change and Remove."""

    def opened(self, _row: Any) -> None:
        """A record was activated."""
        self.change()

    # What the page uses

    @property
    def today(self) -> date:
        """The day of the workspace's clock."""
        return self.page.context.workspace.clock.today()

    def button(self, name: str, words: str, slot: Callable[[], object], op: Op | None = Op.EDIT_GROWTH) -> QPushButton:
        """A button above the table; `op` is what it writes, None = nothing."""
        made = QPushButton(words)
        made.clicked.connect(lambda: slot())
        if op is not None:
            self.page.writes(op, made)
        self.row.addWidget(made)
        self.buttons[name] = made
        return made

    def menu(self) -> list[QAction]:
        """The buttons as a context menu."""
        return [self.page.menu_entry(button) for button in self.buttons.values()]

    def fill(self, rows: Sequence[Any]) -> None:
        """Show the records, the chosen one chosen again."""
        chosen = self.table.current()
        self.rows.set_rows(rows)
        self.stack.setCurrentIndex(0 if rows else 1)
        if chosen is not None:
            self.table.choose(lambda row: row.id == chosen.id)

    def chosen(self) -> Any | None:
        """The record under the cursor; the banner asks for one otherwise."""
        row = self.table.current()
        if row is None:
            self.page.banner.say(self.texts("Choose a record first."), "watch")
        return row

    # Doing

    def add(self) -> None:
        """The form of a new record."""
        if self.page.may(Op.EDIT_GROWTH):
            self.show_form(self.texts(self.new_title), self.form(None))

    def change(self) -> None:
        """The form of the chosen record."""
        if (row := self.chosen()) is not None and self.page.may(Op.EDIT_GROWTH):
            self.show_form(self.words(row), self.form(row))

    def remove(self) -> None:
        """Remove the chosen record after asking once."""
        if (row := self.chosen()) is None:
            return
        t = self.texts
        sentence = t("“{what}” is taken off the records. Ctrl+Z brings it back.", what=self.words(row))
        if Confirm.ask(self.page, t, title=t("Remove the record"), what_happens=sentence, yes=t("Remove")):
            self.page.panel.close_panel()
            self.page.write(self.removal(row), lambda _: self.page.banner.say(t("Removed."), "good"))

    def show_form(self, title: str, form: GrowthForm) -> None:
        """Show a form; what it stores closes the panel."""
        form.submitted.connect(lambda: self._submit(form))
        form.cancelled.connect(self.page.panel.close_panel)
        self.page.writes(Op.EDIT_GROWTH, form.yes)
        self.page.show_panel(title, form)

    def _submit(self, form: GrowthForm) -> None:
        if not form.complete():
            return
        try:
            call = form.write(self.page.context.workspace)
        except UserError as error:
            form.refuse(error)
            return
        self.page.write(call, lambda _: self._stored(), failed=form.refuse)

    def _stored(self) -> None:
        self.page.panel.close_panel()
        self.page.banner.say(self.texts("Stored."), "good")
