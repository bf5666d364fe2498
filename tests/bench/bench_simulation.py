"""A year's simulation of a scheme for 200 agents, read from the store, beside the two seconds that it may take."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import date
from pathlib import Path

from models.domain.ops import Op
from models.domain.period import Period
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.people import AssignmentRow, EmployeeRow
from models.tables.readings import ReadingRow
from services import closing, schemes, simulation, simulation_views
from services.clock import FixedClock
from services.workspace import Workspace, create_workspace
from tests.bench.rows import BenchRow

AGENTS, LIMIT = 200, 2.0
MONTHS = tuple(Period.month(2026, number) for number in range(1, 13))
S1, S2 = "outbound-rewards-and-penalties", "points-programme"
CODES = (
    *("performance", "csat", "quality", "utilisation", "task_completion"),
    *("work_discipline", "complaints", "aht", "fcr", "answer_rate"),
)


def _fill(tx: Tx) -> None:
    ids, first, chance = range(1, AGENTS + 1), date(2020, 1, 1), random.Random(1)
    tx.insert_many(EmployeeRow, [{"id": n, "employee_no": f"{n:04}", "name": f"N{n}", "hired_on": first, "version": 1} for n in ids])
    held = {"effective_from": first, "position": "outbound", "employment_type": "full_time", "status": "regular"}
    tx.insert_many(AssignmentRow, [{"id": n, "employee_id": n, "team": f"T{n % 8}", **held} for n in ids])
    days = [day for month in MONTHS for day in month.days() if day.weekday() < 5]
    present = {"morning": "present", "afternoon": "present"}
    tx.insert_many(AttendanceRow, [{"employee_id": n, "day": day, **present} for n in ids for day in days])
    values = [
        {"employee_id": n, "indicator": code, "period": month.text, "value": chance.randrange(1, 100)}
        for n in ids for code in CODES for month in MONTHS
    ]  # fmt: skip
    tx.insert_many(ReadingRow, values)


def _centre(folder: Path) -> Workspace:
    """A year of figures and attendance, two schemes in force, half of the year closed."""
    made = create_workspace(folder / "centre", name="bench", clock=FixedClock.on(date(2026, 12, 31)))
    made.store.transact(Op.SET_UP, _fill, who="bench")
    schemes.adopt(made, scheme_id=S1, first=date(2026, 1, 1), values={"monthly-top-performers.amount": "500"})
    schemes.adopt(made, scheme_id=S2, first=date(2026, 1, 1))
    for month in MONTHS[:6]:
        closing.close(made, month=month)
    return made


def rows() -> list[BenchRow]:
    """Seconds of reading, simulating S1 with another share, and its tables; then of one sensitivity on what was read."""
    with tempfile.TemporaryDirectory() as name:
        centre = _centre(Path(name))
        scheme = schemes.versions(centre)[0].scheme.with_parameters({"monthly-top-performers.percent": "15"})
        start = time.perf_counter()
        past = simulation.read_past(centre, months=MONTHS)
        read = time.perf_counter()
        result = simulation.simulate(past, scheme=scheme, language="zh")
        simulation_views.fairness(result)
        whole = time.perf_counter()
        simulation_views.sensitivity(past, result=result, parameter="monthly-top-performers.percent", text="20", language="zh")
        end = time.perf_counter()
        centre.close()
    return [
        BenchRow("simulation: 12 months, 200 agents (s; at most 2)", whole - start, LIMIT, (whole - start) / LIMIT),
        BenchRow("simulation: reading alone (s)", read - start, LIMIT, (read - start) / LIMIT),
        BenchRow("simulation: one figure turned (s)", end - whole, LIMIT, (end - whole) / LIMIT),
    ]


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name}: {row.ours:.3f} / {row.floor:.3f} = {row.ratio:.2f}")
