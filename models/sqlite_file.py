"""Opening a database file with the standard library, for looks that must not change it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def reading_uri(path: Path) -> str:
    """The file as SQLite's URI for reading only; any character of the path is allowed."""
    return f"{path.resolve().as_uri()}?mode=ro"


def open_for_reading(path: Path, *, timeout: float = 5, any_thread: bool = False) -> sqlite3.Connection:
    """A connection that reads only; sqlite3.Error when the file cannot be opened."""
    return sqlite3.connect(reading_uri(path), uri=True, timeout=timeout, isolation_level=None, check_same_thread=not any_thread)
