"""Rules on an agent's weighted score: a share of a base bonus, and rewards in levels."""

from __future__ import annotations

from decimal import Decimal

from models.domain.kpi import plain, round2
from models.domain.outcomes import Criterion
from services.rules.case import Case
from services.rules.kinds_records import record_lines
from services.rules.scoring import Scorer
from services.rules.values import points_in


def bonus_share(case: Case) -> None:
    """The score decides which share of the base each agent receives, half-up to the fen."""
    scorer, base = Scorer(case), case.rule.number("base")
    for member in case.members():
        scored = scorer.score(member.number)
        if scored is None or scored.score is None:
            continue
        percent = points_in(case.rule.bands("shares"), scored.score)
        if not percent:
            case.leave_out(member.number, "below_scale")
            continue
        because = [
            Criterion("total_score", f"{scored.score:.2f}", "", True, f"scores {case.period.text}"),
            Criterion("share_of_base", str(percent), "", True, f"base {plain(base)}"),
            *scored.lines,
        ]
        amount = round2(base * percent / 100)
        case.give(member.number, member.assignment.team, because, amount=amount, score=scored.score)


def scored_levels(case: Case) -> None:
    """The score decides which level of reward each agent reaches; the highest step is the first class."""
    scorer, steps = Scorer(case), case.rule.steps("levels")
    for member in case.members():
        scored = scorer.score(member.number)
        if scored is None or scored.score is None:
            continue
        reached = [at for at, step in enumerate(steps) if scored.score >= step.count]
        if not reached:
            case.leave_out(member.number, "below_scale")
            continue
        step = steps[reached[-1]]
        because = [
            Criterion("reward_level", f"{scored.score:.2f}", f">= {step.count}", True, f"scores {case.period.text}"),
            *scored.lines,
            *record_lines(case.records(member.number, "evidence")),
        ]
        level = f"class_{len(steps) - reached[-1]}"
        case.give(member.number, member.assignment.team, because, amount=Decimal(step.gives), level=level, score=scored.score)
