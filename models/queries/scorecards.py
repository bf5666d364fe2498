"""Scorecards as they are stored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from models.domain.kpi import plain
from models.domain.period import Period
from models.domain.scorecards import CardLine, Curve, CurveKind, MissingPolicy, Scorecard
from models.store import Tx
from models.tables.readings import ScorecardRow


def scorecards(tx: Tx, until: Period | None = None) -> tuple[Scorecard, ...]:
    """Every scorecard that begins by that month, by position and month."""
    return tuple(card_of(row) for row in scorecard_rows(tx) if until is None or row.from_month <= until.text)


def scorecard_rows(tx: Tx) -> list[ScorecardRow]:
    """The rows, by position and month."""
    return list(tx.session.execute(select(ScorecardRow).order_by(ScorecardRow.position, ScorecardRow.from_month)).scalars())


def card_of(row: ScorecardRow) -> Scorecard:
    """The card that a row holds."""
    return Scorecard(row.position, row.from_month, tuple(map(_line, row.lines)), MissingPolicy(row.missing))


def line_values(line: CardLine) -> dict[str, Any]:
    """A line as it stands in the row's JSON, numbers as plain text."""
    curve = line.curve
    return {
        "indicator": line.indicator, "weight": plain(line.weight), "curve": curve.kind.value, "bands": curve.bands,
        "floor": _text(curve.floor), "target": _text(curve.target), "most": plain(curve.most), "falling": curve.falling,
        "sample": line.sample, "least": plain(line.least),
    }  # fmt: skip


def _line(stored: dict[str, Any]) -> CardLine:
    curve = Curve(
        CurveKind(stored["curve"]), stored["bands"], _number(stored["floor"]), _number(stored["target"]), Decimal(stored["most"]),
        stored["falling"],
    )  # fmt: skip
    return CardLine(stored["indicator"], Decimal(stored["weight"]), curve, stored["sample"], Decimal(stored["least"]))


def _text(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
