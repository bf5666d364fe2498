"""Pictures as they are kept for papers: sRGB, small, upright, without hidden data, so that files for archives stay valid."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageOps, UnidentifiedImageError

from models.domain.errors import N_, UserError
from services import attachments
from services.attachments import Attachment

if TYPE_CHECKING:
    from services.workspace import Workspace

PORTRAIT = (295, 413)
"""Pixels of a one-inch photo (25 × 35 mm) at 300 to the inch."""
_EMBLEM = 500
"""Pixels of a logo or seal at most: 42 mm at 300 to the inch."""
_MOST_PIXELS = 60_000_000
_FACE = (0.5, 0.35)
"""Where the middle of what is kept lies in a picture of another shape: faces are in its upper half."""


def keep_emblem(workspace: Workspace, path: Path) -> Attachment:
    """Keep a picture as logo or seal; UserError when it cannot be read."""
    content = emblem(attachments.read(path, attachments.IMAGES), path.name)
    return attachments.keep_bytes(workspace, path.name, content)


def portrait(content: bytes, name: str) -> bytes:
    """The picture as a JPEG of 25 × 35 mm; UserError when it cannot be read."""
    image = ImageOps.fit(_read(content, name, "RGB"), PORTRAIT, Image.Resampling.LANCZOS, centering=_FACE)
    return _file(image, "JPEG")


def emblem(content: bytes, name: str) -> bytes:
    """A logo or seal in sRGB, transparent where it was, no larger than print needs; UserError when it cannot be read.

    Lines and surfaces stay exact; a scan becomes a JPEG where that is smaller, for a certificate is to stay small.
    """
    image = _read(content, name, "RGBA")
    image.thumbnail((_EMBLEM, _EMBLEM), Image.Resampling.LANCZOS)
    if image.getchannel("A").getextrema() != (255, 255):
        return _file(image, "PNG")
    return min(_file(image.convert("RGB"), "PNG"), _file(image.convert("RGB"), "JPEG"), key=len)


def _file(image: Image.Image, form: Literal["PNG", "JPEG"]) -> bytes:
    result = BytesIO()
    image.save(result, form, optimize=True, quality=85, dpi=(300, 300))
    return result.getvalue()


def _read(content: bytes, name: str, mode: Literal["RGB", "RGBA"]) -> Image.Image:
    try:
        with Image.open(BytesIO(content)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UserError(N_("{name} has too many pixels; choose a smaller picture."), name=name)
            return ImageOps.exif_transpose(image).convert(mode)
    except Image.DecompressionBombError as error:
        raise UserError(N_("{name} has too many pixels; choose a smaller picture."), name=name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UserError(N_("{name} is no picture that can be read."), name=name) from error
