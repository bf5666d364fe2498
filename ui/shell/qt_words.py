"""Chinese for the few words of Qt's own dialogs that its catalogue leaves in English."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from models.domain.errors import N_
from services.texts import Texts

_WORDS = {
    ("QFileDialog", "&Look in:"): N_("Look in:"),
    ("QFileDialog", "Files of &type:"): N_("Files of type:"),
    ("QAbstractFileIconProvider", "Folder"): N_("Folder"),
    ("QAbstractFileIconProvider", "File"): N_("File"),
}
"""Context and words of Qt (6.11) → our sentence."""


class QtWords(QTranslator):
    """Asked by Qt before its own catalogue, because it is installed after it."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts

    def isEmpty(self) -> bool:
        """Never: Qt would not ask."""
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        """The word, None where Qt's own catalogue is to answer."""
        words = _WORDS.get((context, source))
        return self._texts(words) if words else None
