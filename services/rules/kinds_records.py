"""Rules that rest on a person's record: approved nominations, and decisions taken by hand."""

from __future__ import annotations

from models.domain.facts import Nomination
from models.domain.outcomes import Criterion
from services.rules.case import Case


def nomination(case: Case) -> None:
    """An approved nomination under the rule for exactly this period is rewarded, once per agent or team."""
    chosen: dict[tuple[str, str], list[Nomination]] = {}
    for record in case.index.approved(case.period):
        if record.rule == case.rule.id:
            chosen.setdefault((record.employee_no or "", "" if record.employee_no else record.team or ""), []).append(record)
    if not chosen:
        return
    members = {member.number: member for member in case.members()}
    source = f"nomination {case.rule.id} {case.period.text}"
    for (number, team), records in chosen.items():
        because = [Criterion("nomination_approved", "yes", "yes", True, source)]
        because += [Criterion("nomination_reason", record.reason, "", True, source) for record in records]
        if not number:
            case.give(None, team, because)
        elif number in members:
            case.give(number, members[number].assignment.team, because)
    case.leave_out_strangers((number for number, _ in chosen if number), members)


def by_hand(case: Case) -> None:
    """Nothing to evaluate: a person records such a decision, with evidence."""
