"""How an agent stands before the month is closed; the figures of the small decided centre by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.domain.errors import UserError
from services import attendance, indicators, outcomes, running_month
from services.indicators import Edit
from services.workspace import Workspace
from tests.services import decided
from tests.services.decided import OCTOBER


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    decided.fill(workspace)
    return workspace


def sentences(centre: Workspace, number: str) -> list[str]:
    found = running_month.running_month(centre, employee_no=number, month=OCTOBER)
    return [str(step) for step in found.next_steps]


def test_points_so_far_and_the_step_to_the_next_band(centre: Workspace) -> None:
    cells = [Edit("0003", "utilisation", "55%"), Edit("0003", "task_completion", "160%"), Edit("0003", "work_discipline", "√")]
    indicators.set_cells(centre, month=OCTOBER, cells=cells, confirm=True)
    attendance.set_cells(centre, month=OCTOBER, cells=[("0003", OCTOBER.first.replace(day=12), "√")])
    found = running_month.running_month(centre, employee_no="0003", month=OCTOBER)
    assert not found.closed
    assert {part.name: (part.points, part.most) for part in found.parts} == {
        "attendance": (5, 5), "performance": (1 + 2 + 1 + 1, 10), "star_rating": (0, 10), "contribution": (0, 10),
    }  # fmt: skip
    assert found.points == 10
    assert "> 60% gives 5 points" in sentences(centre, "0003")[0]
    assert "> 200% gives 3 points" in sentences(centre, "0003")[1]


def test_what_is_missing_to_the_prize_is_told_with_the_figures(centre: Workspace) -> None:
    steps = sentences(centre, "0003")
    assert any("begins at 99 (业绩得分) now; with 97, 2 are missing" in step for step in steps), steps
    assert any("is not entered yet" in step for step in steps)
    assert not any("are missing" in step for step in sentences(centre, "0001")), "0001 holds the first place"


def test_a_prize_by_another_indicator_or_of_another_group_is_not_measured_by_performance(sample: Workspace) -> None:
    found = running_month.running_month(sample, employee_no="0005", month=OCTOBER)
    told = [str(step) for step in found.next_steps if "are missing" in str(step)]
    assert told
    assert not any("录音" in step or "声音" in step for step in told), "recordings are no performance score"
    assert all("(Performance score)" in step or "(业绩得分)" in step or "(客户满意度)" in step for step in told)


def test_what_would_be_given_now_stands_in_the_list(centre: Workspace) -> None:
    found = running_month.running_month(centre, employee_no="0001", month=OCTOBER)
    assert any(view.amount == Decimal(500) and view.rank == 1 for view in found.outcomes)
    assert outcomes.board(centre, month=OCTOBER).closed is False


def test_an_unknown_agent_is_refused(centre: Workspace) -> None:
    with pytest.raises(UserError):
        running_month.running_month(centre, employee_no="9999", month=OCTOBER)
