"""The recovery key, shown once by whoever made or used one, with a sheet to be printed and locked away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QWidget

from ui.kit.dialogs import Dialog
from ui.kit.notices import label
from ui.kit.theme import heading

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from services.texts import Texts


class ShowRecoveryKey:
    """The recovery key, shown this once."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, key: str, about: str = "") -> None:
        """Show until the user says that it is kept; `about` (centre and day) stands on the printed sheet."""
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
        printing = dialog.buttons.addButton(texts("Print the sheet…"), QDialogButtonBox.ButtonRole.ActionRole)
        printing.clicked.connect(lambda: _print(dialog, texts, key, about))
        dialog.answered()


def sheet(texts: Texts, key: str, about: str) -> QTextDocument:
    """The sheet to be locked away: what the key is for, the key in large type, room for name and place. It is stored nowhere."""
    lines = (
        texts("This key gives the account of a supervisor a new password when the present one is forgotten. Whoever holds it can come in."),
        texts("Keep it in a sealed envelope in the safe, apart from this computer. Note below who holds it."),
        texts("On the sign-in screen choose “Password forgotten…”, or run: {command}", command="main.py account recover"),
        texts("A new key makes this one useless; a key that was used is replaced by another."),
    )
    places = (texts("Held by"), texts("Place"), texts("Day and signature"))
    document = QTextDocument()
    document.setDefaultFont(QApplication.font())
    document.setHtml(
        f"<h1>{escape(texts('Recovery key of Fenming'))}</h1><p>{escape(about)}</p>"
        f"<p align='center' style='font-family:monospace; font-size:20pt; margin:36px'><b>{escape(key)}</b></p>"
        + "".join(f"<p>{escape(line)}</p>" for line in lines)
        + "".join(f"<p style='margin-top:28px'>{escape(place)}: ______________________________</p>" for place in places)
    )
    return document


def print_sheet(document: QTextDocument, printer: QPrinter) -> None:
    """Print it on that printer, at the paper's own size."""
    document.print_(printer)


def _print(dialog: Dialog, texts: Texts, key: str, about: str) -> None:
    from PySide6.QtPrintSupport import QPrinter

    from ui.kit.pdf_view import AskPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(texts("Recovery key"))
    if AskPrinter.ask(dialog, printer):
        print_sheet(sheet(texts, key, about), printer)
