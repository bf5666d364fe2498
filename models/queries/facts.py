"""The facts that rules look at, read in bulk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Float, case, cast, func, select

from models.domain.attendance import AttendanceTally, Code, OwnDays
from models.domain.facts import Complaint, Facts, Nomination, Recording
from models.domain.growth import known_in
from models.domain.kpi import BUILT_IN
from models.domain.outcomes import Revocation
from models.domain.people import Employee
from models.domain.period import Cadence, Period
from models.queries.growth import records as growth_records
from models.queries.people import employees
from models.queries.scorecards import scorecards
from models.queries.settings import indicators
from models.queries.work_facts import work_facts
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.decisions import CorrectionRow, OutcomeRow
from models.tables.readings import ComplaintRow, NominationRow, ReadingRow, RecordingRow

_BUILT_IN = frozenset(indicator.code for indicator in BUILT_IN)


@dataclass(frozen=True)
class WorkdayCalendar:
    """What tallying needs to know of the calendar: is a day a working day, and which days agents with a plan of shifts work."""

    is_working: Callable[[date], bool]
    own_days: Callable[[int, Period], OwnDays | None] = lambda key, month: None


def facts_until(tx: Tx, month: Period, first_month: Period, calendar: WorkdayCalendar, known_at: datetime | None = None) -> Facts:
    """Everything from the first day of `first_month` to the end of every period closed with `month`, and nothing later.

    Complaints and recordings come from the beginning, because a second offence looks back for ever. Revocations count
    when their outcome belongs to an earlier month and they were made by `known_at` (None = up to now).
    """
    everyone = employees(tx)
    last = max(period.last for period in month.evaluated_at_close())
    people = {key: _until(person, last) for key, person in everyone.items()}
    months = months_between(first_month, month)
    workdays = {m.text: [day for day in m.days() if calendar.is_working(day)] for m in months}
    complaints = _complaints(tx, people, last)
    return Facts(
        employees={p.employee_no: p for p in people.values() if p.hired_on is None or p.hired_on <= last},
        attendance=attendance_tallies(tx, people, months, workdays, calendar.own_days),
        readings=_readings(tx, people, months),
        complaints=complaints,
        recordings=_recordings(tx, people, last),
        nominations=_nominations(tx, people, last),
        growth=known_in(growth_records(tx, people, last), month.first.year, last),
        own_indicators=tuple(one for one in indicators(tx) if one.code not in _BUILT_IN),
        revocations=_revocations(tx, people, month, known_at),
        keeps_complaints=bool(complaints),
        scorecards=scorecards(tx, until=month),
        workdays={text: len(days) for text, days in workdays.items()},
        work=work_facts(tx, people, month, calendar.is_working),
    )


def facts_of_months(
    tx: Tx, months: Sequence[Period], calendar: WorkdayCalendar, known_at: Mapping[Period, datetime]
) -> Iterator[tuple[Period, Facts]]:
    """What `facts_until` gives for each month from its first month with data, out of one reading of the tables up to the latest."""
    if not months:
        return
    start = first_month_with_data(tx, max(months))
    whole, everyone = facts_until(tx, max(months), min(start, *months), calendar), employees(tx)
    whole = replace(whole, growth=growth_records(tx, everyone, date.max))  # each month's year is cut out of all of them
    for month in months:
        facts = _cut(whole, min(start, month), month, everyone, _revocations(tx, everyone, month, known_at.get(month)))
        yield month, replace(facts, work=work_facts(tx, everyone, month, calendar.is_working))


def _cut(whole: Facts, first: Period, month: Period, everyone: Mapping[int, Employee], revocations: frozenset[Revocation]) -> Facts:
    """The facts from `first` on as they stood at the close of a month that is not later than the whole."""
    last = max(period.last for period in month.evaluated_at_close())
    known = {text for text in whole.workdays if first.text <= text <= month.text}
    periods = _periods([Period.parse(text) for text in known])
    people = (_until(person, last) for person in everyone.values() if person.hired_on is None or person.hired_on <= last)
    complaints = tuple(complaint for complaint in whole.complaints if complaint.day <= last)
    return replace(
        whole,
        employees={person.employee_no: person for person in people},
        attendance={key: tally for key, tally in whole.attendance.items() if key[1] in known},
        readings={key: value for key, value in whole.readings.items() if key[2] in periods},
        complaints=complaints,
        recordings=tuple(recording for recording in whole.recordings if recording.day <= last),
        nominations=tuple(one for one in whole.nominations if Period.parse(one.period).first <= last),
        growth=known_in(whole.growth, month.first.year, last),
        revocations=revocations,
        keeps_complaints=bool(complaints),
        scorecards=tuple(card for card in whole.scorecards if card.from_month <= month.text),
        workdays={text: days for text, days in whole.workdays.items() if text in known},
    )


def _until(person: Employee, last: date) -> Employee:
    """The agent as known on `last`: what happened later must not change a past evaluation."""
    left_on = person.left_on if person.left_on and person.left_on <= last else None
    assignments = tuple(a for a in person.assignments if a.effective_from <= last) or person.assignments[:1]
    return replace(person, left_on=left_on, assignments=assignments)


def months_between(first: Period, last: Period) -> tuple[Period, ...]:
    """The months from first to last, both included."""
    months = [first]
    while months[-1] < last:
        months.append(months[-1].shifted(1))
    return tuple(months)


def attendance_tallies(
    tx: Tx,
    people: Mapping[int, Employee],
    months: tuple[Period, ...],
    workdays: Mapping[str, list[date]],
    own_days: Callable[[int, Period], OwnDays | None] = lambda key, month: None,
) -> dict[tuple[str, str], AttendanceTally]:
    """Each employed agent's months counted; an agent without any entry has a tally with days_entered 0."""
    counted = _counted_days(tx, months, [day for days in workdays.values() for day in days if day.weekday() < 5])
    own = {(key, month): found for key in people for month in months if (found := own_days(key, month)) is not None}
    entered = _entered(tx, {key for key, _ in own}, months) if own else {}
    tallies = {}
    for key, person in people.items():
        for month in months:
            span = person.employed_span(month)
            if span:
                expected = [day for day in workdays[month.text] if span[0] <= day <= span[1]]
                tally = _tally(counted.get((key, month.text), ()), expected)
                planned = own.get((key, month))
                tallies[person.employee_no, month.text] = _after_plan(tally, planned, span, entered.get(key, ())) if planned else tally
    return tallies


