"""One PDF being drawn: text in our fonts, rules and pictures, with a record of where every text was put."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import atan2, cos, sin

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from services.documents import archive
from services.documents.fonts import Font, Script, visible
from services.documents.lines import Line, fitted, joint, measure

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (297 * MM, 210 * MM)
A3_LANDSCAPE = (420 * MM, 297 * MM)

Frame = tuple[float, float]  # left and right end of a place for text
Colour = tuple[float, float, float]
Marked = tuple[int, int, Colour]  # from this character of the paragraph up to that one, in a colour
INK: Colour = (0.11, 0.10, 0.10)
GREY: Colour = (0.40, 0.39, 0.38)
PALE: Colour = (0.955, 0.945, 0.93)
HAIR: Colour = (0.62, 0.60, 0.57)
RED: Colour = (0.69, 0.07, 0.10)
GOLD: Colour = (0.70, 0.52, 0.20)


@dataclass(frozen=True)
class Type:
    """How a text is set: script, size in points, colour."""

    script: Script
    size: float
    colour: Colour = INK


@dataclass(frozen=True)
class Placed:
    """Where a text stands: page from 1, box in points from the lower left, and the frame it must not leave (left, right)."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    frame: Frame


@lru_cache(maxsize=8)
def _reader(picture: bytes) -> ImageReader:
    """A picture decoded once; one for print presses in the colours of the screen."""
    image = Image.open(io.BytesIO(picture))
    return ImageReader(image.convert("RGB") if image.mode == "CMYK" else io.BytesIO(picture))


