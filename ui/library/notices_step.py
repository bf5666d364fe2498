"""What the law says about a draft: each notice once, with the lawful alternative at one click, and who answers for fines."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from services import library
from services.parameter_words import Options
from services.rules.notices import lawful_alternative
from services.rules.scheme import Scheme
from services.rules.sentences import notice_sentence
from services.schemes import FINES, NoticeAnswer
from services.texts import Texts
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, heading


class NoticesStep(QScrollArea):
    """Cards of notices; `values_offered` gives the values of a lawful alternative, or those of before it."""

    values_offered = Signal(dict)

    def __init__(self, texts: Texts, options: Options) -> None:
        super().__init__()
        self._texts, self._options = texts, options
        self._titles = {FINES: texts("Fines"), "bottom_rank": texts("The last in the ranking"), "statutory_leave": texts("Statutory leave")}
        self._keys: tuple[str, ...] = ()
        self._before: dict[str, dict[str, str]] = {}
        self._typed = NoticeAnswer()
        self.fines: Form | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(texts("What the law says"))

    def show_draft(self, draft: Scheme) -> None:
        """Show the notices of the draft; what was answered stays."""
        self._typed = self.answers().get(FINES, self._typed)
        self._keys, self.fines = draft.notices(), None
        self.buttons: dict[str, QPushButton] = {}
        canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, STEP * 2, 0)
        column.setSpacing(STEP * 2)
        for key in self._keys:
            column.addWidget(self._card(key, draft))
        if not self._keys:
            column.addWidget(
                label(f"{SHAPES['good']} {self._texts('No rule of this scheme touches a limit of the law that Fenming knows.')}")
            )
        column.addStretch(1)
        self.setWidget(canvas)

    def answers(self) -> dict[str, NoticeAnswer]:
        """What was seen and answered, by notice."""
        typed = NoticeAnswer(self.fines.value("reason"), self.fines.value("approver")) if self.fines else NoticeAnswer()
        return {key: typed if key == FINES else NoticeAnswer() for key in self._keys}

    def show_fines(self) -> None:
        """Bring what is asked about fines into sight, with the cursor in it."""
        if self.fines:
            self.ensureWidgetVisible(self.fines)
            self.fines.field("approver" if self.fines.value("reason") else "reason").setFocus()

    def _card(self, key: str, draft: Scheme) -> QFrame:
        t = self._texts
        card = QFrame()
        card.setObjectName("card")
        card.setAccessibleName(self._titles[key])
        column = QVBoxLayout(card)
        column.setContentsMargins(STEP * 3, STEP * 2, STEP * 3, STEP * 2)
        column.setSpacing(STEP * 2)
        title = label(self._titles[key])
        title.setFont(heading(self.font(), 0))
        column.addWidget(title)
        column.addWidget(label(t.message(notice_sentence(key))))
        offered = lawful_alternative(draft, key)
        if key == FINES and offered:
            self._ask_fines(column)
        if offered:
            self._before[key] = {name: draft.parameter_values()[name] for name in offered}
            self._offer(column, key, draft, offered)
        elif key in self._before:
            column.addWidget(label(f"{SHAPES['good']} {t('The lawful alternative is set.')}", "good"))
            self._button(column, key, t("Back to what stood before"), self._before[key])
        elif key == FINES:
            column.addWidget(label(f"{SHAPES['good']} {t('Fines are switched off; nothing needs to be done.')}", "good"))
        return card

    def _offer(self, column: QVBoxLayout, key: str, draft: Scheme, offered: Mapping[str, str]) -> None:
        changes = library.differences(draft, draft.with_parameters(offered), self._texts, self._options)
        column.addWidget(label("\n".join(f"{name}: {old} → {new}" for name, old, new in changes), "muted"))
        self._button(column, key, self._texts("Use the lawful alternative"), offered)

    def _button(self, column: QVBoxLayout, key: str, words: str, values: Mapping[str, str]) -> None:
        button = QPushButton(words)
        button.setAccessibleName(f"{self._titles[key]}: {words}")
        button.clicked.connect(lambda: self.values_offered.emit(dict(values)))
        self.buttons[key] = button
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask_fines(self, column: QVBoxLayout) -> None:
        t = self._texts
        self.fines = Form()
        self.fines.line("reason", t("Why fines are needed"), self._typed.reason)
        self.fines.line("approver", t("Approved by (name)"), self._typed.approver)
        column.addWidget(self.fines)
