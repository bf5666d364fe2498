"""Work logs, cases and spot checks as the facts of one month's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from models.domain.attendance import ATTENDED, Code
from models.domain.people import Employee
from models.domain.period import Period
from models.domain.work import SpotCheck, UnloggedDay, WorkCase, WorkFacts
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.work import CaseStepRow, SpotCheckRow, WorkCaseRow, WorkLogRow

LOOK_BACK_DAYS = 62
"""How long before the month a case may have been closed to matter in it: 30 working days, the longest time for a call-back."""


def work_facts(tx: Tx, people: Mapping[int, Employee], month: Period, is_working: Callable[[date], bool]) -> WorkFacts:
    """The month's facts as they stood at its end; empty where the centre keeps no such records."""
    cases = _cases(tx, people, month)
    first = min((case.opened_on for case in cases), default=None)
    days = (first + timedelta(days=n) for n in range((month.last - first).days + 1)) if first else ()
    logs, logs_from = _logs(tx, people, month)
    return WorkFacts(
        cases=cases,
        logs=logs,
        logs_from=logs_from,
        unlogged=_unlogged(tx, people, month, logs_from) if logs and logs_from else (),
        spot_checks=_spot_checks(tx, people, month),
        rest_days=frozenset(day for day in days if not is_working(day)),
    )


def _cases(tx: Tx, people: Mapping[int, Employee], month: Period) -> tuple[WorkCase, ...]:
    row, since = WorkCaseRow, month.first - timedelta(days=LOOK_BACK_DAYS)
    matters = and_(row.opened_on <= month.last, or_(row.closed_on.is_(None), row.closed_on >= since, row.escalated_on >= month.first))
    steps: dict[str, list[date]] = {}
    step_rows = select(CaseStepRow.case_number, CaseStepRow.day).join(row, row.number == CaseStepRow.case_number).where(matters)
    for number, day in tx.session.execute(step_rows.order_by(CaseStepRow.case_number, CaseStepRow.day)):
        steps.setdefault(number, []).append(day)
    columns = (
        row.number, row.employee_id, row.opened_on, row.due_on, row.closed_on, row.called_back_on, row.important, row.form_raised_on,
        row.escalated_on,
    )  # fmt: skip
    found = tx.session.execute(select(*columns).where(matters).order_by(row.number))
    return tuple(
        WorkCase(r[0], people[r[1]].employee_no, r[2], r[3], r[4], r[5], r[6], r[7], r[8], tuple(steps.get(r[0], ()))).known_on(month.last)
        for r in found
    )


def _logs(tx: Tx, people: Mapping[int, Employee], month: Period) -> tuple[dict[str, int], date | None]:
    counted = select(WorkLogRow.employee_id, func.count()).where(WorkLogRow.day.between(month.first, month.last))
    logs = {people[key].employee_no: count for key, count in tx.session.execute(counted.group_by(WorkLogRow.employee_id))}
    first = tx.session.execute(select(func.min(WorkLogRow.day)).where(WorkLogRow.day <= month.last)).scalar() if logs else None
    return logs, first


def _unlogged(tx: Tx, people: Mapping[int, Employee], month: Period, since: date) -> tuple[UnloggedDay, ...]:
    day, codes = AttendanceRow, [code.value for code in ATTENDED]
    log = and_(WorkLogRow.employee_id == day.employee_id, WorkLogRow.day == day.day)
    query = (
        select(day.employee_id, day.day, day.morning, day.afternoon)
        .outerjoin(WorkLogRow, log)
        .where(day.day.between(max(since, month.first), month.last), WorkLogRow.day.is_(None))
        .where(or_(day.morning.in_(codes), day.afternoon.in_(codes)))
        .order_by(day.employee_id, day.day)
    )
    found = tx.session.execute(query)
    return tuple(UnloggedDay(people[key].employee_no, on, Code(morning), Code(afternoon)) for key, on, morning, afternoon in found)


def _spot_checks(tx: Tx, people: Mapping[int, Employee], month: Period) -> tuple[SpotCheck, ...]:
    query = select(SpotCheckRow).where(SpotCheckRow.day.between(month.first - timedelta(days=3), month.last + timedelta(days=3)))
    rows = tx.session.execute(query.order_by(SpotCheckRow.day, SpotCheckRow.id)).scalars()
    return tuple(SpotCheck(people[r.employee_id].employee_no, r.day, r.looked_at, r.passed, r.remark) for r in rows)
