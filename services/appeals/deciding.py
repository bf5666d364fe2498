"""Deciding an appeal: uphold, reduce or revoke, with every consequence in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.outcomes import LEVELS, AppealState
from models.queries.appeals import AppealRecord
from models.store import Tx
from services import corrections
from services.actors import reviewing
from services.appeals import wording
from services.appeals.moves import set_reviewer
from services.appeals.steps import find, move
from services.appeals.wording import Figures
from services.corrections import Correction, CorrectionReport
from services.outcome_words import level_word
from services.workspace import Workspace


class Decision(StrEnum):
    """What an appeal may end with: `uphold` = the original decision stands."""

    UPHOLD = "uphold"
    REDUCE = "reduce"
    REVOKE = "revoke"


_STATES = {Decision.UPHOLD: AppealState.UPHELD, Decision.REDUCE: AppealState.REDUCED, Decision.REVOKE: AppealState.REVOKED}


@dataclass(frozen=True)
class Ruling:
    """What the reviewer decides. For `reduce` the figures that hold from now on; None = as they stand."""

    decision: Decision
    reason: str
    amount: Decimal | None = None
    points: int | None = None
    level: str | None = None


@dataclass(frozen=True)
class DecidedAppeal:
    """A decided appeal: figures before and after, number of the decision, papers made void and issued, decided after its day or not."""

    case: str
    state: AppealState
    before: Figures
    after: Figures
    paper: str
    void: tuple[str, ...]
    issued: tuple[str, ...]
    overdue: bool


def decide(
    workspace: Workspace,
    *,
    case: str,
    by: str,
    decision: str,
    reason: str,
    at: datetime | None = None,
    amount: Decimal | None = None,
    level: str | None = None,
    points: int | None = None,
) -> Done[DecidedAppeal]:
    """Decide an accepted appeal as reviewer `by` and carry everything out: corrections, corrected notice, decision paper, close.

    amount (yuan), level and points are what shall hold after `reduce`. Papers are drawn by `papers.draw_pending` afterwards.
    """
    if decision not in Decision.__members__.values():
        raise UserError(N_("“{decision}” is not a decision; known are uphold, reduce and revoke."), decision=decision)
    ruling = Ruling(Decision(decision), reason.strip(), amount, points, level)
    if not ruling.reason:
        raise UserError(N_("Give the reason for the decision."))
    acting = reviewing(workspace, by)

    def work(tx: Tx) -> DecidedAppeal:
        return _carry_out(tx, acting, find(tx, case), by, ruling, at or workspace.clock.now())

    return workspace.store.transact(Op.DECIDE_APPEAL, work, who=workspace.actor, why=ruling.reason, note=case)


def problem_with(before: Figures, ruling: Ruling) -> str:
    """Why these figures are no reduction, as an English sentence for the catalogues; '' when they are."""
    given = (ruling.amount, ruling.points, ruling.level)
    if ruling.decision is not Decision.REDUCE:
        return "" if given == (None, None, None) else N_("Amount, points and level belong to a reduction only.")
    after = Figures(
        before.amount if ruling.amount is None else ruling.amount,
        before.points if ruling.points is None else ruling.points,
        before.level if ruling.level is None else ruling.level,
    )
    if after == before:
        return N_("A reduction names a lower amount, fewer points lost or a milder level.")
    if not 0 <= after.amount <= before.amount:
        return N_("The amount must lie between 0 and the present one.")
    if not min(before.points, 0) <= after.points <= max(before.points, 0):
        return N_("The points must lie between 0 and the present ones.")
    if after.level != before.level and not _is_milder(after.level, before.level):
        return N_("The level must be milder than the present one.")
    return ""


def milder_levels(level: str | None) -> tuple[str, ...]:
    """The levels below this one on the disciplinary ladder, mildest first; none for a measure that is not on it."""
    return LEVELS[: LEVELS.index(level)] if level in LEVELS else ()


def _is_milder(after: str | None, before: str | None) -> bool:
    return after in milder_levels(before)


def _carry_out(tx: Tx, acting: Workspace, record: AppealRecord, by: str, ruling: Ruling, at: datetime) -> DecidedAppeal:
    appeal = record.appeal
    if at < appeal.filed_at:
        raise UserError(N_("An appeal cannot be decided before it was filed."))
    before = wording.figures(tx, acting, record.outcome)
    if problem := problem_with(before, ruling):
        raise UserError(problem)
    set_reviewer(tx, acting, record, by, at)
    appeal.decision, appeal.decision_reason, appeal.decided_at = _STATES[ruling.decision].value, ruling.reason, at
    move(tx, appeal, _STATES[ruling.decision], who=appeal.reviewer, at=at, note=ruling.reason)
    report = None
    if ruling.decision is not Decision.UPHOLD:
        report = corrections.apply_correction(tx, acting, _correction(record, ruling))
    after = wording.figures(tx, acting, record.outcome)
    paper = wording.issue_decision(tx, acting, record, before, _consequences(acting, before, after, ruling, report))
    overdue = at.date() > appeal.decide_by
    late = acting.texts(N_("decided after {day}, the day by which it was due"), day=appeal.decide_by) if overdue else ""
    move(tx, appeal, AppealState.CLOSED, who=appeal.reviewer, at=at, note=late)
    void, issued = (report.void, report.issued) if report else ((), ())
    return DecidedAppeal(appeal.case_no, _STATES[ruling.decision], before, after, paper.number, void, issued, overdue)


def _correction(record: AppealRecord, ruling: Ruling) -> Correction:
    action = corrections.REVOKED if ruling.decision is Decision.REVOKE else corrections.CORRECTED
    return Correction(record.outcome.id, action, "appeal", ruling.reason, record.appeal.case_no, ruling.amount, ruling.points, ruling.level)


def _consequences(acting: Workspace, before: Figures, after: Figures, ruling: Ruling, report: CorrectionReport | None) -> tuple[str, ...]:
    """What follows at once, a sentence each; none when the decision stands."""
    if report is None:
        return ()
    texts = acting.texts
    found = []
    if after.amount != before.amount:
        found.append(
            texts(N_("The amount changes from {old} yuan to {new} yuan."), old=f"{before.amount:,.2f}", new=f"{after.amount:,.2f}")
        )
    if after.level != before.level:
        found.append(_level_sentence(acting, before, after))
    if report.points:
        found.append(texts(N_("{points} points are posted to the ledger."), points=f"{report.points:+d}"))
    if report.follow_ups_closed:
        found.append(texts(N_("What was still owed after the decision is dropped.")))
    if ruling.decision is Decision.REVOKE:
        found.append(texts(N_("Later decisions no longer count the revoked one.")))
    found += [texts(N_("Notice {number} is void and stays readable."), number=number) for number in report.void]
    found += [texts(N_("The corrected notice {number} is issued."), number=number) for number in report.issued]
    return tuple(found)


def _level_sentence(acting: Workspace, before: Figures, after: Figures) -> str:
    old = level_word(acting.texts, before.level)
    if not after.level:
        return acting.texts(N_("“{old}” is lifted."), old=old)
    return acting.texts(N_("“{old}” becomes “{new}”."), old=old, new=level_word(acting.texts, after.level))
