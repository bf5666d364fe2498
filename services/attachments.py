"""Files that belong to records – proofs, photos, logos, seals – kept in attachments/ under the SHA-256 of their content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.domain.errors import N_, DamageFound, EnvironmentProblem, UserError
from services.whole_files import write_whole

if TYPE_CHECKING:
    from services.workspace import Workspace

LARGEST = 20 * 1024 * 1024
"""Bytes of one attachment at most."""
IMAGES = (".png", ".jpg", ".jpeg")
TYPES = (*IMAGES, ".pdf", ".txt", ".csv", ".xlsx", ".xls", ".docx", ".doc", ".wav", ".mp3", ".m4a")
_SIGNATURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".pdf": b"%PDF-"}
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Attachment:
    """The name a file had when it was given, and the SHA-256 under which it is kept."""

    name: str
    sha256: str


def keep(workspace: Workspace, path: Path, *, types: tuple[str, ...] = TYPES) -> Attachment:
    """Copy a file into attachments/; UserError when it is too large, empty, of another type or not what its ending says."""
    content = read(path, types)
    return keep_bytes(workspace, path.name, content)


def keep_bytes(workspace: Workspace, name: str, content: bytes) -> Attachment:
    """Keep content that was made in the app, such as a signature drawn at the desk."""
    if workspace.read_only:
        raise EnvironmentProblem(N_("This workspace is open for reading only; nothing was stored."))
    digest = hashlib.sha256(content).hexdigest()
    place = _place(workspace, digest)
    if not place.exists():
        _write(place, content)
    return Attachment(name, digest)


def path_of(workspace: Workspace, sha256: str) -> Path:
    """Where the attachment lies; DamageFound when it is missing or no longer what was kept."""
    place = _place(workspace, sha256)
    try:
        content = place.read_bytes()
    except OSError:
        raise DamageFound(N_("The attachment {sha256} is missing from the workspace's folder."), sha256=sha256[:12]) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DamageFound(N_("The attachment {sha256} was changed after it was kept."), sha256=sha256[:12])
    return place


def _place(workspace: Workspace, sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise UserError(N_("“{text}” is not the check sum of an attachment."), text=sha256)
    return workspace.folder / "attachments" / sha256


def read(path: Path, types: tuple[str, ...]) -> bytes:
    """Content of a file that may be attached; UserError when it is too large, empty, of another type or not what its ending says."""
    ending = path.suffix.lower()
    if ending not in types:
        raise UserError(N_("{name} cannot be attached; allowed are {types}."), name=path.name, types=", ".join(types))
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(N_("{name} is larger than {limit} MB; attach a smaller file."), name=path.name, limit=LARGEST // 1024 // 1024)
        content = path.read_bytes()
    except OSError as error:
        raise UserError(N_("{name} cannot be read ({reason})."), name=path.name, reason=error.strerror) from error
    if not content:
        raise UserError(N_("{name} is empty."), name=path.name)
    if not content.startswith(_SIGNATURES.get(ending, b"")):
        raise UserError(N_("{name} is not what its ending {ending} says."), name=path.name, ending=ending)
    return content


def _write(place: Path, content: bytes) -> None:
    try:
        write_whole(place, content)
    except OSError as error:
        raise EnvironmentProblem(N_("The attachment could not be stored ({reason})."), reason=error.strerror) from error
