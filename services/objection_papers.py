"""What the receipt of an objection and the answer to it say, and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from models.domain.papers import Series
from models.store import Tx
from models.tables.decisions import ObjectionRow
from models.tables.documents import DocumentRow
from services import papers, settings
from services.actors import shown
from services.documents.hearing_facts import ObjectionDecisionFacts, ObjectionReceiptFacts
from services.papers import Owner
from services.workspace import Workspace


def issue_receipt(tx: Tx, workspace: Workspace, row: ObjectionRow, document: DocumentRow, last_day: date) -> DocumentRow:
    """Number the receipt of an objection to the list, inside the caller's transaction."""
    assert row.decide_by is not None
    handler = shown(workspace.texts, settings.centre_in(tx), workspace.actor)
    facts = ObjectionReceiptFacts(**_common(tx, workspace, row, document), last_day=last_day, decide_by=row.decide_by, handler=handler)
    return papers.allocate(tx, workspace, Series.OBJECTION, facts, Owner(month=document.period))


def issue_answer(
    tx: Tx, workspace: Workspace, row: ObjectionRow, document: DocumentRow, award: str, consequences: Sequence[str]
) -> DocumentRow:
    """Number the answer to an objection that was just decided, inside the caller's transaction."""
    facts = ObjectionDecisionFacts(
        **_common(tx, workspace, row, document), decision=cast("Any", row.decision), award=award, reason=row.result,
        consequences=tuple(consequences), reviewer=row.reviewer,
    )  # fmt: skip
    return papers.allocate(tx, workspace, Series.OBJECTION, facts, Owner(month=document.period))


def _common(tx: Tx, workspace: Workspace, row: ObjectionRow, document: DocumentRow) -> dict[str, Any]:
    centre = settings.centre_in(tx)
    return {
        "language": workspace.texts.language, "number": "", "issued_on": workspace.clock.today(), "centre": papers.issuer(workspace, tx),
        "check_code": "", "case": row.case_no, "list_number": document.number, "raised_by": row.raised_by, "raised_on": row.raised_on,
        "text": row.text, "department": centre.hr_department or centre.name,
    }  # fmt: skip
