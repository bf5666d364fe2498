"""The points of agents: append-only ledger, balance, and the quarterly redemption (S2, 004#12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.domain.errors import N_, ConflictError, Message, UserError
from models.domain.ops import Done, Op
from models.domain.period import Cadence, Period
from models.queries import people as people_queries
from models.queries import points as queries
from models.store import Tx
from models.tables.decisions import PointsEntryRow, RedemptionRow, ShopItemRow
from services import statements
from services.documents.facts import Gift
from services.workspace import Workspace

_NOT_OVER = N_("Points are redeemed at the end of a quarter; {quarter} is not over yet.")
_NOTHING = N_("Choose at least one gift, each at least once.")
_FEW_LEFT = N_("Only {stock} of “{name}” are left.")
_TOO_DEAR = N_("{name} has {balance} points; these gifts cost {cost}.")


@dataclass(frozen=True)
class Balance:
    """One agent's points: balance, and what was earned and spent in all."""

    employee_no: str
    name: str
    team: str
    balance: int
    earned: int
    spent: int


@dataclass(frozen=True)
class Totals:
    """Points of all agents: still owed, held by how many, earned and redeemed in all."""

    owed: int
    holders: int
    earned: int
    spent: int


@dataclass(frozen=True)
class Quote:
    """What chosen gifts cost, what would be left, and why they cannot be redeemed (None = they can)."""

    cost: int
    left: int
    problem: Message | None


@dataclass(frozen=True)
class LedgerLine:
    """One line of the ledger with the balance after it; `refers_to` names the line that it corrects."""

    id: int
    employee_no: str
    name: str
    made_at: datetime
    period: str
    kind: str
    points: int
    balance: int
    note: str
    refers_to: int | None


@dataclass(frozen=True)
class ShopItem:
    """A gift: price in points, pieces in stock."""

    id: int
    name: str
    price: int
    stock: int
    active: bool
    version: int


@dataclass(frozen=True)
class Redemption:
    """What one agent took in a quarter's redemption, and the points it cost."""

    employee_no: str
    items: tuple[tuple[str, int], ...]
    points: int
    balance: int


def balances(workspace: Workspace) -> list[Balance]:
    """Every agent with a ledger, and every agent employed today, by employee number."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        lines = queries.entries(tx)
    earned, spent = dict.fromkeys(people, 0), dict.fromkeys(people, 0)
    for line in lines:
        if line.kind == "redemption":
            spent[line.employee_id] -= line.points
        else:
            earned[line.employee_id] += line.points
    listed = [
        Balance(person.employee_no, person.name, _team(person.assignment_on(today)), earned[key] - spent[key], earned[key], spent[key])
        for key, person in people.items()
        if person.employed_on(today) or earned[key] or spent[key]
    ]
    return sorted(listed, key=lambda line: line.employee_no)


def totals(rows: Sequence[Balance]) -> Totals:
    """What the centre owes its agents in points, and how it came about."""
    return Totals(
        owed=sum(row.balance for row in rows),
        holders=sum(row.balance > 0 for row in rows),
        earned=sum(row.earned for row in rows),
        spent=sum(row.spent for row in rows),
    )


def _team(assignment: object) -> str:
    return str(getattr(assignment, "team", ""))


def ledger(workspace: Workspace, *, employee_no: str | None = None) -> list[LedgerLine]:
    """Lines of the ledger, oldest first, each with the agent's balance after it."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        rows = queries.entries(tx)
    running: dict[int, int] = {}
    lines = []
    for row in rows:
        running[row.employee_id] = running.get(row.employee_id, 0) + row.points
        person = people[row.employee_id]
        if employee_no in (None, person.employee_no):
            lines.append(
                LedgerLine(
                    row.id, person.employee_no, person.name, row.made_at, row.period, row.kind, row.points,
                    running[row.employee_id], row.note, row.refers_to,
                )
            )  # fmt: skip
    return lines


def shop(workspace: Workspace) -> list[ShopItem]:
    """Every gift, cheapest first."""
    with workspace.store.read() as tx:
        return [ShopItem(r.id, r.name, r.price, r.stock, r.active, r.version) for r in queries.shop_items(tx)]


def put_item(
    workspace: Workspace, *, name: str, price: int, stock: int, active: bool = True, item_id: int | None = None, seen: int | None = None
) -> Done[int]:
    """Add a gift, or change the one with `item_id` that was seen in version `seen`."""
    if not name.strip():
        raise UserError(N_("The gift needs a name."))
    if price <= 0 or stock < 0:
        raise UserError(N_("The price must be above zero and the stock not below zero."))

    def work(tx: Tx) -> int:
        if item_id is None:
            return tx.add(ShopItemRow(name=name.strip(), price=price, stock=stock, active=active)).id
        row = _item(tx, item_id)
        if seen is not None and row.version != seen:
            raise ConflictError(N_("“{name}” was changed meanwhile; look at it again."), name=row.name)
        row.name, row.price, row.stock, row.active = name.strip(), price, stock, active
        return row.id

    return workspace.store.transact(Op.EDIT_SHOP, work, who=workspace.actor, note=name)


