"""A process killed at any moment loses nothing that it acknowledged and leaves nothing half done."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


def _trial(kills: int) -> dict[str, object]:
    run = subprocess.run([sys.executable, "-m", "tests.trials.kills", str(kills)], capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    return dict(json.loads(run.stdout.splitlines()[-1]))


def test_hundred_kills_during_imports_closes_and_papers_lose_nothing() -> None:
    report = _trial(100)
    assert report["wrong"] == []
    assert int(str(report["acknowledged"])) > 50


@pytest.mark.slow
def test_two_thousand_kills_lose_nothing() -> None:
    assert _trial(2000)["wrong"] == []
