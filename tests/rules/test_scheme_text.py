"""Scheme texts: the shipped ones load, every fault is named with its line, what is written reads back equal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from models.domain.errors import UserError
from services.rules.engine import EVALUATORS
from services.rules.kinds import KINDS
from services.rules.scheme import Scheme, Words
from services.rules.scheme_text import SchemeFaults, dump, parse
from services.rules.values import NUMERIC
from tests.rules.worlds import S1, S2, S3, scheme

BUILT_IN = sorted(Path(resources.path("schemes")).glob("*.toml"))
SMALL = """id = "small"
name = { zh = "小", en = "Small" }
purpose = { zh = "试", en = "Try" }
clause = "004#2"
source = "s"
[labels]
positions = { zh = "岗", en = "p" }
statuses = { zh = "状", en = "s" }
employment_types = { zh = "用", en = "e" }
appeal_filing_days = { zh = "申", en = "f" }
appeal_decision_days = { zh = "复", en = "d" }
trial_from = { zh = "自", en = "f" }
trial_until = { zh = "至", en = "u" }
months = { zh = "月", en = "m" }
neutral_codes = { zh = "假", en = "n" }
amount = { zh = "元", en = "a" }
[[rules]]
id = "full"
kind = "full_attendance"
clause = "004#2"
clause_text_zh = "全勤"
name = { zh = "全勤", en = "Full" }
outcome = "award"
cadence = "month"
[rules.parameters]
months = { default = 3, clause = "004#2" }
"""


def _faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(SchemeFaults) as caught:
        parse(text)
    assert all(str(finding.advice) for finding in caught.value.findings)
    return [(finding.line, str(finding.message)) for finding in caught.value.findings]


@pytest.mark.parametrize("file", BUILT_IN, ids=lambda file: file.stem)
def test_built_in_schemes_load(file: Path) -> None:
    """Each built-in scheme loads under its file's name, reads back equal, and every figure has a clause."""
    made = parse(file.read_text(encoding="utf-8"))
    assert made.id == file.stem
    assert parse(dump(made)) == made
    for name, parameter in made.all_parameters().items():
        assert parameter.clause or parameter.type not in NUMERIC or not parameter.default, name
        assert parameter.label.zh != name.partition(".")[2], name


def test_a_stored_text_loads_when_its_kind_has_learnt_a_parameter() -> None:
    """A text that does not know a parameter gets the default, under the parameter's own name."""
    text = SMALL.replace('neutral_codes = { zh = "假", en = "n" }\n', "")
    rule = parse(text).rules[0]
    assert rule.parameter("neutral_codes").label == Words("neutral_codes", "neutral_codes")
    assert rule.names("neutral_codes") == ("annual", "compensatory", "trip")


def test_every_kind_has_its_evaluator() -> None:
    """The closed set of kinds and the evaluators are the same set."""
    assert set(KINDS) == set(EVALUATORS)


def test_small_text_is_fine() -> None:
    """The text that the faults below are made from has none."""
    assert parse(SMALL).rule("full")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('months = { default = 3, clause = "004#2" }', "months = { default = 3 }", 26, "The figure of “months” has no clause."),
        ('kind = "full_attendance"', 'kind = "magic"', 19, "“magic” is not a kind of rule."),
        ('cadence = "month"', 'cadence = "week"', 24, "“week” cannot stand for “cadence”."),
        ('outcome = "award"', 'outcome = "penalty"', 23, "“penalty” cannot stand for “outcome”."),
        ('outcome = "award"', 'outcome = "award"\nbonus = 3', 24, "The key “bonus” is unknown here."),
        ("months = { default = 3,", "month = { default = 3,", 26, "There is no parameter “month” here."),
        ("months = { default = 3,", "months = { default = 0,", 26, "0 is below the least allowed value, 1."),
        ("months = { default = 3,", "months = { default = 3.5,", 26, "“3.5” is not a whole number."),
        ('clause_text_zh = "全勤"', "", 17, "“clause_text_zh” is missing or not a text."),
        ('name = { zh = "全勤", en = "Full" }', 'name = "Full"', 22, "“name” has no wording in both languages."),
        ('id = "full"', 'id = "Full Attendance"', 18, "“Full Attendance” is not an id."),
        ('months = { zh = "月", en = "m" }\n', "", 25, "The parameter “months” has no label."),
        ('months = { default = 3, clause = "004#2" }', "months = 3", 26, "“months” is not a table."),
        ("default = 3,", 'default = 3, minimum = "x",', 26, "“minimum” is not a number."),
        ('cadence = "month"', 'cadence = "month"\nnotice = "boo"', 25, "“boo” cannot stand for “notice”."),
    ],
)
def test_one_fault(old: str, new: str, line: int, message: str) -> None:
    """Each fault is named, on its line."""
    assert old in SMALL
    assert (line, message) in _faults(SMALL.replace(old, new, 1))


