"""Outcomes of rules and the states that outcomes and appeals may pass through."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.domain.errors import N_, IllegalMove, Message


class OutcomeKind(StrEnum):
    """What a rule gives."""

    AWARD = "award"
    PENALTY = "penalty"
    POINTS = "points"
    QUALIFICATION = "qualification"
    DUTY_MISSED = "duty_missed"
    PROPOSAL = "proposal"


class OutcomeStatus(StrEnum):
    """Life of an outcome; `in_force` after publication (awards, points) or after the notice is received (penalties)."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    WAIVED = "waived"
    PUBLISHED = "published"
    IN_FORCE = "in_force"
    CORRECTED = "corrected"
    REVOKED = "revoked"


class AppealState(StrEnum):
    """Life of an appeal."""

    FILED = "filed"
    REJECTED_LATE = "rejected_late"
    ACCEPTED = "accepted"
    UNDER_REVIEW = "under_review"
    UPHELD = "upheld"
    REDUCED = "reduced"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


LEVELS = ("reminder", "warning", "serious_warning", "demerit", "major_demerit")
"""The disciplinary ladder 提醒 → 警告 → 严重警告 → 记过 → 记大过, mildest first."""

_S = OutcomeStatus
OUTCOME_MOVES = frozenset(
    {
        (_S.PROPOSED, _S.CONFIRMED),
        (_S.PROPOSED, _S.WAIVED),
        (_S.WAIVED, _S.PROPOSED),
        (_S.CONFIRMED, _S.PROPOSED),
        (_S.CONFIRMED, _S.PUBLISHED),
        (_S.PUBLISHED, _S.IN_FORCE),
        (_S.PUBLISHED, _S.CORRECTED),
        (_S.PUBLISHED, _S.REVOKED),
        (_S.IN_FORCE, _S.CORRECTED),
        (_S.IN_FORCE, _S.REVOKED),
        (_S.CORRECTED, _S.CORRECTED),
        (_S.CORRECTED, _S.REVOKED),
    }
)
_A = AppealState
_DECISIONS = (_A.UPHELD, _A.REDUCED, _A.REVOKED)
APPEAL_MOVES = frozenset(
    {
        (_A.FILED, _A.ACCEPTED),
        (_A.FILED, _A.REJECTED_LATE),
        (_A.REJECTED_LATE, _A.ACCEPTED),
        (_A.ACCEPTED, _A.UNDER_REVIEW),
        *((_A.UNDER_REVIEW, decision) for decision in _DECISIONS),
        *((decision, _A.CLOSED) for decision in _DECISIONS),
        *((state, _A.WITHDRAWN) for state in (_A.FILED, _A.ACCEPTED, _A.UNDER_REVIEW)),
    }
)


def move_outcome(old: OutcomeStatus, new: OutcomeStatus) -> OutcomeStatus:
    """`new` when the life of an outcome allows it, IllegalMove otherwise."""
    if (old, new) not in OUTCOME_MOVES:
        raise IllegalMove(N_("A decision that is “{old}” cannot become “{new}”."), old=old.value, new=new.value)
    return new


def move_appeal(old: AppealState, new: AppealState) -> AppealState:
    """`new` when the life of an appeal allows it, IllegalMove otherwise."""
    if (old, new) not in APPEAL_MOVES:
        raise IllegalMove(N_("An appeal that is “{old}” cannot become “{new}”."), old=old.value, new=new.value)
    return new


@dataclass(frozen=True)
class Criterion:
    """One line of an explanation: what was looked at, the figure found and required as text, met or not, where from.

    `criterion` is a fixed ASCII name (rank_in_group, csat, full_attendance_months …); `source` names rows:
    "kpi performance 2026-09", "attendance 2026-09", "complaint C-12", "clause 004#2".
    `required` is '' for a line that only informs.
    """

    criterion: str
    found: str
    required: str
    met: bool
    source: str


@dataclass(frozen=True)
class Outcome:
    """What one rule gives one agent (or one team: employee_no None) for one period, with its explanation.

    amount in yuan; score rounded to 2 places or None; rank from 1 or None; level names a step or a measure
    (warning, coaching, pay_reduction_or_transfer …) or is None. `subject` tells outcomes of one rule, agent and
    period apart (a complaint's or recording's number), '' where there is only one.
    """

    scheme: str
    rule: str
    period: str
    kind: OutcomeKind
    employee_no: str | None
    team: str | None
    amount: Decimal = Decimal(0)
    points: int = 0
    level: str | None = None
    score: Decimal | None = None
    rank: int | None = None
    subject: str = ""
    because: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """An agent that a rule did not look at, with a fixed ASCII reason (probation, missing_value, standby …)."""

    scheme: str
    rule: str
    period: str
    employee_no: str
    reason: str


@dataclass(frozen=True)
class Evaluation:
    """All that evaluating periods gave: outcomes and left-out lines in the contract's order, and warnings."""

    outcomes: tuple[Outcome, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Revocation:
    """A finding of a rule that no longer counts (appeal or correction): later streaks must not build on it."""

    scheme: str
    rule: str
    period: str
    employee_no: str
    subject: str = ""
