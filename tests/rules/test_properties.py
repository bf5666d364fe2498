"""What holds for every centre: order of input, caps, the same bytes, and what one more agent can change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.attendance import AttendanceTally, Code
from models.domain.facts import Complaint, Facts, Nomination, Recording
from models.domain.outcomes import Outcome
from models.domain.people import Assignment, Employee, Status
from models.domain.period import Period
from services.rules.canonical import from_json, to_json
from services.rules.curves import linear
from services.rules.engine import evaluate
from services.rules.ranking import Entry, best, ranked, share, worst
from services.rules.values import points_in, read_bands
from tests.rules.worlds import S1, S2, S3, S4, S6, S7, S8, S9, S10, S11, S12, adopted

MONTHS = ("2026-10", "2026-11", "2026-12")
DECEMBER = Period.parse("2026-12")
SCORES = st.integers(0, 12).map(lambda n: Decimal(n * 5))
NO_LIMITS = {
    f"{card}-card.at_least.{code}": ""
    for card, codes in (("inbound", ()), ("outbound", ("sales_success",)))
    for code in ("typing", "project_knowledge", "productivity", "attitude", *codes)
}
SCHEMES = [
    adopted(S1, date(2026, 10, 1), {"attendance-violations.steps": "1:reminder, 3:warning"}),
    adopted(S2, date(2026, 10, 1), {"monthly-points.contribution.suggestion-adopted": "7"}),
    adopted(S3, date(2026, 10, 1), {"excellent-recording.count": "2", "most-beautiful-voice.count": "1"}),
    adopted(S6, date(2026, 10, 1), {"yearly-bonus.min_months": "2", "yearly-team-bonus.min_months": "1"}),
    adopted(
        S7,
        date(2026, 10, 1),
        {"monthly-service-reward.weights.service_level": "utilisation:1, csat:3", "yearly-service-reward.min_months": "1"},
    ),
    adopted(S8, date(2026, 10, 1)),
    adopted(S4, date(2026, 10, 1), NO_LIMITS | {"quarterly-project-award.min_months": "1"}),
    adopted(S9, date(2026, 10, 1), {"performance-bonus.position_weights.inbound": "csat:1, utilisation:3"}),
    adopted(S10, date(2026, 10, 1)),
    adopted(S11, date(2026, 10, 1), {"quarterly-satisfaction.at_least.csat": "30"}),
    adopted(S12, date(2026, 10, 1), {"monthly-appraisal.later_from": "2026-11-01", "monthly-appraisal.later_dimensions": "customer:1"}),
]


@st.composite
def centres(draw: st.DrawFn) -> Facts:
    """A small centre of three months with anything that may happen."""
    people = [f"{n:04}" for n in range(1, draw(st.integers(1, 14)) + 1)]
    who, day = st.sampled_from(people), st.dates(date(2026, 10, 1), date(2026, 12, 31))
    employees = {}
    for number in people:
        assignment = Assignment(
            date(2020, 1, 1), draw(st.sampled_from("AB")), draw(st.sampled_from(("inbound", "outbound"))),
            status=draw(st.sampled_from((Status.REGULAR, Status.REGULAR, Status.PROBATION, Status.STANDBY))),
            star=draw(st.sampled_from(("", "candidate", "4"))),
        )  # fmt: skip
        left = draw(st.sampled_from((None, None, date(2026, 11, 20))))
        employees[number] = Employee(number, number, date(2020, 1, 1), left, (assignment,))
    cells = [(number, month) for number in people for month in MONTHS]
    attendance = {cell: draw(tallies()) for cell in cells if draw(st.integers(0, 9))}
    values = {
        (number, code, month): draw(SCORES) / (100 if code == "utilisation" else 1)
        for number, month in cells
        for code in ("performance", "csat", "utilisation")
        if draw(st.integers(0, 9))
    }
    numbers, yes_no, rules = st.uuids().map(str), st.booleans(), st.sampled_from(("innovation", "suggestion-adopted"))
    complaint = st.builds(Complaint, numbers, who, day, yes_no, st.sampled_from(("minor", "grave")))
    recording = st.builds(Recording, numbers, who, day, st.fixed_dictionaries({"a": SCORES}), yes_no)
    nomination = st.builds(Nomination, who, st.none(), rules, st.sampled_from(MONTHS), st.text("ab", min_size=1, max_size=2), yes_no)
    records = (draw(st.lists(record, max_size=most)) for record, most in ((complaint, 4), (recording, 8), (nomination, 6)))
    return Facts(employees, attendance, values, *map(tuple, records), keeps_complaints=draw(yes_no))


@st.composite
def tallies(draw: st.DrawFn) -> AttendanceTally:
    """A month of 20 working days."""
    code = draw(st.sampled_from((Code.PRESENT, Code.PRESENT, Code.SICK, Code.ANNUAL, Code.ABSENT, Code.MARRIAGE)))
    halves = draw(st.sampled_from((1, 3, 4, 20, 40)))
    blank = draw(st.sampled_from((0, 0, 20)))
    counted = {} if blank else {Code.PRESENT: 40 - halves, code: halves} if code is not Code.PRESENT else {Code.PRESENT: 40}
    return AttendanceTally(counted, late_count=draw(st.sampled_from((0, 0, 2))), days_entered=20 - blank, workdays=20, blank_workdays=blank)


def _shuffled(facts: Facts, seed: int) -> Facts:
    mix = random.Random(seed)

    def mixed(items: object) -> list[object]:
        found = list(items)  # type: ignore[call-overload]
        mix.shuffle(found)
        return found

    return Facts(
        dict(mixed(facts.employees.items())),  # type: ignore[call-overload]
        dict(mixed(facts.attendance.items())),  # type: ignore[call-overload]
        dict(mixed(facts.readings.items())),  # type: ignore[call-overload]
        tuple(mixed(facts.complaints)),  # type: ignore[arg-type]
        tuple(mixed(facts.recordings)),  # type: ignore[arg-type]
        tuple(mixed(facts.nominations)),  # type: ignore[arg-type]
        keeps_complaints=facts.keeps_complaints,
    )


@settings(max_examples=25, deadline=None)
@given(centres(), st.integers(0, 1000))
def test_the_order_of_input_never_matters(facts: Facts, seed: int) -> None:
    """Shuffled facts and schemes give the same bytes."""
    schemes = SCHEMES[::-1] if seed % 2 else SCHEMES
    assert to_json(evaluate(schemes, DECEMBER, _shuffled(facts, seed))) == to_json(evaluate(SCHEMES, DECEMBER, facts))


@settings(max_examples=25, deadline=None)
@given(centres())
def test_same_facts_same_bytes_and_they_read_back(facts: Facts) -> None:
    """Evaluating twice gives the same bytes; reading them back gives an equal evaluation."""
    found = evaluate(SCHEMES, DECEMBER, facts)
    assert to_json(evaluate(SCHEMES, DECEMBER, facts)) == to_json(found)
    assert from_json(to_json(found)) == found


@settings(max_examples=25, deadline=None)
@given(centres())
def test_points_stay_inside_their_caps_and_add_up(facts: Facts) -> None:
    """Each part is between 0 and its cap, the total at most 35 and the sum of the parts; one line per agent; no one both in and out."""
    found = evaluate(SCHEMES[1:2], DECEMBER, facts)
    for outcome in found.outcomes:
        parts = {line.criterion: int(line.found) for line in outcome.because}
        assert list(parts) == ["attendance", "performance", "star_rating", "contribution"]
        assert all(0 <= points <= most for points, most in zip(parts.values(), (5, 10, 10, 10), strict=True))
        assert outcome.points == sum(parts.values()) <= 35
    inside, outside = {o.employee_no for o in found.outcomes}, {line.employee_no for line in found.left_out}
    employed = {n for n, e in facts.employees.items() if e.employed_span(DECEMBER)}
    assert inside | outside == employed
    assert not inside & outside


@settings(max_examples=25, deadline=None)
@given(centres())
def test_every_outcome_explains_itself(facts: Facts) -> None:
    """No outcome without criteria; everything required of it was met, except parts of points that earned nothing."""
    for outcome in evaluate(SCHEMES, DECEMBER, facts).outcomes:
        assert outcome.because
        assert all(line.source for line in outcome.because)
        assert outcome.kind == "points" or all(line.met for line in outcome.because)


@settings(max_examples=25, deadline=None)
@given(centres(), st.sampled_from(("inbound", "outbound")))
def test_one_more_agent_at_the_end_never_takes_a_prize_away(facts: Facts, position: str) -> None:
    """A new agent below everyone keeps every winner (more places may open); while the number of places stays, nobody is added either."""
    before = _winners(facts)
    newcomer = Employee("9999", "9999", date(2020, 1, 1), None, (Assignment(date(2020, 1, 1), "A", position),))
    more = replace(
        facts, employees={**facts.employees, "9999": newcomer}, readings={**facts.readings, ("9999", "performance", "2026-12"): Decimal(-1)}
    )
    after = _winners(more)
    assert before <= after
    size = sum(
        1
        for number, employee in facts.employees.items()
        if (number, "performance", "2026-12") in facts.readings
        and (assignment := employee.assignment_in(DECEMBER))
        and assignment.position == position
        and assignment.status is not Status.STANDBY
    )
    if _places(size) == _places(size + 1):
        assert after == before


@settings(max_examples=25, deadline=None)
@given(centres())
def test_awards_go_to_the_qualified_only(facts: Facts) -> None:
    """Nobody both qualifies and is left out of the card; the month's awards go to those who qualified in it and contributed."""
    found = evaluate(SCHEMES[6:7], DECEMBER, facts)
    qualified = {(o.rule, o.employee_no) for o in found.outcomes if o.kind == "qualification"}
    assert not qualified & {(line.rule, line.employee_no) for line in found.left_out}
    contributed = {n.employee_no for n in facts.nominations if n.approved and n.period == "2026-12"}
    winners = {o.employee_no for o in found.outcomes if o.rule == "monthly-project-award"}
    assert winners <= {number for _, number in qualified} & contributed


