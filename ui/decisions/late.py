"""What data that changed after the close would make different, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from models.domain.errors import N_
from models.domain.outcomes import Outcome, OutcomeKind
from services.closing import Difference, LateChanges
from services.outcome_words import level_word, money
from services.texts import Texts
from services.words import OUTCOME_KINDS
from ui.decisions.columns import points_words
from ui.decisions.summary import scrolled
from ui.kit.notices import label, set_tone
from ui.kit.theme import SHAPES, STEP

_DIFFERENT = N_("Data changed since the close: {n} decisions would be different now.")


class LateLine(QFrame):
    """A line that appears when data changed since the close."""

    def __init__(self, texts: Texts, show: Callable[[], object], correct: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self._texts = texts
        self.setObjectName("banner")
        self.words = label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(STEP * 3, STEP, STEP, STEP)
        row.addWidget(self.words, 1)
        self.buttons = []
        for text, slot in (
            (texts("Show differences"), show),
            (texts("Issue corrections…"), correct),
            (texts("Leave as it is…"), leave),
        ):
            button = QPushButton(text)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            row.addWidget(button)
            self.buttons.append(button)
        self.hide()

    def show_changes(self, changes: LateChanges | None) -> None:
        """Appear when there is something to answer; a reason that was given keeps it quiet."""
        t = self._texts
        if changes is None or not changes.data_changed or changes.acknowledged:
            self.hide()
            return
        n = len(changes.differences)
        words = t(_DIFFERENT, n=n) if n else t("Data changed since the close; no decision would be different.")
        tone = "watch" if n else "muted"
        self.words.setText(f"{SHAPES[tone]} {words}")
        set_tone(self, tone)
        self.buttons[0].setVisible(bool(n))
        self.buttons[1].setVisible(bool(n))
        self.show()


def differences_view(t: Texts, changes: LateChanges) -> QWidget:
    """One sentence per difference."""
    return scrolled([difference_sentence(t, difference) for difference in changes.differences], t("Data changed since the close"))


def difference_sentence(t: Texts, difference: Difference) -> str:
    """What was decided, and what it would be now."""
    shown = difference.stored or difference.now
    assert shown is not None
    facts = {"who": shown.employee_no or shown.team or "", "rule": shown.rule, "period": shown.period}
    if difference.stored is None:
        return t("{who} ({rule}, {period}): not decided then; now {now}.", now=_gives(t, difference.now), **facts)
    if difference.now is None:
        return t("{who} ({rule}, {period}): {then}; now nothing.", then=_gives(t, difference.stored), **facts)
    return t("{who} ({rule}, {period}): {then}; now {now}.", then=_gives(t, difference.stored), now=_gives(t, difference.now), **facts)


def _gives(t: Texts, outcome: Outcome | None) -> str:
    assert outcome is not None
    parts = [t(OUTCOME_KINDS[outcome.kind])]
    if outcome.amount:
        parts.append(money(outcome.amount))
    if outcome.kind is OutcomeKind.POINTS:
        parts.append(points_words(t, outcome.points))
    if outcome.level:
        parts.append(level_word(t, outcome.level))
    if outcome.score is not None:
        parts.append(t("score {score}", score=f"{outcome.score:.2f}"))
    return " ".join(parts)
