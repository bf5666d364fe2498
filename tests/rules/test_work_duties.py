"""What must hold of the duties whatever the cases are: checked against a day-by-day count, cut-offs, order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from models.domain.facts import Facts
from models.domain.outcomes import OutcomeKind
from models.domain.period import Period
from models.domain.work import WorkCase, WorkFacts
from services.rules.engine import evaluate
from services.rules.kinds_work import after, follow_up_days, needed_checks
from tests.rules.worlds import S5, adopted, employees

FIRST = date(2026, 9, 20)
OCTOBER = Period.parse("2026-10")
DAYS = st.integers(0, 50).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def cases(draw: st.DrawFn, number: str = "K1", agents: int = 1) -> WorkCase:
    """A case with its days in order, closed or not."""
    opened = draw(DAYS)
    closed = draw(st.none() | st.integers(0, 30).map(lambda n: opened + timedelta(days=n)))
    steps = draw(st.lists(st.integers(0, 40).map(lambda n: opened + timedelta(days=n)), max_size=8, unique=True))
    back = draw(st.none() | st.integers(0, 9).map(lambda n: (closed or opened) + timedelta(days=n))) if closed else None
    important = draw(st.booleans())
    form = draw(st.none() | st.integers(0, 3).map(lambda n: opened + timedelta(days=n))) if important else None
    due = draw(st.none() | st.integers(0, 20).map(lambda n: opened + timedelta(days=n)))
    escalated = draw(st.none() | st.just(opened + timedelta(days=6)))
    who = f"000{draw(st.integers(1, agents))}"
    kept = tuple(sorted(day for day in steps if closed is None or day <= closed))
    return WorkCase(number, who, opened, due, closed, back, important, form, escalated, kept)


def counted(case: WorkCase, every: int, last: date) -> list[date]:
    """Day by day: the days on which `every` days had passed without a follow-up, since the last one or the last miss."""
    missed, silent, day = [], 0, case.opened_on
    while (day := day + timedelta(days=1)) <= last and (case.closed_on is None or day < case.closed_on):
        silent += 1
        if day in case.steps:
            silent = 0
        elif silent == every:
            missed.append(day)
            silent = 0
    return missed


@given(case=cases(), every=st.integers(1, 5), last=DAYS)
def test_follow_ups_missed_are_those_of_a_count_by_hand(case: WorkCase, every: int, last: date) -> None:
    assert list(follow_up_days(case, every, last, frozenset())) == counted(case, every, last)


@given(case=cases(), every=st.integers(1, 5), last=DAYS)
def test_what_happens_later_changes_no_day_before(case: WorkCase, every: int, last: date) -> None:
    assert follow_up_days(case, every, last, frozenset()) == follow_up_days(case.known_on(last), every, last, frozenset())


@given(day=DAYS, days=st.integers(0, 10), rest=st.frozensets(DAYS, max_size=20))
def test_rest_days_are_skipped(day: date, days: int, rest: frozenset[date]) -> None:
    end = after(day, days, rest)
    span = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(one not in rest for one in span) == days
    assert not span or span[-1] not in rest


@given(drawn=st.lists(cases(agents=3), max_size=8), data=st.data())
def test_the_order_of_cases_decides_nothing_and_every_line_names_its_case(drawn: list[WorkCase], data: st.DataObject) -> None:
    named = [replace(case, number=f"K{n}") for n, case in enumerate(drawn)]
    people = employees(["0001..0003"])
    mixed = data.draw(st.permutations(named))
    found = [evaluate([adopted(S5)], OCTOBER, Facts(people, work=WorkFacts(cases=tuple(order)))) for order in (named, mixed)]
    assert {(o.rule, o.employee_no, frozenset(o.because)) for o in found[0].outcomes} == {
        (o.rule, o.employee_no, frozenset(o.because)) for o in found[1].outcomes
    }
    owners = {f"case {case.number}": case.employee_no for case in named}
    for outcome in found[0].outcomes:
        if outcome.kind is OutcomeKind.DUTY_MISSED:
            details = [line for line in outcome.because if line.source in owners]
            assert details
            assert {owners[line.source] for line in details} == {outcome.employee_no}


@given(drawn=st.lists(cases(agents=2), max_size=6), last=st.integers(1, 31))
def test_no_day_that_is_not_over_is_held_against_anybody(drawn: list[WorkCase], last: int) -> None:
    named = tuple(replace(case, number=f"K{n}") for n, case in enumerate(drawn))
    until = date(2026, 10, last) - timedelta(days=1)
    facts = Facts(employees(["0001..0002"]), work=WorkFacts(cases=named, until=until))
    later = Facts(facts.employees, work=WorkFacts(cases=tuple(case.known_on(until) for case in named), until=until))
    rules = {"follow-up-every-two-days", "important-case-form", "no-escalation-after-call-back"}

    def missed(given: Facts) -> set[tuple[str, str | None]]:
        return {(o.rule, o.employee_no) for o in evaluate([adopted(S5)], OCTOBER, given).outcomes if o.rule in rules}

    assert missed(facts) == missed(later)


@given(agents=st.integers(0, 300), percent=st.integers(0, 100))
def test_enough_agents_are_checked(agents: int, percent: int) -> None:
    needed = needed_checks(agents, Decimal(percent))
    assert needed * 100 >= agents * percent
    assert (needed - 1) * 100 < agents * percent or needed == 0
