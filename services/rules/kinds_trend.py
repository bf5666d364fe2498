"""Early warning: figures that fall month after month lead to a talk, before anything is decided about anyone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from models.domain.kpi import plain, round2
from models.domain.outcomes import Criterion
from models.domain.period import Period
from services.rules.case import Case
from services.rules.scoring import Scorer


@dataclass(frozen=True)
class _Point:
    """A month's figure as shown, turned so that greater is better, and where it is from."""

    shown: Decimal
    order: Decimal
    source: str


def early_warning(case: Case) -> None:
    """Whoever got worse in every one of so many months in a row, by enough in all, is proposed for a talk with the figures."""
    wanted = case.rule.integer("months")
    months = [case.period.shifted(step) for step in range(1 - wanted, 1)]
    readers = [_reader(case, month) for month in months]
    for member in case.members():
        points = [reader(member.number) for reader in readers]
        known = [point for point in points if point]
        if points[-1] is None:
            case.leave_out(member.number, _why_none(case, member.number))
        elif len(known) < wanted:
            case.leave_out(member.number, "few_months")
        elif _is_falling(known) and known[0].order - known[-1].order >= case.rule.number("min_drop"):
            case.give(member.number, member.assignment.team, _because(case, known), level="talk", score=known[-1].shown)


def _reader(case: Case, month: Period) -> Callable[[str], _Point | None]:
    """What gives an agent's figure of a month: the score of the rule that it is based on, or the indicator."""
    base = case.rule.text("based_on")
    if base:
        scorer = Scorer(case.at(month, base) or case.now(month, base))

        def scored(number: str) -> _Point | None:
            score = found.score if (found := scorer.score(number)) else None
            return None if score is None else _Point(score, score, f"scores {month.text}")

        return scored
    code, index = case.rule.text("indicator"), case.index

    def read(number: str) -> _Point | None:
        score = index.score(number, code, month)
        return None if score is None else _Point(score, index.turned(code, score), index.score_source(number, code, month))

    return read


def _why_none(case: Case, number: str) -> str:
    return "missing_value" if case.rule.text("based_on") else case.index.why_no_score(number, case.rule.text("indicator"), case.period)


def _is_falling(points: Sequence[_Point]) -> bool:
    return all(later.order < earlier.order for earlier, later in pairwise(points))


def _because(case: Case, points: Sequence[_Point]) -> list[Criterion]:
    source = f"months ending {case.period.text}"
    drop, least = points[0].order - points[-1].order, case.rule.number("min_drop")
    step = (points[-1].shown - points[0].shown) / (len(points) - 1)
    return [
        Criterion("falling_months", str(len(points)), f">= {case.rule.integer('months')}", True, source),
        Criterion("total_drop", f"{drop:.2f}", f">= {plain(least)}", True, source),
        *(Criterion("trend_month", f"{point.shown:.2f}", "", True, point.source) for point in points),
        Criterion("trend_next", f"{round2(points[-1].shown + step):.2f}", "", True, source),
    ]
