"""Who works on the command line: `--user`, and the password from the terminal or FENMING_PASSWORD."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from models.domain.errors import N_, EnvironmentProblem, UserError
from models.domain.ops import Op
from services import accounts
from services.workspace import Workspace, open_workspace


def sign_in(workspace: Workspace, options: argparse.Namespace) -> Workspace:
    """The workspace in the hands of the account named; as it is where the centre has no accounts."""
    if not accounts.exist(workspace):
        return workspace
    if not options.user:
        raise UserError(N_("This centre has accounts: name yours with --user."))
    return accounts.sign_in(workspace, name=options.user, password=_password(workspace, options.user))


def before_restore(folder: Path, options: argparse.Namespace) -> None:
    """Only who may change settings puts a backup in the place of a database that has accounts; a damaged one asks nobody."""
    try:
        workspace = open_workspace(folder, read_only=True)
    except EnvironmentProblem:
        return
    try:
        sign_in(workspace, options).store.guard(Op.CHANGE_SETTINGS)
    finally:
        workspace.close()


def _password(workspace: Workspace, name: str) -> str:
    given = os.environ.get("FENMING_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UserError(N_("No password: type it at the terminal or give it as FENMING_PASSWORD."))
    return getpass.getpass(workspace.texts("Password of {name}:", name=name) + " ")
