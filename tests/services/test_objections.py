"""Objections to public lists: within the period only, answered once by a day, with papers and corrections."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.errors import UserError
from models.domain.ops import Op
from models.domain.outcomes import OutcomeStatus
from models.domain.papers import PaperStatus, Series
from models.queries import papers as papers_queries
from models.queries import settings as queries
from models.store import Tx
from models.tables.decisions import ObjectionRow
from services import objections, outcomes, papers, today
from services.objections import Objection, PublicList
from services.workspace import Workspace
from tests.services import decided
from tests.services.appealed import REVIEWER, at


def _lines(workspace: Workspace) -> list[tuple[str, date | None, int | None]]:
    return [(str(line.text), line.due, line.days_left) for line in today.todo(workspace) if "public_list" in line.where]


def test_a_list_stands_on_today_until_its_last_day(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    (found,) = objections.public_lists(workspace)
    assert (found.first_day, found.last_day, found.hangs) == (date(2026, 11, 3), date(2026, 11, 9), True)
    ((text, due, left),) = _lines(workspace)
    assert found.number in text
    assert (due, left) == (found.last_day, 5)
    assert _lines(at(workspace, found.last_day))[0][2] == 0
    assert _lines(at(workspace, date(2026, 11, 10))) == []
    assert not objections.public_lists(at(workspace, date(2026, 11, 10)))[0].hangs


def _raised(workspace: Workspace, day: date = date(2026, 11, 4)) -> tuple[PublicList, Objection]:
    """October published on 2 November, and an objection to its list."""
    decided.publish_all(workspace)
    (found,) = objections.public_lists(workspace)
    made = objections.raise_objection(at(workspace, day), number=found.number, raised_by="赵磊", on=day, text="李静的满意度有误")
    return found, made.value


def _numbers(workspace: Workspace, series: Series) -> list[tuple[str, PaperStatus]]:
    return [(paper.number, paper.status) for paper in papers.register(workspace, series=series)]


def test_an_objection_is_raised_within_the_period_only(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    (found,) = objections.public_lists(workspace)
    there = at(workspace, date(2026, 11, 12))
    values = {"number": found.number, "raised_by": "李静", "text": "名次有误"}
    with pytest.raises(UserError, match=r"last day to object .* was 2026-11-09"):
        objections.raise_objection(there, on=date(2026, 11, 10), **values)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="future"):
        objections.raise_objection(there, on=date(2026, 11, 13), **values)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="no public list"):
        objections.raise_objection(there, on=date(2026, 11, 9), raised_by="李静", text="有误", number="没有")
    assert objections.raise_objection(there, on=date(2026, 11, 9), **values).value.case == "客服异〔2026〕1号"  # type: ignore[arg-type]


def test_it_has_a_case_a_receipt_a_clock_and_stands_on_today(workspace: Workspace) -> None:
    found, made = _raised(workspace)
    assert (made.case, made.decide_by, made.days_left) == ("客服异〔2026〕1号", date(2026, 11, 25), 15)
    assert _numbers(workspace, Series.OBJECTION) == [(made.case, PaperStatus.ISSUED)]
    there = at(workspace, date(2026, 11, 24))
    assert [(due, left) for text, due, left in _lines(there) if made.case in text] == [(made.decide_by, 1)]
    assert not objections.public_lists(there)[0].stands
    objections.assign(there, id=made.id, reviewer=REVIEWER)
    assert objections.public_lists(there)[0].objections[0].reviewer == REVIEWER
    done = objections.answer(there, id=made.id, by=REVIEWER, decision="uphold", reason="核对无误").value
    assert (done.paper, done.void, done.issued) == ("客服异〔2026〕2号", (), ())
    with pytest.raises(UserError, match="settled"):
        objections.answer(there, id=made.id, by=REVIEWER, decision="uphold", reason="再来")
    assert _lines(there) == []
    assert objections.public_lists(there)[0].stands
    counted = objections.statistics(there)
    assert (counted.raised, counted.open, counted.upheld, counted.revoked, counted.in_time, counted.median_days) == (1, 0, 1, 0, 1, 14.0)
    papers.draw_pending(there)
    assert len(found.awards) == len(objections.public_lists(there)[0].awards)


def test_a_founded_objection_revokes_the_award_with_its_papers_in_one_step(workspace: Workspace) -> None:
    found, made = _raised(workspace)
    there = at(workspace, date(2026, 11, 6))
    star = decided.only(workspace, "monthly-service-star")
    stranger = decided.only(workspace, "two-months-in-bottom")
    with pytest.raises(UserError, match="Name the award"):
        objections.answer(there, id=made.id, by=REVIEWER, decision="revoke", reason="有误")
    with pytest.raises(UserError, match="Name the award"):
        objections.answer(there, id=made.id, by=REVIEWER, decision="revoke", reason="有误", outcome_id=stranger.id)
    done = objections.answer(there, id=made.id, by=REVIEWER, decision="revoke", reason="满意度登记有误", outcome_id=star.id).value
    assert decided.only(workspace, "monthly-service-star").status is OutcomeStatus.REVOKED
    void = {paper.number for paper in papers.register(workspace) if paper.status is PaperStatus.VOID}
    assert void == set(done.void)
    assert len(void) == 2  # certificate and reward notice of the only winner
    assert star.id not in {award.outcome_id for award in objections.public_lists(there)[0].awards}
    assert star.id in {award.outcome_id for award in found.awards}


def test_who_confirmed_or_objects_does_not_answer(workspace: Workspace) -> None:
    _, made = _raised(workspace)
    there = at(workspace, date(2026, 11, 6))
    taker = outcomes.outcomes_of(workspace, month=decided.OCTOBER)[0].decided_by
    with pytest.raises(UserError, match="Who objects"):
        objections.answer(there, id=made.id, by="赵磊", decision="uphold", reason="无误")
    workspace.store.transact(Op.CHANGE_SETTINGS, lambda tx: queries.put_setting(tx, "two_for_by_hand", True), who="test")
    with pytest.raises(UserError, match="another person answers"):
        objections.answer(there, id=made.id, by=taker, decision="uphold", reason="无误")
    with pytest.raises(UserError, match="another person answers"):
        objections.assign(there, id=made.id, reviewer=taker)
    assert objections.answer(there, id=made.id, by=REVIEWER, decision="uphold", reason="无误").value.paper


def test_one_noted_before_cases_were_numbered_gets_its_case_when_it_is_taken_up(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    with workspace.store.read() as tx:
        (document,) = papers_queries.documents(tx, kind=Series.PUBLIC.value)

    def old(tx: Tx) -> None:
        for result in ("", "核对无误"):
            tx.add(ObjectionRow(document_id=document.id, raised_by="赵磊", raised_on=date(2026, 11, 3), text="有误", result=result))

    workspace.store.transact(Op.OBJECTION, old, who="test")
    waiting, settled = objections.public_lists(workspace)[0].objections
    assert (waiting.case, waiting.days_left, settled.decision, settled.is_open) == ("", None, "uphold", False)
    there = at(workspace, date(2026, 11, 4))
    assert [left for text, _, left in _lines(there) if "objection" in text] == [None]
    taken = objections.assign(there, id=waiting.id, reviewer=REVIEWER).value
    assert (taken.case, taken.decide_by) == ("客服异〔2026〕1号", date(2026, 11, 24))
