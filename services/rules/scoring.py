"""An agent's score: indicators scored linearly between a floor and a target, weighted within dimensions, dimensions weighted to a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.domain.kpi import plain, round2
from models.domain.outcomes import Criterion
from models.domain.period import Cadence, Period
from services.rules.case import Case
from services.rules.facts_index import FactsIndex
from services.rules.scheme import Rule

WEIGHTS, FLOOR, TARGET = "weights.", "floor.", "target."
"""Beginnings of the names of parameters: weights of a dimension's indicators; an indicator's value for 0 and for 100."""


@dataclass(frozen=True)
class Scored:
    """A score of 0–100, half-up to 2 places (None = cannot be told), with the lines that explain it."""

    score: Decimal | None
    lines: tuple[Criterion, ...]


def dimensions(rule: Rule) -> dict[str, Decimal]:
    """Weight of each dimension in the order set; equal ones where none are set."""
    names = [parameter.name.removeprefix(WEIGHTS) for parameter in rule.parameters if parameter.name.startswith(WEIGHTS)]
    given = {name: weight for name, weight in rule.weights("dimensions").items() if name in names}
    return given or dict.fromkeys(names, Decimal(1))


def linear(value: Decimal, floor: Decimal, target: Decimal) -> Decimal:
    """0 at the floor, 100 at the target, in proportion between them; a target below the floor means that less is better."""
    if floor == target:
        return Decimal(100) if value == target else Decimal(0)
    return round2(min(max((value - floor) / (target - floor), Decimal(0)), Decimal(1)) * 100)


class Scorer:
    """The scores of one rule and period: a month's own, or the mean of the months of a longer period."""

    def __init__(self, case: Case) -> None:
        self._case = case
        base = case.rule.text("based_on") or case.rule.id if case.rule.has("based_on") else case.rule.id
        self._months = [] if case.period.cadence is Cadence.MONTH else [_month(case, month, base) for month in case.period.months()]

    def score(self, number: str) -> Scored | None:
        """The agent's score; None (noted as left out) when it cannot be told."""
        case = self._case
        if case.period.cadence is Cadence.MONTH:
            scored = month_score(case.rule, case.index, number, case.period)
        else:
            scored = self._mean_of_months(number)
        if scored.score is None:
            case.leave_out(number, "missing_value")
            return None
        return scored

    def _mean_of_months(self, number: str) -> Scored:
        found = []
        for month in self._months:
            scored = month_score(month.rule, month.index, number, month.period).score
            if scored is not None:
                found.append((month.period, scored))
        if not found or len(found) < self._case.rule.integer("min_months"):
            return Scored(None, ())
        lines = [Criterion("month_score", f"{score:.2f}", "", True, f"scores {period.text}") for period, score in found]
        return Scored(_mean([(score, Decimal(1)) for _, score in found]), tuple(lines))


def _month(case: Case, month: Period, base: str) -> Case:
    return case.at(month, base) or case.now(month, base)


def month_score(rule: Rule, index: FactsIndex, number: str, month: Period) -> Scored:
    """The agent's score of a month; an indicator without a value is named and the others take its weight."""
    parts = [(_dimension(rule, index, number, month, name, weight), weight) for name, weight in dimensions(rule).items()]
    known = [(part.score, weight) for part, weight in parts if part.score is not None]
    lines = tuple(line for part, _ in parts for line in part.lines)
    incomplete = rule.text("missing") == "leave_out" and any(line.criterion == "indicator_missing" for line in lines)
    return Scored(_mean(known) if known and not incomplete else None, lines)


def _dimension(rule: Rule, index: FactsIndex, number: str, month: Period, name: str, weight: Decimal) -> Scored:
    lines, known = [], []
    for code, share in rule.weights(WEIGHTS + name).items():
        source = f"kpi {code} {month.text}"
        value = index.complaint_count(number, month) if code == "complaints" else index.reading(number, code, month)
        if value is None or not (rule.has(FLOOR + code) and rule.has(TARGET + code)):
            lines.append(Criterion("indicator_missing", "–", "", True, source))
            continue
        score = linear(value, rule.number(FLOOR + code), rule.number(TARGET + code))
        known.append((score, share))
        lines.append(Criterion("indicator_score", plain(value), "", True, f"{source}; scored {score:.2f}; weight {plain(share)}"))
    if not known:
        return Scored(None, tuple(lines))
    mean = _mean(known)
    if len(dimensions(rule)) > 1:
        lines.insert(0, Criterion("dimension_score", f"{mean:.2f}", "", True, f"dimension {name}; weight {plain(weight)}"))
    return Scored(mean, tuple(lines))


def _mean(known: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    total = sum((weight for _, weight in known), Decimal(0))
    return round2(sum((score * weight for score, weight in known), Decimal(0)) / total)
