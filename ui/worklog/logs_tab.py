"""The month's work logs as a grid of agents by days: a tick for each log handed in, a cross on days at work without one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Op
from services import work_log
from services.work_views import HANDED_IN, MISSING, WorkMonth
from ui.kit import rights
from ui.kit.grid import Grid, GridColumn, GridModel, GridRow, Mark
from ui.kit.notices import label
from ui.kit.theme import STEP

if TYPE_CHECKING:
    from ui.worklog.page import WorkLogPage

_WEEKDAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
_NO = frozenset({"", MISSING, "x", "n", "no", "0", "否", "无"})
_LEAD = 3
_HEAD_HEIGHT = 40


class LogsTab(QWidget):
    """Typing any sign but a cross ticks a day; Delete takes the tick away."""

    def __init__(self, page: WorkLogPage) -> None:
        super().__init__()
        self._page, t = page, page.texts
        lead = [GridColumn("no", t("No."), 56), GridColumn("name", t("Name"), 64), GridColumn("team", t("Team"), 84)]
        self._lead, self._view = lead, None
        self.model = GridModel(lead, [], [], self)
        self.model.locked = bool(rights.why_not(page.context, Op.EDIT_RECORDS))
        self.model.edit_requested.connect(self._store)
        self.grid = Grid(self.model, t("Work logs of the month"))
        for view in (self.grid.lead, self.grid.view, self.grid.totals):
            view.horizontalHeader().setFixedHeight(_HEAD_HEIGHT)
        for view in (self.grid.view, self.grid.totals):
            view.horizontalHeader().setStyleSheet("QHeaderView::section { padding: 0 2px; }")
        self.all_button = QPushButton(t("Tick everybody at work on the chosen day"))
        self.all_button.clicked.connect(self.tick_day)
        rights.writes(page.context, Op.EDIT_RECORDS, self.all_button)
        words = t("√ handed in, × missing on a day at work. Type any sign to tick, Delete to take it away; × shows once logs are kept.")
        line = QHBoxLayout()
        line.addWidget(self.all_button)
        line.addWidget(label(words, "muted"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.grid, 1)
        column.addLayout(line)

    def show_month(self, view: WorkMonth) -> None:
        """Show the month's ticks; the cursor stays."""
        t = self._page.texts
        if self._view is None or self._view.month != view.month:
            days = [
                GridColumn(day.isoformat(), f"{day.day}\n{t(_WEEKDAYS[day.weekday()])}", 30, shaded=day in view.rest_days)
                for day in view.days
            ]
            self.model.set_columns(self._lead, days, [GridColumn("sum", t("Logs"), 48, numeric=True)])
        self._view = view
        self.model.set_rows([
            GridRow(
                agent.employee_no, [agent.employee_no, agent.name, agent.team, *agent.signs, str(agent.signs.count(HANDED_IN) or "")],
                {_LEAD + n: Mark.WARNING for n, sign in enumerate(agent.signs) if sign == MISSING},
            )
            for agent in view.logs
        ])  # fmt: skip

    def filter(self, text: str) -> None:
        """Agents that match."""
        self.model.filter(text)

    def _store(self, edits: list[tuple[int, int, str]]) -> None:
        if self._view is None:
            return
        ticks = {
            (str(self.model.row(row).id), self._view.days[column - _LEAD]): text.strip().lower() not in _NO for row, column, text in edits
        }
        self._write(ticks)

    def _write(self, ticks: dict[tuple[str, date], bool]) -> None:
        page, workspace = self._page, self._page.context.workspace

        def failed(error: Exception) -> None:
            page.report(error)
            page.make_stale()

        page.write(lambda: work_log.set_logs(workspace, ticks=ticks), failed=failed)

    def tick_day(self) -> None:
        """Tick everybody who was at work on the day of the cursor and has no tick yet."""
        t, here, view = self._page.texts, self.grid.current(), self._view
        if here is None or view is None or not 0 <= here[1] - _LEAD < len(view.days):
            self._page.banner.say(t("Choose a day first."), "watch")
            return
        number = here[1] - _LEAD
        day = view.days[number]
        present = set(view.at_work[number])
        ticks = {(agent.employee_no, day): True for agent in view.logs if agent.employee_no in present and agent.signs[number] != HANDED_IN}
        if ticks:
            self._write(ticks)
        else:
            self._page.banner.say(t("Nobody was at work on {day} without a tick.", day=day.isoformat()), "watch")
