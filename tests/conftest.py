"""Shared fixtures: fixed clock, an empty workspace, no screen needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from services.clock import FixedClock
from services.workspace import Workspace, create_workspace


@pytest.fixture
def clock() -> FixedClock:
    """Nine o'clock on Monday 2 November 2026."""
    return FixedClock.on(date(2026, 11, 2))


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """An empty workspace of a centre named 测试中心."""
    made = create_workspace(tmp_path / "centre", name="测试中心", clock=clock)
    yield made
    made.close()
