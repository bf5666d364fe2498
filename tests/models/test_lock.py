"""A workspace is open once: who has it is said, it comes free on close and when its holder dies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models import lock
from models.lock import WorkspaceInUse
from services.clock import FixedClock
from services.workspace import Workspace, open_workspace

_HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from models import lock
held = lock.acquire(Path(sys.argv[1]), datetime(2026, 11, 2, 9))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_start_is_told_who_has_it_and_may_look(workspace: Workspace, clock: FixedClock) -> None:
    with pytest.raises(WorkspaceInUse) as refused:
        open_workspace(workspace.folder, clock=clock)
    assert f"pid {os.getpid()}, 2026-11-02 09:00:00" in str(refused.value)
    looked = open_workspace(workspace.folder, clock=clock, read_only=True)
    looked.close()
    with pytest.raises(WorkspaceInUse):  # looking took nothing away
        open_workspace(workspace.folder, clock=clock)


def test_it_comes_free_on_close_and_a_second_close_harms_nobody(workspace: Workspace, clock: FixedClock) -> None:
    workspace.close()
    again = open_workspace(workspace.folder, clock=clock)
    workspace.close()
    with pytest.raises(WorkspaceInUse, match=str(os.getpid())):
        open_workspace(workspace.folder, clock=clock)
    again.close()
    assert not (workspace.folder / lock.HOLDER_NAME).exists()


def test_another_process_holds_it_until_it_is_killed(workspace: Workspace, clock: FixedClock) -> None:
    workspace.close()
    words = [sys.executable, "-c", _HOLD, str(workspace.folder)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceInUse, match=f"pid {holder.pid}"):
            open_workspace(workspace.folder, clock=clock)
        holder.kill()
    assert (workspace.folder / lock.HOLDER_NAME).exists()
    open_workspace(workspace.folder, clock=clock).close()


def test_lock_files_left_behind_or_copied_along_block_nobody(workspace: Workspace, clock: FixedClock, tmp_path: Path) -> None:
    shutil.copytree(workspace.folder, tmp_path / "copy")
    open_workspace(tmp_path / "copy", clock=clock).close()
    workspace.close()
    (workspace.folder / lock.HOLDER_NAME).write_text("{half", encoding="utf-8")
    open_workspace(workspace.folder, clock=clock).close()


def test_a_refused_opening_gives_the_lock_back(workspace: Workspace, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    from models.domain.errors import EnvironmentProblem
    from services import backups

    workspace.close()

    def full(*_: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(backups, "daily", full)
        with pytest.raises(EnvironmentProblem):
            open_workspace(workspace.folder, clock=clock)
    open_workspace(workspace.folder, clock=clock).close()
