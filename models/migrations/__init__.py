"""Bringing a database file to the tables of this program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from models.domain.errors import N_, EnvironmentProblem
from models.sqlite_file import open_for_reading

HEAD = "0002"
KNOWN = ("0001", "0002")
"""Every revision this program can read, oldest first; a test compares them with the scripts."""


def revision_of(path: Path) -> str | None:
    """The revision stored in the file; None for a file without tables; EnvironmentProblem for a damaged or foreign one."""
    try:
        with closing(open_for_reading(path)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if "alembic_version" in tables else None
    except sqlite3.Error as error:
        raise EnvironmentProblem(N_("The database is damaged ({reason}). Restore a backup."), reason=str(error)) from error
    if row is None and tables - {"alembic_version"}:
        raise EnvironmentProblem(N_("{name} is not a database of Fenming."), name=path.name)
    return str(row[0]) if row else None


def ensure_current(path: Path, engine: Engine, back_up: Callable[[], object]) -> None:
    """Upgrade the file to HEAD in one transaction, after a backup; refuse a file of a newer program."""
    revision = revision_of(path) if path.exists() and path.stat().st_size else None
    if revision == HEAD:
        return
    if revision is not None:
        refuse_unknown(path)
        back_up()
    _upgrade(engine)


def refuse_unknown(path: Path) -> None:
    """EnvironmentProblem for a file that this program cannot read: damaged, foreign, or of a newer program."""
    revision = revision_of(path)
    if revision is not None and revision not in KNOWN:
        raise EnvironmentProblem(
            N_("This workspace was made by a newer Fenming ({revision}). Update the program first."), revision=revision
        )


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    with engine.connect().execution_options(fenming_write=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
