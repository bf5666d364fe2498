"""Review and decision: somebody else decides, consequences are complete or absent, states move only as they may."""

from __future__ import annotations

import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.errors import IllegalMove, UserError
from models.domain.ops import Op
from models.domain.outcomes import AppealState, Criterion, OutcomeStatus
from models.domain.period import Period
from models.queries import closing as closing_queries
from models.queries import outcomes as outcome_queries
from models.store import Tx
from models.tables.decisions import AppealEventRow, AppealRow, CorrectionRow, PointsEntryRow
from models.tables.documents import DocumentRow
from models.tables.log import OperationRow
from models.tables.readings import ComplaintRow, ReadingRow
from services import appeals, closing, notices, outcomes, papers, points
from services.appeals.board import step_of
from services.rules.compare import Change, compare
from services.workspace import Workspace
from tests.services import appealed, decided

FILED = datetime(2026, 10, 20, 9, 0)
TABLES = (AppealRow, AppealEventRow, CorrectionRow, PointsEntryRow, DocumentRow, OperationRow)


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    """A centre with people and schemes."""
    decided.fill(workspace)
    return workspace


@pytest.fixture
def case(centre: Workspace, tmp_path: Path) -> str:
    """An accepted appeal against a penalty by hand."""
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    filed = appealed.file(centre, number, FILED)
    appeals.accept(centre, case=filed.case)
    return filed.case


def counts(workspace: Workspace) -> list[int]:
    """Rows of every table that a decision touches."""
    with workspace.store.read() as tx:
        return [tx.session.query(table).count() for table in TABLES]


def decide(workspace: Workspace, case: str, decision: str, **more: object) -> appeals.DecidedAppeal:
    facts = {"by": appealed.REVIEWER, "reason": "情节较轻", **more}
    return appeals.decide(workspace, case=case, decision=decision, **facts).value  # type: ignore[arg-type]


def test_uphold_changes_nothing_but_the_case(centre: Workspace, case: str) -> None:
    done = decide(centre, case, "uphold")
    assert (done.state, done.void, done.issued, done.before) == (AppealState.UPHELD, (), (), done.after)
    found = appeals.case(centre, case=case)
    assert found.row.state is AppealState.CLOSED
    assert found.outcome.status is OutcomeStatus.IN_FORCE
    assert [event.state.value for event in found.events] == ["filed", "accepted", "under_review", "upheld", "closed"]
    assert [paper.kind for paper in found.papers] == ["PenaltyNoticeFacts", "AppealReceiptFacts", "AppealDecisionFacts"]


def test_reduce_writes_money_points_level_and_papers_at_once(centre: Workspace, case: str) -> None:
    done = decide(centre, case, "reduce", amount=Decimal(100), points=-4, level="warning")
    assert (done.after.amount, done.after.points, done.after.level) == (Decimal("100.00"), -4, "warning")
    found = appeals.case(centre, case=case)
    assert (found.outcome.status, found.outcome.amount, found.outcome.original_amount) == (OutcomeStatus.CORRECTED, 100, 300)
    assert {line.employee_no: line.balance for line in points.balances(centre)}[appealed.AGENT] == -4
    old, *_ = found.papers
    assert (old.is_void, done.void) == (True, (old.number,))
    replacing = [paper for paper in papers.register(centre) if paper.replaces == old.number]
    assert [paper.number for paper in replacing] == list(done.issued)
    decision = next(paper for paper in found.papers if paper.kind == "AppealDecisionFacts")
    assert decision.number == done.paper == "客服申〔2026〕2号"


def test_revoke_returns_everything(centre: Workspace, case: str) -> None:
    decide(centre, case, "revoke")
    found = appeals.case(centre, case=case)
    assert (found.outcome.status, found.outcome.amount, found.outcome.points, found.outcome.level) == (OutcomeStatus.REVOKED, 0, 0, None)
    assert {line.employee_no: line.balance for line in points.balances(centre)}[appealed.AGENT] == 0


