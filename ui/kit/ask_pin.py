"""Questions for a new secret, typed twice and unseen: the agent's PIN, the desk password."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from services.texts import Texts
from ui.kit.dialogs import Dialog
from ui.kit.form import Form
from ui.kit.notices import label


class AskPin:
    """The agent types the PIN twice, unseen."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, name: str) -> str | None:
        """The PIN, None when turned back; its rules are checked by the service."""
        dialog = Dialog(parent, texts("PIN of {name}", name=name), texts("Set the PIN"), texts("Cancel"))
        words = texts("The agent types 4 to 8 figures: no part of the employee number, no birthday, no row such as 1234. Look away.")
        dialog.body.addWidget(label(words))
        return twice(dialog, texts, texts("PIN"), 4)


def twice(dialog: Dialog, texts: Texts, title: str, at_least: int) -> str | None:
    """The secret once both fields hold it, None when turned back."""
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
