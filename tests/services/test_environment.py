"""What the machine can do to a workspace: each is a clear message, nothing is lost, and the way back is known."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from models.domain.errors import EnvironmentProblem
from models.domain.ops import Op
from models.queries.settings import all_settings, put_setting
from models.store import DATABASE_NAME
from services import backups
from services.clock import FixedClock
from services.verify import verify
from services.workspace import Workspace, create_workspace, open_workspace

CLOCK = FixedClock.on(date(2026, 11, 2))


def put(workspace: Workspace, value: object, key: str = "phone") -> None:
    """One edit."""
    workspace.store.transact(Op.CHANGE_SETTINGS, lambda tx: put_setting(tx, key, value), who="a")


def phone(workspace: Workspace) -> object:
    """The edit as stored."""
    with workspace.store.read() as tx:
        return all_settings(tx).get("phone")


_FULL = """
import resource, signal, sys
from datetime import date
from pathlib import Path
from models.domain.errors import EnvironmentProblem
from services import backups
from services.clock import FixedClock
from services.workspace import open_workspace
from tests.services.test_environment import put, phone
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
workspace = open_workspace(Path(sys.argv[1]), clock=FixedClock.on(date(2026, 11, 2)))
room = workspace.store.path.with_name("fenming.db-wal").stat().st_size + 300_000
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
put(workspace, "small")
for attempt in (lambda: put(workspace, "x" * 5_000_000), lambda: backups.back_up(workspace)):
    try:
        attempt()
        print("stored")
    except EnvironmentProblem as problem:
        print(problem)
print(phone(workspace))
"""


def test_a_full_disk_refuses_the_edit_and_keeps_everything_before_it(workspace: Workspace) -> None:
    put(workspace, "before")
    workspace.close()
    open_workspace(workspace.folder, clock=CLOCK).close()
    run = subprocess.run([sys.executable, "-c", _FULL, str(workspace.folder)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    edit, copy, stored = run.stdout.splitlines()
    assert "Nothing was stored" in edit
    assert "could not be made" in copy
    assert stored == "small"
    again = open_workspace(workspace.folder, clock=CLOCK)
    assert phone(again) == "small"
    assert verify(again) == ()
    assert all(not summary.problem for summary in backups.summaries(again.folder))
    again.close()
    assert signal.getsignal(signal.SIGXFSZ) is not None
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(EnvironmentProblem, match="Permission denied"):
        create_workspace(tmp_path / "centre", name="x", clock=CLOCK)


def test_a_lock_that_cannot_be_written_is_an_environment_problem(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.close()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", refused)
        with pytest.raises(EnvironmentProblem, match="cannot be written"):
            open_workspace(workspace.folder, clock=CLOCK)
    open_workspace(workspace.folder, clock=CLOCK).close()


def test_a_folder_that_vanishes_takes_no_edit_in_silence(workspace: Workspace) -> None:
    put(workspace, "before")
    away = workspace.folder.with_name("away")
    workspace.folder.rename(away)
    with pytest.raises(EnvironmentProblem):
        put(workspace, "after")
    with pytest.raises(EnvironmentProblem):
        backups.back_up(workspace)
    away.rename(workspace.folder)
    put(workspace, "back")
    assert phone(workspace) == "back"
    assert verify(workspace) == ()


def test_a_folder_that_is_deleted_refuses_edits_and_verify_says_so(workspace: Workspace) -> None:
    shutil.rmtree(workspace.folder)
    with pytest.raises(EnvironmentProblem):
        put(workspace, "after")
    assert "database" in {finding.check for finding in verify(workspace)}


@pytest.mark.parametrize("read_only", [False, True])
def test_an_emptied_database_is_not_taken_for_a_new_one(workspace: Workspace, read_only: bool) -> None:
    copy = backups.back_up(workspace)
    workspace.close()
    workspace.store.path.write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="Restore a backup"):
        open_workspace(workspace.folder, clock=CLOCK, read_only=read_only)
    backups.restore(workspace.folder, source=copy, clock=CLOCK)
    open_workspace(workspace.folder, clock=CLOCK).close()


def test_a_missing_database_is_not_made_anew(workspace: Workspace) -> None:
    workspace.close()
    workspace.store.path.unlink()
    with pytest.raises(EnvironmentProblem, match="no workspace"):
        open_workspace(workspace.folder, clock=CLOCK)
    assert not workspace.store.path.exists()


def test_a_truncated_write_ahead_log_loses_the_last_edits_but_breaks_nothing(workspace: Workspace, tmp_path: Path) -> None:
    for value in range(20):
        put(workspace, value)
    log = workspace.store.path.with_name(f"{DATABASE_NAME}-wal")
    for share in (0.9, 0.5, 0.1):
        folder = tmp_path / f"cut{share}"
        folder.mkdir()
        shutil.copy(workspace.store.path, folder)
        (folder / log.name).write_bytes(log.read_bytes()[: int(log.stat().st_size * share)])
        try:
            cut = open_workspace(folder, clock=CLOCK)
        except EnvironmentProblem:
            continue  # cut so early that not even the tables are there: said, not papered over
        assert verify(cut) == ()
        cut.close()


@pytest.mark.parametrize("keep", [100, 5000, 100_000])
def test_a_truncated_database_is_refused_or_found_by_verify(workspace: Workspace, keep: int) -> None:
    backups.back_up(workspace)
    workspace.close()
    workspace.store.path.write_bytes(workspace.store.path.read_bytes()[:keep])
    try:
        opened = open_workspace(workspace.folder, clock=CLOCK)
    except EnvironmentProblem:
        pass
    else:
        assert verify(opened) != ()
        opened.close()
    assert any(not copy.problem for copy in backups.summaries(workspace.folder))


def test_a_clock_set_back_stops_nothing(workspace: Workspace) -> None:
    put(workspace, "later")
    workspace.close()
    earlier = open_workspace(workspace.folder, clock=FixedClock.on(date(2025, 1, 1)))
    put(earlier, "earlier")
    earlier.store.undo(who="a")
    assert phone(earlier) == "later"
    assert verify(earlier) == ()
    assert [copy.made_at.date() for copy in backups.copies(earlier.folder)] == [date(2025, 1, 1)]
    earlier.close()
    open_workspace(workspace.folder, clock=CLOCK).close()
    assert len(backups.copies(workspace.folder)) == 2
