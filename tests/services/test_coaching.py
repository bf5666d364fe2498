"""What coaching came to stands beside a referral, on its paper, and the statement form says what is held against the agent."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.domain.errors import UserError
from models.domain.outcomes import OutcomeKind
from models.domain.papers import PaperStatus, Series
from services import corrections, follow_ups, outcomes, papers
from services.corrections import REVOKED, Correction
from services.statement_forms import statement_form
from services.workspace import Workspace
from tests.services import decided
from tests.services.appealed import at


def _said(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def _refer(workspace: Workspace, folder: Path) -> int:
    """0012, coached after October, is referred in November."""
    proof = folder / "proof.txt"
    proof.write_text("x", encoding="utf-8")
    there = at(workspace, date(2026, 11, 20))
    return outcomes.record_by_hand(
        there, month=decided.OCTOBER.shifted(1), scheme_id=decided.S1, rule="two-months-in-bottom", employee_no="0012",
        kind=OutcomeKind.PROPOSAL, level="pay_reduction_or_transfer", facts="辅导后仍居末位", evidence_paths=[proof],
    ).value  # fmt: skip


@pytest.mark.parametrize(("improved", "words"), [(True, "已改进"), (False, "未见改进"), (None, "")])
def test_a_referral_names_what_coaching_came_to(workspace: Workspace, tmp_path: Path, improved: bool | None, words: str) -> None:
    decided.publish_all(workspace)
    plan = next(item for item in follow_ups.follow_ups(workspace) if item.employee_no == "0012")
    follow_ups.settle(at(workspace, date(2026, 11, 18)), follow_up=plan.id, on=date(2026, 11, 18), result="质检分未达标", improved=improved)
    id = _refer(workspace, tmp_path)
    (view,) = [v for v in outcomes.outcomes_of(workspace, month=decided.OCTOBER.shifted(1)) if v.id == id]
    assert [(c.month, c.improved, c.result) for c in view.coaching] == [("2026-10", improved, "质检分未达标")]
    there = at(workspace, date(2026, 11, 20))
    form = _said(statement_form(there, id=id))
    assert "辅导后仍居末位" in form
    assert "不作陈述的，仅作记录" in form
    outcomes.confirm(there, ids=[id])
    outcomes.publish(there, month=decided.OCTOBER.shifted(1), ids=[id])
    (paper,) = papers.register(there, series=Series.REFERRAL)
    said = _said(papers.pdf_bytes(there, id=paper.id))
    for part in (words, "质检分未达标", "指导案例18号", "规则不直接执行"):
        assert part in said
    corrections.correct_outcome(there, correction=Correction(id, REVOKED, "data", "登记有误"))
    assert papers.register(there, series=Series.REFERRAL)[0].status is PaperStatus.VOID


def test_no_form_without_anything_to_state(workspace: Workspace) -> None:
    decided.close(workspace)
    award = decided.only(workspace, "monthly-service-star")
    assert award.id
    with pytest.raises(UserError, match="before a penalty"):
        statement_form(workspace, id=award.id)
