"""The centre's calendar, its indicators, and restoring a backup while the app is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.errors import EnvironmentProblem, UserError
from models.domain.kpi import Indicator, Unit
from services import backups, centre_calendar, history, indicator_list, people, restoring
from services.people import NewPerson
from services.workspace import Workspace, open_workspace

OWN = Indicator("upsell_rate", "加购率", "Upsell rate", Unit.PERCENT, high=Decimal(1))


def test_a_year_shows_holidays_and_make_up_days(workspace: Workspace) -> None:
    shown = centre_calendar.year(workspace, year=2026)
    by_day = {day.day: day for day in shown.days}
    assert by_day[date(2026, 10, 1)].kind == "holiday"
    assert by_day[date(2026, 10, 10)].kind == "work"
    assert by_day[date(2026, 10, 10)].occasion == "National Day"
    assert shown.warning is None


def test_an_unknown_year_warns(workspace: Workspace) -> None:
    shown = centre_calendar.year(workspace, year=2031)
    assert shown.warning is not None
    assert shown.days == ()
    assert shown.working_days == 261


def test_own_marks_win_and_can_be_taken_back(workspace: Workspace) -> None:
    before = centre_calendar.year(workspace, year=2026).working_days
    centre_calendar.mark(workspace, day=date(2026, 11, 3), kind="rest", note=" outing ")
    centre_calendar.mark(workspace, day=date(2026, 11, 3), kind="holiday", note="outing")
    own = [day for day in centre_calendar.year(workspace, year=2026).days if day.own]
    assert [(day.day, day.kind, day.note) for day in own] == [(date(2026, 11, 3), "holiday", "outing")]
    assert centre_calendar.year(workspace, year=2026).working_days == before - 1
    assert not workspace.working_days().is_working(date(2026, 11, 3))
    centre_calendar.unmark(workspace, day=date(2026, 11, 3))
    assert centre_calendar.year(workspace, year=2026).working_days == before
    history.undo(workspace)
    assert centre_calendar.year(workspace, year=2026).working_days == before - 1
    with pytest.raises(UserError, match="no mark"):
        centre_calendar.unmark(workspace, day=date(2026, 11, 4))
    with pytest.raises(UserError, match="can be"):
        centre_calendar.mark(workspace, day=date(2026, 11, 4), kind="party")


def test_an_own_indicator_is_added_changed_and_hidden(workspace: Workspace) -> None:
    added = indicator_list.add(workspace, indicator=OWN).value
    assert (added.shown, added.built_in) == (True, False)
    assert indicator_list.listed(workspace)[-1] == added
    changed = replace(OWN, name_en="Up-selling", low=Decimal("0.1"))
    indicator_list.change(workspace, indicator=changed, shown=False)
    assert indicator_list.listed(workspace)[-1] == indicator_list.ListedIndicator(changed, False, False)
    history.undo(workspace)
    assert indicator_list.listed(workspace)[-1] == added


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        (replace(OWN, code="Upsell Rate"), "code starts"),
        (replace(OWN, code="csat"), "already"),
        (replace(OWN, name_en="Customer churn"), "name"),
        (replace(OWN, name_zh=" ", name_en=""), "needs a name"),
        (replace(OWN, low=Decimal(2)), "lower bound"),
        (replace(OWN, code="quality", name_en="Quality score"), "already"),
    ],
)
def test_bad_indicators_are_refused(workspace: Workspace, indicator: Indicator, said: str) -> None:
    with pytest.raises(UserError, match=said):
        indicator_list.add(workspace, indicator=indicator)


def test_the_unit_of_an_indicator_is_for_ever(workspace: Workspace) -> None:
    indicator_list.add(workspace, indicator=OWN)
    with pytest.raises(UserError, match="cannot change"):
        indicator_list.change(workspace, indicator=replace(OWN, unit=Unit.COUNT), shown=True)
    with pytest.raises(UserError, match="no indicator"):
        indicator_list.change(workspace, indicator=replace(OWN, code="other"), shown=True)


def test_bounds_are_read_in_the_unit() -> None:
    assert indicator_list.parse_bound(Unit.PERCENT, "95") == Decimal("0.95")
    assert indicator_list.parse_bound(Unit.PERCENT, "95%") == Decimal("0.95")
    assert indicator_list.parse_bound(Unit.PERMILLE, "3") == Decimal("0.003")
    assert indicator_list.parse_bound(Unit.SECONDS, " ") is None


def test_restoring_keeps_the_present_file_and_opens_again(workspace: Workspace) -> None:
    copy = backups.back_up(workspace)
    people.hire(workspace, person=NewPerson("1", "张三", date(2026, 1, 5)))
    restored = restoring.restore(workspace, source=copy)
    try:
        assert restored.problem is None
        assert restored.kept is not None
        assert restored.kept.exists()
        assert people.roster(restored.workspace, day=date(2026, 11, 2)) == ()
    finally:
        restored.workspace.close()


def test_a_bad_backup_leaves_everything_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    people.hire(workspace, person=NewPerson("1", "张三", date(2026, 1, 5)))
    (tmp_path / "bad.db").write_bytes(b"no database" * 100)
    restored = restoring.restore(workspace, source=tmp_path / "bad.db")
    try:
        assert restored.problem is not None
        assert len(people.roster(restored.workspace, day=date(2026, 11, 2))) == 1
    finally:
        restored.workspace.close()


def test_nothing_is_restored_into_a_workspace_open_for_reading(workspace: Workspace) -> None:
    copy = backups.back_up(workspace)
    reading = open_workspace(workspace.folder, clock=workspace.clock, read_only=True)
    with pytest.raises(EnvironmentProblem, match="reading only"):
        restoring.restore(reading, source=copy)
    reading.store.close()
