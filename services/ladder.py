"""The disciplinary ladder of one agent: earlier steps, which of them still count, and the step that follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.domain.errors import N_, UserError
from models.domain.outcomes import LEVELS, OutcomeKind, OutcomeStatus
from models.domain.period import months_later
from models.queries import follow_ups as queries
from models.queries import people as people_queries
from services.outcome_views import book
from services.workspace import Workspace


@dataclass(frozen=True)
class EarlierStep:
    """A step given earlier, as it stands after corrections. `expires_on` the last day on which it counts, None = for ever."""

    outcome_id: int
    level: str
    rule: str
    published_on: date
    expires_on: date | None
    counts: bool
    revoked: bool


@dataclass(frozen=True)
class History:
    """An agent's steps, newest first, and the step that would follow; None above the highest: then somebody decides on a referral."""

    name: str
    steps: tuple[EarlierStep, ...]
    suggested: str | None


def expiry(published_on: date, months: int) -> date | None:
    """The last day of so many months from the publication on, None when 0: it never expires."""
    if not months:
        return None
    return months_later(published_on, months) - timedelta(days=1)


def history(workspace: Workspace, *, employee_no: str) -> History:
    """The agent's steps as of today; UserError when nobody has the number."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        person = people_queries.employee_row(tx, employee_no.strip())
        if person is None:
            raise UserError(N_("No agent has the employee number “{number}”."), number=employee_no)
        rows = queries.published_of(tx, person.id, [OutcomeKind.PENALTY.value, OutcomeKind.PROPOSAL.value])
        known = book(tx, workspace, rows)
    steps = []
    for row in rows:
        level, revoked = known.current(row)[2], row.status == OutcomeStatus.REVOKED
        level = row.level if revoked else level
        if level in LEVELS and row.published_on:
            counts = not revoked and (row.expires_on is None or row.expires_on >= today)
            name = known.rule(row).name.text(known.language)
            steps.append(EarlierStep(row.id, level, name, row.published_on, row.expires_on, counts, revoked))
    return History(person.name, tuple(reversed(steps)), _next(steps))


def _next(steps: list[EarlierStep]) -> str | None:
    highest = max((LEVELS.index(step.level) for step in steps if step.counts), default=-1)
    return LEVELS[highest + 1] if highest + 1 < len(LEVELS) else None
