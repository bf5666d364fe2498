"""Logos and seals as they are kept: sRGB, no larger than print needs, transparent where they were."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from models.domain.errors import UserError
from services import attachments, pictures
from services.workspace import Workspace


def file(image: Image.Image, form: str, **options: object) -> bytes:
    """The picture as a file."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(("mode", "form", "kept"), [
    ("CMYK", "JPEG", "RGB"), ("L", "JPEG", "RGB"), ("RGB", "PNG", "RGB"), ("RGBA", "PNG", "RGBA"), ("P", "PNG", "RGB"), ("1", "PNG", "RGB"),
])  # fmt: skip
def test_every_kind_of_picture_becomes_srgb_and_fits_the_paper(mode: str, form: str, kept: str) -> None:
    image = Image.new(mode, (1600, 800), 0)
    found = Image.open(io.BytesIO(pictures.emblem(file(image, form), "logo")))
    assert (found.format, found.mode, found.size) == ("PNG", kept, (500, 250))


def test_the_colours_of_a_picture_for_print_stay_what_they_were() -> None:
    image = Image.new("RGB", (40, 40), (20, 90, 160)).convert("CMYK")
    found = Image.open(io.BytesIO(pictures.emblem(file(image, "JPEG", quality=95), "logo.jpg"))).getpixel((20, 20))
    assert found == pytest.approx((20, 90, 160), abs=6)


def test_what_is_no_picture_is_refused_and_nothing_kept(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n cut short")
    before = list((workspace.folder / "attachments").glob("*"))
    with pytest.raises(UserError, match="no picture that can be read"):
        pictures.keep_emblem(workspace, path)
    assert list((workspace.folder / "attachments").glob("*")) == before


def test_a_logo_is_kept_as_a_small_file_that_papers_can_use(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "Logo 2026.JPG"
    path.write_bytes(file(Image.new("CMYK", (900, 900), (0, 200, 200, 0)), "JPEG"))
    kept = pictures.keep_emblem(workspace, path)
    assert kept.name == "Logo 2026.png"
    assert Image.open(io.BytesIO(attachments.path_of(workspace, kept.sha256).read_bytes())).mode == "RGB"
