"""Rules that answer an offence with a step of a ladder: complaints by severity, attendance by count."""

from __future__ import annotations

from decimal import Decimal

from models.domain.attendance import Code
from models.domain.errors import N_
from models.domain.kpi import plain
from models.domain.outcomes import Criterion
from services.rules.case import NO_MONEY, Case
from services.rules.facts_index import Member
from services.rules.values import step_at

SEVERITIES = ("minor", "serious", "grave")


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
    """Lateness, early leave and days absent of the month added up give the step that the sum reaches; a fine only where switched on."""
    if not case.rule.steps("steps"):
        case.warn(N_("{rule}: the steps of the ladder are not set, so nothing is proposed."), rule=case.rule.id)
        return
    if case.rule.flag("fines_enabled") and not case.rule.steps("fine_amounts"):
        case.warn(N_("{rule}: fines are switched on but no amounts are set."), rule=case.rule.id)
    for member in case.members():
        _judge_attendance(case, member)


def _judge_attendance(case: Case, member: Member) -> None:
    tally = case.index.tally(member.number, case.period)
    if tally is None or not tally.days_entered:
        case.leave_out(member.number, "missing_value")
        return
    absent = tally.days(Code.ABSENT)
    count = tally.late_count + tally.early_count + absent
    step = step_at(case.rule.steps("steps"), count)
    if step is None:
        return
    source = f"attendance {case.period.text}"
    because = [
        Criterion("violations", plain(count), f">= {step.count}", True, source),
        Criterion("late_count", str(tally.late_count), "", True, source),
        Criterion("early_count", str(tally.early_count), "", True, source),
        Criterion("absent_days", plain(absent), "", True, source),
    ]
    fine = step_at(case.rule.steps("fine_amounts"), count) if case.rule.flag("fines_enabled") else None
    amount = Decimal(fine.gives) if fine else NO_MONEY
    case.give(member.number, member.assignment.team, because, level=step.gives, amount=amount)
