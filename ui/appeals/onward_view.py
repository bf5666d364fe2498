"""Other results that a decision on an appeal would change, each with one button, below the calculation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from services.appeals import KnockOn, Step
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import STEP

_BUTTONS = {Step.REVOKE: N_("Revoke …"), Step.CORRECT: N_("Correct …"), Step.AWARD: N_("Propose the award …")}


class OnwardView(QWidget):
    """`wanted(key)` when one of them shall be carried out; before the decision they are only shown."""

    wanted = Signal(str)

    def __init__(self, t: Texts, items: Sequence[KnockOn], decided: bool) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        words = t("With today's data these results would be others. Nothing is rewritten by itself.")
        column.addWidget(label(words if decided else f"{words} {t('They can be taken up once the appeal is decided.')}", "muted"))
        for item in items:
            row = QHBoxLayout()
            row.addWidget(label(sentence(t, item)), 1)
            if item.step in _BUTTONS:
                self.buttons[item.key] = button = QPushButton(t(_BUTTONS[item.step]))
                button.setAccessibleName(f"{button.text()} {sentence(t, item)}")
                button.setEnabled(decided)
                button.clicked.connect(lambda _=False, key=item.key: self.wanted.emit(key))
                row.addWidget(button)
            column.addLayout(row)


def sentence(t: Texts, item: KnockOn) -> str:
    """Who, which result of which month, what it is and what it would be."""
    facts = {"month": item.month, "name": item.who, "rule": item.rule, "period": item.period, "before": item.before, "now": item.now}
    if not item.before:
        return t("{month}: {name} would get “{rule}” ({period}): {now}", **facts)
    if not item.now:
        return t("{month}: {name} would not get “{rule}” ({period}): {before}", **facts)
    if item.before == item.now:
        return t("{month}: {name}, “{rule}” ({period}): other figures, the same result", **facts)
    return t("{month}: {name}, “{rule}” ({period}): {now} instead of {before}", **facts)
