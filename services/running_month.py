"""How an agent stands in the month in hand: what the schemes would give now, and what is missing to the next step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.kpi import Indicator, Unit, show_value
from models.domain.outcomes import OutcomeKind
from models.domain.period import Period
from models.domain.scorecards import PERFORMANCE
from models.queries import people as people_queries
from models.queries import readings as reading_queries
from models.queries import settings as setting_queries
from services import closing, outcomes
from services.closing import MonthResult
from services.outcome_views import OutcomeView
from services.rules.facts_index import FactsIndex
from services.rules.scheme import Rule
from services.rules.values import Band
from services.workspace import Workspace

_BANDS = {"utilisation_bands": "utilisation", "completion_bands": "task_completion"}
"""Scales of the points programme and the indicator that each reads."""
_PERCENT = Decimal(100)


@dataclass(frozen=True)
class PartSoFar:
    """One part of the points: fixed name, points reached, most that it can give."""

    name: str
    points: int
    most: int


@dataclass(frozen=True)
class RunningMonth:
    """An agent's month so far. `points` None when no points programme looks at the agent; `outcomes` what closing now would give.

    `next_steps` say what is missing to the next step; `left_out` pairs a rule's name with the reason it does not count the agent.
    """

    month: Period
    closed: bool
    points: int | None
    parts: tuple[PartSoFar, ...]
    outcomes: tuple[OutcomeView, ...]
    next_steps: tuple[Message, ...]
    left_out: tuple[tuple[str, str], ...]


def running_month(workspace: Workspace, *, employee_no: str, month: Period) -> RunningMonth:
    """The agent's month as it would be closed now, or as it was closed; UserError when no scheme is in force or nobody has the number."""
    board = outcomes.board(workspace, month=month)
    own = tuple(view for view in board.outcomes if view.employee_no == employee_no and view.kind is not OutcomeKind.DUTY_MISSED)
    earned = [view for view in own if view.kind is OutcomeKind.POINTS and not view.by_hand]
    parts = tuple(
        PartSoFar(line.criterion, int(line.found), int(line.required.removeprefix("<= ")))
        for view in earned
        for line in view.because
        if line.required.startswith("<= ") and line.found.isdecimal()
    )
    steps = () if board.closed else _next_steps(workspace, month, employee_no, board.outcomes)
    left_out = tuple((line.rule_name, line.reason) for line in board.left_out if line.employee_no == employee_no)
    return RunningMonth(month, board.closed, sum(view.points for view in earned) if earned else None, parts, own, steps, left_out)


def _next_steps(workspace: Workspace, month: Period, employee_no: str, views: Sequence[OutcomeView]) -> tuple[Message, ...]:
    with workspace.store.read() as tx:
        people = people_queries.employees(tx, [employee_no])
        if not people:
            raise UserError(N_("There is no agent with number {employee_no}."), employee_no=employee_no)
        key = next(iter(people))
        stored = reading_queries.stored_readings(tx, {month.text}, [key])
        indicators = {one.code: one for one in setting_queries.indicators(tx)}
        score = FactsIndex(closing.facts_of_month(tx, month)).score(employee_no, PERFORMANCE, month)
    values = {code: found[month.text].value for (_, code), found in stored.items() if month.text in found}
    preview, language = closing.preview(workspace, month=month), workspace.texts.language
    held = people[key].assignment_in(month)
    groups = {"group centre", *((f"group position {held.position}", f"group team {held.team}") if held else ())}
    scores = {**values, PERFORMANCE: score} if score is not None else values
    prizes = _to_the_prize([view for view in views if _is_open_to(view, groups)], employee_no, scores, indicators, language)
    return (*_to_next_band(preview, indicators, values, language), *prizes)


def _to_next_band(
    preview: MonthResult, indicators: Mapping[str, Indicator], values: Mapping[str, Decimal], language: str
) -> Iterator[Message]:
    """For each scale of the points programme, the nearest step that gives more."""
    rules = [rule for version in preview.versions for rule in version.scheme.applied if rule.kind == "points_parts"]
    for rule in rules[-1:]:
        for parameter, code in _BANDS.items():
            indicator, value = indicators.get(code), values.get(code)
            if indicator is None:
                continue
            facts = {"indicator": indicator.name(language)}
            if value is None:
                yield Message(N_("{indicator} is not entered yet and earns nothing so far."), facts)
            elif band := _next_band(rule, parameter, value):
                facts |= {"now": show_value(indicator, value), "needed": _interval(indicator, band), "points": str(band.points)}
                yield Message(N_("{indicator} is {now} now; {needed} gives {points} points."), facts)


def _next_band(rule: Rule, parameter: str, value: Decimal) -> Band | None:
    bands = rule.bands(parameter)
    now = next((band.points for band in bands if band.holds(value)), 0)
    better = [band for band in bands if band.points > now and band.low >= value]
    return min(better, key=lambda band: band.low, default=None)


def _interval(indicator: Indicator, band: Band) -> str:
    return band.interval(_PERCENT, "%") if indicator.unit is Unit.PERCENT else band.interval()


def _is_open_to(view: OutcomeView, groups: Collection[str]) -> bool:
    """The award was won in a group that the agent belongs to, too."""
    return all(line.source in groups for line in view.because if line.criterion == "group_size")


def _indicator_of(view: OutcomeView) -> str:
    """The indicator that an award by score goes by, '' for any other outcome."""
    source = next((line.source.split() for line in view.because if line.criterion == "score"), [""])
    return source[1] if source[0] == "kpi" else PERFORMANCE if source[0] == "scorecard" else ""


def _to_the_prize(
    views: Sequence[OutcomeView],
    employee_no: str,
    values: Mapping[str, Decimal],
    indicators: Mapping[str, Indicator],
    language: str,
) -> Iterator[Message]:
    """For each award by score that others would get now, how far the agent's value of its indicator is from the last of them."""
    last: dict[tuple[str, str], tuple[Decimal, bool]] = {}
    for view in views:
        code = _indicator_of(view)
        if view.kind is OutcomeKind.AWARD and view.score is not None and view.employee_no and code in indicators:
            score, has_it = last.get((view.rule_name, code), (view.score, False))
            worse = min if indicators[code].higher_is_better else max
            last[view.rule_name, code] = (worse(score, view.score), has_it or view.employee_no == employee_no)
    for (name, code), (score, has_it) in last.items():
        own, indicator = values.get(code), indicators[code]
        if has_it or own is None:
            continue
        gap = score - own if indicator.higher_is_better else own - score
        if gap > 0:
            shown = {"score": show_value(indicator, score), "own": show_value(indicator, own), "gap": show_value(indicator, gap)}
            facts = {"rule": name, "indicator": indicator.name(language), **shown}
            yield Message(N_("“{rule}” begins at {score} ({indicator}) now; with {own}, {gap} are missing."), facts)
