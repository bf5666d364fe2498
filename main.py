"""Fenming 奖惩分明: opens the window, or runs one command of the command line."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Exit code of the command, or of the window after it was closed."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if not arguments or (arguments[0] == "--workspace" and len(arguments) == 2):
        from ui.shell.app import run

        return run(arguments[1] if arguments else None)
    from ui.cli.commands import run as run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
