"""What follows from a decided appeal for other results and later months: offered one by one, carried out with the appeal as cause."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from models.domain.errors import UserError
from models.domain.ops import Op
from models.domain.outcomes import OutcomeStatus
from models.queries import closing as closing_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from models.tables.readings import ReadingRow
from services import appeals, closing, notices, outcomes
from services.appeals import Step
from services.workspace import Workspace
from tests.services import appealed, decided

NOVEMBER = decided.OCTOBER.shifted(1)


def _appealed(workspace: Workspace) -> tuple[Workspace, str]:
    """0012, coached for October, was referred for November; the coaching is appealed against afterwards."""
    there = appealed.at(workspace, date(2026, 11, 2))
    decided.publish_all(there)

    def again(tx: Tx) -> None:
        for n in range(1, 13):
            tx.add(ReadingRow(employee_id=n, indicator="performance", period=NOVEMBER.text, value=Decimal(100 - n)))

    there.store.transact(Op.EDIT_READINGS, again, who="test")
    december = appealed.at(workspace, date(2026, 12, 1))
    closing.close(december, month=NOVEMBER)
    outcomes.confirm(december, ids=[view.id for view in outcomes.outcomes_of(december, month=NOVEMBER) if view.id])
    outcomes.publish(december, month=NOVEMBER)
    coaching = decided.only(there, "two-months-in-bottom")
    number = next(n.number for n in notices.notices(there) if n.outcome_id == coaching.id)
    case = appealed.file(december, number, datetime(2026, 12, 1, 8), employee_no="0012").case
    appeals.accept(december, case=case)
    return december, case


def _lasts(workspace: Workspace) -> list[tuple[str | None, OutcomeStatus]]:
    found = outcomes.outcomes_of(workspace, month=NOVEMBER, rule="three-months-in-bottom") or outcomes.outcomes_of(
        workspace, month=NOVEMBER
    )
    return [(v.level, v.status) for v in found if v.employee_no == "0012" and v.rule.endswith("in-bottom")]


def test_a_revoked_coaching_offers_to_revoke_the_referral_of_the_next_month(workspace: Workspace) -> None:
    there, case = _appealed(workspace)
    assert [level for level, _ in _lasts(there)] == ["pay_reduction_or_transfer"]
    assert appeals.case(there, case=case).onward == ()
    appeals.decide(there, case=case, by=appealed.REVIEWER, decision="revoke", reason="数据有误")
    (item,) = appeals.case(there, case=case).onward
    assert (item.month, item.step, item.who, item.now) == (NOVEMBER.text, Step.REVOKE, "孙丽", "")
    assert _lasts(there) == [("pay_reduction_or_transfer", OutcomeStatus.PUBLISHED)]  # nothing by itself
    appeals.take_up(there, case=case, key=item.key)
    assert [status for _, status in _lasts(there)] == [OutcomeStatus.REVOKED]
    with there.store.read() as tx:
        row = next(r for r in closing_queries.outcome_rows(tx, NOVEMBER.text) if r.status == OutcomeStatus.REVOKED)
        (made,) = closing_queries.corrections(tx, [row.id])[row.id]
    assert (made.cause, made.cause_ref) == ("appeal", case)
    assert appeals.case(there, case=case).onward == ()
    with pytest.raises(UserError, match="dealt with"):
        appeals.take_up(there, case=case, key=item.key)


def test_who_would_now_have_won_is_proposed_by_hand_and_the_closed_month_stays_provable(workspace: Workspace) -> None:
    there, case = _appealed(workspace)

    def better(tx: Tx) -> None:
        for n, value in ((1, 50), (5, 99)):
            row = next(
                r for r in tx.session.query(ReadingRow) if (r.employee_id, r.indicator, r.period) == (n, "performance", NOVEMBER.text)
            )
            row.value = Decimal(value)

    there.store.transact(Op.EDIT_READINGS, better, who="test")
    offered = {item.step: item for item in appeals.case(there, case=case).onward if item.month == NOVEMBER.text and "业绩之星" in item.rule}
    assert (offered[Step.AWARD].who, offered[Step.REVOKE].who) == ("陈晨", "王小明")
    with pytest.raises(UserError, match="nothing follows"):
        appeals.take_up(there, case=case, key=offered[Step.AWARD].key)
    appeals.decide(there, case=case, by=appealed.REVIEWER, decision="revoke", reason="数据有误")
    id = appeals.take_up(there, case=case, key=offered[Step.AWARD].key).value
    (made,) = [view for view in outcomes.outcomes_of(there, month=NOVEMBER) if view.id == id]
    assert (made.by_hand, made.status, made.amount, made.employee_no) == (True, OutcomeStatus.PROPOSED, Decimal("500.00"), "0005")
    assert case in made.reason
    assert offered[Step.AWARD].key not in {item.key for item in appeals.case(there, case=case).onward}
    with there.store.read() as tx:
        close = closing_queries.closed_period(tx, NOVEMBER.text)
        assert close is not None
        assert closing.stored_digest(tx, NOVEMBER) == close.outcomes_sha256
        assert tx.get(OutcomeRow, id) is not None
