"""Talks with agents: one-to-one, reviews, care, evidence interviews; what was agreed and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.queries import growth as queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.growth import TalkRow
from services.growth import checks
from services.growth.words import BEI_POINTS, TALK_KINDS
from services.workspace import Workspace

DUE_FIRST = N_("What was agreed would be due on {last}, before the talk on {first}.")
DONE_FIRST = N_("It would have been done on {last}, before the talk on {first}.")
POINTS_MISSING = N_("An evidence interview needs situation, task, action and result.")


@dataclass(frozen=True)
class TalkData:
    """What is typed of a talk; kind one_to_one, review, care or bei; `points` by situation, task, action, result (bei only)."""

    employee_no: str
    day: date
    kind: str
    held_by: str
    text: str = ""
    points: Mapping[str, str] = field(default_factory=dict)
    agreed: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Talk:
    """A talk with the agent's name; `days_left` until what was agreed is due, None when nothing is open."""

    id: int
    data: TalkData
    name: str
    done_on: date | None
    days_left: int | None


def talks(workspace: Workspace) -> tuple[Talk, ...]:
    """Every talk, the newest first."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        found = []
        for row in queries.talks(tx):
            number, name = checks.name_of(people, row.employee_id)
            points = {key: row.points[key] for key in BEI_POINTS if key in row.points}
            data = TalkData(number, row.day, row.kind, row.held_by, row.text, points, row.agreed, row.due_on)
            left = None if row.due_on is None or row.done_on else (row.due_on - today).days
            found.append(Talk(row.id, data, name, row.done_on, left))
    return tuple(found)


def checked_points(kind: str, points: Mapping[str, str], text: str) -> dict[str, str]:
    """The points to be stored; UserError when an interview lacks one, or another talk has no text."""
    if kind not in TALK_KINDS:
        raise UserError(N_("Choose what kind of talk it was."))
    given = {key: points.get(key, "").strip() for key in BEI_POINTS}
    if kind != "bei":
        checks.text(text, N_("Write down what was talked about."))
        return {}
    if not all(given.values()):
        raise UserError(POINTS_MISSING)
    return given


def save(workspace: Workspace, *, data: TalkData, talk: int | None = None) -> Done[int]:
    """Record a talk, or change the one given; one of each kind a day with an agent."""
    held_by = checks.text(data.held_by, N_("Enter who held the talk."))
    points = checked_points(data.kind, data.points, data.text)
    checks.not_later(data.day, workspace.clock.today())
    checks.settled(data.due_on, data.agreed)
    checks.in_order(data.day, data.due_on, DUE_FIRST)

    def work(tx: Tx) -> int:
        key = checks.agent(tx, data.employee_no, data.day)
        same = (key, data.day, data.kind)
        if any(row.id != talk and (row.employee_id, row.day, row.kind) == same for row in queries.talks(tx)):
            raise UserError(N_("A talk of this kind with this agent on {day} is on record already; change that one."), day=data.day)
        values = {
            "employee_id": key, "day": data.day, "kind": data.kind, "held_by": held_by, "text": data.text.strip(), "points": points,
            "agreed": data.agreed.strip(), "due_on": data.due_on,
        }  # fmt: skip
        return checks.put(tx, TalkRow, talk, values).id

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)


def settle(workspace: Workspace, *, talk: int, on: date) -> Done[None]:
    """Note on which day what was agreed was done."""
    checks.not_later(on, workspace.clock.today())

    def work(tx: Tx) -> None:
        row = checks.row(tx, TalkRow, talk)
        if not row.agreed:
            raise UserError(N_("Nothing was agreed in this talk."))
        checks.in_order(row.day, on, DONE_FIRST)
        row.done_on = on

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)


def remove(workspace: Workspace, *, talk: int) -> Done[None]:
    """Remove a talk from the records."""
    work = lambda tx: tx.remove(checks.row(tx, TalkRow, talk))  # noqa: E731
    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)
