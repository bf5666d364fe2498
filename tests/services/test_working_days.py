"""The calendar: public holidays and make-up days, the centre's marks, and years that nobody knows yet."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.period import Period
from services import centre_calendar
from services.working_days import WorkingDays
from services.workspace import Workspace

PUBLIC = WorkingDays()


def day(text: str) -> date:
    """A date as it is written."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "working", "holiday", "make_up"),
    [
        ("2026-02-14", True, False, True),  # Saturday worked for the Spring Festival of 2026
        ("2026-02-28", True, False, True),
        ("2026-02-16", False, True, False),
        ("2026-02-23", False, True, False),
        ("2026-02-24", True, False, False),
        ("2026-10-10", True, False, True),  # Saturday worked for the National Day week
        ("2026-10-01", False, True, False),
        ("2026-09-20", True, False, True),  # a Sunday
        ("2026-11-21", False, False, False),
        ("2026-11-23", True, False, False),
        ("2031-10-01", True, False, False),  # a Wednesday of a year that is not known
    ],
)
def test_days(text: str, working: bool, holiday: bool, make_up: bool) -> None:
    assert (PUBLIC.is_working(day(text)), PUBLIC.is_holiday(day(text)), PUBLIC.is_make_up(day(text))) == (working, holiday, make_up)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-11-02", 5, "2026-11-09"),
        ("2026-11-06", 1, "2026-11-09"),  # Friday to Monday
        ("2026-02-13", 2, "2026-02-24"),  # the make-up Saturday is the first, then the festival passes
        ("2026-02-14", 5, "2026-02-28"),  # 24–27 and the make-up Saturday 28
        ("2026-09-30", 5, "2026-10-13"),  # 8, 9, 10 (make-up), 12, 13
        ("2026-11-02", 0, "2026-11-02"),
    ],
)
def test_deadlines(start: str, days: int, last: str) -> None:
    found = PUBLIC.within(day(start), days)
    assert (found.last_day, found.warning) == (day(last), None)


def test_a_span_into_an_unknown_year_warns_and_counts_weekdays() -> None:
    found = PUBLIC.within(day("2026-12-30"), 5)
    assert found.last_day == day("2027-01-06")
    assert found.warning is not None
    assert found.warning.facts == {"year": 2027}


def test_the_centres_marks_win(workspace: Workspace) -> None:
    centre_calendar.mark(workspace, day=day("2026-11-03"), kind="rest")
    centre_calendar.mark(workspace, day=day("2026-11-07"), kind="work")
    centre_calendar.mark(workspace, day=day("2026-11-09"), kind="holiday", note="厂庆")
    days = workspace.working_days()
    assert days.within(day("2026-11-02"), 5).last_day == day("2026-11-10")  # 4, 5, 6, 7 (Saturday), 10
    assert days.is_holiday(day("2026-11-09"))
    centre_calendar.unmark(workspace, day=day("2026-11-03"))
    assert workspace.working_days().within(day("2026-11-02"), 5).last_day == day("2026-11-07")


def test_days_left() -> None:
    today = day("2026-11-06")
    assert [PUBLIC.days_left(today, day(f"2026-11-{n:02}")) for n in (4, 5, 6, 7, 9, 10)] == [-2, -1, 0, 0, 1, 2]


def test_a_month_has_its_working_days() -> None:
    february = PUBLIC.in_period(Period.parse("2026-02"))
    assert len(february) == 16  # 20 weekdays, 6 of them holidays, 2 Saturdays made up
    assert day("2026-02-14") in february
