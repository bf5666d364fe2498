"""Photos of agents: kept small and without hidden data, printed on certificates when the centre wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.queries import people as queries
from models.store import Tx
from services import attachments, pictures

if TYPE_CHECKING:
    from services.workspace import Workspace


def put(workspace: Workspace, *, employee_no: str, path: Path) -> Done[str]:
    """Keep the picture as the agent's photo, cut to 25 × 35 mm; gives its SHA-256; UserError when it is no picture that can be read."""
    kept = attachments.keep_bytes(workspace, f"{employee_no}.jpg", pictures.portrait(attachments.read(path, attachments.IMAGES), path.name))
    return _store(workspace, employee_no, kept.sha256)


def remove(workspace: Workspace, *, employee_no: str) -> Done[str]:
    """The agent has no photo any more; papers that were issued keep theirs."""
    return _store(workspace, employee_no, "")


def _store(workspace: Workspace, employee_no: str, sha256: str) -> Done[str]:
    def work(tx: Tx) -> str:
        row = queries.employee_row(tx, employee_no)
        if row is None:
            raise UserError(N_("No agent has the employee number “{number}”."), number=employee_no)
        row.photo = sha256 or None
        return sha256

    return workspace.store.transact(Op.EDIT_PERSON, work, who=workspace.actor, note=employee_no)
