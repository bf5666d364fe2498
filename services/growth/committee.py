"""The incentive committee: named members who own targets, standards and the cycle of improvement, each with a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.domain.errors import N_
from models.domain.ops import Done, Op
from models.queries import growth as queries
from models.store import Tx
from models.tables.growth import CommitteeMemberRow
from services.growth import checks
from services.workspace import Workspace

LEFT_FIRST = N_("The last day {last} lies before the first day {first}.")


@dataclass(frozen=True)
class Member:
    """A member with the task, from a day until a day (None = still); `present` today."""

    id: int
    name: str
    task: str
    since: date
    until: date | None
    present: bool


def members(workspace: Workspace) -> tuple[Member, ...]:
    """Everyone who ever was a member, the present ones first."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        rows = queries.committee(tx)
    return tuple(Member(r.id, r.name, r.task, r.since, r.until, r.since <= today and (r.until is None or today <= r.until)) for r in rows)


def save(workspace: Workspace, *, name: str, task: str, since: date, until: date | None = None, member: int | None = None) -> Done[int]:
    """Add a member, or change the one given; a last day ends the membership."""
    who, what = checks.text(name, N_("Enter the name.")), checks.text(task, N_("Enter the task."))
    checks.in_order(since, until, LEFT_FIRST)

    def work(tx: Tx) -> int:
        return checks.put(tx, CommitteeMemberRow, member, {"name": who, "task": what, "since": since, "until": until}).id

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor, note=who)


def remove(workspace: Workspace, *, member: int) -> Done[None]:
    """Remove a member entered by mistake; who left gets a last day instead."""
    work = lambda tx: tx.remove(checks.row(tx, CommitteeMemberRow, member))  # noqa: E731
    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)
