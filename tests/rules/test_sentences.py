"""Sentences: every rule, criterion, reason, level, notice and warning has its words in Chinese and English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import services.rules
from models.domain.errors import Message
from models.domain.outcomes import LEVELS, Criterion, Evaluation, Outcome, OutcomeKind
from services.rules import canonical
from services.rules.criteria import criterion_sentence, source_sentence
from services.rules.kinds import NOTICES
from services.rules.notices import lawful_alternative
from services.rules.sentences import level_name, notice_sentence, reason_sentence, rule_sentence, with_rule_names
from services.rules.words import LEVEL_NAMES, REASONS
from services.texts import Texts
from tests.rules.test_cases import CASES
from tests.rules.worlds import DEFAULTS, S1, S2, run, scheme

ZH, EN = Texts("zh"), Texts("en")
LATIN = re.compile(r"[A-Za-z]{2,}")


def _evaluations() -> Iterator[Evaluation]:
    for _, case in CASES:
        yield run(case)


@pytest.mark.parametrize("scheme_id", DEFAULTS)
def test_rules_in_one_sentence(scheme_id: str) -> None:
    """Each rule says itself, without a place left open and without English words in Chinese."""
    made = scheme(scheme_id)
    for rule in made.rules:
        message = with_rule_names(rule_sentence(rule), made, "zh")
        assert not LATIN.search(ZH.message(message)), ZH.message(message)
        assert "{" not in EN.message(message)


def test_a_rule_without_its_amount_says_so() -> None:
    """The source gives no figure, and the sentence says that the centre has to."""
    bare = scheme(S1).with_parameters({"monthly-top-performers.amount": ""}).rules[0]
    assert "still has to set" in EN.message(rule_sentence(bare))


def test_an_empty_list_is_a_dash() -> None:
    """A rule without neutral leave still reads as a sentence."""
    rule = scheme(S1).with_parameters({"full-attendance.neutral_codes": ""}).rule("full-attendance")
    assert rule
    assert "–" in ZH.message(rule_sentence(rule))


def test_the_ladder_says_its_steps() -> None:
    """Steps and whether fines are on are part of the sentence."""
    name = "attendance-violations"
    rule = scheme(S1).with_parameters({f"{name}.steps": "1:reminder, 3:warning", f"{name}.fines_enabled": "yes"}).rule(name)
    assert rule
    assert ZH.message(rule_sentence(rule)) == "当月迟到、早退、旷工天数合并计次：满 1 次提醒、满 3 次警告；已启用罚款。"


def test_every_line_of_every_case_has_its_sentence() -> None:
    """Whatever the cases bring forth can be said in Chinese without a bare code."""
    seen = set()
    for found in _evaluations():
        for outcome in found.outcomes:
            for line in outcome.because:
                seen.add(line.criterion)
                text = ZH.message(criterion_sentence(line))
                assert not re.search(r"[a-z]{2,}_|[a-z]{3,}", text.replace("courtesy", "")), text
                assert "{" not in EN.message(criterion_sentence(line))
        for left in found.left_out:
            assert not LATIN.search(ZH.message(reason_sentence(left.reason))), left.reason
        for warning in found.warnings:
            assert "{" not in ZH.message(warning)
    assert len(seen) >= 25


def test_levels_reasons_and_notices() -> None:
    """Each fixed word has its Chinese; an unknown one stands for itself."""
    assert set(LEVELS) <= set(LEVEL_NAMES)
    for message in (*map(level_name, LEVEL_NAMES), *map(reason_sentence, REASONS), *map(notice_sentence, NOTICES)):
        assert not LATIN.search(ZH.message(message)), message
    assert ZH.message(level_name("own")) == ZH.message(reason_sentence("own")) == "own"


def test_unknown_criteria_and_sources_stand_for_themselves() -> None:
    """A line of a later version is still readable."""
    assert EN.message(criterion_sentence(Criterion("mood", "7", ">= 5", True, "diary"))) == "mood: 7 (diary)."
    assert ZH.message(source_sentence("clause 004#2; team 9")) == "条款 004#2、team 9"
    assert ZH.message(source_sentence("kpi own 2026-10; group team A")) == "2026-10 own、班组“A”"


def test_figures_are_shown_as_people_read_them() -> None:
    """A fraction is shown as a percentage, yes/no as a sign."""
    source = "kpi 2026-10; work_discipline 1 -> 1; utilisation 0.62 -> 5; task_completion missing -> 0"
    line = Criterion("performance", "6", "<= 10", True, source)
    assert ZH.message(criterion_sentence(line)) == (
        "绩效积分：6 分，满分 10 分（2026-10 指标、工作纪律 √，得 1 分、工时利用率 62%，得 5 分、任务完成率缺数据）。"
    )


def test_every_sentence_of_the_rules_has_its_chinese() -> None:
    """No marked sentence of the rules is missing from the catalogue."""
    folder = Path(services.rules.__file__).parent
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in folder.glob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    marked = {ast.literal_eval(call.args[0]) for call in calls if isinstance(call.func, ast.Name) and call.func.id == "N_"}
    assert len(marked) > 150
    assert [msgid for msgid in sorted(marked) if ZH(msgid) == msgid and re.search("[A-Za-z]{3}", re.sub("{.*?}", "", msgid))] == []


def test_lawful_alternatives() -> None:
    """One click keeps statutory leave neutral and fines off."""
    assert lawful_alternative(scheme(S2), "statutory_leave") == {"monthly-points.zero_codes": "personal"}
    assert lawful_alternative(scheme(S1), "statutory_leave") == {
        "full-attendance.neutral_codes": "annual, compensatory, trip, bereavement, injury, marriage, maternity"
    }
    fined = scheme(S1).with_parameters({"attendance-violations.fines_enabled": "true"})
    assert lawful_alternative(fined, "fines") == {"attendance-violations.fines_enabled": "false"}
    assert lawful_alternative(fined.with_parameters(lawful_alternative(fined, "fines")), "fines") == {}


def test_canonical_json_is_readable_and_versioned() -> None:
    """The stored form is plain JSON; another format is refused."""
    line = Criterion("score", "96.50", "", True, "kpi performance 2026-10")
    amount, score = Decimal("500.00"), Decimal("96.50")
    outcome = Outcome("s", "r", "2026-10", OutcomeKind.AWARD, "0007", "甲班", amount, score=score, rank=1, because=(line,))
    made = Evaluation((outcome,), (), (Message("{a} left", {"a": 3}),))
    text = canonical.to_json(made)
    assert '"amount":"500.00"' in text
    assert "甲班" in text
    assert canonical.from_json(text) == made
    with pytest.raises(ValueError, match="2"):
        canonical.from_json(text.replace('"format":1', '"format":2'))
