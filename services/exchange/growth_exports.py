"""Growth records as tables that can be imported again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.queries import growth as queries
from models.tables.base import Base
from models.tables.growth import (
    CandidateRow,
    ElectionRow,
    MentorshipRow,
    SkillCertificateRow,
    TalkRow,
    TrainingPlaceRow,
    TrainingRow,
)
from services.exchange import import_growth, import_lists
from services.exchange.header import Column
from services.exchange.tables_out import OutTable, Value
from services.growth.words import BEI_POINTS

if TYPE_CHECKING:
    from services.exchange.exporting import Wanted


def _table(wanted: Wanted, kind: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> OutTable:
    return OutTable(kind, wanted.titles(columns, *(column.key for column in columns)), [list(row) for row in rows])


def _kind(wanted: Wanted, code: str) -> str:
    return import_growth.WORDS[code][0] if wanted.zh else code


def _yes_no(wanted: Wanted, value: bool | None) -> Value:
    return None if value is None else wanted.yes_no(value)


def _rows(wanted: Wanted, model: type[Base], day: str) -> list[dict[str, Any]]:
    """Rows whose day lies in the period wanted, oldest first."""
    first, last = wanted.span
    rows = [row for row in queries.plain_rows(wanted.tx, model) if first <= row[day] <= last]
    return sorted(rows, key=lambda row: (row[day], row["id"]))


def certificates(wanted: Wanted) -> OutTable:
    """Certificates issued in the period."""
    directory, rows = wanted.directory(), []
    for row in _rows(wanted, SkillCertificateRow, "issued_on"):
        person = directory.of_id(row["employee_id"])
        what = [row["name"], _kind(wanted, row["kind"]), row["issuer"], row["issued_on"], row["valid_until"]]
        rows.append([person.employee_no, person.name, *what])
    return _table(wanted, "certificates", import_growth.CERTIFICATES, rows)


def mentors(wanted: Wanted) -> OutTable:
    """Mentorships that began in the period."""
    directory, rows = wanted.directory(), []
    for row in _rows(wanted, MentorshipRow, "starts_on"):
        mentor, mentee = directory.of_id(row["mentor_id"]), directory.of_id(row["mentee_id"])
        end = [row["ended_on"], _yes_no(wanted, row["reached"]), row["result"]]
        rows.append([mentor.employee_no, mentor.name, mentee.employee_no, mentee.name, row["starts_on"], row["due_on"], row["goal"], *end])
    return _table(wanted, "mentors", import_growth.MENTORS, rows)


def talks(wanted: Wanted) -> OutTable:
    """Talks of the period."""
    directory, rows = wanted.directory(), []
    for row in _rows(wanted, TalkRow, "day"):
        person = directory.of_id(row["employee_id"])
        points = [(row["points"] or {}).get(key, "") for key in BEI_POINTS]
        head = [person.employee_no, person.name, row["day"], _kind(wanted, row["kind"]), row["held_by"], row["text"]]
        rows.append([*head, *points, row["agreed"], row["due_on"], row["done_on"]])
    return _table(wanted, "talks", import_growth.TALKS, rows)


def _under(wanted: Wanted, model: type[Base], owner: str) -> Mapping[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in queries.plain_rows(wanted.tx, model):
        found.setdefault(row[owner], []).append(row)
    return found


def trainings(wanted: Wanted) -> OutTable:
    """Trainings of the period, one row for each agent invited."""
    directory, places = wanted.directory(), _under(wanted, TrainingPlaceRow, "training_id")
    rows: list[list[Value]] = []
    for row in _rows(wanted, TrainingRow, "day"):
        cost = None if row["cost_fen"] is None else Decimal(row["cost_fen"]) / 100
        head: list[Value] = [row["course"], row["day"], _kind(wanted, row["kind"]), row["hours"], cost, row["note"]]
        people = [(directory.of_id(place["employee_id"]), place) for place in places.get(row["id"], [])]
        rows += [
            [*head, person.employee_no, person.name, _yes_no(wanted, place["attended"]), _yes_no(wanted, place["passed"])]
            for person, place in people
        ] or [[*head, None, None, None, None]]
    return _table(wanted, "trainings", import_lists.TRAININGS, rows)


def elections(wanted: Wanted) -> OutTable:
    """Elections held in the period, one row for each candidate."""
    directory, stood = wanted.directory(), _under(wanted, CandidateRow, "election_id")
    rows: list[list[Value]] = []
    for row in _rows(wanted, ElectionRow, "held_on"):
        head = [row["title"], row["rule"], row["period"], row["held_on"], row["seats"], row["ballots"]]
        for candidate in sorted(stood.get(row["id"], []), key=lambda one: (-one["votes"], one["employee_id"])):
            person = directory.of_id(candidate["employee_id"])
            rows.append([*head, person.employee_no, person.name, candidate["votes"]])
    return _table(wanted, "elections", import_lists.ELECTIONS, rows)


EXPORTS: Mapping[str, Callable[[Wanted], OutTable]] = {
    "trainings": trainings, "certificates": certificates, "mentors": mentors, "talks": talks, "elections": elections,
}  # fmt: skip
