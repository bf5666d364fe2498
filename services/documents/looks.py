"""How a certificate looks: the classic, modern and minimal layouts, and text alone for forms that are printed already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from services.documents.fonts import Script
from services.documents.ornament import WIDTH, classic_background
from services.documents.ornament_modern import NAVY, TEAL, minimal_background, modern_background
from services.documents.sheet import A3_LANDSCAPE, A4_LANDSCAPE, GOLD, INK, RED, Colour, Frame, Type


@dataclass(frozen=True)
class Look:
    """A layout on A4; sizes and places in points. `title` None: the form has its own. `spacing` between the title's Chinese characters."""

    background: Callable[[], str] | None
    title: Type | None
    accent: Colour
    ink: Colour = INK
    frame: Frame = (112.0, WIDTH - 112.0)
    title_y: float = 452.0
    spacing: float = 22.0
    is_centred: bool = False
    title_align: float = 0.5
    logo_at_right: bool = False

    def centres(self, language: str) -> bool:
        """Text stands in the middle: always in a centred layout, in English below a centred title."""
        return self.is_centred or (language != "zh" and self.title_align == 0.5)


LOOKS = {
    "classic": Look(classic_background, Type(Script.BOLD, 50, RED), RED),
    "modern": Look(
        modern_background, Type(Script.HEAVY, 44, NAVY), TEAL, NAVY, title_align=0.0, spacing=12, logo_at_right=True, title_y=446.0
    ),
    "minimal": Look(minimal_background, Type(Script.BOLD, 42, INK), GOLD, spacing=30, is_centred=True, title_y=460.0),
    "blank": Look(None, None, INK),
}
SIZES = {"A4": A4_LANDSCAPE, "A3": A3_LANDSCAPE}
