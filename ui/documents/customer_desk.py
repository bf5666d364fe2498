"""What the documents page does for rewards of customers: the form, files of rewards, issuing and drawing the notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.domain.errors import ImportRefused, RowProblem
from services import customer_notices, papers
from services.customer_notices import CustomerReward
from ui.documents.customer_form import CustomerForm
from ui.kit.dialogs import ChooseOpenFile

if TYPE_CHECKING:
    from ui.documents.page import DocumentsPage

_SHOWN = 8
"""As many bad rows of a file are told one by one."""


class CustomerDesk:
    """Works on behalf of the documents page."""

    def __init__(self, page: DocumentsPage) -> None:
        self._page = page
        self._workspace = page.context.workspace

    def open_form(self) -> None:
        """Show the form in the panel."""
        t = self._page.texts
        self.form = CustomerForm(t, self._workspace.clock.today())
        self.form.file_wanted.connect(self._read_file)
        self.form.issued.connect(self._issue)
        self.form.cancelled.connect(self._page.panel.close_panel)
        self._page.show_panel(t("Notices for customers"), self.form)

    def _read_file(self) -> None:
        t, workspace, form = self._page.texts, self._workspace, self.form
        kinds = "*.xlsx *.xls *.ods *.csv *.tsv *.txt"
        path = ChooseOpenFile.ask(self._page, title=t("Rewards for customers"), filters=f"{t('Tables')} ({kinds})")
        if path:
            call = lambda: customer_notices.plan(workspace, rewards=customer_notices.read(path))  # noqa: E731
            self._page.context.tasks.run(call, owner=self._page, done=form.show_plan, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.form.refuse(error)
        if isinstance(error, ImportRefused):
            self.form.summary.setText("\n".join(self._words(bad) for bad in error.problems[:_SHOWN]))

    def _words(self, bad: RowProblem) -> str:
        t = self._page.texts
        reason = t.message(bad.reason)
        return t("Row {row}, {column}: “{value}” – {reason}", row=bad.row, column=bad.column, value=bad.value, reason=reason)

    def _issue(self, rewards: Sequence[CustomerReward]) -> None:
        workspace = self._workspace
        self._page.write(lambda: customer_notices.issue(workspace, rewards=rewards), self._issued, failed=self._refuse)

    def _issued(self, numbers: tuple[str, ...]) -> None:
        t, workspace = self._page.texts, self._workspace
        self._page.panel.close_panel()
        if numbers:
            self._page.banner.say(t("{n} notices were issued, from {first} on.", n=len(numbers), first=numbers[0]), "good")
        else:
            self._page.banner.say(t("This customer was told of this reward before; nothing was issued."), "watch")
        self._page.load(lambda: papers.draw_pending(workspace), lambda _: self._page.refresh())
