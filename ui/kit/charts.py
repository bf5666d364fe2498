"""Small pictures of figures, drawn by matplotlib off the UI thread as PNG in the colours of the appearance."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

import resources
from ui.kit.notices import label
from ui.kit.theme import STEP, Colours

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Plot: TypeAlias = "Callable[[Axes, Colours], None]"
"""Puts figures on axes in the colours of the appearance."""
_FONT = "fonts/NotoSansSC-Regular.ttf"


@dataclass(frozen=True)
class Picture:
    """What to draw: `plot(axes, colours)` puts the figures on; size in pixels at the screen's ratio."""

    plot: Plot
    width: int
    height: int
    ratio: float
    colours: Colours


@cache
def _font() -> Any:
    """Our own font for matplotlib, so that Chinese words are not boxes."""
    from matplotlib import font_manager

    path = str(resources.path(_FONT))
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()


def draw(picture: Picture) -> bytes:
    """The picture as PNG; runs on any thread."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    colours, dpi = picture.colours, 96 * picture.ratio
    with mpl.rc_context({"font.family": _font(), "font.size": 8, "axes.unicode_minus": False}):
        figure = Figure(figsize=(picture.width / 96, picture.height / 96), dpi=dpi, facecolor=colours.surface, layout="constrained")
        axes = figure.add_subplot()
        axes.set_facecolor(colours.surface)
        axes.tick_params(colors=colours.muted, length=2)
        for side, spine in axes.spines.items():
            spine.set_visible(side in ("left", "bottom"))
            spine.set_color(colours.line)
        picture.plot(axes, colours)
        buffer = io.BytesIO()
        FigureCanvasAgg(figure).print_png(buffer)
    return buffer.getvalue()


def histogram(values: Sequence[float], low: float, high: float, bins: int) -> Plot:
    """How values spread from low to high."""

    def plot(axes: Axes, colours: Colours) -> None:
        counts, _, _ = axes.hist(list(values), bins=bins, range=(low, high), color=colours.accent, edgecolor=colours.surface)
        axes.set_ylim(0, max(*counts, 1) * 1.05)
        axes.yaxis.get_major_locator().set_params(integer=True)

    return plot


def lines(names: Sequence[str], values: Sequence[float], low: float | None = None, high: float | None = None) -> Plot:
    """One line over time; every few names are written."""

    def plot(axes: Axes, colours: Colours) -> None:
        axes.plot(range(len(values)), list(values), color=colours.accent, linewidth=1.5)
        axes.fill_between(range(len(values)), list(values), low or 0, color=colours.accent, alpha=0.12)
        step = max(1, len(names) // 5)
        axes.set_xticks(range(0, len(names), step), list(names)[::step])
        axes.set_ylim(low, high)

    return plot


def paired_bars(names: Sequence[str], pairs: Sequence[tuple[int, int]], words: tuple[str, str]) -> Plot:
    """Two bars a name, told apart by colour and hatch."""

    def plot(axes: Axes, colours: Colours) -> None:
        places = range(len(names))
        axes.bar([p - 0.2 for p in places], [pair[0] for pair in pairs], 0.38, color=colours.good, label=words[0])
        axes.bar(
            [p + 0.2 for p in places],
            [pair[1] for pair in pairs],
            0.38,
            color=colours.bad,
            hatch="//",
            edgecolor=colours.surface,
            label=words[1],
        )
        axes.set_xticks(list(places), list(names))
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.legend(frameon=False, labelcolor=colours.text, fontsize=7, ncols=2, loc="upper left")
        axes.set_ylim(0, max((max(pair) for pair in pairs), default=0) * 1.35 + 1)

    return plot


class ChartCard(QFrame):
    """A card with a title, a picture and one sentence that says the same in words; `outgrown` when the picture no longer fits."""

    outgrown = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = title
        self._drawn_for = 0
        self.picture = QLabel()
        self.picture.setMinimumSize(QSize(160, 110))
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP * 2, STEP * 3, STEP * 2)
        column.setSpacing(STEP)
        column.addWidget(label(title))
        column.addWidget(self.picture, 1)
        column.addWidget(self.sentence)

    def ask(self, plot: Plot, colours: Colours) -> Picture:
        """The picture to be drawn for the room that the card has now."""
        self._drawn_for = self.width()
        return Picture(plot, max(160, self.width() - STEP * 6), 120, self.devicePixelRatioF(), colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wants another picture."""
        super().resizeEvent(event)
        if self._drawn_for and self._drawn_for != self.width():
            self.outgrown.emit()

    def show_png(self, png: bytes, sentence: str) -> None:
        """Show a drawn picture and its sentence, which is also what a screen reader says."""
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixmap)
        self.picture.setAccessibleName(f"{self._title}: {sentence}")
        self.sentence.setText(sentence)
