"""The papers that a month would issue, drawn before anything is confirmed: drafts without numbers, stored nowhere."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from models.domain.errors import N_
from models.domain.ops import Op
from models.domain.outcomes import OutcomeStatus
from models.queries import outcomes as queries
from models.queries import papers as paper_queries
from models.store import Tx
from services import closing, papers, publishing
from services.closing import MonthResult
from services.documents import render
from services.documents.facts import CertificateFacts, Paper
from services.outcome_views import DECLINED
from services.workspace import Workspace


class _RolledBackError(Exception):
    """Ends the trial publication; everything it did is undone."""


def drafts(workspace: Workspace, *, result: MonthResult) -> list[tuple[str, Paper]]:
    """File name and facts of every paper that publishing all proposals of the month would issue."""
    found: list[tuple[str, Paper]] = []
    draft = workspace.texts(N_("Draft"))

    def work(tx: Tx) -> None:
        if not result.closed:
            closing.store_outcomes(tx, result.month, result.versions, [stored.outcome for stored in result.outcomes])
        rows = queries.outcome_rows(tx, month=result.month.text, statuses=[OutcomeStatus.PROPOSED.value, OutcomeStatus.CONFIRMED.value])
        for row in rows:
            row.status = OutcomeStatus.CONFIRMED.value
            row.statement = row.statement or DECLINED
        report = publishing.publish_rows(tx, workspace, result.month, rows)
        issued = set(report.documents)
        for document in paper_queries.documents(tx, month=result.month.text):
            if document.number not in issued:
                continue
            facts = papers.facts_of(workspace, document)
            blank = replace(facts, number=draft, check_code="")
            if isinstance(blank, CertificateFacts):
                blank = replace(blank, qr_payload=None)
            found.append((f"{draft}-{papers.file_name(document.number)}.pdf", blank))
        raise _RolledBackError

    with suppress(_RolledBackError):
        workspace.store.transact(Op.PUBLISH, work, who=workspace.actor)
    return found


def write(workspace: Workspace, *, result: MonthResult, folder: Path) -> int:
    """Draw the drafts of a month into a folder; gives how many there are."""
    found = drafts(workspace, result=result)
    folder.mkdir(parents=True, exist_ok=True)
    for name, facts in found:
        (folder / name).write_bytes(render(facts))
    return len(found)
