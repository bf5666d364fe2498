"""Questions to the user. Each has one static `ask`, which tests replace; none opens above another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.notices import label
from ui.kit.theme import STEP, heading

if TYPE_CHECKING:
    from services.texts import Texts


class Dialog(QDialog):
    """Title line, body, buttons at the lower right: the frame of all our dialogs."""

    def __init__(self, parent: QWidget | None, title: str, yes: str, no: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 5, STEP * 4, STEP * 5, STEP * 4)
        column.setSpacing(STEP * 3)
        head = label(title)
        head.setFont(heading(self.font()))
        column.addWidget(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(STEP * 2)
        column.addLayout(self.body, 1)
        self.buttons = QDialogButtonBox()
        self.yes = self.buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setProperty("primary", True)
        if no:  # Enter accepts or does nothing: it never turns back, wherever the focus has been
            self.buttons.addButton(no, QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        self.yes.setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        """What is typed goes into the first field, not to a button."""
        super().showEvent(event)
        if self.focusWidget() is None or self.focusWidget() in self.buttons.buttons():
            fields = [w for w in self.findChildren(QWidget) if isinstance(w, QLineEdit | QPlainTextEdit) and w.isVisible()]
            first = next((field for field in fields if field.isEnabled() and not field.isReadOnly()), None)
            if first is not None:
                first.setFocus()

    def answered(self) -> bool:
        """Show it; True when accepted."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return accepted


class Confirm:
    """A question before a destructive act: what will happen, and the verb on the button."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, title: str, what_happens: str, yes: str) -> bool:
        """True when the user agrees; all words come translated."""
        dialog = Dialog(parent, title, yes, texts("Cancel"))
        dialog.body.addWidget(label(what_happens))
        return dialog.answered()


class AskReason:
    """Asks for the reason that the log will keep."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, title: str, what_happens: str, yes: str, at_least: int = 2) -> str | None:
        """The reason (at least `at_least` characters), None when the user turned back."""
        dialog = Dialog(parent, title, yes, texts("Cancel"))
        dialog.body.addWidget(label(what_happens))
        edit = QPlainTextEdit()
        edit.setAccessibleName(texts("Reason"))
        edit.setPlaceholderText(texts("Reason"))
        edit.setTabChangesFocus(True)
        edit.setMaximumHeight(96)
        edit.textChanged.connect(lambda: dialog.yes.setEnabled(len(edit.toPlainText().strip()) >= at_least))
        dialog.yes.setEnabled(False)
        dialog.body.addWidget(edit)
        edit.setFocus()
        text = edit.toPlainText
        return text().strip() if dialog.answered() else None


class ShowMessage:
    """Something to be read, with details that can be copied."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, title: str, sentence: str, details: str = "") -> None:
        """Show until closed."""
        dialog = Dialog(parent, title, texts("Close"))
        dialog.body.addWidget(label(sentence))
        if details:
            box = QPlainTextEdit(details)
            box.setReadOnly(True)
            box.setAccessibleName(texts("Details"))
            box.setMinimumHeight(140)
            dialog.body.addWidget(box)
            copy = dialog.buttons.addButton(texts("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
            copy.clicked.connect(lambda: _copy(box))
        dialog.answered()


def _copy(box: QPlainTextEdit) -> None:
    box.selectAll()
    box.copy()


class ChooseOpenFile:
    """An existing file."""

    @staticmethod
    def ask(parent: QWidget | None, *, title: str, filters: str, folder: Path | None = None) -> Path | None:
        """The file, None when turned back; `filters` as Qt wants them: `Sheets (*.xlsx *.csv);;All (*)`."""
        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or ""), filters)
        return Path(name) if name else None


class ChooseOpenFiles:
    """Several existing files."""

    @staticmethod
    def ask(parent: QWidget | None, *, title: str, filters: str, folder: Path | None = None) -> list[Path]:
        """The files, empty when turned back."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or ""), filters)
        return [Path(name) for name in names]


class ChooseSaveFile:
    """A place for a new file; the system's dialog asks before it overwrites."""

    @staticmethod
    def ask(parent: QWidget | None, *, title: str, filters: str, suggested: Path) -> Path | None:
        """The file, None when turned back; the suggested name's ending is added when none is typed."""
        name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), filters)
        if not name:
            return None
        chosen = Path(name)
        return chosen if chosen.suffix else chosen.with_suffix(suggested.suffix)


class ChooseFolder:
    """An existing or new folder."""

    @staticmethod
    def ask(parent: QWidget | None, *, title: str, folder: Path | None = None) -> Path | None:
        """The folder, None when turned back."""
        name = QFileDialog.getExistingDirectory(parent, title, str(folder or ""))
        return Path(name) if name else None
