"""Every shipped scheme on an empty workspace, by the command line alone: adopted, and every indicator that it names imported."""

from __future__ import annotations

import pytest

from services import schemes
from services.rules.own_indicators import named
from services.rules.scheme import Parameter
from services.rules.values import ParameterType
from tests.e2e.centre import CommandLine

_VALUES = {
    ParameterType.MONEY: "500", ParameterType.INT: "3", ParameterType.PERCENT: "50", ParameterType.DECIMAL: "0.5",
    ParameterType.BANDS: "[0,60) 0; [60,] 100", ParameterType.TEXT: "performance",
}  # fmt: skip


def _value(parameter: Parameter) -> str:
    if parameter.type is ParameterType.LADDER:
        return f"1:{parameter.choices[0]}" if parameter.choices else "1:300, 60:500"
    return _VALUES[parameter.type]


@pytest.mark.parametrize("scheme_id", sorted(schemes.library()))
def test_adopt_and_import_every_indicator(centre: CommandLine, scheme_id: str) -> None:
    """Indicators that the centre lacks are added and named; a file with all of them then comes in whole, and the month closes."""
    scheme = schemes.library()[scheme_id]
    asked = {name: _value(scheme.all_parameters()[name]) for name in scheme.missing_parameters()}
    centre("adopt", scheme_id, "--from", "2026-09-01", *(word for name, value in asked.items() for word in ("--set", f"{name}={value}")))
    own = [indicator.code for indicator in scheme.indicators]
    assert [code for code in own if code in centre.errors] == own
    assert ("已添加方案所需的指标" in centre.errors) is bool(own)
    centre.bring("roster", ["工号", "姓名", "班组", "岗位", "入职日期"], [["0001", "王小明", "甲组", "外呼", "2025-01-01"]])
    codes = named(schemes.library()[scheme_id])
    if codes:
        centre.bring("kpi", ["工号", *codes], [["0001", *("1" for _ in codes)]], "--period", "2026-09")
    assert centre.json("close", "2026-09")["status"] == "closed"


def test_adopting_twice_adds_nothing_more(centre: CommandLine) -> None:
    centre("adopt", "traffic-centre", "--from", "2026-09-01", "--set", "monthly-bonus.base=100", "--set", "monthly-bonus.shares=[0,] 100")
    assert "teamwork" in centre.errors
    centre("adopt", "traffic-centre", "--from", "2026-10-01", "--set", "monthly-bonus.base=200", "--set", "monthly-bonus.shares=[0,] 100")
    assert "teamwork" not in centre.errors


def test_a_rule_with_an_open_prize_can_be_left_out(centre: CommandLine) -> None:
    """Four prizes are asked for; with one rule switched off three are enough, and the close gives nothing under it."""
    prizes = [f"{rule}.prizes=1:500" for rule in ("monthly-individual-bonus", "monthly-team-bonus", "yearly-bonus")]
    chosen = [word for pair in prizes for word in ("--set", pair)]
    centre("adopt", "ranked-bonus", "--from", "2026-09-01", *chosen, expect=3)
    assert "yearly-team-bonus.prizes" in centre.errors
    centre("adopt", "ranked-bonus", "--from", "2026-09-01", *chosen, "--set", "scheme.rules_off=no-such-rule", expect=3)
    centre(
        "adopt", "ranked-bonus", "--from", "2026-09-01", *chosen, "--set", "scheme.rules_off=yearly-team-bonus, monthly-individual-bonus"
    )
    centre.bring("roster", ["工号", "姓名", "班组"], [["0001", "王小明", "甲组"], ["0002", "李静", "甲组"]])
    centre.bring("kpi", ["工号", "业绩得分"], [["0001", "90"], ["0002", "80"]], "--period", "2026-09")
    assert {outcome["rule"] for outcome in centre.json("close", "2026-09")["outcomes"]} == {"monthly-team-bonus"}


def test_warnings_name_rules_by_their_title(centre: CommandLine) -> None:
    """A person reads the rule's name; the fields of the JSON keep the ids."""
    centre("adopt", "outbound-rewards-and-penalties", "--from", "2026-09-01", "--set", "monthly-top-performers.amount=500")
    centre.bring("roster", ["工号", "姓名"], [["0001", "王小明"]])
    document = centre.json("close", "2026-09")
    (warning,) = [text for text in document["warnings"] if "处分档次" in text]
    assert "attendance-violations" not in warning
    assert "考勤" in warning
    assert "full-attendance" in {line["rule"] for line in document["left_out"]}


def test_a_half_year_is_made_of_its_quarters(centre: CommandLine) -> None:
    """Figures entered by the quarter alone count for the half-year; 70 % and 90 % are exactly the 80 % wanted."""
    wanted = {
        name: _value(parameter) for name, parameter in schemes.library()["kpi-programme"].all_parameters().items() if parameter.required
    }
    wanted |= {name: "80%" for name in wanted if name.endswith("training_participation")}
    centre("adopt", "kpi-programme", "--from", "2026-01-01", *(word for pair in wanted.items() for word in ("--set", "=".join(pair))))
    centre.bring(
        "roster", ["工号", "姓名", "班组", "入职日期"], [["0001", "王小明", "甲组", "2025-01-01"], ["0002", "李静", "甲组", "2025-01-01"]]
    )
    centre.bring("kpi", ["工号", "培训参与率"], [["0001", "70%"], ["0002", "70%"]], "--period", "2026-Q3")
    centre.bring("kpi", ["工号", "培训参与率"], [["0001", "90%"], ["0002", "89.98%"]], "--period", "2026-Q4")
    document = centre.json("close", "2026-12", "--preview")
    assert [one["employee_no"] for one in document["outcomes"] if one["rule"] == "half-yearly-training"] == ["0001"]
