"""What the roster's panel changes by hand: shift, hiring date, a wage that is no longer kept; refusals stay in the form."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLineEdit
from pytestqt.qtbot import QtBot

from models.domain.people import Status
from models.domain.period import Period
from services import attendance, history, people, shifts
from services.exchange.shift_days import Shift
from services.people import NewPerson, RosterRow
from services.shifts import Pattern
from services.workspace import Workspace
from tests.ui.worlds import on_screen, page_context
from ui.roster.forms import ActionForm, ChangeForm, HiringForm, ShiftForm
from ui.roster.page import RosterPage
from ui.roster.person_panel import PersonPanel

TODAY, HIRED = date(2026, 11, 2), date(2026, 10, 12)


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> RosterPage:
    people.hire(workspace, person=NewPerson("0001", "张三", HIRED, "一组", "inbound", monthly_wage=Decimal(5000)))
    shifts.save_shift(workspace, shift=Shift(code="N", name="夜班", start=time(21), end=time(6)))
    shifts.save_pattern(workspace, pattern=Pattern("DN", "倒班", ("N", "", "N")))
    made = on_screen(RosterPage(page_context(tmp_path, workspace, "en", "2026-11")), qtbot, 1200, 700)
    made.go(employee_no="0001")
    return made


def person(page: RosterPage, day: date = TODAY) -> RosterRow:
    return people.person(page.context.workspace, employee_no="0001", day=day)


def ask(page: RosterPage, qtbot: QtBot, what: str) -> ActionForm:
    panel = page.panel.content
    assert isinstance(panel, PersonPanel)
    qtbot.mouseClick(panel.buttons[what], Qt.MouseButton.LeftButton)
    form = page.panel.content
    assert isinstance(form, ActionForm)
    return form


def set_day(form: ActionForm, key: str, day: date) -> None:
    field = form.form.field(key)
    assert isinstance(field, QDateEdit)
    field.setDate(QDate(day.year, day.month, day.day))


def type_in(form: ActionForm, key: str, text: str) -> None:
    field = form.form.field(key)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def test_a_shift_is_assigned_from_a_date(page: RosterPage, qtbot: QtBot) -> None:
    form = ask(page, qtbot, "shift")
    assert isinstance(form, ShiftForm)
    assert "the centre's shift" in form.sentence.text()
    choice = form.form.field("shift")
    assert [choice.itemData(at) for at in range(choice.count())] == ["", "N", "DN"]  # type: ignore[attr-defined]
    choice.setCurrentIndex(1)  # type: ignore[attr-defined]
    set_day(form, "since", date(2026, 11, 9))
    qtbot.mouseClick(form.yes, Qt.MouseButton.LeftButton)
    plan = shifts.plan_of(page.context.workspace, employee_no="0001", period=Period.month(2026, 11))
    assert (plan[date(2026, 11, 6)].shift.code, plan[date(2026, 11, 9)].shift.code) == ("", "N")
    assert "N from 2026-11-09" in ask(page, qtbot, "shift").sentence.text()
    history.undo(page.context.workspace)
    assert shifts.book(page.context.workspace).agents == ()


def test_a_wrong_hiring_date_is_corrected_with_the_values_of_the_first_day(page: RosterPage, qtbot: QtBot) -> None:
    form = ask(page, qtbot, "hiring")
    assert isinstance(form, HiringForm)
    set_day(form, "on", date(2026, 10, 8))
    qtbot.mouseClick(form.yes, Qt.MouseButton.LeftButton)
    assert person(page).hired_on == HIRED, "a reason is needed"
    type_in(form, "reason", "contract says so")
    qtbot.mouseClick(form.yes, Qt.MouseButton.LeftButton)
    assert person(page).hired_on == date(2026, 10, 8)
    assert person(page, date(2026, 10, 9)).team == "一组"
    assert "Stored" in page.banner.text


def test_hiring_after_what_is_on_record_is_refused_in_the_form(page: RosterPage, qtbot: QtBot) -> None:
    workspace = page.context.workspace
    attendance.set_cells(workspace, month=Period.month(2026, 10), cells=[("0001", date(2026, 10, 14), "√")])
    page.refresh()
    form = ask(page, qtbot, "hiring")
    type_in(form, "reason", "later")
    for day, words in ((HIRED, "was hired on 2026-10-12 already"), (date(2026, 10, 15), "entries from 2026-10-14 on")):
        set_day(form, "on", day)
        qtbot.mouseClick(form.yes, Qt.MouseButton.LeftButton)
        assert words in form.banner.text
    people.change(
        workspace, employee_no="0001", change=people.Change(status=Status.STANDBY), on=date(2026, 10, 13), seen=person(page).version
    )
    with pytest.raises(people.UserError, match="On 2026-10-13 a change begins"):
        people.correct_hiring(workspace, employee_no="0001", hired_on=date(2026, 10, 14), reason="later", seen=person(page).version)


def test_an_emptied_wage_is_no_longer_kept_from_the_date_on(page: RosterPage, qtbot: QtBot) -> None:
    form = ask(page, qtbot, "change")
    assert isinstance(form, ChangeForm)
    type_in(form, "wage", "")
    set_day(form, "on", TODAY)
    qtbot.mouseClick(form.yes, Qt.MouseButton.LeftButton)
    assert person(page).monthly_wage is None
    assert person(page, date(2026, 10, 31)).monthly_wage == 5000
