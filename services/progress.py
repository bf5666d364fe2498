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


class Part:
    """A stretch of longer work: its own steps are told as percent of the whole, from `first` to `last`."""

    def __init__(self, whole: Progress, first: int, last: int) -> None:
        self._whole, self._first, self._last = whole, first, last

    def step(self, done: int, total: int) -> None:
        """`done` of `total` units of this stretch are finished."""
        self._whole.step(self._first + (self._last - self._first) * done // max(total, 1), 100)
