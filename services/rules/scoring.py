"""An agent's score: indicators scored linearly between a floor and a target, weighted within dimensions, dimensions weighted to a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.domain.kpi import plain, round2
from models.domain.outcomes import Criterion
from models.domain.period import Cadence, Period
from services.rules.case import Case
from services.rules.curves import linear
from services.rules.facts_index import FactsIndex
from services.rules.scheme import Rule

WEIGHTS, FLOOR, TARGET = "weights.", "floor.", "target."
"""Beginnings of the names of parameters: weights of a dimension's indicators; an indicator's value for 0 and for 100."""
POSITION_WEIGHTS = "position_weights."
"""Weights of the indicators for those who hold a position, in place of the dimensions that hold for everyone else."""


@dataclass(frozen=True)
class ScoredPart:
    """One indicator within a score: its value, its own score of 0–100, its share of the whole (0–1)."""

    code: str
    value: Decimal
    score: Decimal
    share: Decimal


@dataclass(frozen=True)
class Scored:
    """A score of 0–100, half-up to 2 places (None = cannot be told), with the lines that explain it and its indicators."""

    score: Decimal | None
    lines: tuple[Criterion, ...]
    parts: tuple[ScoredPart, ...] = ()


def dimensions(rule: Rule, day: date = date.min) -> dict[str, Decimal]:
    """Weight of each dimension in the order set, as it stands on the day; equal ones where none are set."""
    names = [parameter.name.removeprefix(WEIGHTS) for parameter in rule.parameters if parameter.name.startswith(WEIGHTS)]
    later = rule.day("later_from") if rule.has("later_from") else None
    wanted = "later_dimensions" if later and later <= day and rule.text("later_dimensions") else "dimensions"
    given = {name: weight for name, weight in rule.weights(wanted).items() if name in names}
    return given or dict.fromkeys(names, Decimal(1))


@dataclass(frozen=True)
class _Line:
    """One indicator of a dimension: its weight, and its scale where one is set."""

    code: str
    weight: Decimal
    scale: tuple[Decimal, Decimal] | None


Terms = Sequence[tuple[str, Decimal, Sequence[_Line]]]
"""Dimensions with their weights and indicators, read from a rule once."""


def terms(rule: Rule, day: date = date.min, position: str = "") -> Terms:
    """What a rule scores on a day for a position: dimension, weight, indicators."""

    def scale(code: str) -> tuple[Decimal, Decimal] | None:
        known = all(rule.has(name) and rule.text(name) for name in (FLOOR + code, TARGET + code))
        return (rule.number(FLOOR + code), rule.number(TARGET + code)) if known else None

    def lines(name: str) -> tuple[_Line, ...]:
        return tuple(_Line(code, share, scale(code)) for code, share in rule.weights(name).items())

    own = POSITION_WEIGHTS + position
    if rule.has(own) and rule.text(own):
        return ((position, Decimal(1), lines(own)),)
    return tuple((name, weight, lines(WEIGHTS + name)) for name, weight in dimensions(rule, day).items())


class _Month:
    """The terms of one month, by position."""

    def __init__(self, case: Case) -> None:
        self.case, self.period = case, case.period
        self.is_strict = case.rule.text("missing") == "leave_out"
        self._terms: dict[str, Terms] = {}

    def wanted(self, number: str) -> Terms:
        """What counts for the agent: the terms of the position held in the month."""
        assignment = self.case.index.facts.employees[number].assignment_in(self.period)
        position = assignment.position if assignment else ""
        if position not in self._terms:
            self._terms[position] = focused(self.case, terms(self.case.rule, self.period.last, position))
        return self._terms[position]


def focused(case: Case, wanted: Terms) -> Terms:
    """The terms with the rule's share of the weight moved to the indicators on which the centre did worst in the month before."""
    share = case.rule.number("focus_percent") / 100 if case.rule.has("focus_percent") else Decimal(0)
    means = _centre_means(case, wanted) if share else {}
    if not means:
        return wanted
    worst = [code for code, mean in means.items() if mean == min(means.values())]
    return tuple((name, weight, tuple(_moved(line, lines, share, worst) for line in lines)) for name, weight, lines in wanted)


