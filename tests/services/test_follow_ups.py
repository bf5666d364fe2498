"""What is owed after decisions, and the ladder whose steps expire."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.domain.errors import UserError
from models.domain.papers import FollowUpKind
from services import follow_ups, ladder, outcomes, settings
from services.corrections import Correction
from services.verify import verify
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.services.appealed import AGENT, at


def test_a_coaching_plan_from_plan_to_result(workspace: Workspace, tmp_path: Path) -> None:
    decided.publish_all(workspace)
    (owed,) = [item for item in follow_ups.follow_ups(workspace) if item.kind is FollowUpKind.COACHING]
    assert (owed.employee_no, owed.days_left, owed.improved) == ("0012", 10, None)
    report = tmp_path / "plan.txt"
    report.write_text("签字的计划", encoding="utf-8")
    follow_ups.plan(workspace, follow_up=owed.id, text="每天听两条录音", goal="业绩进入前 80%")
    follow_ups.note(workspace, follow_up=owed.id, text="第一周有进步")
    follow_ups.note(workspace, follow_up=owed.id, text="第二周持平")
    follow_ups.attach(workspace, follow_up=owed.id, paths=[report])
    follow_ups.settle(workspace, follow_up=owed.id, on=workspace.clock.today(), result="达到目标", improved=True)
    done = follow_ups.follow_ups(workspace)[-1]
    assert (done.plan, done.goal, done.result) == ("每天听两条录音", "业绩进入前 80%", "达到目标")
    assert (done.improved, done.days_left) == (True, None)
    assert [(note.who, note.text) for note in done.notes] == [("主管", "第一周有进步"), ("主管", "第二周持平")]
    assert [item.name for item in done.evidence] == ["plan.txt"]
    for change in (
        lambda: follow_ups.note(workspace, follow_up=owed.id, text="再记"),
        lambda: follow_ups.plan(workspace, follow_up=owed.id, text="再改", goal=""),
        lambda: follow_ups.settle(workspace, follow_up=owed.id, on=workspace.clock.today(), result="再次"),
        lambda: follow_ups.plan(workspace, follow_up=999, text="没有", goal=""),
    ):
        with pytest.raises(UserError):
            change()
    assert not [finding for finding in verify(workspace) if finding.check in ("rows", "attachments", "operation_log")]
    (workspace.folder / "attachments" / done.evidence[0].sha256).unlink()
    assert "attachments" in {finding.check for finding in verify(workspace)}


@pytest.mark.parametrize(
    ("published", "months", "last"),
    [
        (date(2026, 10, 12), 12, date(2027, 10, 11)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2026, 12, 1), 6, date(2027, 5, 31)),
        (date(2026, 12, 1), 0, None),
    ],
)
def test_the_last_day_on_which_a_step_counts(published: date, months: int, last: date | None) -> None:
    assert ladder.expiry(published, months) == last


def test_the_next_step_counts_what_has_not_expired(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    settings.change(workspace, values={"warning_months": 6})
    assert ladder.history(workspace, employee_no=AGENT).suggested == "reminder"
    issued = date(2026, 10, 12)
    appealed.penalise(workspace, tmp_path, issued=issued, received=issued)
    last = date(2027, 4, 11)
    there = ladder.history(at(workspace, last), employee_no=AGENT)
    assert [(step.level, step.expires_on, step.counts) for step in there.steps] == [("serious_warning", last, True)]
    assert there.suggested == "demerit"
    after = ladder.history(at(workspace, last + timedelta(days=1)), employee_no=AGENT)
    assert (after.steps[0].counts, after.suggested) == (False, "reminder")


def test_a_revoked_step_is_shown_and_does_not_count(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    appealed.penalise(workspace, tmp_path, issued=date(2026, 10, 12), received=date(2026, 10, 12))
    (view,) = [v for v in outcomes.outcomes_of(workspace, month=decided.OCTOBER) if v.by_hand]
    assert view.id
    outcomes.correct_outcome(workspace, correction=Correction(view.id, "revoked", "data", "查无实据"))
    found = ladder.history(workspace, employee_no=AGENT)
    assert [(step.revoked, step.counts) for step in found.steps] == [(True, False)]
    assert found.suggested == "reminder"


def test_nobody_has_no_history(workspace: Workspace) -> None:
    with pytest.raises(UserError):
        ladder.history(workspace, employee_no="7777")
