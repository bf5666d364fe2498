"""One typed cell until it is stored with its log entry and the row's totals, flags and trends are worked out anew."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from models.domain.ops import Op
from models.domain.period import Period
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.people import AssignmentRow, EmployeeRow
from models.tables.readings import ReadingRow
from services import attendance, indicators
from services.clock import FixedClock
from services.indicators import Edit
from services.workspace import Workspace, create_workspace
from tests.bench.rows import BenchRow

AGENTS, ROUNDS = 200, 60
MONTHS = tuple(Period.month(2026, number) for number in range(1, 13))
DECEMBER = MONTHS[-1]
CODES = ("performance", "calls_offered", "calls_handled", "aht", "fcr", "csat", "quality", "adherence", "utilisation", "typing")


def _fill(tx: Tx) -> None:
    ids = range(1, AGENTS + 1)
    first, chance = date(2020, 1, 1), random.Random(1)
    tx.insert_many(EmployeeRow, [{"id": n, "employee_no": f"{n:04}", "name": f"N{n}", "hired_on": first, "version": 1} for n in ids])
    held = {"effective_from": first, "position": "inbound", "employment_type": "full_time", "status": "regular"}
    tx.insert_many(AssignmentRow, [{"id": n, "employee_id": n, "team": f"T{n % 8}", **held} for n in ids])
    days = [day for month in MONTHS for day in month.days() if day.weekday() < 5]
    present = {"morning": "present", "afternoon": "present"}
    tx.insert_many(AttendanceRow, [{"employee_id": n, "day": day, **present} for n in ids for day in days])
    readings = [(n, code, month.text) for n in ids for code in CODES for month in MONTHS]
    value = [chance.randrange(1, 100) for _ in readings]
    tx.insert_many(
        ReadingRow,
        [{"employee_id": n, "indicator": c, "period": m, "value": v} for (n, c, m), v in zip(readings, value, strict=True)],
    )


def _each(work: Callable[[int], object]) -> float:
    """Milliseconds of one call, the median of many."""
    spans = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        work(number)
        spans.append(time.perf_counter() - start)
    return median(spans) * 1000


def _floor(folder: Path) -> float:
    """One row written to a bare table with WAL and synchronous=FULL."""
    base = sqlite3.connect(folder / "floor.db", isolation_level=None)
    base.execute("pragma journal_mode=wal")
    base.execute("pragma synchronous=full")
    base.execute("create table day (agent integer, day text, code text, primary key (agent, day))")
    found = _each(lambda number: base.execute("insert or replace into day values (?, ?, ?)", (number, "2026-12-01", "present")))
    base.close()
    return found


def _centre(folder: Path) -> Workspace:
    made = create_workspace(folder / "centre", name="bench", clock=FixedClock.on(date(2026, 12, 31)))
    made.store.transact(Op.SET_UP, _fill, who="bench")
    return made


def rows() -> list[BenchRow]:
    """Attendance cell, indicator cell, and a pasted column; and the reading of both grids, in milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        floor, centre = _floor(folder), _centre(folder)
        day = date(2026, 12, 1)
        numbers = [f"{n:04}" for n in range(1, AGENTS + 1)]
        marks = ("迟5", "√")

        def cell(number: int) -> object:
            return attendance.set_cells(centre, month=DECEMBER, cells=[(numbers[number], day, "迟5")])

        def value(number: int) -> object:
            return indicators.set_cells(centre, month=DECEMBER, cells=[Edit(numbers[number], "quality", "50")], confirm=True)

        def column(number: int) -> object:
            return attendance.set_cells(centre, month=DECEMBER, cells=[(each, day, marks[number % 2]) for each in numbers])

        timed = {
            "attendance cell stored, row's totals anew (ms)": _each(cell),
            "indicator value stored, flags and trends anew (ms)": _each(value),
            "a day of 200 agents pasted (ms)": _each(column),
            "attendance sheet of 200 agents read (ms)": _each(lambda _: attendance.month_sheet(centre, month=DECEMBER)),
            "indicators grid of 200 agents read (ms)": _each(lambda _: indicators.month_sheet(centre, month=DECEMBER)),
        }
        centre.close()
    return [BenchRow(name, ours, floor, ours / floor) for name, ours in timed.items()]


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name:56} {row.ours:8.1f} {row.floor:8.2f} {row.ratio:8.1f}")
