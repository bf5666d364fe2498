"""Asks for the agent's statement before a penalty is decided."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from models.domain.errors import N_
from services.outcome_views import OutcomeView
from services.statement_forms import statement_form
from services.texts import Texts
from ui.kit.dialogs import Dialog
from ui.kit.notices import label
from ui.kit.page import Page
from ui.kit.pdf_view import PdfView
from ui.kit.tasks import DRAW

_HEARD = N_("The agent is heard before a penalty is decided. Write down what the agent says, in the agent's words.")


@dataclass(frozen=True)
class Statement:
    """What the agent said; None = declined to say anything."""

    text: str | None


class AskStatement:
    """A sheet to write the statement down, or to tick that it was declined."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, name: str, before: str = "") -> Statement | None:
        """The statement, None when the user turned back."""
        dialog = Dialog(parent, texts("Statement of {name}", name=name), texts("Record"), texts("Cancel"))
        dialog.body.addWidget(label(texts(_HEARD)))
        edit = QPlainTextEdit(before)
        edit.setAccessibleName(texts("Statement"))
        edit.setTabChangesFocus(True)
        declined = QCheckBox(texts("The agent declined to make a statement"))
        dialog.body.addWidget(edit)
        dialog.body.addWidget(declined)

        def judge() -> None:
            edit.setEnabled(not declined.isChecked())
            dialog.yes.setEnabled(declined.isChecked() or bool(edit.toPlainText().strip()))

        edit.textChanged.connect(judge)
        declined.toggled.connect(judge)
        judge()
        if not dialog.answered():
            return None
        return Statement(None if declined.isChecked() else edit.toPlainText().strip())


def show_form(page: Page, view: OutcomeView | None) -> None:
    """The form on which the agent writes the statement, beside the page to be printed."""
    id = view.id if view is not None and view.needs_notice else None
    if view is None or id is None:
        page.banner.say(page.texts("A statement is asked for only before a penalty."), "watch")
        return
    workspace, name = page.context.workspace.speaking(page.texts.language), page.texts("Statement form of {name}", name=view.recipient)

    def shown(data: bytes) -> None:
        pdf = PdfView(page.texts)
        page.show_panel(name, pdf)
        pdf.show_pdf(data, name)

    page.context.tasks.run(lambda: statement_form(workspace, id=id), owner=page, done=shown, failed=page.report, lane=DRAW)
