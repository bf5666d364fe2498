"""The month's indicators as columns and rows of the grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from models.domain.errors import N_
from models.domain.kpi import Indicator, Unit, show_value
from models.domain.period import Period
from services.indicators import AgentReadings, ReadingCell, ReadingSheet, period_of
from services.texts import Texts
from ui.kit.grid_model import GridColumn, GridRow, Mark

LEADING = 3
_BARS = "▁▂▃▄▅▆▇█"
_NONE = "·"
UNITS = {
    Unit.POINTS: N_("in points"), Unit.COUNT: N_("a number"), Unit.PERCENT: "%", Unit.PERMILLE: "‰", Unit.SECONDS: N_("in seconds"),
    Unit.RATING: N_("a rating"), Unit.RATE: N_("per unit of time"), Unit.YES_NO: N_("yes or no"),
}  # fmt: skip
SOURCES = {"hand": N_("entered by hand"), "import": N_("imported"), "calls": N_("worked out from the call log"),
           "trainings": N_("worked out from the trainings")}  # fmt: skip


def sparkline(trend: Sequence[Decimal | None]) -> str:
    """The values as bars from their least to their greatest; a dot where one is missing, '' without two values."""
    known = [value for value in trend if value is not None]
    if len(known) < 2:
        return ""
    low, span = min(known), max(known) - min(known)
    steps = len(_BARS) - 1
    return "".join(_NONE if value is None else _BARS[int((value - low) / span * steps) if span else steps // 2] for value in trend)


def lead_columns(texts: Texts) -> list[GridColumn]:
    """Number, name, team."""
    return [GridColumn("no", texts("No."), 64), GridColumn("name", texts("Name"), 72), GridColumn("team", texts("Team"), 80)]


def indicator_columns(indicators: Sequence[Indicator], shown: Period, texts: Texts, width: Callable[[str], int]) -> list[GridColumn]:
    """A column for each indicator, with its own period where that is not the one shown; the tooltip tells unit, direction and range."""
    own = ((i, period_of(i, shown)) for i in indicators)
    named = ((i, i.name(texts.language) + (f" {period.text}" if period != shown else "")) for i, period in own)
    return [GridColumn(i.code, name, width(name), numeric=True, tip=_indicator_tip(i, texts)) for i, name in named]


def _indicator_tip(indicator: Indicator, texts: Texts) -> str:
    better = texts("higher is better") if indicator.higher_is_better else texts("lower is better")
    low, high = (show_value(indicator, bound) if bound is not None else "…" for bound in (indicator.low, indicator.high))
    scale = texts("plausible {low} to {high}", low=low, high=high)
    return " · ".join((indicator.name(texts.language), texts(UNITS[indicator.unit]), better, scale))


def trend_column(texts: Texts) -> list[GridColumn]:
    """The last twelve values of the indicator under the cursor."""
    return [GridColumn("trend", texts("Trend"), 176, tip=texts("The last twelve values of the indicator under the cursor, oldest first"))]


def grid_row(agent: AgentReadings, sheet: ReadingSheet, texts: Texts, trend_of: int) -> GridRow:
    """One agent's row; `trend_of`: which indicator the last column draws."""
    head = agent.head
    marks = {LEADING + n: Mark.WARNING for n, cell in enumerate(agent.cells) if cell.flags}
    hints = {LEADING + n: cell.hint for n, cell in enumerate(agent.cells) if cell.hint}
    tips = {LEADING + n: words for n, cell in enumerate(agent.cells) if (words := cell_words(cell, texts))}
    trend = sparkline(agent.cells[trend_of].trend) if trend_of < len(agent.cells) else ""
    return GridRow(
        head.employee_no, (head.employee_no, head.name, head.team, *(cell.text for cell in agent.cells), trend), marks, hints, tips
    )


def cell_words(cell: ReadingCell, texts: Texts) -> str:
    """Why it is marked, who confirmed it, where it came from, what stood there last time; one line each."""
    lines = [f"▲ {texts.message(flag)}" for flag in cell.flags]
    if cell.confirmed:
        lines.append(texts("Confirmed by {who}.", who=cell.confirmed))
    if cell.text:
        lines.append(texts(SOURCES.get(cell.source, cell.source)))
    if cell.hint:
        lines.append(texts("Last period: {value}", value=cell.hint))
    return "\n".join(lines)
