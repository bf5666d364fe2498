"""Closing a year of 200 agents with outcomes stored, evaluating it without storing, starting the program, and memory."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing as ending
from datetime import date
from pathlib import Path

from models.domain.ops import Op
from services import closing, library, schemes
from services.clock import FixedClock
from services.sample import centre
from services.workspace import Workspace, create_workspace
from tests.bench.bench_edits import MONTHS, _fill
from tests.bench.rows import BenchRow

SCHEMES = {
    "outbound-rewards-and-penalties": {"monthly-top-performers.amount": "500"},
    "points-programme": {},
    "recording-awards": {"excellent-recording.count": "3", "most-beautiful-voice.count": "2"},
}
_CLI = "import sys; from ui.cli.commands import run; sys.exit(run(['deadline', '2026-11-02', '5', '--workspace', sys.argv[1]]))"
_MEMORY = """
import sys, tempfile
from pathlib import Path
from services.workspace import open_workspace
import ui.shell.app
from tests.ui.test_structure import NAMES, _shell
from PySide6.QtWidgets import QApplication
app, folder = QApplication([]), Path(tempfile.mkdtemp())
shell = _shell(app, folder, open_workspace(Path(sys.argv[1])), "zh")
for _ in range(10):
    for name in NAMES:
        shell.window.open_page(name)
        app.processEvents()
pss = [line for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:")]
print(int(pss[0].split()[1]) / 1024)
"""


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _centre(folder: Path) -> Workspace:
    workspace = create_workspace(folder, name="N", clock=FixedClock.on(date(2027, 1, 5)))
    workspace.store.transact(Op.IMPORT_ROSTER, _fill, who="bench")
    for scheme_id, values in SCHEMES.items():
        schemes.adopt(workspace, scheme_id=scheme_id, first=date(2026, 1, 1), values=values)
    return workspace


def _aggregate(path: Path) -> None:
    """The floor: one aggregate of readings and one of attendance, by agent and month, on the very file."""
    with ending(sqlite3.connect(path)) as base:
        base.execute("select employee_id, period, indicator, avg(cast(value as real)) from reading group by 1, 2, 3").fetchall()
        base.execute("select employee_id, substr(day, 1, 7), morning, count(*) from attendance_day group by 1, 2, 3").fetchall()


def _preview_year(workspace: Workspace) -> None:
    for month in MONTHS:
        closing.preview(workspace, month=month)


def _close_year(workspace: Workspace) -> None:
    closing.close_many(workspace, months=MONTHS)


def _process(script: str, *words: str) -> float:
    run = [sys.executable, "-c", script, *words]
    return min(_seconds(lambda: subprocess.run(run, check=True, capture_output=True, timeout=120)) for _ in range(3))


def _memory() -> float:
    with tempfile.TemporaryDirectory() as name:
        made = centre.make(Path(name) / "centre", today=date(2026, 11, 22))
        made.close()
        words = [sys.executable, "-c", _MEMORY, str(made.folder)]
        run = subprocess.run(words, check=True, capture_output=True, text=True, timeout=300)
    return float(run.stdout.split()[-1])


def rows() -> list[BenchRow]:
    """Seconds on one file in one run; the floor of the month's work is the bare aggregate of the same rows; memory in MB."""
    with tempfile.TemporaryDirectory() as name:
        workspace = _centre(Path(name) / "centre")
        floor = min(_seconds(lambda: _aggregate(workspace.store.path)) for _ in range(3))
        evaluated = _seconds(lambda: _preview_year(workspace))
        closed = _seconds(lambda: _close_year(workspace))
        cost = _seconds(lambda: library.monthly_cost(workspace, scheme=schemes.library()["points-programme"]))
        workspace.close()
        bare, cli = _process("import json, argparse"), _process(_CLI, str(workspace.folder))
    memory = _memory()
    return [
        BenchRow("evaluate 12 months × 200 agents, three schemes (s; SQL aggregate)", evaluated, floor, evaluated / floor, "≤ 2 s"),
        BenchRow("close 12 months × 200 agents, outcomes stored (s; SQL aggregate)", closed, floor, closed / floor, "≤ 1 s"),
        BenchRow("cost of a scheme over 3 months (s; SQL aggregate)", cost, floor, cost / floor, "≤ 2 s"),
        BenchRow("command line, start to answer (s; bare Python)", cli, bare, cli / bare),
        BenchRow("memory after 100 page changes (MB of its own; 250 MB)", memory, 250, memory / 250, "≤ 1"),
    ]
