"""Bringing a database file to the tables of this program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from models.domain.errors import N_, EnvironmentProblem

HEAD = "0001"
KNOWN = ("0001",)
"""Every revision this program can read, oldest first; a test compares them with the scripts."""


def revision_of(path: Path) -> str | None:
    """The revision stored in the file; None for a file without tables."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError as error:
        raise EnvironmentProblem(N_("The database is damaged ({reason}). Restore a backup."), reason=str(error)) from error
    finally:
        connection.close()


def ensure_current(path: Path, engine: Engine, back_up: Callable[[], object]) -> None:
    """Upgrade the file to HEAD in one transaction, after a backup; refuse a file of a newer program."""
    revision = revision_of(path) if path.exists() and path.stat().st_size else None
    if revision == HEAD:
        return
    if revision is not None and revision not in KNOWN:
        raise EnvironmentProblem(
            N_("This workspace was made by a newer Fenming ({revision}). Update the program first."), revision=revision
        )
    if revision is not None:
        back_up()
    _upgrade(engine)


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