def redeemable_quarter(today: date) -> Period:
    """The quarter whose points can be redeemed: the last one that is over, the present one on its last day."""
    quarter = Period.containing(today, Cadence.QUARTER)
    return quarter if quarter.last == today else quarter.shifted(-1)


def quote(*, holder: Balance, quarter: Period, today: date, gifts: Sequence[tuple[ShopItem, int]]) -> Quote:
    """What these gifts (with pieces) would cost the agent; `redeem` refuses for the same reasons."""
    cost = sum(item.price * pieces for item, pieces in gifts)
    left = holder.balance - cost
    short = next((item for item, pieces in gifts if pieces > item.stock), None)
    problem: Message | None = None
    if quarter.cadence is not Cadence.QUARTER or quarter.last > today:
        problem = Message(_NOT_OVER, {"quarter": quarter.text})
    elif not cost:
        problem = Message(_NOTHING)
    elif short:
        problem = Message(_FEW_LEFT, {"stock": short.stock, "name": short.name})
    elif left < 0:
        problem = Message(_TOO_DEAR, {"name": holder.name, "balance": holder.balance, "cost": cost})
    return Quote(cost, left, problem)


def redeem(workspace: Workspace, *, employee_no: str, quarter: Period, items: Sequence[tuple[int, int]]) -> Done[Redemption]:
    """Exchange points for gifts (item id, pieces), all or nothing: the balance and the stock never fall below zero."""
    if quarter.cadence is not Cadence.QUARTER or quarter.last > workspace.clock.today():
        raise UserError(_NOT_OVER, quarter=quarter.text)
    if not items or any(quantity <= 0 for _, quantity in items):
        raise UserError(_NOTHING)

    def work(tx: Tx) -> Redemption:
        person = people_queries.employee_row(tx, employee_no)
        if person is None:
            raise UserError(N_("There is no agent with the number {number}."), number=employee_no)
        taken = [(_taken(tx, item_id, quantity), quantity) for item_id, quantity in items]
        cost = sum(item.price * quantity for item, quantity in taken)
        balance = queries.balance(tx, person.id)
        if cost > balance:
            raise UserError(_TOO_DEAR, name=person.name, balance=balance, cost=cost)
        now = workspace.clock.now()
        for item, quantity in taken:
            entry = PointsEntryRow(
                employee_id=person.id, made_at=now, period=quarter.text, points=-item.price * quantity, kind="redemption",
                note=f"{item.name} × {quantity}",
            )  # fmt: skip
            entry_id = tx.add(entry).id
            tx.add(
                RedemptionRow(
                    employee_id=person.id, item_id=item.id, quantity=quantity, quarter=quarter.text, entry_id=entry_id, made_at=now
                )
            )
        gifts = [Gift(name=item.name, quantity=quantity, points=item.price) for item, quantity in taken]
        statements.issue_slip(tx, workspace, employee_id=person.id, quarter=quarter, gifts=gifts, before=balance)
        return Redemption(employee_no, tuple((item.name, quantity) for item, quantity in taken), cost, balance - cost)

    return workspace.store.transact(Op.REDEEM_POINTS, work, who=workspace.actor, note=employee_no)


def _item(tx: Tx, item_id: int) -> ShopItemRow:
    row = tx.get(ShopItemRow, item_id)
    if row is None:
        raise UserError(N_("This gift does not exist."))
    return row


def _taken(tx: Tx, item_id: int, quantity: int) -> ShopItemRow:
    row = _item(tx, item_id)
    if not row.active:
        raise UserError(N_("“{name}” is not in the shop any more."), name=row.name)
    if row.stock < quantity:
        raise UserError(_FEW_LEFT, stock=row.stock, name=row.name)
    row.stock -= quantity
    return row


def adjust(workspace: Workspace, *, employee_no: str, period: Period, points: int, reason: str) -> Done[int]:
    """A correction by hand with its reason; the ledger is never edited and the balance never falls below zero."""
    if not points or not reason.strip():
        raise UserError(N_("A correction needs a number of points other than zero and a reason."))

    def work(tx: Tx) -> int:
        person = people_queries.employee_row(tx, employee_no)
        if person is None:
            raise UserError(N_("There is no agent with the number {number}."), number=employee_no)
        balance = queries.balance(tx, person.id) + points
        if balance < 0:
            raise UserError(N_("The balance of {name} would fall below zero."), name=person.name)
        tx.add(
            PointsEntryRow(
                employee_id=person.id, made_at=workspace.clock.now(), period=period.text, points=points, kind="by_hand", note=reason.strip()
            )
        )
        return balance

    return workspace.store.transact(Op.CORRECT_OUTCOME, work, who=workspace.actor, why=reason, note=employee_no)
