"""The points programme: four parts of a month, each capped, added up to one line of points per agent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.domain.attendance import LEAVES, Code
from models.domain.errors import N_
from models.domain.kpi import plain
from models.domain.outcomes import Criterion
from models.domain.people import STARS, Status
from services.rules.case import Case
from services.rules.facts_index import Member
from services.rules.values import points_in

CONTRIBUTION = "contribution."


@dataclass(frozen=True)
class Part:
    """Points of one part before its cap, and the figures they came from."""

    name: str
    points: int
    figures: Sequence[str]


def points_parts(case: Case) -> None:
    """One line of points for each agent who takes part in the month."""
    for member in case.members():
        reason = _why_not(case, member)
        if reason:
            case.leave_out(member.number, reason)
            continue
        parts = (_attendance(case, member), _performance(case, member), _star(case, member), _contribution(case, member))
        capped = [(part, min(part.points, most), most) for part in parts for most in (case.rule.integer(f"{part.name}_max"),)]
        because = [Criterion(part.name, str(points), f"<= {most}", points > 0, "; ".join(part.figures)) for part, points, most in capped]
        total = min(sum(points for _, points, _ in capped), case.rule.integer("total_max"))
        case.give(member.number, member.assignment.team, because, points=total)


def _why_not(case: Case, member: Member) -> str:
    if member.assignment.status in (Status.PROBATION, Status.STANDBY):
        return member.assignment.status.value
    tally = case.index.tally(member.number, case.period)
    leave = tally.days(*LEAVES) if tally else Decimal(0)
    return "long_leave" if leave >= case.rule.integer("long_leave_days") else ""


def _attendance(case: Case, member: Member) -> Part:
    """Absence or a leave that counts against the agent gives nothing; else the days missed decide."""
    source = f"attendance {case.period.text}"
    tally = case.index.tally(member.number, case.period)
    if tally is None or not tally.days_entered:
        case.warn(
            N_("{rule} {period}: no attendance is entered for {employee_no}; the attendance part earns nothing."),
            rule=case.rule.id, period=case.period.text, employee_no=member.number,
        )  # fmt: skip
        return Part("attendance", 0, (source, "not_entered"))
    absent = tally.days(Code.ABSENT)
    against = tally.days(*(Code(code) for code in case.rule.names("zero_codes")))
    missed = tally.days(*(Code(code) for code in case.rule.names("missed_codes")))
    figures = (source, f"absent_days {plain(absent)}", f"zero_leave_days {plain(against)}", f"missed_days {plain(missed)}")
    points = 0 if absent or against else points_in(case.rule.bands("missed_bands"), missed)
    return Part("attendance", points, figures)


def _performance(case: Case, member: Member) -> Part:
    """Discipline, utilisation, task completion and no complaint; a missing figure earns nothing and is named."""
    rule, period = case.rule, case.period

    def read(indicator: str) -> Decimal | None:
        return case.index.reading(member.number, indicator, period)

    lines = (
        ("work_discipline", value := read("work_discipline"), rule.integer("discipline_points") if value else 0),
        ("utilisation", value := read("utilisation"), 0 if value is None else points_in(rule.bands("utilisation_bands"), value)),
        ("task_completion", value := read("task_completion"), 0 if value is None else points_in(rule.bands("completion_bands"), value)),
        (
            "complaints",
            value := case.index.complaint_count(member.number, period),
            rule.integer("no_complaint_points") if value == 0 else 0,
        ),
    )
    figures = [f"kpi {period.text}"]
    for name, value, points in lines:
        figures.append(f"{name} {'missing' if value is None else plain(value)} -> {points}")
    return Part("performance", sum(points for *_, points in lines), figures)


def _star(case: Case, member: Member) -> Part:
    star = member.assignment.star
    points = case.rule.integer(f"star_{star}") if star in STARS else 0
    return Part("star_rating", points, (f"roster {case.period.last.isoformat()}", f"star {star or 'none'}"))


def _contribution(case: Case, member: Member) -> Part:
    """Approved events of the month that the scheme gives points for."""
    total, figures = 0, [f"nominations {case.period.text}"]
    for record in case.index.approved_of(member.number, case.period):
        name = CONTRIBUTION + record.rule
        if not case.rule.has(name):
            continue
        points = case.rule.integer(name)
        if not case.rule.text(name):
            case.warn(N_("{rule}: no points are set for {event}; an approved one earned nothing."), rule=case.rule.id, event=record.rule)
        total += points
        figures.append(f"{record.rule} -> {points}")
    return Part("contribution", total, figures)
