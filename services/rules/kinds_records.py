"""Rules that rest on a person's record: approved nominations and growth records, and decisions taken by hand."""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.errors import N_
from models.domain.facts import Nomination
from models.domain.growth import GrowthRecord
from models.domain.outcomes import Criterion
from services.rules.case import Case
from services.rules.words import word


def nomination(case: Case) -> None:
    """An approved nomination for exactly this period, or a record of the month that the rule names, is rewarded once per agent or team."""
    chosen: dict[tuple[str, str], list[Nomination]] = {}
    for record in case.index.approved(case.period):
        if record.rule == case.rule.id and _fits(case, record):
            chosen.setdefault((record.employee_no or "", "" if record.employee_no else record.team or ""), []).append(record)
    with_records = sorted(case.index.facts.employees.keys() & case.index.growth_of.keys())
    recorded = {number: found for number in with_records if (found := case.counted(number))}
    for number in recorded:
        chosen.setdefault((number, ""), [])
    if not chosen:
        return
    members = {member.number: member for member in case.members()}
    for (number, team), records in chosen.items():
        if records and not recorded.get(number) and case.records(number):
            _warn_of_record(case, number)
        because = [*nomination_lines(case, records), *record_lines(recorded.get(number, ()))]
        if not number:
            case.give(None, team, because)
        elif number in members:
            case.give(number, members[number].assignment.team, because)
    case.leave_out_strangers((number for number, _ in chosen if number), members)


def _warn_of_record(case: Case, number: str) -> None:
    """A nomination for a week, quarter or longer stands beside a record that its own month rewards."""
    text = N_("{rule}: {name} is nominated for {period} and has a record of that time that counts by itself; check that it is not twice.")
    case.warn(text, rule=case.rule.id, name=number, period=case.period.text)


def nomination_lines(case: Case, records: Iterable[Nomination]) -> list[Criterion]:
    """That the nominations were approved, and why they were made; nothing without any."""
    source = f"nomination {case.rule.id} {case.period.text}"
    reasons = [Criterion("nomination_reason", record.reason, "", True, source) for record in records]
    return [Criterion("nomination_approved", "yes", "yes", True, source), *reasons] if reasons else []


def record_lines(records: Iterable[GrowthRecord]) -> list[Criterion]:
    """Each record by its name, kind and day."""
    return [Criterion("growth_record", record.label, "", True, f"record {record.kind} {record.day.isoformat()}") for record in records]


def _fits(case: Case, record: Nomination) -> bool:
    """The rule rewards in the nomination's rhythm, and whom it names; one that does not fit earns nothing and is told."""
    every, who = case.rule.text("every"), case.rule.text("who")
    if every not in ("any", case.period.cadence.value):
        text = N_("{rule}: the nomination for {period} earns nothing, for the rule rewards by another period.")
        case.warn(text, rule=case.rule.id, period=case.period.text)
        return False
    if who not in ("any", "agents" if record.employee_no else "teams"):
        text = N_("{rule}: the nomination of {name} earns nothing, for the rule rewards {who}.")
        case.warn(text, rule=case.rule.id, name=record.employee_no or record.team or "", who=word(who))
        return False
    return True


def by_hand(case: Case) -> None:
    """Nothing to evaluate: a person records such a decision, with evidence."""
