"""The command line: the same services as the window, messages on stderr, results on stdout, fixed exit codes."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from models.domain.errors import EnvironmentProblem, FenmingError, ImportRefused, UserError
from services.clock import SystemClock
from services.texts import Texts
from services.workspace import Workspace, create_workspace, default_folder, open_workspace
from ui.cli import signing_in
from ui.cli.output import print_json
from ui.cli.parser import build

DONE, UNFORESEEN, WRONG_USAGE, REFUSED, DAMAGED, IN_USE = 0, 1, 2, 3, 4, 5

_READS = {"decisions", "verify", "export", "deadline"}
"""Commands that store nothing and so can look at a workspace that is open elsewhere."""

_COMMANDS = {
    "import": "tables:bring",
    "export": "tables:export",
    "verify": "tables:verify",
    "backup": "tables:backup",
    "adopt": "month:adopt",
    "close": "month:close",
    "decisions": "month:decisions",
    "deadline": "month:deadline",
    "confirm": "month:confirm",
    "publish": "month:publish",
    "notice": "papers:notice",
    "appeal": "papers:appeal",
    "account": "accounts:account",
}
"""Command → module of this package and its function, imported only when it is asked for."""


def _command(name: str) -> Callable[[Workspace, argparse.Namespace], int]:
    module, _, function = _COMMANDS[name].partition(":")
    found: Callable[[Workspace, argparse.Namespace], int] = getattr(importlib.import_module(f"ui.cli.{module}"), function)
    return found


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    texts = Texts(os.environ.get("LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "zh")
    parser = build(texts)
    options = parser.parse_args(arguments)
    if options.command == "import" and options.confirm is not bool(options.why.strip()):
        parser.error(texts("To store values outside their plausible range give both --confirm and --why with the reason."))
    try:
        return _dispatch(options)
    except FenmingError as error:
        return _explain(error, options)
    except BrokenPipeError:
        return DONE
    except Exception:
        return _unforeseen(options, texts)


def _dispatch(options: argparse.Namespace) -> int:
    if options.selftest:
        from ui.cli.tables import selftest

        return selftest()
    if options.command == "demo":
        return _demo(options)
    if options.command == "init":
        create_workspace(options.folder, name=options.name, language=options.language).close()
        return DONE
    folder = _folder(options)
    if options.command == "restore":
        signing_in.before_restore(folder, options)
        from ui.cli.tables import restore

        return restore(folder, options)
    workspace = open_workspace(folder, read_only=_only_reads(options))
    try:
        if (options.command, getattr(options, "action", "")) != ("account", "recover"):  # whoever recovers has no password
            workspace = signing_in.sign_in(workspace, options)
        return _command(options.command)(workspace, options)
    finally:
        workspace.close()


def _only_reads(options: argparse.Namespace) -> bool:
    """Handing out an agent's data is noted in the log, unlike other exports."""
    return options.command in _READS and getattr(options, "kind", "") != "person"


def _demo(options: argparse.Namespace) -> int:
    from services import sample

    sample.make(options.folder, today=options.today or SystemClock().today(), language=options.language).close()
    return DONE


def _folder(options: argparse.Namespace) -> Path:
    return Path(options.workspace) if options.workspace else default_folder()


def _explain(error: FenmingError, options: argparse.Namespace) -> int:
    texts = Texts(_language(options))
    problems = error.problems if isinstance(error, ImportRefused) else ()
    said = texts.message(error.message)
    print(said, file=sys.stderr)
    listed = [
        {"row": p.row, "column": p.column, "value": p.value, "reason": texts.message(p.reason)} for p in problems
    ]  # fmt: skip
    for problem in listed:
        print(texts("  row {row}, {column}, “{value}”: {reason}", **problem), file=sys.stderr)
    advice = getattr(error, "__notes__", [])
    for words in advice:
        print(words, file=sys.stderr)
    if getattr(options, "json", False):
        print_json({"error": said, "problems": listed, **({"advice": advice} if advice else {})})
    if isinstance(error, UserError):
        return REFUSED
    return IN_USE if isinstance(error, EnvironmentProblem) else DAMAGED


def _language(options: argparse.Namespace) -> str:
    try:
        workspace = open_workspace(_folder(options), read_only=True)
    except Exception:
        return str(getattr(options, "language", "zh"))
    workspace.close()
    return workspace.texts.language


def _unforeseen(options: argparse.Namespace, texts: Texts) -> int:
    folder = _folder(options)
    log = (folder if folder.is_dir() else Path.cwd()) / "fenming-error.log"
    try:
        with log.open("a", encoding="utf-8") as stream:
            stream.write(traceback.format_exc())
    except OSError:
        traceback.print_exc()
    print(texts("Something unforeseen happened; nothing half done was stored. Details stand in {log}.", log=log), file=sys.stderr)
    return UNFORESEEN
