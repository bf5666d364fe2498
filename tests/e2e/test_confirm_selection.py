"""Confirming by rule or agent: a slip of the keyboard is refused, not taken as nothing to do."""

from __future__ import annotations

import pytest

from tests.e2e.centre import CommandLine

S1 = "outbound-rewards-and-penalties"


@pytest.fixture
def closed(centre: CommandLine) -> CommandLine:
    """September closed with one award for 0001."""
    centre("adopt", S1, "--from", "2026-01-01", "--set", "monthly-top-performers.amount=500")
    numbers = [f"{n:04}" for n in range(1, 6)]
    centre.bring("roster", ["工号", "姓名"], [[number, f"员工{number}"] for number in numbers])
    centre.bring("kpi", ["工号", "业绩得分"], [[number, str(99 - n)] for n, number in enumerate(numbers)], "--period", "2026-09")
    centre.json("close", "2026-09")
    return centre


@pytest.mark.parametrize("command", ["confirm", "publish"])
@pytest.mark.parametrize("choice", [("--rule", "monthly-top-performer"), ("--employee", "9999")])
def test_what_does_not_exist_is_refused_by_name(closed: CommandLine, command: str, choice: tuple[str, str]) -> None:
    closed(command, "2026-09", *choice, expect=3)
    assert choice[1] in closed.errors


def test_what_exists_may_have_nothing_to_confirm(closed: CommandLine) -> None:
    assert closed.json("confirm", "2026-09", "--rule", "full-attendance")["count"] == 0
    assert closed.json("confirm", "2026-09", "--employee", "0002")["count"] == 0
    assert closed.json("confirm", "2026-09", "--rule", "monthly-top-performers", "--employee", "0001")["count"] == 1
