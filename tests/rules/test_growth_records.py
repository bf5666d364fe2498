"""What an explanation says of growth records, and which of them the facts hold."""

from __future__ import annotations

from datetime import date

from models.domain.growth import GrowthKind, GrowthRecord, known_in
from models.domain.outcomes import Outcome
from services.rules.sentences import criterion_sentence, rule_sentence
from services.texts import Texts
from tests.rules.worlds import S10, S12, run, scheme

CERTIFIED = {"scheme": S10, "month": "2026-10", "agents": ["0001..0002"], "growth": ["0001 certificate_skill 2026-10-12 投诉处理中级"]}


def only(case: dict[str, object], rule: str, number: str = "0001") -> Outcome:
    """The outcome of a rule for an agent."""
    (found,) = [one for one in run(case).outcomes if one.rule == rule and one.employee_no == number]
    return found


def test_the_explanation_names_the_record_in_both_languages() -> None:
    lines = only(CERTIFIED, "skill-certification").because
    assert [(line.criterion, line.found, line.source) for line in lines] == [
        ("growth_record", "投诉处理中级", "record certificate_skill 2026-10-12")
    ]
    assert Texts("zh").message(criterion_sentence(lines[0])) == "有记录：投诉处理中级（技能证书，2026-10-12）。"
    assert Texts("en").message(criterion_sentence(lines[0])) == "On record: 投诉处理中级 (skill certificate, 2026-10-12)."


def test_a_nomination_beside_the_record_is_told_first() -> None:
    case = CERTIFIED | {"nominations": ["0001 skill-certification 2026-10 approved"]}
    assert [line.criterion for line in only(case, "skill-certification").because] == [
        "nomination_approved", "nomination_reason", "growth_record",
    ]  # fmt: skip


def test_a_reimbursed_course_names_course_and_source_of_the_cost() -> None:
    case = {"scheme": S10, "month": "2026-10", "agents": ["0001"], "growth": ["0001 training_external 2026-10-12 口语 cost=300"]}
    lines = only(case, "course-reimbursement").because
    assert [(line.criterion, line.found) for line in lines][:2] == [("growth_record", "口语"), ("cost", "300")]
    assert Texts("zh").message(criterion_sentence(lines[1])) == "费用 300 元（2026-10 参加的课程）。"


def test_an_interview_stands_below_the_grade_without_changing_it() -> None:
    case = {"scheme": S12, "month": "2026-10", "agents": ["0001..0002"], "readings": ["2026-10 csat 0001..0002:4.8"]}
    without, found = only(case, "monthly-appraisal"), only(case | {"growth": ["0001 talk_bei 2026-10-12 客户致谢"]}, "monthly-appraisal")
    assert (found.level, found.score) == (without.level, without.score)
    assert found.because[:-1] == without.because
    assert Texts("zh").message(criterion_sentence(found.because[-1])) == "有记录：客户致谢（行为事件访谈（BEI），2026-10-12）。"


def test_the_rule_says_which_records_count() -> None:
    rule = scheme(S10).rule("skill-certification")
    assert rule is not None
    assert Texts("zh").message(rule_sentence(rule)).endswith("当期有下列成长记录的，同样奖励：技能证书。")


def test_facts_hold_the_year_up_to_the_day_in_one_order() -> None:
    days = (date(2025, 12, 31), date(2026, 10, 31), date(2026, 1, 1), date(2026, 11, 1))
    records = [GrowthRecord("0001", GrowthKind.SKILL, day, "证") for day in days]
    assert [record.day for record in known_in(records, 2026, date(2026, 10, 31))] == [date(2026, 1, 1), date(2026, 10, 31)]
