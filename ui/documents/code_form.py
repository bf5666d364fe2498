"""The form by which a check code is looked up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.papers import PaperStatus
from services.papers import CodeCheck
from services.texts import Texts
from ui.kit.form import Form
from ui.kit.notices import label, set_tone
from ui.kit.theme import SHAPES, STEP

_WHERE = N_(
    "Number and check code stand at the foot of every paper, and in the QR code of a certificate; "
    "what a reader shows of the QR code may be pasted whole."
)


class CodeForm(QWidget):
    """Stands in the side panel; `check(number, code)` is called, `show_answer` tells what came of it."""

    def __init__(self, texts: Texts, check: Callable[[str, str], object], number: str = "") -> None:
        super().__init__()
        self._texts = texts
        self.form = Form()
        self.form.line("number", texts("Number"), number)
        self.form.line("code", texts("Check code"))
        self.answer = label("")
        self.look = QPushButton(texts("Check"))
        self.look.setProperty("primary", True)
        self.look.clicked.connect(lambda: check(self.form.value("number"), self.form.value("code")))
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.addWidget(label(texts(_WHERE), "muted"))
        column.addWidget(self.form)
        column.addWidget(self.look)
        column.addWidget(self.answer)
        column.addStretch(1)

    def show_answer(self, found: CodeCheck) -> None:
        """Genuine, void, wrong code, or unknown number."""
        words, tone = answer_words(self._texts, found)
        self.answer.setText(f"{SHAPES[tone]} {words}")
        set_tone(self.answer, tone)


def answer_words(t: Texts, found: CodeCheck) -> tuple[str, str]:
    """The answer and its tone."""
    if found.paper is None:
        return t("The register does not know this number."), "bad"
    facts = {"paper": t(found.paper.paper), "day": found.paper.issued_on.isoformat(), "name": found.paper.recipient or "–"}
    if not found.matches:
        return t("The number exists, but the code is not that of the paper ({paper}, {day})."
                 " It may have been changed, or mistyped.", **facts), "bad"  # fmt: skip
    if found.paper.status is PaperStatus.VOID:
        return t("Genuine, but void: {reason} ({paper} of {day} for {name}).", reason=found.paper.void_reason, **facts), "watch"
    return t("Genuine: {paper} of {day} for {name}.", **facts), "good"
