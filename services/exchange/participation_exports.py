"""Signatures and ballots as tables that can be imported again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.queries import schemes as queries
from services import schemes
from services.exchange.import_participation import BALLOTS, READINGS_SIGNED, WAYS
from services.exchange.tables_out import OutTable, Value
from services.participation import SHOWN_FROM

if TYPE_CHECKING:
    from services.exchange.exporting import Wanted


def readings_signed(wanted: Wanted) -> OutTable:
    """Who has signed which version in the period, and when."""
    directory = wanted.directory()
    rows: list[list[Value]] = []
    first, last = wanted.span
    for version in schemes.versions_in(wanted.tx):
        found = [row for row in queries.readings(wanted.tx, version.id) if first <= row.signed_on <= last]
        for reading in sorted(found, key=lambda row: row.employee_id):
            person = directory.of_id(reading.employee_id)
            how: Value = WAYS[reading.how] if wanted.zh else reading.how
            rows.append([person.employee_no, person.name, version.scheme.id, version.version, reading.signed_on, how])
    return OutTable("readings_signed", wanted.titles(READINGS_SIGNED, *(column.key for column in READINGS_SIGNED)), rows)


def ballots(wanted: Wanted) -> OutTable:
    """Ballots of the period's surveys that have enough of them to be shown, without anything that tells whose they are."""
    first, last = wanted.span
    surveys = [row for row in queries.surveys(wanted.tx) if first <= row.asked_on <= last]
    rows: list[list[Value]] = []
    for survey in sorted(surveys, key=lambda row: (row.asked_on, row.id)):
        found = queries.ballots(wanted.tx, [survey.id])
        if len(found) >= SHOWN_FROM:
            rows += [[survey.scheme_id, survey.asked_on, n, ballot.score, ballot.comment] for n, ballot in enumerate(found, 1)]
    return OutTable("ballots", wanted.titles(BALLOTS, *(column.key for column in BALLOTS)), rows)
