"""Cards of a role: who meets every line qualifies, and who qualifies and contributed may win."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.domain.errors import N_
from models.domain.facts import Nomination
from models.domain.kpi import plain
from models.domain.outcomes import Criterion
from models.domain.period import Period
from services.rules.case import Case
from services.rules.facts_index import FactsIndex, Member
from services.rules.ranking import Entry, best, ranked
from services.rules.scheme import Parameter, Rule, Scheme

SCORECARD = "scorecard"
AT_LEAST, AT_MOST = "at_least.", "at_most."
"""Beginnings of the names of a card's lines; the rest is the indicator."""


def cards(scheme: Scheme) -> dict[str, Rule]:
    """Position → its card."""
    return {rule.text("position"): rule for rule in scheme.rules if rule.kind == SCORECARD}


def card_lines(rule: Rule, index: FactsIndex, number: str, month: Period) -> tuple[Criterion, ...]:
    """Each line of the card with the figure found; a missing figure is not met, a line without a limit is named and not checked."""
    return tuple(_line(parameter, index, number, month) for parameter in rule.parameters if is_line(parameter.name))


def is_line(name: str) -> bool:
    """The parameter of that name is a limit on an indicator."""
    return name.startswith((AT_LEAST, AT_MOST))


def _line(limit: Parameter, index: FactsIndex, number: str, month: Period) -> Criterion:
    code = limit.name.split(".", 1)[1]
    return limit_line(limit, index.figure(number, code, month), f"kpi {code} {month.text}")


def limit_line(parameter: Parameter, value: Decimal | None, source: str) -> Criterion:
    """What was found against a limit; a missing figure is not met, a line without a limit is not checked."""
    bound, limit = parameter.name.split(".", 1)[0], parameter.text
    if not limit:
        return Criterion("line_not_checked", "–", "", True, source)
    required = f"{'>=' if bound == 'at_least' else '<='} {limit}"
    if value is None:
        return Criterion("line_missing", "–", required, False, source)
    met = value >= Decimal(limit) if bound == "at_least" else value <= Decimal(limit)
    return Criterion("card_line", plain(value), required, met, source)


def scorecard(case: Case) -> None:
    """Whoever of the position meets every line of its card qualifies for the month; for the others each line that failed is named."""
    known = cards(case.scheme)
    is_first = next(iter(known.values())).id == case.rule.id
    own = []
    for member in case.members():
        position = member.assignment.position
        if position == case.rule.text("position"):
            own.append(member)
        elif is_first and position not in known:
            case.leave_out(member.number, "position")
    for member in own:
        _judge(case, member)
    if own:
        warn_of_open_lines(case)


def warn_of_open_lines(case: Case) -> None:
    """A warning for each line that has no limit."""
    for parameter in case.rule.parameters:
        if is_line(parameter.name) and not parameter.text:
            text = N_("{rule}: no limit is set for {indicator}; the line is not checked.")
            case.warn(text, rule=case.rule.id, indicator=parameter.name.split(".", 1)[1])


def _judge(case: Case, member: Member) -> None:
    lines = card_lines(case.rule, case.index, member.number, case.period)
    if all(line.met for line in lines):
        case.give(member.number, member.assignment.team, lines)
    for line in lines:
        if not line.met:
            code = line.source.split()[1]
            case.leave_out(member.number, f"{'missing' if line.criterion == 'line_missing' else 'not_met'} {code}")


@dataclass(frozen=True)
class _Candidate:
    """One who qualified and contributed, with the lines that say so."""

    member: Member
    lines: tuple[Criterion, ...]


def qualified_award(case: Case) -> None:
    """Who qualified in enough months and has an approved contribution wins; of more than the places the best by the indicator."""
    candidates = {candidate.member.number: candidate for candidate in _candidates(case)}
    count = case.rule.integer("count")
    if len(candidates) <= count:
        for number, candidate in candidates.items():
            case.give(number, candidate.member.assignment.team, candidate.lines)
        return
    entries = []
    indicator = case.rule.text("indicator")
    for number in candidates:
        score = case.index.score(number, indicator, case.period)
        if score is None:
            case.leave_out(number, case.index.why_no_score(number, indicator, case.period))
        else:
            entries.append(Entry(number, score, (case.index.turned(indicator, score),)))
    winners = best(ranked(entries, dense=case.rule.text("ranking") == "dense"), count)
    for place in winners:
        candidate = candidates[place.entry.name]
        source = case.index.score_source(place.entry.name, indicator, case.period)
        ranking = (
            Criterion("score", f"{place.entry.score:.2f}", "", True, source),
            Criterion("rank_in_group", str(place.rank), f"<= {winners[-1].rank}", True, source),
            *case.index.score_lines(place.entry.name, indicator, case.period),
        )
        team = candidate.member.assignment.team
        case.give(place.entry.name, team, (*candidate.lines, *ranking), score=place.entry.score, rank=place.rank)


def _candidates(case: Case) -> Iterator[_Candidate]:
    wanted = case.rule.text("position")
    for member in case.members():
        records = list(_contributions(case, member.number))
        if not records:
            continue
        if wanted and member.assignment.position != wanted:
            case.leave_out(member.number, "position")
            continue
        months, required = _qualified_months(case, member), case.rule.integer("min_months") or len(case.period.months())
        if months < required:
            case.leave_out(member.number, "not_qualified")
            continue
        counted = Criterion("qualified_months", str(months), f">= {required}", True, f"months ending {case.period.months()[-1].text}")
        yield _Candidate(member, (counted, *_contribution_lines(records)))


def _contributions(case: Case, number: str) -> Iterator[Nomination]:
    """Approved nominations for this award, and approved contributions that it counts, in the period or one of its months."""
    names = {case.rule.id, *case.rule.names("contributions")}
    for period in dict.fromkeys((case.period, *case.period.months())):
        yield from (record for record in case.index.approved_of(number, period) if record.rule in names)


def _contribution_lines(records: Sequence[Nomination]) -> Iterator[Criterion]:
    for record in records:
        source = f"nomination {record.rule} {record.period}"
        yield Criterion("nomination_approved", "yes", "yes", True, source)
        yield Criterion("nomination_reason", record.reason, "", True, source)


def _qualified_months(case: Case, member: Member) -> int:
    """Months of the period in which the agent met the card of the position held then."""
    return sum(_qualifies(case, member, month) for month in case.period.months())


def _qualifies(case: Case, member: Member, month: Period) -> bool:
    then = case.at(month)
    assignment = member.employee.assignment_in(month)
    card = cards((then or case).scheme).get(assignment.position) if assignment else None
    if card is None or case.is_revoked(member.number, month, card.id):
        return False
    return all(line.met for line in card_lines(card, case.index, member.number, month))
