"""The form on which an agent is asked for a statement before a penalty is decided: drawn from the proposal, not numbered."""

from __future__ import annotations

from models.domain.errors import N_, UserError
from models.queries import settings as setting_queries
from models.tables.decisions import OutcomeRow
from services import documents, own_wordings, paper_words
from services.documents.hearing_facts import StatementFormFacts
from services.outcome_views import book, burdens
from services.working_days import WorkingDays
from services.workspace import Workspace


def statement_form(workspace: Workspace, *, id: int) -> bytes:
    """The form as PDF; UserError when the outcome burdens nobody."""
    with workspace.store.read() as tx:
        row = tx.get(OutcomeRow, id)
        if row is None or not burdens(row.kind, row.employee_id, row.level):
            raise UserError(N_("A statement is asked for only before a penalty."))
        at = paper_words.desk(tx, workspace, book(tx, workspace, [row]), WorkingDays(setting_queries.calendar_marks(tx)))
        notice = paper_words.penalty_notice(at, row)
        facts = StatementFormFacts(**paper_words.shared(notice), agent=notice.recipient)
        return documents.render(own_wordings.applied(tx, facts))
