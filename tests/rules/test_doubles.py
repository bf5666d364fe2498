"""Two schemes at once: one fact rewarded twice is named; where a scheme excludes the other's rule the higher award stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.domain.facts import Facts
from models.domain.outcomes import Evaluation
from models.domain.people import Assignment, Employee
from models.domain.period import Period
from services.rules.engine import AdoptedScheme, evaluate
from services.rules.scheme_text import dump, parse
from tests.rules.worlds import S1, S6, S8, S9, scheme

OCTOBER = Period.parse("2026-10")
TOP, PRIZE = "monthly-top-performers", "monthly-individual-bonus"


@pytest.fixture
def centre() -> Facts:
    """Ten outbound agents with the scores 91 … 100: 0010 is first under both schemes."""
    first = date(2020, 1, 1)
    numbers = [f"{n:04}" for n in range(1, 11)]
    employees = {number: Employee(number, number, first, None, (Assignment(first, "A", "outbound"),)) for number in numbers}
    return Facts(employees, readings={(number, "performance", "2026-10"): Decimal(90 + int(number)) for number in numbers})


def together(facts: Facts, excludes: str = "", owner: str = S6, **values: str) -> Evaluation:
    """S1 (500 yuan for the best) and S6 (800, 500, 300) in force, `owner` excluding a rule of the other."""
    held = []
    for scheme_id in (S1, S6):
        made = scheme(scheme_id, **values) if scheme_id == S1 else scheme(scheme_id)
        if scheme_id == owner and excludes:
            made = made.with_parameters({"scheme.excludes": excludes})
        held.append(AdoptedScheme(made, 1, date(2026, 1, 1)))
    return evaluate(held, OCTOBER, facts)


def awards(found: Evaluation) -> list[tuple[str, str, str]]:
    """Rule, agent and amount of the two monthly rank awards."""
    return [(o.rule, o.employee_no or "", str(o.amount)) for o in found.outcomes if o.rule in (TOP, PRIZE)]


def doubled(found: Evaluation) -> list[str]:
    """Warnings about double rewards."""
    return [str(warning) for warning in found.warnings if "reward the same fact twice" in str(warning)]


def test_a_fact_rewarded_twice_is_named(centre: Facts) -> None:
    found = together(centre)
    assert awards(found) == [
        (TOP, "0010", "500.00"), (PRIZE, "0010", "800.00"), (PRIZE, "0009", "500.00"), (PRIZE, "0008", "300.00"),
    ]  # fmt: skip
    (warning,) = doubled(found)
    assert warning.startswith(f"“{PRIZE}” and “{TOP}” reward the same fact twice in 2026-10, for 1 recipients.")


@pytest.mark.parametrize(("owner", "excludes"), [(S6, TOP), (S1, PRIZE)])
def test_an_exclusion_leaves_the_higher_award_whoever_declares_it(centre: Facts, owner: str, excludes: str) -> None:
    found = together(centre, excludes, owner)
    assert (TOP, "0010", "500.00") not in awards(found)
    assert (PRIZE, "0010", "800.00") in awards(found)
    assert doubled(found) == []
    assert [(line.rule, line.employee_no) for line in found.left_out if line.reason == "double_reward"] == [(TOP, "0010")]


def test_of_equal_awards_the_declaring_scheme_gives_way(centre: Facts) -> None:
    found = together(centre, TOP, S6, **{f"{TOP.replace('-', '__')}___amount": "800"})
    assert (TOP, "0010", "800.00") in awards(found)
    assert (PRIZE, "0010", "800.00") not in awards(found)
    assert (PRIZE, "0009", "500.00") in awards(found)


def test_rewards_for_other_facts_are_no_doubles(centre: Facts) -> None:
    facts = Facts(centre.employees, readings={**centre.readings, ("0001", "csat", "2026-10"): Decimal(5)})
    found = together(facts, "monthly-service-star", S6)
    assert ("monthly-service-star", "0001") in [(o.rule, o.employee_no) for o in found.outcomes]
    assert not any("service-star" in words for words in doubled(found))


def test_older_texts_load_and_new_ones_keep_the_exclusion() -> None:
    made = scheme(S6).with_parameters({"scheme.excludes": TOP})
    assert scheme(S6).text("excludes") == ""
    assert parse(dump(made)).names("excludes") == (TOP,)
    assert made.parameter("excludes").label.en != "excludes"


def test_an_award_that_is_gone_takes_no_other_with_it() -> None:
    """S9 gives 0001 a bonus of 1,000 and the best agent's 500 and excludes S8's bonus of 500.50: this alone goes, once."""
    first = date(2020, 1, 1)
    employees = {"0001": Employee("0001", "0001", first, None, (Assignment(first, "A", "outbound"),))}
    facts = Facts(employees, readings={("0001", "csat", "2026-10"): Decimal(5), ("0001", "answer_rate", "2026-10"): Decimal("0.84")})
    held = [scheme(S8), scheme(S9).with_parameters({"scheme.excludes": "monthly-bonus"})]
    found = evaluate([AdoptedScheme(one, 1, date(2026, 1, 1)) for one in held], OCTOBER, facts)
    given = {o.rule: str(o.amount) for o in found.outcomes if o.employee_no}
    assert given == {"performance-bonus": "1000.00", "monthly-best-agent": "500.00"}
    assert [line.rule for line in found.left_out if line.reason == "double_reward"] == ["monthly-bonus"]
