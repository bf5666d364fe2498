"""The steps between filing and decision: admit, refuse as late, withdraw, give to a reviewer, note a hearing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.outcomes import AppealState
from models.domain.rights import RIGHTS, Role
from models.queries import accounts as account_queries
from models.queries.appeals import AppealRecord
from models.store import Tx
from services import settings
from services.actors import same_person, shown
from services.appeals import wording
from services.appeals.steps import find, keep_event, move
from services.workspace import Workspace


def is_late(record: AppealRecord) -> bool:
    """Filed after the last day that was computed on filing."""
    last = record.appeal.last_day_to_file
    return last is not None and record.appeal.filed_at.date() > last


def accept(workspace: Workspace, *, case: str, reason: str = "", at: datetime | None = None) -> Done[AppealState]:
    """Admit an appeal for review; one refused as late needs a reason, for one filed late the agent's stands without another."""

    def work(tx: Tx) -> AppealState:
        record = find(tx, case)
        given = reason.strip()
        if record.appeal.state == AppealState.REJECTED_LATE and not given:
            raise UserError(N_("Appeal {case} was refused as late; admitting it needs a reason."), case=case)
        if is_late(record):
            given = given or record.appeal.late_reason
        return _moved(tx, workspace, record, AppealState.ACCEPTED, note=given, at=at)

    return _transact(workspace, work, case, reason)


def reject(workspace: Workspace, *, case: str, reason: str = "", at: datetime | None = None) -> Done[AppealState]:
    """Refuse an appeal that was filed late, with a paper that names the last day; one filed in time cannot be refused."""

    def work(tx: Tx) -> AppealState:
        record = find(tx, case)
        last = record.appeal.last_day_to_file
        if last is None:
            raise UserError(N_("Appeal {case} cannot be refused as late: the receipt of the notice is not recorded."), case=case)
        if not is_late(record):
            raise UserError(N_("Appeal {case} was filed in time (last day {last_day}) and cannot be refused."), case=case, last_day=last)
        words = reason.strip() or workspace.texts(N_("filed after the last day"))
        state = _moved(tx, workspace, record, AppealState.REJECTED_LATE, note=words, at=at)
        wording.issue_receipt(tx, workspace, record, record.appeal, accepted=False, reason=words)
        return state

    return _transact(workspace, work, case, reason)


def withdraw(workspace: Workspace, *, case: str, reason: str = "", at: datetime | None = None) -> Done[AppealState]:
    """Take an appeal back on the agent's wish, before it is decided."""

    def work(tx: Tx) -> AppealState:
        record = find(tx, case)
        return _moved(tx, workspace, record, AppealState.WITHDRAWN, note=reason.strip(), at=at, who=record.employee.name)

    return _transact(workspace, work, case, reason)


def assign(workspace: Workspace, *, case: str, reviewer: str, at: datetime | None = None) -> Done[AppealState]:
    """Give an accepted appeal to a reviewer, or one under review to another; never to who took the decision or to the agent."""

    def work(tx: Tx) -> AppealState:
        record = find(tx, case)
        set_reviewer(tx, workspace, record, reviewer, at or workspace.clock.now())
        return AppealState(record.appeal.state)

    return _transact(workspace, work, case, "")


def note(workspace: Workspace, *, case: str, text: str, at: datetime | None = None) -> Done[AppealState]:
    """Keep a hearing note on a case that is not decided yet."""

    def work(tx: Tx) -> AppealState:
        record = find(tx, case)
        state = AppealState(record.appeal.state)
        if state not in (AppealState.FILED, AppealState.ACCEPTED, AppealState.UNDER_REVIEW):
            raise UserError(N_("Appeal {case} is over; nothing can be noted on it any more."), case=case)
        if not text.strip():
            raise UserError(N_("The note is empty."))
        keep_event(tx, record.appeal, who=workspace.actor, at=at or workspace.clock.now(), note=text.strip())
        return state

    return _transact(workspace, work, case, "")


def set_reviewer(tx: Tx, workspace: Workspace, record: AppealRecord, reviewer: str, at: datetime) -> None:
    """Make somebody the reviewer inside the caller's transaction; the case is under review afterwards."""
    name = reviewer.strip()
    if not name:
        raise UserError(N_("Name the reviewer."))
    if any(same_person(name, taker) for taker in _takers(tx, workspace, record)):
        raise UserError(N_("{name} took the decision and may not decide on the appeal against it."), name=name)
    if same_person(name, record.employee.name) or same_person(name, record.employee.employee_no):
        raise UserError(N_("The agent cannot decide on the own appeal."))
    _check_account(tx, name)
    appeal = record.appeal
    if appeal.state == AppealState.UNDER_REVIEW and same_person(name, appeal.reviewer):
        return
    appeal.reviewer = name
    if appeal.state == AppealState.UNDER_REVIEW:
        keep_event(tx, appeal, who=workspace.actor, at=at, note=name)
    else:
        move(tx, appeal, AppealState.UNDER_REVIEW, who=workspace.actor, at=at, note=name)


def _takers(tx: Tx, workspace: Workspace, record: AppealRecord) -> tuple[str, ...]:
    """Everybody who had a hand in the decision: recorded it, confirmed it, signed its notice."""
    centre, row = settings.centre_in(tx), record.outcome
    stored = (row.proposed_by, row.decided_by, str(record.document.facts.get("handler", "")))
    return (*stored, *(shown(workspace.texts, centre, name) for name in stored if name))


def _check_account(tx: Tx, name: str) -> None:
    """Where the centre has accounts, only one that may decide appeals can be the reviewer."""
    held = account_queries.accounts(tx)
    row = account_queries.account_named(tx, name)
    if held and (row is None or not row.active or Op.DECIDE_APPEAL not in RIGHTS[Role(row.role)]):
        raise UserError(N_("{name} has no account that may decide appeals."), name=name)


def _moved(
    tx: Tx, workspace: Workspace, record: AppealRecord, state: AppealState, *, note: str, at: datetime | None, who: str = ""
) -> AppealState:
    move(tx, record.appeal, state, who=who or workspace.actor, at=at or workspace.clock.now(), note=note)
    return state


def _transact(workspace: Workspace, work: Callable[[Tx], AppealState], case: str, why: str) -> Done[AppealState]:
    return workspace.store.transact(Op.MOVE_APPEAL, work, who=workspace.actor, why=why.strip(), note=case)
