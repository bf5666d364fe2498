"""Fenming 奖惩分明: opens the window, or runs one command of the command line."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Exit code of the command, or of the window after it was closed."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    folder = _window_folder(arguments)
    if folder is not None or not arguments:
        from ui.shell.app import run as open_window

        return open_window(folder)
    from ui.cli.commands import run as run_command

    return run_command(arguments)


def _window_folder(arguments: list[str]) -> Path | None:
    """The workspace that a call without a command names."""
    if len(arguments) == 2 and arguments[0] == "--workspace":
        return Path(arguments[1])
    if len(arguments) == 1 and arguments[0].startswith("--workspace="):
        return Path(arguments[0].partition("=")[2])
    return None


if __name__ == "__main__":
    multiprocessing.freeze_support()  # old spreadsheets are read in a child process, also when frozen
    sys.exit(main(sys.argv[1:]))
