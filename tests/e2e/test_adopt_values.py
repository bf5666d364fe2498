"""Values given at adoption on the command line, as people write them."""

from __future__ import annotations

import pytest

from tests.e2e.centre import CommandLine, winners

S1 = "outbound-rewards-and-penalties"


def test_positions_may_be_named_in_chinese(centre: CommandLine) -> None:
    """外呼 is the position outbound: before, a scheme narrowed to it covered nobody."""
    centre("adopt", S1, "--from", "2026-01-01", "--set", "monthly-top-performers.amount=500", "--set", "scheme.positions=外呼、投诉专员")
    numbers = [f"{n:04}" for n in range(1, 11)]
    centre.bring("roster", ["工号", "姓名", "岗位"], [[n, f"员工{n}", "外呼" if n > "0005" else "呼入"] for n in numbers])
    centre.bring("kpi", ["工号", "业绩得分"], [[n, str(99 - int(n))] for n in numbers], "--period", "2026-09")
    document = centre.json("close", "2026-09")
    assert winners(document, "monthly-top-performers") == ["0006"]
    left = {line["employee_no"] for line in document["left_out"] if line["rule"] == "monthly-top-performers"}
    assert left == {"0001", "0002", "0003", "0004", "0005"}


def test_a_day_that_does_not_exist_is_wrong_usage(centre: CommandLine) -> None:
    """The exit code of wrong usage, with the form to write."""
    with pytest.raises(SystemExit) as stopped:
        centre("adopt", S1, "--from", "2026-02-30")
    assert stopped.value.code == 2
    assert "2026-10-01" in centre.capsys.readouterr().err
