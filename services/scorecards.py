"""Scorecards of the centre: what holds for each position, changing it from a month on, and what it makes of the agents' months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator
from models.domain.ops import Done, Op
from models.domain.people import POSITIONS, Employee
from models.domain.period import Cadence, Period
from models.domain.scorecards import FULL, PERFORMANCE, CardLine, Curve, CurveKind, Scorecard
from models.queries import closing as closing_queries
from models.queries import people as people_queries
from models.queries import scorecards as queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.readings import ScorecardRow
from services.cells import RowHead, row_heads
from services.closing import facts_of_month
from services.rules.facts_index import FactsIndex
from services.rules.scorecards import CardScore, LineScore, card_for, check_card
from services.scorecard_months import check_month
from services.workspace import Workspace

TREND = 12
"""Months that a trend looks back, the one looked at included."""


@dataclass(frozen=True)
class PositionCards:
    """A position with every card it ever had, oldest first, the one that holds in the month (None = entered scores), its agents."""

    position: str
    cards: tuple[Scorecard, ...]
    held: Scorecard | None
    agents: int


@dataclass(frozen=True)
class ScorecardBook:
    """All positions in a month; `indicators` may stand in a card; `free_from` is the first month that no close holds any more."""

    month: Period
    positions: tuple[PositionCards, ...]
    indicators: tuple[Indicator, ...]
    free_from: Period


@dataclass(frozen=True)
class PreviewLine:
    """An agent's performance score of a month as it is, and as a card would make it; `reason` why there would be none."""

    head: RowHead
    old: Decimal | None
    new: Decimal | None
    reason: str


@dataclass(frozen=True)
class ScoredLine:
    """One line of an agent's card with the values of the last twelve months, oldest first (None = missing)."""

    found: LineScore
    indicator: Indicator
    trend: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class AgentCard:
    """An agent's month by the card of the position; without one, the entered performance score as its single line (`is_entered`)."""

    head: RowHead
    month: Period
    position: str
    is_entered: bool
    found: CardScore
    lines: tuple[ScoredLine, ...]
    totals: tuple[Decimal | None, ...]
    indicators: tuple[Indicator, ...]


def book(workspace: Workspace, *, month: Period) -> ScorecardBook:
    """What holds for each position in the month."""
    with workspace.store.read() as tx:
        cards, people = queries.scorecards(tx), people_queries.employees(tx)
        held = [assignment.position for person in people.values() if (assignment := person.assignment_in(month))]
        ever = {assignment.position for person in people.values() for assignment in person.assignments}
        own = sorted({*ever, *(card.position for card in cards)} - set(POSITIONS))
        positions = tuple(
            PositionCards(name, tuple(card for card in cards if card.position == name), card_for(cards, name, month), held.count(name))
            for name in (*POSITIONS, *own)
            if name
        )
        return ScorecardBook(month, positions, usable_indicators(tx), max(month, _free_from(tx, month)))


def usable_indicators(tx: Tx) -> tuple[Indicator, ...]:
    """The indicators that may stand in a card: monthly ones, not the performance score itself."""
    return tuple(i for i in setting_queries.indicators(tx) if i.cadence is Cadence.MONTH and i.code != PERFORMANCE)


def _free_from(tx: Tx, month: Period) -> Period:
    closed = closing_queries.closed_periods(tx)
    return Period.parse(closed[-1].period).shifted(1) if closed else month


def save(workspace: Workspace, *, card: Scorecard) -> Done[Scorecard]:
    """Let a card hold from its month on, in place of one that begins in the same month; a closed month is refused."""

    def work(tx: Tx) -> Scorecard:
        put_card(tx, card)
        return card

    return workspace.store.transact(Op.EDIT_SCORECARD, work, who=workspace.actor, note=f"{card.position} {card.from_month}")


def put_card(tx: Tx, card: Scorecard) -> None:
    """Check and store a card inside an open transaction."""
    check_card(card, {indicator.code: indicator for indicator in setting_queries.indicators(tx)})
    if not card.position.strip():
        raise UserError(N_("Say which position the scorecard is for."))
    check_month(tx, card.position, card.from_month)
    _put(tx, card)


