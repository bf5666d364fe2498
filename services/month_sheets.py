"""The month's attendance and performance as sheets for signature: facts of what the grids show, printed and not numbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from models.domain.attendance import parse_mark
from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator, plain
from models.domain.period import Period
from services import attendance, documents, indicators, papers
from services.attendance import AgentMonth, DayHead, MonthSheet, Totals
from services.attendance_signs import covered, halves_of, legend_of
from services.documents.facts import SheetColumn, WideSheetFacts
from services.indicators import ReadingSheet
from services.outcome_words import period_word
from services.texts import Texts
from services.workspace import Workspace

Size = Literal["A4", "A3"]
_WEEKDAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
_TOTALS: tuple[tuple[str, Callable[[Totals], str]], ...] = (
    (N_("Due days"), lambda s: str(s.due)),
    (N_("Att."), lambda s: plain(s.attended)),
    (N_("Late"), lambda s: f"{s.late_count}/{s.late_minutes}" if s.late_count else ""),
    (N_("Early"), lambda s: f"{s.early_count}/{s.early_minutes}" if s.early_count else ""),
    (N_("Abs."), lambda s: plain(s.absent) if s.absent else ""),
    (N_("Pers."), lambda s: plain(s.personal) if s.personal else ""),
    (N_("Sick"), lambda s: plain(s.sick) if s.sick else ""),
    (N_("Ann."), lambda s: plain(s.annual) if s.annual else ""),
    (N_("Fam."), lambda s: plain(s.family) if s.family else ""),
    (N_("Comp."), lambda s: plain(s.compensatory) if s.compensatory else ""),
    (N_("Over."), lambda s: plain(s.overtime_hours) if s.overtime_hours else ""),
)
_KINDS = ("Sick", "Fam.")
"""Totals that tell what a private leave was for."""
_LEAVE: tuple[str, Callable[[Totals], str]] = (N_("Leave"), lambda s: plain(s.sick + s.family) if s.sick + s.family else "")
_PAIRS = ("Late", "Early")
"""Totals of two figures, which need more room."""
_SIGNERS = (N_("Made by:"), N_("Head of department:"), N_("Personnel department:"))


def attendance_pdf(workspace: Workspace, *, month: Period, size: Size = "A4", private: bool = True) -> bytes:
    """The attendance sheet of everybody employed in the month; UserError when nobody was. `private` as in `attendance_facts`."""
    return documents.render(attendance_facts(workspace, month=month, size=size, private=private))


def attendance_facts(workspace: Workspace, *, month: Period, size: Size = "A4", private: bool = True) -> WideSheetFacts:
    """What the attendance sheet says; it hangs openly, so private kinds of leave are shown as leave unless `private` is off."""
    sheet, texts = attendance.month_sheet(workspace, month=month), workspace.texts
    half = SheetColumn(title=texts(N_("Half day")), share=1.6)
    summed = _totals(private)
    totals = [SheetColumn(title=texts(title), share=2.1 if title in _PAIRS else 1.35) for title, _ in summed]
    signature = SheetColumn(title=texts(N_("The agent's own signature")), share=3.0)
    columns = [*_lead(texts), half, *(_day(head, texts) for head in sheet.days), *totals, signature]
    rows = [(*_attendance_row(agent, sheet, texts, private), *(text(agent.totals) for _, text in summed), "") for agent in sheet.agents]
    return _facts(workspace, month, texts(N_("Attendance sheet")), columns, tuple(rows), _legend(texts, private), size)


def _totals(private: bool) -> Sequence[tuple[str, Callable[[Totals], str]]]:
    """The totals in their order; private kinds of leave as one figure at the place of the first."""
    if not private:
        return _TOTALS
    return [_LEAVE if total[0] == _KINDS[0] else total for total in _TOTALS if total[0] != _KINDS[1]]


def performance_pdf(workspace: Workspace, *, month: Period, size: Size = "A4") -> bytes:
    """The month's values of everybody, for signature; indicators that nobody has a value of are left out."""
    return documents.render(performance_facts(workspace, month=month, size=size))


def performance_facts(workspace: Workspace, *, month: Period, size: Size = "A4") -> WideSheetFacts:
    """What the performance sheet says."""
    sheet, texts = indicators.month_sheet(workspace, month=month), workspace.texts
    used = [n for n, _ in enumerate(sheet.indicators) if any(agent.cells[n].text for agent in sheet.agents)]
    values = [SheetColumn(title=_name(sheet.indicators[n], texts), share=2) for n in used]
    columns = [*_lead(texts), *values, SheetColumn(title=texts(N_("The agent's own signature")), share=3)]
    return _facts(workspace, month, texts(N_("Monthly performance sheet")), columns, _performance_rows(sheet, used), "", size)


def _facts(
    workspace: Workspace, month: Period, title: str, columns: list[SheetColumn], rows: tuple[tuple[str, ...], ...], legend: str, size: Size
) -> WideSheetFacts:
    if not rows:
        raise UserError(N_("Nobody was employed in {month}."), month=month.text)
    texts = workspace.texts
    with workspace.store.read() as tx:
        centre = papers.issuer(workspace, tx)
    return WideSheetFacts(
        language="zh" if texts.language == "zh" else "en", number="", issued_on=workspace.clock.today(), centre=centre, check_code="",
        title=title, period=period_word(texts, month.text), columns=tuple(columns), rows=rows, legend=legend,
        signers=tuple(texts(signer) for signer in _SIGNERS), size=size,
    )  # fmt: skip


def _lead(texts: Texts) -> list[SheetColumn]:
    return [
        SheetColumn(title=texts(N_("Employee number")), share=2.2), SheetColumn(title=texts(N_("Name")), share=3.2),
        SheetColumn(title=texts(N_("Team")), share=3.0),
    ]  # fmt: skip


def _day(head: DayHead, texts: Texts) -> SheetColumn:
    return SheetColumn(title=str(head.day.day), under=texts(_WEEKDAYS[head.day.weekday()]), share=1.1, is_shaded=not head.is_working)


def _attendance_row(agent: AgentMonth, sheet: MonthSheet, texts: Texts, private: bool) -> tuple[str, ...]:
    """Two halves a day; days outside employment carry a dash, so that nobody fills them in by hand."""
    days = ((cell.text if agent.employed_on(head.day) else "–") for head, cell in zip(sheet.days, agent.cells, strict=True))
    halves = ("\n".join(halves_of(parse_mark(text))) if text not in ("", "–") else f"{text}\n{text}" for text in days)
    head, half = agent.head, f"{texts(N_('a.m.'))}\n{texts(N_('p.m.'))}"
    return (head.employee_no, head.name, head.team, half, *(covered(text) if private else text for text in halves))


def _performance_rows(sheet: ReadingSheet, used: list[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (agent.head.employee_no, agent.head.name, agent.head.team, *(agent.cells[n].text for n in used), "") for agent in sheet.agents
    )


def _name(indicator: Indicator, texts: Texts) -> str:
    return indicator.name(texts.language)


def _legend(texts: Texts, private: bool) -> str:
    words = "  ".join(f"{sign} {texts(name)}" for sign, name in legend_of(private=private))
    return texts(N_("Legend: {signs}; morning above, afternoon below; late and early in minutes, overtime in hours"), signs=words)
