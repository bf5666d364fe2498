"""Simulations of a centre worked out by hand: nothing stored, closed months compared, shares, one figure turned."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.domain.errors import Cancelled, UserError
from models.domain.period import Period
from services import closing, outcomes, schemes, settings, simulation
from services.rules.scheme import Scheme
from services.simulation import Simulation
from services.simulation_export import export
from services.simulation_views import SENIORITY, TEAM, fairness, sensitivity, sensitivity_sentence
from services.texts import Texts
from services.workspace import Workspace
from tests.services.decided import OCTOBER, S1, fill, ids_of

SEPTEMBER = OCTOBER.shifted(-1)
BOTH = (SEPTEMBER, OCTOBER)
PERCENT = "monthly-top-performers.percent"


def in_force(workspace: Workspace) -> Scheme:
    """S1 as it was adopted."""
    return next(version.scheme for version in schemes.versions(workspace) if version.scheme.id == S1)


def run(workspace: Workspace) -> Simulation:
    """S1 as adopted over September and October."""
    return simulation.simulate(simulation.read_past(workspace, months=BOTH), scheme=in_force(workspace), language="en")


def turned(workspace: Workspace, percent: str, language: str = "en") -> Simulation:
    """S1 with another share of winners."""
    scheme = in_force(workspace).with_parameters({PERCENT: percent})
    return simulation.simulate(simulation.read_past(workspace, months=BOTH), scheme=scheme, language=language)


def test_facts_of_many_months_are_those_of_each(workspace: Workspace) -> None:
    fill(workspace)
    closing.close(workspace, month=SEPTEMBER)
    months = [Period.parse("2026-07"), *BOTH, Period.parse("2026-12")]
    with workspace.store.read() as tx:
        together = closing.facts_of_months(tx, months)
        for month in months:
            assert together[month] == closing.facts_of_month(tx, month), month


def test_the_version_in_force_changes_nothing(workspace: Workspace) -> None:
    fill(workspace)
    closing.close(workspace, month=OCTOBER)
    result = run(workspace)
    assert result.changes == ()
    assert result.unchanged == 5  # 0001 in both months; in October the star 0002, the complaint and the coaching of 0012
    assert [(cost.closed, cost.happened, cost.simulated) for cost in result.costs] == [(False, 500, 500), (True, 500, 500)]


def test_a_larger_share_names_who_would_win(workspace: Workspace) -> None:
    fill(workspace)
    result = turned(workspace, "25")  # 25 % of 12 = 3 places instead of 1
    gained = [(c.month.text, c.outcome.employee_no, c.name, c.what) for c in result.changes if c.outcome.amount]
    assert gained == [
        ("2026-09", "0002", "李静", "gained"), ("2026-09", "0003", "张伟", "gained"),
        ("2026-10", "0002", "李静", "gained"), ("2026-10", "0003", "张伟", "gained"),
    ]  # fmt: skip
    assert (result.yuan_happened, result.yuan) == (Decimal(1000), Decimal(3000))


def test_another_amount_is_a_change(workspace: Workspace) -> None:
    fill(workspace)
    scheme = in_force(workspace).with_parameters({"monthly-top-performers.amount": "800"})
    result = simulation.simulate(simulation.read_past(workspace, months=[OCTOBER]), scheme=scheme, language="en")
    assert [(c.what, c.happened and c.happened.amount, c.simulated and c.simulated.amount) for c in result.changes] == [
        ("changed", Decimal(500), Decimal(800))
    ]


def test_a_scheme_that_never_held_is_all_gain_and_others_count_for_the_budget(workspace: Workspace) -> None:
    fill(workspace)
    settings.change(workspace, values={"monthly_budget": "600"})
    scheme = schemes.library()["ranked-bonus"].with_parameters(
        {f"{rule}.prizes": "1:300" for rule in ("monthly-individual-bonus", "monthly-team-bonus", "yearly-bonus", "yearly-team-bonus")}
    )
    result = simulation.simulate(simulation.read_past(workspace, months=[OCTOBER]), scheme=scheme, language="en")
    assert {change.what for change in result.changes} == {"gained"}
    (cost,) = result.costs
    assert (cost.others, cost.budget) == (Decimal(500), Decimal(600))
    assert cost.over == cost.simulated + 500 - 600 > 0


def test_nothing_is_stored(workspace: Workspace) -> None:
    fill(workspace)
    before = (workspace.folder / "fenming.db").read_bytes()
    turned(workspace, "50")
    assert (workspace.folder / "fenming.db").read_bytes() == before


def test_what_a_person_decided_otherwise_is_counted(workspace: Workspace) -> None:
    fill(workspace)
    closing.close(workspace, month=OCTOBER)
    outcomes.waive(workspace, ids=ids_of(workspace, "monthly-top-performers"), reason="left before the payment")
    result = run(workspace)
    assert (result.decided_otherwise, result.changes) == (1, ())


def test_awards_by_team_and_seniority(workspace: Workspace) -> None:
    fill(workspace)
    shares = {(s.dimension, str(s.group)): s for s in fairness(turned(workspace, "25"))}
    first, second = shares[TEAM, "甲组"], shares[TEAM, "乙组"]
    # six prizes and the star of 0002
    assert (first.agents, first.winners, first.awards, first.yuan, first.awards_happened) == (
        7,
        3,
        7,
        Decimal(3000),
        3,
    )
    assert (first.agents_share, first.awards_share, first.winners_share) == (Decimal("53.8"), Decimal("100.0"), Decimal("42.9"))
    assert (second.agents, second.awards, second.penalties) == (6, 0, 2)
    assert shares[SENIORITY, "1 to 3 years"].agents == 13


def test_one_figure_turned(workspace: Workspace) -> None:
    fill(workspace)
    past = simulation.read_past(workspace, months=[OCTOBER])
    result = simulation.simulate(past, scheme=in_force(workspace), language="en")
    found = sensitivity(past, result=result, parameter=PERCENT, text="25", language="en")  # 3 places; 0002 is a winner already
    assert (found.winners, found.awards, found.yuan) == (1, 2, Decimal(1000))
    parameter = result.scheme.all_parameters()[PERCENT]
    assert sensitivity_sentence(found, parameter, Texts("en")) == "10% → 25%: 1 winner more, 2 awards more, ¥1,000.00 more"
    assert sensitivity_sentence(found, parameter, Texts("zh")) == "10% → 25%：获奖人数增加 1 人、奖励增加 2 项、多支出 ¥1,000.00"
    same = sensitivity(past, result=result, parameter=PERCENT, text="12", language="en")
    assert sensitivity_sentence(same, parameter, Texts("en")) == "10% → 12%: nothing would change"
    for name, text in ((PERCENT, "abc"), ("monthly-top-performers.group", "team")):
        with pytest.raises(UserError):
            sensitivity(past, result=result, parameter=name, text=text, language="en")


def test_months_and_amounts_are_checked(workspace: Workspace) -> None:
    fill(workspace)
    for months in ((), (Period.parse("2026-Q3"),), tuple(Period.month(2020 + n // 12, n % 12 + 1) for n in range(37))):
        with pytest.raises(UserError):
            simulation.read_past(workspace, months=months)
    with pytest.raises(UserError):
        simulation.simulate(simulation.read_past(workspace, months=BOTH), scheme=schemes.library()[S1], language="en")
    assert [month.text for month in simulation.months_with_data(workspace)] == ["2026-09", "2026-10", "2026-11"]


def test_it_can_be_stopped(workspace: Workspace) -> None:
    fill(workspace)

    class Stop:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        simulation.read_past(workspace, months=BOTH, progress=Stop())


def test_the_workbook_holds_changes_costs_and_shares(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace)
    path = tmp_path / "simulation.xlsx"
    assert export(workspace, result=turned(workspace, "25", "zh"), path=path) == 4
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["变化", "费用", "奖励分布"]
    changes = book.get_sheet_by_index(0).to_python()
    assert changes[1] == ["2026-09", "月度业绩优秀奖", "0002", "李静", "新增", "–", "奖项 ¥500.00"]
    assert zipfile.is_zipfile(path)


PRIZE = "monthly-individual-bonus"


def ranked(excludes: str = "", prize: str = "1:300") -> Scheme:
    """S6 with a prize for the first by performance, which S1 rewards too; its declared exclusions."""
    values = {f"{rule}.prizes": "1:100" for rule in ("monthly-team-bonus", "yearly-bonus", "yearly-team-bonus")}
    return schemes.library()["ranked-bonus"].with_parameters({**values, f"{PRIZE}.prizes": prize, "scheme.excludes": excludes})


def prizes(result: Simulation) -> list[tuple[str, str]]:
    """Rule and what becomes of it, for the awards of 0001."""
    return [(change.outcome.rule, change.what) for change in result.changes if change.outcome.employee_no == "0001"]


def test_two_awards_for_one_fact_are_told(workspace: Workspace) -> None:
    fill(workspace)
    result = simulation.simulate(simulation.read_past(workspace, months=BOTH), scheme=ranked(), language="zh")
    assert prizes(result) == [(PRIZE, "gained")] * 2
    (september, october) = (Texts("zh").message(double) for double in result.doubles)
    assert "月度业绩优秀奖" in september
    assert PRIZE not in september
    assert "2026-10" in october


@pytest.mark.parametrize(("prize", "told"), [("1:300", []), ("1:800", [(PRIZE, "gained"), ("monthly-top-performers", "lost")])])
def test_an_exclusion_of_the_candidate_leaves_the_higher_award(workspace: Workspace, prize: str, told: list[tuple[str, str]]) -> None:
    """0001 has 500 yuan of S1 in force: a lower prize is not given, a higher one takes its place."""
    fill(workspace)
    candidate = ranked("monthly-top-performers", prize)
    result = simulation.simulate(simulation.read_past(workspace, months=[OCTOBER]), scheme=candidate, language="en")
    assert sorted(prizes(result)) == told
    assert result.doubles == ()
    (cost,) = result.costs
    assert cost.others == (0 if told else 500)
    assert cost.simulated - 100 == (800 if told else 0)  # a hundred for the best team


def test_an_award_held_back_comes_back_when_the_candidate_leaves_it(workspace: Workspace) -> None:
    """S6 in force takes 300 of 0001 back for S1's 500; without the share of S1 the 300 are paid."""
    fill(workspace)
    shaped = ranked("monthly-top-performers")
    values = {name: value for name, value in shaped.parameter_values().items() if value}
    schemes.adopt(workspace, scheme_id="ranked-bonus", first=date(2026, 9, 1), values=values)
    closing.close(workspace, month=OCTOBER)
    off = in_force(workspace).with_parameters({"scheme.rules_off": "monthly-top-performers"})
    result = simulation.simulate(simulation.read_past(workspace, months=BOTH), scheme=off, language="en")
    assert sorted(prizes(result)) == [(PRIZE, "gained")] * 2 + [("monthly-top-performers", "lost")] * 2
