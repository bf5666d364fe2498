"""The month that a table names above its header or on its tab, so that a wrong or forgotten period is noticed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.domain.errors import N_, UserError
from models.domain.period import Cadence, Period
from services.exchange import values
from services.exchange.header import plain_title
from services.exchange.import_roster import COLUMNS
from services.exchange.tables_in import Sheet

KINDS = frozenset({"attendance", "punches", "kpi", "shift_roster"})
"""Kinds of file whose tables speak of one month."""
_SEARCHED_ROWS = 6
_MOST_CELLS = 3
"""A row with more is no title."""
_HEADER_WORDS = {plain_title(title) for column in COLUMNS[:2] for title in (column.key, *column.titles)}
_DAY = r"(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)"
_SPAN = re.compile(rf"{_DAY}\s*(?:至|到|~|～|—|-)+\s*{_DAY}")
_MADE_ON = re.compile(r"(?:制表|生成|打印|导出|填报|编制|制作)\S{0,6}\s*$")
_MONTH = re.compile(r"(?<!\d)(20\d{2})\s*(?:年\s*(\d{1,2})\s*月|[-/.](\d{1,2})(?![-/.\d]))(?!\s*\d)")


def about(sheets: list[Sheet], period: Period | None) -> tuple[list[Sheet], Period | None]:
    """The sheets that are about the period, and the period, taken from the tables where none is named.

    UserError when every table names another month than the one asked for.
    """
    stated = [_stated(sheet) for sheet in sheets]
    if period is None:
        months = {month for month in stated if month is not None}
        return sheets, months.pop() if len(months) == 1 else None
    fitting = [sheet for sheet, month in zip(sheets, stated, strict=True) if month is None or _overlap(month, period)]
    if not fitting:
        other = next(month for month in stated if month is not None)
        raise UserError(N_("The table says that it is about {stated}, not about {period}."), stated=str(other), period=str(period))
    return fitting, period


def _overlap(month: Period, period: Period) -> bool:
    return month.first <= period.last and period.first <= month.last


def _stated(sheet: Sheet) -> Period | None:
    titles = [sheet.name]
    for row in sheet.rows[:_SEARCHED_ROWS]:
        filled = [values.clean(values.text_of(cell)) for cell in row if cell != ""]
        if len(filled) > _MOST_CELLS or any(plain_title(cell) in _HEADER_WORDS for cell in filled):
            break
        titles += filled
    return _only([month for title in titles for month in _months(title)])


def _months(title: str) -> list[Period]:
    if found := _SPAN.search(title):
        return _spanned(found[1], found[2])
    months = (_month(found[1], found[2] or found[3]) for found in _MONTH.finditer(title) if not _MADE_ON.search(title[: found.start()]))
    return [month for month in months if month is not None]


def _spanned(begins: str, ends: str) -> list[Period]:
    """The week or the month in which a span of days lies."""
    try:
        first, last = values.read_date(begins), values.read_date(ends)
    except UserError:
        return []
    around = (Period.containing(first, cadence) for cadence in (Cadence.WEEK, Cadence.MONTH))
    return [period for period in around if last in period][:1]


def _month(year: str, month: str) -> Period | None:
    return Period.month(int(year), int(month)) if 1 <= int(month) <= 12 and 1990 <= int(year) <= 2100 else None


def _only(months: Sequence[Period]) -> Period | None:
    return months[0] if months and all(month == months[0] for month in months) else None
