"""A year's evaluation under all three schemes against plain loops over the same facts, without explanations; and its growth with the centre."""

from __future__ import annotations

import random
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


def _plain_loops(facts: Facts) -> int:
    """The floor: rank each position and add up points per agent and month, keeping only the figures."""
    found = 0
    for month in MONTHS:
        groups: dict[str, list[Decimal]] = {}
        for number, employee in facts.employees.items():
            assignment = employee.assignment_in(month)
            tally = facts.attendance[number, month.text]
            values = [facts.readings[number, code, month.text].quantize(Decimal("0.01")) for code in INDICATORS]
            points = (5 if not tally.days(Code.SICK) else 1) + sum(value > 50 for value in values)
            found += points > 0
            groups.setdefault(assignment.position if assignment else "", []).append(values[0])
        found += sum(len(sorted(scores, reverse=True)[: len(scores) // 10]) for scores in groups.values())
    return found


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
    ours, floor = _best(lambda: _evaluate(small)), _best(lambda: _plain_loops(small))
    big = _best(lambda: _evaluate(large), 1)
    return [
        BenchRow("rules: 200 agents, 12 months, three schemes (s; plain loops)", ours, floor, ours / floor),
        BenchRow("rules: 1,000 agents (s; five times 200 agents)", big, ours * 5, big / (ours * 5)),
    ]


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name}: {row.ours:.3f} / {row.floor:.3f} = {row.ratio:.2f}")