def test_all_faults_at_once_in_order_of_line() -> None:
    """A text with several faults names all of them."""
    text = SMALL.replace(', clause = "004#2" }', " }").replace('id = "small"', "").replace('outcome = "award"', "surprise = 1")
    found = _faults(text)
    assert len(found) == 4
    assert [line for line, _ in found] == sorted(line for line, _ in found)


def test_broken_toml_names_its_line() -> None:
    """A text that is not TOML at all is one finding with the line."""
    assert _faults('id = "x"\nname = {')[0][0] == 2


def test_no_rules_and_doubled_rules() -> None:
    """A scheme needs rules, and each its own id."""
    head, _, rule = SMALL.partition("[[rules]]")
    assert (0, "The scheme has no rules.") in _faults(head)
    assert "The rule id “full” stands twice." in [message for _, message in _faults(SMALL + "[[rules]]" + rule)]


def test_a_sustained_rule_needs_its_monthly_rule() -> None:
    """What a rule is based on must be a ranking rule of the scheme."""
    text = (Path(resources.path(f"schemes/{S1}.toml"))).read_text(encoding="utf-8")
    wrong = text.replace('based_on = { default = "monthly-top-performers" }', 'based_on = { default = "innovation" }')
    messages = [message for _, message in _faults(wrong)]
    assert messages == ["“innovation” is not a rule of this scheme that this one can be based on."]


def test_a_rule_of_any_period_takes_no_cadence() -> None:
    """Nominations are looked at in every period."""
    text = SMALL.replace("full_attendance", "nomination").replace('[rules.parameters]\nmonths = { default = 3, clause = "004#2" }\n', "")
    assert _faults(text) == [(24, "This kind of rule works in every period.")]


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ("[0,0.5] 0; (0.6,) 5", "Between the bands “[0,0.5] 0” and “(0.6,) 5” there is a gap."),
        ("[0,0.5) 0; (0.5,) 5", "Between the bands “[0,0.5) 0” and “(0.5,) 5” there is a gap."),
        ("[0,0.5] 0; [0.5,) 5", "The bands “[0,0.5] 0” and “[0.5,) 5” overlap."),
        ("[0,0.5] 0; (0.4,) 5", "The bands “[0,0.5] 0” and “(0.4,) 5” overlap."),
        ("[0,) 0; (0.4,) 5", "The bands “[0,) 0” and “(0.4,) 5” overlap."),
        ("[0.5,0] 0", "The band “[0.5,0] 0” has reversed bounds."),
        ("(0,0] 0", "The band “(0,0] 0” has reversed bounds."),
        ("many", "“many” is not a band; write for example “(0.5,0.6] 2”."),
    ],
)
def test_bands_with_gaps_overlaps_or_reversed_bounds(bands: str, message: str) -> None:
    """A scale that is not whole is refused by the file and by the form, naming the values."""
    text = Path(resources.path(f"schemes/{S2}.toml")).read_text(encoding="utf-8")
    assert message in [found for _, found in _faults(text.replace("[0,0.5] 0; (0.5,0.6] 2; (0.6,) 5", bands))]
    with pytest.raises(UserError, match="utilisation_bands"):
        scheme(S2).with_parameters({"monthly-points.utilisation_bands": bands})