@given(st.decimals(0, 10, places=2), st.decimals(0, 10, places=2), st.decimals(0, 10, places=2), st.decimals(0, 10, places=2))
def test_a_linear_scale_stays_inside_and_never_turns(one: Decimal, other: Decimal, floor: Decimal, target: Decimal) -> None:
    """Scores are 0 to 100, 0 at the floor, 100 at the target, and a value nearer to the target never scores less."""
    assert 0 <= linear(one, floor, target) <= 100
    assert linear(target, floor, target) == 100
    assert floor == target or linear(floor, floor, target) == 0
    low, high = sorted((one, other), reverse=target < floor)
    assert floor == target or linear(low, floor, target) <= linear(high, floor, target)


@settings(max_examples=25, deadline=None)
@given(centres())
def test_prizes_by_place_follow_the_score(facts: Facts) -> None:
    """In each group a better score never has a worse place or a smaller prize; equal scores have the same of both."""
    found = [o for o in evaluate([SCHEMES[3], SCHEMES[7]], DECEMBER, facts).outcomes if o.rank]

    def group(outcome: Outcome) -> tuple[str, str]:
        return outcome.rule, next((line.source for line in outcome.because if line.criterion == "group_size"), "")

    for first in found:
        for second in found:
            if group(first) == group(second) and first.score is not None and second.score is not None and first.score >= second.score:
                assert (first.rank or 0) <= (second.rank or 0)
                assert first.amount >= second.amount
                assert first.score > second.score or (first.rank, first.amount) == (second.rank, second.amount)


