"""What a simulation tells: how evenly awards fall, and what one figure more or less would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.outcomes import Outcome, OutcomeKind
from models.domain.people import Employee
from models.domain.period import Period
from services import words
from services.parameter_words import value_words
from services.progress import Progress
from services.rules.scheme import Parameter, Scheme
from services.rules.values import ParameterType
from services.rules.words import level_name
from services.simulation import Change, Past, Simulation, awarded, simulate
from services.texts import Texts

TEAM, POSITION, SENIORITY = "team", "position", "seniority"
NUMBERS = frozenset({ParameterType.INT, ParameterType.PERCENT, ParameterType.MONEY, ParameterType.DECIMAL})
"""Types of parameters that a sensitivity can turn up and down."""
_SENIORITY = (N_("under 1 year"), N_("1 to 3 years"), N_("3 to 5 years"), N_("5 years and more"))
_YEARS = (1, 3, 5)
_WHAT = {"gained": N_("gained"), "lost": N_("lost"), "changed": N_("changed")}
_BY = {TEAM: N_("Team"), POSITION: N_("Position"), SENIORITY: N_("Seniority")}


@dataclass(frozen=True)
class GroupShare:
    """How one group fares: agents in it, those of them with an award, awards and yuan, as simulated; awards as they happened.

    Shares are per cent of the whole centre, one place; `dimension` is team, position or seniority.
    """

    dimension: str
    group: Message
    agents: int
    winners: int
    awards: int
    yuan: Decimal
    awards_happened: int
    penalties: int
    agents_share: Decimal
    awards_share: Decimal

    @property
    def winners_share(self) -> Decimal:
        """Per cent of the group's agents who get an award."""
        return _percent(self.winners, self.agents)


@dataclass(frozen=True)
class Sensitivity:
    """One figure turned to another value: winners, awards, penalties and yuan more (or, below zero, less) over all months."""

    parameter: str
    old: str
    new: str
    winners: int
    awards: int
    penalties: int
    yuan: Decimal


def fairness(result: Simulation) -> tuple[GroupShare, ...]:
    """Awards by team, position and years of service; an agent who moved counts in every group of the months."""
    return tuple(share for dimension in (TEAM, POSITION, SENIORITY) for share in _shares(result, dimension))


def _shares(result: Simulation, dimension: str) -> list[GroupShare]:
    members: dict[str, set[str]] = {}
    for one in result.past.months:
        for person in one.facts.employees.values():
            if group := _group(person, one.month, dimension):
                members.setdefault(group, set()).add(person.employee_no)
    after = _awards(result, result.simulated, dimension)
    before = _awards(result, result.happened, dimension)
    penalties = _awards(result, result.simulated, dimension, OutcomeKind.PENALTY)
    everyone = len({number for group in members.values() for number in group})
    total = sum(len(found) for found in after.values())
    shares = []
    for group in _in_order(members, dimension):
        found = after.get(group, [])
        shares.append(
            GroupShare(
                dimension, _group_word(group, dimension), len(members[group]), len({outcome.employee_no for outcome in found}), len(found),
                awarded(found), len(before.get(group, ())), len(penalties.get(group, ())),
                _percent(len(members[group]), everyone), _percent(len(found), total),
            )
        )  # fmt: skip
    return shares


def _awards(
    result: Simulation, given: Mapping[Period, Sequence[Outcome]], dimension: str, kind: OutcomeKind = OutcomeKind.AWARD
) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for one in result.past.months:
        for outcome in given[one.month]:
            person = one.facts.employees.get(outcome.employee_no or "")
            if person and outcome.kind is kind and (group := _group(person, Period.parse(outcome.period), dimension)):
                found.setdefault(group, []).append(outcome)
    return found


def _group(person: Employee, period: Period, dimension: str) -> str:
    assignment = person.assignment_in(period)
    if assignment is None:
        return ""
    if dimension == SENIORITY:
        return _seniority(person.hired_on, period.last) if person.hired_on else ""
    return assignment.team if dimension == TEAM else assignment.position


def _seniority(hired: date, day: date) -> str:
    years = day.year - hired.year - ((day.month, day.day) < (hired.month, hired.day))
    return _SENIORITY[sum(years >= limit for limit in _YEARS)]


def _in_order(groups: Mapping[str, object], dimension: str) -> list[str]:
    return [group for group in _SENIORITY if group in groups] if dimension == SENIORITY else sorted(groups)


