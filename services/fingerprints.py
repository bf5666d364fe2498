"""Digests that prove what a close looked at and what it gave."""

from __future__ import annotations

import hashlib
from typing import Any

from models.domain.attendance import AttendanceTally
from models.domain.facts import Facts
from models.tables.base import to_json


def digest(value: Any) -> str:
    """SHA-256 of canonical JSON."""
    return hashlib.sha256(to_json(value).encode()).hexdigest()


def fingerprint(facts: Facts) -> str:
    """SHA-256 over everything the rules could look at, names left out."""
    lines = [
        *(repr((p.employee_no, p.hired_on, p.left_on, p.assignments)) for p in facts.employees.values()),
        *(_attendance_line(key, tally) for key, tally in facts.attendance.items()),
        *(f"({number!r}, {code!r}, {period!r}){value.normalize():f}" for (number, code, period), value in facts.readings.items()),
        *(repr((c.number, c.employee_no, c.day, c.founded, c.severity)) for c in facts.complaints),
        *(
            repr((r.number, r.employee_no, r.day, r.abusive, sorted((k, f"{v.normalize():f}") for k, v in r.scores.items())))
            for r in facts.recordings
        ),
        *map(repr, facts.nominations),
        *map(repr, facts.growth),
        *map(repr, facts.revocations),
        *facts.work.lines(),
        *map(repr, facts.scorecards),
        *facts.own_indicator_lines(),
    ]
    return digest(sorted(lines))


def _attendance_line(key: tuple[str, str], tally: AttendanceTally) -> str:
    halves = sorted((code.value, count) for code, count in tally.halves.items() if count)
    minutes = (tally.late_count, tally.late_minutes, tally.early_count, tally.early_minutes, f"{tally.overtime_hours.normalize():f}")
    return f"{key}{halves}{minutes}{tally.days_entered} {tally.workdays} {tally.blank_workdays}" + (
        "" if tally.due_in_month is None else f" of {tally.due_in_month}"
    )
