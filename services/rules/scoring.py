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


@dataclass(frozen=True)
class _Line:
    """One indicator of a dimension: its weight, and its scale where one is set."""

    code: str
    weight: Decimal
    scale: tuple[Decimal, Decimal] | None


Terms = Sequence[tuple[str, Decimal, Sequence[_Line]]]
"""Dimensions with their weights and indicators, read from a rule once."""


def terms(rule: Rule) -> Terms:
    """What a rule scores: dimension, weight, indicators."""

    def scale(code: str) -> tuple[Decimal, Decimal] | None:
        known = rule.has(FLOOR + code) and rule.has(TARGET + code)
        return (rule.number(FLOOR + code), rule.number(TARGET + code)) if known else None

    return tuple(
        (name, weight, tuple(_Line(code, share, scale(code)) for code, share in rule.weights(WEIGHTS + name).items()))
        for name, weight in dimensions(rule).items()
    )


class Scorer:
    """The scores of one rule and period: a month's own, or the mean of the months of a longer period."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._is_month = case.period.cadence is Cadence.MONTH
        base = (case.rule.text("based_on") if case.rule.has("based_on") else "") or case.rule.id
        months = [case] if self._is_month else [case.at(month, base) or case.now(month, base) for month in case.period.months()]
        self._months = [(month.period, terms(month.rule), month.rule.text("missing") == "leave_out") for month in months]

    def score(self, number: str) -> Scored | None:
        """The agent's score; None (noted as left out) when it cannot be told."""
        found = [(month, self._month(number, month, wanted, strict)) for month, wanted, strict in self._months]
        scored = found[0][1] if self._is_month else self._mean_of(found)
        if scored.score is None:
            self._case.leave_out(number, "missing_value")
            return None
        return scored

    def _month(self, number: str, month: Period, wanted: Terms, strict: bool) -> Scored:
        """A month's score; an indicator without a value is named and the others take its weight, or nothing is told (`strict`)."""
        parts = [(_dimension(self._case.index, number, month, part, len(wanted) > 1), part[1]) for part in wanted]
        known = [(part.score, weight) for part, weight in parts if part.score is not None]
        lines = tuple(line for part, _ in parts for line in part.lines)
        incomplete = strict and any(line.criterion == "indicator_missing" for line in lines)
        return Scored(_mean(known) if known and not incomplete else None, lines)

    def _mean_of(self, months: Sequence[tuple[Period, Scored]]) -> Scored:
        known = [(month, scored.score) for month, scored in months if scored.score is not None]
        if not known or len(known) < self._case.rule.integer("min_months"):
            return Scored(None, ())
        lines = tuple(Criterion("month_score", f"{score:.2f}", "", True, f"scores {month.text}") for month, score in known)
        return Scored(_mean([(score, Decimal(1)) for _, score in known]), lines)


def _dimension(index: FactsIndex, number: str, month: Period, part: tuple[str, Decimal, Sequence[_Line]], named: bool) -> Scored:
    name, weight, indicators = part
    lines, known = [], []
    for line in indicators:
        source = f"kpi {line.code} {month.text}"
        value = index.complaint_count(number, month) if line.code == "complaints" else index.reading(number, line.code, month)
        if value is None or line.scale is None:
            lines.append(Criterion("indicator_missing", "–", "", True, source))
            continue
        score = linear(value, *line.scale)
        known.append((score, line.weight))
        lines.append(Criterion("indicator_score", plain(value), "", True, f"{source}; scored {score:.2f}; weight {plain(line.weight)}"))
    if not known:
        return Scored(None, tuple(lines))
    mean = _mean(known)
    head = [Criterion("dimension_score", f"{mean:.2f}", "", True, f"dimension {name}; weight {plain(weight)}")] if named else []
    return Scored(mean, (*head, *lines))


def _mean(known: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    total = sum((weight for _, weight in known), Decimal(0))
    return round2(sum((score * weight for score, weight in known), Decimal(0)) / total)