class Sheet:
    """A PDF file in the making; the same calls give the same bytes."""

    def __init__(self, size: tuple[float, float], *, language: str, title: str, author: str, number: str = "") -> None:
        self._buffer = io.BytesIO()
        lang = "zh-CN" if language.startswith("zh") else "en"
        base = Script.SERIF.fonts[0].fontName
        self.canvas = Canvas(
            self._buffer, pagesize=size, pageCompression=1, invariant=1, initialFontName=base, lang=lang, pdfVersion=archive.VERSION
        )
        self.stamp = ""
        """A word across every page, '' = none."""
        self._size = size
        self._name(title)
        self.canvas.setAuthor(author)
        self.canvas.setKeywords(number)
        self.canvas.setCreator("Fenming")
        self.canvas.setProducer("Fenming")
        self.placed: list[Placed] = []
        self._forms: set[str] = set()
        self._pictures: dict[bytes, str] = {}
        self._operators: dict[object, str] = {}  # a batch says most of its lines again and again
        self._scale = 1.0

    def _name(self, title: str) -> None:
        self._title = title
        self.canvas.setTitle(title)
        self.canvas.setSubject(title)

    @property
    def page(self) -> int:
        """Number of the page being drawn, from 1, in the whole file."""
        number: int = self.canvas.getPageNumber()
        return number

    def line(self, line: Line, kind: Type, x: float, y: float, frame: Frame, spread: bool = False, marked: Marked | None = None) -> None:
        """One line from `x` on base line `y`; `spread` fills it to the frame's end; `marked` characters stand out in a colour."""
        if not line.text:
            return
        extra = line.stretch(frame[1] - x, kind.size) if spread else 0.0
        self._emit(line, kind, (x, y), extra, marked)
        width = line.width + extra * (len(line.text) - 1)
        self._note(line.text, x, y, x + width, kind.size, frame)

    def _note(self, text: str, left: float, y: float, right: float, size: float, frame: Frame) -> None:
        scale = self._scale
        box = (left * scale, (y - 0.22 * size) * scale, right * scale, (y + 0.88 * size) * scale)
        self.placed.append(Placed(self.page, text, *box, (frame[0] * scale, frame[1] * scale)))

    def _emit(self, line: Line, kind: Type, at: tuple[float, float], extra: float, marked: Marked | None) -> None:
        relative = marked and (marked[0] - line.start, marked[1] - line.start, marked[2])
        key = (line.text, kind, relative)
        if key not in self._operators:
            self._operators[key] = self._letters(line, kind, marked)
        self.canvas.addLiteral(f"BT {extra:.3f} Tc 1 0 0 1 {at[0]:.2f} {at[1]:.2f} Tm {self._operators[key]} ET")

    def _letters(self, line: Line, kind: Type, marked: Marked | None) -> str:
        """What shows the line's characters, font after font."""
        first, last, accent = marked or (-1, -1, kind.colour)
        cells = [
            (
                kind.script.font_for(character),
                accent if first <= line.start + n < last else kind.colour,
                character,
                joint(kind.script, character, after),
            )
            for n, (character, after) in enumerate(zip(line.text, line.text[1:] + " ", strict=True))
        ]
        parts = []
        for (font, colour), group in groupby(cells, key=lambda cell: cell[:2]):
            shown = self._shown(font, [cell[2:] for cell in group])
            parts.append(f"{colour[0]:g} {colour[1]:g} {colour[2]:g} rg /{font.use(self.canvas._doc).name} {kind.size:g} Tf [{shown}] TJ")
        return " ".join(parts)

    def _shown(self, font: Font, cells: Sequence[tuple[str, float]]) -> str:
        """The operand of TJ: character numbers, with the room between as movements so that copied text has no blanks."""
        pieces, part = [], ""
        for character, gap in cells:
            part += character
            if gap:
                pieces.append(f"<{font.encoded(part, self.canvas._doc)}> {-1000 * gap:.0f}")
                part = ""
        if part:
            pieces.append(f"<{font.encoded(part, self.canvas._doc)}>")
        return " ".join(pieces)

    def text(self, text: str, kind: Type, y: float, frame: Frame, align: float = 0.0) -> float:
        """One line inside a frame, at the left (0), centre (0.5) or right (1); shrinks to fit; gives its width."""
        smallest = min(kind.size, max(4.0, 0.5 * kind.size))
        fit = fitted(text, kind.script, room=frame[1] - frame[0], height=kind.size * 1.2, largest=kind.size, smallest=smallest)
        line = fit.lines[0]
        self.line(line, Type(kind.script, fit.size, kind.colour), frame[0] + align * (frame[1] - frame[0] - line.width), y, frame)
        return line.width

    def spaced(self, text: str, kind: Type, y: float, frame: Frame, spacing: float, align: float = 0.5) -> float:
        """A title with `spacing` points more between its characters, less when the frame is narrow; gives its width."""
        text = visible(text)
        size = fitted(text, kind.script, room=frame[1] - frame[0], height=1.2 * kind.size, largest=kind.size, smallest=8).size
        width = measure(text, kind.script, size)
        extra = min(spacing, (frame[1] - frame[0] - width) / max(1, len(text) - 1))
        width += extra * (len(text) - 1)
        x = frame[0] + align * (frame[1] - frame[0] - width)
        line = Line(text, 0, width, ends=True)
        self._emit(line, Type(kind.script, size, kind.colour), (x, y), extra, None)
        self._note(text, x, y, x + width, size, frame)
        return width

    def rule(self, x: float, y: float, to: float, width: float = 0.6, colour: Colour = HAIR, dash: str = "") -> None:
        """A level line from `x` to `to`."""
        red, green, blue = colour
        self.canvas.addLiteral(f"q {width:g} w {red:g} {green:g} {blue:g} RG [{dash}] 0 d {x:.2f} {y:.2f} m {to:.2f} {y:.2f} l S Q")

    def stroke(self, places: Sequence[tuple[float, float]], width: float, colour: Colour = INK) -> None:
        """A line through the places, in order."""
        red, green, blue = colour
        steps = " ".join(f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(places))
        self.canvas.addLiteral(f"q {width:g} w 1 J 1 j {red:g} {green:g} {blue:g} RG {steps} S Q")

    def box(self, x: float, y: float, width: float, height: float, fill: Colour | None = None, stroke: Colour | None = None) -> None:
        """A rectangle from its lower left corner, filled, outlined (0.6 pt) or both."""
        parts = ["q 0.6 w"]
        if fill:
            parts.append(f"{fill[0]:g} {fill[1]:g} {fill[2]:g} rg")
        if stroke:
            parts.append(f"{stroke[0]:g} {stroke[1]:g} {stroke[2]:g} RG")
        paint = "B" if fill and stroke else "f" if fill else "S"
        self.canvas.addLiteral(f"{' '.join(parts)} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re {paint} Q")

    def proportion(self, picture: bytes) -> float:
        """Width of a picture for a height of 1."""
        width, height = _reader(picture).getSize()
        return float(width / height)

    def image(self, picture: bytes, x: float, y: float, width: float, height: float) -> None:
        """A PNG or JPEG as large as the box allows, centred, its proportions kept."""
        if picture not in self._pictures:  # once a file, for the library reads a picture anew each time that it is drawn
            self._pictures[picture] = f"picture-{len(self._pictures)}"
            self.canvas.beginForm(self._pictures[picture])
            self.canvas.drawImage(_reader(picture), 0, 0, 1, 1, mask="auto")
            self.canvas.endForm()
        ratio = self.proportion(picture)
        wide, high = min(width, height * ratio), min(height, width / ratio)
        self.canvas.saveState()
        self.canvas.translate(x + (width - wide) / 2, y + (height - high) / 2)
        self.canvas.scale(wide, high)
        self.canvas.doForm(self._pictures[picture])
        self.canvas.restoreState()

    def form(self, name: str, operators: Callable[[], str]) -> None:
        """Drawing operators stored once per file under `name` and shown on this page."""
        if name not in self._forms:
            self.canvas.beginForm(name)
            self.canvas.addLiteral(operators())
            self.canvas.endForm()
            self._forms.add(name)
        self.canvas.doForm(name)

    def path(self, operators: str, colour: Colour) -> None:
        """A filled path given as PDF operators."""
        red, green, blue = colour
        self.canvas.addLiteral(f"q {red:g} {green:g} {blue:g} rg {operators} f Q")

    def begin(self, size: tuple[float, float], bookmark: str = "", scale: float = 1.0) -> None:
        """Start a paper: its page size, its name in the outline of a collected file, how much larger than given everything is drawn."""
        self.canvas.setPageSize(size)
        self._size, self._scale = size, scale
        if scale != 1:
            self.canvas.scale(scale, scale)
        if not self._title:  # a sheet without a number goes by its name
            self._name(bookmark.strip())
        if bookmark:
            key = f"paper-{self.page}"
            self.canvas.bookmarkPage(key)
            self.canvas.addOutlineEntry(bookmark.strip(), key)

    def next_page(self) -> None:
        """End the page being drawn."""
        if self.stamp:
            self._draw_stamp()
        self.canvas.showPage()

    def _draw_stamp(self) -> None:
        """The word see-through, rising across the page, so that what is below stays legible in colour and in black and white."""
        width, height = (side / self._scale for side in self._size)
        slant = atan2(height, width)
        turn = f"{cos(slant):.4f} {sin(slant):.4f} {-sin(slant):.4f} {cos(slant):.4f}"
        size = 0.22 * min(width, height)
        length = measure(self.stamp, Script.HEAVY, size)
        red, green, blue = RED
        self.canvas.saveState()
        self.canvas.setFillAlpha(0.35)
        self.canvas.addLiteral(f"{turn} {width / 2:.2f} {height / 2:.2f} cm 1.6 w {red:g} {green:g} {blue:g} RG")
        self._emit(Line(self.stamp, 0, length, ends=True), Type(Script.HEAVY, size, RED), (-length / 2, -0.36 * size), 0.0, None)
        self.canvas.addLiteral(f"{-0.56 * length:.2f} {-0.62 * size:.2f} {1.12 * length:.2f} {1.24 * size:.2f} re S")
        self.canvas.restoreState()

    def finish(self) -> bytes:
        """The file; the sheet is used up."""
        archive.mark(self.canvas._doc)
        self.canvas.save()
        return self._buffer.getvalue()
