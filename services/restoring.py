"""Restoring a backup while the app is open: close, replace (keeping the present file), open again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.domain.errors import N_, EnvironmentProblem, FenmingError
from models.domain.ops import Op
from services import backups
from services.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Restored:
    """The workspace opened anew, where the file that was replaced is kept, and why nothing was replaced if so."""

    workspace: Workspace
    kept: Path | None
    problem: FenmingError | None = None


def restore(workspace: Workspace, *, source: Path) -> Restored:
    """Put a backup in the place of the open workspace's database; the workspace given is closed, the one returned is open."""
    if workspace.read_only:
        raise EnvironmentProblem(N_("This workspace is open for reading only; nothing was stored."))
    workspace.store.guard(Op.CHANGE_SETTINGS)
    workspace.close()
    kept, problem = None, None
    try:
        kept = backups.restore(workspace.folder, source=source, clock=workspace.clock)
    except FenmingError as error:
        problem = error
    opened = open_workspace(workspace.folder, clock=workspace.clock, actor=workspace.actor)
    return Restored(opened.speaking(workspace.texts.language), kept, problem)
