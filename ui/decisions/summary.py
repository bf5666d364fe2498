"""The lines above the tables: where the month stands, its money, what closing noted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.domain.errors import N_, Message
from models.domain.outcomes import OutcomeStatus
from services.outcome_words import money
from services.outcomes import Board, Budget
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP

_PUBLISHING = N_(
    "{n} decisions are published: awards and points are in force at once, penalties when the agent has the notice. "
    "Every paper gets its number; afterwards there are corrections only."
)


def state_words(t: Texts, board: Board) -> str:
    """Preview or closed, and how many decisions wait."""
    if not board.closed:
        return t("Preview: nothing is stored yet. {n} proposals.", n=len(board.outcomes))
    waiting = sum(view.status is OutcomeStatus.PROPOSED for view in board.outcomes)
    ready = sum(view.status is OutcomeStatus.CONFIRMED for view in board.outcomes)
    return t("Closed. {waiting} to decide, {ready} to publish, {n} in all.", waiting=waiting, ready=ready, n=len(board.outcomes))


def budget_words(t: Texts, budget: Budget) -> tuple[str, str]:
    """The month's money against the budget, and its tone."""
    if budget.limit is None:
        return t("Awards {total}; no budget is set.", total=money(budget.total)), "muted"
    if budget.over:
        facts = {"total": money(budget.total), "limit": money(budget.limit), "over": money(budget.over)}
        return f"{SHAPES['bad']} " + t("Awards {total} of {limit}: {over} over the budget.", **facts), "bad"
    return f"{SHAPES['good']} " + t("Awards {total} of {limit}.", total=money(budget.total), limit=money(budget.limit)), "good"


def notes_view(t: Texts, warnings: Sequence[Message]) -> QWidget:
    """All notes below each other."""
    return scrolled([f"{SHAPES['watch']} {t.message(warning)}" for warning in warnings], t("Notes"))


def scrolled(sentences: Sequence[str], name: str) -> QWidget:
    """Sentences that can be scrolled and copied."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
    column.setSpacing(STEP * 3)
    for sentence in sentences:
        words = label(sentence)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inside)
    area.setAccessibleName(name)
    return area


def publishing(t: Texts, n: int, told: Sequence[Message]) -> str:
    """What publishing does, and what is to be known before."""
    return "\n\n".join([t(_PUBLISHING, n=n), *map(t.message, told)])
