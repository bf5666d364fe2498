"""One page of the offline help, with its pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QPixmap, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QScrollArea, QTextBrowser, QWidget

import resources
from ui.kit.dialogs import Dialog
from ui.kit.theme import DARK, STEP, colours

if TYPE_CHECKING:
    from services.texts import Texts

_SMALLEST = 200


def help_file(language: str, page: str) -> Path:
    """The help page in `zh` or `en`: in resources/help when frozen, else in docs/help beside the sources."""
    packed = resources.path(f"help/{language}/{page}.md")
    return packed if packed.exists() else resources.path("").parent / "docs" / "help" / language / f"{page}.md"


class HelpView(QTextBrowser):
    """Shows docs/help/<zh|en>/<page>.md, its pictures as wide as the panel and, when pressed, in full size.

    Links to other help pages work; links to the network do not exist.
    """

    def __init__(self, page: str, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._width = 0
        self.setAccessibleName(texts("Help"))
        self.setOpenLinks(False)
        self.anchorClicked.connect(self.follow)
        file = help_file(texts.language, page)
        if file.exists():
            self.setSearchPaths([str(file.parent)])
            self.setSource(QUrl.fromLocalFile(str(file)))
        else:
            self.setPlainText(texts("There is no help for this page yet."))

    def loadResource(self, kind: int, name: QUrl) -> Any:
        """Pictures in the appearance of the window, as wide as the panel; all else as it is."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        pixel = self.devicePixelRatioF()
        width = round(max(self.viewport().width() - 8 * STEP, _SMALLEST) * pixel)
        picture = self._picture(name)
        if picture.width() > width:
            picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(pixel)
        return picture

    def follow(self, link: QUrl) -> None:
        """Another help page, or a picture in full size."""
        target = self.source().resolved(link)
        if target.path().endswith(".png"):
            ShowPicture.ask(self, self._texts, self._picture(target))
        elif target.isLocalFile():
            self.setSource(target)

    def _picture(self, name: QUrl) -> QPixmap:
        file = self.source().resolved(name).toLocalFile()
        dark = file.replace("-light/", "-dark/")
        return QPixmap(dark if colours(self) is DARK and Path(dark).exists() else file)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Read the page anew for another width, so that its pictures fit."""
        super().resizeEvent(event)
        if self.viewport().width() != self._width and self.source().isValid():
            self._width = self.viewport().width()
            place = self.verticalScrollBar().value()
            self.setDocument(QTextDocument(self))  # the old one would hand its first heading's format on to the text
            self.reload()
            self.verticalScrollBar().setValue(place)


class ShowPicture:
    """A picture of the help in full size."""

    @staticmethod
    def ask(parent: QWidget, texts: Texts, picture: QPixmap) -> None:
        """Show it until it is closed."""
        dialog = Dialog(parent, texts("Help"), texts("Close"))
        shown = QLabel()
        shown.setPixmap(picture)
        shown.setAccessibleName(texts("Help"))
        area = QScrollArea()
        area.setWidget(shown)
        dialog.body.addWidget(area)
        dialog.resize(min(picture.width() + 80, parent.screen().availableSize().width()), picture.height() + 140)
        dialog.answered()
