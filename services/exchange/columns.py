"""The titles of a file's columns, for a user who tells which column is which."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from services.exchange import (
    import_attendance,
    import_calls,
    import_growth,
    import_kpi,
    import_lists,
    import_participation,
    import_records,
    import_roster,
    import_scorecards,
    import_shifts,
    import_work,
    punch_files,
)
from services.exchange.header import SEARCHED_ROWS, Column
from services.exchange.tables_in import read_table
from services.exchange.values import text_of

_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "roster": import_roster.COLUMNS, "attendance": import_attendance.COLUMNS, "punches": punch_files.COLUMNS,
    "kpi": import_kpi.COLUMNS, "calls": import_calls.COLUMNS, "recordings": import_records.RECORDINGS,
    "complaints": import_records.COMPLAINTS, "nominations": import_records.NOMINATIONS,
    "shift_roster": import_shifts.SHIFT_ROSTER, "clock_numbers": import_shifts.CLOCK_NUMBERS,
    "trainings": import_lists.TRAININGS, "elections": import_lists.ELECTIONS, "certificates": import_growth.CERTIFICATES,
    "mentors": import_growth.MENTORS, "talks": import_growth.TALKS,
    "scorecards": import_scorecards.SCORECARDS, "worklog": import_work.CASES, "worklogdays": import_work.LOGS,
    "spotchecks": import_work.CHECKS, "readings_signed": import_participation.READINGS_SIGNED,
    "ballots": import_participation.BALLOTS,
}  # fmt: skip


def label(kind: str, key: str) -> str:
    """How a message names a column of that kind."""
    return next((column.label for column in _COLUMNS.get(kind, ()) if column.key == key), key)


def titles(path: Path) -> tuple[str, ...]:
    """The texts of the row that most looks like a header: the one with most different words among the first rows."""
    best: tuple[str, ...] = ()
    for sheet in read_table(path):
        for row in sheet.rows[:SEARCHED_ROWS]:
            found = tuple(dict.fromkeys(text for cell in row if isinstance(cell, str) and (text := text_of(cell).strip())))
            best = found if len(found) > len(best) else best
    return best