def _group_word(group: str, dimension: str) -> Message:
    if dimension == TEAM:
        return Message("{text}", {"text": group})
    return Message(group) if dimension == SENIORITY else words.word(words.POSITIONS, group)


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else Decimal(0)


def figures(scheme: Scheme) -> dict[str, Parameter]:
    """The parameters of rules that a sensitivity can be asked for, by full name."""
    inside = {f"{rule.id}.{parameter.name}": parameter for rule in scheme.rules for parameter in rule.parameters}
    return {name: parameter for name, parameter in inside.items() if parameter.type in NUMBERS and parameter.text}


def sensitivity(
    past: Past, *, result: Simulation, parameter: str, text: str, language: str, progress: Progress | None = None
) -> Sensitivity:
    """What setting one figure of the simulated scheme to `text` would change; UserError for another type or a value refused."""
    known = figures(result.scheme)
    if parameter not in known:
        raise UserError(N_("“{name}” is not a figure of this scheme."), name=parameter)
    turned = simulate(past, scheme=result.scheme.with_parameters({parameter: text}), language=language, progress=progress)
    old, new = _everything(result), _everything(turned)
    return Sensitivity(
        parameter, known[parameter].text, turned.scheme.all_parameters()[parameter].text,
        len(_winners(new)) - len(_winners(old)), _count(new, OutcomeKind.AWARD) - _count(old, OutcomeKind.AWARD),
        _count(new, OutcomeKind.PENALTY) - _count(old, OutcomeKind.PENALTY), turned.yuan - result.yuan,
    )  # fmt: skip


def _everything(result: Simulation) -> list[Outcome]:
    return [outcome for found in result.simulated.values() for outcome in found]


def _winners(outcomes: Sequence[Outcome]) -> set[tuple[str | None, str | None]]:
    awards = [outcome for outcome in outcomes if outcome.kind is OutcomeKind.AWARD]
    return {(outcome.employee_no, None if outcome.employee_no else outcome.team) for outcome in awards}


def _count(outcomes: Sequence[Outcome], kind: OutcomeKind) -> int:
    return sum(outcome.kind is kind for outcome in outcomes)


def sensitivity_sentence(found: Sensitivity, parameter: Parameter, texts: Texts) -> str:
    """10% → 12%: 1 winner more, 2 awards more, ¥500.00 more."""
    parts = [
        _more(texts, found.winners, (N_("{n} winner more"), N_("{n} winners more")), (N_("{n} winner fewer"), N_("{n} winners fewer"))),
        _more(texts, found.awards, (N_("{n} award more"), N_("{n} awards more")), (N_("{n} award fewer"), N_("{n} awards fewer"))),
        _more(texts, found.penalties, (N_("{n} penalty more"), N_("{n} penalties more")),
              (N_("{n} penalty fewer"), N_("{n} penalties fewer"))),
        _yuan(texts, found.yuan),
    ]  # fmt: skip
    told = [part for part in parts if part] or [texts(N_("nothing would change"))]
    old, new = (value_words(parameter, text, texts, ()) for text in (found.old, found.new))
    return texts(N_("{old} → {new}: {what}"), old=old, new=new, what=texts(N_(", ")).join(told))


def _more(texts: Texts, number: int, more: tuple[str, str], fewer: tuple[str, str]) -> str:
    return texts.plural(*(more if number > 0 else fewer), abs(number)) if number else ""


def _yuan(texts: Texts, yuan: Decimal) -> str:
    if not yuan:
        return ""
    return texts(N_("¥{n:,.2f} more") if yuan > 0 else N_("¥{n:,.2f} less"), n=abs(yuan))


def what_words(change: Change, texts: Texts) -> str:
    """gained, lost, changed in the user's language."""
    return texts(_WHAT[change.what])


def dimension_words(dimension: str, texts: Texts) -> str:
    """Team, Position, Seniority."""
    return texts(_BY[dimension])


def gives_words(outcome: Outcome | None, texts: Texts) -> str:
    """What an outcome gives: kind, level, money, points; a dash for none."""
    if outcome is None:
        return "–"
    parts = [texts.message(words.word(words.OUTCOME_KINDS, outcome.kind.value))]
    if outcome.level:
        parts.append(texts.message(level_name(outcome.level)))
    if outcome.amount:
        parts.append(f"¥{outcome.amount:,.2f}")
    if outcome.points or outcome.kind is OutcomeKind.POINTS:
        parts.append(texts(N_("{n} points"), n=outcome.points))
    return " ".join(parts)
