"""A correction is a new record; everything that hung on the old figures follows in the same transaction."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.domain.errors import IllegalMove, UserError
from models.domain.outcomes import OutcomeStatus
from models.domain.papers import PaperStatus
from models.queries import outcomes as queries
from services import outcomes, papers
from services.outcomes import Correction
from services.workspace import Workspace
from tests.services import decided
from tests.services.decided import only


def test_revoking_points_posts_the_reverse_and_refers_to_the_first_line(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    view = next(v for v in outcomes.outcomes_of(workspace, month=decided.OCTOBER, rule="monthly-points") if v.points)
    report = outcomes.correct_outcome(workspace, correction=Correction(view.id or 0, "revoked", "data", "重复计分")).value
    assert report.points == -view.points
    with workspace.store.read() as tx:
        first, second = queries.points_entries(tx, view.id or 0)
    assert (second.points, second.kind, second.refers_to) == (-first.points, "correction", first.id)
    again = next(v for v in outcomes.outcomes_of(workspace, month=decided.OCTOBER) if v.id == view.id)
    assert (again.points, again.original_points, again.status) == (0, view.points, OutcomeStatus.REVOKED)


def test_a_second_correction_counts_from_the_first(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    view = next(v for v in outcomes.outcomes_of(workspace, month=decided.OCTOBER, rule="monthly-points"))
    for points in (3, 7):
        outcomes.correct_outcome(workspace, correction=Correction(view.id or 0, "corrected", "data", "改", points=points))
    with workspace.store.read() as tx:
        assert sum(entry.points for entry in queries.points_entries(tx, view.id or 0)) == 7


def test_reducing_a_penalty_voids_its_notice_and_issues_the_corrected_one(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    view = only(workspace, "service-complaint")
    correction = Correction(view.id or 0, "corrected", "appeal", "情节轻微", cause_ref="客服申〔2026〕1号", level="reminder")
    report = outcomes.correct_outcome(workspace, correction=correction).value
    assert (report.void, report.issued) == (("客服处〔2026〕1号",), ("客服处〔2026〕3号",))
    by_number = {paper.number: paper for paper in papers.register(workspace)}
    old, new = by_number["客服处〔2026〕1号"], by_number["客服处〔2026〕3号"]
    assert (old.status, old.replaced_by, new.replaces) == (PaperStatus.VOID, new.number, old.number)
    assert "情节轻微" in old.void_reason
    again = only(workspace, "service-complaint")
    assert (again.level, again.original_level, again.status) == ("reminder", "warning", OutcomeStatus.CORRECTED)
    papers.draw_pending(workspace)
    assert papers.pdf_bytes(workspace, id=old.id).startswith(b"%PDF")


def test_revoking_a_coaching_closes_what_was_owed(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    id = only(workspace, "two-months-in-bottom").id or 0
    report = outcomes.correct_outcome(workspace, correction=Correction(id, "revoked", "appeal", "数据有误")).value
    assert report.follow_ups_closed == 1
    with workspace.store.read() as tx:
        assert queries.open_follow_ups(tx, id) == []


def test_a_changed_prize_replaces_the_reward_notice_but_not_the_certificate(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    id = only(workspace, "monthly-top-performers").id or 0
    report = outcomes.correct_outcome(workspace, correction=Correction(id, "corrected", "data", "金额有误", amount=Decimal(300))).value
    assert (report.void, report.issued) == (("客服奖〔2026〕2号",), ("客服奖〔2026〕3号",))
    with workspace.store.read() as tx:
        row = papers.queries.document_by_number(tx, "客服奖〔2026〕3号")
    assert row is not None
    assert "300.00" in row.facts["lines"][0]["reward"]


def test_revoking_the_only_winner_leaves_no_reward_notice(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    id = only(workspace, "monthly-top-performers").id or 0
    report = outcomes.correct_outcome(workspace, correction=Correction(id, "revoked", "data", "成绩有误")).value
    assert report.void == ("KF-RY-2026-0002", "客服奖〔2026〕2号")
    assert report.issued == ()


def test_what_cannot_be_corrected_is_refused_and_stores_nothing(workspace: Workspace) -> None:
    decided.close(workspace)
    id = only(workspace, "service-complaint").id or 0
    with pytest.raises(IllegalMove):
        outcomes.correct_outcome(workspace, correction=Correction(id, "revoked", "data", "尚未公布"))
    with pytest.raises(UserError):
        outcomes.correct_outcome(workspace, correction=Correction(id, "revoked", "data", " "))
    outcomes.confirm(workspace, ids=[id])
    outcomes.publish(workspace, month=decided.OCTOBER)
    with pytest.raises(UserError, match="changes nothing"):
        outcomes.correct_outcome(workspace, correction=Correction(id, "corrected", "data", "无变化"))
    assert only(workspace, "service-complaint").status is OutcomeStatus.PUBLISHED
