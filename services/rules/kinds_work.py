"""Duties of the daily work: logs, follow-ups, call-backs, important cases; what was missed, and the month's assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from models.domain.attendance import AttendanceTally, Code
from models.domain.errors import N_
from models.domain.kpi import plain, round2
from models.domain.outcomes import Criterion
from models.domain.period import Cadence, Period
from models.domain.work import WorkCase, WorkFacts, owes_log
from services.rules.case import NO_MONEY, Case, Findings
from services.rules.facts_index import Member
from services.rules.kinds_cards import is_line, limit_line
from services.rules.scheme import Rule

HUNDRED = Decimal(100)
NO_CASES = N_("{rule}: no cases are recorded, so {month} could not be checked.")
NO_LOGS = N_("{rule}: nobody handed in a work log in {month}, so missing ones are not counted.")


def _work(case: Case) -> WorkFacts:
    return case.index.facts.work


def _last(case: Case) -> date:
    """The last day that may be judged."""
    return min(case.period.last, _work(case).until)


def _judged(case: Case, day: date | None) -> bool:
    """The day belongs to the month and is over."""
    return day is not None and case.period.first <= day <= _last(case)


def after(day: date, days: int, rest_days: frozenset[date]) -> date:
    """So many days later; rest days do not count."""
    if not rest_days:
        return day + timedelta(days=days)
    while days:
        day += timedelta(days=1)
        days -= day not in rest_days
    return day


def _rest_days(case: Case) -> frozenset[date]:
    return _work(case).rest_days if case.rule.text("days") == "working" else frozenset()


def daily_log(case: Case) -> None:
    """Days at work without a work log, where the centre keeps logs at all."""
    work, members = _work(case), case.members()
    if not work.logs:
        case.warn(NO_LOGS, rule=case.rule.id, month=case.period.text)
        return
    codes = case.rule.names("codes")
    missing: dict[str, list[date]] = {}
    for day in work.unlogged:
        if owes_log(day, codes) and _judged(case, day.day):
            missing.setdefault(day.employee_no, []).append(day.day)
    for member in members:
        tally = case.index.tally(member.number, case.period)
        if tally is None or not tally.days_entered:
            case.leave_out(member.number, "missing_value")
        elif len(days := missing.get(member.number, [])) > case.rule.integer("allowed"):
            source = f"work_logs {case.period.text}"
            because = [
                _count(case, "logs_missing", len(days), source),
                Criterion("logs_handed_in", str(work.logs.get(member.number, 0)), "", True, source),
                *(Criterion("log_missing", day.isoformat(), "", False, f"attendance {day.isoformat()}") for day in days),
            ]
            case.give(member.number, member.assignment.team, because, amount=NO_MONEY)
    case.leave_out_strangers(missing, {member.number for member in members})


def _count(case: Case, name: str, found: int, source: str) -> Criterion:
    return Criterion(name, str(found), f"<= {case.rule.integer('allowed')}", found <= case.rule.integer("allowed"), source)


Missed = Callable[[Case, WorkCase], Criterion | None]
"""What a case shows against its agent, None when nothing."""


def _from_cases(case: Case, total: str, missed: Missed) -> None:
    """A duty that cases prove: one outcome an agent, with a line for each case."""
    members = case.members()
    if not _work(case).cases:
        case.warn(NO_CASES, rule=case.rule.id, month=case.period.text)
        return
    found: dict[str, list[Criterion]] = {}
    for one in _work(case).cases:
        if line := missed(case, one):
            found.setdefault(one.employee_no, []).append(line)
    for member in members:
        lines = found.get(member.number, [])
        if len(lines) > case.rule.integer("allowed"):
            because = [_count(case, total, len(lines), f"cases {case.period.text}"), *lines]
            case.give(member.number, member.assignment.team, because, amount=NO_MONEY)
    case.leave_out_strangers(found, {member.number for member in members})


def follow_up_days(one: WorkCase, every: int, last: date, rest_days: frozenset[date]) -> tuple[date, ...]:
    """Days until `last` on which a follow-up was due and none had been made since the one before; closing the case ends the duty."""
    missed, due = [], after(one.opened_on, every, rest_days)
    ends = [one.closed_on] if one.closed_on else []
    steps = [day for day in one.steps if day > one.opened_on and (one.closed_on is None or day <= one.closed_on)]
    for day in sorted([*steps, *ends]):
        while due < day and due <= last:
            missed.append(due)
            due = after(due, every, rest_days)
        due = after(day, every, rest_days)
    while one.closed_on is None and due <= last:
        missed.append(due)
        due = after(due, every, rest_days)
    return tuple(missed)


def is_followed(one: WorkCase, min_days: int, rest_days: frozenset[date]) -> bool:
    """The deadline lies far enough away that the case must be followed up; one without a deadline need not."""
    return one.due_on is not None and after(one.opened_on, min_days, rest_days) <= one.due_on


def case_follow_up(case: Case) -> None:
    """Cases with a far deadline are followed up again and again until they are closed."""
    rest, every, least = _rest_days(case), case.rule.integer("every_days"), case.rule.integer("deadline_days")

    def missed(held: Case, one: WorkCase) -> Criterion | None:
        if not is_followed(one, least, rest):
            return None
        days = [day for day in follow_up_days(one, every, _last(held), rest) if _judged(held, day)]
        dates = "; ".join(day.isoformat() for day in days)
        return Criterion("follow_up_missed", dates, f"<= {every}", False, f"case {one.number}") if days else None

    _from_cases(case, "cases_not_followed", missed)


def call_back_due(one: WorkCase, days: int, rest_days: frozenset[date]) -> date | None:
    """The last day of the call-back of a closed case; None while it is open."""
    return after(one.closed_on, days, rest_days) if one.closed_on else None


def call_back(case: Case) -> None:
    """The share of closed cases with a call-back; a centre without cases is judged by the indicator, where there is one."""
    if not _work(case).cases:
        _by_indicator(case)
        return
    members, days, rest = case.members(), case.rule.integer("callback_days"), _rest_days(case)
    late_is_missed, percent = case.rule.flag("late_is_missed"), case.rule.number("percent")
    owed: dict[str, list[WorkCase]] = {}
    for one in _work(case).cases:
        if _judged(case, call_back_due(one, days, rest)):
            owed.setdefault(one.employee_no, []).append(one)

    def is_missing(one: WorkCase) -> bool:
        due = call_back_due(one, days, rest)
        return one.called_back_on is None or (late_is_missed and due is not None and one.called_back_on > due)

    for member in members:
        cases = owed.get(member.number, [])
        missing = [one for one in cases if is_missing(one)]
        share = round2(HUNDRED * (len(cases) - len(missing)) / len(cases)) if cases else HUNDRED
        if share < percent:
            because = [
                Criterion("callback_share", plain(share), f">= {plain(percent)}", False, f"cases {case.period.text}"),
                *(_not_called_back(one, call_back_due(one, days, rest)) for one in missing),
            ]
            case.give(member.number, member.assignment.team, because, amount=NO_MONEY)
    case.leave_out_strangers((n for n, cases in owed.items() if any(map(is_missing, cases))), {member.number for member in members})


def _not_called_back(one: WorkCase, due: date | None) -> Criterion:
    if one.called_back_on is None:
        return Criterion("not_called_back", "–", f"<= {due}", False, f"case {one.number}")
    return Criterion("called_back_late", one.called_back_on.isoformat(), f"<= {due}", False, f"case {one.number}")


def _by_indicator(case: Case) -> None:
    case.warn(N_("{rule}: no cases are recorded in {month}; the call-back rate as entered is looked at."), rule=case.rule.id,
              month=case.period.text)  # fmt: skip
    limit = case.rule.number("percent") / HUNDRED
    for member in case.members():
        rate = case.index.reading(member.number, "callback_rate", case.period)
        if rate is None:
            case.leave_out(member.number, "missing_value")
        elif rate < limit:
            line = Criterion("card_line", plain(rate), f">= {plain(limit)}", False, f"kpi callback_rate {case.period.text}")
            case.give(member.number, member.assignment.team, [line], amount=NO_MONEY)


def poor_call_back(case: Case) -> None:
    """Complaints escalated because of a poor call-back."""

    def missed(held: Case, one: WorkCase) -> Criterion | None:
        day = one.escalated_on
        return Criterion("case_escalated", str(day), "", False, f"case {one.number}") if _judged(held, day) else None

    _from_cases(case, "cases_escalated", missed)


def important_form(case: Case) -> None:
    """Important cases whose form was not raised on the day."""
    rest, days = _rest_days(case), case.rule.integer("form_days")

    def missed(held: Case, one: WorkCase) -> Criterion | None:
        due = after(one.opened_on, days, rest)
        if not one.important or not _judged(held, due) or (one.form_raised_on and one.form_raised_on <= due):
            return None
        if one.form_raised_on is None:
            return Criterion("form_not_raised", "–", f"<= {due.isoformat()}", False, f"case {one.number}")
        return Criterion("form_raised_late", one.form_raised_on.isoformat(), f"<= {due.isoformat()}", False, f"case {one.number}")

    _from_cases(case, "forms_not_raised", missed)


def spot_checks(case: Case) -> None:
    """The supervisor's own duty: no agent is judged, but a week without enough checks is named."""
    members, looked_at = case.members(), case.rule.names("looked_at")
    done: dict[tuple[str, Period], set[str]] = {}
    for check in _work(case).spot_checks:
        done.setdefault((check.employee_no, Period.containing(check.day, Cadence.WEEK)), set()).add(check.looked_at)
    if not done or not members:
        return
    for week in (p for p in case.period.evaluated_at_close() if p.cadence is Cadence.WEEK and p.last <= _work(case).until):
        checked = sum(set(looked_at) <= done.get((member.number, week), set()) for member in members)
        needed = needed_checks(len(members), case.rule.number("percent"))
        if checked < needed:
            text = N_("{rule} {week}: {checked} agents were checked, {needed} are to be.")
            case.warn(text, rule=case.rule.id, week=week.text, checked=checked, needed=needed)


