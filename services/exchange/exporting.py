"""Tables out of the workspace: each kind of import as a file that can be imported again, and the books of decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.domain.attendance import Code, DayMark
from models.domain.errors import N_, UserError
from models.domain.kpi import Unit, show_value
from models.domain.people import Status
from models.domain.period import Cadence, Period
from models.domain.rights import sees_wages
from models.queries import exchange as queries
from models.queries import settings as setting_queries
from models.queries import shifts as shift_queries
from models.store import Tx
from services.exchange import (
    book_exports,
    growth_exports,
    import_attendance,
    import_calls,
    import_kpi,
    import_records,
    import_roster,
    import_scorecards,
    import_shifts,
    participation_exports,
    punch_files,
    work_exports,
)
from services.exchange.directory import Directory, Person
from services.exchange.header import Column
from services.exchange.import_roster import held_of
from services.exchange.roster_timeline import held_on
from services.exchange.tables_out import OutTable, Value, write_table
from services.exchange.values import written
from services.workspace import Workspace


@dataclass(frozen=True)
class Exported:
    """Where a table was written, and how many rows it has."""

    path: Path
    rows: int


@dataclass(frozen=True)
class Wanted:
    """What an export is made from."""

    workspace: Workspace
    tx: Tx
    period: Period | None

    @property
    def zh(self) -> bool:
        """Titles and words in Chinese."""
        return self.workspace.texts.language == "zh"

    def titles(self, columns: Sequence[Column], *keys: str) -> list[str]:
        """The titles of the columns with those keys, as imports know them."""
        by_key = {column.key: column for column in columns}
        return [by_key[key].titles[0] if self.zh else key for key in keys]

    def word(self, code: str) -> str:
        """A fixed word as imports read it back."""
        return written(code) if self.zh else code

    def yes_no(self, value: bool) -> str:
        """Yes or no as imports read it back."""
        return ("是" if value else "否") if self.zh else ("yes" if value else "no")

    @property
    def span(self) -> tuple[date, date]:
        """First and last day wanted; everything without a period."""
        return (self.period.first, self.period.last) if self.period else (date(1, 1, 1), date(9999, 12, 31))

    def directory(self) -> Directory:
        """All agents."""
        return Directory.of(queries.employees(self.tx))


def export(workspace: Workspace, *, kind: str, path: Path, period: Period | None = None) -> Exported:
    """Write a table of that kind as .xlsx or .csv; UserError for an unknown kind, EnvironmentProblem for a bad place."""
    with workspace.store.read() as tx:
        made = table(Wanted(workspace, tx, period), kind)
    write_table(path, made, workspace.clock.now())
    return Exported(path, len(made.rows))


def table(wanted: Wanted, kind: str) -> OutTable:
    """The table of that kind; UserError for an unknown one."""
    if kind not in _EXPORTS:
        raise UserError(N_("“{kind}” cannot be exported; there are: {kinds}."), kind=kind, kinds=", ".join(EXPORTS))
    return _EXPORTS[kind](wanted)


def _roster(wanted: Wanted) -> OutTable:
    day = wanted.period.last if wanted.period else wanted.workspace.clock.today()
    left_out = {"" if wanted.period else "effective_from", "" if sees_wages(wanted.workspace.user) else "monthly_wage"}
    keys = [column.key for column in import_roster.COLUMNS if column.key not in left_out]
    assignments: dict[int, list[dict[str, Any]]] = {}
    for row in sorted(queries.assignments(wanted.tx), key=lambda row: row["effective_from"]):
        assignments.setdefault(row["employee_id"], []).append(row)
    people = sorted(queries.employees(wanted.tx), key=lambda row: row["employee_no"])
    rows = [_roster_row(wanted, person, assignments.get(person["id"], []), day) for person in people]
    return OutTable("roster", wanted.titles(import_roster.COLUMNS, *keys), rows)


def _roster_row(wanted: Wanted, person: Mapping[str, Any], assignments: list[dict[str, Any]], day: date) -> list[Value]:
    on = max(day, person["hired_on"] or day)
    has_left = person["left_on"] is not None and person["left_on"] < day
    on = min(on, person["left_on"] or on)
    held = held_on(tuple(map(held_of, assignments)), on) if assignments else None
    status = Status.LEFT.value if has_left else held.status if held else ""
    wage = None if held is None or held.monthly_wage_fen is None else Decimal(held.monthly_wage_fen) / 100
    words = [wanted.word(held.position), wanted.word(held.employment_type)] if held else ["", ""]
    row = [person["employee_no"], person["name"], held.team if held else "", *words, wanted.word(status)]
    row += [person["hired_on"], person["regular_from"], person["left_on"], wanted.word(held.star) if held else ""]
    row += [wage] if sees_wages(wanted.workspace.user) else []
    return [*row, on] if wanted.period else row


def _attendance(wanted: Wanted) -> OutTable:
    stored = {(row["employee_id"], row["day"]): _mark(row).text for row in queries.attendance_between(wanted.tx, *wanted.span)}
    directory = wanted.directory()
    if wanted.period is None or wanted.period.cadence is not Cadence.MONTH:
        keys = ("employee_no", "name", "date", "code")
        found = [(directory.of_id(id_), day, text) for (id_, day), text in sorted(stored.items())]
        rows: list[list[Value]] = [[person.employee_no, person.name, day, text] for person, day, text in found]
        return OutTable("attendance", wanted.titles(import_attendance.COLUMNS, *keys), rows)
    days = list(wanted.period.days())
    titles = [*wanted.titles(import_attendance.COLUMNS, "employee_no", "name"), *(str(day.day) for day in days)]
    people = _employed(directory, wanted.period, {id_ for id_, _ in stored})
    rows = [[person.employee_no, person.name, *(stored.get((person.id, day)) for day in days)] for person in people]
    return OutTable("attendance", titles, rows)


def _employed(directory: Directory, period: Period, also: set[int]) -> list[Person]:
    """Agents employed in the period, and those who have figures in it all the same, by number."""
    people = sorted(directory.people.values(), key=lambda person: person.employee_no)
    return [person for person in people if person.id in also or person.is_employed_in(period)]


def _mark(row: Mapping[str, Any]) -> DayMark:
    return DayMark(Code(row["morning"]), Code(row["afternoon"]), row["late_minutes"], row["early_minutes"], row["overtime_hours"])


def _punches(wanted: Wanted) -> OutTable:
    directory = wanted.directory()
    found = [(directory.of_id(row["employee_id"]), row["punched_at"]) for row in queries.punches_between(wanted.tx, *wanted.span)]
    rows = [[person.employee_no, person.name, moment] for person, moment in found]
    return OutTable("punches", wanted.titles(punch_files.COLUMNS, "employee_no", "name", "punched_at"), rows)


def _kpi(wanted: Wanted) -> OutTable:
    directory, indicators = wanted.directory(), setting_queries.indicators(wanted.tx)
    if wanted.period is None:
        return _kpi_list(wanted)
    own = {one.code: wanted.period.widened(one.cadence).text for one in indicators}
    stored = {
        (row["employee_id"], row["indicator"]): row["value"]
        for row in queries.readings_of(wanted.tx, set(own.values()))
        if row["period"] == own.get(row["indicator"])
    }
    used = [one for one in indicators if any(code == one.code for _, code in stored)]
    titles = wanted.titles(import_kpi.COLUMNS, "employee_no", "name") + [one.name_zh if wanted.zh else one.code for one in used]
    rows: list[list[Value]] = []
    for person in _employed(directory, wanted.period, {id_ for id_, _ in stored}):
        found = [(one, stored.get((person.id, one.code))) for one in used]
        rows.append([person.employee_no, person.name, *(_reading(one.unit, value) for one, value in found)])
    return OutTable("kpi", titles, rows, frozenset(place + 2 for place, one in enumerate(used) if one.unit is Unit.PERCENT))


def _reading(unit: Unit, value: Decimal | None) -> Value:
    return ("√" if value else "×") if unit is Unit.YES_NO and value is not None else value


def _kpi_list(wanted: Wanted) -> OutTable:
    directory = wanted.directory()
    indicators = {one.code: one for one in setting_queries.indicators(wanted.tx)}
    rows: list[list[Value]] = []
    for row in queries.readings_of_indicators(wanted.tx, indicators):
        person, indicator = directory.of_id(row["employee_id"]), indicators[row["indicator"]]
        name = indicator.name_zh if wanted.zh else indicator.code
        rows.append([person.employee_no, person.name, name, row["period"], show_value(indicator, row["value"])])
    return OutTable("kpi", wanted.titles(import_kpi.COLUMNS, "employee_no", "name", "indicator", "period", "value"), rows)


def _calls(wanted: Wanted) -> OutTable:
    directory = wanted.directory()
    keys = ("call_id", "agent", "date", "time", "topic", "answered", "resolved", "speed_of_answer", "talk_time", "satisfaction")
    rows: list[list[Value]] = [
        [
            row["call_id"], directory.of_id(row["employee_id"]).employee_no, row["called_at"].date(), row["called_at"].time().isoformat(),
            row["topic"], wanted.yes_no(row["answered"]), wanted.yes_no(row["resolved"]),
            row["answer_seconds"], row["talk_seconds"], row["rating"],
        ]
        for row in queries.calls_between(wanted.tx, *wanted.span)
    ]  # fmt: skip
    return OutTable("calls", wanted.titles(import_calls.COLUMNS, *keys), rows)


def _recordings(wanted: Wanted) -> OutTable:
    directory, stored = wanted.directory(), queries.recordings(wanted.tx, *wanted.span)
    criteria = sorted({title for row in stored for title in row["scores"]})
    titles = wanted.titles(import_records.RECORDINGS, "recording_id", "employee_no", "name", "date")
    rows: list[list[Value]] = []
    for row in stored:
        person = directory.of_id(row["employee_id"])
        scores = [Decimal(row["scores"][title]) if title in row["scores"] else None for title in criteria]
        rows.append([row["number"], person.employee_no, person.name, row["day"], *scores, wanted.yes_no(row["abusive"])])
    return OutTable("recordings", [*titles, *criteria, *wanted.titles(import_records.RECORDINGS, "abusive")], rows)


def _complaints(wanted: Wanted) -> OutTable:
    directory = wanted.directory()
    rows: list[list[Value]] = []
    for row in queries.complaints(wanted.tx, *wanted.span):
        person = directory.of_id(row["employee_id"])
        head = [row["number"], person.employee_no, person.name, row["day"]]
        rows.append([*head, wanted.yes_no(row["founded"]), wanted.word(row["severity"]), row["note"]])
    keys = ("number", "employee_no", "name", "date", "founded", "severity", "note")
    return OutTable("complaints", wanted.titles(import_records.COMPLAINTS, *keys), rows)


def _nominations(wanted: Wanted) -> OutTable:
    directory = wanted.directory()
    rows: list[list[Value]] = []
    for row in queries.nominations(wanted.tx, [wanted.period.text] if wanted.period else ()):
        person = None if row["employee_id"] is None else directory.of_id(row["employee_id"])
        head = [person.employee_no if person else "", person.name if person else "", row["team"], row["rule"]]
        rows.append([*head, row["period"], row["reason"], wanted.yes_no(row["approved"])])
    keys = ("employee_no", "name", "team", "rule", "period", "reason", "approved")
    return OutTable("nominations", wanted.titles(import_records.NOMINATIONS, *keys), rows)


def _shift_roster(wanted: Wanted) -> OutTable:
    directory = wanted.directory()
    rows: list[list[Value]] = []
    for row in shift_queries.days(wanted.tx, *wanted.span):
        person = directory.of_id(row["employee_id"])
        rows.append([person.employee_no, person.name, row["day"], row["shift"] or ("休" if wanted.zh else "rest")])
    return OutTable("shift_roster", wanted.titles(import_shifts.SHIFT_ROSTER, "employee_no", "name", "date", "shift"), rows)


def _clock_numbers(wanted: Wanted) -> OutTable:
    directory = wanted.directory()
    found = [(directory.of_id(key), number) for number, key in queries.clock_numbers(wanted.tx).items()]
    rows: list[list[Value]] = [[person.employee_no, person.name, number] for person, number in found]
    return OutTable("clock_numbers", wanted.titles(import_shifts.CLOCK_NUMBERS, "employee_no", "name", "clock_no"), rows)


def _scorecards(wanted: Wanted) -> OutTable:
    keys = (column.key for column in import_scorecards.SCORECARDS)
    rows: list[list[Value]] = [list(row) for row in import_scorecards.scorecard_rows(wanted.tx, zh=wanted.zh)]
    return OutTable("scorecards", wanted.titles(import_scorecards.SCORECARDS, *keys), rows)


_EXPORTS: dict[str, Callable[[Wanted], OutTable]] = {
    "roster": _roster,
    "attendance": _attendance,
    "punches": _punches,
    "kpi": _kpi,
    "calls": _calls,
    "recordings": _recordings,
    "complaints": _complaints,
    "nominations": _nominations,
    "worklog": work_exports.cases,
    "worklogdays": work_exports.logs,
    "spotchecks": work_exports.checks,
    "shift_roster": _shift_roster,
    "readings_signed": participation_exports.readings_signed,
    "ballots": participation_exports.ballots,
    "clock_numbers": _clock_numbers,
    "scorecards": _scorecards,
    **growth_exports.EXPORTS,
    "decisions": lambda wanted: book_exports.decisions(wanted.workspace, wanted.tx, wanted.period),
    "points": lambda wanted: book_exports.points(wanted.workspace, wanted.tx, wanted.period),
    "documents": lambda wanted: book_exports.documents(wanted.workspace, wanted.tx, wanted.period),
}
EXPORTS = tuple(_EXPORTS)
"""Names of the tables that can be exported."""
