"""Rules that rank a group by a score: a share of the best, the best throughout a longer period, the highest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.domain.errors import N_
from models.domain.outcomes import Criterion
from services.rules.case import Case
from services.rules.facts_index import Member
from services.rules.ranking import Entry, Place, best, ranked, share


@dataclass(frozen=True)
class Group:
    """One ranked group: its name ('' = the centre), its places from the best, who was chosen."""

    name: str
    places: tuple[Place, ...]
    chosen: tuple[Place, ...]

    @property
    def cut(self) -> int:
        """The rank of the last one chosen; 0 when nobody is."""
        return self.chosen[-1].rank if self.chosen else 0


def _entries(case: Case, members: Sequence[Member]) -> Iterator[tuple[Member, Entry | None]]:
    """Each agent's entry under the rule's indicator and tie-breakers, None without a value; a missing tie-breaker comes last."""
    index, period = case.index, case.period
    indicator, breakers = case.rule.text("indicator"), case.rule.names("tie_breakers")
    for member in members:
        score = index.score(member.number, indicator, period)
        if score is None:
            yield member, None
            continue
        order = [index.order(member.number, indicator, period) or Decimal(0)]
        for breaker in breakers:
            value = index.order(member.number, breaker, period)
            order += [Decimal(value is not None), value or Decimal(0)]
        yield member, Entry(member.number, score, tuple(order))


def group_name(member: Member, group: str) -> str:
    """The rank group that a member belongs to: a position, a team, or '' for the whole centre."""
    match group:
        case "position":
            return member.assignment.position
        case "team":
            return member.assignment.team
        case _:
            return ""


def ranked_groups(case: Case, members: Sequence[Member]) -> list[tuple[str, tuple[Place, ...]]]:
    """Group name → places, by name; agents without a value are noted as left out."""
    groups: dict[str, list[Entry]] = {}
    group = case.rule.text("group")
    for member, entry in _entries(case, members):
        if entry is None:
            case.leave_out(member.number, case.index.why_no_score(member.number, case.rule.text("indicator"), case.period))
        else:
            groups.setdefault(group_name(member, group), []).append(entry)
    dense = case.rule.text("ranking") == "dense"
    return [(name, ranked(groups[name], dense=dense)) for name in sorted(groups)]


def leave_small_group(case: Case, name: str, places: Sequence[Place]) -> None:
    """Note everyone of a group below the minimum, with one warning."""
    for place in places:
        case.leave_out(place.entry.name, "small_group")
    whole = N_("{rule} {period}: the centre has {size} ranked agents, fewer than {minimum}; nobody is selected.")
    part = N_("{rule} {period}: the group “{group}” has {size} ranked agents, fewer than {minimum}; nobody is selected.")
    facts = {"rule": case.rule.id, "period": case.period.text, "size": len(places), "minimum": case.rule.integer("min_group")}
    if name:
        case.warn(part, group=name, **facts)
    else:
        case.warn(whole, **facts)


def top_groups(case: Case) -> list[Group]:
    """The rule's groups with the best share of each chosen."""
    rule = case.rule
    groups = []
    for name, places in ranked_groups(case, case.members()):
        count = share(len(places), rule.number("percent"), minimum=rule.integer("min_group"), rounding=rule.text("rounding"))
        if not count:
            leave_small_group(case, name, places)
        groups.append(Group(name, places, best(places, count)))
    return groups


def rank_criteria(case: Case, group: Group, place: Place, source: str = "") -> list[Criterion]:
    """Score, rank and size of the group, with what the rule requires of each, and how a scorecard made the score.

    The score comes from the rule's indicator, or from `source`, which explains it itself.
    """
    number = place.entry.name
    made: tuple[Criterion, ...] = ()
    if not source:
        indicator = case.rule.text("indicator")
        source = case.index.score_source(number, indicator, case.period)
        made = case.index.score_lines(number, indicator, case.period)
    where = f"group {case.rule.text('group')} {group.name}".rstrip()
    return [
        Criterion("score", f"{place.entry.score:.2f}", "", True, source),
        Criterion("rank_in_group", str(place.rank), f"<= {group.cut}", True, source),
        Criterion("group_size", str(len(group.places)), f">= {case.rule.integer('min_group')}", True, where),
        *made,
    ]


def team_of(case: Case, number: str) -> str | None:
    """The agent's team in the period."""
    assignment = case.index.facts.employees[number].assignment_in(case.period)
    return assignment.team if assignment else None


def rank_share(case: Case) -> None:
    """The best share of each group is rewarded."""
    for group in top_groups(case):
        for place in group.chosen:
            number = place.entry.name
            because = rank_criteria(case, group, place)
            case.give(number, team_of(case, number), because, score=place.entry.score, rank=place.rank)


def highest(case: Case) -> None:
    """The best of each group is rewarded; all who tie for it are in."""
    for name, places in ranked_groups(case, case.members()):
        if len(places) < case.rule.integer("min_group"):
            leave_small_group(case, name, places)
            continue
        group = Group(name, places, best(places, 1))
        for place in group.chosen:
            number = place.entry.name
            because = rank_criteria(case, group, place)
            case.give(number, team_of(case, number), because, score=place.entry.score, rank=place.rank)


def sustained_rank(case: Case) -> None:
    """Who was in the best share in every month of the period is rewarded; terms are those of the monthly rule it is based on."""
    base = case.rule.text("based_on")
    months = [case.at(month, base) or case.now(month, base) for month in case.period.months()]
    lines = [_month_lines(case, month) for month in months]
    for member in case.members():
        own = [month_lines[member.number] for month_lines in lines if member.number in month_lines]
        if len(own) < len(months):
            case.leave_out(member.number, _why_unranked(months, member.number))
        elif all(line.met for line in own):
            case.give(member.number, member.assignment.team, own)


def _month_lines(case: Case, month: Case) -> dict[str, Criterion]:
    """Employee number → where the agent stood that month, for groups large enough."""
    indicator = month.rule.text("indicator")
    lines = {}
    for group in top_groups(month):
        chosen = {place.entry.name for place in group.chosen}
        for place in group.places if chosen else ():
            number = place.entry.name
            source = case.index.score_source(number, indicator, month.period)
            met = number in chosen and not case.is_revoked(number, month.period, month.rule.id)
            lines[number] = Criterion("month_rank_in_group", str(place.rank), f"<= {group.cut}", met, source)
    return lines


def _why_unranked(months: Sequence[Case], number: str) -> str:
    reasons = [line.reason for month in months for line in month.findings.left_out if line.employee_no == number]
    return reasons[0] if reasons else "not_whole_period"
