"""Scorecards: golden scores by hand, and what holds for every curve, weight and missing value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.errors import UserError
from models.domain.facts import Facts
from models.domain.kpi import BUILT_IN, Indicator, round2
from models.domain.period import Period
from models.domain.scorecards import CardLine, Curve, CurveKind, MissingPolicy, Scorecard
from services.closing import fingerprint
from services.rules.canonical import to_json
from services.rules.curves import check_curve, curve_score, pieces
from services.rules.engine import evaluate
from services.rules.facts_index import FactsIndex
from services.rules.scorecards import card_for, card_score, check_card
from tests.rules.worlds import S1, adopted, employees, readings

KNOWN = {indicator.code: indicator for indicator in BUILT_IN}
BANDS = Curve(CurveKind.BANDS, bands="[0,0.8) 0; [0.8,0.9) 60; [0.9,1] 100")
D = Decimal
VALUES = st.decimals(D(0), D(200), places=3)


@pytest.mark.parametrize(
    ("curve", "value", "score"),
    [
        (BANDS, "0.7999", "0.00"), (BANDS, "0.8", "60.00"), (BANDS, "0.9", "100.00"), (BANDS, "1.2", "100.00"), (BANDS, "-1", "0.00"),
        (Curve(CurveKind.BANDS, bands="[-100,0) 10; [0,100] 90"), "-0.5", "10.00"),
        (Curve(CurveKind.LINEAR, floor=D(60), target=D(90)), "70", "33.33"),
        (Curve(CurveKind.LINEAR, floor=D(60), target=D(90)), "75.0015", "50.01"),
        (Curve(CurveKind.LINEAR, floor=D(300), target=D(180)), "210", "75.00"),
        (Curve(CurveKind.LINEAR, floor=D(300), target=D(180), most=D(10)), "210", "7.50"),
        (Curve(CurveKind.LINEAR, floor=D(60), target=D(90)), "40", "0.00"),
        (Curve(CurveKind.RATIO, target=D(120)), "90", "75.00"),
        (Curve(CurveKind.RATIO, target=D(120), most=D(120)), "150", "120.00"),
        (Curve(CurveKind.RATIO, target=D(240), falling=True), "300", "80.00"),
        (Curve(CurveKind.RATIO, target=D(240), falling=True), "0", "100.00"),
        (Curve(CurveKind.YES_NO), "1", "100.00"), (Curve(CurveKind.YES_NO), "0", "0.00"),
    ],
)  # fmt: skip
def test_curves_by_hand(curve: Curve, value: str, score: str) -> None:
    assert str(curve_score(curve, D(value))) == score


@pytest.mark.parametrize(
    ("code", "curve", "reason"),
    [
        ("fcr", replace(BANDS, bands="[0,0.8) 0; [0.85,1] 100"), r"Between the bands “\[0,80\) 0” and “\[85,100\] 100” there is a gap"),
        ("fcr", replace(BANDS, bands="[0,0.8] 0; [0.8,1] 100"), r"“\[0,80\] 0” and “\[80,100\] 100” overlap"),
        ("fcr", replace(BANDS, bands="[0.8,0.2) 0"), r"“\[80,20\) 0” has reversed bounds"),
        ("fcr", replace(BANDS, bands="[0,0.8) 0; [0.8,0.95] 100"), "from 95 to 100"),
        ("fcr", replace(BANDS, bands="(0,1] 100"), "holds the value 0"),
        ("fcr", replace(BANDS, bands="[0,1) 100"), "holds the value 100"),
        ("calls_handled", Curve(CurveKind.BANDS, bands="[0,900] 100"), "above 900"),
        ("fcr", replace(BANDS, bands=""), "at least one band"),
        ("fcr", replace(BANDS, bands="[0,1] 101"), "gives more than 100"),
        ("quality", Curve(CurveKind.LINEAR, floor=D(90), target=D(60)), "90 and 60 are reversed"),
        ("aht", Curve(CurveKind.LINEAR, floor=D(180), target=D(300)), "180 and 300 are reversed"),
        ("quality", Curve(CurveKind.LINEAR, floor=D(90), target=D(90)), "both 90"),
        ("quality", Curve(CurveKind.LINEAR, target=D(90)), "scores 0"),
        ("quality", Curve(CurveKind.RATIO, target=D(0)), "target above 0"),
        ("aht", Curve(CurveKind.RATIO, target=D(240)), "direction"),
        ("quality", Curve(CurveKind.YES_NO), "yes or no"),
        ("attitude", Curve(CurveKind.LINEAR, floor=D(0), target=D(1)), "yes or no"),
        ("quality", Curve(CurveKind.RATIO, target=D(90), most=D(0)), "between 1 and"),
    ],
)
def test_bad_curves_are_refused_with_the_values(code: str, curve: Curve, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        check_curve(curve, KNOWN[code])


@st.composite
def rising(draw: st.DrawFn) -> tuple[Curve, Indicator]:
    """A curve of any kind on which more is better."""
    bounds = sorted(draw(st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True)))
    scores = sorted(draw(st.lists(st.integers(0, 100), min_size=len(bounds) + 1, max_size=len(bounds) + 1)))
    ends = [0, *bounds, 100]
    last = len(bounds)
    text = "; ".join(f"[{low},{high}{']' if at == last else ')'} {scores[at]}" for at, (low, high) in enumerate(pairwise(ends)))
    low, high = draw(st.tuples(st.integers(0, 49), st.integers(50, 100)))
    curves = (
        Curve(CurveKind.BANDS, bands=text), Curve(CurveKind.LINEAR, floor=D(low), target=D(high)), Curve(CurveKind.RATIO, target=D(high)),
    )  # fmt: skip
    return draw(st.sampled_from(curves)), KNOWN["quality"]


@settings(max_examples=150, deadline=None)
@given(rising(), VALUES, VALUES)
def test_a_better_value_never_scores_less(made: tuple[Curve, Indicator], one: Decimal, other: Decimal) -> None:
    curve, indicator = made
    check_curve(curve, indicator)
    low, high = sorted((one, other))
    assert D(0) <= curve_score(curve, low) <= curve_score(curve, high) <= 100
    assert all(piece.left < piece.right for piece in pieces(curve, indicator))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 60), st.none() | st.decimals(0, 100, places=2)), min_size=1, max_size=5))
def test_weights_and_missing_values(rows: list[tuple[int, Decimal | None]]) -> None:
    codes = ("quality", "csat", "fcr", "nps", "asa")
    curve = Curve(CurveKind.LINEAR, floor=D(0), target=D(100))
    lines = tuple(CardLine(code, D(weight), curve) for code, (weight, _) in zip(codes, rows, strict=False))
    values = {code: value for code, (_, value) in zip(codes, rows, strict=False)}
    found = card_score(Scorecard("inbound", "2026-10", lines), values.get)
    known = [(curve_score(curve, value), weight) for weight, value in rows if value is not None]
    if not known:
        assert (found.score, found.why_none) == (None, "missing_value")
        return
    assert found.score is not None
    assert min(score for score, _ in known) <= found.score <= max(score for score, _ in known)
    assert found.score == round2(found.score)
    assert abs(sum((line.earned for line in found.lines), D(0)) - found.score) <= D("0.03")
    strict = card_score(Scorecard("inbound", "2026-10", lines, MissingPolicy.LEAVE_OUT), values.get)
    missing = [code for code, (_, value) in zip(codes, rows, strict=False) if value is None]
    assert strict.score == (None if missing else found.score)
    assert not missing or strict.why_none == f"missing {missing[0]}"


def test_a_month_without_any_card_is_evaluated_as_before() -> None:
    facts = Facts(employees(["0001..0010"]), readings=readings(["2026-10 performance 0001:96.5 0002..0010:90"]))
    other = replace(facts, scorecards=(Scorecard("email", "2026-10", (CardLine("quality", D(100), BANDS),)),))
    ended = replace(facts, scorecards=(Scorecard("outbound", "2026-01"),))
    month = Period.parse("2026-10")
    results = {to_json(evaluate([adopted(S1)], month, one)) for one in (facts, other, ended)}
    assert len(results) == 1
    assert fingerprint(facts) != fingerprint(ended)


def test_a_quarter_is_the_mean_of_months_by_their_own_cards() -> None:
    line = CardLine("quality", D(100), Curve(CurveKind.LINEAR, floor=D(0), target=D(100)))
    facts = Facts(
        employees(["0001"], ["0001 2026-11-10 position=inbound"]),
        readings=readings(
            ["2026-Q4 performance 0001:1", "2026-10 performance 0001:60", "2026-11 quality 0001:80", "2026-12 quality 0001:91"]
        ),
        scorecards=(Scorecard("inbound", "2026-11", (line,)),),
    )
    index = FactsIndex(facts)
    quarter = Period.parse("2026-Q4")
    assert index.score("0001", "performance", quarter) == D("77.00")
    assert index.months_with("0001", "performance", quarter) == 3
    assert [line.source for line in index.score_lines("0001", "performance", quarter)] == [
        "kpi performance 2026-10", "scorecard inbound 2026-11; kpi 2026-11", "scorecard inbound 2026-11; kpi 2026-12",
    ]  # fmt: skip


def test_founded_complaints_count_in_a_card() -> None:
    line = CardLine("complaints", D(100), Curve(CurveKind.LINEAR, floor=D(4), target=D(0)))
    check_card(Scorecard("outbound", "2026-10", (line,)), KNOWN)
    facts = Facts(employees(["0001"]), scorecards=(Scorecard("outbound", "2026-10", (line,)),), keeps_complaints=True)
    assert FactsIndex(facts).score("0001", "performance", Period.parse("2026-10")) == 100
    assert card_for(facts.scorecards, "outbound", Period.parse("2026-09")) is None
