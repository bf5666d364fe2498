"""A year's evaluation under all three schemes against bare SQL aggregates of the same facts; and its growth with the centre."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from models.domain.attendance import AttendanceTally, Code
from models.domain.facts import Facts, Recording
from models.domain.people import POSITIONS, STARS, Assignment, Employee
from models.domain.period import Period
from services.rules.engine import evaluate
from tests.bench.rows import BenchRow
from tests.rules.worlds import S1, S2, S3, adopted

MONTHS = tuple(Period.month(2026, number) for number in range(1, 13))
INDICATORS = (
    *("performance", "csat", "quality", "utilisation", "task_completion"),
    *("work_discipline", "complaints", "aht", "fcr", "answer_rate"),
)
SCHEMES = [adopted(scheme) for scheme in (S1, S2, S3)]


def _centre(size: int) -> Facts:
    chance = random.Random(size)
    numbers = [f"{n:05}" for n in range(size)]
    first = date(2020, 1, 1)
    employees = {
        number: Employee(number, number, first, None, (Assignment(first, f"T{n % 4}", POSITIONS[n % 4], star=STARS[n % 5]),))
        for n, number in enumerate(numbers)
    }
    cells = [(number, month.text) for number in numbers for month in MONTHS]
    values = {(number, code, month): Decimal(chance.randrange(10000)) / 100 for number, month in cells for code in INDICATORS}
    attendance = {
        cell: AttendanceTally({Code.PRESENT: 40, Code.SICK: chance.choice((0, 0, 2))}, days_entered=22, workdays=22) for cell in cells
    }
    recordings = tuple(
        Recording(f"R{n}", chance.choice(numbers), date(2026, chance.randint(1, 12), chance.randint(1, 28)), {"a": Decimal(n % 50 + 50)})
        for n in range(size * 12)
    )
    return Facts(employees, attendance, values, recordings=recordings, keeps_complaints=True)


def _evaluate(facts: Facts) -> int:
    return sum(len(evaluate(SCHEMES, month, facts).outcomes) for month in MONTHS)


def _filled(facts: Facts) -> sqlite3.Connection:
    """The same facts as bare tables: a row per reading and a row per attendance day."""
    base = sqlite3.connect(":memory:")
    base.execute("create table reading (agent text, indicator text, month text, value real)")
    base.execute("create table day (agent text, day text, code text)")
    base.executemany("insert into reading values (?, ?, ?, ?)", ((*key, float(value)) for key, value in facts.readings.items()))
    days = ((number, day.isoformat(), "present") for number in facts.employees for month in MONTHS for day in month.days())
    base.executemany("insert into day values (?, ?, ?)", days)
    return base


def _aggregate(base: sqlite3.Connection) -> int:
    """The floor: one aggregate of readings and one of attendance, by agent and month."""
    readings = base.execute("select agent, month, indicator, avg(value) from reading group by agent, month, indicator").fetchall()
    return len(readings) + len(base.execute("select agent, substr(day, 1, 7), code, count(*) from day group by 1, 2, 3").fetchall())


def _best(work: Callable[[], object], times: int = 3) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def rows() -> list[BenchRow]:
    """Seconds for 200 agents × 12 months × 10 indicators; and 1,000 agents beside five times 200."""
    small, large = _centre(200), _centre(1000)
    base = _filled(small)
    ours, floor = _best(lambda: _evaluate(small)), _best(lambda: _aggregate(base))
    base.close()
    big = _best(lambda: _evaluate(large), 1)
    return [
        BenchRow("rules: 200 agents, 12 months, three schemes (s; SQL aggregate)", ours, floor, ours / floor),
        BenchRow("rules: 1,000 agents (s; five times 200 agents)", big, ours * 5, big / (ours * 5)),
    ]


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name}: {row.ours:.3f} / {row.floor:.3f} = {row.ratio:.2f}")
