"""Kill a writing process at random moments, many times, and check what is left: `python -m tests.trials.kills 100 [seed]`.

Children are forked from a warm parent, so that a kill costs milliseconds and lands inside the work, not inside imports.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from models.domain.outcomes import OutcomeStatus
from models.domain.period import Period
from models.queries import closing as closing_queries
from models.tables.readings import ReadingRow
from services import backups, closing, outcomes, papers, publishing, schemes, verify
from services.clock import FixedClock
from services.exchange import importing
from services.outcome_views import outcomes_of
from services.workspace import Workspace, create_workspace, open_workspace

AGENTS = 12
BATCH_MONTH = Period.parse("2031-12")
FIRST_MONTH = Period.parse("2021-01")
CLOCK = FixedClock.on(date(2026, 11, 2))


def prepare(folder: Path) -> None:
    """A centre of twelve agents with a scheme in force and six years of months that can be closed."""
    workspace = create_workspace(folder, name="试验中心", clock=CLOCK)
    roster = folder / "roster.csv"
    roster.write_text(
        "工号,姓名,班组,岗位,入职日期\n" + "".join(f"{n:04},员工{n},一组,outbound,2020-01-01\n" for n in range(AGENTS)), encoding="utf-8"
    )
    importing.import_file(workspace, kind="roster", path=roster)
    kpi = folder / "kpi.csv"
    months = [FIRST_MONTH.shifted(n) for n in range(72)]
    rows = [f"{n:04},performance,{m.text},{50 + n * 3}\n" for m in months for n in range(AGENTS)]
    kpi.write_text("工号,指标,期间,数值\n" + "".join(rows), encoding="utf-8")
    importing.import_file(workspace, kind="kpi", path=kpi)
    values = {"monthly-top-performers.amount": "500"}
    schemes.adopt(workspace, scheme_id="outbound-rewards-and-penalties", first=date(2020, 1, 1), values=values)
    workspace.close()


def work(folder: Path, start: int, month_index: int, acknowledge: Callable[[str], None]) -> None:
    """Imports, closes, papers and backups one after the other, each acknowledged when it was stored, until killed."""
    workspace = open_workspace(folder, clock=CLOCK)
    batch = start
    month = FIRST_MONTH.shifted(month_index)
    while True:
        file = folder / "batch.csv"
        file.write_text(
            "工号,指标,期间,数值\n" + "".join(f"{n:04},calls_handled,{BATCH_MONTH.text},{batch}\n" for n in range(AGENTS)), encoding="utf-8"
        )
        importing.import_file(workspace, kind="kpi", path=file)
        acknowledge(f"batch {batch}")
        batch += 1
        if not closing.is_closed(workspace, month):
            closing.close(workspace, month=month)
            acknowledge(f"close {month.text}")
        found = outcomes_of(workspace, month=month, status=OutcomeStatus.PROPOSED)
        ids = [outcome.id for outcome in found if outcome.id is not None]
        if ids:
            outcomes.confirm(workspace, ids=ids)
            publishing.publish(workspace, month=month)
            acknowledge(f"publish {month.text}")
        papers.draw_pending(workspace)
        if batch % 7 == 0:
            backups.back_up(workspace)
        month = month.shifted(1)


def run_child(folder: Path, start: int, month_index: int, seconds: float) -> list[str]:
    """Fork, let the child work, kill it after `seconds`; the acknowledgements that came through."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            work(folder, start, month_index, lambda line: os.write(writer, f"{line}\n".encode()))
        except BaseException as error:
            os.write(writer, f"failed {error!r}\n".encode())
        finally:
            os._exit(1)
    os.close(writer)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        return stream.read().splitlines()


VERIFIED_EVERY = 10
"""Kills between two full verifications: damage stays, so a later one finds it too."""


def check(workspace: Workspace, batch: int, closed: set[str], whole: bool) -> list[str]:
    """What is wrong after a kill: a half batch, a lost acknowledgement, or (`whole`) a finding of verify."""
    with workspace.store.read() as tx:
        rows = [r.value for r in tx.session.query(ReadingRow).filter_by(indicator="calls_handled", period=BATCH_MONTH.text)]
        months = {row.period for row in closing_queries.closed_periods(tx)}
    wrong = []
    if len(set(rows)) > 1 or len(rows) not in (0, AGENTS):
        wrong.append(f"half a batch: {sorted(map(str, set(rows)))}, {len(rows)} rows")
    if batch >= 0 and (not rows or rows[0] < Decimal(batch)):
        wrong.append(f"batch {batch} was acknowledged but {rows[:1]} is stored")
    if not closed <= months:
        wrong.append(f"acknowledged closes are missing: {sorted(closed - months)}")
    papers.draw_pending(workspace)
    return wrong + [str(finding.message) for finding in verify.verify(workspace)] if whole else wrong


def main(kills: int, seed: int) -> int:
    """Run the trial; prints a JSON summary and gives 1 when anything was wrong."""
    rng = random.Random(seed)
    wrong: list[str] = []
    acknowledged = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "centre"
        prepare(folder)
        batch, closed = -1, set[str]()
        for kill in range(kills):
            lines = run_child(folder, batch + 1, len(closed), rng.uniform(0.005, 0.3))
            acknowledged += len(lines)
            wrong += [f"kill {kill}: {line}" for line in lines if line.startswith("failed")]
            batch = max([batch, *(int(line.split()[1]) for line in lines if line.startswith("batch"))])
            closed |= {line.split()[1] for line in lines if line.startswith("close")}
            workspace = open_workspace(folder, clock=CLOCK)
            wrong += [f"kill {kill}: {line}" for line in check(workspace, batch, closed, kill % VERIFIED_EVERY == VERIFIED_EVERY - 1)]
            with workspace.store.read() as tx:
                rows = tx.session.query(ReadingRow).filter_by(indicator="calls_handled", period=BATCH_MONTH.text).first()
                batch = max(batch, int(rows.value) if rows else -1)
                closed = {row.period for row in closing_queries.closed_periods(tx)}
            workspace.close()
    print(json.dumps({"kills": kills, "acknowledged": acknowledged, "closed": len(closed), "wrong": wrong}, ensure_ascii=False))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
