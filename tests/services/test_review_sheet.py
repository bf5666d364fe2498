"""A quarter explained to an agent: scores, what would help most, and what was given."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pypdf
import pytest

from models.domain.errors import UserError
from models.domain.period import Period
from services import closing, indicators, outcomes, review_sheet, schemes
from services.indicators import Edit
from services.workspace import Workspace
from tests.services import decided

Q4 = Period.parse("2026-Q4")


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    """The small decided centre with S8: shares of a base by satisfaction and resolution."""
    decided.fill(workspace)
    values = {
        "monthly-bonus.base": "1000", "monthly-bonus.shares": "[0,60) 0; [60,] 100",
        "monthly-bonus.weights.results": "csat:75, resolution_rate:25",
    }  # fmt: skip
    schemes.adopt(workspace, scheme_id="traffic-centre", first=date(2026, 9, 1), values=values, add_indicators=True)
    cells = [Edit("0003", "csat", "4"), Edit("0003", "resolution_rate", "100%")]
    indicators.set_cells(workspace, month=Period.parse("2026-10"), cells=cells, confirm=True)
    cells = [Edit("0003", "csat", "4.6"), Edit("0003", "resolution_rate", "90%")]
    indicators.set_cells(workspace, month=Period.parse("2026-11"), cells=cells, confirm=True)
    return workspace


def test_scores_by_month_and_indicator_and_what_would_help_most(centre: Workspace) -> None:
    """October: csat 50, resolution 100: 62.50. November: 80 and 75: 78.75. Mean 70.63; 35 × 0.75 = 26.25, 12.5 × 0.25 = 3.125 → 3.13."""
    (rule,) = review_sheet.review_facts(centre, employee_no="0003", period=Q4).rules
    assert rule.name == "月度绩效奖金"
    assert (rule.score, [score for _, score in rule.months]) == ("70.63", ["62.50", "78.75"])
    assert rule.indicators == (("客户满意度", "65.00", "75%"), ("解决率", "87.50", "25%"))
    assert rule.advice == (
        "客户满意度得 65.00 分，提高到满分可使总分增加 26.25 分。", "解决率得 87.50 分，提高到满分可使总分增加 3.13 分。",
    )  # fmt: skip


def test_only_what_was_decided_in_closed_months_is_given(centre: Workspace) -> None:
    """In the half-year, months before the first scheme and open ones give nothing."""
    h2 = Period.parse("2026-H2")
    assert review_sheet.review_facts(centre, employee_no="0001", period=h2).given == ()
    closing.close(centre, month=decided.OCTOBER)
    assert review_sheet.review_facts(centre, employee_no="0001", period=h2).given == (), "proposed is not decided"
    views = [view for view in outcomes.board(centre, month=decided.OCTOBER).outcomes if view.employee_no == "0001" and view.amount == 500]
    outcomes.confirm(centre, ids=[view.id for view in views if view.id is not None])
    given = review_sheet.review_facts(centre, employee_no="0001", period=h2).given
    assert [(line[0], "¥500" in line[2]) for line in given] == [("2026年10月", True)]


def test_the_paper_is_signed_and_says_when_there_is_nothing(centre: Workspace) -> None:
    pdf = review_sheet.review_pdf(centre, employee_no="0004", period=Q4)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    for words in ("绩效回顾单", "2026年第4季度", "没有对该坐席评分的现行方案", "签名"):
        assert words in text.replace(" ", ""), text


def test_a_period_to_come_and_an_unknown_number_are_refused(centre: Workspace) -> None:
    with pytest.raises(UserError, match="has not begun"):
        review_sheet.review_facts(centre, employee_no="0003", period=Period.parse("2027-Q1"))
    with pytest.raises(UserError, match="no agent"):
        review_sheet.review_facts(centre, employee_no="9999", period=Q4)
