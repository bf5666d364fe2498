"""The whole centre in one file to hand on: every table as XLSX and as JSON, all papers and attachments, with check sums."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.domain.errors import N_, EnvironmentProblem, UserError
from models.domain.rights import require_wages
from models.queries import package as queries
from models.store import Tx
from models.tables.base import to_json
from services.exchange import exporting
from services.exchange.tables_out import xlsx_bytes
from services.progress import NoProgress, Progress
from services.workspace import Workspace

_FOLDERS = ("documents", "attachments")


@dataclass(frozen=True)
class Packed:
    """Where the package was written, and how many files are in it."""

    path: Path
    files: int


def pack(workspace: Workspace, *, path: Path, progress: Progress | None = None) -> Packed:
    """Write the package as .zip, whole or not at all; passwords and PINs, even hashed, are not in it."""
    require_wages(workspace.user)
    with workspace.store.read() as tx:
        return write(workspace, path, _contents(workspace, tx, progress or NoProgress()))


def write(workspace: Workspace, path: Path, contents: Iterable[tuple[str, bytes]]) -> Packed:
    """Write named contents as .zip with their check sums, whole or not at all; EnvironmentProblem when the place cannot be written."""
    if path.suffix.lower() != ".zip":
        raise UserError(N_("“{file}”: a package is written as .zip."), file=path.name)
    part = path.with_name(f".{path.name}.part")
    sums: dict[str, str] = {}
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in contents:
                archive.writestr(name, content)
                sums[name] = hashlib.sha256(content).hexdigest()
            archive.writestr("manifest.json", _manifest(workspace, sums))
        os.replace(part, path)  # noqa: PTH105 – one step on every system
    except OSError as error:
        raise EnvironmentProblem(N_("“{file}” cannot be written: {reason}"), file=str(path), reason=error.strerror) from error
    finally:
        part.unlink(missing_ok=True)
    return Packed(path, len(sums) + 1)


def _contents(workspace: Workspace, tx: Tx, progress: Progress) -> Iterator[tuple[str, bytes]]:
    wanted = exporting.Wanted(workspace, tx, None)
    files = [file for folder in _FOLDERS for file in sorted((workspace.folder / folder).rglob("*")) if file.is_file()]
    steps = len(exporting.EXPORTS) + 1 + len(files)
    for step, kind in enumerate(exporting.EXPORTS):
        progress.step(step, steps)
        yield f"tables/{kind}.xlsx", xlsx_bytes([exporting.table(wanted, kind)], workspace.clock.now())
    rows = dict(queries.tables(tx, workspace.store.models))
    yield "data.json", to_json(rows).encode()
    for step, file in enumerate(files, len(exporting.EXPORTS) + 1):
        progress.step(step, steps)
        yield file.relative_to(workspace.folder).as_posix(), file.read_bytes()


def _manifest(workspace: Workspace, sums: dict[str, str]) -> str:
    head = {"program": "Fenming", "made_at": workspace.clock.now().isoformat(), "made_by": workspace.actor, "sha256": sums}
    return json.dumps(head, ensure_ascii=False, indent=1)
