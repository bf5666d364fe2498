"""Coaching plans are numbered with the decision and end with it; a slip is numbered with the redemption."""

from __future__ import annotations

import io

import pypdf
import pytest

from models.domain.errors import UserError
from models.domain.papers import PaperStatus, Series
from models.domain.period import Period
from services import outcomes, papers, points
from services.outcomes import Correction
from services.workspace import Workspace
from tests.services import decided
from tests.services.decided import only


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_coaching_plan_is_issued_with_the_decision_and_void_when_it_is_revoked(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    (plan,) = papers.register(workspace, series=Series.COACHING)
    text = text_of(papers.pdf_bytes(workspace, id=plan.id))
    assert (plan.number, plan.recipient) == ("客服辅〔2026〕1号", "孙丽")
    assert [words for words in ("辅导计划", "孙丽", "计划提交期限", "改进目标与措施") if words not in text] == []
    id = only(workspace, "two-months-in-bottom").id or 0
    report = outcomes.correct_outcome(workspace, correction=Correction(id, "revoked", "data", "数据有误")).value
    assert plan.number in report.void
    (plan,) = papers.register(workspace, series=Series.COACHING)
    assert plan.status is PaperStatus.VOID


def test_a_redemption_gives_a_slip_for_signature(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    holder = max(points.balances(workspace), key=lambda balance: balance.balance)
    mug = points.put_item(workspace, item_id=None, name="保温杯", price=1, stock=5, active=True).value
    points.redeem(workspace, employee_no=holder.employee_no, quarter=Period.parse("2026-Q3"), items=[(mug, 1)])
    (slip,) = papers.register(workspace, series=Series.POINTS)
    text = text_of(papers.pdf_bytes(workspace, id=slip.id))
    assert slip.employee_no == holder.employee_no
    assert all(words in text for words in ("积分兑换单", "保温杯", f"兑换后积分{holder.balance - 1}"))


def test_a_refused_redemption_leaves_no_number(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    before = len(papers.register(workspace))
    mug = points.put_item(workspace, item_id=None, name="相机", price=9_999, stock=5, active=True).value
    with pytest.raises(UserError):
        points.redeem(workspace, employee_no="0001", quarter=Period.parse("2026-Q3"), items=[(mug, 1)])
    assert len(papers.register(workspace)) == before
