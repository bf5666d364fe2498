"""The month's attendance sheet as a workbook to print and sign: two half days a row pair, totals, legend, signatures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.domain.attendance import parse_mark
from models.domain.errors import N_, UserError
from models.domain.period import Cadence, Period
from services import attendance, settings
from services.attendance import AgentMonth, DayHead, MonthSheet, Totals
from services.attendance_signs import covered, halves_of, legend_of
from services.texts import Texts
from services.whole_files import hand_out
from services.workspace import Workspace

_LEAD = (N_("Serial"), N_("Employee no."), N_("Name"), N_("Department"), N_("Half day"))
_TOTALS = (
    N_("Due"), N_("Attended"), N_("Late (times/min)"), N_("Early (times/min)"), N_("Punches missing"), N_("Absent"), N_("Personal leave"),
)  # fmt: skip
_LEAVES = (N_("Sick leave"), N_("Family leave"), N_("Annual leave"), N_("Compensatory leave"), N_("Overtime (h)"))
_LEAVES_ALIKE = (N_("Leave"), *_LEAVES[2:])
_WEEKDAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
_WIDTHS = (4.5, 8, 9, 9, 4)


def write_sheet(workspace: Workspace, *, month: Period | None, path: Path, private: bool = True) -> int:
    """Write the sheet as .xlsx and return how many agents stand in it; it hangs openly, so private kinds of leave are leave (`private`)."""
    if month is None or month.cadence is not Cadence.MONTH:
        given = month.text if month else "–"
        raise UserError(N_("An attendance sheet is for a month, for example 2026-10; {period} is none."), period=given)
    if path.suffix.lower() != ".xlsx":
        raise UserError(N_("“{file}”: the sheet for signature is written as .xlsx."), file=path.name)
    sheet, centre = attendance.month_sheet(workspace, month=month), settings.centre(workspace)
    hand_out(path, _Sheet(sheet, centre.name, workspace.texts, private).draw())
    return len(sheet.agents)


class _Sheet:
    """One workbook while it is drawn."""

    def __init__(self, sheet: MonthSheet, centre: str, texts: Texts, private: bool) -> None:
        import xlsxwriter

        self.sheet, self.centre, self.texts, self.private = sheet, centre, texts, private
        self.totals = (*_TOTALS, *(_LEAVES_ALIKE if private else _LEAVES))
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.page = self.book.add_worksheet(sheet.month.text)
        boxed = {"border": 1, "align": "center", "valign": "vcenter", "font_size": 9}
        self.cell = self.book.add_format(boxed)
        self.grey = self.book.add_format({**boxed, "bg_color": "#D9D9D9"})
        self.narrow = self.book.add_format({**boxed, "shrink": True})
        self.head = self.book.add_format({**boxed, "bold": True, "text_wrap": True})
        self.title = self.book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.plain = self.book.add_format({"font_size": 9})
        self.days_from = len(_LEAD)
        self.totals_from = self.days_from + len(sheet.days)
        self.last = self.totals_from + len(self.totals)

    def draw(self) -> bytes:
        """The finished file."""
        self._set_page()
        self._heads()
        for number, agent in enumerate(self.sheet.agents):
            self._agent(4 + number * 2, number + 1, agent)
        self._foot(4 + len(self.sheet.agents) * 2)
        self.book.close()
        return self.buffer.getvalue()

    def _set_page(self) -> None:
        self.page.set_landscape()
        self.page.set_paper(8 if len(self.sheet.days) > 27 else 9)
        self.page.set_margins(0.4, 0.4, 0.4, 0.5)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0, 3)
        self.page.freeze_panes(4, self.days_from)
        self.page.set_footer("&C&P / &N")
        for place, width in enumerate(_WIDTHS):
            self.page.set_column(place, place, width)
        self.page.set_column(self.days_from, self.totals_from - 1, 3.6)
        self.page.set_column(self.totals_from, self.last - 1, 6.6)
        self.page.set_column(self.last, self.last, 11)

    def _heads(self) -> None:
        t, month = self.texts, self.sheet.month
        words = t("Attendance sheet of {year}-{month}", year=month.first.year, month=month.first.month)
        self.page.merge_range(0, 0, 0, self.last, words, self.title)
        self.page.write_string(1, 0, t("Unit: {name}", name=self.centre), self.plain)
        for place, title in enumerate(_LEAD):
            self.page.merge_range(2, place, 3, place, t(title), self.head)
        for place, day in enumerate(self.sheet.days, self.days_from):
            style = self._style(day)
            self.page.write_number(2, place, day.day.day, style)
            self.page.write_string(3, place, t(_WEEKDAYS[day.day.weekday()]), style)
        for place, title in enumerate((*self.totals, N_("Signed by the agent")), self.totals_from):
            self.page.merge_range(2, place, 3, place, t(title), self.head)

    def _style(self, day: DayHead) -> Any:
        return self.cell if day.is_working else self.grey

    def _agent(self, row: int, number: int, agent: AgentMonth) -> None:
        head = agent.head
        self.page.merge_range(row, 0, row + 1, 0, number, self.cell)
        for place, text in enumerate((head.employee_no, head.name, head.team), 1):
            self.page.merge_range(row, place, row + 1, place, text, self.narrow)
        for offset, half in enumerate((N_("a.m."), N_("p.m."))):
            self.page.write_string(row + offset, len(_LEAD) - 1, self.texts(half), self.cell)
        for place, (day, cell) in enumerate(zip(self.sheet.days, agent.cells, strict=True), self.days_from):
            halves = halves_of(parse_mark(cell.text)) if cell.text else ("", "")
            if not agent.employed_on(day.day):
                halves = ("—", "—")
            for offset, text in enumerate(halves):
                self.page.write_string(row + offset, place, covered(text) if self.private else text, self._style(day))
        for place, text in enumerate((*_figures(agent.totals, self.private), ""), self.totals_from):
            self.page.merge_range(row, place, row + 1, place, text, self.cell)

    def _foot(self, row: int) -> None:
        t = self.texts
        legend = "  ".join(f"{sign} {t(name)}" for sign, name in legend_of(private=self.private))
        self.page.write_string(row + 1, 0, t("Legend: {signs}", signs=legend), self.plain)
        self.page.write_string(row + 2, 0, t("Minutes stand behind late and early; a shaded day is no working day."), self.plain)
        signed = (t("Timekeeper:"), t("Checked by:"), t("Date:"))
        for place, words in zip((0, self.days_from + 8, self.days_from + 20), signed, strict=True):
            self.page.write_string(row + 4, place, f"{words} ____________________", self.plain)


def _figures(totals: Totals, private: bool) -> Sequence[str]:
    kinds = (totals.sick + totals.family,) if private else (totals.sick, totals.family)
    days = (totals.absent, totals.personal, *kinds, totals.annual, totals.compensatory)
    return (
        str(totals.due),
        f"{totals.attended.normalize():f}",
        f"{totals.late_count}/{totals.late_minutes}" if totals.late_count else "",
        f"{totals.early_count}/{totals.early_minutes}" if totals.early_count else "",
        str(totals.missing_punches or ""),
        *(f"{one.normalize():f}" if one else "" for one in days),
        f"{totals.overtime_hours.normalize():f}" if totals.overtime_hours else "",
    )
