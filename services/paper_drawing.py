"""Drawing many papers into files, on two processes where that is safe and pays."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from models.domain.errors import N_, EnvironmentProblem
from services import documents
from services.documents.facts import Paper
from services.whole_files import write_whole

_PAYS_FROM = 200
"""Papers from which a second process is worth its start."""
_CHUNK = 10


@dataclass(frozen=True)
class Job:
    """A paper to draw: its id in the register, where its file goes, what it says."""

    id: int
    path: Path
    facts: Paper


@dataclass(frozen=True)
class Drawn:
    """A paper that lies on the disk, with SHA-256 and size of its file."""

    id: int
    sha256: str
    size: int


def draw_all(jobs: Sequence[Job]) -> Generator[Drawn, None, None]:
    """Draw and store in the order given; closing the generator stops after what is under way."""
    if len(jobs) < _PAYS_FROM or not may_fork():
        yield from map(draw, jobs)
        return
    pool = ProcessPoolExecutor(2, get_context("fork"))
    try:
        yield from pool.map(draw, jobs, chunksize=_CHUNK)
    finally:
        pool.shutdown(cancel_futures=True)


def may_fork() -> bool:
    """Only on Linux, with two processors, and while no other thread could hold a lock that a copy of the process would wait for."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def draw(job: Job) -> Drawn:
    """Draw and store one paper."""
    content = documents.render(job.facts)
    write_paper(job.path, content)
    return Drawn(job.id, hashlib.sha256(content).hexdigest(), len(content))


def write_paper(path: Path, content: bytes) -> None:
    """Write a paper's file whole; EnvironmentProblem when the place cannot be written."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise EnvironmentProblem(N_("The paper could not be stored ({reason})."), reason=error.strerror) from error
