"""Work logs, cases with their follow-ups, and spot checks: what the page and the exchange of files read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select

from models.store import Tx
from models.tables.work import CaseStepRow, SpotCheckRow, WorkCaseRow, WorkLogRow


def case_row(tx: Tx, number: str) -> WorkCaseRow | None:
    """The case of that number, or None."""
    return tx.get(WorkCaseRow, number)


def cases_between(tx: Tx, first: date, last: date) -> list[WorkCaseRow]:
    """Cases that were open, closed, called back or escalated from first to last, or still wait for a call-back, by number."""
    row = WorkCaseRow
    matters = or_(row.closed_on.is_(None), row.closed_on >= first, row.called_back_on.is_(None), row.called_back_on >= first,
                  row.escalated_on >= first)  # fmt: skip
    return list(tx.session.execute(select(row).where(row.opened_on <= last, matters).order_by(row.opened_on, row.number)).scalars())


def steps_of(tx: Tx, numbers: Sequence[str]) -> dict[str, list[CaseStepRow]]:
    """Follow-ups by case, in order of day."""
    found: dict[str, list[CaseStepRow]] = {}
    wanted = set(numbers)
    for row in tx.session.execute(select(CaseStepRow).order_by(CaseStepRow.day, CaseStepRow.id)).scalars():
        if row.case_number in wanted:
            found.setdefault(row.case_number, []).append(row)
    return found


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
