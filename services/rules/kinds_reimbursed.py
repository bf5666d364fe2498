"""Costs given back after an approved nomination or an attended course, up to a limit of the calendar year that merits can raise."""

from __future__ import annotations

from decimal import Decimal

from models.domain.facts import Nomination
from models.domain.kpi import plain, round2
from models.domain.outcomes import Criterion
from models.domain.period import Cadence, Period
from services.rules.case import Case
from services.rules.kinds_records import nomination_lines, record_lines


def reimbursement(case: Case) -> None:
    """Whoever is approved for the month, or has a course with its cost on record, receives the cost as far as the year's limit goes."""
    members = {member.number: member for member in case.members()}
    approved = {record.employee_no for record in case.index.approved(case.period) if record.rule == case.rule.id and record.employee_no}
    approved |= {number for number in case.index.facts.employees if any(record.cost for record in case.counted(number))}
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
        nominated = f"nomination {case.rule.id} {case.period.text}"
        because = [
            *nomination_lines(case, _nominations(case, number)),
            *record_lines(case.counted(number)),
            Criterion("cost", plain(cost), "", True, _source_of_cost(case, number)),
            Criterion("limit_of_year", plain(limit), "", True, nominated),
            Criterion("paid_before", plain(before), "", True, f"months ending {case.period.text}"),
        ]
        case.give(number, members[number].assignment.team, because, amount=amount)


def _nominations(case: Case, number: str) -> list[Nomination]:
    return [record for record in case.index.approved_of(number, case.period) if record.rule == case.rule.id]


def _entered(case: Case, number: str) -> Decimal | None:
    return case.index.reading(number, case.rule.text("indicator"), case.period)


def _cost(case: Case, number: str) -> Decimal | None:
    """The cost entered for the month when it is approved or a course is on record, else that of the courses; half-up to the fen."""
    costs = [record.cost for record in case.counted(number) if record.cost]
    if not costs and not _nominations(case, number):
        return None
    entered = _entered(case, number)
    if entered is not None:
        return round2(entered)
    return round2(sum(costs, Decimal(0))) or None


def _source_of_cost(case: Case, number: str) -> str:
    entered = _entered(case, number)
    return f"courses {case.period.text}" if entered is None else f"kpi {case.rule.text('indicator')} {case.period.text}"


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
    """The year's limit, raised once by whatever approved nomination or record of the year so far raises it."""
    limit, raising = case.rule.number("limit"), case.rule.names("raised_by")
    months = (*_year_until(case.period), case.period)
    periods = {period for month in months for period in month.evaluated_at_close()}
    raised = any(record.rule in raising for period in periods for record in case.index.approved_of(number, period))
    raised = raised or any(_on_record(case, name, month, number) for name in raising for month in months)
    return round2(limit * (1 + case.rule.number("raise_percent") / 100)) if raised else limit


def _on_record(case: Case, rule_id: str, month: Period, number: str) -> bool:
    """A record counts under the other rule of the scheme for the month."""
    other = case.scheme.rule(rule_id)
    return other is not None and bool(case.now(month, rule_id).counted(number))
