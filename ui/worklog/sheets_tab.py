"""Assessment sheets of the month: who has one, previews, and numbering them one by one or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.ops import Op
from services import assessment, papers
from services.assessment import SheetLine
from ui.kit import rights
from ui.kit.notices import label
from ui.kit.pdf_view import PdfView
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.tasks import DRAW
from ui.kit.theme import STEP

if TYPE_CHECKING:
    from ui.worklog.page import WorkLogPage


class SheetsTab(QWidget):
    """Everybody whom the assessment covers."""

    def __init__(self, page: WorkLogPage) -> None:
        super().__init__()
        self._page, t = page, page.texts
        self.rows = RowsModel([
            Column("no", t("No."), lambda s: s.employee_no, 80),
            Column("name", t("Name"), lambda s: s.name, 110),
            Column("team", t("Team"), lambda s: s.team, 150),
            Column("number", t("Number of the sheet"), lambda s: s.number or t("not made yet"), 200,
                   tone=lambda s: "" if s.number else "muted"),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Assessment sheets of the month"), t("Nobody is assessed in this month."))
        self.table.row_activated.connect(lambda _row: self.preview(self._chosen()))
        self.state = label("", "muted")
        self.preview_button = self._button(t("Preview"), lambda: self.preview(self._chosen()))
        self.preview_all_button = self._button(t("Preview all"), lambda: self.preview([]))
        self.issue_button = self._button(t("Make the sheets chosen"), lambda: self.issue(self._chosen()))
        self.issue_all_button = self._button(t("Make all sheets"), lambda: self.issue([]))
        buttons = QHBoxLayout()
        for button in (self.preview_button, self.preview_all_button, self.issue_button, self.issue_all_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rights.writes(page.context, Op.ISSUE_DOCUMENT, self.issue_button, self.issue_all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.state)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _button(self, words: str, slot: object) -> QPushButton:
        button = QPushButton(words)
        assert callable(slot)
        button.clicked.connect(lambda: slot())
        return button

    def show_lines(self, lines: Sequence[SheetLine]) -> None:
        """Show who has a sheet."""
        page, t = self._page, self._page.texts
        chosen = {line.employee_no for line in self.table.selected()}
        self.rows.set_rows(lines)
        if chosen:
            self.table.choose(lambda line: line.employee_no in chosen)
        may = assessment.may_issue(page.month, page.today())
        made = t("{n} of {all} sheets are made.", n=sum(bool(line.number) for line in lines), all=len(lines))
        self.state.setText(made if may else t("Sheets are made in the month's last week and after it; until then there are previews."))
        for button in (self.issue_button, self.issue_all_button):
            button.setEnabled(may and bool(lines))

    def _chosen(self) -> list[str] | None:
        chosen = [line.employee_no for line in self.table.selected()]
        if not chosen:
            self._page.banner.say(self._page.texts("Choose an agent first."), "watch")
        return chosen or None

    def preview(self, numbers: list[str] | None) -> None:
        """Show the sheets of these agents ([] = everybody) as drafts."""
        if numbers is None:
            return
        page, month = self._page, self._page.month
        workspace = page.context.workspace
        view = PdfView(page.texts)
        title = f"{page.texts('Assessment sheet')} {month.text}"
        page.show_panel(title, view)
        page.context.tasks.run(
            lambda: assessment.preview(workspace, month=month, employee_nos=numbers), owner=view,
            done=lambda pdf: view.show_pdf(pdf, title), failed=page.report, lane=DRAW,
        )  # fmt: skip

    def issue(self, numbers: list[str] | None) -> None:
        """Number the sheets and draw them; they stand in the register from then on."""
        if numbers is None:
            return
        page, month = self._page, self._page.month
        workspace, t = page.context.workspace, page.texts

        def drawn(ids: Sequence[int]) -> None:
            words = t("{n} sheets are in the register. Print them under Documents.", n=len(ids))
            page.banner.say(words, "good", t("Go to the documents"), lambda: page.context.navigate("documents"))
            page.context.tasks.run(
                lambda progress: papers.draw_pending(workspace, progress), owner=page, failed=page.report, lane=DRAW,
                title=t("Drawing the sheets"),
            )  # fmt: skip

        page.write(lambda: assessment.issue(workspace, month=month, employee_nos=numbers), drawn)
