"""The one signal by which screens, strangers to each other, learn of a write."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Tells every screen what a write touched; `origin` is the screen that made it (it may ignore its own echo)."""

    changed = Signal(object, object)
    """(models.domain.ops.OpChanges, origin)"""
    workspace_replaced = Signal(object)
    """A page restored a backup: the workspace that is open now (services.workspace.Workspace); the shell starts over with it."""