@settings(max_examples=25, deadline=None)
@given(centres())
def test_a_warning_needs_every_month_to_fall(facts: Facts) -> None:
    """Each talk shows three months, each below the one before, and the drop between the first and the last."""
    for outcome in evaluate(SCHEMES[10:11], DECEMBER, facts).outcomes:
        if outcome.rule == "falling-score":
            first, middle, last = (Decimal(line.found) for line in outcome.because if line.criterion == "trend_month")
            assert first > middle > last == outcome.score
            assert next(line.found for line in outcome.because if line.criterion == "total_drop") == f"{first - last:.2f}"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3000), min_size=12, max_size=12), st.integers(1, 13))
def test_a_year_gives_back_costs_up_to_its_limit(costs: list[int], certified: int) -> None:
    """Whatever the order of the months, the year gives back no more than was paid and no more than the limit at its end."""
    assignment = Assignment(date(2020, 1, 1), "A", "inbound")
    months = [Period.month(2026, number) for number in range(1, 13)]
    records = [Nomination("1", None, "course-reimbursement", month.text, "课程", True) for month in months]
    records += [Nomination("1", None, "skill-certification", month.text, "证书", True) for month in months[certified - 1 : certified]]
    facts = Facts(
        {"1": Employee("1", "1", date(2020, 1, 1), None, (assignment,))},
        readings={("1", "course_cost", month.text): Decimal(cost) for month, cost in zip(months, costs, strict=True)},
        nominations=tuple(records),
    )
    found = [o for month in months for o in evaluate([adopted(S10)], month, facts).outcomes if o.rule == "course-reimbursement"]
    before = min(2000, sum(costs[: certified - 1]))
    whole = min(sum(costs), 2000) if certified > 12 else min(before + sum(costs[certified - 1 :]), 3000)
    assert sum(o.amount for o in found) == whole


