"""Undo, redo, and the list of what was done."""

from __future__ import annotations

from models.domain.ops import Done, UndoInfo
from services.workspace import Workspace


def undo_info(workspace: Workspace) -> UndoInfo:
    """What undo and redo would do now."""
    return workspace.store.undo_info()


def undo(workspace: Workspace) -> Done[int]:
    """Undo the last edit; ConflictError when a row has changed since."""
    return workspace.store.undo(who=workspace.actor)


def redo(workspace: Workspace) -> Done[int]:
    """Redo the last undone edit."""
    return workspace.store.redo(who=workspace.actor)
