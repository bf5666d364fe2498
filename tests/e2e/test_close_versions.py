"""Which versions of schemes a close names: those in force in its periods, never later or earlier ones."""

from __future__ import annotations

import pytest

from tests.e2e.centre import CommandLine

S1, S3 = "outbound-rewards-and-penalties", "recording-awards"
AMOUNT = "monthly-top-performers.amount="


@pytest.fixture
def filled(centre: CommandLine) -> CommandLine:
    """S1 from January, its second version from 10 September, S3 from October: a version of each month can be told from the others."""
    centre("adopt", S1, "--from", "2026-01-01", "--set", f"{AMOUNT}500")
    centre("adopt", S1, "--from", "2026-09-10", "--set", f"{AMOUNT}800")
    centre("adopt", S3, "--from", "2026-10-01")
    centre.bring("roster", ["工号", "姓名", "岗位"], [["0001", "王小明", "外呼"]])
    return centre


@pytest.mark.parametrize(
    ("month", "named"),
    [
        ("2026-08", [(S1, 1)]),
        ("2026-09", [(S1, 2)]),  # in force on the last day; S1 has no weekly rule that the first version could have judged
        ("2026-10", [(S1, 2), (S3, 1)]),
    ],
)
def test_the_versions_in_force_are_named(filled: CommandLine, month: str, named: list[tuple[str, int]]) -> None:
    for document in (filled.json("close", month, "--preview"), filled.json("close", month), filled.json("decisions", month)):
        assert [(scheme["id"], scheme["version"]) for scheme in document["schemes"]] == named
    filled("verify")


def test_a_weekly_rule_of_the_version_before_is_named_too(filled: CommandLine) -> None:
    """Adopted anew from 12 October: the week that ends on the 11th goes by the first version of S3."""
    filled("adopt", S3, "--from", "2026-10-12", "--set", "excellent-recording.amount=80")
    document = filled.json("close", "2026-10")
    assert [(scheme["id"], scheme["version"]) for scheme in document["schemes"]] == [(S1, 2), (S3, 1), (S3, 2)]


def test_closing_with_some_schemes_only_names_the_others(filled: CommandLine) -> None:
    """The month is closed once, so what was left aside must not go unnoticed."""
    document = filled.json("close", "2026-10", "--scheme", S3)
    assert [scheme["id"] for scheme in document["schemes"]] == [S3]
    assert S1 in filled.errors
    assert S3 not in filled.errors
    filled("close", "2026-10", "--scheme", S1, expect=3)


def test_a_preview_of_some_schemes_needs_no_warning(filled: CommandLine) -> None:
    filled.json("close", "2026-10", "--scheme", S3, "--preview")
    assert filled.errors == ""


def test_outcomes_stand_by_scheme_rule_rank_and_employee(centre: CommandLine) -> None:
    """The order of the contract, for a weekly rule too: 0002 wins the first week and 0001 the second, 0001 comes first."""
    centre("adopt", S3, "--from", "2026-01-01")
    centre.bring("roster", ["工号", "姓名"], [["0001", "王小明"], ["0002", "李静"]])
    recordings = [["a", "0001", "2026-09-15", "90"], ["b", "0002", "2026-09-08", "95"], ["c", "0001", "2026-09-09", "80"]]
    centre.bring("recordings", ["录音编号", "工号", "日期", "得分"], recordings)
    found = [o for o in centre.json("close", "2026-09")["outcomes"] if o["rule"] == "excellent-recording"]
    assert [(o["rank"], o["employee_no"], o["period"]) for o in found] == [
        (1, "0001", "2026-W38"),
        (1, "0002", "2026-W37"),
        (2, "0001", "2026-W37"),
    ]
