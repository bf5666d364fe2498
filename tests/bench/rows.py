"""One line of the benchmark's table."""

from __future__ import annotations

from typing import NamedTuple


class BenchRow(NamedTuple):
    """What was timed: our figure and the floor beside it (same unit), ours ÷ floor, and what is to be reached in words."""

    name: str
    ours: float
    floor: float
    ratio: float
    target: str = ""