def _places(size: int) -> int:
    return share(size, Decimal(10), minimum=5, rounding="floor")


def _winners(facts: Facts) -> set[str | None]:
    return {o.employee_no for o in evaluate(SCHEMES[:1], DECEMBER, facts).outcomes if o.rule == "monthly-top-performers"}


@given(st.lists(SCORES, max_size=30), st.integers(0, 12))
def test_best_and_worst(scores: list[Decimal], count: int) -> None:
    """The best are at least as many as asked for, the worst at most, and each choice is closed under equal scores."""
    places = ranked([Entry(f"{n:02}", score, (score,)) for n, score in enumerate(scores)])
    top, bottom = best(places, count), worst(places, count)
    assert len(top) >= min(count, len(places)) if count else not top
    assert len(bottom) <= count
    for chosen in (top, bottom):
        inside = {place.entry.score for place in chosen}
        assert {place.entry.score for place in places if place not in chosen}.isdisjoint(inside)
    assert not top or min(p.entry.score for p in top) == sorted(scores, reverse=True)[min(count, len(scores)) - 1]


@given(st.lists(SCORES, max_size=30))
def test_ranks_are_excels_or_the_dense_ones(scores: list[Decimal]) -> None:
    """Competition rank = 1 + how many are better; dense rank = 1 + how many different scores are better."""
    entries = [Entry(f"{n:02}", score, (score,)) for n, score in enumerate(scores)]
    assert all(p.rank == 1 + sum(s > p.entry.score for s in scores) for p in ranked(entries))
    assert all(p.rank == 1 + len({s for s in scores if s > p.entry.score}) for p in ranked(entries, dense=True))


@given(st.decimals(0, 3, places=4))
def test_every_value_lies_in_exactly_one_band(value: Decimal) -> None:
    """A published scale has no gap and no overlap."""
    bands = read_bands("[0,1.5] 0; (1.5,2] 1; (2,) 3")
    assert [band.holds(value) for band in bands].count(True) == 1
    assert points_in(bands, value) == (0 if value <= Decimal("1.5") else 1 if value <= 2 else 3)