def _moved(line: _Line, lines: Sequence[_Line], share: Decimal, worst: Sequence[str]) -> _Line:
    """A line's weight in per cent of its dimension, after the share was moved; a dimension without a worst indicator stays."""
    here = [other for other in lines if other.code in worst]
    if not here:
        return line
    own = line.weight * 100 / sum((other.weight for other in lines), Decimal(0)) * (1 - share)
    return replace(line, weight=round2(own + (share * 100 / len(here) if line in here else 0)))


def _centre_means(case: Case, wanted: Terms) -> dict[str, Decimal]:
    """Indicator → mean score of everyone covered in the month before, for indicators with figures."""
    before = case.now(case.period.shifted(-1), case.rule.id)
    members = [member.number for member in before.members()]
    means = {}
    for line in (line for _, _, lines in wanted for line in lines):
        values = [case.index.figure(number, line.code, before.period) for number in members]
        found = [linear(value, *line.scale) for value in values if line.scale and value is not None]
        if found:
            means[line.code] = round2(sum(found, Decimal(0)) / len(found))
    return means


class Scorer:
    """The scores of one rule and period: a month's own, or the mean of the months of a longer period."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._is_month = case.period.cadence is Cadence.MONTH
        base = case.rule.text("based_on") if case.rule.has("based_on") else ""
        if not base or (self._is_month and dimensions(case.rule)):
            base = case.rule.id
        self._months = [_Month(case.at(month, base) or case.now(month, base)) for month in case.period.months()]

    def score(self, number: str) -> Scored | None:
        """The agent's score; None (noted as left out) when it cannot be told."""
        found = [(month.period, self._month(number, month)) for month in self._months]
        scored = found[0][1] if self._is_month else self._mean_of(found)
        if scored.score is None:
            has_any = not self._is_month and any(of_month.score is not None for _, of_month in found)
            self._case.leave_out(number, "few_months" if has_any else "missing_value")
            return None
        return scored

    def _month(self, number: str, month: _Month) -> Scored:
        """A month's score; an indicator without a value is named and the others take its weight, or nothing is told."""
        wanted = month.wanted(number)
        parts = [(_dimension(self._case.index, number, month.period, part, len(wanted) > 1), part[1]) for part in wanted]
        known = [(part.score, weight) for part, weight in parts if part.score is not None]
        lines = tuple(line for part, _ in parts for line in part.lines)
        whole = sum((weight for _, weight in known), Decimal(0))
        shares = tuple(replace(one, share=one.share * weight / whole) for part, weight in parts for one in part.parts)
        incomplete = month.is_strict and any(line.criterion == "indicator_missing" for line in lines)
        return Scored(_mean(known) if known and not incomplete else None, lines, shares)

    def _mean_of(self, months: Sequence[tuple[Period, Scored]]) -> Scored:
        known = [(month, scored.score) for month, scored in months if scored.score is not None]
        if not known or len(known) < self._case.rule.integer("min_months"):
            return Scored(None, ())
        lines = tuple(Criterion("month_score", f"{score:.2f}", "", True, f"scores {month.text}") for month, score in known)
        return Scored(_mean([(score, Decimal(1)) for _, score in known]), lines)


def _dimension(index: FactsIndex, number: str, month: Period, part: tuple[str, Decimal, Sequence[_Line]], named: bool) -> Scored:
    name, weight, indicators = part
    lines, known, found = [], [], []
    for line in indicators:
        source = f"kpi {line.code} {month.text}"
        value = index.figure(number, line.code, month)
        if value is None or line.scale is None:
            lines.append(Criterion("indicator_missing", "–", "", True, source))
            continue
        score = linear(value, *line.scale)
        known.append((score, line.weight))
        found.append(ScoredPart(line.code, value, score, line.weight))
        lines.append(Criterion("indicator_score", plain(value), "", True, f"{source}; scored {score:.2f}; weight {plain(line.weight)}"))
    if not known:
        return Scored(None, tuple(lines))
    mean = _mean(known)
    head = [Criterion("dimension_score", f"{mean:.2f}", "", True, f"dimension {name}; weight {plain(weight)}")] if named else []
    whole = sum((weight for _, weight in known), Decimal(0))
    return Scored(mean, (*head, *lines), tuple(replace(one, share=one.share / whole) for one in found))


def _mean(known: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    total = sum((weight for _, weight in known), Decimal(0))
    return round2(sum((score * weight for score, weight in known), Decimal(0)) / total)
