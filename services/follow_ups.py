"""What is owed after a decision: coaching plans, rectification reports, referrals; settled with a result."""

from __future__ import annotations

from datetime import date

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.store import Tx
from models.tables.decisions import FollowUpRow, OutcomeRow
from services.workspace import Workspace


def settle(workspace: Workspace, *, follow_up: int, on: date, result: str) -> Done[None]:
    """Record on which day it was done and what came of it; once only, not before the decision was published."""
    if not result.strip():
        raise UserError(N_("Write down what came of it."))
    if on > workspace.clock.today():
        raise UserError(N_("The day lies in the future."))

    def work(tx: Tx) -> None:
        row = tx.get(FollowUpRow, follow_up)
        if row is None:
            raise UserError(N_("This entry does not exist."))
        if row.done_on is not None:
            raise UserError(N_("It was settled on {day} already."), day=row.done_on)
        outcome = tx.get(OutcomeRow, row.outcome_id)
        if outcome is not None and outcome.published_on is not None and on < outcome.published_on:
            raise UserError(N_("It cannot be settled before the decision was published on {day}."), day=outcome.published_on)
        row.done_on, row.result = on, result.strip()

    return workspace.store.transact(Op.DECIDE_OUTCOME, work, who=workspace.actor, why=result.strip())
