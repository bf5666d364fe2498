"""The plan of shifts as it is stored, ready to be asked about agents and days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, time, timedelta
from typing import Any

from models.queries import shifts as queries
from models.store import Tx
from services.exchange.shift_days import Shift, ShiftRoster


def read_roster(
    tx: Tx, is_working: Callable[[date], bool], first: date, last: date, employee_ids: Collection[int] | None = None
) -> ShiftRoster:
    """Who works which shift from the day before `first` to the day after `last`."""
    defaults: dict[int, list[tuple[date, str]]] = {}
    for row in queries.defaults(tx, employee_ids):
        defaults.setdefault(row["employee_id"], []).append((row["effective_from"], row["shift"]))
    around = timedelta(days=2) if date.min + timedelta(days=2) < first and last < date.max - timedelta(days=2) else timedelta()
    days = queries.days(tx, first - around, last + around, employee_ids)
    if not defaults and not days:
        return ShiftRoster(is_working)
    return ShiftRoster(
        is_working,
        {row["code"]: shift_of(row) for row in queries.shifts(tx)},
        {row["code"]: tuple(row["days"]) for row in queries.patterns(tx) if row["days"]},
        defaults,
        {(row["employee_id"], row["day"]): row["shift"] for row in days},
    )


def shift_of(row: Mapping[str, Any]) -> Shift:
    """The shift of a stored row."""
    return Shift(
        _time(row["start_minute"]), _time(row["end_minute"]), row["late_grace"], row["early_grace"], row["flexible_minutes"],
        row["break_minutes"], timedelta(minutes=row["opens_before"]), row["code"], row["name"],
    )  # fmt: skip


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
