"""Help beside the page: F1 opens it in the language of the window, with pictures that fit, from any folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QPixmap, QTextDocument

from services.texts import Texts
from tests.ui.worlds import on_screen
from ui.kit import theme
from ui.kit.help_view import HelpView, ShowPicture
from ui.shell.pages import PAGES

IMAGE = QTextDocument.ResourceType.ImageResource.value


def pictures(view: HelpView) -> list[str]:
    names = []
    block = view.document().begin()
    while block.isValid():
        names += [piece.fragment().charFormat().toImageFormat().name() for piece in block if piece.fragment().charFormat().isImageFormat()]
        block = block.next()
    return names


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", [entry.name for entry in PAGES])
def test_help_shows_its_picture_from_any_folder(qtbot, page: str, language: str) -> None:
    view = on_screen(HelpView(page, Texts(language)), qtbot, 400, 600)
    assert pictures(view)
    for name in pictures(view):
        shown = view.loadResource(IMAGE, QUrl(name))
        assert 200 <= shown.deviceIndependentSize().width() <= view.viewport().width()


@pytest.mark.usefixtures("elsewhere")
def test_another_width_keeps_the_text_as_it_was(qtbot) -> None:
    view = on_screen(HelpView("attendance", Texts("en")), qtbot, 400, 600)
    view.resize(700, 600)
    paragraph = view.document().begin().next()
    assert paragraph.blockFormat().headingLevel() == 0
    assert paragraph.begin().fragment().charFormat().fontWeight() <= 400


@pytest.mark.usefixtures("elsewhere")
def test_a_pressed_picture_is_shown_in_full_size_and_in_the_windows_appearance(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QPixmap] = []
    monkeypatch.setattr(ShowPicture, "ask", staticmethod(lambda _parent, _texts, picture: shown.append(picture)))
    view = HelpView("attendance", Texts("zh"))
    qtbot.addWidget(view)
    view.follow(QUrl("../../images/zh-light/attendance.png"))
    light = shown[0].toImage()
    palette = view.palette()
    palette.setColor(palette.ColorRole.Window, theme.DARK.tone("window"))
    view.setPalette(palette)
    view.follow(QUrl("../../images/zh-light/attendance.png"))
    dark = shown[1].toImage()
    assert light.size().width() == dark.size().width() == 1280
    assert light.pixelColor(900, 300).lightness() > 128 > dark.pixelColor(900, 300).lightness()


@pytest.mark.usefixtures("elsewhere")
def test_a_link_opens_another_help_page(qtbot) -> None:
    view = HelpView("attendance", Texts("en"))
    qtbot.addWidget(view)
    view.follow(QUrl("indicators.md"))
    assert view.toPlainText().startswith("Indicators")
    view.follow(QUrl("https://example.org"))
    assert view.toPlainText().startswith("Indicators")
