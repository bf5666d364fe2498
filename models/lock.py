"""One workspace is open once: an operating-system lock beside a note of who holds it."""

from __future__ import annotations

import getpass
import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from models.domain.errors import N_, EnvironmentProblem

LOCK_NAME = "fenming.lock"
HOLDER_NAME = "fenming.lock.json"


class WorkspaceInUse(EnvironmentProblem):
    """Somebody else has the workspace open; reading is still offered."""


@dataclass(frozen=True)
class WorkspaceLock:
    """A held lock; `release` gives it back."""

    lock: FileLock
    holder_file: Path

    def release(self) -> None:
        """Give the workspace free; a second time does nothing, for another may hold it by then."""
        if self.lock.is_locked:
            self.holder_file.unlink(missing_ok=True)
            self.lock.release()


def acquire(folder: Path, now: datetime) -> WorkspaceLock:
    """Hold the workspace or raise WorkspaceInUse naming who has it and since when."""
    lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)  # opened on one thread, closed on another
    holder_file = folder / HOLDER_NAME
    try:
        lock.acquire()
    except Timeout:
        raise WorkspaceInUse(
            N_("This workspace is open already: {holder}. Close it there, or open it here for reading only."), holder=_holder(holder_file)
        ) from None
    except OSError as error:
        raise _not_writable(folder, error) from error
    holder = {"user": getpass.getuser(), "machine": platform.node(), "process": os.getpid(), "since": now.isoformat(sep=" ")}
    try:
        holder_file.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        lock.release()
        raise _not_writable(folder, error) from error
    return WorkspaceLock(lock, holder_file)


def _not_writable(folder: Path, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        N_("The folder {folder} cannot be written ({reason})."), folder=str(folder), reason=error.strerror or str(error)
    )


def _holder(file: Path) -> str:
    try:
        holder = json.loads(file.read_text(encoding="utf-8"))
        return f"{holder['user']}@{holder['machine']} (pid {holder['process']}, {holder['since']})"
    except (OSError, ValueError, KeyError):
        return "?"
