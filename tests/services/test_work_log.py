"""The work log: cases, follow-ups, logs, checks, and what the page says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.domain.errors import ConflictError, UserError
from models.domain.period import Period
from services import closing, history, schemes, today, verify, work_log, work_views
from services.work_log import CaseEntry
from services.workspace import Workspace
from tests.services.work_world import work_centre

OCTOBER = Period.parse("2026-10")
TODAY = date(2026, 10, 20)
S5 = "call-specialist-assessment"


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Workspace]:
    """Three agents, at work every weekday of October until the 19th; today is the 20th."""
    workspace = work_centre(tmp_path / "centre", TODAY)
    yield workspace
    workspace.close()


def entry(number: str = "K1", employee_no: str = "0001", opened: int = 12, **more: object) -> CaseEntry:
    return CaseEntry(number, employee_no, date(2026, 10, opened), **more)  # type: ignore[arg-type]


def states(workspace: Workspace) -> dict[str, tuple[str, str]]:
    view = work_views.month_view(workspace.speaking("en"), month=OCTOBER)
    return {case.number: (str(case.state), case.tone) for case in view.cases}


def test_a_case_lives_from_taking_to_call_back(centre: Workspace) -> None:
    work_log.add_case(centre, entry=entry(due_on=date(2026, 10, 30)))
    assert states(centre) == {"K1": ("Follow-up overdue since 2026-10-14", "bad")}
    work_log.follow_up(centre, number="K1", day=date(2026, 10, 18), note="已派单")
    assert states(centre) == {"K1": ("Next follow-up by 2026-10-20", "watch")}
    work_log.follow_up(centre, number="K1", day=date(2026, 10, 20))
    assert states(centre) == {"K1": ("Next follow-up by 2026-10-22", "")}
    seen = work_views.month_view(centre, month=OCTOBER).cases[0]
    assert seen.steps == ((date(2026, 10, 18), "已派单"), (date(2026, 10, 20), ""))
    closed = replace(seen.entry, closed_on=TODAY)
    work_log.change_case(centre, number="K1", entry=closed, seen=seen.entry)
    assert states(centre) == {"K1": ("Call-back due by 2026-10-22", "")}
    with pytest.raises(ConflictError):
        work_log.change_case(centre, number="K1", entry=closed, seen=seen.entry)
    work_log.change_case(centre, number="K1", entry=replace(closed, called_back_on=TODAY), seen=closed)
    assert states(centre) == {"K1": ("Closed and called back", "good")}
    for _ in range(5):
        history.undo(centre)
    assert states(centre) == {}


def test_a_wrong_case_is_refused_with_the_reason(centre: Workspace) -> None:
    bad = [
        (entry(employee_no="0009"), "no agent"), (entry(number=" "), "number"), (entry(opened=21), "not come yet"),
        (entry(closed_on=date(2026, 10, 11)), "before the day"), (entry(called_back_on=TODAY), "follows the closing"),
        (entry(form_raised_on=date(2026, 10, 12)), "important"),
    ]  # fmt: skip
    for wrong, reason in bad:
        with pytest.raises(UserError, match=reason):
            work_log.add_case(centre, entry=wrong)
    work_log.add_case(centre, entry=entry())
    with pytest.raises(UserError, match="entered already"):
        work_log.add_case(centre, entry=entry())
    with pytest.raises(UserError, match="not come yet"):
        work_log.follow_up(centre, number="K1", day=date(2026, 10, 21))
    work_log.remove_case(centre, number="K1")
    assert states(centre) == {}


def test_ticked_logs_and_missing_ones_on_days_at_work(centre: Workspace) -> None:
    assert {sign for agent in work_views.month_view(centre, month=OCTOBER).logs for sign in agent.signs} == {""}
    day = date(2026, 10, 12)
    assert work_log.set_logs(centre, ticks={("0001", day): True, ("0002", day): True}).value == 2
    assert work_log.set_logs(centre, ticks={("0001", day): True, ("0002", day): False, ("0003", day): False}).value == 1
    logs = {agent.employee_no: agent.signs for agent in work_views.month_view(centre, month=OCTOBER).logs}
    assert (logs["0001"][11], logs["0002"][11], logs["0002"][10]) == ("√", "×", "")
    with pytest.raises(UserError, match="not come yet"):
        work_log.set_logs(centre, ticks={("0001", date(2026, 10, 21)): True})


def test_what_would_be_flagged_judges_no_day_that_is_not_over(centre: Workspace) -> None:
    work_log.add_case(centre, entry=entry("K1", "0001", 18, due_on=date(2026, 10, 30)))  # due today: not missed yet
    work_log.add_case(centre, entry=entry("K2", "0002", 17, due_on=date(2026, 10, 30)))  # due yesterday
    for day in (12, 13, 14, 15, 16):
        work_log.set_logs(centre, ticks={(f"000{n}", date(2026, 10, day)): True for n in (1, 2, 3)})
    flagged = work_views.month_view(centre.speaking("en"), month=OCTOBER).flagged
    assert [(one.rule, one.employee_no) for one in flagged] == [
        ("Work log missing", "0001"), ("Work log missing", "0002"), ("Work log missing", "0003"), ("Follow-up missed", "0002"),
    ]  # fmt: skip
    assert any("2026-10-19" in str(line) for line in flagged[0].lines)


def test_checks_of_the_week_and_what_today_says(centre: Workspace) -> None:
    work_log.add_case(centre, entry=entry(due_on=date(2026, 10, 30)))
    assert not [line for line in today.todo(centre) if line.page == "worklog"]
    schemes.adopt(centre, scheme_id=S5, first=date(2026, 10, 1))
    lines = {str(line.text) for line in today.todo(centre) if line.page == "worklog"}
    assert lines == {
        "Work log of 王小明: 1 cases are overdue or due today", "Spot checks of this week: 3 agents are still to be checked",
    }  # fmt: skip
    with pytest.raises(UserError, match="remark"):
        work_log.note_check(centre, employee_no="0001", day=TODAY, looked_at=["work_log"], passed=True, remark=" ")
    work_log.note_check(centre, employee_no="0001", day=TODAY, looked_at=["work_log", "attendance"], passed=True, remark="完整")
    assert work_views.check_week(centre, day=TODAY).owed == 3
    work_log.note_check(centre, employee_no="0001", day=TODAY, looked_at=["required_actions"], passed=False, remark="未用规范用语")
    week = work_views.check_week(centre, day=TODAY)
    assert (week.owed, week.unchecked) == (2, (("0002", "李四"), ("0003", "张三")))
    view = work_views.month_view(centre, month=OCTOBER)
    assert [(check.looked_at, check.passed) for check in view.checks] == [
        ("required_actions", False),
        ("attendance", True),
        ("work_log", True),
    ]
    work_log.remove_check(centre, id=view.checks[0].id)
    assert work_views.check_week(centre, day=TODAY).owed == 3


def test_a_close_sees_late_entries_and_verify_stays_clean(centre: Workspace) -> None:
    schemes.adopt(centre, scheme_id=S5, first=date(2026, 9, 1))
    work_log.add_case(centre, entry=entry("K1", "0001", 1, due_on=date(2026, 10, 30)))
    closing.close(centre, month=OCTOBER)  # early, on the 20th: judged until the 19th
    rules = {stored.outcome.rule for stored in closing.decisions(centre, month=OCTOBER).outcomes}
    assert rules == {"follow-up-every-two-days"}
    assert verify.verify(centre) == ()
    work_log.follow_up(centre, number="K1", day=date(2026, 10, 3))
    assert closing.late_changes(centre, month=OCTOBER).data_changed
    assert verify.verify(centre) != ()
