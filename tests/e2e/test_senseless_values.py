"""Values that read well one by one but make no sense together: refused at adoption, naming the value and the way out."""

from __future__ import annotations

import pytest

from services import schemes
from tests.e2e.centre import CommandLine
from tests.rules.worlds import DEFAULTS, S7, S8, S9, S11, S12

_APPRAISAL = "monthly-appraisal."
_SENSELESS = [
    (S8, {"monthly-bonus.shares": "[0,60) 0; [60,80) 50; [80,100) 100"}, "100"),
    (S8, {"monthly-bonus.shares": "[80,90) 50"}, "100"),
    (S8, {"monthly-bonus.floor.csat": "5"}, "客户满意度"),
    (S8, {"monthly-bonus.floor.csat": "5", "monthly-bonus.target.csat": "3"}, "客户满意度"),
    (S8, {"monthly-bonus.weights.results": "csat:50, nosuch:50"}, "nosuch"),
    (S8, {"monthly-bonus.weights.results": ""}, "权重"),
    (S8, {"monthly-bonus.dimensions": "results:50, other:50"}, "other"),
    (S7, {"monthly-service-reward.levels": "60:100, 101:500"}, "101"),
    (S7, {"quarterly-service-reward.min_months": "4"}, "4"),
    (S7, {"quarterly-service-reward.based_on": "no-such-rule"}, "no-such-rule"),
    (S7, {"quarterly-service-reward.based_on": ""}, "权重"),
    (S9, {"performance-bonus.position_weights.inbound": "calls_handled:1"}, "接听量"),
    (S11, {"quarterly-satisfaction.at_least.csat": "90"}, "客户满意度"),
    (S11, {"quarterly-retention.at_most.churn": "-0.1"}, "客户流失率"),
    (S8, {"scheme.excludes": "no-such-rule"}, "no-such-rule"),
    (S8, {"scheme.excludes": "commendation"}, "commendation"),
    (S12, {_APPRAISAL + "dimensions": "kunde:50, quality:50"}, "kunde"),
    (S12, {_APPRAISAL + "later_dimensions": "customer:60, quality:40"}, "later_from"),
    (S12, {_APPRAISAL + "later_from": "2026-12-01"}, "later_dimensions"),
    (S12, {"falling-score.based_on": "skill-growth"}, "skill-growth"),
]


def _words(scheme_id: str, values: dict[str, str]) -> list[str]:
    return [word for name, value in (DEFAULTS[scheme_id] | values).items() for word in ("--set", f"{name}={value}")]


@pytest.mark.parametrize(("scheme_id", "values", "named"), _SENSELESS, ids=lambda value: str(value)[:60])
def test_it_is_refused_with_the_reason(centre: CommandLine, scheme_id: str, values: dict[str, str], named: str) -> None:
    """Nothing is in force afterwards, and the sentence is in the language of the workspace."""
    centre("adopt", scheme_id, "--from", "2026-09-01", *_words(scheme_id, values), expect=3)
    assert named in centre.errors
    assert not any(word in centre.errors for word in (" the ", "months with", "weights "))


@pytest.mark.parametrize("scheme_id", sorted(schemes.library()))
def test_every_shipped_scheme_makes_sense(centre: CommandLine, scheme_id: str) -> None:
    """With what it asks for filled in as in the cases worked out by hand."""
    centre("adopt", scheme_id, "--from", "2026-09-01", *_words(scheme_id, {}))


def test_a_rule_that_is_not_applied_may_be_left_as_it_is(centre: CommandLine) -> None:
    off = {"quarterly-service-reward.min_months": "4", "scheme.rules_off": "quarterly-service-reward"}
    centre("adopt", S7, "--from", "2026-09-01", *_words(S7, off))