def _after_plan(tally: AttendanceTally, planned: OwnDays, span: tuple[date, date], entered: Collection[date]) -> AttendanceTally:
    mine = planned.within(span)
    blank = sum(day not in entered for day in mine.needed)
    return replace(tally, workdays=len(mine.days), blank_workdays=blank, due_in_month=len(planned.days))


def _entered(tx: Tx, keys: Collection[int], months: tuple[Period, ...]) -> dict[int, set[date]]:
    """The days of those agents that have an entry."""
    columns = (AttendanceRow.employee_id, AttendanceRow.day)
    found: dict[int, set[date]] = {}
    for key, day in tx.session.execute(select(*columns).where(AttendanceRow.day.between(months[0].first, months[-1].last))):
        if key in keys:
            found.setdefault(key, set()).add(day)
    return found


@dataclass(frozen=True)
class _CountedDays:
    """Days of one agent and month that carry the same two codes."""

    morning: Code
    afternoon: Code
    days: int
    late_minutes: int
    early_minutes: int
    overtime_hours: Decimal
    workdays_entered: int


def _counted_days(tx: Tx, months: tuple[Period, ...], workdays: list[date]) -> dict[tuple[int, str], list[_CountedDays]]:
    """Days counted in the database: a year of 200 agents is 73,000 rows but only a few thousand groups."""
    month = func.strftime("%Y-%m", AttendanceRow.day)
    row = AttendanceRow
    columns = (
        row.employee_id, month, row.morning, row.afternoon, func.count(), func.sum(row.late_minutes), func.sum(row.early_minutes),
        func.sum(cast(row.overtime_hours, Float)), func.sum(case((row.day.in_(workdays), 1), else_=0)),
    )  # fmt: skip
    query = (
        select(*columns)
        .where(row.day.between(months[0].first, months[-1].last))
        .group_by(row.employee_id, month, row.morning, row.afternoon)
    )
    counted: dict[tuple[int, str], list[_CountedDays]] = {}
    for employee_id, text, morning, afternoon, days, late, early, overtime, entered in tx.session.execute(query):
        group = _CountedDays(Code(morning), Code(afternoon), days, late, early, Decimal(str(round(overtime, 2))), entered)
        counted.setdefault((employee_id, text), []).append(group)
    return counted


