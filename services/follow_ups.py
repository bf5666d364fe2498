"""What is owed after a decision – coaching plans, rectification reports, referrals: plan, notes, proof, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.papers import FollowUpKind
from models.queries import follow_ups as queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.decisions import FollowUpRow, OutcomeRow
from services import attachments, settings
from services.actors import shown
from services.attachments import Attachment
from services.outcome_views import book
from services.working_days import WorkingDays
from services.workspace import Workspace

KIND_WORDS = {
    FollowUpKind.COACHING: N_("Coaching plan"), FollowUpKind.RECTIFICATION_REPORT: N_("Rectification report"),
    FollowUpKind.REFERRAL: N_("Referral"), FollowUpKind.TALK: N_("Talk"),
}  # fmt: skip


@dataclass(frozen=True)
class InterimNote:
    """What was noted on the way."""

    at: str
    who: str
    text: str


@dataclass(frozen=True)
class FollowUp:
    """One thing owed. `days_left` working days until it is due (negative = overdue), None when it is done; `improved` None = not said."""

    id: int
    outcome_id: int
    kind: FollowUpKind
    employee_no: str
    name: str
    rule: str
    month: str
    responsible: str
    due_on: date
    days_left: int | None
    plan: str
    goal: str
    notes: tuple[InterimNote, ...]
    evidence: tuple[Attachment, ...]
    done_on: date | None
    result: str
    improved: bool | None


def follow_ups(workspace: Workspace) -> tuple[FollowUp, ...]:
    """Everything ever owed: what is open first, soonest due first, then what is done, newest first."""
    with workspace.store.read() as tx:
        rows = queries.all_follow_ups(tx)
        known = book(tx, workspace, [outcome for _, outcome in rows])
        centre, days = settings.centre_in(tx), WorkingDays(setting_queries.calendar_marks(tx))
        today, found = workspace.clock.today(), []
        for row, outcome in rows:
            person = known.person(outcome)
            found.append(
                FollowUp(
                    id=row.id, outcome_id=outcome.id, kind=FollowUpKind(row.kind), employee_no=person.employee_no if person else "",
                    name=person.name if person else outcome.team or "", rule=known.rule(outcome).name.text(known.language),
                    month=outcome.month, responsible=row.responsible, due_on=row.due_on,
                    days_left=None if row.done_on else days.days_left(today, row.due_on), plan=row.plan, goal=row.goal,
                    notes=tuple(InterimNote(n["at"], shown(workspace.texts, centre, n["who"]), n["text"]) for n in row.notes or ()),
                    evidence=tuple(Attachment(item["name"], item["sha256"]) for item in row.evidence or ()),
                    done_on=row.done_on, result=row.result, improved=row.improved,
                )
            )  # fmt: skip
    opened = [item for item in found if item.done_on is None]
    done = sorted((item for item in found if item.done_on), key=lambda item: (item.done_on or item.due_on, item.id), reverse=True)
    return (*sorted(opened, key=lambda item: (item.due_on, item.id)), *done)


def plan(workspace: Workspace, *, follow_up: int, text: str, goal: str) -> Done[None]:
    """Write down what is going to be done and which figure or state is to be reached."""
    if not text.strip():
        raise UserError(N_("Write down the plan."))

    def change(row: FollowUpRow) -> None:
        row.plan, row.goal = text.strip(), goal.strip()

    return _change(workspace, follow_up, change, "")


def note(workspace: Workspace, *, follow_up: int, text: str) -> Done[None]:
    """Keep an interim note with the moment and who wrote it."""
    if not text.strip():
        raise UserError(N_("The note is empty."))
    at = workspace.clock.now().isoformat(sep=" ", timespec="minutes")

    def change(row: FollowUpRow) -> None:
        row.notes = [*(row.notes or ()), {"at": at, "who": workspace.actor, "text": text.strip()}]

    return _change(workspace, follow_up, change, "")


def attach(workspace: Workspace, *, follow_up: int, paths: Sequence[Path]) -> Done[None]:
    """Keep files that prove what was done, such as the signed plan or report."""
    kept = [attachments.keep(workspace, path) for path in paths]

    def change(row: FollowUpRow) -> None:
        row.evidence = [*(row.evidence or ()), *({"name": item.name, "sha256": item.sha256} for item in kept)]

    return _change(workspace, follow_up, change, "")


def settle(workspace: Workspace, *, follow_up: int, on: date, result: str, improved: bool | None = None) -> Done[None]:
    """Record on which day it was done, what came of it, and whether it got better; once only, not before the publication."""
    if not result.strip():
        raise UserError(N_("Write down what came of it."))
    if on > workspace.clock.today():
        raise UserError(N_("The day lies in the future."))

    def work(tx: Tx) -> None:
        row = _open(tx, follow_up)
        outcome = tx.get(OutcomeRow, row.outcome_id)
        if outcome is not None and outcome.published_on is not None and on < outcome.published_on:
            raise UserError(N_("It cannot be settled before the decision was published on {day}."), day=outcome.published_on)
        row.done_on, row.result, row.improved = on, result.strip(), improved

    return workspace.store.transact(Op.FOLLOW_UP, work, who=workspace.actor, why=result.strip())


def _change(workspace: Workspace, follow_up: int, change: Callable[[FollowUpRow], None], why: str) -> Done[None]:
    return workspace.store.transact(Op.FOLLOW_UP, lambda tx: change(_open(tx, follow_up)), who=workspace.actor, why=why)


def _open(tx: Tx, follow_up: int) -> FollowUpRow:
    row = tx.get(FollowUpRow, follow_up)
    if row is None:
        raise UserError(N_("This entry does not exist."))
    if row.done_on is not None:
        raise UserError(N_("It was settled on {day} already."), day=row.done_on)
    return row
