"""A spoiled paper issued once more: the same words under a new number, which names the void one."""

from __future__ import annotations

from dataclasses import replace

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.outcomes import OutcomeStatus
from models.domain.papers import PaperStatus, Series
from models.queries import outcomes as outcome_queries
from models.queries import papers as queries
from models.store import Tx
from models.tables.documents import DocumentRow, NoticeRow
from services import papers
from services.papers import Owner, PaperView
from services.workspace import Workspace


def reissue(workspace: Workspace, *, id: int) -> Done[PaperView]:
    """Number the void paper anew as of today; a notice waits to be signed again. Drawn by `papers.draw_pending` afterwards.

    UserError when the paper is not void, has its successor already, or the decision behind it does not stand any more.
    """

    def work(tx: Tx) -> PaperView:
        old = papers.row_of(tx, id)
        _check(tx, old)
        facts = replace(papers.facts_of(workspace, old), issued_on=workspace.clock.today(), replaces=old.number)
        owner = Owner(
            month=old.period, employee_id=old.employee_id, team=old.team, appeal_id=old.appeal_id, replaces_id=old.id,
            outcome_ids=tuple(old.facts.get("outcomes", ())),
        )  # fmt: skip
        new = papers.allocate(tx, workspace, Series(old.kind), facts, owner)
        for notice in queries.notices(tx, document_ids=[old.id]):
            tx.add(NoticeRow(document_id=new.id, outcome_id=notice.outcome_id, employee_id=notice.employee_id))
        return papers.views(tx, [new])[0]

    return workspace.store.transact(Op.ISSUE_DOCUMENT, work, who=workspace.actor)


def _check(tx: Tx, old: DocumentRow) -> None:
    if old.status != PaperStatus.VOID:
        raise UserError(N_("Paper {number} is not void; make it void before it is issued anew."), number=old.number)
    successor = next((name.number for name in queries.paper_names(tx) if name.replaces_id == old.id), "")
    if successor:
        raise UserError(N_("Paper {number} was replaced by {successor} already."), number=old.number, successor=successor)
    changed = {OutcomeStatus.REVOKED.value}
    if old.kind != Series.CERTIFICATE:  # a certificate names neither money nor points
        changed.add(OutcomeStatus.CORRECTED.value)
    ids = old.facts.get("outcomes", ())
    if ids and any(row.status in changed for row in outcome_queries.outcome_rows(tx, ids=ids)):
        raise UserError(N_("The decision behind paper {number} was changed; what it said does not hold any more."), number=old.number)
