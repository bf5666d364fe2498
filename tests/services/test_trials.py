"""Trials: beside what is in force month by month, nothing decided or stored of it, extended, dropped, put in force, brought to mind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.domain.errors import UserError
from services import closing, schemes, today, trials
from services.clock import FixedClock
from services.trials import Trial
from services.workspace import Workspace
from tests.services.decided import OCTOBER, S1, fill
from tests.services.test_simulation import ranked

START, END = date(2026, 9, 1), date(2026, 11, 30)
S6 = "ranked-bonus"


def begin(workspace: Workspace, ends_on: date = END) -> Trial:
    """S6 on trial from September, with 300 yuan for the first and 100 for the best team."""
    values = {name: value for name, value in ranked().parameter_values().items() if value}
    return trials.begin(workspace, text=schemes.shipped_text(S6), values=values, starts_on=START, ends_on=ends_on).value


def test_a_trial_beside_what_is_in_force(workspace: Workspace) -> None:
    """In force S1 gives 0001 500, in October 0002 the star; S6 would give 0001 300 and team A 100. November runs, without figures."""
    fill(workspace)
    closing.close(workspace, month=OCTOBER)
    found = trials.result(workspace, trial_id=begin(workspace).id)
    assert [(m.month.text, m.is_over, m.tried.yuan, m.tried.winners, m.in_force.yuan, m.in_force.winners) for m in found.months] == [
        ("2026-09", True, Decimal(400), 2, Decimal(500), 1),
        ("2026-10", True, Decimal(400), 2, Decimal(500), 2),
        ("2026-11", False, Decimal(0), 0, Decimal(0), 0),
    ]
    assert found.months[1].in_force.burdens == 2  # the warning for the complaint and the coaching
    assert found.simulation
    assert {change.what for change in found.simulation.changes} == {"gained"}


def test_nothing_of_a_trial_is_decided_or_published(workspace: Workspace) -> None:
    fill(workspace)
    begin(workspace)
    result = closing.close(workspace, month=OCTOBER).value
    assert {stored.outcome.scheme for stored in result.outcomes} == {S1, "points-programme"}
    assert not [version for version in schemes.versions(workspace) if version.scheme.id == S6]
    before = (workspace.folder / "fenming.db").read_bytes()
    trials.result(workspace, trial_id=1)
    assert (workspace.folder / "fenming.db").read_bytes() == before


def test_months_that_do_not_end_within_the_trial_do_not_count(workspace: Workspace) -> None:
    fill(workspace)
    found = trials.result(workspace, trial_id=begin(workspace, date(2026, 10, 15)).id)
    assert [month.month.text for month in found.months] == ["2026-09"]


def test_a_trial_that_has_not_begun_shows_nothing(workspace: Workspace) -> None:
    fill(workspace)
    values = {f"{rule}.prizes": "1:1" for rule in ("monthly-individual-bonus", "monthly-team-bonus", "yearly-bonus", "yearly-team-bonus")}
    text = schemes.shipped_text(S6)
    trial = trials.begin(workspace, text=text, values=values, starts_on=date(2026, 12, 1), ends_on=date(2027, 2, 28)).value
    assert trial.standing(workspace.clock.today()) == "coming"
    assert trials.result(workspace, trial_id=trial.id).months == ()


def test_what_is_refused(workspace: Workspace) -> None:
    fill(workspace)
    with pytest.raises(UserError):  # prizes still to be set
        trials.begin(workspace, text=schemes.shipped_text(S6), starts_on=START, ends_on=END)
    with pytest.raises(UserError):
        begin(workspace, date(2026, 8, 31))
    trial = begin(workspace)
    with pytest.raises(UserError):
        begin(workspace)
    for wrong in (
        lambda: trials.extend(workspace, trial_id=trial.id, ends_on=END),
        lambda: trials.drop(workspace, trial_id=trial.id, note=" "),
    ):
        with pytest.raises(UserError):
            wrong()
    assert trials.drop(workspace, trial_id=trial.id, note="too dear").value.note == "too dear"
    for late in (
        lambda: trials.extend(workspace, trial_id=trial.id, ends_on=date(2027, 1, 31)),
        lambda: trials.drop(workspace, trial_id=trial.id, note="again"),
        lambda: trials.adopt(workspace, trial_id=trial.id, first=date(2026, 12, 1)),
        lambda: trials.result(workspace, trial_id=99),
    ):
        with pytest.raises(UserError):
            late()


def test_a_dropped_trial_can_still_be_read_up_to_its_end(workspace: Workspace) -> None:
    fill(workspace)
    trial = begin(workspace)
    trials.drop(workspace, trial_id=trial.id, note="too dear")
    assert [month.month.text for month in trials.result(workspace, trial_id=trial.id).months] == ["2026-09", "2026-10", "2026-11"]
    (kept,) = trials.trials(workspace, scheme_id=S6)
    assert (kept.result, kept.ended_on) == ("dropped", date(2026, 11, 2))
    assert begin(workspace).id != trial.id  # another trial may follow


def test_in_force_with_what_was_tried(workspace: Workspace) -> None:
    fill(workspace)
    trial = begin(workspace)
    version = trials.adopt(workspace, trial_id=trial.id, first=date(2026, 12, 1)).value
    assert version.scheme.rules == trial.scheme.rules
    (kept,) = trials.trials(workspace, scheme_id=S6)
    assert kept.result == "adopted"


def test_a_refused_adoption_leaves_the_trial_open(workspace: Workspace) -> None:
    fill(workspace)
    trial = begin(workspace)
    with pytest.raises(UserError):
        trials.adopt(workspace, trial_id=trial.id, first=date(2026, 12, 1), values={"monthly-team-bonus.prizes": ""})
    assert trials.trials(workspace)[0].result == ""


def reminders(workspace: Workspace) -> list[tuple[date | None, bool]]:
    """End and urgency of the lines about trials on Today."""
    return [(line.due, line.urgent) for line in today.todo(workspace) if line.where.get("tab") == "trials"]


def test_today_reminds_of_the_end(workspace: Workspace) -> None:
    def on(day: date) -> Workspace:
        return replace(workspace, clock=FixedClock.on(day))

    fill(workspace)
    trial = begin(workspace)
    assert reminders(workspace) == []
    assert reminders(on(date(2026, 11, 23))) == [(END, False)]
    assert reminders(on(date(2026, 12, 1))) == [(END, True)]
    trials.extend(workspace, trial_id=trial.id, ends_on=date(2026, 12, 31))
    assert reminders(on(date(2026, 12, 1))) == []
    trials.drop(workspace, trial_id=trial.id, note="enough")
    assert reminders(on(date(2027, 1, 5))) == []
