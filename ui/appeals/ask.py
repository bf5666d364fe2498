"""Questions of the appeals page: reviewer, PIN, desk password."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from services.desk import SHORTEST_PASSWORD
from services.texts import Texts
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


class AskPin:
    """The agent types the PIN twice, unseen."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, name: str) -> str | None:
        """The PIN, None when turned back; its rules are checked by the service."""
        dialog = Dialog(parent, texts("PIN of {name}", name=name), texts("Set the PIN"), texts("Cancel"))
        dialog.body.addWidget(label(texts("The agent types 4 to 8 figures, not the employee number. Look away.")))
        return _twice(dialog, texts, texts("PIN"), 4)


class AskPassword:
    """The supervisor sets the password that leads out of desk mode."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts) -> str | None:
        """The password, None when turned back."""
        dialog = Dialog(parent, texts("Desk password"), texts("Set and open the desk"), texts("Cancel"))
        words = texts("Only this password leads out of desk mode. Do not tell it to agents; it cannot be read anywhere.")
        dialog.body.addWidget(label(words))
        return _twice(dialog, texts, texts("Password"), SHORTEST_PASSWORD)


def _twice(dialog: Dialog, texts: Texts, title: str, at_least: int) -> str | None:
    form = Form()
    fields = [form.line("first", title), form.line("second", texts("Once more"))]

    def check() -> None:
        first, second = (field.text() for field in fields)
        dialog.yes.setEnabled(len(first) >= at_least and first == second)

    for field in fields:
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(check)
    dialog.yes.setEnabled(False)
    dialog.body.addWidget(form)
    return fields[0].text() if dialog.answered() else None
