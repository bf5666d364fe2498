"""No sequence of actions takes an appeal into a forbidden state or loses a record."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.domain.errors import UserError
from models.domain.outcomes import APPEAL_MOVES, AppealState, OutcomeStatus
from services import appeals, papers
from services.clock import FixedClock
from services.workspace import Workspace, create_workspace, open_workspace
from tests.services import appealed, decided

START = datetime(2026, 10, 20, 9)
FINAL = {AppealState.CLOSED, AppealState.WITHDRAWN}
ACTIONS = ("file", "file_late", "accept", "admit", "reject", "withdraw", "assign", "note", "uphold", "reduce", "revoke")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A closed workspace with one received notice, copied for every example."""
    folder = tmp_path_factory.mktemp("states")
    made = create_workspace(folder / "centre", name="测试中心", clock=FixedClock.on(date(2026, 10, 19)))
    decided.fill(made)
    appealed.penalise(made, folder, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    made.close()
    return folder / "centre"


def act(workspace: Workspace, action: str, moment: datetime) -> None:
    """One action on the newest case, as a person might try it."""
    cases = appeals.board(workspace).cases
    case = cases[0].case if cases else "客服申〔2026〕1号"
    if action.startswith("file"):
        late = "住院" if action == "file_late" else ""
        appealed.file(workspace, "客服处〔2026〕1号", moment, late_reason=late)
    elif action in ("accept", "admit"):
        appeals.accept(workspace, case=case, reason="有证明" if action == "admit" else "")
    elif action in ("uphold", "reduce", "revoke"):
        amount = Decimal(50) if action == "reduce" else None
        appeals.decide(workspace, case=case, by=appealed.REVIEWER, decision=action, reason="理由", amount=amount, at=moment)
    elif action == "assign":
        appeals.assign(workspace, case=case, reviewer="周敏")
    elif action == "note":
        appeals.note(workspace, case=case, text="听取陈述")
    else:
        {"reject": appeals.reject, "withdraw": appeals.withdraw}[action](workspace, case=case)


def image(workspace: Workspace) -> dict[str, tuple[AppealState, tuple[object, ...]]]:
    """Each case with its state and its events."""
    rows = appeals.board(workspace).cases
    return {row.case: (row.state, appeals.case(workspace, case=row.case).events) for row in rows}


def check_step(before: dict[str, tuple[AppealState, tuple[object, ...]]], after: dict[str, tuple[AppealState, tuple[object, ...]]]) -> None:
    """Nothing got lost, nothing was rewritten, every move is one that the life of an appeal knows."""
    assert before.keys() <= after.keys()
    for case, (state, events) in after.items():
        old_state, old_events = before.get(case, (AppealState.FILED, ()))
        assert events[: len(old_events)] == old_events
        walked = [old_state, *(event.state for event in events[len(old_events) :])]  # type: ignore[attr-defined]
        moves = {(a, b) for a, b in itertools.pairwise(walked) if a is not b}
        assert moves <= APPEAL_MOVES
        assert walked[-1] is state
        if old_state in FINAL and case in before:
            assert state is old_state


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9)), min_size=1, max_size=12))
def test_any_sequence_of_actions(prepared: Path, steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(prepared, Path(folder) / "centre", dirs_exist_ok=True)
        workspace = open_workspace(Path(folder) / "centre", clock=FixedClock(START))
        try:
            walk(workspace, steps)
        finally:
            workspace.close()


def walk(workspace: Workspace, steps: list[tuple[str, int]]) -> None:
    moment, before = START, image(workspace)
    for action, days in steps:
        moment += timedelta(days=days)
        with suppress(UserError):
            act(appealed.at(workspace, moment.date()), action, moment)
        after = image(workspace)
        check_step(before, after)
        before = after
    assert sum(state in appeals.OPEN for state, _ in before.values()) <= 1
    numbers = [paper.number for paper in papers.register(workspace) if paper.number.startswith("客服申")]
    assert numbers == [f"客服申〔2026〕{n}号" for n in range(1, len(numbers) + 1)]
    for case, (state, _) in before.items():
        found = appeals.case(workspace, case=case)
        corrected = found.outcome.status in (OutcomeStatus.CORRECTED, OutcomeStatus.REVOKED)
        if found.row.decision in ("reduced", "revoked"):
            assert state is AppealState.CLOSED
            assert corrected
