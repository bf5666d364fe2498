"""Commands around accounts: the first one, more of them, passwords, roles, and the way back with the recovery key."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from models.domain.errors import N_, UserError
from models.domain.rights import ROLE_WORDS, Role
from services import accounts
from services.accounts import Account, Opened
from services.workspace import Workspace
from ui.cli.output import print_json, say

NEW_PASSWORD, RECOVERY_KEY = "FENMING_NEW_PASSWORD", "FENMING_RECOVERY_KEY"


def account(workspace: Workspace, options: argparse.Namespace) -> int:
    """Run one of the actions."""
    actions = {"list": _list, "add": _add, "password": _password, "change": _change, "recover": _recover}
    actions[options.action](workspace, options)
    return 0


def _list(workspace: Workspace, options: argparse.Namespace) -> None:
    found = accounts.accounts(workspace)
    if options.json:
        print_json({"accounts": [_json(each) for each in found]})
        return
    for each in found:
        used = workspace.texts(N_("in use")) if each.active else workspace.texts(N_("out of use"))
        print("  ".join((each.name, workspace.texts(ROLE_WORDS[each.role]), used)))
    if not found:
        say(workspace.texts(N_("This centre has no accounts: whoever runs the program may do everything.")))


def _json(found: Account) -> dict[str, object]:
    last = found.last_sign_in_at.isoformat() if found.last_sign_in_at else None
    return {"name": found.name, "role": found.role.value, "active": found.active, "last_sign_in": last}


def _add(workspace: Workspace, options: argparse.Namespace) -> None:
    role = Role(options.role)
    if accounts.exist(workspace):
        accounts.add(workspace, name=options.name, role=role, password=_new(workspace, options.name))
        say(workspace.texts(N_("The account {name} is made."), name=options.name))
        return
    if role is not Role.SUPERVISOR:
        raise UserError(N_("The first account is a supervisor's: --role supervisor."))
    _tell(accounts.create_first(workspace, name=options.name, password=_new(workspace, options.name, "FENMING_PASSWORD")).value)


def _password(workspace: Workspace, options: argparse.Namespace) -> None:
    accounts.set_password(workspace, id=_of(workspace, options.name).id, password=_new(workspace, options.name))
    say(workspace.texts(N_("The password of {name} is set."), name=options.name))


def _change(workspace: Workspace, options: argparse.Namespace) -> None:
    role = Role(options.role) if options.role else None
    active = None if options.active is None else options.active == "yes"
    accounts.change(workspace, id=_of(workspace, options.name).id, role=role, active=active)
    say(workspace.texts(N_("The account {name} is changed."), name=options.name))


def _recover(workspace: Workspace, options: argparse.Namespace) -> None:
    key = os.environ.get(RECOVERY_KEY) or _typed(workspace.texts(N_("Recovery key:")), RECOVERY_KEY, workspace)
    _tell(accounts.recover(workspace, key=key, name=options.name, password=_new(workspace, options.name)))


def _tell(opened: Opened) -> None:
    """The recovery key alone on stdout, so that it can be kept; what it is for on stderr."""
    say(opened.workspace.texts(N_("This recovery key is shown once. Write it down and lock it away; it alone leads back in.")))
    print(opened.recovery_key)


def _of(workspace: Workspace, name: str) -> Account:
    found = next((each for each in accounts.accounts(workspace) if each.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise UserError(N_("There is no account of the name {name}."), name=name)
    return found


def _new(workspace: Workspace, name: str, *also: str) -> str:
    """The new password: from the environment, else typed twice at the terminal."""
    for variable in (NEW_PASSWORD, *also):
        if os.environ.get(variable) is not None:
            return os.environ[variable]
    first = _typed(workspace.texts(N_("New password of {name}:"), name=name), NEW_PASSWORD, workspace)
    if first != _typed(workspace.texts(N_("Once more:")), NEW_PASSWORD, workspace):
        raise UserError(N_("The two passwords differ."))
    return first


def _typed(question: str, variable: str, workspace: Workspace) -> str:
    if not sys.stdin.isatty():
        raise UserError(N_("Nothing to read it from: type it at the terminal or give it as {variable}."), variable=variable)
    return getpass.getpass(f"{question} ")
