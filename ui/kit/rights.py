"""Controls that write say what they write: where the role may not, they stay grey and tell why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.domain.rights import RIGHTS, ROLE_WORDS

if TYPE_CHECKING:
    from models.domain.ops import Op
    from ui.kit.context import Context

WRITES, WHY_NOT = "writes", "why_not"
"""Names of the properties by which a control tells what it writes, and why it may not."""


def why_not(context: Context, *ops: Op) -> str:
    """Why whoever works here may not write this, '' where it may be written."""
    workspace, t = context.workspace, context.texts
    if workspace is None:
        return ""
    if workspace.read_only:
        return t("This workspace is open for reading only.")
    user = workspace.user
    if user is None or all(op in RIGHTS[user.role] for op in ops):
        return ""
    able = t("; ").join(t(words) for role, words in ROLE_WORDS.items() if all(op in RIGHTS[role] for op in ops))
    return t("The role “{role}” may not do this. It is done by: {able}.", role=t(ROLE_WORDS[user.role]), able=able)


def writes(context: Context, op: Op, *controls: QWidget | QAction) -> None:
    """Declare what the controls write; where it may not be written they stay grey, whatever the page does to them later."""
    reason = why_not(context, op)
    for control in controls:
        control.setProperty(WRITES, op.value)
        if reason and not locked(control):
            _Lock(control, reason)


def locked(control: QWidget | QAction | None) -> str:
    """Why the control stays grey, '' when it does not."""
    return str(control.property(WHY_NOT) or "") if control else ""


class _Lock(QObject):
    """Turns a control grey again whenever something enables it or takes the reason off."""

    def __init__(self, control: QWidget | QAction, reason: str) -> None:
        super().__init__(control)
        self._control, self._reason = control, reason
        control.setProperty(WHY_NOT, reason)
        if isinstance(control, QAction):
            control.changed.connect(self._hold)
        else:
            control.setAccessibleDescription(reason)
            control.installEventFilter(self)
        self._hold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that enables its control does not know of rights."""
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.ToolTipChange):
            self._hold()
        return False

    def _hold(self) -> None:
        if self._control.isEnabled():
            self._control.setEnabled(False)
        if self._control.toolTip() != self._reason:
            self._control.setToolTip(self._reason)
