"""Spot checks of the month with their remarks, who has not been checked this week, and what the duties would flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.ops import Op
from services import work_log
from services.assessment import LOOKED_AT
from services.work_views import CheckView, Flagged, WorkMonth
from ui.kit import rights
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP
from ui.worklog.forms import CheckForm

if TYPE_CHECKING:
    from ui.worklog.page import WorkLogPage

_NAMED = 12
"""How many agents without a check are named."""


class ChecksTab(QWidget):
    """What was checked, and what the week still owes."""

    def __init__(self, page: WorkLogPage) -> None:
        super().__init__()
        self._page, t = page, page.texts
        self._unchecked: tuple[tuple[str, str], ...] = ()
        self.rows = RowsModel([
            Column("day", t("Day"), lambda c: c.day.isoformat(), 92),
            Column("no", t("No."), lambda c: c.employee_no, 64),
            Column("name", t("Name"), lambda c: c.name, 80),
            Column("looked_at", t("Looked at"), lambda c: t(LOOKED_AT.get(c.looked_at, c.looked_at)), 110),
            Column("passed", t("Found"), self._result, 110, tone=lambda c: "good" if c.passed else "watch"),
            Column("remark", t("Remark"), lambda c: c.remark, 360),
            Column("by", t("Checked by"), lambda c: c.checked_by, 90),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Spot checks of the month"), t("Nobody has been checked in this month yet."))
        self.week = label("")
        self.week.setAccessibleName(t("Checks of the week"))
        self.add_button = QPushButton(t("Note a check…"))
        self.add_button.clicked.connect(lambda: self.add())
        self.remove_button = QPushButton(t("Remove the check"))
        self.remove_button.clicked.connect(lambda: self.remove())
        buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button):
            rights.writes(page.context, Op.EDIT_RECORDS, button)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.week)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _result(self, check: CheckView) -> str:
        t = self._page.texts
        return f"{SHAPES['good']} {t('in order')}" if check.passed else f"{SHAPES['watch']} {t('not in order')}"

    def show_month(self, view: WorkMonth) -> None:
        """Show the month's checks and the week."""
        t, week = self._page.texts, view.week
        self.rows.set_rows(view.checks)
        self._unchecked = week.unchecked
        days = {"first": week.week.first.isoformat(), "last": week.week.last.isoformat()}
        facts = {**days, "checked": week.checked, "needed": week.needed}
        words = t("{first} to {last}: {checked} agents checked on everything, {needed} are to be.", **facts)
        if week.owed:
            names = t("; ").join(name for _, name in week.unchecked[:_NAMED]) + ("…" if len(week.unchecked) > _NAMED else "")
            words = f"{words} {t('Not yet: {names}', names=names)}"
        self.week.setText(words)

    def add(self) -> None:
        """Note a check, of the first agent who has none this week."""
        page = self._page
        chosen = self._unchecked[0][0] if self._unchecked else None
        page.open_form(page.texts("A spot check"), CheckForm(page.texts, page.agents(chosen or ""), chosen, page.today()))

    def remove(self) -> None:
        """Take the chosen check out; undo brings it back."""
        check, page = self.table.current(), self._page
        if check is None:
            page.banner.say(page.texts("Choose a check first."), "watch")
            return
        workspace = page.context.workspace
        page.write(lambda: work_log.remove_check(workspace, id=check.id), lambda _: page.banner.say(page.texts("Removed."), "good"))


class FlaggedTab(QWidget):
    """What the duties would flag if the month were closed now."""

    def __init__(self, page: WorkLogPage) -> None:
        super().__init__()
        self._page, t = page, page.texts
        self.rows = RowsModel([
            Column("rule", t("Duty"), lambda f: f.rule, 170),
            Column("no", t("No."), lambda f: f.employee_no, 64),
            Column("name", t("Name"), lambda f: f.name, 80),
            Column("what", t("What is missing"), self._lines, 700),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Duties missed so far"), t("No duty is missed so far."))
        self.basis = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.basis)
        column.addWidget(self.table, 1)

    def _lines(self, flagged: Flagged) -> str:
        return " ".join(self._page.texts.message(line) for line in flagged.lines)

    def show_month(self, view: WorkMonth) -> None:
        """Show what would be flagged, and on whose terms."""
        t = self._page.texts
        scheme = view.standards.adopted.scheme.name.text(t.language)
        held = t("Judged by “{scheme}”, in force; today and later days are not judged.", scheme=scheme)
        free = t("“{scheme}” is not in force: its usual figures are shown, nothing is flagged at the close.", scheme=scheme)
        self.basis.setText(held if view.standards.in_force else free)
        self.rows.set_rows(view.flagged)
