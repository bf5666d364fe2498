"""Questions of the appeals page: reviewer, desk password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from services.desk import SHORTEST_PASSWORD
from services.texts import Texts
from ui.kit.ask_pin import twice
from ui.kit.dialogs import Dialog
from ui.kit.form import Form
from ui.kit.notices import label


class AskReviewer:
    """Who reviews the case."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, taken_by: str) -> str | None:
        """The name, None when turned back."""
        dialog = Dialog(parent, texts("Give to a reviewer"), texts("Assign"), texts("Cancel"))
        if taken_by:
            dialog.body.addWidget(label(texts("Not {name}, who took the decision.", name=taken_by)))
        form = Form()
        name = form.line("name", texts("Reviewer"))
        name.textChanged.connect(lambda text: dialog.yes.setEnabled(bool(text.strip())))
        dialog.yes.setEnabled(False)
        dialog.body.addWidget(form)
        return str(form.value("name")) if dialog.answered() else None


class AskPassword:
    """The supervisor sets the password that leads out of desk mode."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts) -> str | None:
        """The password, None when turned back."""
        dialog = Dialog(parent, texts("Desk password"), texts("Set and open the desk"), texts("Cancel"))
        words = texts("Only this password leads out of desk mode. Do not tell it to agents; it cannot be read anywhere.")
        dialog.body.addWidget(label(words))
        return twice(dialog, texts, texts("Password"), SHORTEST_PASSWORD)
