"""How the two clocks of an appeal were counted, day by day, as a case file shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.domain.errors import N_
from models.tables.decisions import AppealRow
from services.documents.case_facts import CaseSection, CaseTable
from services.settings import Centre
from services.texts import Texts
from services.working_days import WorkingDays

_WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
_HOLIDAYS = {
    "New Year's Day": N_("New Year's Day"), "Spring Festival": N_("Spring Festival"), "Tomb-sweeping Day": N_("Tomb-sweeping Day"),
    "Labour Day": N_("Labour Day"), "Dragon Boat Festival": N_("Dragon Boat Festival"), "National Day": N_("National Day"),
    "Mid-autumn Festival": N_("Mid-autumn Festival"),
}  # fmt: skip


@dataclass(frozen=True)
class CountedDay:
    """One day of a span: the number it counts as (None = does not count), and what kind of day it is in words."""

    day: date
    number: int | None
    words: str


def counted(t: Texts, days: WorkingDays, start: date, last: date) -> tuple[CountedDay, ...]:
    """Every day after `start` up to `last`, the working days numbered."""
    found, number = [], 0
    for n in range(1, (last - start).days + 1):
        day = start + timedelta(days=n)
        number += days.is_working(day)
        found.append(CountedDay(day, number if days.is_working(day) else None, day_words(t, days, day)))
    return tuple(found)


def day_words(t: Texts, days: WorkingDays, day: date) -> str:
    """The weekday, with the holiday's name, or why a weekend counts or a weekday does not."""
    weekday = t(_WEEKDAYS[day.weekday()])
    if day in days.marks:
        marks = {"work": N_("{weekday}, a working day by the centre's calendar"), "holiday": N_("{weekday}, a holiday of the centre")}
        return t(marks.get(days.marks[day], N_("{weekday}, a day of rest by the centre's calendar")), weekday=weekday)
    if days.is_make_up(day):
        return t(N_("{weekday}, made up for a holiday"), weekday=weekday)
    if name := days.holiday_name(day):
        return t(N_("{weekday}, {holiday}"), weekday=weekday, holiday=t(_HOLIDAYS.get(name, name)))
    return weekday


def sections(t: Texts, days: WorkingDays, centre: Centre, appeal: AppealRow, received_on: date | None) -> Iterator[CaseSection]:
    """A section for each clock of the appeal."""
    filed = appeal.filed_at.date()
    if received_on and appeal.last_day_to_file:
        in_time = N_(
            "The notice was received on {start}, which does not count. Working day {n} is {last}; the appeal was filed at {at}: in time."
        )
        late = N_(
            "The notice was received on {start}, which does not count. Working day {n} is {last}; the appeal was filed at {at}: late."
        )
        words = late if filed > appeal.last_day_to_file else in_time
        yield _section(t, days, t(N_("Time to file")), words, received_on, appeal.last_day_to_file, at=f"{appeal.filed_at:%Y-%m-%d %H:%M}")
    decided = appeal.decided_at.date() if appeal.decided_at else None
    words = N_("The appeal was filed on {start}, which does not count. Working day {n} is {last}; it was decided on {at}: in time.")
    if decided is None:
        words = N_("The appeal was filed on {start}, which does not count. Working day {n} is {last}, by which it is to be decided.")
    elif decided > appeal.decide_by:
        words = N_("The appeal was filed on {start}, which does not count. Working day {n} is {last}; it was decided on {at}: late.")
    yield _section(t, days, t(N_("Time to decide")), words, filed, appeal.decide_by, at=decided or "")


def _section(t: Texts, days: WorkingDays, title: str, words: str, start: date, last: date, at: object) -> CaseSection:
    listed = counted(t, days, start, last)
    rows = tuple((entry.day.isoformat(), entry.words, str(entry.number) if entry.number else "–") for entry in listed)
    columns = ((t(N_("Day")), 1.2), (t(N_("What kind of day")), 3.2), (t(N_("Counts as working day")), 1.2))
    said = t(words, start=start, n=max((entry.number or 0 for entry in listed), default=0), last=last, at=at)
    unknown = sorted({day.day.year for day in listed if not days.is_known(day.day.year)})
    warned = tuple(t(N_("The official holidays of {year} were not known when this was counted."), year=year) for year in unknown)
    return CaseSection(title=title, paragraphs=(said, *warned), table=CaseTable(columns=columns, rows=rows))
