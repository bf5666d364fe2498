"""Limits of percentages: a figure typed without its sign is refused in the form, at adoption and in a file, never taken as 8000 %."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.errors import UserError
from models.domain.kpi import BUILT_IN
from services import indicator_list, parameter_words, scheme_drafts, schemes
from services.rules.limits import beyond, check_typed, known_indicators, limited
from services.rules.scheme_text import SchemeFaults
from services.workspace import Workspace

_FIRST = date(2026, 10, 1)


def _refusal(workspace: Workspace, scheme: str, **values: str) -> str:
    with pytest.raises(UserError) as caught:
        schemes.adopt(workspace, scheme_id=scheme, first=_FIRST, values=values)
    assert schemes.versions(workspace) == []
    return workspace.texts.message(caught.value.message)


@pytest.mark.parametrize(
    ("scheme", "name", "text", "advice"),
    [
        ("role-scorecards", "data-entry-card.at_least.productivity", "80", "80%"),
        ("role-scorecards", "data-entry-card.at_most.error_rate", "1", "1‰"),
        ("role-scorecards", "outbound-card.at_least.sales_success", "40", "0.4"),
        ("call-specialist-assessment", "monthly-assessment.at_least.task_completion", "80", "0.8"),
        ("points-programme", "monthly-points.utilisation_bands", "[0,50] 0; (50,60] 2; (60,) 5", "60%"),
        ("points-programme", "monthly-points.completion_bands", "[0,150] 0; (150,) 3", "150%"),
    ],
)
def test_a_bare_percentage_is_refused_at_adoption(workspace: Workspace, scheme: str, name: str, text: str, advice: str) -> None:
    said = _refusal(workspace, scheme, **{name: text})
    assert name in said
    assert advice in said


@pytest.mark.parametrize(("text", "stored"), [("80%", "0.8"), ("0.8", "0.8"), ("1", "1"), ("250%", "2.5")])
def test_what_can_be_meant_is_taken(workspace: Workspace, text: str, stored: str) -> None:
    name = "monthly-assessment.at_least.task_completion"
    version = schemes.adopt(workspace, scheme_id="call-specialist-assessment", first=_FIRST, values={name: text}).value
    assert version.scheme.all_parameters()[name].text == stored


def test_the_range_of_the_centre_decides() -> None:
    """A centre whose completion goes up to 9000 % may set a limit of 80."""
    (own,) = (one for one in BUILT_IN if one.code == "task_completion")
    scheme, values = schemes.library()["call-specialist-assessment"], {"monthly-assessment.at_least.task_completion": "80"}
    with pytest.raises(UserError):
        check_typed(scheme, values)
    check_typed(scheme, values, {own.code: replace(own, high=Decimal(90))})


def test_the_form_refuses_as_it_is_typed(workspace: Workspace) -> None:
    scheme = schemes.library()["call-specialist-assessment"]
    views = parameter_words.parameter_views(scheme, workspace.texts, parameter_words.options(workspace))
    (view,) = (view for view in views if view.full_name == "monthly-assessment.at_least.task_completion")
    fault = parameter_words.fault(view, "80")
    assert fault
    assert "8000%" in workspace.texts.message(fault)
    assert parameter_words.fault(view, "80%") is None


def test_the_checker_names_the_line(workspace: Workspace, tmp_path: Path) -> None:
    text = schemes.shipped_text("call-specialist-assessment").replace(
        '"at_least.task_completion" = { default = 1,', '"at_least.task_completion" = { default = 80,'
    )
    file = tmp_path / "scheme.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SchemeFaults) as refused:
        scheme_drafts.take_in(workspace, path=file)
    (finding,) = refused.value.findings
    assert text.splitlines()[finding.line - 1].startswith('"at_least.task_completion"')


def test_the_check_of_a_draft_names_the_rule() -> None:
    scheme = schemes.library()["call-specialist-assessment"].with_parameters({"monthly-assessment.at_least.task_completion": "80"})
    (fault,) = scheme_drafts.check(scheme)
    assert fault.rule == "monthly-assessment"


def test_the_shipped_schemes_hold_no_such_limit() -> None:
    """And every percentage limited in them is looked at, so that the check can fail at all."""
    looked_at = set()
    for scheme in schemes.library().values():
        known = known_indicators(scheme)
        for rule in scheme.rules:
            for parameter in rule.parameters:
                indicator = known.get(limited(rule, parameter))
                assert beyond(indicator, parameter, parameter.text) is None, (scheme.id, parameter.name)
                looked_at.add(indicator.code if indicator else "")
    assert {one.code for one in BUILT_IN if one.unit.value == "percent"} & looked_at >= {"productivity", "utilisation", "answer_rate"}


@pytest.mark.parametrize("value", ["no-such-rule", "monthly-service-star", ""])
def test_a_rule_is_based_on_a_rule_that_fits(workspace: Workspace, value: str) -> None:
    """Otherwise closing the quarter would have nothing to look at."""
    said = _refusal(
        workspace,
        "outbound-rewards-and-penalties",
        **{"monthly-top-performers.amount": "500", "quarterly-sustained.based_on": value},
    )
    assert "quarterly-sustained" in said
    assert "rank_share" in said


@pytest.mark.parametrize("name", ["indicator", "tie_breakers"])
def test_an_indicator_that_nobody_knows_is_refused(workspace: Workspace, name: str) -> None:
    """A slip of the keyboard must not add an indicator that nobody will ever fill."""
    values = {"monthly-top-performers.amount": "500", f"monthly-top-performers.{name}": "qualty"}
    with pytest.raises(UserError, match="qualty"):
        schemes.adopt(workspace, scheme_id="outbound-rewards-and-penalties", first=_FIRST, values=values, add_indicators=True)
    assert "qualty" not in {one.indicator.code for one in indicator_list.listed(workspace)}


@pytest.mark.parametrize("rule", ["monthly-top-performers", "two-months-in-bottom"])
def test_no_share_of_nothing(workspace: Workspace, rule: str) -> None:
    """0 % would still choose one: a rule that is not wanted is left out instead."""
    assert f"{rule}.percent" in _refusal(
        workspace, "outbound-rewards-and-penalties", **{"monthly-top-performers.amount": "500", f"{rule}.percent": "0"}
    )


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        ("outbound-rewards-and-penalties", "full-attendance.months"),
        ("outbound-rewards-and-penalties", "two-months-in-bottom.percent"),
        ("outbound-rewards-and-penalties", "two-months-in-bottom.group"),
        ("points-programme", "monthly-points.total_max"),
        ("points-programme", "monthly-points.missed_bands"),
        ("recording-awards", "excellent-recording.count"),
    ],
)
def test_a_figure_is_not_emptied(workspace: Workspace, scheme: str, name: str) -> None:
    """An empty number of months would have counted as none: everybody would have won."""
    needed = {"monthly-top-performers.amount": "500"} if scheme.startswith("outbound") else {}
    assert name in _refusal(workspace, scheme, **needed, **{name: " "})


@pytest.mark.parametrize("name", ["monthly-assessment.month_violations", "monthly-assessment.at_least.task_completion"])
def test_a_limit_may_be_emptied(workspace: Workspace, name: str) -> None:
    """Empty means that the line is not judged, in the form as at adoption."""
    scheme = schemes.library()["call-specialist-assessment"]
    views = parameter_words.parameter_views(scheme, workspace.texts, parameter_words.options(workspace))
    assert [parameter_words.fault(view, "") for view in views if view.full_name == name] == [None]
    version = schemes.adopt(workspace, scheme_id=scheme.id, first=_FIRST, values={name: ""}).value
    assert version.scheme.all_parameters()[name].text == ""
