"""The facts that rules look at, read in bulk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Row, func, select

from models.domain.attendance import AttendanceTally, Code
from models.domain.facts import Complaint, Facts, Nomination, Recording
from models.domain.outcomes import Revocation
from models.domain.people import Employee
from models.domain.period import Period
from models.queries.people import employees
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.decisions import CorrectionRow, OutcomeRow
from models.tables.readings import ComplaintRow, NominationRow, ReadingRow, RecordingRow


@dataclass(frozen=True)
class WorkdayCalendar:
    """What tallying needs to know of the calendar: is a day a working day."""

    is_working: Callable[[date], bool]


def facts_until(tx: Tx, month: Period, first_month: Period, calendar: WorkdayCalendar) -> Facts:
    """Everything from the first day of `first_month` to the end of every period closed with `month`.

    Complaints and recordings come from the beginning, because a second offence looks back for ever.
    """
    people = employees(tx)
    last = max(period.last for period in month.evaluated_at_close())
    months = months_between(first_month, month)
    workdays = {m.text: [day for day in m.days() if calendar.is_working(day)] for m in months}
    return Facts(
        employees={person.employee_no: person for person in people.values()},
        attendance=attendance_tallies(tx, people, months, workdays),
        readings=_readings(tx, people, months),
        complaints=_complaints(tx, people, last),
        recordings=_recordings(tx, people, last),
        nominations=_nominations(tx, people),
        revocations=_revocations(tx, people),
        keeps_complaints=tx.session.execute(select(ComplaintRow.number).limit(1)).first() is not None,
        workdays={text: len(days) for text, days in workdays.items()},
    )


def months_between(first: Period, last: Period) -> tuple[Period, ...]:
    """The months from first to last, both included."""
    months = [first]
    while months[-1] < last:
        months.append(months[-1].shifted(1))
    return tuple(months)


def attendance_tallies(
    tx: Tx, people: Mapping[int, Employee], months: tuple[Period, ...], workdays: Mapping[str, list[date]]
) -> dict[tuple[str, str], AttendanceTally]:
    """Each employed agent's months counted; an agent without any entry has a tally with days_entered 0."""
    columns = (
        AttendanceRow.employee_id, AttendanceRow.day, AttendanceRow.morning, AttendanceRow.afternoon,
        AttendanceRow.late_minutes, AttendanceRow.early_minutes, AttendanceRow.overtime_hours,
    )  # fmt: skip
    rows = tx.session.execute(select(*columns).where(AttendanceRow.day.between(months[0].first, months[-1].last)))
    by_month: dict[tuple[int, str], list[Row[tuple[int, date, str, str, int, int, Decimal]]]] = {}
    for row in rows:
        by_month.setdefault((row[0], f"{row[1].year}-{row[1].month:02}"), []).append(row)
    tallies = {}
    for key, person in people.items():
        for month in months:
            span = person.employed_span(month)
            if span:
                expected = [day for day in workdays[month.text] if span[0] <= day <= span[1]]
                tallies[person.employee_no, month.text] = _tally(by_month.get((key, month.text), ()), expected)
    return tallies


def _tally(rows: list[Row[tuple[int, date, str, str, int, int, Decimal]]] | tuple[()], expected: list[date]) -> AttendanceTally:
    halves: dict[Code, int] = {}
    late = early = late_minutes = early_minutes = 0
    overtime = Decimal(0)
    for _, _, morning, afternoon, minutes_late, minutes_early, hours in rows:
        for code in (Code(morning), Code(afternoon)):
            halves[code] = halves.get(code, 0) + 1
        late += morning == Code.LATE
        early += afternoon == Code.EARLY
        late_minutes += minutes_late
        early_minutes += minutes_early
        overtime += hours
    entered = {row[1] for row in rows}
    blank = sum(1 for day in expected if day.weekday() < 5 and day not in entered)
    return AttendanceTally(halves, late, late_minutes, early, early_minutes, overtime, len(entered), len(expected), blank)


def _readings(tx: Tx, people: Mapping[int, Employee], months: tuple[Period, ...]) -> dict[tuple[str, str, str], Decimal]:
    periods = {period.text for month in months for period in month.evaluated_at_close()}
    columns = (ReadingRow.employee_id, ReadingRow.indicator, ReadingRow.period, ReadingRow.value)
    rows = tx.session.execute(select(*columns).where(ReadingRow.period.in_(sorted(periods))))
    return {(people[row[0]].employee_no, row[1], row[2]): row[3] for row in rows}


def _complaints(tx: Tx, people: Mapping[int, Employee], last: date) -> tuple[Complaint, ...]:
    rows = tx.session.execute(select(ComplaintRow).where(ComplaintRow.day <= last).order_by(ComplaintRow.number)).scalars()
    return tuple(Complaint(r.number, people[r.employee_id].employee_no, r.day, r.founded, r.severity, r.note) for r in rows)


def _recordings(tx: Tx, people: Mapping[int, Employee], last: date) -> tuple[Recording, ...]:
    rows = tx.session.execute(select(RecordingRow).where(RecordingRow.day <= last).order_by(RecordingRow.number)).scalars()
    return tuple(
        Recording(r.number, people[r.employee_id].employee_no, r.day, {k: Decimal(v) for k, v in r.scores.items()}, r.abusive) for r in rows
    )


def _nominations(tx: Tx, people: Mapping[int, Employee]) -> tuple[Nomination, ...]:
    rows = tx.session.execute(select(NominationRow).order_by(NominationRow.id)).scalars()
    return tuple(
        Nomination(people[r.employee_id].employee_no if r.employee_id is not None else None, r.team, r.rule, r.period, r.reason, r.approved)
        for r in rows
    )


def _revocations(tx: Tx, people: Mapping[int, Employee]) -> frozenset[Revocation]:
    query = select(OutcomeRow).join(CorrectionRow, CorrectionRow.outcome_id == OutcomeRow.id).where(CorrectionRow.action == "revoked")
    rows = tx.session.execute(query).scalars()
    return frozenset(
        Revocation(r.scheme_id, r.rule, r.period, people[r.employee_id].employee_no, r.subject_key) for r in rows if r.employee_id is not None
    )


def first_month_with_data(tx: Tx, month: Period, months_back: int) -> Period:
    """The month to start from: the earliest with attendance or readings, at most `months_back` before `month`."""
    earliest = month.shifted(-months_back)
    day = tx.session.execute(select(func.min(AttendanceRow.day)).where(AttendanceRow.day >= earliest.first)).scalar()
    text = tx.session.execute(select(func.min(ReadingRow.period)).where(ReadingRow.period >= earliest.text[:4])).scalar()
    starts = [Period.month(day.year, day.month)] if day else []
    if text and len(text) == 7 and text[5] != "W":
        starts.append(Period.parse(text))
    return max(earliest, min((*starts, month)))
