"""The form in which a centre words its papers: choose the text, write, and see the paper change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from models.domain.ops import Op
from services import paper_templates
from services.paper_templates import Template
from ui.kit import problems
from ui.kit.notices import label, set_tone
from ui.kit.pdf_view import PdfView
from ui.kit.theme import SHAPES, STEP

if TYPE_CHECKING:
    from ui.kit.page import Page

_PAUSE_MS = 350
"""How long typing must rest before the preview is drawn anew."""


class WordingForm(QWidget):
    """Stands in the side panel of the documents page."""

    def __init__(self, page: Page, found: tuple[Template, ...]) -> None:
        super().__init__()
        self._page, self._t = page, page.texts
        t = self._t
        self.choice = QComboBox()
        self.choice.setAccessibleName(t("Text to change"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(t("Words of the text"))
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(96)
        self.places = label("", "muted")
        self.answer = label("")
        self.view = PdfView(t)
        self.store, self.reset = QPushButton(t("Store")), QPushButton(t("Back to the default text"))
        self.store.setProperty("primary", True)
        page.writes(Op.CHANGE_SETTINGS, self.store, self.reset)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.draw)
        self._lay_out()
        self._fill(found, 0)
        self.choice.currentIndexChanged.connect(lambda _: self._show())
        self.text.textChanged.connect(self._pause.start)
        self.store.clicked.connect(lambda: self._keep(self.text.toPlainText()))
        self.reset.clicked.connect(lambda: self._keep(""))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.store)
        buttons.addWidget(self.reset)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        for widget in (self.choice, self.text, self.places):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.answer)
        column.addWidget(self.view, 1)

    @property
    def template(self) -> Template:
        """The text being worked on."""
        chosen: Template = self.choice.currentData()
        return chosen

    def _fill(self, found: tuple[Template, ...], at: int) -> None:
        self.choice.blockSignals(True)
        self.choice.clear()
        for template in found:
            title = self._t("{title} (changed)", title=template.title) if template.is_changed else template.title
            self.choice.addItem(title, template)
        self.choice.setCurrentIndex(at)
        self.choice.blockSignals(False)
        self._show()

    def _show(self) -> None:
        template = self.template
        self.text.setPlainText(template.text)
        named = "  ".join(f"{{{place}}}" for place in template.places)
        self.places.setText(self._t("Places: {places}", places=named) if named else "")
        self.reset.setEnabled(template.is_changed)
        self.answer.setText("")
        self._pause.stop()
        self.draw()

    def draw(self) -> None:
        """Show the paper with the text as it stands in the field."""
        workspace, key, text = self._page.context.workspace, self.template.key, self.text.toPlainText()
        self._page.context.tasks.run(
            lambda: paper_templates.preview(workspace, key=key, text=text), owner=self, done=self._drawn, failed=self._refused
        )

    def _drawn(self, pdf: bytes) -> None:
        self.answer.setText("")
        self.store.setEnabled(True)
        self.view.show_pdf(pdf, self._t("Wording of papers"))

    def _refused(self, error: Exception) -> None:
        self.store.setEnabled(False)
        self._say(problems.sentence(error, self._t), "bad")

    def _say(self, words: str, tone: str) -> None:
        self.answer.setText(f"{SHAPES[tone]} {words}")
        set_tone(self.answer, tone)

    def _keep(self, text: str) -> None:
        workspace, key = self._page.context.workspace, self.template.key
        self._page.write(lambda: paper_templates.change(workspace, key=key, text=text), self._kept, failed=self._refused)

    def _kept(self, _template: Any) -> None:
        workspace, at = self._page.context.workspace, self.choice.currentIndex()

        def again(found: tuple[Template, ...]) -> None:
            self._fill(found, at)
            self._say(self._t("Stored. Papers issued from now on use it."), "good")

        self._page.load(lambda: paper_templates.templates(workspace), again)