def test_a_revoked_finding_no_longer_feeds_a_later_month(workspace: Workspace) -> None:
    there = appealed.at(workspace, date(2026, 11, 2))
    decided.publish_all(there)
    coaching = decided.only(there, "two-months-in-bottom")
    number = next(n.number for n in notices.notices(there) if n.outcome_id == coaching.id)
    filed = appealed.file(there, number, datetime(2026, 11, 3, 9), employee_no="0012")
    appeals.accept(there, case=filed.case)

    def last_again(tx: Tx) -> None:
        for n in range(1, 13):
            tx.add(ReadingRow(employee_id=n, indicator="performance", period="2026-11", value=Decimal(100 - n)))

    there.store.transact(Op.EDIT_READINGS, last_again, who="test")
    november = Period.parse("2026-11")

    def levels() -> list[str | None]:
        found = closing.preview(there, month=november).outcomes
        return [o.outcome.level for o in found if o.outcome.rule == "two-months-in-bottom" and o.outcome.employee_no == "0012"]

    assert levels() == ["pay_reduction_or_transfer"]  # September, October, November
    done = decide(there, filed.case, "revoke", at=datetime(2026, 11, 4, 9))
    assert done.before.level == "coaching"
    assert levels() == []  # October no longer counts: the run begins anew in November
    with there.store.read() as tx:
        row = closing_queries.closed_period(tx, "2026-10")
        assert row is not None
        assert [again.differences for _, again in closing.recomputed(tx, [row])] == [()]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "names a lower amount"),
        ({"amount": Decimal(300)}, "names a lower amount"),
        ({"amount": Decimal(301)}, "between 0"),
        ({"amount": Decimal(-1)}, "between 0"),
        ({"points": -11}, "between 0"),
        ({"points": 1}, "between 0"),
        ({"level": "demerit"}, "milder"),
        ({"level": "coaching"}, "milder"),
    ],
)
def test_a_reduction_reduces(centre: Workspace, case: str, more: dict[str, object], words: str) -> None:
    before = counts(centre)
    with pytest.raises(UserError, match=words):
        decide(centre, case, "reduce", **more)
    assert counts(centre) == before


def test_figures_belong_to_a_reduction_and_a_reason_to_every_decision(centre: Workspace, case: str) -> None:
    wrong = (("uphold", {"amount": Decimal(0)}), ("revoke", {"level": "warning"}), ("revoke", {"reason": " "}), ("pardon", {}))
    for decision, more in wrong:
        with pytest.raises(UserError):
            decide(centre, case, decision, **more)


@pytest.mark.parametrize("by", ["supervisor", " Supervisor ", "张伟", "0003", ""])
def test_who_took_the_decision_and_the_agent_may_not_decide(centre: Workspace, case: str, by: str) -> None:
    before = counts(centre)
    for act in (lambda: decide(centre, case, "uphold", by=by), lambda: appeals.assign(centre, case=case, reviewer=by)):
        with pytest.raises(UserError):
            act()
    assert counts(centre) == before


def test_who_published_may_not_decide_either(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre.acting_as("李主管"), tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    filed = appealed.file(centre, number, FILED)
    appeals.accept(centre, case=filed.case)
    with pytest.raises(UserError, match="took the decision"):
        decide(centre, filed.case, "uphold", by="李主管")


def test_deciding_after_the_day_is_possible_and_marked(centre: Workspace, case: str) -> None:
    done = decide(centre, case, "uphold", at=datetime(2026, 11, 11, 9))  # due 10 November
    assert done.overdue
    assert "2026-11-10" in appeals.case(centre, case=case).events[-1].note
    counted = appeals.statistics(centre)
    assert (counted.decided, counted.decided_in_time, counted.median_days, counted.share(counted.upheld)) == (1, 0, 16, 1.0)


def test_statistics_are_counted_by_rule(workspace: Workspace) -> None:
    there = appealed.at(workspace, date(2026, 11, 2))
    decided.publish_all(there)
    for agent, decision in (("0011", "uphold"), ("0012", "revoke")):
        number = next(n.number for n in notices.notices(there) if n.employee_no == agent)
        filed = appealed.file(there, number, datetime(2026, 11, 3, 9), employee_no=agent)
        appeals.accept(there, case=filed.case)
        decide(there, filed.case, decision, at=datetime(2026, 11, 3 + 3 * (agent == "0012"), 9))
    found = appeals.statistics(there)
    assert [(name, s.filed, s.share(s.upheld), s.share(s.changed), s.median_days) for name, s in found.by_rule] == [
        ("服务投诉处分", 1, 1.0, 0.0, 0.0), ("连续末位辅导", 1, 0.0, 1.0, 3.0),
    ]  # fmt: skip
    assert (found.filed, found.share(found.upheld)) == (2, 0.5)
    assert [s.filed for _, s in appeals.statistics(there, span=Period.parse("2026-10")).by_rule] == []


def test_a_late_one_is_refused_with_a_paper_and_admitted_with_a_reason(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 9, 29), received=date(2026, 9, 30))
    filed = appealed.file(centre, number, datetime(2026, 10, 14), late_reason="住院")
    appeals.reject(centre, case=filed.case)
    refused = [paper for paper in papers.register(centre) if paper.paper == "Appeal receipt"][-1]
    with centre.store.read() as tx:
        facts = tx.get(DocumentRow, refused.id).facts  # type: ignore[union-attr]
    assert (facts["accepted"], facts["last_day_to_file"]) == (False, "2026-10-13")
    with pytest.raises(UserError, match="needs a reason"):
        appeals.accept(centre, case=filed.case)
    assert appeals.accept(centre, case=filed.case, reason="有住院证明").value is AppealState.ACCEPTED


