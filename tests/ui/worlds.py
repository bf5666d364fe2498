"""What a page test needs: a context whose calls run at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.domain.period import Period
from services.texts import Texts
from ui.kit.bus import Bus
from ui.kit.context import Context, MonthInHand
from ui.kit.preferences import Preferences
from ui.kit.tasks import InlineTasks


def page_context(folder: Path, workspace: Any = None, language: str = "en", month: str = "2026-09") -> Context:
    """A context over the workspace; `context.visited` lists what was navigated to."""
    visited: list[tuple[str, dict[str, Any]]] = []
    context = Context(
        workspace, InlineTasks(), Bus(), Texts(language), MonthInHand(Period.parse(month)), Preferences(folder / "ui.ini"),
        lambda page, /, **where: visited.append((page, where)),
    )  # fmt: skip
    context.visited = visited  # type: ignore[attr-defined]
    return context
