"""Work logs, cases with their follow-ups, and spot checks: what the page and the exchange of files read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from models.store import Tx
from models.tables.work import CaseStepRow, SpotCheckRow, WorkCaseRow, WorkLogRow

_CHUNK = 900
SHORTLY_DAYS = 62
"""How long a closed case without a call-back is shown in later months."""


def case_row(tx: Tx, number: str) -> WorkCaseRow | None:
    """The case of that number, or None."""
    return tx.get(WorkCaseRow, number)


def cases_between(tx: Tx, first: date, last: date) -> list[WorkCaseRow]:
    """Cases open, closed, called back or escalated from first to last, or closed shortly before and not called back, oldest first."""
    row, shortly = WorkCaseRow, first - timedelta(days=SHORTLY_DAYS)
    waits = and_(row.called_back_on.is_(None), row.closed_on >= shortly)
    matters = or_(row.closed_on.is_(None), row.closed_on >= first, row.called_back_on >= first, row.escalated_on >= first, waits)
    return list(tx.session.execute(select(row).where(row.opened_on <= last, matters).order_by(row.opened_on, row.number)).scalars())


def steps_of(tx: Tx, numbers: Sequence[str]) -> dict[str, list[tuple[date, str]]]:
    """Day and note of each follow-up by case, in order of day."""
    found: dict[str, list[tuple[date, str]]] = {}
    columns = (CaseStepRow.case_number, CaseStepRow.day, CaseStepRow.note)
    for start in range(0, len(numbers), _CHUNK):
        query = select(*columns).where(CaseStepRow.case_number.in_(numbers[start : start + _CHUNK]))
        for number, day, note in tx.session.execute(query.order_by(CaseStepRow.day, CaseStepRow.id)):
            found.setdefault(number, []).append((day, note))
    return found


def step_rows(tx: Tx, number: str) -> list[CaseStepRow]:
    """The follow-ups of one case, as they can be changed."""
    return list(tx.session.execute(select(CaseStepRow).where(CaseStepRow.case_number == number).order_by(CaseStepRow.day)).scalars())


def step_row(tx: Tx, number: str, day: date) -> CaseStepRow | None:
    """The follow-up of the case on that day, or None."""
    query = select(CaseStepRow).where(CaseStepRow.case_number == number, CaseStepRow.day == day)
    return tx.session.execute(query).scalar_one_or_none()


def log_days(tx: Tx, first: date, last: date) -> dict[int, set[date]]:
    """Agent → days with a work log."""
    found: dict[int, set[date]] = {}
    query = select(WorkLogRow.employee_id, WorkLogRow.day).where(WorkLogRow.day.between(first, last))
    for employee_id, day in tx.session.execute(query):
        found.setdefault(employee_id, set()).add(day)
    return found


def log_row(tx: Tx, employee_id: int, day: date) -> WorkLogRow | None:
    """The agent's log of the day, or None."""
    return tx.get(WorkLogRow, (employee_id, day))


def checks_between(tx: Tx, first: date, last: date) -> list[SpotCheckRow]:
    """Spot checks of the days, newest first."""
    query = select(SpotCheckRow).where(SpotCheckRow.day.between(first, last))
    return list(tx.session.execute(query.order_by(SpotCheckRow.day.desc(), SpotCheckRow.id.desc())).scalars())


def next_step_id(tx: Tx) -> int:
    """The number that the next follow-up may have."""
    return (tx.session.execute(select(func.max(CaseStepRow.id))).scalar() or 0) + 1


def next_check_id(tx: Tx) -> int:
    """The number that the next spot check may have."""
    return (tx.session.execute(select(func.max(SpotCheckRow.id))).scalar() or 0) + 1
