"""One page of the offline help, with its pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget

import resources

if TYPE_CHECKING:
    from services.texts import Texts


def help_file(language: str, page: str) -> Path:
    """The help page in `zh` or `en`: in resources/help when frozen, else in docs/help beside the sources."""
    packed = resources.path(f"help/{language}/{page}.md")
    return packed if packed.exists() else resources.path("").parent / "docs" / "help" / language / f"{page}.md"


class HelpView(QTextBrowser):
    """Shows docs/help/<zh|en>/<page>.md; links to other help pages work, links to the network do not exist."""

    def __init__(self, page: str, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(texts("Help"))
        self.setOpenExternalLinks(False)
        file = help_file(texts.language, page)
        if file.exists():
            self.setSearchPaths([str(file.parent)])
            self.setSource(QUrl.fromLocalFile(str(file)))
        else:
            self.setPlainText(texts("There is no help for this page yet."))
