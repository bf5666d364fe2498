"""Cases worked out by hand, one file per scheme; each names the rules that it looks at and everything that these must give."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from models.domain.outcomes import Outcome
from tests.rules.worlds import run

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES = [(file.stem, case) for file in FILES for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]


def _line(outcome: Outcome) -> str:
    words = [outcome.rule, outcome.period, outcome.employee_no or f"team={outcome.team}"]
    words += [f"rank={outcome.rank}"] if outcome.rank else []
    words += [f"points={outcome.points}"] if outcome.kind == "points" else []
    words += [f"level={outcome.level}"] if outcome.level else []
    words += [f"amount={outcome.amount:.2f}"] if outcome.amount else []
    words += [f"subject={outcome.subject}"] if outcome.subject else []
    return " ".join(words)


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case['title']}" for file, case in CASES])
def test_case(file: str, case: dict[str, object]) -> None:
    """The engine finds what the hand found, and says why it left the others out."""
    rules = case["rules"]
    assert isinstance(rules, list)
    found = run(case)
    assert [_line(outcome) for outcome in found.outcomes if outcome.rule in rules] == case["expect"]
    if "left_out" in case:
        left = [f"{line.rule} {line.period} {line.employee_no} {line.reason}" for line in found.left_out if line.rule in rules]
        assert left == case["left_out"]
    for wanted in case.get("warnings", ()):  # type: ignore[attr-defined]
        assert any(wanted in str(warning) for warning in found.warnings), found.warnings
