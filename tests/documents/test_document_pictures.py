"""Every paper looks as it did when somebody last looked at it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.documents.paper_samples import samples
from tests.documents.pictures import FOLDER, picture_of

_MEAN, _SHARE = 1.5, 0.004
"""Mean difference of all pixels in levels of 256, and share of pixels that differ by a quarter of the range: room for another
version of the drawing library, none for a line that moved."""


@pytest.mark.parametrize("name", sorted(samples()))
def test_paper_looks_as_before(name: str) -> None:
    kept = Image.open(FOLDER / f"{name}.png").convert("L")
    drawn = picture_of(name)
    assert drawn.size == kept.size
    difference = ImageChops.difference(drawn, kept)
    differing = sum(difference.histogram()[64:])
    assert ImageStat.Stat(difference).mean[0] < _MEAN
    assert differing / (drawn.width * drawn.height) < _SHARE


def test_pictures_are_small_and_none_is_left_over() -> None:
    files = list(FOLDER.glob("*.png"))
    assert {file.stem for file in files} == set(samples())
    assert max(file.stat().st_size for file in files) < 60_000