@pytest.mark.parametrize(
    ("name", "text", "stored"),
    [
        ("monthly-top-performers.amount", "1,500", "1500.00"),
        ("monthly-top-performers.amount", "￥88.5", "88.50"),
        ("monthly-top-performers.percent", "15%", "15"),
        ("monthly-top-performers.group", "team", "team"),
        ("monthly-top-performers.tie_breakers", "quality、attendance", "quality, attendance"),
        ("attendance-violations.steps", "1：reminder，3:warning", "1:reminder, 3:warning"),
        ("attendance-violations.fine_amounts", "3:50", "3:50.00"),
        ("attendance-violations.fines_enabled", "是", "true"),
        ("scheme.trial_from", "2026-10-01", "2026-10-01"),
        ("full-attendance.months", "", ""),
    ],
)
def test_typed_values(name: str, text: str, stored: str) -> None:
    """Values as people type them are kept in one written form."""
    assert scheme(S1).with_parameters({name: text}).parameter_values()[name] == stored


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("monthly-top-performers.amount", "-1"),
        ("monthly-top-performers.amount", "1.005"),
        ("monthly-top-performers.amount", "many"),
        ("monthly-top-performers.percent", "101"),
        ("monthly-top-performers.group", "galaxy"),
        ("full-attendance.neutral_codes", "annual, picnic"),
        ("attendance-violations.steps", "3:warning, 1:reminder"),
        ("attendance-violations.steps", "1:flogging"),
        ("attendance-violations.steps", "warning"),
        ("attendance-violations.fines_enabled", "perhaps"),
        ("scheme.trial_from", "tomorrow"),
    ],
)
def test_wrong_values_are_refused_by_name(name: str, text: str) -> None:
    """A wrong value is refused with the parameter's full name."""
    with pytest.raises(UserError, match=name):
        scheme(S1).with_parameters({name: text})


def test_wrong_weights_are_refused() -> None:
    """A weight is a positive number with a name."""
    for text in ("courtesy", "courtesy:0", ":3", "a:1, a:2"):
        with pytest.raises(UserError):
            scheme(S3).with_parameters({"sunflower.weights": text})
    assert scheme(S3).with_parameters({"sunflower.weights": "礼貌:30，专业:70"}).rules[2].weights("weights") == {"礼貌": 30, "专业": 70}


def test_unknown_parameters_are_all_named() -> None:
    """Every unknown name is told at once."""
    with pytest.raises(UserError, match=r"“a\.b”, “monthly-top-performers\.colour”"):
        scheme(S1).with_parameters({"monthly-top-performers.colour": "1", "a.b": "2"})


def test_only_the_bonus_of_the_top_performers_must_be_set() -> None:
    """S1 asks for its one amount, S2 and S3 for nothing."""
    bare = scheme(S1).with_parameters({"monthly-top-performers.amount": ""})
    assert bare.missing_parameters() == ("monthly-top-performers.amount",)
    with pytest.raises(UserError, match=r"monthly-top-performers\.amount"):
        bare.check_ready()
    for ready in (scheme(S1), scheme(S2), scheme(S3)):
        ready.check_ready()


def test_notices_of_the_shipped_schemes() -> None:
    """Fines, bottom ranks and statutory leave are announced at adoption."""
    assert set(scheme(S1).notices()) == {"fines", "bottom_rank", "statutory_leave"}
    assert scheme(S2).notices() == ("statutory_leave",)
    assert scheme(S3).notices() == ()


def test_values_survive_a_round_trip() -> None:
    """All values of a scheme set again give the same scheme."""
    made = scheme(S1).with_parameters({"full-attendance.amount": "50", "full-attendance.months": ""})
    assert made.with_parameters(made.parameter_values()) == made
    assert parse(dump(made)) == made


WORDING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)


@given(WORDING, WORDING, st.integers(1, 36), st.decimals(0, 10**6, places=2), st.sampled_from(["", "annual", "annual, trip"]))
def test_what_is_dumped_reads_back_equal(zh: str, en: str, months: int, amount: Decimal, codes: str) -> None:
    """`parse(dump(s)) == s`, whatever stands in the texts and values."""
    base: Scheme = parse(SMALL)
    values = {"full.months": str(months), "full.amount": str(amount), "full.neutral_codes": codes}
    rules = tuple(replace(rule, clause_text_zh=zh, title=Words(en, zh)) for rule in base.rules)
    made = replace(base, name=Words(zh, en), source=en, rules=rules).with_parameters(values)
    assert parse(dump(made)) == made


@pytest.mark.parametrize(
    ("name", "example"), [("attendance-violations.steps", "3:reminder"), ("attendance-violations.fine_amounts", "1:500")]
)
def test_the_advice_for_a_step_fits_the_ladder(name: str, example: str) -> None:
    """A ladder of amounts is not explained by a ladder of measures."""
    with pytest.raises(UserError) as caught:
        scheme(S1).with_parameters({name: "1"})
    assert example in str(caught.value)
