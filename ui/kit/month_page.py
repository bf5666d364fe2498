"""What the pages with a month's grid share: menu entries, the sheet for signature, the export that imports read back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QAction

from models.domain.ops import Op
from models.domain.period import Period
from services.exchange import exporting
from ui.kit.dialogs import ChooseSaveFile
from ui.kit.page import Page
from ui.kit.pdf_view import PdfView

QUIET_MILLISECONDS = 1500
"""So long nobody has typed before what follows from the values is counted again."""


class MonthGridPage(Page):
    """A page that shows one month as a grid; `export_kind` names its table as imports and exports do."""

    export_kind: ClassVar[str] = ""

    @property
    def period(self) -> Period:
        """The period that the grid shows: the month in hand, unless a page offers its weeks too."""
        return self.month

    def menu(self, wanted: Sequence[tuple[str, Callable[[], object], Op | None]]) -> list[QAction]:
        """Words (translated), what they do and what that writes, as actions."""
        actions = []
        for words, slot, op in wanted:
            action = QAction(words, self)
            action.triggered.connect(lambda _=False, slot=slot: slot())
            if op:
                self.writes(op, action)
            actions.append(action)
        return actions

    def show_to_print(self, title: str, pdf: bytes) -> None:
        """Show a sheet as it prints, then ask for the printer; the title comes translated."""
        view = PdfView(self.texts)
        named = f"{title} {self.month.text}"
        self.show_panel(named, view)
        view.show_pdf(pdf, named)
        view.print_pdf()

    def export(self) -> None:
        """Write the month as a table that imports read back."""
        t, month, workspace = self.texts, self.period, self.context.workspace
        name = Path(f"{t(self.title)} {month.text}.xlsx")
        path = ChooseSaveFile.ask(self, title=t("Export the month…"), filters="XLSX (*.xlsx);;CSV (*.csv)", suggested=name)
        if path:
            self.load(
                lambda: exporting.export(workspace, kind=self.export_kind, path=path, period=month),
                lambda done: self.banner.say(t("{n} rows were written to {file}.", n=done.rows, file=str(done.path)), "good"),
            )
