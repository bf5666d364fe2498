"""A notice that no shipped scheme knows: every rule of it runs and reads as a sentence; the reckoning stands beside each case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.domain.errors import UserError
from models.domain.outcomes import Evaluation, OutcomeKind
from models.domain.period import Cadence, Period
from services.rules import editing
from services.rules.engine import AdoptedScheme, evaluate
from services.rules.scheme_text import dump, parse
from services.rules.sentences import rule_sentence
from services.texts import Texts
from tests.rules.notice_scheme import notice_scheme
from tests.rules.test_cases import _line
from tests.rules.worlds import facts


def close(month: str, span: str = "month", first: date = date(2026, 1, 1), **centre: Any) -> Evaluation:
    """The month under the notice's scheme as it is read back from its text."""
    made = parse(dump(notice_scheme(span)))
    return evaluate([AdoptedScheme(made, 1, first)], Period.parse(month), facts(centre, made.id))


def gives(found: Evaluation, rule: str) -> list[str]:
    """What one rule gave."""
    return [_line(outcome) for outcome in found.outcomes if outcome.rule == rule]


def test_quality_without_a_complaint_earns_two_hundred() -> None:
    found = close(
        "2026-09", agents=["0001..0004"], keeps_complaints=True,
        readings=["2026-09 quality 0001:95 0002:94.99 0003:98"], complaints=["C1 0003 2026-09-04 minor founded"],
    )  # fmt: skip
    assert gives(found, "quality-bonus") == ["quality-bonus 2026-09 0001 amount=200.00"]  # 0002 just short, 0003 complained of
    assert [line.reason for line in found.left_out if line.rule == "quality-bonus"] == [
        "not_met quality", "not_met complaints", "missing quality",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"06": 79, "07": 79.99, "08": 60}, True),  # the third month in a row
        ({"06": 79, "07": 80, "08": 60}, False),  # 80 is not below 80
        ({"06": 79, "08": 60}, False),  # a month without a figure proves nothing
        ({"05": 70, "06": 79, "07": 79, "08": 60}, False),  # told in July; the count began again
        ({"03": 70, "04": 70, "05": 70, "06": 79, "07": 79, "08": 60}, True),  # May and then August
    ],
)
def test_three_months_below_the_standard_lead_to_coaching(values: dict[str, float], told: bool) -> None:
    readings = [f"2026-{month} quality 0001:{value} 0002:90" for month, value in values.items()]
    found = close("2026-08", agents=["0001..0002"], readings=readings)
    assert gives(found, "quality-coaching") == (["quality-coaching 2026-08 0001 level=coaching"] if told else [])


def test_months_before_the_rule_held_do_not_count_for_coaching() -> None:
    readings = [f"2026-{month:02} quality 0001:60" for month in (6, 7, 8, 9)]
    agents = ["0001"]
    assert not gives(close("2026-08", first=date(2026, 7, 1), agents=agents, readings=readings), "quality-coaching")
    assert gives(close("2026-09", first=date(2026, 7, 1), agents=agents, readings=readings), "quality-coaching")


def test_a_month_on_standby_neither_counts_nor_breaks() -> None:
    readings = [f"2026-{month:02} quality 0001:60" for month in (5, 6, 8)]
    moves = ["0001 2026-07-01 status=standby", "0001 2026-08-01 status=regular"]
    assert gives(close("2026-08", agents=["0001"], moves=moves, readings=readings), "quality-coaching")


def test_a_figure_above_the_limit_and_percentages() -> None:
    """An answer rate below 80 % or an error rate above 1 ‰ is judged in the unit stored."""
    rule = notice_scheme().rules[1]
    for name, value in (("indicator", "answer_rate"), ("threshold", "80%"), ("months", "1")):
        rule = editing.set_parameter(rule, name, value, own=True)
    made = parse(dump(editing.put_rule(notice_scheme(), rule)))
    world = facts({"agents": ["0001..0002"], "readings": ["2026-08 answer_rate 0001:0.79 0002:0.8"]}, made.id)
    found = evaluate([AdoptedScheme(made, 1, date(2026, 1, 1))], Period.parse("2026-08"), world)
    assert gives(found, "quality-coaching") == ["quality-coaching 2026-08 0001 level=coaching"]
    (outcome,) = (outcome for outcome in found.outcomes if outcome.rule == "quality-coaching")
    assert [(line.found, line.required) for line in outcome.because] == [("1", ">= 1"), ("0.79", "< 0.8")]
    turned = editing.set_parameter(editing.set_parameter(rule, "side", "above", own=True), "threshold", "0.79", own=True)
    made = editing.put_rule(notice_scheme(), turned)
    found = evaluate([AdoptedScheme(made, 1, date(2026, 1, 1))], Period.parse("2026-08"), world)
    assert gives(found, "quality-coaching") == ["quality-coaching 2026-08 0002 level=coaching"]


def test_the_three_best_of_a_quarter() -> None:
    """Means: 0001 4.8, 0002 4.7, 0003 4.6, 0004 4.5; 0005 has only two of the three months."""
    months = [f"2026-{month} csat 0001:4.8 0002:4.7 0003:4.6 0004:4.5" for month in ("07", "08", "09")]
    found = close("2026-09", agents=["0001..0005"], readings=[*months, "2026-08 csat 0005:5", "2026-09 csat 0005:5"])
    assert gives(found, "satisfaction-prizes") == [
        "satisfaction-prizes 2026-Q3 0001 rank=1 amount=800.00", "satisfaction-prizes 2026-Q3 0002 rank=2 amount=500.00",
        "satisfaction-prizes 2026-Q3 0003 rank=3 amount=300.00",
    ]  # fmt: skip


