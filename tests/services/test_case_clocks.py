"""The two clocks of an appeal over holidays, made-up Saturdays and the end of a known calendar, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.domain.errors import UserError
from services import appeals, case_clocks
from services.appeals import LateFiling
from services.texts import Texts
from services.working_days import WorkingDays
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.services.appealed import at

NATIONAL = date(2026, 9, 30), date(2026, 10, 13), "8 9 10 12 13"
"""Off 1–7 October, Saturday the 10th made up."""
SPRING = date(2026, 2, 12), date(2026, 2, 26), "13 14 24 25 26"
"""Off 15–23 February, Saturday the 14th made up."""
ON_A_HOLIDAY = date(2026, 10, 3), date(2026, 10, 13), "8 9 10 12 13"
YEAR_END = date(2026, 12, 30), date(2027, 1, 6), "31 1 4 5 6"
"""2027 is not known: Monday to Friday count, New Year's Day too, with a warning."""


@pytest.mark.parametrize(("start", "last", "days"), [NATIONAL, SPRING, ON_A_HOLIDAY, YEAR_END])
def test_five_working_days_are_listed_one_by_one(start: date, last: date, days: str) -> None:
    calendar = WorkingDays()
    assert calendar.within(start, 5).last_day == last
    listed = case_clocks.counted(Texts("en"), calendar, start, last)
    assert " ".join(str(day.day.day) for day in listed if day.number) == days
    assert [day.number for day in listed if day.number] == [1, 2, 3, 4, 5]
    assert (calendar.within(start, 5).warning is not None) is (last.year == 2027)


def test_what_kind_of_day_it_is_is_named() -> None:
    words = {
        day: case_clocks.day_words(Texts("zh"), WorkingDays({date(2026, 10, 9): "rest"}), date(2026, 10, day)) for day in (1, 9, 10, 11)
    }
    assert words == {1: "星期四，国庆节假期", 9: "星期五，本中心日历定为休息日", 10: "星期六，调休上班", 11: "星期日"}


@pytest.mark.parametrize(("received", "last"), [NATIONAL[:2], ON_A_HOLIDAY[:2], YEAR_END[:2]])
def test_a_minute_before_midnight_of_the_fifth_day_is_in_time(workspace: Workspace, tmp_path: Path, received: date, last: date) -> None:
    decided.fill(workspace)
    issued = date(2026, 9, 30) if received.year == 2026 and received.month < 12 else received
    number = appealed.penalise(workspace, tmp_path, issued=issued, received=received)
    filed = appealed.file(workspace, number, datetime.combine(last, datetime.max.time()).replace(second=0, microsecond=0))
    assert (filed.is_late, filed.last_day_to_file) == (False, last)
    assert bool(filed.warnings) is (last.year == 2027)
    assert bool(appeals.case(at(workspace, last), case=filed.case).row.warnings) is (last.year == 2027)


def test_a_minute_later_is_late(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    number = appealed.penalise(workspace, tmp_path, issued=date(2026, 9, 30), received=date(2026, 9, 30))
    with pytest.raises(LateFiling) as caught:
        appealed.file(workspace, number, datetime(2026, 10, 14, 0, 0))
    assert isinstance(caught.value, UserError)
    assert caught.value.last_day == date(2026, 10, 13)
