"""Figures before a scheme and since, worked out by hand; the clock says 2 November 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.period import Period
from services import participation, scheme_effect, schemes
from services.exchange.importing import import_file
from services.scheme_effect import Effect, Measured
from services.workspace import Workspace
from tests.rules.worlds import DEFAULTS, S8, S10

Bring = Callable[..., None]


@pytest.fixture
def bring(workspace: Workspace, tmp_path: Path) -> Bring:
    """Import a text as a file of a kind."""

    def make(kind: str, text: str, month: str = "") -> None:
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        import_file(workspace, kind=kind, path=path, period=Period.parse(month) if month else None)

    return make


@pytest.fixture
def centre(workspace: Workspace, bring: Bring) -> Workspace:
    """Ten agents; two leave in July, one in September; figures of three months."""
    leavers = {1: "2026-07-10", 2: "2026-07-31", 3: "2026-09-15"}
    rows = [f"{n:04},坐席{n},2025-01-01,{leavers.get(n, '')}" for n in range(1, 11)]
    bring("roster", "\n".join(["工号,姓名,入职日期,离职日期", *rows, ""]))
    header = "工号,客户满意度,业绩得分,投诉率\n"
    bring("kpi", header + "0009,3.9,80,2‰\n0010,4.1,80,2‰\n", "2026-06")
    bring("kpi", header + "0009,4.4,91.9,1‰\n", "2026-09")
    bring("kpi", header + "0010,4.4,91.9,1‰\n", "2026-10")
    return workspace


def adopt(workspace: Workspace, scheme_id: str, first: date) -> None:
    schemes.adopt(workspace, scheme_id=scheme_id, first=first, values=DEFAULTS[scheme_id], add_indicators=True)


def figure(effect: Effect, code: str) -> Measured:
    return next(one for one in effect.figures if one.code == code)


def test_nothing_before_the_scheme_is_adopted(centre: Workspace) -> None:
    assert scheme_effect.effect(centre, scheme_id=S10) is None


def test_as_many_whole_months_before_as_since(centre: Workspace) -> None:
    """Adopted in the middle of August: September and October are whole and over, June and July lie before."""
    adopt(centre, S10, date(2026, 8, 15))
    effect = scheme_effect.effect(centre, scheme_id=S10)
    assert effect is not None
    assert [month.text for month in (*effect.before, *effect.since)] == ["2026-06", "2026-07", "2026-09", "2026-10"]
    # June 0 of 10, July 2 of 10: 10.00 %. September 1 of 8, October 0 of 7: 6.25 %.
    turnover = figure(effect, "turnover")
    assert (turnover.before, turnover.since, turnover.change, turnover.is_met) == (Decimal(10), Decimal("6.25"), Decimal("-37.5"), True)
    # 4.00 → 4.40 is exactly 10 % more; 80 → 91.9 is 14.875 % → 14.88 %, below 15 %.
    assert (figure(effect, "csat").change, figure(effect, "csat").is_met) == (Decimal(10), True)
    assert (figure(effect, "performance").change, figure(effect, "performance").is_met) == (Decimal("14.88"), False)
    # 2 ‰ → 1 ‰: the source wants no figure, less is better.
    rate = figure(effect, "complaint_rate")
    assert (rate.before, rate.since, rate.change, rate.is_met, rate.is_better) == (Decimal(2), Decimal(1), Decimal(-50), None, True)
    assert (effect.year_turnover, effect.survey) == (None, None)


def test_a_scheme_without_targets_is_compared_all_the_same(centre: Workspace) -> None:
    adopt(centre, S8, date(2026, 9, 1))
    effect = scheme_effect.effect(centre, scheme_id=S8)
    assert effect is not None
    assert [month.text for month in effect.before] == ["2026-07", "2026-08"]
    assert (figure(effect, "csat").before, figure(effect, "csat").change, figure(effect, "csat").target) == (None, None, None)


def test_no_month_is_over_yet_but_the_survey_speaks(centre: Workspace) -> None:
    adopt(centre, S10, date(2026, 10, 2))
    survey = participation.ask(centre, scheme_id=S10, asked_on=date(2026, 11, 2), asked=7).value
    participation.count(centre, survey_id=survey.id, ballots=[(5, "")] * 4 + [(2, "")])
    effect = scheme_effect.effect(centre, scheme_id=S10)
    assert effect is not None
    assert effect.since == ()
    assert effect.survey is not None
    assert effect.survey.satisfied == Decimal(80)
