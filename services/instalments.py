"""Deductions spread over months, so that none takes more of the wage than the law allows (工资支付暂行规定 art. 16)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from models.domain.money import fen_to_yuan
from models.domain.outcomes import OutcomeKind, OutcomeStatus
from models.domain.papers import PaperStatus, Series
from models.domain.period import Period
from models.queries import closing as closing_queries
from models.queries import outcomes as queries
from models.queries import papers as paper_queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from services import settings
from services.documents.facts import Instalment

MOST_MONTHS = 24
"""Months over which a deduction is spread at most."""
LARGEST_SHARE = Decimal("0.20")
"""Part of a month's wage that deductions may take at most."""
_STANDING = (OutcomeStatus.CONFIRMED, OutcomeStatus.PUBLISHED, OutcomeStatus.IN_FORCE, OutcomeStatus.CORRECTED)


def spread(amount_fen: int, first: Period, room: Callable[[Period], int]) -> tuple[tuple[Period, int], ...] | None:
    """The amount month by month, each as full as there is room; None when it does not fit into MOST_MONTHS."""
    parts, left = [], amount_fen
    for month in (first.shifted(n) for n in range(MOST_MONTHS)):
        taken = min(left, max(room(month), 0))
        if taken:
            parts.append((month, taken))
            left -= taken
        if not left:
            return tuple(parts)
    return None


def limit_fen(wage_fen: int, minimum_wage: str) -> int:
    """What one month's deductions may take: a fifth of the wage, and what is left is not below the local minimum wage."""
    fifth = int(wage_fen * LARGEST_SHARE)
    return min(fifth, max(wage_fen - int(Decimal(minimum_wage) * 100), 0)) if minimum_wage else fifth


def wage_fen(tx: Tx, employee_id: int | None, month: Period) -> int | None:
    """The monthly wage at the end of the month, None when none is entered."""
    assignments = people_queries.assignment_rows(tx, [employee_id] if employee_id is not None else [])
    held = [a for a in assignments if a.effective_from <= month.last and a.monthly_wage_fen is not None]
    return held[-1].monthly_wage_fen if held else None


def plan(tx: Tx, row: OutcomeRow, amount_fen: int) -> tuple[Instalment, ...] | None:
    """How a deduction is taken; () when no wage is entered or nothing is taken, None when the law leaves no room for it."""
    first, centre = Period.parse(row.month), settings.centre_in(tx)
    if not amount_fen or wage_fen(tx, row.employee_id, first) is None:
        return ()
    taken = _taken(tx, row)

    def room(month: Period) -> int:
        return limit_fen(wage_fen(tx, row.employee_id, month) or 0, centre.minimum_wage) - taken.get(month.text, 0)

    parts = spread(amount_fen, first, room)
    return None if parts is None else tuple(Instalment(month=month.text, amount=fen_to_yuan(fen)) for month, fen in parts)


def on_notice(tx: Tx, row: OutcomeRow, amount_fen: int) -> tuple[Instalment, ...]:
    """The plan as a notice shows it: only where the deduction is not simply taken in its own month."""
    parts = plan(tx, row, amount_fen) or ()
    return parts if len(parts) > 1 or any(part.month != row.month for part in parts) else ()


def _taken(tx: Tx, row: OutcomeRow) -> Mapping[str, int]:
    """What the agent's other deductions take by month, as their notices say; one not issued yet counts before a later one."""
    rows = queries.outcome_rows(tx, employee_id=row.employee_id, statuses=[status.value for status in _STANDING])
    told = _told(tx, row.employee_id)
    others = [o for o in rows if o.kind == OutcomeKind.PENALTY and o.id != row.id and (o.id in told or o.id < row.id)]
    made = closing_queries.corrections(tx, [other.id for other in others])
    found: dict[str, int] = {}
    for other in others:
        amount = made[other.id][-1].amount_fen if other.id in made else other.amount_fen
        for month, fen in (told.get(other.id) or {other.month: amount}).items():
            found[month] = found.get(month, 0) + fen
    return found


def _told(tx: Tx, employee_id: int | None) -> dict[int, dict[str, int]]:
    """The instalments on the notices that hold, by outcome; {} where all is taken in the outcome's own month."""
    found: dict[int, dict[str, int]] = {}
    for document in paper_queries.documents(tx, kind=Series.PENALTY.value):
        if document.employee_id == employee_id and document.status == PaperStatus.ISSUED:
            parts = {part["month"]: int(Decimal(part["amount"]) * 100) for part in document.facts.get("instalments", ())}
            found |= dict.fromkeys(document.facts["outcomes"], parts)
    return found
