"""Mentors: who guides whom towards which goal, until when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.queries import growth as queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.growth import MentorshipRow
from services.growth import checks
from services.workspace import Workspace

DUE_FIRST = N_("The goal would be due on {last}, before the guidance begins on {first}.")
ENDED_FIRST = N_("It would have ended on {last}, before it began on {first}.")


@dataclass(frozen=True)
class MentorshipData:
    """What is typed of a mentorship."""

    mentor_no: str
    mentee_no: str
    starts_on: date
    due_on: date
    goal: str


@dataclass(frozen=True)
class Mentorship:
    """A mentorship with names; `ended_on` and `reached` None while it runs; `days_left` until it is due, None when ended."""

    id: int
    data: MentorshipData
    mentor: str
    mentee: str
    ended_on: date | None
    reached: bool | None
    result: str
    days_left: int | None


def mentorships(workspace: Workspace) -> tuple[Mentorship, ...]:
    """Every mentorship, the newest first."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        return tuple(
            Mentorship(
                row.id,
                MentorshipData(people[row.mentor_id].employee_no, people[row.mentee_id].employee_no, row.starts_on, row.due_on, row.goal),
                people[row.mentor_id].name,
                people[row.mentee_id].name,
                row.ended_on,
                row.reached,
                row.result,
                None if row.ended_on else (row.due_on - today).days,
            )
            for row in queries.mentorships(tx)
        )


def save(workspace: Workspace, *, data: MentorshipData, mentorship: int | None = None) -> Done[int]:
    """Begin a mentorship, or change the one given; an agent has one mentor at a time for one goal."""
    goal = checks.text(data.goal, N_("Write down the goal."))
    checks.in_order(data.starts_on, data.due_on, DUE_FIRST)

    def work(tx: Tx) -> int:
        mentor, mentee = (checks.agent(tx, number, data.starts_on) for number in (data.mentor_no, data.mentee_no))
        checks.two_people(mentor, mentee)
        same = (mentor, mentee, data.starts_on)
        if any(row.id != mentorship and (row.mentor_id, row.mentee_id, row.starts_on) == same for row in queries.mentorships(tx)):
            raise UserError(N_("The two are on record from {day} already."), day=data.starts_on)
        values = {"mentor_id": mentor, "mentee_id": mentee, "starts_on": data.starts_on, "due_on": data.due_on, "goal": goal}
        row = checks.put(tx, MentorshipRow, mentorship, values)
        checks.in_order(data.starts_on, row.ended_on, ENDED_FIRST)
        return row.id

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor, note=goal)


def end(workspace: Workspace, *, mentorship: int, on: date, reached: bool, result: str) -> Done[None]:
    """Note on which day it ended, whether the goal was reached, and what came of it."""
    outcome = checks.text(result, N_("Write down what came of it."))
    checks.not_later(on, workspace.clock.today())

    def work(tx: Tx) -> None:
        row = checks.row(tx, MentorshipRow, mentorship)
        checks.in_order(row.starts_on, on, ENDED_FIRST)
        row.ended_on, row.reached, row.result = on, reached, outcome

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor, note=outcome)


def remove(workspace: Workspace, *, mentorship: int) -> Done[None]:
    """Remove a mentorship from the records."""
    work = lambda tx: tx.remove(checks.row(tx, MentorshipRow, mentorship))  # noqa: E731
    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)
