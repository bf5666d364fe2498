"""What a coaching plan and a rectification order say, and their numbers: issued together with the decision that asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.domain.errors import N_
from models.domain.papers import FollowUpKind, Series
from models.store import Tx
from models.tables.decisions import FollowUpRow, OutcomeRow
from models.tables.documents import DocumentRow
from services import paper_words, papers
from services.documents.facts import CoachingPlanFacts, Paper, PenaltyNoticeFacts, RectificationFacts
from services.paper_words import Desk
from services.papers import Owner
from services.workspace import Workspace

_SERIES = {FollowUpKind.COACHING: Series.COACHING, FollowUpKind.RECTIFICATION_REPORT: Series.RECTIFICATION}
_DEMANDS = (
    N_("Find out how it came to this, and why."),
    N_("Decide on measures that keep it from happening again, with who carries out each and until when."),
    N_("Go through the rules of service with the whole team, and attach the record of it."),
)


def issue_plans(tx: Tx, workspace: Workspace, at: Desk, owed: Sequence[FollowUpRow], rows: Sequence[OutcomeRow]) -> list[DocumentRow]:
    """Number a coaching plan or a rectification order for each follow-up that asks for one."""
    by_id = {row.id: row for row in rows}
    issued = []
    for owing in owed:
        kind, row = FollowUpKind(owing.kind), by_id[owing.outcome_id]
        if kind in _SERIES and row.employee_id is not None:
            owner = Owner(month=row.month, employee_id=row.employee_id, outcome_ids=(row.id,))
            issued.append(papers.allocate(tx, workspace, _SERIES[kind], _facts(at, row, owing), owner))
    return issued


def _facts(at: Desk, row: OutcomeRow, owing: FollowUpRow) -> Paper:
    notice = paper_words.penalty_notice(at, row)
    if owing.kind == FollowUpKind.COACHING:
        return CoachingPlanFacts(**_common(notice), agent=notice.recipient, coach=owing.responsible, due_on=owing.due_on)
    return RectificationFacts(
        **_common(notice), responsible=owing.responsible, agent=notice.recipient, due_on=owing.due_on,
        demands=tuple(at.texts(demand) for demand in _DEMANDS),
    )  # fmt: skip


def _common(notice: PenaltyNoticeFacts) -> dict[str, Any]:
    names = ("language", "number", "issued_on", "centre", "check_code", "findings", "evidence", "basis", "department", "handler")
    return {name: getattr(notice, name) for name in names}
