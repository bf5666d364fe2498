"""Data that changed after a close: what was published is corrected, what an appeal decided stays."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.domain.errors import UserError
from models.domain.ops import Op
from models.domain.outcomes import OutcomeStatus
from models.store import Tx
from models.tables.readings import ComplaintRow, ReadingRow
from services import closing, late_data, outcomes
from services.outcomes import Correction
from services.workspace import Workspace
from tests.services import decided
from tests.services.decided import OCTOBER, only


def score(workspace: Workspace, employee_id: int, value: str) -> None:
    """Enter another performance score for October."""

    def work(tx: Tx) -> None:
        row = tx.get(ReadingRow, (employee_id, "performance", "2026-10"))
        assert row is not None
        row.value = Decimal(value)

    workspace.store.transact(Op.EDIT_READINGS, work, who="test")


def severity(workspace: Workspace, found: str) -> None:
    """The complaint turns out to be of another severity."""

    def work(tx: Tx) -> None:
        row = tx.get(ComplaintRow, "C-1")
        assert row is not None
        row.severity = found

    workspace.store.transact(Op.EDIT_RECORDS, work, who="test")


def test_the_wrong_winner_is_revoked_and_the_new_one_left_to_a_person(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    score(workspace, 5, "99.5")
    made = late_data.correct_late(workspace, month=OCTOBER, reason="补录成绩").value
    # 0001 loses the place (revoked); 0005 would win it (new: recorded by hand, if at all)
    assert (made.corrected, made.left) == (1, 1)
    assert only(workspace, "monthly-top-performers").status is OutcomeStatus.REVOKED


def test_another_score_with_the_same_result_is_no_correction(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    score(workspace, 1, "99.2")
    made = late_data.correct_late(workspace, month=OCTOBER, reason="补录成绩").value
    assert (made.corrected, made.left) == (0, 1)
    assert only(workspace, "monthly-top-performers").status is OutcomeStatus.IN_FORCE


def test_a_graver_complaint_gives_the_graver_level(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    severity(workspace, "serious")
    assert late_data.correct_late(workspace, month=OCTOBER, reason="复查").value.corrected == 1
    view = only(workspace, "service-complaint")
    assert (view.level, view.original_level, view.notice) == ("demerit", "warning", "waiting")


def test_what_an_appeal_decided_is_not_undone_by_late_data(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    id = only(workspace, "service-complaint").id or 0
    outcomes.correct_outcome(workspace, correction=Correction(id, "corrected", "appeal", "情节轻微", level="reminder"))
    severity(workspace, "serious")
    assert late_data.correct_late(workspace, month=OCTOBER, reason="复查").value.corrected == 0
    assert only(workspace, "service-complaint").level == "reminder"


def test_a_reason_is_needed_and_nothing_published_means_nothing_done(workspace: Workspace) -> None:
    decided.close(workspace)
    score(workspace, 5, "99.5")
    with pytest.raises(UserError):
        late_data.correct_late(workspace, month=OCTOBER, reason="")
    assert late_data.correct_late(workspace, month=OCTOBER, reason="补录").value.corrected == 0
    assert closing.late_changes(workspace, month=OCTOBER).data_changed
