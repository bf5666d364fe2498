"""A machine that does anything to appeals, objections and undo in any order: no forbidden state, no record lost, the log whole."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from models.domain.errors import UserError
from models.domain.outcomes import APPEAL_MOVES, OUTCOME_MOVES, AppealState, OutcomeStatus
from models.domain.papers import PaperStatus, Series
from services import appeals, history, objections, outcomes, papers
from services.clock import FixedClock
from services.workspace import Workspace, create_workspace, open_workspace
from tests.services import appealed, decided

START = datetime(2026, 11, 2, 9)
AGENTS = ("0011", "0012")


class Centre(RuleBasedStateMachine):
    """October published on 2 November: two notices that can be appealed against, one list that can be objected to."""

    prepared: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.prepared, self.folder / "centre")
        self.moment = START
        self.workspace = open_workspace(self.folder / "centre", clock=FixedClock(START))
        self.appeals: dict[str, tuple[AppealState, int]] = {}
        self.objections: dict[int, tuple[str, str]] = {}
        self.outcomes = {v.id: v.status for v in outcomes.outcomes_of(self.workspace, month=decided.OCTOBER)}
        self.numbers = {paper.id: paper.number for paper in papers.register(self.workspace)}

    @property
    def there(self) -> Workspace:
        """The workspace at the machine's moment."""
        return appealed.at(self.workspace, self.moment.date())

    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder)

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        self.moment += timedelta(days=days)

    @rule(agent=st.sampled_from(AGENTS), late=st.booleans())
    def file(self, agent: str, late: bool) -> None:
        number = next(paper.number for paper in papers.register(self.workspace, series=Series.PENALTY) if paper.employee_no == agent)
        with suppress(UserError):
            appealed.file(self.workspace, number, self.moment, employee_no=agent, late_reason="住院" if late else "")

    @precondition(lambda self: self.appeals)
    @rule(data=st.data(), action=st.sampled_from(("accept", "reject", "withdraw", "assign", "note", "uphold", "reduce", "revoke")))
    def move(self, data: st.DataObject, action: str) -> None:
        case = data.draw(st.sampled_from(sorted(self.appeals)))
        with suppress(UserError):
            if action in ("accept", "reject", "withdraw"):
                getattr(appeals, action)(self.there, case=case, reason="有证明")
            elif action == "assign":
                appeals.assign(self.there, case=case, reviewer="周敏")
            elif action == "note":
                appeals.note(self.there, case=case, text="听取陈述")
            else:
                level = "reminder" if action == "reduce" else None
                appeals.decide(self.there, case=case, by="孙敏", decision=action, reason="理由", level=level, at=self.moment)

    @rule()
    def object_to(self) -> None:
        (found,) = objections.public_lists(self.there)
        with suppress(UserError):
            objections.raise_objection(self.there, number=found.number, raised_by="赵磊", on=self.moment.date(), text="有误")
            assert self.moment.date() <= found.last_day

    @precondition(lambda self: self.objections)
    @rule(data=st.data(), action=st.sampled_from(("assign", "uphold", "revoke")), award=st.integers(0, 3))
    def answer(self, data: st.DataObject, action: str, award: int) -> None:
        id = data.draw(st.sampled_from(sorted(self.objections)))
        (found,) = objections.public_lists(self.there)
        with suppress(UserError):
            if action == "assign":
                objections.assign(self.there, id=id, reviewer="孙敏")
            else:
                chosen = found.awards[award % len(found.awards)].outcome_id if action == "revoke" and found.awards else None
                objections.answer(self.there, id=id, by="孙敏", decision=action, reason="理由", outcome_id=chosen)

    @rule()
    def undo(self) -> None:
        with suppress(UserError):
            history.undo(self.there)

    @invariant()
    def appeals_move_as_they_may(self) -> None:
        rows = {row.case: row for row in appeals.board(self.there).cases}
        assert self.appeals.keys() <= rows.keys()
        for case, row in rows.items():
            before, events = self.appeals.get(case, (AppealState.FILED, 0))
            walked = [before, *(event.state for event in appeals.case(self.there, case=case).events[events:])]
            assert {(a, b) for a, b in itertools.pairwise(walked) if a is not b} <= APPEAL_MOVES
            assert walked[-1] is row.state
            self.appeals[case] = (row.state, events + len(walked) - 1)
            if row.decision in ("reduced", "revoked"):
                assert appeals.case(self.there, case=case).outcome.status in (OutcomeStatus.CORRECTED, OutcomeStatus.REVOKED)

    @invariant()
    def objections_are_kept_and_answered_once(self) -> None:
        (found,) = objections.public_lists(self.there)
        now = {item.id: (item.decision, item.result) for item in found.objections}
        for id, (decision, result) in self.objections.items():
            assert now[id] == (decision, result) or not result
        assert all(item.case and item.decide_by for item in found.objections)
        self.objections = now

    @invariant()
    def decisions_move_as_they_may(self) -> None:
        now = {v.id: v.status for v in outcomes.outcomes_of(self.workspace, month=decided.OCTOBER)}
        assert now.keys() == self.outcomes.keys()
        for id, status in now.items():
            assert status == self.outcomes[id] or (self.outcomes[id], status) in OUTCOME_MOVES
        self.outcomes = now

    @invariant()
    def numbers_have_no_gap_and_no_paper_is_lost(self) -> None:
        found = papers.register(self.workspace)
        now = {paper.id: paper.number for paper in found}
        assert self.numbers.items() <= now.items()
        for series, sign in ((Series.APPEAL, "客服申"), (Series.OBJECTION, "客服异"), (Series.PENALTY, "客服处")):
            held = [paper.number for paper in found if paper.series is series]
            assert held == [f"{sign}〔2026〕{n}号" for n in range(1, len(held) + 1)]
        assert all(paper.void_reason for paper in found if paper.status is PaperStatus.VOID)
        self.numbers = now


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October published and both notices received, copied for every run."""
    folder = tmp_path_factory.mktemp("machine") / "centre"
    made = create_workspace(folder, name="测试中心", clock=FixedClock.on(date(2026, 11, 2)))
    decided.publish_all(made)
    from services import notices

    for notice in notices.notices(made):
        notices.sign(made, number=notice.number, on=date(2026, 11, 2))
    made.close()
    return folder


@pytest.mark.parametrize("runs", [4, pytest.param(100, marks=pytest.mark.slow)])
def test_nothing_reaches_a_forbidden_state_or_is_lost(prepared: Path, runs: int) -> None:
    Centre.prepared = prepared
    run_state_machine_as_test(
        Centre, settings=settings(max_examples=runs, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    )
