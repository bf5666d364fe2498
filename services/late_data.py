"""Answering data that changed after a close: corrections for everything published that would now be different."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.errors import N_, UserError
from models.domain.money import to_fen
from models.domain.ops import Done, Op
from models.domain.outcomes import OutcomeStatus
from models.domain.period import Period
from models.queries import outcomes as queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from services import closing
from services.closing import Difference
from services.corrections import CORRECTED, REVOKED, Correction, apply_correction
from services.outcome_views import book
from services.workspace import Workspace

_PUBLISHED = (OutcomeStatus.PUBLISHED, OutcomeStatus.IN_FORCE, OutcomeStatus.CORRECTED)


@dataclass(frozen=True)
class LateCorrections:
    """How many decisions were corrected or revoked, and how many differences are left to a person (not published, or new)."""

    corrected: int
    left: int


def correct_late(workspace: Workspace, *, month: Period, reason: str) -> Done[LateCorrections]:
    """Correct or revoke every published outcome of a closed month that today's data would give otherwise, in one transaction."""
    if not reason.strip():
        raise UserError(N_("Give the reason for the corrections."))
    differences = closing.late_changes(workspace, month=month).differences

    def work(tx: Tx) -> LateCorrections:
        numbers = {key: person.employee_no for key, person in people_queries.employees(tx).items()}
        rows = {closing.outcome_key(closing.outcome_of(row, numbers)): row for row in queries.outcome_rows(tx, month=month.text)}
        corrected = 0
        for difference in differences:
            row = rows.get(closing.outcome_key(difference.stored)) if difference.stored else None
            if row is not None and row.status in _PUBLISHED and _correct(tx, workspace, row, difference, reason):
                corrected += 1
        return LateCorrections(corrected, len(differences) - corrected)

    return workspace.store.transact(Op.CORRECT_OUTCOME, work, who=workspace.actor, why=reason.strip(), note=month.text)


def _correct(tx: Tx, workspace: Workspace, row: OutcomeRow, difference: Difference, reason: str) -> bool:
    known, now = book(tx, workspace, [row]), difference.now
    if any(made.cause != "data" for made in known.corrections.get(row.id, ())):
        return False  # the decision on an appeal or objection is final; a person looks at what the new data mean for it
    if now is None:
        apply_correction(tx, workspace, Correction(row.id, REVOKED, "data", reason))
        return True
    if known.current(row) == (to_fen(now.amount), now.points, now.level):
        return False  # another score with the same result is no correction
    changed = Correction(row.id, CORRECTED, "data", reason, amount=now.amount, points=now.points, level=now.level)
    apply_correction(tx, workspace, changed)
    return True
