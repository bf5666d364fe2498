"""Closed months and their outcomes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from models.store import Tx
from models.tables.decisions import ClosedPeriodRow, CorrectionRow, OutcomeRow


def closed_period(tx: Tx, month: str) -> ClosedPeriodRow | None:
    """The close of a month, or None."""
    return tx.get(ClosedPeriodRow, month)


def closed_periods(tx: Tx) -> list[ClosedPeriodRow]:
    """Every closed month in order."""
    return list(tx.session.execute(select(ClosedPeriodRow).order_by(ClosedPeriodRow.period)).scalars())


def outcome_rows(tx: Tx, month: str, *, by_hand: bool | None = None) -> list[OutcomeRow]:
    """The outcomes of a closed month in the order they were stored; only those by hand, or only the others, when asked so."""
    query = select(OutcomeRow).where(OutcomeRow.month == month).order_by(OutcomeRow.id)
    if by_hand is not None:
        query = query.where(OutcomeRow.by_hand == by_hand)
    return list(tx.session.execute(query).scalars())


def corrections(tx: Tx, outcome_ids: Iterable[int]) -> dict[int, list[CorrectionRow]]:
    """Corrections by outcome, oldest first."""
    found: dict[int, list[CorrectionRow]] = {}
    query = select(CorrectionRow).where(CorrectionRow.outcome_id.in_(list(outcome_ids))).order_by(CorrectionRow.id)
    for row in tx.session.execute(query).scalars():
        found.setdefault(row.outcome_id, []).append(row)
    return found
