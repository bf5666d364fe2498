"""The month's sheet as columns and rows of the grid."""

from __future__ import annotations

from decimal import Decimal

from models.domain.errors import N_
from models.domain.kpi import plain
from services import attendance_signs
from services.attendance import AgentMonth, DayCell, DayHead, MonthSheet, Totals
from services.texts import Texts
from ui.kit import privacy
from ui.kit.grid_model import GridColumn, GridRow, Mark

WEEKDAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
SOURCES = {"hand": N_("entered by hand"), "import": N_("imported"), "punches": N_("worked out from punches")}
DAY_WIDTH = 28
_FULL = "★"
_PRIVATE = ("sick", "family")


def _days(value: Decimal) -> str:
    return plain(value) if value else ""


def _times(count: int, minutes: int) -> str:
    return f"{count}/{minutes}" if count else ""


FIRST_TOTALS = (
    ("due", N_("Due days"), N_("Working days of employment in the month"), 36, lambda s: str(s.due)),
    ("attended", N_("Att."), N_("Days attended; half days count 0.5"), 36, lambda s: plain(s.attended)),
    ("blank", N_("Blank"), N_("Working days without an entry"), 36, lambda s: str(s.blank or "")),
    ("full", N_("Full att."), N_("Full attendance: the whole month without lateness, early leave, absence or leave that counts"), 36,
     lambda s: _FULL if s.full else ""),
)  # fmt: skip
MORE_TOTALS = (
    ("late", N_("Late"), N_("Late: times / minutes"), 36, lambda s: _times(s.late_count, s.late_minutes)),
    ("early", N_("Early"), N_("Left early: times / minutes"), 36, lambda s: _times(s.early_count, s.early_minutes)),
    ("punch", N_("Punch"), N_("Days with a missing punch that nobody has settled"), 36, lambda s: str(s.missing_punches or "")),
    ("absent", N_("Abs."), N_("Days absent without leave"), 36, lambda s: _days(s.absent)),
    ("personal", N_("Pers."), N_("Days of personal leave"), 36, lambda s: _days(s.personal)),
    ("sick", N_("Sick"), N_("Days of sick leave"), 36, lambda s: _days(s.sick)),
    ("annual", N_("Ann."), N_("Days of annual leave"), 36, lambda s: _days(s.annual)),
    ("family", N_("Fam."), N_("Days of marriage, maternity, paternity or bereavement leave"), 36, lambda s: _days(s.family)),
    ("compensatory", N_("Comp."), N_("Days of compensatory leave"), 36, lambda s: _days(s.compensatory)),
    ("overtime", N_("Over."), N_("Hours of overtime"), 36, lambda s: _days(s.overtime_hours)),
)  # fmt: skip


def lead_columns(texts: Texts) -> list[GridColumn]:
    """Number, name, team."""
    return [GridColumn("no", texts("No."), 46), GridColumn("name", texts("Name"), 60), GridColumn("team", texts("Team"), 67)]


def day_columns(sheet: MonthSheet, texts: Texts) -> list[GridColumn]:
    """A column for each day, shaded on days without work; the tooltip tells holidays and make-up days."""
    return [
        GridColumn(
            head.day.isoformat(), f"{head.day.day}\n{texts(WEEKDAYS[head.day.weekday()])}", DAY_WIDTH,
            shaded=not head.is_working, tip=_day_tip(head, texts),
        )
        for head in sheet.days
    ]  # fmt: skip


def _day_tip(head: DayHead, texts: Texts) -> str:
    day = head.day.isoformat()
    if head.is_make_up:
        return texts("{day}: make-up working day", day=day)
    if head.is_holiday:
        return texts("{day}: public holiday", day=day)
    return texts("{day}: working day", day=day) if head.is_working else texts("{day}: rest day", day=day)


def total_columns(texts: Texts, complete: bool) -> list[GridColumn]:
    """The totals of the paper sheet, all or the first four."""
    shown = (*FIRST_TOTALS, *MORE_TOTALS) if complete else FIRST_TOTALS
    titled = ((key, texts(title), texts(tip), width) for key, title, tip, width, _ in shown)
    return [GridColumn(key, title, max(width, _title_width(title)), numeric=True, tip=tip) for key, title, tip, width in titled]


def _title_width(title: str) -> int:
    return sum(13 if ord(character) > 0x2000 else 7 for character in title) + 10


def total_texts(totals: Totals, complete: bool) -> list[str]:
    """The totals as they stand in the columns; covered ones are alike for all, or an empty cell would tell."""
    shown = (*FIRST_TOTALS, *MORE_TOTALS) if complete else FIRST_TOTALS
    return [privacy.COVER if key in _PRIVATE and privacy.is_on() else text(totals) for key, *_, text in shown]


def grid_row(agent: AgentMonth, sheet: MonthSheet, texts: Texts, complete: bool) -> GridRow:
    """One agent's row; days outside employment cannot be typed into and say why."""
    head = agent.head
    marks: dict[int, Mark] = {}
    tips: dict[int, str] = {}
    for number, (day, cell) in enumerate(zip(sheet.days, agent.cells, strict=True), 3):
        if not agent.employed_on(day.day):
            marks[number] = Mark.READ_ONLY | Mark.SHADED
            tips[number] = texts("Employed from {first} to {last} in this month.", first=str(agent.first), last=str(agent.last))
        elif cell.text:
            tips[number] = cell_words(cell, texts)
    totals = total_texts(agent.totals, complete)
    if agent.totals.blank:
        marks[3 + len(sheet.days) + 2] = Mark.WARNING
    shown = (head.employee_no, head.name, head.team, *(sign(cell.text) for cell in agent.cells), *totals)
    return GridRow(head.employee_no, shown, marks, {}, tips)


def cell_words(cell: DayCell, texts: Texts) -> str:
    """Text, who entered it, and the reason of a correction."""
    if not cell.text:
        return texts("not entered")
    words = f"{sign(cell.text)} · {texts(SOURCES.get(cell.source, cell.source))}"
    return f"{words} · {privacy.covered(cell.note)}" if cell.note else words


def sign(text: str) -> str:
    """A day's mark; in the privacy view without the kind of a private leave."""
    return attendance_signs.covered(text) if privacy.is_on() else text
