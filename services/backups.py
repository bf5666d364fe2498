"""When to back up, which copies to keep, and restoring one without losing the present file."""

from __future__ import annotations

import filecmp
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from models import backup, lock, migrations
from models.domain.errors import N_, EnvironmentProblem, UserError
from models.domain.rights import require_wages
from models.queries import settings as setting_queries
from models.store import DATABASE_NAME
from services.clock import Clock, SystemClock
from services.whole_files import write_whole

if TYPE_CHECKING:
    from services.workspace import Workspace

FILES = "fenming-files"
"""Where a copy in another place keeps the papers and attachments, beside the databases."""
_CARRIED = ("documents", "attachments")
KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 14, 8, 24
_NAME = re.compile(r"fenming-(\d{4}-\d{2}-\d{2})T(\d{6})(?:-([a-z]+))?\.db")


@dataclass(frozen=True)
class BackupCopy:
    """One copy in the backups folder; `why` is daily, migration, restore or hand."""

    path: Path
    made_at: datetime
    why: str


@dataclass(frozen=True)
class BackupSummary:
    """What a copy holds, shown before it replaces anything; `problem` when it cannot be used."""

    copy: BackupCopy
    centre: str
    agents: int
    last_closed: str
    problem: str = ""


def daily(workspace: Workspace) -> BackupCopy | None:
    """A copy at the day's first use, then the old ones thinned; None when today has one already."""
    today = workspace.clock.today()
    if any(copy.made_at.date() == today and copy.why == "daily" for copy in copies(workspace.folder)):
        return None
    made = before(workspace.folder, workspace.clock.now(), "daily")
    thin(workspace.folder, today)
    return made


def before(folder: Path, now: datetime, why: str) -> BackupCopy:
    """A dated copy made and checked now."""
    place = _free_place(folder, now, why)
    backup.copy(folder / DATABASE_NAME, place.path)
    return place


def _free_place(folder: Path, now: datetime, why: str) -> BackupCopy:
    """Where a copy can stand without replacing another one of the same second."""
    place = folder / "backups"
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            N_("The folder {folder} cannot be written ({reason})."), folder=str(place), reason=error.strerror
        ) from error
    while (target := place / f"fenming-{now:%Y-%m-%dT%H%M%S}-{why}.db").exists():
        now += timedelta(seconds=1)
    return BackupCopy(target, now, why)


def copies(folder: Path) -> list[BackupCopy]:
    """The copies in the backups folder, newest first."""
    found = []
    for path in (folder / "backups").glob("fenming-*.db"):
        if match := _NAME.fullmatch(path.name):
            made_at = datetime.strptime(match[1] + match[2], "%Y-%m-%d%H%M%S")  # noqa: DTZ007 – local time of the workstation
            found.append(BackupCopy(path, made_at, match[3] or "hand"))
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)


def superseded(made: Iterable[datetime], today: date) -> list[datetime]:
    """Which copies may go: all but the newest of each of the last 14 days, 8 weeks and 24 months."""
    newest_first = sorted(made, reverse=True)
    keep: set[datetime] = set()
    for key, limit in ((_day, KEEP_DAYS), (_week, KEEP_WEEKS), (_month, KEEP_MONTHS)):
        seen: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            seen.setdefault(key(moment), moment)
        keep.update(list(seen.values())[:limit])
    return [moment for moment in newest_first if moment not in keep and moment.date() < today]


def _day(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month, moment.day)


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar()[:2])


def _month(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month)


def thin(folder: Path, today: date) -> None:
    """Remove the daily copies that are superseded; copies made by hand or before a restore stay."""
    found = [copy for copy in copies(folder) if copy.why == "daily"]
    gone = set(superseded((copy.made_at for copy in found), today))
    for copy in found:
        if copy.made_at in gone:
            copy.path.unlink(missing_ok=True)


def summaries(folder: Path) -> list[BackupSummary]:
    """Every copy opened and looked at, newest first; a damaged one carries its problem."""
    return [summary(copy) for copy in copies(folder)]


def summary(copy: BackupCopy) -> BackupSummary:
    """One copy opened and looked at."""
    try:
        backup.check(copy.path)
        name, agents, month = backup.summary(copy.path)
    except EnvironmentProblem as problem:
        return BackupSummary(copy, "", 0, "", str(problem))
    return BackupSummary(copy, name, agents, month)


def back_up(workspace: Workspace, *, target: Path | None = None) -> Path:
    """A copy on request: into the backups folder, into the folder given with all papers and attachments, or under the file name given."""
    require_wages(workspace.user)
    if target is None:
        return before(workspace.folder, workspace.clock.now(), "hand").path
    if target.is_dir():
        _carry(workspace.folder, target / FILES, replace=False)
        target = target / f"fenming-{workspace.clock.now():%Y-%m-%dT%H%M%S}.db"
    if not target.parent.is_dir():
        raise UserError(N_("The folder {folder} does not exist."), folder=str(target.parent))
    if target.resolve() == workspace.store.path.resolve():
        raise UserError(N_("A backup cannot replace the workspace's own database."))
    backup.copy(workspace.store.path, target)
    return target


def second_place(workspace: Workspace) -> Path | None:
    """A whole copy in the centre's second place at the day's first use; None when there is no such place, or it has one of today."""
    with workspace.store.read() as tx:
        place = setting_queries.all_settings(tx).get("backup_folder", "")
    if not place:
        return None
    folder = Path(place)
    if not folder.is_dir():
        raise EnvironmentProblem(N_("The second place for backups, {folder}, is not there; plug it in or choose another."), folder=place)
    if any(folder.glob(f"fenming-{workspace.clock.today().isoformat()}T*.db")):
        return None
    return back_up(workspace, target=folder)


def _carry(source: Path, target: Path, *, replace: bool) -> None:
    """Copy the papers and attachments; where the target has one of that name already, only when it is to be replaced and differs."""
    for file in (file for name in _CARRIED for file in sorted((source / name).rglob("*"))):
        there = target / file.relative_to(source)
        if not file.is_file() or file.suffix == ".part" or (there.is_file() and (not replace or filecmp.cmp(file, there, shallow=False))):
            continue
        try:
            write_whole(there, file.read_bytes())
        except OSError as error:
            reason = N_("The folder {folder} cannot be written ({reason}).")
            raise EnvironmentProblem(reason, folder=str(there.parent), reason=error.strerror) from error


def restore(folder: Path, *, source: Path, clock: Clock | None = None) -> Path:
    """Put the copy in the place of the database of a closed workspace; returns where the present file was kept.

    Papers and attachments that lie beside the copy come back with it.
    """
    clock = clock or SystemClock()
    if not source.is_file():
        raise UserError(N_("{name} is not a file."), name=str(source))
    backup.check(source)
    if migrations.revision_of(source) not in migrations.KNOWN:
        raise UserError(N_("{name} was not made by this or an earlier Fenming."), name=source.name)
    held = lock.acquire(folder, clock.now())
    try:
        live = folder / DATABASE_NAME
        kept = _free_place(folder, clock.now(), "restore").path
        _keep_present(live, kept)
        fresh = folder / "restoring.db"
        backup.copy(source, fresh)
        for suffix in ("-wal", "-shm"):
            live.with_name(live.name + suffix).unlink(missing_ok=True)
        _carry(source.parent / FILES, folder, replace=True)
        fresh.replace(live)
    finally:
        held.release()
    return kept


def _keep_present(live: Path, kept: Path) -> None:
    if not live.exists():
        return
    try:
        backup.copy(live, kept)
    except EnvironmentProblem:
        kept.write_bytes(live.read_bytes())
