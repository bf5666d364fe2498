"""The fonts of our papers: chains that decide per character, and their embedding as one small subset per file."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, cached_property
from itertools import groupby
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics

import resources
from services.documents.truetype import TrueType

rl_config.useA85 = 0  # binary streams: a fifth smaller and quicker than ASCII ones
_SYMBOLIC = 4
_NAMES = {"LXGWWenKai": "LXGW WenKai", "NotoSerifSC": "Noto Serif SC", "NotoSansSC": "Noto Sans SC"}
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


class Script(Enum):
    """A way of writing: the font that gives it its look, then those that help out, asked for one character after the other."""

    KAI = ("LXGWWenKai-Regular", "NotoSerifSC-Regular", "NotoSansSC-Regular")
    SERIF = ("NotoSerifSC-Regular", "LXGWWenKai-Regular", "NotoSansSC-Regular")
    BOLD = ("NotoSerifSC-Bold", "NotoSansSC-Bold", "LXGWWenKai-Regular")
    HEAVY = ("NotoSansSC-Bold", "NotoSerifSC-Bold", "LXGWWenKai-Regular")

    @cached_property
    def fonts(self) -> tuple[Font, ...]:
        """The chain's fonts, read once per process."""
        return tuple(font(name) for name in self.value)

    def font_for(self, character: str) -> Font:
        """The first font of the chain that has the character; the chain's own font when none has it."""
        return _choice(self, character)

    def width(self, text: str, size: float) -> float:
        """Width of a text in points, without gaps between scripts."""
        return sum(_advance(self, character) for character in text) * size / 1000


@cache
def _choice(script: Script, character: str) -> Font:
    return next((font for font in script.fonts if ord(character) in font.file.glyphs), script.fonts[0])


@cache
def _advance(script: Script, character: str) -> int:
    chosen = _choice(script, character)
    return chosen.file.width(chosen.file.glyphs.get(ord(character), 0))


def visible(text: str) -> str:
    """The text without what is not drawn: control and joining characters, variation selectors; a tab becomes a blank."""
    return _UNSEEN.sub("", text.replace("\t", " "))


def missing_glyphs(text: str) -> list[str]:
    """Characters that none of our fonts can print, each once, in order of appearance."""
    fonts = [font(name) for name in dict.fromkeys(name for script in Script for name in script.value)]
    seen = dict.fromkeys("".join(visible(text).split()))
    return [character for character in seen if not any(ord(character) in known.file.glyphs for known in fonts)]


def helping(text: str, script: Script) -> dict[str, list[str]]:
    """Characters that the script's own font lacks and another one has, each once, by that font's name in words."""
    found: dict[str, list[str]] = {}
    for character in dict.fromkeys("".join(visible(text).split())):
        chosen = script.font_for(character)
        if chosen is not script.fonts[0]:
            found.setdefault(_NAMES[chosen.fontName.partition("-")[0]], []).append(character)
    return found


def runs(text: str, script: Script) -> list[tuple[Font, str]]:
    """The text cut where the font changes."""
    return [(chosen, "".join(part)) for chosen, part in groupby(text, script.font_for)]


@dataclass
class _Use:
    """What one file uses of a font: its name in there, and characters in the order of their numbers (0 = no glyph)."""

    name: str
    numbers: dict[str, int] = field(default_factory=dict)


class Font:
    """One font as reportlab wants it (a dynamic font), embedded as composite font: two-byte character numbers, one subset.

    reportlab's own cuts a text into subsets of 256 characters and extracts wrong text above U+FFFF.
    """

    _multiByte = 1  # noqa: N815 – reportlab's names
    _dynamicFont = 1  # noqa: N815

    def __init__(self, name: str) -> None:
        self.fontName = name
        self.file = TrueType(resources.path(f"fonts/{name}.ttf"))
        self.face = SimpleNamespace(name=name, builtIn=0)
        self._uses: WeakKeyDictionary[Any, _Use] = WeakKeyDictionary()

    def use(self, document: Any) -> _Use:
        """This font in a file being written; asking for it makes sure that it gets embedded."""
        if document not in self._uses:
            name = f"F{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = "/" + name
            document.delayedFonts.append(self)
            self._uses[document] = _Use(name)
        return self._uses[document]

    def encoded(self, text: str, document: Any) -> str:
        """The text as hexadecimal character numbers of that file."""
        numbers = self.use(document).numbers
        return "".join([f"{numbers.setdefault(character, len(numbers) + 1):04X}" for character in text])

    def addObjects(self, document: Any) -> None:
        """Called by reportlab when the file is written: the subset, its widths and its way back to Unicode."""
        use = self._uses.pop(document)
        glyphs = [0, *(self.file.glyphs.get(ord(character), 0) for character in use.numbers)]
        base = pdfdoc.PDFName(f"{_tag(use.numbers)}+{self.fontName}")
        descendant = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": base, "CIDToGIDMap": "/Identity", "DW": 1000,
            "CIDSystemInfo": pdfdoc.PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
            "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([self.file.width(glyph) for glyph in glyphs])]),
            "FontDescriptor": document.Reference(self._descriptor(base, glyphs, document)),
        })  # fmt: skip
        composite = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": base, "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(_stream(_to_unicode(use.numbers))),
        })  # fmt: skip
        document.idToObject["BasicFonts"].dict[use.name] = document.Reference(composite)

    def _descriptor(self, base: Any, glyphs: list[int], document: Any) -> Any:
        program = self.file.subset(glyphs)
        return pdfdoc.PDFDictionary({
            "Type": "/FontDescriptor", "FontName": base, "Flags": _SYMBOLIC, "FontBBox": pdfdoc.PDFArray(self.file.box),
            "Ascent": self.file.ascent, "Descent": self.file.descent, "CapHeight": 733, "ItalicAngle": 0, "StemV": 80,
            "FontFile2": document.Reference(_stream(program, Length1=len(program))),
        })  # fmt: skip


def _tag(characters: Iterable[str]) -> str:
    """Six letters that differ when the subset differs, as the PDF standard asks."""
    check = zlib.crc32("".join(characters).encode("utf-8"))
    return "".join(chr(65 + check // 26**place % 26) for place in range(6))


def _stream(content: bytes, **entries: int) -> Any:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content, [pdfdoc.PDFZCompress])


def _to_unicode(numbers: dict[str, int]) -> bytes:
    """The map from character numbers to UTF-16, so that copied and searched text is right beyond U+FFFF too."""
    pairs = [f"<{number:04X}> <{character.encode('utf-16-be').hex().upper()}>" for character, number in numbers.items()]
    blocks = [pairs[n : n + 100] for n in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


@cache
def font(name: str) -> Font:
    """The font of that name in resources/fonts, read and made known to reportlab once per process."""
    made = Font(name)
    pdfmetrics.registerFont(made)
    return made
