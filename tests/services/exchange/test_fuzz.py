"""Spoilt files of every kind and format are stored whole or refused with a sentence; none crashes or hangs the program."""

from __future__ import annotations

import pytest

from tests.trials import fuzz


def test_three_hundred_spoilt_files_are_stored_or_refused() -> None:
    verdict = fuzz.run(range(300), slow_formats=False)
    assert verdict.faults == []
    assert verdict.stored > 20, "the harness must also reach the store"
    assert verdict.refused > 100


@pytest.mark.slow
def test_twenty_thousand_spoilt_files_are_stored_or_refused() -> None:
    verdict = fuzz.run(range(1_000, 21_000), workers=2)
    assert verdict.faults == []
    assert verdict.stored > 800
    assert verdict.refused > 10_000
