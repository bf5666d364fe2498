"""Costs given back after an approved nomination, up to a limit of the calendar year that merits can raise."""

from __future__ import annotations

from decimal import Decimal

from models.domain.kpi import plain, round2
from models.domain.outcomes import Criterion
from models.domain.period import Cadence, Period
from services.rules.case import Case


def reimbursement(case: Case) -> None:
    """Whoever is approved for the month receives the cost entered for it, as far as the year's limit goes."""
    members = {member.number: member for member in case.members()}
    approved = {record.employee_no for record in case.index.approved(case.period) if record.rule == case.rule.id and record.employee_no}
    case.leave_out_strangers((number for number in approved if number), members)
    for number in sorted(members.keys() & approved):
        cost = _cost(case, number)
        if not cost:
            case.leave_out(number, "missing_value")
            continue
        before, limit = _paid_before(case, number), _limit(case, number)
        amount = min(cost, max(limit - before, Decimal(0)))
        if not amount:
            case.leave_out(number, "limit_used")
            continue
        records = [record for record in case.index.approved_of(number, case.period) if record.rule == case.rule.id]
        nominated = f"nomination {case.rule.id} {case.period.text}"
        because = [
            Criterion("nomination_approved", "yes", "yes", True, nominated),
            *(Criterion("nomination_reason", record.reason, "", True, nominated) for record in records),
            Criterion("cost", plain(cost), "", True, f"kpi {case.rule.text('indicator')} {case.period.text}"),
            Criterion("limit_of_year", plain(limit), "", True, nominated),
            Criterion("paid_before", plain(before), "", True, f"months ending {case.period.text}"),
        ]
        case.give(number, members[number].assignment.team, because, amount=amount)


def _cost(case: Case, number: str) -> Decimal | None:
    """The cost entered for the month when it is approved, half-up to the fen."""
    if not any(record.rule == case.rule.id for record in case.index.approved_of(number, case.period)):
        return None
    cost = case.index.reading(number, case.rule.text("indicator"), case.period)
    return None if cost is None else round2(cost)


def _year_until(month: Period) -> list[Period]:
    """The months of the calendar year before this one."""
    return [earlier for earlier in Period.containing(month.first, Cadence.YEAR).months() if earlier.first < month.first]


def _paid_before(case: Case, number: str) -> Decimal:
    """What earlier months of the year gave, each by the terms of its month; what was revoked does not count."""
    paid = Decimal(0)
    for month in _year_until(case.period):
        then = case.at(month)
        cost = _cost(then, number) if then and not case.is_revoked(number, month) else None
        if then and cost is not None:
            paid += min(cost, max(_limit(then, number) - paid, Decimal(0)))
    return paid


def _limit(case: Case, number: str) -> Decimal:
    """The year's limit, raised once by whatever approved nomination of the year so far raises it."""
    limit, raising = case.rule.number("limit"), case.rule.names("raised_by")
    periods = {period for month in (*_year_until(case.period), case.period) for period in month.evaluated_at_close()}
    raised = any(record.rule in raising for period in periods for record in case.index.approved_of(number, period))
    return round2(limit * (1 + case.rule.number("raise_percent") / 100)) if raised else limit
