"""The calendar section: public holidays, make-up days, and the centre's own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox

from models.domain.ops import Op
from services import centre_calendar
from services.centre_calendar import CalendarDay, CalendarYear
from services.words import DAY_KINDS
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.settings.section import Section

if TYPE_CHECKING:
    from ui.kit.page import Page

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class CalendarSection(Section):
    """The special days of one year; the own marks can be added and removed."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        super().__init__(page, t("Calendar"), t("Deadlines and full attendance are counted in working days. A mark of the centre wins."))
        self.year = QSpinBox()
        self.year.setRange(2004, 2099)
        self.year.setAccessibleName(t("Year"))
        self.year.setValue(page.context.month.value.first.year)
        self.year.valueChanged.connect(lambda _: self.refresh())
        self.total = label("", "muted")
        top = QHBoxLayout()
        top.addWidget(self.year)
        top.addWidget(self.total, 1)
        self.column.addLayout(top)
        self.warning = label("", "watch")
        self.column.addWidget(self.warning)
        self.rows = RowsModel(
            [
                Column("day", t("Day"), lambda day: day.day.isoformat(), 100),
                Column("weekday", t("Weekday"), lambda day: t(_WEEKDAYS[day.day.weekday()]), 100),
                Column("kind", t("Kind"), lambda day: t(DAY_KINDS[day.kind]), 130, tone=lambda day: "good" if day.kind == "work" else ""),
                Column("why", t("Occasion"), lambda day: day.note if day.own else t(day.occasion), 200),
                Column("own", t("Marked by"), lambda day: t("the centre") if day.own else t("the state"), 110),
            ],
            self,
        )
        self.table = TableView(self.rows, t("Special days of the year"), t("No special days are known for this year."))
        self.table.row_chosen.connect(lambda day: self.remove.setEnabled(day is not None and day.own))
        self.table.setMinimumHeight(200)
        self.column.addWidget(self.table, 1)
        self._add_form()

    def _add_form(self) -> None:
        t = self.texts
        self.form = Form()
        self.form.day("day", t("Day"), self.page.context.workspace.clock.today())
        self.form.choice("kind", t("Kind"), [(kind, t(words)) for kind, words in DAY_KINDS.items()])
        self.form.line("note", t("Note"))
        self.column.addWidget(self.form)
        self.add = QPushButton(t("Mark the day"))
        self.add.clicked.connect(self.mark)
        self.remove = QPushButton(t("Remove the centre's mark"))
        self.remove.setEnabled(False)
        self.remove.clicked.connect(self.unmark)
        self.page.writes(Op.CHANGE_SETTINGS, self.form, self.add, self.remove)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    def refresh(self) -> None:
        """The year chosen."""
        year = self.year.value()
        self.page.load(lambda: centre_calendar.year(self.page.context.workspace, year=year), self._fill)

    def _fill(self, shown: CalendarYear) -> None:
        self.rows.set_rows(shown.days)
        self.total.setText(self.texts("{n} working days", n=shown.working_days))
        self.warning.setVisible(shown.warning is not None)
        if shown.warning:
            self.warning.setText(f"▲ {self.texts.message(shown.warning)}")

    def mark(self) -> None:
        """Store the mark typed below the table."""
        day, kind, note = (self.form.value(key) for key in ("day", "kind", "note"))
        self.year.setValue(day.year)
        self.page.write(lambda: centre_calendar.mark(self.page.context.workspace, day=day, kind=kind, note=note))

    def unmark(self) -> None:
        """Remove the chosen mark of the centre."""
        chosen: CalendarDay | None = self.table.current()
        if chosen is not None and chosen.own:
            self.page.write(lambda: centre_calendar.unmark(self.page.context.workspace, day=chosen.day))
