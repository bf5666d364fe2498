"""The work log as tables that imports read back: cases, days with a log, spot checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.queries import exchange as queries
from models.queries import work as work_queries
from services.exchange import import_work
from services.exchange.tables_out import OutTable, Value

if TYPE_CHECKING:
    from services.exchange.exporting import Wanted


def cases(wanted: Wanted) -> OutTable:
    """Cases that were open on any day wanted, with all their follow-ups."""
    directory, stored = wanted.directory(), queries.work_cases(wanted.tx, *wanted.span)
    steps = work_queries.steps_of(wanted.tx, [row["number"] for row in stored])
    rows: list[list[Value]] = []
    for row in stored:
        person = directory.of_id(row["employee_id"])
        followed = "、".join(day.isoformat() for day, _ in steps.get(row["number"], []))
        rows.append([
            row["number"], person.employee_no, person.name, row["opened_on"], row["due_on"], row["closed_on"], row["called_back_on"],
            wanted.yes_no(row["important"]), row["form_raised_on"], row["escalated_on"], followed, row["note"],
        ])  # fmt: skip
    return OutTable("worklog", wanted.titles(import_work.CASES, *(column.key for column in import_work.CASES)), rows)


def logs(wanted: Wanted) -> OutTable:
    """Days on which a log was handed in."""
    directory = wanted.directory()
    rows: list[list[Value]] = []
    for row in queries.work_logs(wanted.tx, *wanted.span):
        person = directory.of_id(row["employee_id"])
        rows.append([person.employee_no, person.name, row["day"], wanted.yes_no(True), row["note"]])
    return OutTable("worklogdays", wanted.titles(import_work.LOGS, *(column.key for column in import_work.LOGS)), rows)


def checks(wanted: Wanted) -> OutTable:
    """Spot checks with their remarks."""
    directory = wanted.directory()
    rows: list[list[Value]] = []
    for row in queries.spot_checks(wanted.tx, *wanted.span):
        person = directory.of_id(row["employee_id"])
        looked_at = import_work.LOOKED_AT_WORDS.get(row["looked_at"], row["looked_at"]) if wanted.zh else row["looked_at"]
        rows.append([
            person.employee_no, person.name, row["day"], looked_at, wanted.yes_no(row["passed"]), row["remark"], row["checked_by"],
        ])  # fmt: skip
    return OutTable("spotchecks", wanted.titles(import_work.CHECKS, *(column.key for column in import_work.CHECKS)), rows)