def end(workspace: Workspace, *, position: str, from_month: Period) -> Done[None]:
    """Let the entered performance score count again from a month on; a position without a card then is refused."""

    def work(tx: Tx) -> None:
        if card_for(queries.scorecards(tx), position, from_month) is None:
            raise UserError(N_("No scorecard holds for this position in {month}."), month=from_month.text)
        check_month(tx, position, from_month.text)
        row = _row(tx, position, from_month.text)
        before = card_for(queries.scorecards(tx), position, from_month.shifted(-1))
        if row is not None and before is None:
            tx.remove(row)
        else:
            _put(tx, Scorecard(position, from_month.text))

    return workspace.store.transact(Op.EDIT_SCORECARD, work, who=workspace.actor, note=f"{position} {from_month.text}")


def _row(tx: Tx, position: str, from_month: str) -> ScorecardRow | None:
    return next((row for row in queries.scorecard_rows(tx) if (row.position, row.from_month) == (position, from_month)), None)


def _put(tx: Tx, card: Scorecard) -> None:
    lines, row = [queries.line_values(line) for line in card.lines], _row(tx, card.position, card.from_month)
    if row is None:
        tx.add(ScorecardRow(position=card.position, from_month=card.from_month, missing=card.missing.value, lines=lines))
    else:
        row.missing, row.lines = card.missing.value, lines


def preview(workspace: Workspace, *, card: Scorecard, month: Period) -> tuple[PreviewLine, ...]:
    """The position's agents of the month with the score they have and the one that the card would make, by team and number."""
    with workspace.store.read() as tx:
        check_card(card, {indicator.code: indicator for indicator in setting_queries.indicators(tx)})
        facts, people = facts_of_month(tx, month), people_queries.employees(tx)
    others = tuple(one for one in facts.scorecards if one.position != card.position)
    before, after = FactsIndex(facts), FactsIndex(replace(facts, scorecards=(*others, replace(card, from_month=month.text))))
    return tuple(
        PreviewLine(
            head, before.score(head.employee_no, PERFORMANCE, month), new := after.score(head.employee_no, PERFORMANCE, month),
            "" if new is not None else after.why_no_score(head.employee_no, PERFORMANCE, month),
        )
        for head, person in _agents(people, month)
        if _position(person, month) == card.position
    )  # fmt: skip


def _agents(people: dict[int, Employee], month: Period) -> Iterable[tuple[RowHead, Employee]]:
    return ((head, people[key]) for key, head in row_heads(people, month))


def _position(person: Employee, month: Period) -> str:
    assignment = person.assignment_in(month)
    return assignment.position if assignment else ""


def agent_cards(workspace: Workspace, *, month: Period, employee_nos: Sequence[str] = ()) -> tuple[AgentCard, ...]:
    """The cards of the month's agents (all without numbers), by team and number."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        known = {indicator.code: indicator for indicator in setting_queries.indicators(tx)}
        index = FactsIndex(facts_of_month(tx, month))
    wanted = [(head, person) for head, person in _agents(people, month) if not employee_nos or head.employee_no in employee_nos]
    return tuple(_agent_card(index, head, _position(person, month), month, known) for head, person in wanted)


def _agent_card(index: FactsIndex, head: RowHead, position: str, month: Period, known: dict[str, Indicator]) -> AgentCard:
    months = [month.shifted(step) for step in range(1 - TREND, 1)]
    number = head.employee_no
    made = index.card(number, month)
    found = made or _entered(index, number, position, month)
    lines = tuple(
        ScoredLine(one, known[one.line.indicator], tuple(index.figure(number, one.line.indicator, past) for past in months))
        for one in found.lines
        if one.line.indicator in known
    )
    totals = tuple(index.score(number, PERFORMANCE, past) for past in months)
    return AgentCard(head, month, position, made is None, found, lines, totals, tuple(known.values()))


def _entered(index: FactsIndex, number: str, position: str, month: Period) -> CardScore:
    """What counts while the centre has made no card for the position: the performance score as it was entered."""
    score = index.score(number, PERFORMANCE, month)
    line = CardLine(PERFORMANCE, FULL, Curve(CurveKind.LINEAR, floor=Decimal(0), target=FULL))
    share = Decimal(0) if score is None else FULL
    return CardScore(Scorecard(position, month.text, (line,)), score, (LineScore(line, score, score, None, share, score or Decimal(0)),))
