"""Agents: what holds when, what is refused, and that each edit can be undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.domain.errors import ConflictError, UserError
from models.domain.ops import Op
from models.domain.people import EmploymentType, Status
from services import history, people
from services.people import Change, NewPerson, RosterRow
from services.workspace import Workspace

HIRED = date(2026, 3, 2)
TODAY = date(2026, 11, 2)


@pytest.fixture
def zhang(workspace: Workspace) -> RosterRow:
    """张三 in team A since 2 March, without probation."""
    new = NewPerson("0007", " 张三 ", HIRED, team="A", position="inbound", star="2", monthly_wage=Decimal("6500.50"))
    return people.hire(workspace, person=new).value


def on(workspace: Workspace, day: date, number: str = "0007") -> RosterRow:
    """The agent as of a day."""
    return people.person(workspace, employee_no=number, day=day)


def test_hiring_stores_everything(workspace: Workspace, zhang: RosterRow) -> None:
    assert (zhang.employee_no, zhang.name, zhang.team, zhang.position) == ("0007", "张三", "A", "inbound")
    assert (zhang.status, zhang.star, zhang.monthly_wage) == (Status.REGULAR, "2", Decimal("6500.50"))
    assert people.roster(workspace, day=TODAY) == (zhang,)


def test_probation_ends_by_itself_and_can_be_moved(workspace: Workspace) -> None:
    new = NewPerson("0008", "李四", date(2026, 10, 1), regular_from=date(2026, 12, 1))
    row = people.hire(workspace, person=new).value
    assert row.status is Status.PROBATION
    assert on(workspace, date(2026, 12, 1), "0008").status is Status.REGULAR
    people.end_probation(workspace, employee_no="0008", on=date(2026, 11, 1), seen=row.version)
    assert on(workspace, date(2026, 10, 31), "0008").status is Status.PROBATION
    assert on(workspace, TODAY, "0008").status is Status.REGULAR


def test_a_number_is_never_given_twice(workspace: Workspace, zhang: RosterRow) -> None:
    people.leave(workspace, employee_no="0007", last_day=date(2026, 5, 1), reason="moved away", seen=zhang.version)
    with pytest.raises(UserError, match="belongs to 张三"):
        people.hire(workspace, person=NewPerson(" 00 07", "王五", TODAY))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewPerson(" ", "王五", TODAY), "employee number"),
        (NewPerson("1", " ", TODAY), "name"),
        (NewPerson("1", "王五", TODAY, regular_from=date(2026, 11, 1)), "Probation"),
        (NewPerson("1", "王五", TODAY, star="9"), "star"),
        (NewPerson("1", "王五", TODAY, monthly_wage=Decimal("1.234")), "wage"),
        (NewPerson("1", "王五", TODAY, monthly_wage=Decimal(-1)), "wage"),
    ],
)
def test_bad_hires_are_refused(workspace: Workspace, new: NewPerson, said: str) -> None:
    with pytest.raises(UserError, match=said):
        people.hire(workspace, person=new)
    assert people.roster(workspace, day=TODAY) == ()


def test_a_change_holds_from_its_date_and_overwrites_nothing(workspace: Workspace, zhang: RosterRow) -> None:
    people.change(workspace, employee_no="0007", change=Change(team="B", star=""), on=date(2026, 9, 1), seen=zhang.version)
    before, after = on(workspace, date(2026, 8, 31)), on(workspace, date(2026, 9, 1))
    assert (before.team, before.star, before.next_change) == ("A", "2", date(2026, 9, 1))
    assert (after.team, after.star, after.position) == ("B", "", "inbound")


def test_a_change_before_a_later_one_holds_only_until_then(workspace: Workspace, zhang: RosterRow) -> None:
    later = people.change(workspace, employee_no="0007", change=Change(team="C"), on=date(2027, 1, 1), seen=zhang.version).value
    people.change(workspace, employee_no="0007", change=Change(team="B"), on=TODAY, seen=later.version)
    assert [on(workspace, day).team for day in (date(2026, 11, 1), TODAY, date(2027, 1, 1))] == ["A", "B", "C"]
    assert on(workspace, TODAY).next_change == date(2027, 1, 1)


def test_a_change_of_the_same_date_replaces(workspace: Workspace, zhang: RosterRow) -> None:
    row = people.change(workspace, employee_no="0007", change=Change(team="B"), on=TODAY, seen=zhang.version).value
    row = people.change(workspace, employee_no="0007", change=Change(team="D"), on=TODAY, seen=row.version).value
    assert (row.team, row.held_since) == ("D", TODAY)
    assert on(workspace, date(2026, 11, 1)).team == "A"


def test_status_by_hand_moves_the_day_of_regularisation(workspace: Workspace) -> None:
    row = people.hire(workspace, person=NewPerson("9", "赵六", date(2026, 10, 1), regular_from=date(2027, 1, 1))).value
    row = people.change(workspace, employee_no="9", change=Change(status=Status.REGULAR), on=TODAY, seen=row.version).value
    assert (row.status, row.regular_from) == (Status.REGULAR, TODAY)
    assert on(workspace, date(2026, 11, 1), "9").status is Status.PROBATION
    assert on(workspace, date(2027, 2, 1), "9").status is Status.REGULAR


@pytest.mark.parametrize(
    ("change", "day", "said"),
    [
        (Change(team="A"), TODAY, "Nothing would change"),
        (Change(team="B"), date(2026, 3, 1), "hired on"),
        (Change(status=Status.LEFT), TODAY, "leaver's procedure"),
        (Change(star="x"), TODAY, "star"),
    ],
)
def test_bad_changes_are_refused(workspace: Workspace, zhang: RosterRow, change: Change, day: date, said: str) -> None:
    with pytest.raises(UserError, match=said):
        people.change(workspace, employee_no="0007", change=change, on=day, seen=zhang.version)
    assert on(workspace, TODAY) == zhang


def test_two_edits_of_the_same_view_conflict(workspace: Workspace, zhang: RosterRow) -> None:
    people.change(workspace, employee_no="0007", change=Change(team="B"), on=TODAY, seen=zhang.version)
    with pytest.raises(ConflictError, match="张三 was changed meanwhile"):
        people.rename(workspace, employee_no="0007", name="张山", seen=zhang.version)


def test_leaving_keeps_the_last_day_as_employed(workspace: Workspace, zhang: RosterRow) -> None:
    with pytest.raises(UserError, match="before the hiring date"):
        people.leave(workspace, employee_no="0007", last_day=date(2026, 3, 1), reason="x", seen=zhang.version)
    with pytest.raises(UserError, match="reason"):
        people.leave(workspace, employee_no="0007", last_day=TODAY, reason=" ", seen=zhang.version)
    row = people.leave(workspace, employee_no="0007", last_day=TODAY, reason="study", seen=zhang.version).value
    assert row.status is Status.LEFT
    assert on(workspace, TODAY).status is Status.REGULAR
    with pytest.raises(UserError, match="leaves on"):
        people.change(workspace, employee_no="0007", change=Change(team="B"), on=date(2026, 11, 3), seen=row.version)


def test_leaving_can_be_taken_back_and_undone(workspace: Workspace, zhang: RosterRow) -> None:
    left = people.leave(workspace, employee_no="0007", last_day=date(2026, 10, 1), reason="study", seen=zhang.version).value
    assert history.undo_info(workspace).undo is Op.EDIT_PERSON
    history.undo(workspace)
    assert on(workspace, TODAY).status is Status.REGULAR
    history.redo(workspace)
    back = people.undo_leaving(workspace, employee_no="0007", reason="typed for the wrong agent", seen=left.version).value
    assert (back.status, back.left_on) == (Status.REGULAR, None)
    with pytest.raises(UserError, match="no leaving date"):
        people.undo_leaving(workspace, employee_no="0007", reason="", seen=back.version)


def test_undo_takes_a_dated_change_back(workspace: Workspace, zhang: RosterRow) -> None:
    people.change(workspace, employee_no="0007", change=Change(team="B"), on=TODAY, seen=zhang.version)
    history.undo(workspace)
    assert on(workspace, TODAY) == zhang


def test_roster_is_filtered(workspace: Workspace, zhang: RosterRow) -> None:
    people.hire(workspace, person=NewPerson("0001", "李四", HIRED, "B", "outbound", EmploymentType.PART_TIME))
    numbers = [row.employee_no for row in people.roster(workspace, day=TODAY)]
    assert numbers == ["0001", "0007"]
    assert [row.name for row in people.roster(workspace, day=TODAY, team="B")] == ["李四"]
    assert [row.name for row in people.roster(workspace, day=TODAY, position="inbound")] == ["张三"]
    assert people.roster(workspace, day=TODAY, status=Status.LEFT) == ()


def test_nothing_is_open_with_a_new_agent(workspace: Workspace, zhang: RosterRow) -> None:
    assert not people.open_items(workspace, employee_no="0007")
    with pytest.raises(UserError, match="No agent has"):
        people.open_items(workspace, employee_no="77")
