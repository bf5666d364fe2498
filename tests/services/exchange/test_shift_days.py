"""Which day a stamp belongs to and what mark a day gets, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from services.exchange.shift_days import Shift, ShiftRoster, day_mark, merged

NIGHT = Shift(time(22), time(6), code="N")
EARLY = Shift(time(7), time(15), code="E")
DAY = Shift(code="D")
ALWAYS = {"N": NIGHT, "E": EARLY, "D": DAY}
MONDAY = date(2026, 10, 12)


def roster(**plan: object) -> ShiftRoster:
    return ShiftRoster(lambda day: day.weekday() < 5, ALWAYS, **plan)  # type: ignore[arg-type]


def mark(shift: Shift, *stamps: datetime, day: date = MONDAY) -> str | None:
    found = day_mark(day, stamps, shift)
    return found.text if found else None


def at(day: int, hour: int, minute: int = 0, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, minute)


def test_a_night_shift_over_the_end_of_the_month_belongs_to_the_day_it_began() -> None:
    plan = roster(defaults={1: [(date(2026, 10, 1), "N")]})
    assert plan.day_of(1, at(31, 21, 50)) == date(2026, 10, 31)
    assert plan.day_of(1, at(1, 6, 5, month=11)) == date(2026, 10, 31)
    assert plan.day_of(1, at(1, 18, month=11)) == date(2026, 11, 1)
    assert mark(NIGHT, at(31, 21, 50), at(1, 6, 5, month=11), day=date(2026, 10, 31)) == "√"
    assert mark(NIGHT, at(31, 22, 20), at(1, 5, 45, month=11), day=date(2026, 10, 31)) == "迟20退15"


def test_the_boundary_between_a_night_and_the_next_morning_lies_in_the_middle() -> None:
    plan = roster(days={(1, MONDAY): "N", (1, MONDAY + timedelta(days=1)): "D"})
    assert plan.day_of(1, at(13, 6, 40)) == MONDAY, "left the night shift late; 07:30 is half way to 09:00"
    assert plan.day_of(1, at(13, 8, 40)) == date(2026, 10, 13)
    assert roster().day_of(1, at(13, 4, 59)) == MONDAY
    assert roster().day_of(1, at(13, 5)) == date(2026, 10, 13)


def test_a_shift_opens_as_long_before_its_start_as_the_centre_says() -> None:
    short = Shift(time(7), time(15), opens_before=timedelta(hours=1), code="S")
    plan = ShiftRoster(lambda day: True, {"S": short}, defaults={1: [(date(2026, 1, 1), "S")]})
    assert plan.day_of(1, at(13, 5, 59)) == MONDAY
    assert plan.day_of(1, at(13, 6)) == date(2026, 10, 13)


def test_missing_and_double_stamps() -> None:
    assert mark(NIGHT, at(13, 6, 1)) is None
    assert mark(NIGHT, at(12, 21, 58), at(12, 21, 59)) is None, "two stamps within two minutes are one"
    assert mark(NIGHT, at(12, 21, 58), at(12, 21, 59), at(13, 6), at(13, 6, 1)) == "√"
    assert merged([at(12, 9, 1), at(12, 9), at(12, 9, 3)]) == [at(12, 9), at(12, 9, 3)]


def test_flexible_start_moves_the_end_and_grace_is_all_or_nothing() -> None:
    flexible = Shift(flexible_minutes=30)
    assert mark(flexible, at(12, 9, 20), at(12, 18, 20)) == "√"
    assert mark(flexible, at(12, 9, 20), at(12, 18, 10)) == "退10"
    assert mark(flexible, at(12, 9, 40), at(12, 18, 30)) == "迟10", "late by what exceeds the flexible minutes"
    grace = Shift(late_grace=5, early_grace=3)
    assert mark(grace, at(12, 9, 5), at(12, 17, 57)) == "√"
    assert mark(grace, at(12, 9, 6), at(12, 17, 56)) == "迟6退4"


def test_cycles_defaults_and_single_days() -> None:
    plan = roster(
        patterns={"C": ("E", "E", "N", "")},
        defaults={1: [(date(2026, 1, 1), "E"), (MONDAY, "C")]},
        days={(1, date(2026, 10, 13)): ""},
    )
    assert plan.planned(1, date(2026, 10, 9)).shift is EARLY
    assert not plan.planned(1, date(2026, 10, 10)).works, "a Saturday before the cycle began"
    assert plan.planned(1, MONDAY).shift is EARLY
    assert not plan.planned(1, date(2026, 10, 13)).works, "a single day of rest"
    assert plan.planned(1, date(2026, 10, 14)).shift is NIGHT
    assert not plan.planned(1, date(2026, 10, 15)).works
    assert plan.planned(1, date(2026, 10, 16)).shift is EARLY
    assert plan.planned(1, date(2026, 10, 18)).works, "cycles do not stop on Sundays"
    assert plan.mark(1, date(2026, 10, 15), [at(15, 9), at(15, 18)]) is None


def test_minutes_of_work_leave_the_break_out() -> None:
    assert Shift(break_minutes=60).work_minutes == 480
    assert NIGHT.crosses_midnight
    assert NIGHT.work_minutes == 480
