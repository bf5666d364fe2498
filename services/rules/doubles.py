"""Two schemes at once: awards that an agent or team would get twice for one fact, shown or, where a scheme declares it, settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.domain.errors import N_, Message
from models.domain.outcomes import LeftOut, Outcome, OutcomeKind
from models.domain.period import Period
from services.rules.case import AdoptedScheme, in_force
from services.rules.scheme import Rule, Scheme

EXCLUDES = "excludes"
"""Parameter of a scheme: ids of other schemes' rules whose awards do not add to its own; the higher amount stays."""
DOUBLE = "double_reward"
"""Why an award was left out."""
_RECORDINGS = frozenset({"best_recordings", "team_contest"})
_NO_FACT = frozenset({"nomination", "manual"})
"""Kinds whose reason is a person's, so that nothing tells whether two mean the same."""


@dataclass(frozen=True)
class _Award:
    outcome: Outcome
    scheme: Scheme
    rule: Rule

    @property
    def receiver(self) -> tuple[str | None, str | None, str]:
        """Agent (or team) and period."""
        one = self.outcome
        return (one.employee_no, None if one.employee_no else one.team, one.period)

    def excludes(self, other: _Award) -> bool:
        """Its scheme declares that awards of the other rule do not add to its own."""
        return other.rule.id in excluded(self.scheme)


def excluded(scheme: Scheme) -> tuple[str, ...]:
    """Ids of other schemes' rules whose awards do not add to the scheme's own."""
    return scheme.names(EXCLUDES) if scheme.has(EXCLUDES) else ()


def are_tied(one: Scheme, other: Scheme) -> bool:
    """One of the two declares that awards of the other do not add to its own."""
    return any(first.rule(name) is not None for first, second in ((one, other), (other, one)) for name in excluded(second))


def basis(rule: Rule) -> str:
    """The fact that a rule rewards: an indicator, recordings, or what only its kind looks at; '' = nobody can tell."""
    if rule.kind in _NO_FACT:
        return ""
    if rule.has("indicator"):
        return f"indicator {rule.text('indicator')}"
    return "recordings" if rule.kind in _RECORDINGS else rule.kind


def settle(outcomes: Sequence[Outcome], adopted: Sequence[AdoptedScheme]) -> tuple[list[Outcome], list[LeftOut], list[Message]]:
    """The outcomes without excluded awards, who lost one, and a warning for each pair of rules that reward one fact twice."""
    groups: dict[tuple[str | None, str | None, str], list[_Award]] = {}
    for award in _awards(outcomes, adopted):
        groups.setdefault(award.receiver, []).append(award)
    dropped: list[_Award] = []
    doubled: dict[tuple[str, str, str], int] = {}
    for awards in groups.values():
        gone = _excluded(awards)
        dropped += gone
        for pair in _doubles([award for award in awards if award not in gone]):
            doubled[pair] = doubled.get(pair, 0) + 1
    lost = {id(award.outcome) for award in dropped}
    kept = [outcome for outcome in outcomes if id(outcome) not in lost]
    left_out = [
        LeftOut(a.outcome.scheme, a.outcome.rule, a.outcome.period, a.outcome.employee_no, DOUBLE) for a in dropped if a.outcome.employee_no
    ]
    return kept, left_out, [_warning(pair, count) for pair, count in sorted(doubled.items())]


def _awards(outcomes: Sequence[Outcome], adopted: Sequence[AdoptedScheme]) -> list[_Award]:
    awards = [outcome for outcome in outcomes if outcome.kind is OutcomeKind.AWARD]
    places = {(outcome.scheme, outcome.period) for outcome in awards}
    versions = {(scheme, period): in_force(adopted, scheme, Period.parse(period).last) for scheme, period in places}
    found = []
    for outcome in awards:
        version = versions[outcome.scheme, outcome.period]
        rule = version.scheme.rule(outcome.rule) if version else None
        if version and rule:
            found.append(_Award(outcome, version.scheme, rule))
    return found


def _excluded(awards: Sequence[_Award]) -> list[_Award]:
    """The lower award of each pair that a scheme declares; of equal ones the declaring scheme's own goes.

    The highest settle first, so that an award which is gone already takes no other with it.
    """
    pairs = [(own, other) for own in awards for other in awards if own.scheme.id != other.scheme.id and own.excludes(other)]
    pairs.sort(key=lambda pair: max(award.outcome.amount for award in pair), reverse=True)
    gone: list[_Award] = []
    for own, other in pairs:
        if own not in gone and other not in gone:
            gone.append(other if other.outcome.amount < own.outcome.amount else own)
    return gone


def _doubles(awards: Sequence[_Award]) -> list[tuple[str, str, str]]:
    """Rule, other rule and period of each pair of two schemes that rewards one fact."""
    pairs = []
    for place, one in enumerate(awards):
        for other in awards[place + 1 :]:
            if one.scheme.id != other.scheme.id and basis(one.rule) and basis(one.rule) == basis(other.rule):
                first, second = sorted((one.rule.id, other.rule.id))
                pairs.append((first, second, one.outcome.period))
    return pairs


def _warning(pair: tuple[str, str, str], count: int) -> Message:
    text = N_(
        "“{rule}” and “{other}” reward the same fact twice in {period}, for {count} recipients. If one award is enough, name the "
        "other rule in the scheme's exclusions; the higher amount stays."
    )
    return Message(text, {"rule": pair[0], "other": pair[1], "period": pair[2], "count": count})