def test_one_filed_in_time_cannot_be_refused(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    filed = appealed.file(centre, number, FILED)
    with pytest.raises(UserError, match="filed in time"):
        appeals.reject(centre, case=filed.case)


def test_a_failure_in_between_leaves_nothing_half_done(centre: Workspace, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts(centre)

    def break_off(*_args: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("services.appeals.wording.issue_decision", break_off)
    with pytest.raises(RuntimeError):
        decide(centre, case, "revoke")
    assert counts(centre) == before
    assert appeals.case(centre, case=case).row.state is AppealState.ACCEPTED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize(
    "place", ["services.corrections.apply_correction", "services.appeals.wording.issue_decision", "services.appeals.deciding.move"]
)
def test_a_kill_in_between_leaves_nothing_half_done(centre: Workspace, case: str, place: str) -> None:
    before = counts(centre)
    centre.store.close()
    child = os.fork()
    if child == 0:
        module, _, name = place.rpartition(".")
        target = __import__(module, fromlist=[name])
        real = getattr(target, name)

        def die(*args: object, **more: object) -> None:
            real(*args, **more)
            os._exit(9)

        setattr(target, name, die)
        try:
            decide(centre, case, "revoke")
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert counts(centre) == before
    assert appeals.case(centre, case=case).row.state is AppealState.ACCEPTED
    assert decide(centre, case, "revoke").state is AppealState.REVOKED


def test_the_calculation_is_run_again_and_compared(workspace: Workspace) -> None:
    there = appealed.at(workspace, date(2026, 11, 2))
    decided.publish_all(there)
    view = decided.only(there, "service-complaint")
    (notice,) = [n for n in notices.notices(there) if n.outcome_id == view.id]
    filed = appealed.file(there, notice.number, datetime(2026, 11, 3, 9), employee_no="0011")
    same = appeals.case(there, case=filed.case).recalculation
    assert same.runs
    assert same.still_given
    assert {line.change for line in same.lines} == {Change.SAME}

    def unfounded(tx: Tx) -> None:
        tx.get(ComplaintRow, "C-1").founded = False  # type: ignore[union-attr]

    there.store.transact(Op.EDIT_RECORDS, unfounded, who="test")
    gone = appeals.case(there, case=filed.case).recalculation
    assert not gone.still_given
    assert {line.change for line in gone.lines} == {Change.GONE}


def test_comparing_pairs_lines_by_criterion_and_source() -> None:
    def line(criterion: str, found: str, source: str) -> Criterion:
        return Criterion(criterion, found, "", True, source)

    stored = [line("a", "1", "x"), line("a", "2", "y"), line("b", "1", "z"), line("c", "1", "z")]
    fresh = [line("a", "2", "y"), line("a", "9", "x"), line("b", "1", "w"), line("d", "1", "z")]
    assert [pair.change.value for pair in compare(stored, fresh)] == ["changed", "same", "changed", "gone", "added"]
    assert compare(stored, stored) == compare(tuple(stored), tuple(stored))
    assert all(pair.change is Change.SAME for pair in compare(stored, stored))


def test_reminders(centre: Workspace, case: str) -> None:
    assert [step_of(n) for n in (5, 4, 3, 2, 1, 0, -1)] == [5, 5, 5, 2, 2, 0, -1]
    assert appeals.reminders(appealed.at(centre, date(2026, 11, 2))) == ()  # six working days before 10 November
    for day, left, step in ((3, 5, 5), (6, 2, 2), (10, 0, 0), (11, -1, -1)):
        (found,) = appeals.reminders(appealed.at(centre, date(2026, 11, day)))
        assert (found.case, found.days_left, found.step) == (case, left, step)


def test_forbidden_moves(centre: Workspace, case: str) -> None:
    decide(centre, case, "uphold")
    for act in (
        lambda: appeals.accept(centre, case=case),
        lambda: appeals.withdraw(centre, case=case),
        lambda: appeals.assign(centre, case=case, reviewer="周敏"),
        lambda: decide(centre, case, "revoke"),
    ):
        with pytest.raises(IllegalMove):
            act()


def test_outcome_rows_are_never_rewritten(centre: Workspace, case: str) -> None:
    def image() -> list[tuple[object, ...]]:
        with centre.store.read() as tx:
            rows = outcome_queries.outcome_rows(tx)
            return [(r.id, r.amount_fen, r.points, r.level, str(r.because), r.reason) for r in rows]

    before = image()
    decide(centre, case, "reduce", amount=Decimal(0))
    assert image() == before
    assert outcomes.outcomes_of(centre, month=Period.parse("2026-10"))[0].original_level == "serious_warning"
