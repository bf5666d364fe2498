"""The desk: PIN rules, lock after five wrong ones, the supervisor's password, and only own notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from models.domain.errors import UserError
from models.queries import people as people_queries
from models.tables.log import OperationRow
from services import desk, history, pins
from services.clock import FixedClock
from services.desk import DeskLocked, WrongSecret
from services.workspace import Workspace, open_workspace
from tests.services import appealed, decided

NOW = datetime(2026, 10, 20, 9)


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    """A centre with people and schemes."""
    decided.fill(workspace)
    return workspace


def later(workspace: Workspace, seconds: int) -> Workspace:
    return replace(workspace, clock=FixedClock(NOW + timedelta(seconds=seconds)))


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "", "１２３４", "0003"])
def test_a_bad_pin_is_refused(centre: Workspace, pin: str) -> None:
    with pytest.raises(UserError):
        desk.set_pin(centre, employee_no="0003", pin=pin)
    assert not desk.has_pin(centre, employee_no="0003")


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("1234", "guessed"), ("9876", "guessed"), ("8901", "guessed"), ("0000", "guessed"), ("1212", "guessed"), ("123123", "guessed"),
        ("1122", "guessed"), ("2580", "guessed"), ("1990", "birthday"), ("2004", "birthday"), ("0229", "birthday"), ("1231", "birthday"),
        ("900101", "birthday"), ("050817", "birthday"), ("199001", "birthday"), ("19900101", "birthday"), ("3007", "employee number"),
        ("2023", "employee number"), ("20233007", "employee number"), ("123", "4 to 8"),
    ],
)  # fmt: skip
def test_what_somebody_who_knows_the_agent_would_try_is_no_pin(pin: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        pins.check(pin, "KF20233007")


@pytest.mark.parametrize("pin", ["9731", "4826", "0890", "8406", "739152", "60718293"])
def test_what_is_hard_to_guess_is_taken(pin: str) -> None:
    pins.check(pin, "KF20233007")


def test_an_agent_changes_the_pin_by_the_present_one(centre: Workspace) -> None:
    desk.set_pin(centre, employee_no="0003", pin="7306")
    with pytest.raises(WrongSecret):
        desk.change_pin(centre, employee_no="0003", old="1111", new="9731")
    with pytest.raises(UserError, match="guessed"):
        desk.change_pin(centre, employee_no="0003", old="7306", new="4321")
    desk.change_pin(centre, employee_no="0003", old="7306", new="9731")
    assert desk.sign_in(centre, employee_no="0003", pin="9731").employee_no == "0003"


def test_the_supervisor_resets_a_pin_and_ends_the_lock(centre: Workspace) -> None:
    desk.set_pin(centre, employee_no="0003", pin="7306")
    for _ in range(5):
        with pytest.raises((WrongSecret, DeskLocked)):
            desk.sign_in(centre, employee_no="0003", pin="1111")
    desk.set_pin(centre, employee_no="0003", pin="9731")
    assert desk.sign_in(centre, employee_no="0003", pin="9731").employee_no == "0003"


def test_the_lock_survives_a_restart_and_a_clock_set_back(centre: Workspace) -> None:
    desk.set_pin(centre, employee_no="0003", pin="7306")
    for _ in range(5):
        with pytest.raises((WrongSecret, DeskLocked)):
            desk.sign_in(later(centre, 0), employee_no="0003", pin="1111")
    centre.close()
    again = open_workspace(centre.folder, clock=FixedClock(NOW - timedelta(days=3)))
    with pytest.raises(DeskLocked) as locked:
        desk.sign_in(again, employee_no="0003", pin="7306")
    assert locked.value.until == NOW - timedelta(days=3) + timedelta(minutes=5)
    with again.store.read() as tx:
        noted = tx.session.execute(text("SELECT count(*) FROM operation WHERE op = 'desk_access' AND note LIKE 'tries %'")).scalar()
    assert noted == 6
    moved = replace(again, clock=FixedClock(NOW - timedelta(days=3) + timedelta(minutes=5)))
    assert desk.sign_in(moved, employee_no="0003", pin="7306").employee_no == "0003"
    again.close()


def test_the_pin_is_kept_as_an_argon2_hash(centre: Workspace) -> None:
    desk.set_pin(centre, employee_no="0003", pin="7306")
    with centre.store.read() as tx:
        row = people_queries.employee_row(tx, "0003")
        assert row is not None
        assert row.pin_hash is not None
        assert row.pin_hash.startswith("$argon2id$")
    assert desk.sign_in(centre, employee_no=" 0003 ", pin="7306").name == "张伟"


def test_without_a_pin_nobody_signs_in_and_nothing_is_told(centre: Workspace) -> None:
    desk.set_pin(centre, employee_no="0003", pin="7306")
    said = set()
    for number, pin in (("0003", "1111"), ("0004", "1111"), ("7777", "1111")):
        with pytest.raises(WrongSecret) as refused:
            desk.sign_in(centre, employee_no=number, pin=pin)
        said.add(str(refused.value))
    assert len(said) == 1


def test_five_wrong_pins_lock_for_five_minutes_and_are_logged(centre: Workspace) -> None:
    desk.set_pin(centre, employee_no="0003", pin="7306")
    for _ in range(4):
        with pytest.raises(WrongSecret):
            desk.sign_in(later(centre, 0), employee_no="0003", pin="0000")
    with pytest.raises(DeskLocked) as locked:
        desk.sign_in(later(centre, 0), employee_no="0003", pin="0000")
    assert locked.value.until == NOW + timedelta(minutes=5)
    with pytest.raises(DeskLocked):
        desk.sign_in(later(centre, 299), employee_no="0003", pin="7306")
    assert desk.sign_in(later(centre, 300), employee_no="0003", pin="7306").employee_no == "0003"
    with centre.store.read() as tx:
        logged = [row.note for row in tx.session.query(OperationRow) if row.op == "desk_access" and row.note.startswith("tries")]
    assert len(logged) == 6  # five wrong ones, and the count taken back


def test_a_right_pin_forgets_the_wrong_ones(centre: Workspace) -> None:
    desk.set_pin(centre, employee_no="0003", pin="7306")
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(WrongSecret):
                desk.sign_in(centre, employee_no="0003", pin="0000")
        desk.sign_in(centre, employee_no="0003", pin="7306")


def test_the_password_leads_out_and_lets_a_pin_be_chosen(centre: Workspace) -> None:
    assert not desk.has_password(centre)
    with pytest.raises(WrongSecret):
        desk.check_password(centre, password="")
    with pytest.raises(UserError, match="at least"):
        desk.set_password(centre, password="short")
    desk.set_password(centre, password="correct horse")
    desk.check_password(centre, password="correct horse")
    with pytest.raises(WrongSecret):
        desk.choose_pin(centre, employee_no="0003", pin="7306", password="wrong")
    assert not desk.has_pin(centre, employee_no="0003")
    desk.choose_pin(centre, employee_no="0003", pin="7306", password="correct horse")
    assert desk.has_pin(centre, employee_no="0003")


def test_the_password_is_locked_after_five_wrong_tries(centre: Workspace) -> None:
    desk.set_password(centre, password="correct horse")
    for _ in range(4):
        with pytest.raises(WrongSecret):
            desk.check_password(later(centre, 0), password="x")
    with pytest.raises(DeskLocked):
        desk.check_password(later(centre, 0), password="x")
    with pytest.raises(DeskLocked):
        desk.check_password(later(centre, 10), password="correct horse")


def test_a_pin_is_no_edit_that_undo_takes_back(centre: Workspace) -> None:
    before = history.undo_info(centre)
    desk.set_pin(centre, employee_no="0003", pin="7306")
    assert history.undo_info(centre) == before


def test_only_own_notices_with_days_left(centre: Workspace, tmp_path: Path) -> None:
    mine = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=None, agent=appealed.ANOTHER)
    today = later(centre, 0)
    (own,) = desk.own_notices(today, employee_no="0003")
    assert (own.number, own.last_day, own.days_left, own.can_file, own.is_late) == (mine, date(2026, 10, 26), 4, True, False)
    filed = appealed.file(centre, mine, NOW)
    (own,) = desk.own_notices(today, employee_no="0003")
    assert own.appeal is not None
    assert (own.appeal.case, own.can_file) == (filed.case, False)
    late = appealed.at(centre, date(2026, 11, 2))
    (other,) = desk.own_notices(late, employee_no=appealed.ANOTHER)
    assert (other.days_left, other.can_file) == (None, True)
    assert desk.own_notices(late, employee_no="0005") == ()
