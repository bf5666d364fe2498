"""A standard missed for months in a row: a fixed limit of one indicator, whatever others achieve."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.domain.errors import N_
from models.domain.kpi import plain
from models.domain.outcomes import Criterion
from models.domain.period import Period
from services.rules.case import Case


def below_standard(case: Case) -> None:
    """Who misses the limit in so many months in a row gets the measure; then the count starts again."""
    if not case.rule.text("threshold"):
        case.warn(N_("{rule}: the limit is not set, so nothing is proposed."), rule=case.rule.id)
        return
    wanted = case.rule.integer("months")
    for member in case.members():
        number = member.number
        value = _value(case, number, case.period)
        if value is None:
            case.leave_out(number, "missing_value")
        elif _misses(case, value):
            run = [(case.period, value), *_earlier(case, number)]
            if len(run) % wanted == 0:
                case.give(number, member.assignment.team, _because(case, run[:wanted]), level=case.rule.text("measure"), score=value)


def _value(case: Case, number: str, month: Period) -> Decimal | None:
    """The month's figure in the unit shown; complaints as they are counted."""
    code = case.rule.text("indicator")
    return case.index.complaint_count(number, month) if code == "complaints" else case.index.score(number, code, month)


def _misses(case: Case, value: Decimal) -> bool:
    limit = case.rule.number("threshold") * case.index.scale(case.rule.text("indicator"))
    return value < limit if case.rule.text("side") == "below" else value > limit


def _earlier(case: Case, number: str) -> Iterator[tuple[Period, Decimal]]:
    """Months that missed the limit before this one without a break, latest first; months away neither count nor break."""
    month = case.period.shifted(-1)
    while (then := case.at(month)) and case.index.first_month and month >= case.index.first_month:
        employee = case.index.facts.employees[number]
        away = employee.employed_span(month) is None or employee.on_standby_throughout(month)
        if not away and not case.index.on_leave_throughout(number, month):
            value = _value(then, number, month)
            if value is None or not _misses(then, value) or case.is_revoked(number, month):
                return
            yield month, value
        month = month.shifted(-1)


def _because(case: Case, run: list[tuple[Period, Decimal]]) -> list[Criterion]:
    code, sign = case.rule.text("indicator"), "<" if case.rule.text("side") == "below" else ">"
    limit = plain(case.rule.number("threshold"))
    months = Criterion("missed_months", str(len(run)), f">= {case.rule.integer('months')}", True, f"months ending {case.period.text}")
    lines = [
        Criterion("missed_standard", plain(case.index.stored(code, value)), f"{sign} {limit}", True, f"kpi {code} {month.text}")
        for month, value in reversed(run)
    ]
    return [months, *lines]
