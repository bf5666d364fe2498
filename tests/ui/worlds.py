"""What a page test needs: a context whose calls run at once, a widget on the screen, names for whoever cannot see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from models.domain.period import Period
from services.texts import Texts
from ui.kit.bus import Bus
from ui.kit.context import Context, MonthInHand
from ui.kit.preferences import Preferences
from ui.kit.tasks import InlineTasks

CONTROLS = (QAbstractButton, QAbstractItemView, QLineEdit, QComboBox, QAbstractSpinBox, QTextBrowser)
W = TypeVar("W", bound=QWidget)


def page_context(folder: Path, workspace: Any = None, language: str = "en", month: str = "2026-09") -> Context:
    """A context over the workspace; `context.visited` lists what was navigated to."""
    visited: list[tuple[str, dict[str, Any]]] = []
    context = Context(
        workspace, InlineTasks(), Bus(), Texts(language), MonthInHand(Period.parse(month)), Preferences(folder / "ui.ini"),
        lambda page, /, **where: visited.append((page, where)),
    )  # fmt: skip
    context.visited = visited  # type: ignore[attr-defined]
    return context


def on_screen(widget: W, qtbot: QtBot, width: int, height: int) -> W:
    """The widget, shown at that size until the test ends."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def nameless(root: QWidget) -> list[QWidget]:
    """Controls that a screen reader could not name; parts of a control are named by it."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS) and not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith(("qt_", "ScrollLeft", "ScrollRight")) and not isinstance(widget.parent(), CONTROLS)
        and widget.isVisibleTo(root)
    ]  # fmt: skip
