"""Each kind of line on the Today page appears when something waits and goes when it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import event

from models.domain.attendance import Code
from models.domain.ops import Op
from models.domain.people import Status
from models.store import Tx
from models.tables.attendance import AttendanceRow
from services import appeals, backups, closing, follow_ups, notices, outcomes, papers, people, publishing
from services.clock import FixedClock
from services.people import Change, NewPerson
from services.today import Todo, pictures, todo
from services.workspace import Workspace
from tests.services import decided
from tests.services.decided import OCTOBER


def lines(workspace: Workspace, begins: str) -> list[Todo]:
    """The lines whose sentence begins so."""
    return [line for line in todo(workspace) if str(line.text).startswith(begins)]


def at(workspace: Workspace, day: date) -> Workspace:
    """The same workspace on another day."""
    return replace(workspace, clock=FixedClock.on(day))


def test_an_empty_centre_is_led_to_its_roster_then_to_the_library_and_asked_for_a_backup(workspace: Workspace) -> None:
    assert [line.page for line in todo(workspace)] == ["roster", "settings"]
    backups.back_up(workspace)
    people.hire(workspace, person=NewPerson("0001", "张三", date(2026, 11, 2), "甲组", "outbound"))
    assert [line.page for line in lines(workspace, "Next step")] == ["library"]
    assert lines(workspace, "Close") == []  # nothing to close by


def test_the_first_steps_are_gone_once_a_scheme_is_in_force(workspace: Workspace) -> None:
    decided.fill(workspace)
    assert lines(workspace, "First step") == lines(workspace, "Next step") == []


def test_the_month_end_asks_for_attendance_indicators_and_the_close(workspace: Workspace) -> None:
    decided.fill(workspace)
    assert len(lines(workspace, "Attendance of 2026-10")) == 1
    assert len(lines(workspace, "Indicators of 2026-10")) == 1

    def present(tx: Tx) -> None:
        days = OCTOBER.days()
        rows = [
            {"employee_id": n, "day": day, "morning": Code.PRESENT.value, "afternoon": Code.PRESENT.value, "source": "hand"}
            for day in days
            for n in range(1, 14)
        ]
        tx.insert_many(AttendanceRow, rows)

    workspace.store.transact(Op.IMPORT_ATTENDANCE, present, who="test")
    assert lines(workspace, "Attendance of") == []
    (line,) = lines(workspace, "Close 2026-10")
    assert (line.page, line.where, line.due) == ("decisions", {"month": "2026-10"}, date(2026, 10, 31))
    closing.close(workspace, month=OCTOBER)
    assert lines(workspace, "Close") == lines(workspace, "Indicators of") == []


def test_proposals_then_confirmed_decisions_then_papers(workspace: Workspace) -> None:
    decided.close(workspace)
    ids = decided.ids_of(workspace)
    (line,) = [line for line in todo(workspace) if "wait to be confirmed" in str(line.text)]
    assert str(line.text) == f"{len(ids)} proposals of 2026-10 wait to be confirmed"
    outcomes.confirm(workspace, ids=ids)
    assert not [line for line in todo(workspace) if "wait to be confirmed" in str(line.text)]
    assert len([line for line in todo(workspace) if "wait to be published" in str(line.text)]) == 1
    publishing.publish(workspace, month=OCTOBER)
    assert not [line for line in todo(workspace) if "wait to be published" in str(line.text)]
    papers.draw_pending(workspace)
    unprinted = [paper.id for paper in papers.register(workspace)]
    assert [str(line.text) for line in todo(workspace) if "never printed" in str(line.text)] == [
        f"{len(unprinted)} papers were never printed"
    ]
    papers.printed(workspace, ids=unprinted)
    assert not [line for line in todo(workspace) if "never printed" in str(line.text)]


def test_a_notice_to_sign_then_the_window_then_the_appeal(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    waiting = [line for line in todo(workspace) if "has not signed" in str(line.text)]
    numbers = [str(line.where["number"]) for line in waiting]
    assert len(numbers) == len(notices.notices(workspace, waiting_only=True)) > 0
    notice = next(view for view in notices.notices(workspace) if view.number == numbers[0])
    notices.sign(workspace, number=notice.number, on=workspace.clock.today(), employee_no=notice.employee_no)
    assert notice.number not in [line.where.get("number") for line in todo(workspace)]
    (window,) = lines(workspace, f"The time of {notice.name} to appeal")
    assert (window.due, window.days_left) == (date(2026, 11, 9), 5)
    assert lines(at(workspace, date(2026, 11, 10)), "The time of") == []
    filed = appeals.file(
        workspace, notice_number=notice.number, employee_no=notice.employee_no, at=datetime(2026, 11, 2, 10), reason="事实有误"
    ).value
    assert lines(workspace, "The time of") == []
    assert lines(workspace, "Decide the appeal") == []  # more than five working days are left
    (case,) = lines(at(workspace, date(2026, 11, 18)), f"Decide the appeal {filed.case}")
    assert (case.page, case.where) == ("appeals", {"case": filed.case})
    appeals.accept(workspace, case=filed.case, at=datetime(2026, 11, 2, 11))
    appeals.decide(
        replace(workspace, actor="李人事"), case=filed.case, by="李人事", decision="revoke", reason="不成立", at=datetime(2026, 11, 3, 9)
    )
    assert lines(at(workspace, date(2026, 11, 18)), "Decide the appeal") == []


def test_what_is_owed_turns_urgent_and_goes_when_settled(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    owed = [line for line in todo(workspace) if line.follow_up is not None]
    assert owed
    assert not any(line.urgent for line in owed)
    late = at(workspace, date(2027, 3, 1))
    assert all(line.urgent and line.days_left is not None and line.days_left < 0 for line in todo(late) if line.follow_up is not None)
    for line in owed:
        assert line.follow_up is not None
        follow_ups.settle(late, follow_up=line.follow_up, on=date(2027, 3, 1), result="已完成")
    assert not [line for line in todo(workspace) if line.follow_up is not None]


def test_the_end_of_a_probation_is_announced_two_weeks_ahead(workspace: Workspace) -> None:
    hired = people.hire(
        workspace, person=NewPerson("0001", "新人", date(2026, 9, 14), "甲组", "outbound", regular_from=date(2026, 11, 16))
    ).value
    (line,) = lines(workspace, "The probation of 新人 ends")
    assert (line.due, line.page) == (date(2026, 11, 15), "roster")
    assert lines(at(workspace, date(2026, 11, 1)), "The probation") == []
    assert lines(at(workspace, date(2026, 11, 16)), "The probation") == []
    people.change(workspace, employee_no="0001", change=Change(status=Status.REGULAR), on=date(2026, 11, 2), seen=hired.version)
    assert lines(workspace, "The probation") == []


def test_an_old_backup_is_called_old_after_a_week(workspace: Workspace) -> None:
    backups.back_up(workspace)
    assert lines(at(workspace, date(2026, 11, 8)), "The last backup") == []
    (line,) = lines(at(workspace, date(2026, 11, 9)), "The last backup is of 2026-11-02")
    assert line.urgent


def test_the_oldest_deadline_stands_first(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    due = [line.due or date.max for line in todo(workspace)]
    assert due == sorted(due)


def test_the_pictures_hold_the_figures_of_the_centre(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    seen = pictures(workspace)
    assert (seen.scores_month, len(seen.scores)) == ("2026-10", 12)
    assert [month for month, _, _ in seen.decided][-1] == "2026-10"
    assert seen.decided[-1][1] >= 2
    assert all(share == 0 for _, share in seen.turnover)


def statements(workspace: Workspace) -> list[str]:
    """The SQL that one look at the list takes, without its parameters."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement.partition("WHERE")[0])

    event.listen(workspace.store.engine, "before_cursor_execute", note)
    todo(workspace)
    event.remove(workspace.store.engine, "before_cursor_execute", note)
    return found


def test_a_second_month_of_notices_takes_no_more_statements(workspace: Workspace) -> None:
    """One statement more for each notice or month would make the page slower with every month."""
    decided.publish_all(workspace)
    one = statements(workspace)
    september = OCTOBER.shifted(-1)
    closing.close(workspace, month=september)
    outcomes.confirm(workspace, ids=[view.id for view in outcomes.outcomes_of(workspace, month=september) if view.id is not None])
    assert outcomes.publish(workspace, month=september).value.documents
    assert statements(workspace) == one
