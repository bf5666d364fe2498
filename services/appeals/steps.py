"""What every step of an appeal shares: finding the case, moving its state, keeping the event."""

from __future__ import annotations

from datetime import datetime

from models.domain.errors import N_, UserError
from models.domain.outcomes import AppealState, move_appeal
from models.queries import appeals as queries
from models.queries.appeals import AppealRecord
from models.store import Tx
from models.tables.decisions import AppealEventRow, AppealRow


def find(tx: Tx, case: str) -> AppealRecord:
    """The case with that number; UserError when there is none."""
    found = queries.appeals(tx, case_no=case.strip())
    if not found:
        raise UserError(N_("There is no appeal {case}."), case=case)
    return found[0]


def move(tx: Tx, appeal: AppealRow, state: AppealState, *, who: str, at: datetime, note: str = "") -> None:
    """Take the case to a state that its life allows and keep the step; IllegalMove otherwise."""
    appeal.state = move_appeal(AppealState(appeal.state), state).value
    keep_event(tx, appeal, who=who, at=at, note=note)


def keep_event(tx: Tx, appeal: AppealRow, *, who: str, at: datetime, note: str = "") -> None:
    """Keep what happened in the state that the case is in."""
    tx.add(AppealEventRow(appeal_id=appeal.id, at=at, who=who, state=appeal.state, note=note))
