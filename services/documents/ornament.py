"""The vector ornaments of the classic certificate: guilloche border, knotted inner line, a faint rosette; no emblem, no seal."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import cos, pi, sin

from services.documents.sheet import A4_LANDSCAPE, GOLD, RED, Colour

WIDTH, HEIGHT = A4_LANDSCAPE
_BAND_OUT, _BAND_IN = 24.0, 44.0  # the red band, as distances from the edge of the page
_CREAM: Colour = (1.0, 0.993, 0.968)
_FAINT: Colour = (0.955, 0.915, 0.82)
_BRIGHT: Colour = (0.93, 0.78, 0.42)
_KNOT = [(9, 0), (9, 27), (27, 27), (27, 9), (0, 9)]  # how the inner line ties itself at a corner, seen from that corner


@cache
def classic_background() -> str:
    """The whole background as PDF operators."""
    return "\n".join(["q", *_ground(), *_rosette(), *_band(), *_corners(), *_knotted_frame(60), *_title_flourish(), "Q"])


def fill(colour: Colour) -> str:
    """Operator: fill in this colour."""
    return f"{colour[0]:g} {colour[1]:g} {colour[2]:g} rg"


def pen(colour: Colour, width: float) -> str:
    """Operators: draw lines in this colour and width."""
    return f"{colour[0]:g} {colour[1]:g} {colour[2]:g} RG {width:g} w"


def _frame(inset: float) -> str:
    return f"{inset:g} {inset:g} {WIDTH - 2 * inset:.2f} {HEIGHT - 2 * inset:.2f} re"


def _ground() -> Iterator[str]:
    yield f"{fill(_CREAM)} {_frame(_BAND_OUT)} f"
    yield f"{fill(RED)} {_frame(_BAND_OUT)} {_frame(_BAND_IN)} f*"
    yield f"{pen(GOLD, 1.4)} {_frame(_BAND_OUT - 4)} S"
    yield f"{pen(_BRIGHT, 0.7)} {_frame(_BAND_OUT + 2.2)} S {_frame(_BAND_IN - 2.2)} S"
    yield f"{pen(GOLD, 1.6)} {_frame(_BAND_IN + 5)} S"
    yield f"{pen(GOLD, 0.5)} {_frame(_BAND_IN + 8.5)} S"


def _rosette() -> Iterator[str]:
    """Interlaced rings around the middle of the page, as on bank notes."""
    yield pen(_FAINT, 0.5)
    for petals, inner, outer in ((24, 66, 150), (36, 98, 128)):
        for shift in (0.0, pi):
            points = [_on_rosette(step, petals, inner, outer, shift) for step in range(8 * petals + 1)]
            yield f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " s"


def _on_rosette(step: int, petals: int, inner: float, outer: float, shift: float) -> str:
    angle = 2 * pi * step / (8 * petals)
    radius = (inner + outer) / 2 + (outer - inner) / 2 * sin(petals * angle / 2 + shift)
    return f"{WIDTH / 2 + radius * cos(angle):.1f} {HEIGHT / 2 - 18 + radius * sin(angle):.1f}"


def _band() -> Iterator[str]:
    """Two waves plaited along the red band."""
    middle, corner, height = (_BAND_OUT + _BAND_IN) / 2, 64.0, 5.2
    yield pen(_BRIGHT, 0.8)
    for start, end, level, upright in (
        (corner, WIDTH - corner, middle, False), (corner, WIDTH - corner, HEIGHT - middle, False),
        (corner, HEIGHT - corner, middle, True), (corner, HEIGHT - corner, WIDTH - middle, True),
    ):  # fmt: skip
        count = 2 * round((end - start) / 28)
        for sign in (1, -1):
            yield _wave(start, (end - start) / count, count, level, sign * height, upright)


def _wave(start: float, half: float, count: int, level: float, height: float, upright: bool) -> str:
    """A sine, half a period a curve."""

    def at(along: float, off: float) -> str:
        return f"{level + off:.1f} {along:.1f}" if upright else f"{along:.1f} {level + off:.1f}"

    parts = [f"{at(start, 0)} m"]
    for n in range(count):
        bulge, x = (height if n % 2 == 0 else -height) * 4 / 3, start + n * half
        parts.append(f"{at(x + 0.3642 * half, bulge)} {at(x + 0.6358 * half, bulge)} {at(x + half, 0)} c")
    return " ".join(parts) + " S"


def _corners() -> Iterator[str]:
    """A medallion on each corner of the band."""
    for right in (False, True):
        for top in (False, True):
            a, d = (-1 if right else 1), (-1 if top else 1)
            yield f"q {a} 0 0 {d} {WIDTH if right else 0:.2f} {HEIGHT if top else 0:.2f} cm"
            yield f"{fill(RED)} {pen(_BRIGHT, 0.9)} 20 20 40 40 re B"
            yield f"{pen(_BRIGHT, 0.6)} 23.5 23.5 33 33 re S"
            yield _flower(40, 40, 13)
            yield "Q"


def _knotted_frame(inset: float) -> Iterator[str]:
    """One endless line inside the border, tied into a square knot at each corner."""
    far_x, far_y = WIDTH - inset, HEIGHT - inset
    corners = (
        [(inset + x, inset + y) for x, y in _KNOT], [(inset + x, far_y - y) for x, y in reversed(_KNOT)],
        [(far_x - x, far_y - y) for x, y in _KNOT], [(far_x - x, inset + y) for x, y in reversed(_KNOT)],
    )  # fmt: skip
    points = [f"{x:.2f} {y:.2f}" for corner in corners for x, y in corner]
    yield f"{pen(GOLD, 1.3)} {points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " s"
    yield fill(RED)
    for x in (inset + 18, far_x - 18):
        for y in (inset + 18, far_y - 18):
            yield lozenge(x, y, 4, 4)


def _flower(x: float, y: float, radius: float) -> str:
    """Eight petals and a heart, in gold on red."""
    parts = [fill(_BRIGHT)]
    for n in range(8):
        tip = (x + radius * cos(n * pi / 4), y + radius * sin(n * pi / 4))
        left, right = ((x + 0.62 * radius * cos(n * pi / 4 + side), y + 0.62 * radius * sin(n * pi / 4 + side)) for side in (-0.36, 0.36))
        start = (x + 0.28 * radius * cos(n * pi / 4), y + 0.28 * radius * sin(n * pi / 4))
        parts.append(f"{start[0]:.1f} {start[1]:.1f} m {left[0]:.1f} {left[1]:.1f} {tip[0]:.1f} {tip[1]:.1f} v")
        parts.append(f"{right[0]:.1f} {right[1]:.1f} {start[0]:.1f} {start[1]:.1f} v f")
    return " ".join(parts)


def _title_flourish() -> Iterator[str]:
    """A line that thins out to both sides of a lozenge, under the title."""
    x, y = WIDTH / 2, 434.0
    yield fill(GOLD)
    for sign in (-1, 1):
        yield f"{x + sign * 12:.1f} {y + 0.9:.1f} m {x + sign * 190:.1f} {y:.1f} l {x + sign * 12:.1f} {y - 0.9:.1f} l f"
        yield lozenge(x + sign * 20, y, 4, 3)
    yield f"{fill(RED)} {lozenge(x, y, 7, 5.5)}"


def lozenge(x: float, y: float, across: float, up: float) -> str:
    """A filled lozenge around x, y."""
    return f"{x - across:.2f} {y:.2f} m {x:.2f} {y + up:.2f} l {x + across:.2f} {y:.2f} l {x:.2f} {y - up:.2f} l f"
