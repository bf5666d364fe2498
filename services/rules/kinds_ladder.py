"""Rules that answer an offence with a step of a ladder: complaints by severity, attendance by count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from models.domain.attendance import AttendanceTally, Code
from models.domain.errors import N_
from models.domain.kpi import plain
from models.domain.outcomes import Criterion
from models.domain.period import Cadence, Period
from services.rules.case import NO_MONEY, Case
from services.rules.facts_index import Member
from services.rules.values import step_at

SEVERITIES = ("minor", "serious", "grave")
_LINES = {"late": "late_count", "early": "early_count", "absent": "absent_days"}
_COUNTS: Mapping[str, Callable[[AttendanceTally], Decimal]] = {
    "late": lambda tally: Decimal(tally.late_count),
    "early": lambda tally: Decimal(tally.early_count),
    "absent": lambda tally: tally.days(Code.ABSENT),
}


def complaint_ladder(case: Case) -> None:
    """Each complaint found true gives the step of its severity."""
    members = case.members()
    for member in members:
        for complaint in case.index.founded_complaints.get((member.number, case.period), ()):
            source = f"complaint {complaint.number}"
            if complaint.severity not in SEVERITIES:
                case.warn(N_("Complaint {number} has no known severity; no step is proposed."), number=complaint.number)
                continue
            because = [
                Criterion("complaint_founded", "yes", "yes", True, source),
                Criterion("complaint_severity", complaint.severity, "", True, source),
                Criterion("complaint_day", complaint.day.isoformat(), "", True, source),
            ]
            level = case.rule.text(complaint.severity)
            case.give(member.number, member.assignment.team, because, level=level, subject=complaint.number)
    accused = (number for number, month in case.index.founded_complaints if month == case.period)
    case.leave_out_strangers(accused, {member.number for member in members})


def attendance_ladder(case: Case) -> None:
    """Violations of the month, or since the span began, give the step that their sum newly reaches; a fine only where switched on."""
    if not case.rule.steps("steps"):
        case.warn(N_("{rule}: the steps of the ladder are not set, so nothing is proposed."), rule=case.rule.id)
        return
    if case.rule.flag("fines_enabled") and not case.rule.steps("fine_amounts"):
        case.warn(N_("{rule}: fines are switched on but no amounts are set."), rule=case.rule.id)
    for member in case.members():
        _judge_attendance(case, member)


def _earlier_months(case: Case, number: str) -> Iterator[Period]:
    """Months of the span before this one in which the rule held already, latest first; a finding taken back no longer counts."""
    span = Period.containing(case.period.first, Cadence(case.rule.text("span")))
    month = case.period.shifted(-1)
    while month.first >= span.first and case.at(month):
        if not case.is_revoked(number, month):
            yield month
        month = month.shifted(-1)


def _violations(case: Case, number: str, months: Sequence[Period]) -> dict[str, Decimal]:
    """What is counted → how often in all of the months."""
    tallies = [tally for month in months if (tally := case.index.tally(number, month))]
    counted = case.rule.names("counted")
    return {name: sum(map(_COUNTS[name], tallies), Decimal(0)) for name in _LINES if name in counted}


def _judge_attendance(case: Case, member: Member) -> None:
    tally = case.index.tally(member.number, case.period)
    if tally is None or not tally.days_entered:
        case.leave_out(member.number, "missing_value")
        return
    months = [case.period, *_earlier_months(case, member.number)]
    found = _violations(case, member.number, months)
    count = sum(found.values(), Decimal(0))
    step = step_at(case.rule.steps("steps"), count)
    if step is None or step == step_at(case.rule.steps("steps"), sum(_violations(case, member.number, months[1:]).values(), Decimal(0))):
        return
    first, last = months[-1].text, case.period.text
    source = f"attendance {last}" if first == last else f"attendance {first}..{last}"
    because = [
        Criterion("violations", plain(count), f">= {step.count}", True, source),
        *(Criterion(_LINES[name], plain(number), "", True, source) for name, number in found.items()),
    ]
    fine = step_at(case.rule.steps("fine_amounts"), count) if case.rule.flag("fines_enabled") else None
    amount = Decimal(fine.gives) if fine else NO_MONEY
    case.give(member.number, member.assignment.team, because, level=step.gives, amount=amount)
