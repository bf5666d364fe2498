"""How long work reports where it is and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told between two units of long work; raises Cancelled from models.domain.errors when the user wants to stop."""

    def step(self, done: int, total: int) -> None:
        """`done` of `total` units are finished."""


class NoProgress:
    """Nobody watches and nobody cancels."""

    def step(self, done: int, total: int) -> None:
        """Take note of nothing."""
