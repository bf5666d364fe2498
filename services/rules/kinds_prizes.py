"""Prizes by place: agents, or teams by the mean of their members, ranked by one indicator or by a weighted score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.domain.errors import N_
from models.domain.kpi import round2
from models.domain.outcomes import Criterion
from models.domain.period import Cadence
from services.rules.case import Case
from services.rules.facts_index import Member
from services.rules.kinds_rank import Group, group_name, leave_small_group, rank_criteria, ranked_groups, team_of
from services.rules.ranking import Entry, Place, ranked
from services.rules.scheme import Rule
from services.rules.scoring import Scorer
from services.rules.values import Step, step_at


def ranked_prizes(case: Case) -> None:
    """The first places win the prize of their place; who share a place all win its prize."""
    if not case.rule.steps("prizes"):
        case.warn(N_("{rule}: the prizes are not set, so nothing is given."), rule=case.rule.id)
        return
    members = _counted(case)
    if case.rule.text("who") == "teams":
        _teams(case, members)
    else:
        _agents(case, members)


def last_place(rule: Rule) -> int:
    """The last place that wins: the number of places, or the ladder's last step when that is empty."""
    steps = rule.steps("prizes")
    return rule.integer("places") or (steps[-1].count if steps else 0)


def _prize(rule: Rule, rank: int) -> Step | None:
    return step_at(rule.steps("prizes"), Decimal(rank)) if rank <= last_place(rule) else None


def _counted(case: Case) -> list[Member]:
    """Members with figures for enough months of a longer period; who has none at all is named when ranked."""
    members = case.members()
    if case.period.cadence in (Cadence.WEEK, Cadence.MONTH):
        return members
    kept = []
    for member in members:
        months = case.index.months_with(member.number, case.rule.text("indicator"), case.period)
        if 0 < months < case.rule.integer("min_months"):
            case.leave_out(member.number, "few_months")
        else:
            kept.append(member)
    return kept


def _months_line(case: Case, number: str) -> list[Criterion]:
    if case.period.cadence in (Cadence.WEEK, Cadence.MONTH):
        return []
    indicator = case.rule.text("indicator")
    found = case.index.months_with(number, indicator, case.period)
    source = f"kpi {indicator} {case.period.text}"
    return [Criterion("months_counted", str(found), f">= {case.rule.integer('min_months')}", True, source)] if found else []


def _agents(case: Case, members: Sequence[Member]) -> None:
    teams = {member.number: member.assignment.team for member in members}
    for name, places in ranked_groups(case, members):
        if len(places) < case.rule.integer("min_group"):
            leave_small_group(case, name, places)
            continue
        winners = tuple(place for place in places if _prize(case.rule, place.rank))
        for place in winners:
            number = place.entry.name
            because = [*rank_criteria(case, Group(name, places, winners), place), *_months_line(case, number)]
            _give(case, place, because, number, teams[number])


def _teams(case: Case, members: Sequence[Member]) -> None:
    indicator = case.rule.text("indicator")
    scores: dict[str, Decimal] = {}
    for member in members:
        score = case.index.score(member.number, indicator, case.period)
        if score is None:
            case.leave_out(member.number, case.index.why_no_score(member.number, indicator, case.period))
        else:
            scores[member.number] = score
    _rank_teams(case, members, scores, f"kpi {indicator} {case.period.text}", indicator)


def _rank_teams(case: Case, members: Sequence[Member], found: Mapping[str, Decimal], source: str, indicator: str = "") -> None:
    """Teams with enough members that have a score, by the mean of these."""
    scores: dict[str, dict[str, Decimal]] = {}
    for member in members:
        if member.number in found and member.assignment.team:
            scores.setdefault(member.assignment.team, {})[member.number] = found[member.number]
    entries = []
    for team, own in sorted(scores.items()):
        if len(own) < case.rule.integer("min_members"):
            for number in own:
                case.leave_out(number, "small_group")
            continue
        mean = round2(sum(own.values(), Decimal(0)) / len(own))
        entries.append(Entry(team, mean, (case.index.turned(indicator, mean),)))
    for place in ranked(entries, dense=case.rule.text("ranking") == "dense"):
        because = [
            Criterion("team_score", f"{place.entry.score:.2f}", "", True, source),
            Criterion("members_counted", str(len(scores[place.entry.name])), f">= {case.rule.integer('min_members')}", True, source),
            Criterion("rank_in_group", str(place.rank), f"<= {last_place(case.rule)}", True, source),
        ]
        _give(case, place, because, None, place.entry.name)


def scored_prizes(case: Case) -> None:
    """The first places by the weighted score win the prize of their place: agents of each group, or teams by the mean of their members."""
    if not case.rule.steps("prizes"):
        case.warn(N_("{rule}: the prizes are not set, so nothing is given."), rule=case.rule.id)
        return
    scorer, members = Scorer(case), case.members()
    scored = {member.number: found for member in members if (found := scorer.score(member.number))}
    scores = {number: found.score for number, found in scored.items() if found.score is not None}
    source = f"scores {case.period.text}"
    if case.rule.text("who") == "teams":
        _rank_teams(case, members, scores, source)
        return
    groups: dict[str, list[Entry]] = {}
    for member in members:
        if member.number in scores:
            score = scores[member.number]
            groups.setdefault(group_name(member, case.rule.text("group")), []).append(Entry(member.number, score, (score,)))
    for name, entries in sorted(groups.items()):
        places = ranked(entries, dense=case.rule.text("ranking") == "dense")
        if len(places) < case.rule.integer("min_group"):
            leave_small_group(case, name, places)
            continue
        group = Group(name, places, tuple(place for place in places if _prize(case.rule, place.rank)))
        for place in group.chosen:
            number = place.entry.name
            because = [*rank_criteria(case, group, place, source), *scored[number].lines]
            _give(case, place, because, number, team_of(case, number) or "")


def _give(case: Case, place: Place, because: Sequence[Criterion], number: str | None, team: str) -> None:
    if prize := _prize(case.rule, place.rank):
        case.give(number, team, because, amount=Decimal(prize.gives), score=place.entry.score, rank=place.rank)
