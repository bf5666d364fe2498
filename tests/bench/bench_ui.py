"""Start to a painted window, first paint and frames of the grid, beside what quality.md asks."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.bench.rows import BenchRow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_BARE = "from PySide6.QtWidgets import QApplication, QMainWindow; app = QApplication([]); w = QMainWindow()"
_OURS = """
import tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.kit import theme
from ui.kit.preferences import Preferences
from ui.kit.tasks import Tasks
from ui.shell.app import Shell
app = QApplication([])
theme.register_fonts(app)
theme.apply(app, "light")
w = Shell(app, Preferences(Path(tempfile.mkdtemp()) / "ui.ini"), Tasks(app)).window
"""
_SHOW = "\nw.show(); app.processEvents(); w.grab()"


def _seconds(script: str) -> float:
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", script + _SHOW], check=True, capture_output=True, timeout=60)
        best = min(best, time.perf_counter() - start)
    return best


def _grid(agents: int) -> tuple[float, float]:
    """Seconds of the first paint, and of one frame after a scroll by two rows (median of 60)."""
    from PySide6.QtWidgets import QApplication

    from ui.kit.grid import Grid, GridColumn, GridModel, GridRow

    app = QApplication.instance() or QApplication([])
    model = GridModel([GridColumn("no", "No.", 64), GridColumn("name", "Name", 72)], [GridColumn(f"{n}", f"{n}", 34) for n in range(1, 32)])
    grid = Grid(model, "Attendance")
    grid.resize(1240, 900)
    start = time.perf_counter()
    model.set_rows([GridRow(n, (f"{n:04}", "Zhang San", *(["√"] * 31))) for n in range(agents)])
    grid.show()
    app.processEvents()
    grid.grab()
    first = time.perf_counter() - start
    frames = []
    for step in range(60):
        grid.view.verticalScrollBar().setValue(step * 2)
        start = time.perf_counter()
        for view in (grid.lead, grid.view):
            view.viewport().repaint()
        frames.append(time.perf_counter() - start)
    grid.close()
    return first, sorted(frames)[30]


def rows() -> list[BenchRow]:
    """Seconds; the floor of the start is a bare window, that of the grid the figure to reach."""
    bare, ours = _seconds(_BARE), _seconds(_OURS)
    found = [BenchRow("start to a painted window", ours, bare, ours / bare)]
    for agents in (200, 500):
        first, frame = _grid(agents)
        found.append(BenchRow(f"grid {agents} × 31, first paint", first, 0.15, first / 0.15))
        found.append(BenchRow(f"grid {agents} × 31, one frame", frame, 0.020, frame / 0.020))
    return found
