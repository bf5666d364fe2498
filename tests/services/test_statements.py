"""Points: what is owed, what gifts cost, corrections; and statements worked out by hand."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest

from models.domain.errors import UserError
from models.domain.period import Period
from services import papers, points, statements
from services.clock import FixedClock
from services.points import Balance, ShopItem, Totals
from services.texts import Texts
from services.workspace import Workspace
from tests.services.decided import publish_all

Q3, Q4, TODAY = Period.parse("2026-Q3"), Period.parse("2026-Q4"), date(2026, 11, 2)
HOLDER = Balance("0001", "王小明", "甲组", 100, 100, 0)
MUG, CARD = ShopItem(1, "保温杯", 40, 2, True, 1), ShopItem(2, "购物卡", 90, 5, True, 1)


def give(workspace: Workspace, amount: int, month: str, reason: str = "test", number: str = "0001") -> None:
    """Book points by hand."""
    points.adjust(workspace, employee_no=number, period=Period.parse(month), points=amount, reason=reason)


def text_of(pdf: bytes) -> str:
    """All text of a PDF without spaces."""
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_totals_are_what_is_owed() -> None:
    rows = [HOLDER, Balance("0002", "李静", "", 0, 30, 30), Balance("0003", "张伟", "", 12, 20, 8)]
    assert points.totals(rows) == Totals(owed=112, holders=2, earned=150, spent=38)


@pytest.mark.parametrize(
    ("quarter", "gifts", "cost", "left", "told"),
    [
        (Q3, [(MUG, 2)], 80, 20, None),
        (Q3, [], 0, 100, "Choose at least one gift, each at least once."),
        (Q3, [(MUG, 3)], 120, -20, "Only 2 of “保温杯” are left."),
        (Q3, [(MUG, 1), (CARD, 1)], 130, -30, "王小明 has 100 points; these gifts cost 130."),
        (Q4, [(MUG, 1)], 40, 60, "Points are redeemed at the end of a quarter; 2026-Q4 is not over yet."),
    ],
)
def test_a_quote_tells_cost_rest_and_what_stands_against_it(
    quarter: Period, gifts: list[tuple[ShopItem, int]], cost: int, left: int, told: str | None
) -> None:
    found = points.quote(holder=HOLDER, quarter=quarter, today=TODAY, gifts=gifts)
    assert (found.cost, found.left) == (cost, left)
    assert (Texts("en").message(found.problem) if found.problem else None) == told


def test_redeeming_refuses_for_the_same_reasons(workspace: Workspace) -> None:
    publish_all(workspace)
    give(workspace, 100, "2026-09")
    item = points.put_item(workspace, name="保温杯", price=40, stock=2).value
    for quarter, pieces in ((Q4, 1), (Q3, 3)):
        with pytest.raises(UserError):
            points.redeem(workspace, employee_no="0001", quarter=quarter, items=[(item, pieces)])
    points.redeem(workspace, employee_no="0001", quarter=Q3, items=[(item, 2)])
    assert points.shop(workspace)[0].stock == 0


def test_a_statement_tells_parts_corrections_and_later_lines(workspace: Workspace, clock: FixedClock) -> None:
    """By hand: 5 before the quarter, October's points of the close, +7 in the quarter, 3 booked for January."""
    publish_all(workspace)
    (october,) = [line.points for line in points.ledger(workspace, employee_no="0001")]
    give(workspace, 5, "2026-09")
    give(workspace, 7, "2026-11", "补记活动")
    give(workspace, 3, "2027-01")
    with workspace.store.read() as tx:
        facts = statements._facts(tx, workspace, "0001", Q4)
    assert facts.opening == 5
    assert [(month.month, month.total) for month in facts.months] == [("2026年10月", october)]
    assert sum(facts.months[0].points) == october
    assert len(facts.parts) == 4
    lines = [(line.points, line.balance) for line in facts.redemptions]
    assert lines == [(7, 5 + october + 7), (3, 5 + october + 10)]
    assert "补记活动" in facts.redemptions[0].subject
    assert facts.balance == 5 + october + 10
    assert facts.holder.team == "甲组"


def test_a_draft_has_no_number_and_is_not_registered(workspace: Workspace) -> None:
    publish_all(workspace)
    before = len(papers.register(workspace))
    text = text_of(statements.preview(workspace, employee_no="0001", quarter=Q4))
    assert "王小明" in text
    assert "KF-JF" not in text
    assert len(papers.register(workspace)) == before


def test_the_same_statement_keeps_its_number_until_something_changes(workspace: Workspace) -> None:
    publish_all(workspace)
    first = statements.issue(workspace, employee_no="0001", quarter=Q4).value
    assert statements.issue(workspace, employee_no="0001", quarter=Q4).value == first
    give(workspace, 4, "2026-11")
    second = statements.issue(workspace, employee_no="0001", quarter=Q4).value
    numbers = {view.id: view.number for view in papers.register(workspace)}
    assert (numbers[first], numbers[second]) == ("KF-JF-2026-0001", "KF-JF-2026-0002")
    assert "KF-JF-2026-0002" in text_of(papers.pdf_bytes(workspace, id=second))


def test_no_statement_for_a_month_or_a_stranger(workspace: Workspace) -> None:
    publish_all(workspace)
    for number, period in (("0001", "2026-10"), ("9999", "2026-Q4")):
        with pytest.raises(UserError):
            statements.issue(workspace, employee_no=number, quarter=Period.parse(period))
