"""Points: the ledger only grows, a redemption is all or nothing, balance and stock never fall below zero."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.domain.errors import ConflictError, UserError
from models.domain.period import Period
from services import points
from services.clock import FixedClock
from services.people import NewPerson, hire
from services.verify import verify
from services.workspace import Workspace, create_workspace

QUARTER, OCTOBER = Period.parse("2026-Q3"), Period.parse("2026-10")
AGENTS = ("0001", "0002")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("adjust"), st.sampled_from(AGENTS), st.integers(-60, 60)),
        st.tuples(st.just("redeem"), st.sampled_from(AGENTS), st.lists(st.tuples(st.integers(1, 4), st.integers(-1, 4)), max_size=3)),
        st.tuples(st.just("undo"), st.just(""), st.just(0)),
    ),
    max_size=12,
)


def fill(workspace: Workspace) -> None:
    """Two agents with 50 points each; three gifts."""
    for number in AGENTS:
        hire(workspace, person=NewPerson(number, f"员工{number}", date(2025, 1, 1), "甲组", "outbound"))
        points.adjust(workspace, employee_no=number, period=OCTOBER, points=50, reason="期初")
    for name, price, stock in (("杯", 10, 3), ("伞", 20, 5), ("券", 45, 1)):
        points.put_item(workspace, name=name, price=price, stock=stock)


def state(workspace: Workspace) -> tuple[dict[str, int], dict[str, int]]:
    """Balance by agent and stock by gift."""
    return {b.employee_no: b.balance for b in points.balances(workspace)}, {i.name: i.stock for i in points.shop(workspace)}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One workspace for all sequences; each starts from whatever the one before left."""
    folder: Path = tmp_path_factory.mktemp("points") / "centre"
    workspace = create_workspace(folder, name="x", clock=FixedClock.on(date(2026, 11, 2)))
    fill(workspace)
    yield workspace  # type: ignore[misc]
    workspace.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_brings_a_balance_or_a_stock_below_zero(shared: Workspace, steps: list[tuple[str, str, object]]) -> None:
    for name, agent, what in steps:
        before = state(shared)
        try:
            if name == "adjust":
                points.adjust(shared, employee_no=agent, period=OCTOBER, points=what, reason="x")  # type: ignore[arg-type]
            elif name == "redeem":
                points.redeem(shared, employee_no=agent, quarter=QUARTER, items=what)  # type: ignore[arg-type]
            else:
                shared.store.undo(who="x")
        except UserError:
            assert state(shared) == before
        balances, stocks = state(shared)
        assert min([*balances.values(), *stocks.values()], default=0) >= 0
        assert all(ledger.balance >= 0 for ledger in points.ledger(shared))


def test_a_redemption_takes_points_and_stock(workspace: Workspace) -> None:
    fill(workspace)
    cup, umbrella, _ = points.shop(workspace)
    done = points.redeem(workspace, employee_no="0001", quarter=QUARTER, items=[(cup.id, 2), (umbrella.id, 1)]).value
    assert (done.points, done.balance) == (40, 10)
    assert state(workspace) == ({"0001": 10, "0002": 50}, {"杯": 1, "伞": 4, "券": 1})
    assert [(line.points, line.balance) for line in points.ledger(workspace, employee_no="0001")] == [(50, 50), (-20, 30), (-20, 10)]
    assert verify(workspace) == ()


@pytest.mark.parametrize(
    "items", [[(1, 3), (2, 2)], [(1, 1), (3, 2)], [(1, 1), (99, 1)], [(1, 2), (1, 2)], [(2, 1), (2, 2)], [], [(1, 0)], [(1, -1)]]
)
def test_what_cannot_be_had_whole_is_not_had_in_part(workspace: Workspace, items: list[tuple[int, int]]) -> None:
    fill(workspace)
    before = state(workspace)
    with pytest.raises(UserError):
        points.redeem(workspace, employee_no="0001", quarter=QUARTER, items=items)
    assert state(workspace) == before
    assert points.redeemable_quarter(workspace.clock.today()) == QUARTER


def test_points_wait_for_the_end_of_the_quarter(workspace: Workspace) -> None:
    fill(workspace)
    with pytest.raises(UserError):
        points.redeem(workspace, employee_no="0001", quarter=Period.parse("2026-Q4"), items=[(1, 1)])
    assert points.redeemable_quarter(date(2026, 12, 31)) == Period.parse("2026-Q4")
    assert points.redeemable_quarter(date(2026, 12, 30)) == QUARTER


def test_a_quote_refuses_for_the_same_reasons(workspace: Workspace) -> None:
    fill(workspace)
    holder = points.balances(workspace)[0]
    items = points.shop(workspace)
    for gifts in ([(0, 2)], [(0, 3), (1, 2)], [(2, 2)], [], [(1, 1), (0, 3)]):
        quote = points.quote(holder=holder, quarter=QUARTER, today=workspace.clock.today(), gifts=[(items[n], k) for n, k in gifts])
        wanted = [(items[n].id, pieces) for n, pieces in gifts]
        if quote.problem is None:
            points.redeem(workspace, employee_no="0001", quarter=QUARTER, items=wanted)
            holder, items = points.balances(workspace)[0], points.shop(workspace)
            continue
        with pytest.raises(UserError) as refused:
            points.redeem(workspace, employee_no="0001", quarter=QUARTER, items=wanted)
        assert str(refused.value) == str(quote.problem)


def test_a_gift_changed_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    fill(workspace)
    cup = points.shop(workspace)[0]
    points.put_item(workspace, name="杯", price=12, stock=3, item_id=cup.id, seen=cup.version)
    with pytest.raises(ConflictError):
        points.put_item(workspace, name="杯", price=9, stock=3, item_id=cup.id, seen=cup.version)
    points.put_item(workspace, name="杯", price=12, stock=3, active=False, item_id=cup.id)
    with pytest.raises(UserError):
        points.redeem(workspace, employee_no="0001", quarter=QUARTER, items=[(cup.id, 1)])