def _tally(groups: Sequence[_CountedDays], expected: list[date]) -> AttendanceTally:
    halves: dict[Code, int] = {}
    for group in groups:
        for code in (group.morning, group.afternoon):
            halves[code] = halves.get(code, 0) + group.days
    return AttendanceTally(
        halves=halves,
        late_count=sum(g.days for g in groups if g.morning is Code.LATE),
        late_minutes=sum(g.late_minutes for g in groups),
        early_count=sum(g.days for g in groups if g.afternoon is Code.EARLY),
        early_minutes=sum(g.early_minutes for g in groups),
        overtime_hours=sum((g.overtime_hours for g in groups), Decimal(0)),
        days_entered=sum(g.days for g in groups),
        workdays=len(expected),
        blank_workdays=sum(day.weekday() < 5 for day in expected) - sum(g.workdays_entered for g in groups),
    )


def _periods(months: Sequence[Period]) -> set[str]:
    """Periods whose values count up to the close of these months: theirs, and the quarters and half-years inside the longer ones."""
    found = {period for month in months for period in month.evaluated_at_close()}
    longer = [period for period in found if period.cadence in (Cadence.HALF_YEAR, Cadence.YEAR)]
    inside = {month.widened(cadence) for period in longer for month in period.months() for cadence in (Cadence.QUARTER, Cadence.HALF_YEAR)}
    return {period.text for period in found | inside}


def _readings(tx: Tx, people: Mapping[int, Employee], months: tuple[Period, ...]) -> dict[tuple[str, str, str], Decimal]:
    periods = _periods(months)
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


def _nominations(tx: Tx, people: Mapping[int, Employee], last: date) -> tuple[Nomination, ...]:
    rows = tx.session.execute(select(NominationRow).order_by(NominationRow.id)).scalars()
    return tuple(
        Nomination(people[r.employee_id].employee_no if r.employee_id is not None else None, r.team, r.rule, r.period, r.reason, r.approved)
        for r in rows
        if Period.parse(r.period).first <= last
    )


def _revocations(tx: Tx, people: Mapping[int, Employee], month: Period, known_at: datetime | None) -> frozenset[Revocation]:
    query = select(OutcomeRow).join(CorrectionRow, CorrectionRow.outcome_id == OutcomeRow.id)
    query = query.where(CorrectionRow.action == "revoked", OutcomeRow.month < month.text)
    if known_at is not None:
        query = query.where(CorrectionRow.made_at <= known_at)
    rows = tx.session.execute(query).scalars()
    return frozenset(
        Revocation(r.scheme_id, r.rule, r.period, people[r.employee_id].employee_no, r.subject_key)
        for r in rows
        if r.employee_id is not None
    )


def first_month_with_data(tx: Tx, month: Period) -> Period:
    """The earliest month with attendance or readings, where runs of months begin; `month` itself when there is none before."""
    day = tx.session.execute(select(func.min(AttendanceRow.day))).scalar()
    starts = [month] if day is None else [month, Period.month(day.year, day.month)]
    texts = tx.session.execute(select(ReadingRow.period).distinct()).scalars()
    starts += [period for period in map(Period.parse, texts) if period.cadence is Cadence.MONTH]
    return min(starts)
