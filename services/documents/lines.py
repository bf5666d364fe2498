"""Chinese and mixed text broken into lines by the rules of GB/T 15834: no closing mark begins a line, no opening mark ends one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from models.domain.errors import N_, UserError
from services.documents.fonts import Script, visible

CLOSING = frozenset("，。；：！？、）》」』”’〕】〉…—％%‰℃·,.;:!?)]}～")
OPENING = frozenset("（《「『“‘〔【〈([{￥¥$№")
_HALF_EMPTY = frozenset("，。；：！？、）》」』”’〕】〉")  # ink in the left half: may stand half outside at a line's end
_LATE = frozenset("（《「『“‘〔【〈")  # ink in the right half
_WIDE_MARKS = CLOSING | OPENING | frozenset("　﹏")
_UNITS = frozenset("年月日时分秒元号名个次件条项版周岁页")  # stay on the line of their figure
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_CURLY = frozenset(_STRAIGHT)
GAP = 1 / 6  # em between Chinese and Latin
_STRETCH = 0.12  # em between characters at most, when a line is spread to the full width


class TextTooLongError(UserError):
    """A text that does not fit its place on the paper even in the smallest size allowed there."""

    def __init__(self, text: str) -> None:
        super().__init__(N_("“{text}” is too long for its place on the paper; shorten it."), text=text)


@dataclass(frozen=True)
class Line:
    """One line: its text, where in the paragraph it began, its width in points; `ends` = the paragraph's last."""

    text: str
    start: int
    width: float
    ends: bool

    def stretch(self, room: float, size: float) -> float:
        """Points to add after each character so that the line fills `room`; 0 for a last line or one far too short."""
        if self.ends or len(self.text) < 2:
            return 0.0
        extra = (room - self.width) / (len(self.text) - 1)
        return extra if 0 < extra <= _STRETCH * size else 0.0


def is_chinese(character: str) -> bool:
    """A character set without spaces between words: ideographs, kana, full-width forms."""
    return character >= "\u2e80" and not "\uac00" <= character <= "\ud7af"


def has_gap(left: str, right: str) -> bool:
    """A thin space belongs between these neighbours: an ideograph on one side, a Latin letter or digit on the other."""
    if left in _WIDE_MARKS or right in _WIDE_MARKS or left == " " or right == " ":
        return (left in "%％‰" and is_chinese(right) and right not in _WIDE_MARKS) or (right in "¥$" and is_chinese(left))
    return is_chinese(left) != is_chinese(right)


@lru_cache(maxsize=20_000)
def joint(script: Script, left: str, right: str) -> float:
    """Em between two neighbours: a thin space where scripts meet, half an em less where two marks stand that are half empty."""
    if has_gap(left, right):
        return GAP
    half = left if left in _HALF_EMPTY and right in _HALF_EMPTY | _LATE else right if left in _LATE and right in _LATE else ""
    return -0.5 if half and script.width(half, 1.0) == 1.0 else 0.0


def _latin_quotes(text: str) -> str:
    """Curly quotes between Latin neighbours made straight: the Chinese fonts draw them as wide as an ideograph."""
    if not _CURLY.intersection(text):
        return text
    around = zip(" " + text[:-1], text, text[1:] + " ", strict=True)
    return "".join(
        _STRAIGHT.get(here, here) if not is_chinese(before) and not is_chinese(after) else here for before, here, after in around
    )


def measure(text: str, script: Script, size: float) -> float:
    """Width in points with the thin spaces, a half-empty mark at the end counted half."""
    return (_solid(script, text) - _tail(text)) * size


@lru_cache(maxsize=20_000)
def _solid(script: Script, text: str) -> float:
    """Width in em with the thin spaces inside."""
    return script.width(text, 1.0) + sum(joint(script, left, right) for left, right in pairwise(text))


def _tail(text: str) -> float:
    """What of the last character's em is empty and may stand outside the line."""
    return 0.5 if text and text[-1] in _HALF_EMPTY and is_chinese(text[-1]) else 0.0


