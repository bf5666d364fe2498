"""Rules that look back over months: full attendance in a row, the bottom group in a row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.domain.attendance import LEAVES, AttendanceTally, Code
from models.domain.outcomes import Criterion, OutcomeKind
from models.domain.people import Employee, Status
from models.domain.period import Period
from services.rules.case import Case
from services.rules.facts_index import Member
from services.rules.kinds_rank import leave_small_group, ranked_groups, team_of
from services.rules.ranking import Place, share, worst

COACHING = "coaching"
PAY_REDUCTION_OR_TRANSFER = "pay_reduction_or_transfer"
_BREAKING = (Code.LATE, Code.EARLY, Code.ABSENT)


def full_attendance(case: Case) -> None:
    """A completed run of months without lateness, early leave, absence or leave is rewarded; then the count starts again."""
    months = list(_months_up_to(case))
    for member in case.members():
        number = member.number
        tally = case.index.tally(number, case.period)
        if tally is None or not tally.days_entered:
            case.leave_out(number, "missing_value")
        elif run := _completed_run(case, member.employee, months):
            because = [Criterion("full_attendance_months", str(len(run)), f">= {case.rule.integer('months')}", True, _span(run))]
            because += [Criterion("full_attendance_month", month.text, "", True, f"attendance {month.text}") for month in run]
            case.give(number, member.assignment.team, because)


def _span(run: list[Period]) -> str:
    return f"attendance {run[0].text}..{run[-1].text}"


def _completed_run(case: Case, employee: Employee, months: list[tuple[Period, int]]) -> list[Period]:
    """The run that this month completes, [] when none: months are walked forward because an earlier award uses its run up."""
    run: list[Period] = []
    neutral = case.rule.names("neutral_codes")
    if not _is_full(case, employee, case.period, neutral):
        return run
    for month, needed in months:
        if needed and len(run) >= needed:
            run = []
        run.append(month)
        if case.is_revoked(employee.employee_no, month) or not _is_full(case, employee, month, neutral):
            run = []
    return run if len(run) >= case.rule.integer("months") else []


def _months_up_to(case: Case) -> Iterator[tuple[Period, int]]:
    """Each month with the length of run that earned an award in the month before it, 0 when the rule was not in force then."""
    month, needed = case.index.first_month or case.period, 0
    while month <= case.period:
        yield month, needed
        then = case.at(month)
        needed = then.rule.integer("months") if then else 0
        month = month.shifted(1)


def _is_full(case: Case, employee: Employee, month: Period, neutral: tuple[str, ...]) -> bool:
    """Employed for the whole month, every working day entered, nothing that breaks full attendance."""
    tally = case.index.tally(employee.employee_no, month)
    if tally is None or employee.employed_span(month) != (month.first, month.last):
        return False
    if tally.blank_workdays or not tally.days_entered or _breaks(tally, neutral):
        return False
    return not case.index.on_leave_throughout(employee.employee_no, month) and not employee.on_standby_throughout(month)


def _breaks(tally: AttendanceTally, neutral: tuple[str, ...]) -> bool:
    if tally.late_count or tally.early_count:
        return True
    used = [code for code, halves in tally.halves.items() if halves]
    return any(code in _BREAKING or (code in LEAVES and code.value not in neutral) for code in used)


def bottom_streak(case: Case) -> None:
    """Months in a row in the bottom share: first coaching, then a referral to a person; a rule never lowers pay by itself."""
    coaching, referral = case.rule.integer("coaching_months"), case.rule.integer("referral_months")
    for number, line in _bottom_lines(case).items():
        lines = [line, *_earlier_lines(case, number)]
        months = len(lines)
        if months < min(coaching, referral):
            continue
        refers = months >= referral
        required = referral if refers else coaching
        because = [Criterion("bottom_months", str(months), f">= {required}", True, f"months ending {case.period.text}"), *reversed(lines)]
        because += case.index.score_lines(number, case.rule.text("indicator"), case.period)
        case.give(
            number,
            team_of(case, number),
            because,
            kind=OutcomeKind.PROPOSAL if refers else case.rule.outcome,
            level=PAY_REDUCTION_OR_TRANSFER if refers else COACHING,
            score=case.index.score(number, case.rule.text("indicator"), case.period),
        )


def _earlier_lines(case: Case, number: str) -> Iterator[Criterion]:
    """The months in the bottom group before this one without a break, latest first; months away do not count."""
    month = case.period.shifted(-1)
    while (then := case.at(month)) and case.index.first_month and month >= case.index.first_month:
        employee = case.index.facts.employees[number]
        away = employee.employed_span(month) is None or employee.on_standby_throughout(month)
        if not away and not case.index.on_leave_throughout(number, month):
            line = _bottom_lines(then).get(number)
            if line is None or case.is_revoked(number, month):
                return
            yield line
        month = month.shifted(-1)


def _bottom_lines(case: Case) -> dict[str, Criterion]:
    """Employee number → where the agent stood in the month's bottom group; worked out once per month."""
    key = (case.scheme.id, case.version.version, case.rule.id, case.period.text)
    if key not in case.index.bottom_lines:
        case.index.bottom_lines[key] = _find_bottom(case)
    return case.index.bottom_lines[key]


def _find_bottom(case: Case) -> dict[str, Criterion]:
    rule = case.rule
    lines: dict[str, Criterion] = {}
    for name, places in ranked_groups(case, list(_eligible(case))):
        count = share(len(places), rule.number("percent"), minimum=rule.integer("min_group"), rounding=rule.text("rounding"))
        if not count:
            leave_small_group(case, name, places)
        lines.update(_lines_from_bottom(case, places, count))
    return lines


def _lines_from_bottom(case: Case, places: tuple[Place, ...], count: int) -> dict[str, Criterion]:
    ranks: dict[tuple[Decimal, ...], int] = {}
    for position, place in enumerate(reversed(places), 1):
        ranks.setdefault(place.entry.order, position)
    lines = {}
    for place in worst(places, count):
        source = case.index.score_source(place.entry.name, case.rule.text("indicator"), case.period)
        source = f"{source}; score {place.entry.score:.2f}; group_size {len(places)}"
        lines[place.entry.name] = Criterion("rank_from_bottom", str(ranks[place.entry.order]), f"<= {count}", True, source)
    return lines


def _eligible(case: Case) -> Iterator[Member]:
    """Members who may be last: agents on probation and those who attended too few days are kept out, with the reason."""
    spares_probation = case.rule.flag("exclude_probation")
    share = case.rule.number("attended_percent") / 100
    for member in case.members():
        attendable = case.index.days_attendable(member.number, case.period)
        if spares_probation and member.assignment.status is Status.PROBATION:
            case.leave_out(member.number, "probation")
        elif attendable is not None and attendable < share * case.index.due_days(member.number, case.period):
            case.leave_out(member.number, "few_days_attended")
        else:
            yield member