def needed_checks(agents: int, percent: Decimal) -> int:
    """How many of the agents are to be checked each week, at least one."""
    return int((agents * percent / HUNDRED).to_integral_value(ROUND_CEILING))


DUTIES: Mapping[str, Callable[[Case], None]] = {
    "daily_log": daily_log,
    "case_follow_up": case_follow_up,
    "call_back": call_back,
    "poor_call_back": poor_call_back,
    "important_form": important_form,
}
"""Kinds of rules that flag a duty missed."""


def missed_duties(case: Case) -> dict[str, list[str]]:
    """Agent → ids of the scheme's rules on duties that the agent missed in the period."""
    found: dict[str, list[str]] = {}
    for rule in case.scheme.applied:
        if rule.kind in DUTIES:
            beside = replace(case, rule=rule, findings=Findings())
            DUTIES[rule.kind](beside)
            for outcome in beside.findings.outcomes:
                found.setdefault(outcome.employee_no or "", []).append(rule.id)
    return found


def assessment(case: Case) -> None:
    """Who meets every line of the month's assessment qualifies; for the others each line that failed is named."""
    missed = missed_duties(case)
    for member in case.members():
        lines = assessment_lines(case, member, missed.get(member.number, ()))
        if all(line.met for line in lines):
            case.give(member.number, member.assignment.team, lines, amount=NO_MONEY)
        for line in lines:
            if not line.met:
                missing = line.criterion == "line_missing" or line.found == "–"
                case.leave_out(member.number, f"{'missing' if missing else 'not_met'} {_subject(line)}")


