"""The recovery key, shown once by whoever made or used one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.dialogs import Dialog
from ui.kit.notices import label
from ui.kit.theme import heading

if TYPE_CHECKING:
    from services.texts import Texts


class ShowRecoveryKey:
    """The recovery key, shown this once."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, key: str) -> None:
        """Show until the user says that it is written down."""
        dialog = Dialog(parent, texts("Recovery key"), texts("It is written down"))
        words = texts(
            "If every supervisor forgets the password, only this key leads back in. Write it down and lock it away. "
            "It is shown this once and kept nowhere; using it gives a new one."
        )
        dialog.body.addWidget(label(words))
        field = QLineEdit(key)
        field.setReadOnly(True)
        field.setAccessibleName(texts("Recovery key"))
        field.setFont(heading(field.font(), 1))
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        dialog.body.addWidget(field)
        dialog.answered()
