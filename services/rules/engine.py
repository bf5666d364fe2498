"""Evaluation: every scheme, period and rule of a month's close, pure and independent of the order of its input."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from models.domain.errors import N_, Message
from models.domain.facts import Facts
from models.domain.outcomes import Evaluation, LeftOut, Outcome
from models.domain.period import Period
from services.rules import (
    kinds_cards,
    kinds_ladder,
    kinds_points,
    kinds_prizes,
    kinds_rank,
    kinds_recordings,
    kinds_records,
    kinds_reimbursed,
    kinds_scored,
    kinds_standard,
    kinds_streak,
    kinds_targets,
    kinds_trend,
    kinds_work,
)
from services.rules.case import AdoptedScheme, Case, Findings, in_force
from services.rules.doubles import settle
from services.rules.facts_index import FactsIndex

__all__ = ["EVALUATORS", "AdoptedScheme", "evaluate", "in_force", "looked_at"]

EVALUATORS: Mapping[str, Callable[[Case], None]] = {
    "rank_share": kinds_rank.rank_share,
    "sustained_rank": kinds_rank.sustained_rank,
    "highest": kinds_rank.highest,
    "ranked_prizes": kinds_prizes.ranked_prizes,
    "full_attendance": kinds_streak.full_attendance,
    "bottom_streak": kinds_streak.bottom_streak,
    "below_standard": kinds_standard.below_standard,
    "complaint_ladder": kinds_ladder.complaint_ladder,
    "attendance_ladder": kinds_ladder.attendance_ladder,
    "points_parts": kinds_points.points_parts,
    "best_recordings": kinds_recordings.best_recordings,
    "team_contest": kinds_recordings.team_contest,
    "abusive_recording": kinds_recordings.abusive_recording,
    "bonus_share": kinds_scored.bonus_share,
    "scored_levels": kinds_scored.scored_levels,
    "scored_prizes": kinds_prizes.scored_prizes,
    "scorecard": kinds_cards.scorecard,
    "qualified_award": kinds_cards.qualified_award,
    "targets_met": kinds_targets.targets_met,
    "early_warning": kinds_trend.early_warning,
    "reimbursement": kinds_reimbursed.reimbursement,
    **kinds_work.DUTIES,
    "spot_checks": kinds_work.spot_checks,
    "assessment": kinds_work.assessment,
    "nomination": kinds_records.nomination,
    "manual": kinds_records.by_hand,
}
"""How each kind of rule is evaluated; the closed set of `kinds.KINDS`."""


def evaluate(schemes: Sequence[AdoptedScheme], month: Period, facts: Facts) -> Evaluation:
    """All outcomes of closing the month: its weeks, itself, and the longer periods that end with it.

    A scheme counts for a period on whose last day it is in force.
    """
    findings = Findings()
    index = FactsIndex(facts)
    adopted = tuple(schemes)
    for period in month.evaluated_at_close():
        for scheme_id in sorted({version.scheme.id for version in adopted}):
            version = in_force(adopted, scheme_id, period.last)
            if version and period == month:
                findings.warnings.extend(_trial(version, month))
            for rule in version.scheme.applied if version else ():
                if version and rule.cadence in (None, period.cadence):
                    EVALUATORS[rule.kind](Case(version, rule, period, index, adopted, findings))
    outcomes, doubled, warnings = settle(sorted(findings.outcomes, key=_outcome_order), adopted)
    return Evaluation(
        tuple(outcomes),
        tuple(sorted({*findings.left_out, *doubled}, key=_left_out_order)),
        _distinct([*findings.warnings, *warnings]),
    )


def looked_at(schemes: Sequence[AdoptedScheme], month: Period) -> frozenset[tuple[str, int]]:
    """Id and version of the schemes that the month's close goes by: in force on its last day, or with a rule for another period of it."""
    found = set()
    for period in month.evaluated_at_close():
        for scheme_id in {version.scheme.id for version in schemes}:
            version = in_force(schemes, scheme_id, period.last)
            if version and (period == month or any(rule.cadence is period.cadence for rule in version.scheme.applied)):
                found.add((scheme_id, version.version))
    return frozenset(found)


def _trial(version: AdoptedScheme, month: Period) -> list[Message]:
    """A warning while the scheme is on trial in the month."""
    first, last = version.scheme.day("trial_from"), version.scheme.day("trial_until")
    if last is None or last < month.first or (first and first > month.last):
        return []
    text = N_("The scheme “{scheme}” is on trial until {day}: check before publishing whether these decisions take effect.")
    return [Message(text, {"scheme": version.scheme.id, "day": last.isoformat()})]


def _outcome_order(outcome: Outcome) -> tuple[object, ...]:
    rank = (outcome.rank is None, outcome.rank or 0)
    return (outcome.scheme, outcome.rule, outcome.period, *rank, outcome.employee_no or "", outcome.team or "", outcome.subject)


def _left_out_order(line: LeftOut) -> tuple[str, ...]:
    return (line.scheme, line.rule, line.period, line.employee_no, line.reason)


def _distinct(warnings: Sequence[Message]) -> tuple[Message, ...]:
    by_text = {(warning.msgid, repr(sorted(warning.facts.items()))): warning for warning in warnings}
    return tuple(by_text[key] for key in sorted(by_text))
