"""Vector ornaments of the modern certificate (facets in blue and teal) and of the minimal one (ink and a gold line)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from services.documents.ornament import HEIGHT, WIDTH, fill, lozenge, pen
from services.documents.sheet import GOLD, INK, Colour

NAVY: Colour = (0.07, 0.20, 0.36)
TEAL: Colour = (0.0, 0.49, 0.52)
_BLUE: Colour = (0.13, 0.38, 0.60)
_AQUA: Colour = (0.36, 0.71, 0.72)
_MIST: Colour = (0.88, 0.94, 0.95)
_INSET = 24.0  # what an office printer cannot reach stays empty

Point = tuple[float, float]


@cache
def modern_background() -> str:
    """The modern layout's background as PDF operators."""
    return "\n".join(["q", *_facets(), *_modern_frame(), "Q"])


@cache
def minimal_background() -> str:
    """The minimal layout's background as PDF operators."""
    return "\n".join(["q", *_minimal_frame(), *_gold_line(), "Q"])


def _area(colour: Colour, corners: Sequence[Point]) -> str:
    path = " l ".join(f"{x:.1f} {y:.1f}" for x, y in corners[1:])
    return f"{fill(colour)} {corners[0][0]:.1f} {corners[0][1]:.1f} m {path} l h f"


_CORNER: tuple[tuple[Colour, tuple[Point, ...]], ...] = (
    (_MIST, ((0, 0), (330, 0), (0, 236))),
    (_AQUA, ((0, 0), (212, 0), (0, 152))),
    (TEAL, ((0, 0), (164, 0), (64, 71), (0, 60))),
    (_BLUE, ((0, 0), (110, 0), (64, 71), (0, 118))),
    (NAVY, ((0, 0), (64, 0), (64, 71), (0, 118))),
)
"""Overlapping facets of one corner, in points from that corner."""


def _facets() -> Iterator[str]:
    """The same facets in the upper left and, turned by half a circle, in the lower right corner."""
    left, right, low, high = _INSET, WIDTH - _INSET, _INSET, HEIGHT - _INSET
    for colour, corners in _CORNER:
        yield _area(colour, [(left + 0.5 * x, high - 0.5 * y) for x, y in corners])
        yield _area(colour, [(right - 0.5 * x, low + 0.5 * y) for x, y in corners])


def _modern_frame() -> Iterator[str]:
    """A line around the page, open where the facets lie."""
    left, right, low, high = _INSET, WIDTH - _INSET, _INSET, HEIGHT - _INSET
    yield f"{pen(NAVY, 1.2)} {left + 165:.1f} {high:.1f} m {right:.1f} {high:.1f} l {right:.1f} {low + 118:.1f} l S"
    yield f"{left:.1f} {high - 118:.1f} m {left:.1f} {low:.1f} l {right - 165:.1f} {low:.1f} l S"
    yield f"{pen(_AQUA, 0.5)} {right - 7:.1f} {high - 7:.1f} m {left + 182:.1f} {high - 7:.1f} l S"
    yield f"{right - 7:.1f} {high - 7:.1f} m {right - 7:.1f} {low + 130:.1f} l S"
    yield f"{left + 7:.1f} {low + 7:.1f} m {right - 182:.1f} {low + 7:.1f} l S {left + 7:.1f} {low + 7:.1f} m "
    yield f"{left + 7:.1f} {high - 130:.1f} l S"
    yield f"{fill(TEAL)} 112 429 64 3 re f {fill(_AQUA)} 180 429 20 3 re f"


def _minimal_frame() -> Iterator[str]:
    """One gold line with cut corners, and a hair of ink inside."""
    for inset, cut, line in ((34.0, 16.0, pen(GOLD, 1.3)), (40.0, 14.5, pen(INK, 0.35))):
        far_x, far_y = WIDTH - inset, HEIGHT - inset
        corners = [
            (inset + cut, inset), (far_x - cut, inset), (far_x, inset + cut), (far_x, far_y - cut),
            (far_x - cut, far_y), (inset + cut, far_y), (inset, far_y - cut), (inset, inset + cut),
        ]  # fmt: skip
        yield f"{line} " + " l ".join(f"{x:.1f} {y:.1f}" for x, y in corners).replace(" l ", " m ", 1) + " l s"


def _gold_line() -> Iterator[str]:
    """A short line with a lozenge under the title."""
    middle, y = WIDTH / 2, 436.0
    yield f"{pen(GOLD, 0.9)} {middle - 92:.1f} {y} m {middle - 9:.1f} {y} l S {middle + 9:.1f} {y} m {middle + 92:.1f} {y} l S"
    yield f"{fill(GOLD)} {lozenge(middle, y, 4.5, 4.5)}"
