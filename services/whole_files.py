"""Writing a file so that its place is either absent or whole, whatever happens in between."""

from __future__ import annotations

import os
from pathlib import Path

from models.domain.errors import N_, EnvironmentProblem


def write_whole(path: Path, content: bytes) -> None:
    """Temporary file, flushed to the disk, then renamed; OSError when the place cannot be written, with nothing left behind."""
    fresh = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def hand_out(path: Path, content: bytes) -> None:
    """Write a file where the user wants it, whole or not at all; EnvironmentProblem when the place cannot be written."""
    try:
        path.parent.stat()  # a mistyped folder is not made
        write_whole(path, content)
    except OSError as error:
        raise EnvironmentProblem(N_("“{file}” cannot be written: {reason}"), file=str(path), reason=error.strerror) from error
