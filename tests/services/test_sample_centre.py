"""The sample centre: the same day gives the same centre, everything in it is sound, and any day will do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.domain.period import Cadence, Period
from services import closing, people
from services.appeals import board
from services.sample import centre
from services.today import todo
from services.verify import verify
from services.workspace import Workspace


def outcomes_digest(workspace: Workspace) -> list[str]:
    """What the closed months decided."""
    with workspace.store.read() as tx:
        months = sorted(closing.queries.closed_periods(tx), key=lambda row: row.period)
        return [f"{row.period} {row.facts_sha256} {row.outcomes_sha256}" for row in months]


def test_it_is_whole_and_the_last_month_waits_to_be_closed(sample: Workspace) -> None:
    today = sample.clock.today()
    agents = people.roster(sample, day=today)
    assert (len(agents), sum(row.status == "left" for row in agents)) == (42, 1)
    assert verify(sample) == ()
    open_month = Period.containing(today, Cadence.MONTH).shifted(-1)
    assert len(outcomes_digest(sample)) == 5
    assert not closing.is_closed(sample, open_month)
    assert closing.preview(sample, month=open_month).outcomes
    closing.close(sample, month=open_month)
    assert verify(sample) == ()
    assert todo(sample)
    assert board(sample)


@pytest.mark.slow
@pytest.mark.parametrize("today", ["2026-11-22", "2026-03-01", "2026-01-05", "2027-02-10", "2026-10-01", "2024-02-29"])
def test_any_day_gives_a_whole_centre_and_twice_the_same(tmp_path: Path, today: str) -> None:
    digests = []
    for name in ("one", "two"):
        workspace = centre.make(tmp_path / name, today=date.fromisoformat(today))
        assert verify(workspace) == ()
        closing.close(workspace, month=Period.containing(date.fromisoformat(today), Cadence.MONTH).shifted(-1))
        assert verify(workspace) == ()
        digests.append(outcomes_digest(workspace))
        workspace.close()
    assert digests[0] == digests[1]
    assert len(digests[0]) == 6
