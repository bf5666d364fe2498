"""What a coaching plan, a rectification order and a referral say, and their numbers: issued together with the decision behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.domain.errors import N_
from models.domain.papers import FollowUpKind, Series
from models.store import Tx
from models.tables.decisions import FollowUpRow, OutcomeRow
from models.tables.documents import DocumentRow
from services import coaching, paper_words, papers
from services.documents.facts import CoachingPlanFacts, Paper, RectificationFacts
from services.documents.hearing_facts import ReferralFacts
from services.paper_words import Desk
from services.papers import Owner
from services.workspace import Workspace

_SERIES = {
    FollowUpKind.COACHING: Series.COACHING, FollowUpKind.RECTIFICATION_REPORT: Series.RECTIFICATION,
    FollowUpKind.REFERRAL: Series.REFERRAL,
}  # fmt: skip
_DEMANDS = (
    N_("Find out how it came to this, and why."),
    N_("Decide on measures that keep it from happening again, with who carries out each and until when."),
    N_("Go through the rules of service with the whole team, and attach the record of it."),
)


def issue_plans(tx: Tx, workspace: Workspace, at: Desk, owed: Sequence[FollowUpRow], rows: Sequence[OutcomeRow]) -> list[DocumentRow]:
    """Number a coaching plan, a rectification order or a referral for each follow-up that asks for one."""
    by_id = {row.id: row for row in rows}
    issued = []
    for owing in owed:
        kind, row = FollowUpKind(owing.kind), by_id[owing.outcome_id]
        if kind in _SERIES and row.employee_id is not None:
            owner = Owner(month=row.month, employee_id=row.employee_id, outcome_ids=(row.id,))
            issued.append(papers.allocate(tx, workspace, _SERIES[kind], _facts(tx, at, row, owing), owner))
    return issued


def _facts(tx: Tx, at: Desk, row: OutcomeRow, owing: FollowUpRow) -> Paper:
    notice = paper_words.penalty_notice(at, row)
    common: dict[str, Any] = {**paper_words.shared(notice), "agent": notice.recipient, "due_on": owing.due_on}
    if owing.kind == FollowUpKind.COACHING:
        return CoachingPlanFacts(**common, coach=owing.responsible)
    if owing.kind == FollowUpKind.REFERRAL:
        done = coaching.plans(tx, [row.employee_id or 0]).get(row.employee_id or 0, [])
        words = tuple(coaching.words(at.texts, plan) for plan in done)
        return ReferralFacts(**common, responsible=owing.responsible, proposal=notice.level, coaching=words)
    return RectificationFacts(**common, responsible=owing.responsible, demands=tuple(at.texts(demand) for demand in _DEMANDS))
