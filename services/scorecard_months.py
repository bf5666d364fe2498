"""From which month a scorecard may hold: never one that a close has used."""

from __future__ import annotations

from models.domain.errors import N_, UserError
from models.domain.period import Cadence, Period
from models.queries import closing as closing_queries
from models.queries import scorecards as queries
from models.store import Tx


def check_month(tx: Tx, position: str, from_month: str) -> None:
    """Return when no closed month would be scored otherwise; UserError names the closed month."""
    first = Period.parse(from_month)
    if first.cadence is not Cadence.MONTH:
        raise UserError(N_("“{text}” is not a month; write it like 2026-09."), text=from_month)
    later = [row.from_month for row in queries.scorecard_rows(tx) if row.position == position and row.from_month > from_month]
    until = min(later, default="9999-12")
    closed = [row.period for row in closing_queries.closed_periods(tx) if from_month <= row.period < until]
    if closed:
        raise UserError(N_("{month} is closed already; let the scorecard hold from a later month."), month=closed[-1])
