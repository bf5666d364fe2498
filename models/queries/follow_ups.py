"""What is owed after outcomes, and the steps of the ladder an agent was given."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from models.domain.outcomes import OutcomeStatus
from models.domain.papers import FollowUpKind
from models.store import Tx
from models.tables.decisions import FollowUpRow, OutcomeRow


def all_follow_ups(tx: Tx) -> list[tuple[FollowUpRow, OutcomeRow]]:
    """Everything owed with the outcome that it follows."""
    query = select(FollowUpRow, OutcomeRow).join(OutcomeRow, OutcomeRow.id == FollowUpRow.outcome_id).order_by(FollowUpRow.id)
    return [(row[0], row[1]) for row in tx.session.execute(query)]


def published_of(tx: Tx, employee_id: int, kinds: Collection[str]) -> list[OutcomeRow]:
    """Published outcomes of these kinds about an agent, oldest first."""
    query = select(OutcomeRow).where(OutcomeRow.employee_id == employee_id, OutcomeRow.kind.in_(list(kinds)))
    query = query.where(OutcomeRow.published_on.is_not(None)).order_by(OutcomeRow.published_on, OutcomeRow.id)
    return list(tx.session.execute(query).scalars())


def coaching_of(tx: Tx, employee_ids: Collection[int]) -> list[tuple[FollowUpRow, OutcomeRow]]:
    """The coaching plans of agents with the decisions that still stand behind them, oldest first."""
    query = select(FollowUpRow, OutcomeRow).join(OutcomeRow, OutcomeRow.id == FollowUpRow.outcome_id).order_by(FollowUpRow.id)
    query = query.where(FollowUpRow.kind == FollowUpKind.COACHING.value, OutcomeRow.employee_id.in_(list(employee_ids)))
    query = query.where(OutcomeRow.status != OutcomeStatus.REVOKED.value)
    return [(row[0], row[1]) for row in tx.session.execute(query)]
