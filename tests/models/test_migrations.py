"""The tables of a file: they are those of the program, old files are brought up after a backup, newer ones are refused."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

import models.tables  # noqa: F401 – fills the metadata
from models import migrations
from models.domain.errors import EnvironmentProblem
from models.store import DATABASE_NAME
from models.tables.base import Base
from services import backups
from services.clock import FixedClock
from services.verify import verify
from services.workspace import Workspace, open_workspace

CLOCK = FixedClock.on(date(2026, 11, 2))
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.db"))


def test_the_migrations_give_exactly_the_tables_of_the_program(workspace: Workspace) -> None:
    with workspace.store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_revisions_known_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == migrations.KNOWN
    assert scripts.get_current_head() == migrations.HEAD


def test_there_is_a_golden_file_of_every_revision() -> None:
    assert [file.stem for file in GOLDEN] == list(migrations.KNOWN)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda file: file.stem)
def test_a_file_of_every_revision_opens_and_verifies(golden: Path, tmp_path: Path) -> None:
    shutil.copy(golden, tmp_path / DATABASE_NAME)
    workspace = open_workspace(tmp_path, clock=CLOCK)
    assert migrations.revision_of(workspace.store.path) == migrations.HEAD
    assert verify(workspace) == ()
    workspace.close()


def _set_revision(folder: Path, revision: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        raw.commit()


def test_a_file_of_a_newer_program_is_refused_and_left_alone(workspace: Workspace) -> None:
    workspace.close()
    _set_revision(workspace.folder, "9999")
    before = (workspace.folder / DATABASE_NAME).read_bytes()
    for read_only in (False, True):
        with pytest.raises(EnvironmentProblem) as refused:
            open_workspace(workspace.folder, clock=CLOCK, read_only=read_only)
        assert "9999" in str(refused.value)
    assert (workspace.folder / DATABASE_NAME).read_bytes() == before
    assert backups.copies(workspace.folder) == []


def test_a_backup_is_made_before_a_migration(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.close()
    _set_revision(workspace.folder, "0000")
    monkeypatch.setattr(migrations, "KNOWN", ("0000", *migrations.KNOWN))
    seen: list[str] = []

    def upgrade(_engine: Engine) -> None:
        seen.extend(copy.why for copy in backups.copies(workspace.folder))
        _set_revision(workspace.folder, migrations.HEAD)

    monkeypatch.setattr(migrations, "_upgrade", upgrade)
    open_workspace(workspace.folder, clock=CLOCK).close()
    assert seen == ["migration"]


def test_a_file_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as other:
        other.execute("CREATE TABLE song (title)")
        other.commit()
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with pytest.raises(EnvironmentProblem, match="not a database of Fenming"):
        open_workspace(tmp_path, clock=CLOCK)
    assert (tmp_path / DATABASE_NAME).read_bytes() == before


def test_a_file_that_is_no_database_is_refused_with_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"not a database at all" * 100)
    for read_only in (False, True):
        with pytest.raises(EnvironmentProblem):
            open_workspace(tmp_path, clock=CLOCK, read_only=read_only)
