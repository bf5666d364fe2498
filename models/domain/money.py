"""Money: decimal yuan in the program, whole fen in the database."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def to_fen(yuan: Decimal) -> int:
    """Whole fen, rounded half-up."""
    return int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP))


def fen_to_yuan(fen: int) -> Decimal:
    """Yuan with two places."""
    return (Decimal(fen) / 100).quantize(Decimal("0.01"))
