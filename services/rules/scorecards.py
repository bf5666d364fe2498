"""What a scorecard makes of an agent's month: lines scored and weighted, missing values as the card says; which cards are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator, plain, round2
from models.domain.outcomes import Criterion
from models.domain.period import Cadence, Period
from models.domain.scorecards import FULL, PERFORMANCE, CardLine, MissingPolicy, Scorecard
from services.rules.curves import check_curve, curve_score


@dataclass(frozen=True)
class LineScore:
    """One line of an agent's month. `score` None when the value is missing or the sample too small; `sample` is what was counted.

    `share` is the weight in per cent that the line had in the end, `earned` what it brought to the total.
    """

    line: CardLine
    value: Decimal | None
    score: Decimal | None
    sample: Decimal | None = None
    share: Decimal = Decimal(0)
    earned: Decimal = Decimal(0)

    @property
    def is_small_sample(self) -> bool:
        """There is a value, but too little stands behind it."""
        return self.value is not None and self.score is None


@dataclass(frozen=True)
class CardScore:
    """An agent's month by the card that holds: the total, half-up to 2 places (None = cannot be told), and its lines."""

    card: Scorecard
    score: Decimal | None
    lines: tuple[LineScore, ...]

    @property
    def why_none(self) -> str:
        """The fixed reason why there is no total, naming the indicator where one is to blame."""
        if self.card.missing is MissingPolicy.LEAVE_OUT:
            for line in self.lines:
                if line.score is None:
                    return f"{'small_sample' if line.is_small_sample else 'missing'} {line.line.indicator}"
        return "missing_value"


def card_for(cards: Iterable[Scorecard], position: str, month: Period) -> Scorecard | None:
    """The card that holds for the position in the month; None when the entered performance score counts."""
    held = [card for card in cards if card.position == position and card.from_month <= month.text]
    card = max(held, key=lambda one: one.from_month, default=None)
    return card if card and card.lines else None


def card_score(card: Scorecard, read: Callable[[str], Decimal | None]) -> CardScore:
    """Score every line with the values that `read` gives by indicator."""
    found = [_line_score(line, read) for line in card.lines]
    weight = sum((one.line.weight for one in found if one.score is not None), Decimal(0))
    is_strict = card.missing is MissingPolicy.LEAVE_OUT and any(one.score is None for one in found)
    if not weight or is_strict:
        return CardScore(card, None, tuple(found))
    total = round2(sum((one.score * one.line.weight for one in found if one.score is not None), Decimal(0)) / weight)
    return CardScore(card, total, tuple(_weighted(one, weight) for one in found))


def _line_score(line: CardLine, read: Callable[[str], Decimal | None]) -> LineScore:
    value = read(line.indicator)
    if line.sample:
        sample = read(line.sample)
        if sample is None or sample < line.least:
            return LineScore(line, value, None, sample)
    return LineScore(line, value, None if value is None else curve_score(line.curve, value))


def _weighted(one: LineScore, weight: Decimal) -> LineScore:
    if one.score is None:
        return one
    share, earned = round2(one.line.weight * FULL / weight), round2(one.score * one.line.weight / weight)
    return LineScore(one.line, one.value, one.score, one.sample, share, earned)


def card_source(card: Scorecard, month: Period) -> str:
    """Where a total comes from, in the fixed form of explanations."""
    return f"scorecard {card.position} {card.from_month}; kpi {month.text}"


def card_lines(found: CardScore, month: Period) -> tuple[Criterion, ...]:
    """One line of the explanation per indicator: value, score, weight, where from."""
    return tuple(_criterion(one, month) for one in found.lines)


def _criterion(one: LineScore, month: Period) -> Criterion:
    source = f"kpi {one.line.indicator} {month.text}; weight {plain(one.line.weight)}"
    if one.value is None:
        return Criterion("indicator_missing", "–", "", True, source)
    if one.score is None:
        found = "–" if one.sample is None else plain(one.sample)
        return Criterion("sample_too_small", found, f">= {plain(one.line.least)}", True, f"{source}; sample {one.line.sample}")
    source = f"kpi {one.line.indicator} {month.text}; scored {one.score:.2f}; weight {plain(one.line.weight)}"
    return Criterion("indicator_score", plain(one.value), "", True, source)


def check_card(card: Scorecard, known: Mapping[str, Indicator]) -> None:
    """Return when the card may hold; UserError names the line, the values or the sum that are wrong."""
    if not card.lines:
        raise UserError(N_("A scorecard needs at least one indicator."))
    for at, line in enumerate(card.lines):
        check_line(line, known, [other.indicator for other in card.lines[:at]])
    total = sum((line.weight for line in card.lines), Decimal(0))
    if total != FULL:
        raise UserError(N_("The weights add up to {sum} %, not to 100 %."), sum=plain(total))


def check_line(line: CardLine, known: Mapping[str, Indicator], before: Iterable[str] = ()) -> None:
    """The same for one line; `before`: the indicators that stand in the card already."""
    indicator = known.get(line.indicator)
    if indicator is None:
        raise UserError(N_("The centre has no indicator “{name}”."), name=line.indicator)
    if line.indicator == PERFORMANCE:
        raise UserError(N_("The performance score is what a scorecard makes; it cannot stand in one."))
    if line.indicator in before:
        raise UserError(N_("The indicator “{name}” stands in the scorecard twice."), name=line.indicator)
    if indicator.cadence is not Cadence.MONTH:
        raise UserError(N_("A scorecard needs monthly figures, and “{name}” is not entered every month."), name=line.indicator)
    if not 0 < line.weight <= FULL:
        raise UserError(N_("A weight lies above 0 % and is at most 100 %."))
    if line.sample and line.sample not in known:
        raise UserError(N_("The centre has no indicator “{name}”."), name=line.sample)
    if line.sample and line.least <= 0:
        raise UserError(N_("A least sample is above 0."))
    check_curve(line.curve, indicator)
