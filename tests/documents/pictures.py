"""Small pictures of every sample paper; run as a module to draw them anew after a change that was looked at and is meant."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from services.documents import render
from tests.documents.paper_samples import samples

FOLDER = Path(__file__).parent / "pictures"
_DPI = 50


def picture_of(name: str) -> Image.Image:
    """The first page in 16 shades of grey."""
    document = pypdfium2.PdfDocument(render(samples()[name]))
    try:
        page: Image.Image = document[0].render(scale=_DPI / 72).to_pil().convert("L")
    finally:
        document.close()
    return page.point([16 * (level // 16) + 8 for level in range(256)])


def draw_all() -> None:
    """Write the picture of every sample and remove those of samples that are gone."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name in samples():
        picture_of(name).quantize(16).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw_all()