def _subject(line: Criterion) -> str:
    return line.source.split()[1] if line.source.startswith("kpi ") else line.criterion


def assessment_lines(case: Case, member: Member, missed: Sequence[str]) -> tuple[Criterion, ...]:
    """Attendance of month and quarter, every line with a limit, and the duties missed; a missing figure is not met."""
    rule, month = case.rule, case.period
    quarter = Period.containing(month.last, Cadence.QUARTER)
    so_far = [one for one in quarter.months() if one <= month]
    figures = [
        limit_line(parameter, case.index.figure(member.number, code, month), f"kpi {code} {month.text}")
        for parameter in rule.parameters
        if is_line(parameter.name)
        for code in (parameter.name.split(".", 1)[1],)
    ]
    return (
        _attendance(rule, "month_violations", f"attendance {month.text}", [case.index.tally(member.number, month)]),
        _attendance(
            rule, "quarter_violations", f"attendance {quarter.text}", [case.index.tally(member.number, one) for one in so_far]
        ),
        *figures,
        Criterion("duties_missed", str(len(missed)), f"<= {rule.integer('duties')}", len(missed) <= rule.integer("duties"),
                  f"duties {month.text}"),
    )  # fmt: skip


def _attendance(rule: Rule, name: str, source: str, tallies: Iterable[AttendanceTally | None]) -> Criterion:
    """Times late and early and days absent together; without a limit the line only informs, without attendance it is not met."""
    known = [tally for tally in tallies if tally is not None and tally.days_entered]
    count = sum((tally.late_count + tally.early_count + tally.days(Code.ABSENT) for tally in known), Decimal(0))
    found, limit = plain(count) if known else "–", rule.text(name)
    if not limit:
        return Criterion(name, found, "", True, source)
    return Criterion(name, found, f"<= {limit}", bool(known) and count <= Decimal(limit), source)
