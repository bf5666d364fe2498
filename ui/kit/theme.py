"""Colours, spacing, fonts and icons: one calm look, light and dark, that we set ourselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap, QRawFont
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

import resources

STEP = 4
"""The grid in pixels: margins and gaps are multiples of it."""
ROW_HEIGHT = 28


@dataclass(frozen=True)
class Colours:
    """One appearance; every text colour reaches 4.5:1 on `window` and `surface` (asserted in tests/ui/test_theme.py)."""

    window: str
    surface: str
    stripe: str
    shade: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    good: str
    watch: str
    bad: str
    good_back: str
    watch_back: str
    bad_back: str

    def tone(self, name: str) -> QColor:
        """The colour called good, watch, bad, muted, accent …; the plain text colour for ''."""
        return QColor(getattr(self, name or "text"))


LIGHT = Colours(
    window="#f3f4f6", surface="#ffffff", stripe="#f8f9fb", shade="#e9ecf1", line="#d5d9e0", text="#1c2230", muted="#59616f",
    accent="#1f5fae", on_accent="#ffffff", selection="#d3e3f8", good="#1a6b3a", watch="#855000", bad="#b3261e",
    good_back="#dff2e5", watch_back="#fdecc8", bad_back="#fbe0de",
)  # fmt: skip
DARK = Colours(
    window="#1d2026", surface="#24282f", stripe="#282c34", shade="#30353f", line="#3c424d", text="#e5e8ee", muted="#a3abb8",
    accent="#7ab2f5", on_accent="#10151d", selection="#2f4a6b", good="#79d19a", watch="#eeb75c", bad="#f58f87",
    good_back="#20402c", watch_back="#493a1a", bad_back="#4d2826",
)  # fmt: skip
SHAPES = {"good": "✓", "watch": "▲", "bad": "✗", "muted": "–", "": ""}
"""The shape that stands beside each meaning, so that colour never speaks alone."""


def colours(widget: QWidget | None = None) -> Colours:
    """The appearance in force, told from the palette."""
    palette = widget.palette() if widget else QGuiApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def apply(app: QApplication, mode: str) -> None:
    """Set Fusion with our palette; `mode` is system, light or dark."""
    hint = app.styleHints().colorScheme()
    dark = mode == "dark" or (mode == "system" and hint == Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_style(chosen))


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    pairs = {
        role.Window: c.window, role.WindowText: c.text, role.Base: c.surface, role.AlternateBase: c.stripe, role.Text: c.text,
        role.Button: c.surface, role.ButtonText: c.text, role.BrightText: c.bad, role.Highlight: c.accent,
        role.HighlightedText: c.on_accent, role.ToolTipBase: c.surface, role.ToolTipText: c.text, role.PlaceholderText: c.muted,
        role.Link: c.accent, role.LinkVisited: c.accent, role.Light: c.surface, role.Midlight: c.stripe, role.Mid: c.line,
        role.Dark: c.line, role.Shadow: c.shade, role.Accent: c.accent,
    }  # fmt: skip
    for key, value in pairs.items():
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(c.muted))
    return palette


def _style(c: Colours) -> str:
    template = resources.path("theme.qss").read_text("utf-8")
    for name in sorted(Colours.__dataclass_fields__, key=len, reverse=True):
        template = template.replace(f"@{name}", getattr(c, name))
    return template


_SYSTEM_CHINESE = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")


def register_fonts(app: QApplication) -> bool:
    """Use the system's Chinese font, or our own when there is none; False when neither is there (a clean machine without our fonts)."""
    chosen = next((name for name in _SYSTEM_CHINESE if QFontDatabase.hasFamily(name)), "")
    if not chosen:
        chosen = _register_bundled()
    if not chosen:
        return False
    font = QFont()
    font.setFamilies([chosen, *app.font().families()])
    font.setPointSizeF(9.5)
    app.setFont(font)
    return supports(font, "汉")


def _register_bundled() -> str:
    family = ""
    for file in sorted(resources.path("fonts").glob("NotoSansSC-*.ttf"), key=lambda path: "Regular" not in path.name):
        number = QFontDatabase.addApplicationFont(str(file))
        family = family or next(iter(QFontDatabase.applicationFontFamilies(number)), "")
    return family


def supports(font: QFont, text: str) -> bool:
    """Can the font's own families show every character (no empty boxes)?"""
    faces = [QRawFont.fromFont(QFont(name)) for name in font.families()]
    return all(any(face.supportsCharacter(ord(character)) for face in faces) for character in text)


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, for columns of numbers."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy


def heading(font: QFont, steps: int = 1) -> QFont:
    """The same font larger (1.5 points a step) and semi-bold."""
    copy = QFont(font)
    copy.setPointSizeF(font.pointSizeF() + 1.5 * steps)
    copy.setWeight(QFont.Weight.DemiBold)
    return copy


def icon(name: str, colour: str = "") -> QIcon:
    """One icon of our set in the given colour (default: the text colour of the appearance in force)."""
    return _icon(name, colour or colours().text, colours().muted)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    from PySide6.QtSvg import QSvgRenderer

    result = QIcon()
    source = resources.path(f"icons/{name}.svg").read_text("utf-8")
    for shade, mode in ((colour, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", shade).encode()))
        for size in (20, 40):
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            result.addPixmap(pixmap, mode)
    return result


class IconButton(QToolButton):
    """A flat button with an icon and a name for the screen reader; it keeps its icon's colour when the appearance changes."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setAutoRaise(True)
        self.setIconSize(QSize(18, 18))
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setIcon(icon(icon_name))

    def changeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Redraw the icon in the colours of the new palette."""
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self.setIcon(icon(self._icon_name))
