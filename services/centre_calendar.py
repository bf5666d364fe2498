"""The year as the centre works it: public holidays, make-up days, and the centre's own marks on top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.queries import settings as queries
from models.store import Tx
from models.tables.attendance import CalendarDayRow
from services.words import DAY_KINDS
from services.working_days import WorkingDays, calendar_warning

if TYPE_CHECKING:
    from services.workspace import Workspace

_NAMES = (
    N_("New Year's Day"), N_("Spring Festival"), N_("Tomb-sweeping Day"), N_("Labour Day"), N_("Dragon Boat Festival"),
    N_("National Day"), N_("Mid-autumn Festival"), N_("Anti-Fascist 70th Day"),
)  # fmt: skip


@dataclass(frozen=True)
class CalendarDay:
    """A day that is not what its weekday says; `occasion` is the English name of the public holiday, `own` a mark of the centre."""

    day: date
    kind: str
    occasion: str
    own: bool
    note: str


@dataclass(frozen=True)
class CalendarYear:
    """The special days of a year in order, how many days are worked, and a warning when its public holidays are not known."""

    year: int
    days: tuple[CalendarDay, ...]
    working_days: int
    warning: Message | None


def year(workspace: Workspace, *, year: int) -> CalendarYear:
    """The special days of one year; the centre's mark wins over the public calendar."""
    from chinese_calendar.constants import holidays, workdays

    first, last = date(year, 1, 1), date(year, 12, 31)
    with workspace.store.read() as tx:
        marks = {row.day: row for row in queries.calendar_rows(tx, first, last)}
    days = {day: CalendarDay(day, "holiday", _occasion(name), False, "") for day, name in holidays.items() if day.year == year}
    days |= {day: CalendarDay(day, "work", _occasion(name), False, "") for day, name in workdays.items() if day.year == year}
    days |= {row.day: CalendarDay(row.day, row.kind, "", True, row.note) for row in marks.values()}
    working = WorkingDays({day: row.kind for day, row in marks.items()})
    warning = None if working.is_known(year) else calendar_warning(year)
    return CalendarYear(year, tuple(days[day] for day in sorted(days)), working.count(first, last), warning)


def _occasion(name: str) -> str:
    return name if name in _NAMES else ""


def mark(workspace: Workspace, *, day: date, kind: str, note: str = "") -> Done[CalendarDay]:
    """Mark a day as `work`, `rest` or `holiday` for this centre; an earlier mark of the day is replaced."""
    if kind not in DAY_KINDS:
        raise UserError(N_("A day can be a working day, a day of rest or a public holiday."))

    def work(tx: Tx) -> CalendarDay:
        row = tx.get(CalendarDayRow, day)
        if row is None:
            row = tx.add(CalendarDayRow(day=day, kind=kind, note=note.strip()))
        else:
            row.kind, row.note = kind, note.strip()
        return CalendarDay(day, kind, "", True, row.note)

    return workspace.store.transact(Op.CHANGE_SETTINGS, work, who=workspace.actor, note=day.isoformat())


def unmark(workspace: Workspace, *, day: date) -> Done[None]:
    """Take the centre's mark away; the public calendar holds again."""

    def work(tx: Tx) -> None:
        row = tx.get(CalendarDayRow, day)
        if row is None:
            raise UserError(N_("{day} has no mark of the centre."), day=day.isoformat())
        tx.remove(row)

    return workspace.store.transact(Op.CHANGE_SETTINGS, work, who=workspace.actor, note=day.isoformat())
