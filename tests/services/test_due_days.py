"""Days of work of agents with shifts of their own, on the sheet and for the rules."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.domain.attendance import AttendanceTally
from models.domain.ops import Op
from models.queries import shifts as shift_queries
from models.store import Tx
from models.tables.shifts import ShiftDayRow
from services import attendance, closing, shifts
from services.exchange.shift_days import Shift, ShiftRoster
from services.rules.facts_index import FactsIndex
from services.shifts import Pattern
from services.working_days import WorkingDays
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire

_DAYS = tuple(OCTOBER.days())
_ON = {day for day in _DAYS if (day - OCTOBER.first).days % 6 < 4}


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    hire(workspace)
    shifts.save_shift(workspace, shift=Shift(time(8), time(20), break_minutes=60, code="D", name="白班"))
    shifts.save_pattern(workspace, pattern=Pattern("C", "四休二", ("D", "D", "D", "D", "", "")))
    return workspace


def totals(centre: Workspace, number: str) -> attendance.Totals:
    return next(agent.totals for agent in attendance.month_sheet(centre, month=OCTOBER).agents if agent.head.employee_no == number)


def tally(centre: Workspace, number: str) -> AttendanceTally:
    with centre.store.read() as tx:
        return closing.facts_of_month(tx, OCTOBER).attendance[number, OCTOBER.text]


def put(centre: Workspace, number: str, marks: dict[date, str]) -> None:
    attendance.set_cells(centre, month=OCTOBER, cells=[(number, day, text) for day, text in marks.items()])


def fingerprint(centre: Workspace) -> str:
    with centre.store.read() as tx:
        return closing.fingerprint(closing.facts_of_month(tx, OCTOBER))


def test_four_days_on_two_off_make_full_attendance_without_the_days_off(centre: Workspace) -> None:
    shifts.assign(centre, employee_nos=["0001"], code="C", since=OCTOBER.first)
    put(centre, "0001", dict.fromkeys(_ON, "√"))
    found = totals(centre, "0001")
    assert (found.due, found.attended, found.blank, found.full) == (21, 21, 0, True)
    saturday = next(day for day in sorted(_ON) if day.weekday() == 5)
    put(centre, "0001", {saturday: ""})
    assert (totals(centre, "0001").blank, totals(centre, "0001").full) == (1, False), "the plan names that Saturday"


def test_the_rules_are_told_the_same_days(centre: Workspace) -> None:
    shifts.assign(centre, employee_nos=["0001", "0003"], code="C", since=OCTOBER.first)
    put(centre, "0001", dict.fromkeys(sorted(_ON)[:-2], "√"))
    found = tally(centre, "0001")
    assert (found.workdays, found.blank_workdays, found.due_in_month) == (21, 2, 21)
    assert tally(centre, "0003").workdays == totals(centre, "0003").due == sum(day.day <= 16 for day in _ON)
    with centre.store.read() as tx:
        facts = closing.facts_of_month(tx, OCTOBER)
        assert closing.facts_of_months(tx, [OCTOBER])[OCTOBER].attendance == facts.attendance
    index = FactsIndex(facts)
    assert index.due_days("0003", OCTOBER) == 21, "half of it protects an agent who left in the middle of the month"
    assert index.due_days("0002", OCTOBER) == facts.workdays[OCTOBER.text]


def test_a_roster_of_single_days_counts_and_rest_is_not_missing(centre: Workspace) -> None:
    rest, extra = date(2026, 10, 14), date(2026, 10, 17)
    before, missing = totals(centre, "0001"), attendance.missing(centre, month=OCTOBER).days
    shifts.set_days(centre, days=[("0001", rest, ""), ("0001", extra, "D"), ("0001", date(2026, 10, 15), "D")])
    assert totals(centre, "0001").due == before.due
    assert totals(centre, "0001").blank == before.blank
    assert attendance.missing(centre, month=OCTOBER).days == missing
    shifts.set_days(centre, days=[("0001", extra, "")])
    assert (totals(centre, "0001").due, totals(centre, "0001").blank) == (before.due - 1, before.blank - 1)


def test_nothing_changes_without_a_plan_of_days(centre: Workspace) -> None:
    before = fingerprint(centre)
    shifts.assign(centre, employee_nos=["0001"], code="D", since=OCTOBER.first)
    assert fingerprint(centre) == before, "a shift of other hours on the same days"
    assert tally(centre, "0001").due_in_month is None
    shifts.assign(centre, employee_nos=["0001"], code="C", since=date(2026, 10, 5))
    assert fingerprint(centre) != before


@given(
    cycle=st.lists(st.booleans(), min_size=1, max_size=9).filter(any),
    since=st.dates(date(2026, 9, 1), date(2026, 11, 5)),
    single=st.dictionaries(st.sampled_from(_DAYS), st.booleans(), max_size=6),
    entered=st.sets(st.sampled_from(_DAYS)),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sheet_and_rules_agree_on_any_plan(
    centre: Workspace, cycle: list[bool], since: date, single: dict[date, bool], entered: set[date]
) -> None:
    def forget(tx: Tx) -> None:
        tx.remove_many(ShiftDayRow, shift_queries.days(tx, _DAYS[0], _DAYS[-1]))

    centre.store.transact(Op.EDIT_SHIFTS, forget, who="test")
    shifts.save_pattern(centre, pattern=Pattern("C", "循环", tuple("D" if on else "" for on in cycle)))
    shifts.assign(centre, employee_nos=["0001"], code="", since=date(2026, 8, 1))
    shifts.assign(centre, employee_nos=["0001"], code="C", since=since)
    shifts.set_days(centre, days=[("0001", day, "D" if on else "") for day, on in single.items()])
    put(centre, "0001", {day: "√" if day in entered else "" for day in _DAYS})
    plan = shifts.plan_of(centre, employee_no="0001", period=OCTOBER)
    found, counted = totals(centre, "0001"), tally(centre, "0001")
    assert found.due == counted.workdays == sum(one.works for one in plan.values())
    assert found.blank == counted.blank_workdays
    assert found.blank == sum(one.works and (one.is_own or day.weekday() < 5) and day not in entered for day, one in plan.items())


@given(
    starts=st.integers(0, 23 * 60 + 59), length=st.integers(60, 16 * 60), late=st.integers(-180, 300), stays=st.integers(-180, 120),
    grace=st.integers(0, 60), flexible=st.integers(0, 120),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_any_shift_keeps_its_stamps_on_its_day_and_its_minutes_whole(
    starts: int, length: int, late: int, stays: int, grace: int, flexible: int
) -> None:
    day = date(2026, 10, 14)
    begin, end = divmod(starts, 60), divmod((starts + length) % (24 * 60), 60)
    shift = Shift(time(*begin), time(*end), late_grace=grace, flexible_minutes=flexible, code="S")
    plan = ShiftRoster(WorkingDays().is_working, {"S": shift}, {"A": ("S",)}, {1: [(date(2026, 1, 1), "A")]})
    start, over = shift.span(day)
    came, left = start + timedelta(minutes=late), over + timedelta(minutes=stays)
    if left - came < timedelta(minutes=2) or plan.day_of(1, came) != day or plan.day_of(1, left) != day:
        opened, closed = plan.opens(1, day), plan.opens(1, day + timedelta(days=1))
        assert left - came < timedelta(minutes=2) or not (opened <= came and left < closed)
        return
    mark = plan.mark(1, day, [left, came])
    assert mark is not None
    moved = min(max(late, 0), flexible)
    assert mark.late_minutes == (late - moved if late - moved > grace else 0)
    assert mark.early_minutes == max(moved - stays, 0)
    assert plan.opens(1, day) <= start < over <= plan.opens(1, day + timedelta(days=1)) + timedelta(hours=12)