def test_lateness_alone_is_counted() -> None:
    lines = ["2026-09 0001 22 late=2 early=4", "2026-09 0002 22 late=3", "2026-09 0003 22 late=5 absent=1"]
    found = close("2026-09", agents=["0001..0003"], attendance=lines)
    assert gives(found, "lateness") == ["lateness 2026-09 0002 level=reminder", "lateness 2026-09 0003 level=warning"]


def test_lateness_added_up_over_a_year_is_answered_once_a_step() -> None:
    """January 2, February 1 → third: reminder in February; March 0: nothing; April 2 → fifth: warning."""
    late = {"2026-01": 2, "2026-02": 1, "2026-03": 0, "2026-04": 2}
    centre = {"agents": ["0001"], "attendance": [f"{month} 0001 22 late={count}" for month, count in late.items()]}
    found = {month: gives(close(month, "year", **centre), "lateness") for month in late}
    assert found == {
        "2026-01": [], "2026-02": ["lateness 2026-02 0001 level=reminder"], "2026-03": [],
        "2026-04": ["lateness 2026-04 0001 level=warning"],
    }  # fmt: skip
    assert not gives(close("2026-04", "quarter", **centre), "lateness")  # a new quarter begins in April with two


def test_a_new_year_begins_anew() -> None:
    centre = {"agents": ["0001"], "attendance": ["2025-12 0001 22 late=2", "2026-01 0001 22 late=1"]}
    assert not gives(close("2026-01", "year", first=date(2025, 1, 1), **centre), "lateness")


def test_only_a_team_nominated_for_the_year_wins() -> None:
    nominated = [
        "team=A team-of-the-year 2026 approved", "team=B team-of-the-year 2026", "0001 team-of-the-year 2026 approved",
        "team=A team-of-the-year 2026-12 approved",
    ]  # fmt: skip
    found = close("2026-12", agents=["0001 team=A", "0002 team=B"], nominations=nominated)
    assert gives(found, "team-of-the-year") == ["team-of-the-year 2026 team=A amount=5000.00"]
    assert sum("earns nothing" in warning.msgid for warning in found.warnings) == 2


def test_a_rule_switched_off_gives_nothing_and_asks_for_nothing() -> None:
    made = notice_scheme()
    asked = editing.put_rule(made, editing.set_parameter(made.rules[2], "prizes", "", own=True))
    assert asked.missing_parameters() == ("satisfaction-prizes.prizes",)
    off = parse(dump(asked.with_parameters({"scheme.rules_off": "satisfaction-prizes"})))
    off.check_ready()
    world = facts({"agents": ["0001"], "readings": ["2026-09 csat 0001:5", "2026-09 quality 0001:99"], "keeps_complaints": True}, made.id)
    found = evaluate([AdoptedScheme(off, 1, date(2026, 1, 1))], Period.parse("2026-09"), world)
    assert {outcome.rule for outcome in found.outcomes} == {"quality-bonus"}
    assert not [line for line in found.left_out if line.rule == "satisfaction-prizes"]


def test_a_rule_that_is_removed_is_no_longer_named_as_left_out() -> None:
    off = notice_scheme().with_parameters({"scheme.rules_off": "lateness, quality-bonus"})
    left = editing.remove_rule(off, "lateness")
    assert left.off == ("quality-bonus",)
    left.check_ready()
    with pytest.raises(UserError):  # nothing would be left
        left.with_parameters({"scheme.rules_off": ", ".join(rule.id for rule in left.rules)}).check_ready()


ZH = (
    "每月，各项指标全部达标的坐席获奖金 200 元：质检得分 ≥ 95、有责投诉数 ≤ 0。",
    "质检得分连续 3 个月低于 80 者，给予业绩辅导，之后重新计算月数。",
    "每季度在全中心内按客户满意度对个人排名：第 1 名 800.00 元、第 2 名 500.00 元、第 3 名 300.00 元；名次并列者奖金相同。"
    "以各月平均值计，至少需 3 个月有数据。",
    "当月迟到累计：满 3 次提醒、满 5 次警告；未启用罚款。",
    "每年经提名并获批准的班组，获奖金 5000 元。",
)
EN = (
    "Every month, agents who meet every target receive 200 yuan: Quality score ≥ 95, Founded complaints ≤ 0.",
    "Quality score below 80 for 3 months in a row leads to: coaching plan; then the count starts again.",
    "Every quarter, agents are ranked by Customer satisfaction in the whole centre: place 1 – 800.00 yuan, place 2 – 500.00 yuan, "
    "place 3 – 300.00 yuan; all who share a place receive its prize. The mean of the months counts; figures for at least 3 months "
    "are needed.",
    "Counted over the month: lateness – from 3 on reminder, from 5 on warning; fines are off.",
    "Every year, teams that are nominated and approved receive 5000 yuan.",
)


@pytest.mark.parametrize(("language", "sentences"), [("zh", ZH), ("en", EN)])
def test_every_rule_reads_as_a_sentence(language: str, sentences: tuple[str, ...]) -> None:
    assert tuple(Texts(language).message(rule_sentence(rule)) for rule in notice_scheme().rules) == sentences


def test_a_longer_rhythm_asks_for_no_more_months_than_it_has() -> None:
    rule = editing.new_rule("ranked_prizes", "prizes", {})
    assert editing.set_cadence(rule, Cadence.QUARTER).integer("min_months") == 3
    assert editing.set_cadence(rule, Cadence.YEAR).integer("min_months") == rule.integer("min_months")


def test_coaching_is_a_measure_and_no_money() -> None:
    found = close("2026-08", agents=["0001"], readings=[f"2026-{m} quality 0001:60" for m in ("06", "07", "08")])
    (outcome,) = found.outcomes
    assert (outcome.kind, outcome.amount, outcome.level) == (OutcomeKind.PENALTY, 0, "coaching")
