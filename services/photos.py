"""Photos of agents: kept small and without hidden data, printed on certificates when the centre wants it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.queries import people as queries
from models.store import Tx
from services import attachments

if TYPE_CHECKING:
    from services.workspace import Workspace

SIZE = (295, 413)
"""Pixels of a one-inch photo (25 × 35 mm) at 300 to the inch."""
_MOST_PIXELS = 60_000_000
_FACE = (0.5, 0.35)
"""Where the middle of what is kept lies in a picture of another shape: faces are in its upper half."""


def put(workspace: Workspace, *, employee_no: str, path: Path) -> Done[str]:
    """Keep the picture as the agent's photo, cut to 25 × 35 mm; gives its SHA-256; UserError when it is no picture that can be read."""
    kept = attachments.keep_bytes(workspace, f"{employee_no}.jpg", small(attachments.read(path, attachments.IMAGES), path.name))
    return _store(workspace, employee_no, kept.sha256)


def remove(workspace: Workspace, *, employee_no: str) -> Done[str]:
    """The agent has no photo any more; papers that were issued keep theirs."""
    return _store(workspace, employee_no, "")


def small(content: bytes, name: str) -> bytes:
    """The picture as a JPEG of 25 × 35 mm, turned upright, without what the camera noted about place and time."""
    try:
        with Image.open(BytesIO(content)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UserError(N_("{name} has too many pixels; choose a smaller picture."), name=name)
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UserError(N_("{name} is no picture that can be read."), name=name) from error
    result = BytesIO()
    ImageOps.fit(upright, SIZE, Image.Resampling.LANCZOS, centering=_FACE).save(result, "JPEG", quality=85, dpi=(300, 300))
    return result.getvalue()


def _store(workspace: Workspace, employee_no: str, sha256: str) -> Done[str]:
    def work(tx: Tx) -> str:
        row = queries.employee_row(tx, employee_no)
        if row is None:
            raise UserError(N_("No agent has the employee number “{number}”."), number=employee_no)
        row.photo = sha256 or None
        return sha256

    return workspace.store.transact(Op.EDIT_PERSON, work, who=workspace.actor, note=employee_no)