def _pieces(text: str) -> Iterator[str]:
    """What may not be torn: one ideograph or one Latin word, with the closing marks after and the opening marks before it."""
    piece = ""
    for character in text:
        if piece and (_may_break(piece[-1], character) or _is_hyphenated(piece, character)):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _is_hyphenated(piece: str, after: str) -> bool:
    """A hyphen between words, unlike the one in a number such as KF-RY-2026."""
    return piece[-1] == "-" and piece[-2:-1].islower() and after.isalpha()


def _may_break(left: str, right: str) -> bool:
    if right == " " or right in CLOSING or left in OPENING:
        return False
    if left == " ":
        return True
    if (left == "—" and not is_chinese(right)) or (left.isdigit() and right in _UNITS) or (left == "第" and right.isdigit()):
        return False
    return is_chinese(left) or is_chinese(right) or left in "—…”’"


def longest_piece(text: str, script: Script, size: float) -> float:
    """Width in points of the longest part of a text that is never torn when there is room."""
    return max((measure(piece.rstrip(), script, size) for piece in _pieces(text)), default=0.0)


@lru_cache(maxsize=1_000)  # a batch of certificates says the same to everybody
def broken(text: str, script: Script, size: float, room: float, indent: float = 0.0) -> tuple[Line, ...]:
    """The text in lines no wider than `room` points, the first shorter by `indent`; a line feed ends a paragraph."""
    lines: list[Line] = []
    start = 0
    for paragraph in _latin_quotes(visible(text)).split("\n"):
        first = found = list(_paragraph(paragraph, start, script, size, room, indent))
        for narrower in (1, 2, 3):  # a lone character at the end is handed company from the line before
            if len(found) < 2 or len(found[-1].text) > 2 or room < 8 * size:
                break
            found = list(_paragraph(paragraph, start, script, size, room - narrower * size, indent))
        lines += found if len(found) == len(first) else first
        start += len(paragraph) + 1
    return tuple(lines)


def first_words(text: str, script: Script, size: float, room: float) -> str:
    """The text, or as much of its beginning as one line holds, with an ellipsis."""
    lines = broken(text, script, size, room)
    return text if len(lines) < 2 else broken(text, script, size, room - measure("…", script, size))[0].text.rstrip() + "…"


def _paragraph(text: str, start: int, script: Script, size: float, room: float, indent: float) -> Iterator[Line]:
    line, width, position, limit = "", 0.0, start, room - indent
    for part in (part for piece in _pieces(text) for part in _torn(piece, script, size, room)):
        shown = part.rstrip(" ")
        between = joint(script, line[-1], part[0]) if line else 0.0
        if line.strip(" ") and (width + between + _solid(script, shown) - _tail(shown)) * size > limit + 0.001:
            yield _line(line, position, script, size, ends=False)
            line, width, between, position, limit = "", 0.0, 0.0, position + len(line), room
        line += part
        width += between + _solid(script, part)
    yield _line(line, position, script, size, ends=True)


def _line(text: str, start: int, script: Script, size: float, ends: bool) -> Line:
    shown = text.strip(" ")
    return Line(shown, start + len(text) - len(text.lstrip(" ")), measure(shown, script, size), ends)


def _torn(piece: str, script: Script, size: float, room: float) -> Iterator[str]:
    """The piece whole, or cut where it must be because it is wider than a line by itself."""
    while len(piece) > 1 and measure(piece.rstrip(), script, size) > room:
        cut = len(piece) - 1
        while cut > 1 and measure(piece[:cut], script, size) > room:
            cut -= 1
        yield piece[:cut]
        piece = piece[cut:]
    yield piece


@dataclass(frozen=True)
class Fitted:
    """A text set as large as its place allows: the size in points and the lines."""

    size: float
    lines: tuple[Line, ...]


def fitted(
    text: str, script: Script, *, room: float, height: float, largest: float, smallest: float, leading: float = 1.5, indent_em: float = 0.0
) -> Fitted:
    """The largest size down to `smallest` at which the lines stay inside `room` × `height`; TextTooLongError when none does."""
    size = largest
    while size >= smallest:
        lines = broken(text, script, size, room, indent_em * size)
        fits_across = all(line.width <= room + 0.01 for line in lines)
        if fits_across and (len(lines) - 1) * leading * size + 1.2 * size <= height + 0.01:
            return Fitted(size, lines)
        size -= 0.5
    raise TextTooLongError(text)
