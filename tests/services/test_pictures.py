"""Logos and seals as they are kept: sRGB, no larger than print needs, transparent where they were."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from models.domain.errors import UserError
from services import attachments, pictures
from services.documents import render
from services.workspace import Workspace
from tests.documents.paper_samples import samples


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


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_a_scan_stays_small_enough_for_a_certificate(mode: str) -> None:
    grain = Image.effect_noise((1200, 1200), 60).convert("RGB")
    kept = pictures.emblem(file(Image.blend(grain, Image.new("RGB", grain.size, "#c01010"), 0.7).convert(mode), "JPEG"), "seal.jpg")
    certificate = samples()["certificate"]
    assert len(render(replace(certificate, centre=replace(certificate.centre, logo=kept)))) < 120_000


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
    assert Image.open(io.BytesIO(attachments.path_of(workspace, kept.sha256).read_bytes())).mode == "RGB"
