"""Copies of the database by SQLite's online backup, opened and checked when made."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from models.domain.errors import N_, EnvironmentProblem
from models.sqlite_file import open_for_reading


def copy(source: Path, target: Path) -> None:
    """Copy a live database; the copy appears under its name only after it was opened and found whole."""
    partial = target.with_suffix(".partial")
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(partial)) as copied:
            live.backup(copied)
            copied.execute("PRAGMA journal_mode=DELETE")
        check(partial)
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise EnvironmentProblem(N_("The backup {name} could not be made ({reason})."), name=target.name, reason=str(error)) from error
    finally:
        partial.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Open a database file for reading and prove that it is whole; EnvironmentProblem says what is wrong."""
    try:
        with closing(open_for_reading(path)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
            violations = connection.execute("PRAGMA foreign_key_check").fetchall()
            connection.execute("SELECT count(*) FROM operation").fetchone()
    except sqlite3.Error as error:
        raise EnvironmentProblem(N_("{name} is damaged ({reason})."), name=path.name, reason=str(error)) from error
    if answer != "ok" or violations:
        raise EnvironmentProblem(
            N_("{name} is damaged ({reason})."), name=path.name, reason=str(answer if answer != "ok" else violations[0])
        )


def summary(path: Path) -> tuple[str, int, str]:
    """What stands in a backup: name of the centre, number of agents, last closed month ('' = none)."""
    with closing(open_for_reading(path)) as connection:
        name = connection.execute("SELECT value FROM setting WHERE key = 'name'").fetchone()
        heads = connection.execute("SELECT count(*) FROM employee WHERE left_on IS NULL").fetchone()[0]
        month = connection.execute("SELECT max(period) FROM closed_period").fetchone()[0]
    return (name[0].strip('"') if name else "", int(heads), month or "")
