"""What coaching plans of an agent came to, beside decisions that follow 'no improvement after coaching'."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from models.domain.errors import N_
from models.queries import follow_ups as queries
from models.store import Tx
from services.outcome_words import period_word
from services.texts import Texts


@dataclass(frozen=True)
class Coaching:
    """One coaching plan: the month it was given for, and what came of it; `done_on` None while it goes on."""

    outcome_id: int
    month: str
    due_on: date
    done_on: date | None
    improved: bool | None
    result: str


def plans(tx: Tx, employee_ids: Collection[int]) -> dict[int, list[Coaching]]:
    """The coaching plans of these agents that were not dropped with a revoked decision, oldest first."""
    found: dict[int, list[Coaching]] = {}
    for row, outcome in queries.coaching_of(tx, employee_ids):
        made = Coaching(outcome.id, outcome.month, row.due_on, row.done_on, row.improved, row.result)
        found.setdefault(outcome.employee_id or 0, []).append(made)
    return found


def words(t: Texts, plan: Coaching) -> str:
    """The plan and its result as a sentence."""
    facts = {"period": period_word(t, plan.month), "due": plan.due_on, "day": plan.done_on, "result": plan.result}
    if plan.done_on is None:
        return t(N_("Coaching plan of {period}: not finished, due on {due}."), **facts)
    if plan.improved is None:
        return t(N_("Coaching plan of {period}: finished on {day}: {result}"), **facts)
    if plan.improved:
        return t(N_("Coaching plan of {period}: improved (finished on {day}): {result}"), **facts)
    return t(N_("Coaching plan of {period}: not improved (finished on {day}): {result}"), **facts)
