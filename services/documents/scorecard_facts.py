"""Facts of an agent's scorecard as a sheet: figures in words already, trends as numbers to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from services.documents.facts import Paper, Person


@dataclass(frozen=True, kw_only=True)
class ScoredIndicator:
    """One indicator: its figures as shown, how the points came about, and the values of the last months, oldest first (None = missing)."""

    name: str
    value: str
    score: str
    weight: str
    earned: str
    sentence: str
    trend: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScorecardSheetFacts(Paper):
    """An agent's month by the scorecard of the position, not numbered; `basis`: since when the card holds, `span`: the months drawn."""

    title: str
    holder: Person
    period: str
    total: str
    basis: str
    span: str
    lines: tuple[ScoredIndicator, ...]
    trend: tuple[Decimal | None, ...] = ()
    department: str = ""
