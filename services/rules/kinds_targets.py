"""Awards for whoever meets every target of a period: agents, or teams by the mean of their members."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.domain.kpi import round2
from models.domain.outcomes import Criterion
from models.domain.period import Period
from services.rules.case import Case
from services.rules.facts_index import FactsIndex, Member
from services.rules.kinds_cards import is_line, limit_line, warn_of_open_lines
from services.rules.scheme import Parameter


def targets_met(case: Case) -> None:
    """Each agent, or team, that meets every target set receives the award; a target without a figure is named and not checked."""
    targets = [parameter for parameter in case.rule.parameters if is_line(parameter.name)]
    warn_of_open_lines(case)
    if not any(parameter.text for parameter in targets):
        return
    if case.rule.text("who") == "teams":
        _teams(case, targets)
    else:
        _agents(case, targets)


def _score(index: FactsIndex, number: str, code: str, period: Period) -> Decimal | None:
    """The period's own value or the mean of its months, in the unit shown; complaints are added up."""
    if code != "complaints" or (not index.facts.keeps_complaints and index.reading(number, code, period) is not None):
        return index.score(number, code, period)
    counts = [count for month in period.months() if (count := index.complaint_count(number, month)) is not None]
    return sum(counts, Decimal(0)) if counts else None


def _agents(case: Case, targets: Sequence[Parameter]) -> None:
    for member in case.members():
        lines = []
        for target in targets:
            code = target.name.split(".", 1)[1]
            score = _score(case.index, member.number, code, case.period)
            value = None if score is None else case.index.stored(code, score)
            lines.append(limit_line(target, value, f"kpi {code} {case.period.text}"))
        if all(line.met for line in lines):
            case.give(member.number, member.assignment.team, lines)
        for line in (line for line in lines if not line.met):
            reason = "missing" if line.criterion == "line_missing" else "not_met"
            case.leave_out(member.number, f"{reason} {line.source.split()[1]}")


def _teams(case: Case, targets: Sequence[Parameter]) -> None:
    teams: dict[str, list[Member]] = {}
    for member in case.members():
        if member.assignment.team:
            teams.setdefault(member.assignment.team, []).append(member)
    for team, members in sorted(teams.items()):
        lines = [line for target in targets for line in _team_lines(case, target, members)]
        if all(line.met for line in lines):
            case.give(None, team, lines)


def _team_lines(case: Case, target: Parameter, members: Sequence[Member]) -> list[Criterion]:
    """How many members have a figure, and what their mean is against the target."""
    code, least = target.name.split(".", 1)[1], case.rule.integer("min_members")
    source = f"kpi {code} {case.period.text}"
    if not target.text:
        return [limit_line(target, None, source)]
    scores = []
    for member in members:
        score = _score(case.index, member.number, code, case.period)
        if score is None:
            case.leave_out(member.number, f"missing {code}")
        else:
            scores.append(score)
    counted = Criterion("members_counted", str(len(scores)), f">= {least}", len(scores) >= least, source)
    mean = case.index.stored(code, round2(sum(scores, Decimal(0)) / len(scores))) if scores else None
    return [limit_line(target, mean, source), counted]
