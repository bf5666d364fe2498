"""The words of the command line: commands, options and what they mean (a stable contract)."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from models.domain.errors import N_, UserError
from models.domain.period import Period
from models.domain.rights import Role
from services.texts import Texts

VERSION = "0.1.0"


def build(texts: Texts) -> argparse.ArgumentParser:
    """The parser of every command, with help in the given language."""
    parser = argparse.ArgumentParser(prog="fenming", description=texts(N_("Rewards and penalties of a call centre, clear and fair.")))
    parser.add_argument("--version", action="version", version=f"Fenming {VERSION}")
    parser.add_argument("--workspace", type=Path, metavar="DIR", help=texts(N_("folder of the centre; without a command the window opens")))
    parser.add_argument("--user", metavar="NAME", help=texts(N_("account to work under, where the centre has accounts")))
    parser.add_argument("--selftest", action="store_true", help=texts(N_("check that every part of the program loads, then leave")))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=texts(about), description=texts(about))
        if name not in ("demo", "init"):
            _add_workspace(made)
        return made

    _set_up(command)
    _month(command)
    _papers(command)
    _keeping(command)
    _accounts(command)
    return parser


def _set_up(command: object) -> None:
    assert callable(command)
    demo = command("demo", N_("make a workspace with the sample centre"))
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--today", type=_day, help="YYYY-MM-DD")
    demo.add_argument("--language", choices=("zh", "en"), default="zh")
    init = command("init", N_("make an empty workspace"))
    init.add_argument("folder", type=Path, metavar="DIR")
    init.add_argument("--name", required=True)
    init.add_argument("--language", choices=("zh", "en"), default="zh")
    bring = command("import", N_("import a file"))
    bring.add_argument("kind", metavar="KIND")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--period", type=_period)
    bring.add_argument("--partial", action="store_true")
    bring.add_argument("--confirm", action="store_true", help=N_("store values outside their plausible range; needs --why"))
    bring.add_argument("--why", default="", metavar="TEXT")
    bring.add_argument("--json", action="store_true")
    adopt = command("adopt", N_("put a scheme in force"))
    adopt.add_argument("scheme", metavar="SCHEME")
    adopt.add_argument("--from", dest="first", type=_day, required=True, metavar="DATE")
    adopt.add_argument("--set", dest="values", action="append", default=[], metavar="NAME=VALUE")
    adopt.add_argument("--published", type=_day, metavar="DATE")
    adopt.add_argument("--reason", default="")
    adopt.add_argument("--approver", default="")


def _month(command: object) -> None:
    assert callable(command)
    close = command("close", N_("close a month"))
    close.add_argument("period", type=_period)
    close.add_argument("--scheme", dest="schemes", action="append", nargs="+", default=[], metavar="ID")
    close.add_argument("--preview", action="store_true")
    close.add_argument("--json", action="store_true")
    close.add_argument("--documents", type=Path, metavar="OUT")
    decisions = command("decisions", N_("show the decisions of a closed month"))
    decisions.add_argument("period", type=_period)
    decisions.add_argument("--json", action="store_true")
    deadline = command("deadline", N_("print the last day of “within n working days of” a date"))
    deadline.add_argument("date", type=_day)
    deadline.add_argument("days", type=_count)
    for name, about in (
        ("confirm", N_("confirm proposed decisions")),
        ("publish", N_("publish confirmed decisions and issue their papers")),
    ):
        made = command(name, about)
        made.add_argument("period", type=_period)
        made.add_argument("--rule")
        made.add_argument("--employee", metavar="NO")
        made.add_argument("--json", action="store_true")
        if name == "publish":
            made.add_argument("--documents", type=Path, metavar="OUT")


def _papers(command: object) -> None:
    assert callable(command)
    notice = command("notice", N_("list notices, or record the receipt of one"))
    actions = notice.add_subparsers(dest="action", metavar="ACTION", required=True)
    listed = actions.add_parser("list")
    listed.add_argument("--json", action="store_true")
    _add_workspace(listed)
    sign = actions.add_parser("sign")
    sign.add_argument("number", metavar="NUMBER")
    sign.add_argument("--on", type=_day, required=True, metavar="DATE")
    sign.add_argument("--employee", metavar="NO")
    sign.add_argument("--refused", action="store_true")
    sign.add_argument("--witness", default="", metavar="NAME")
    sign.add_argument("--delivery", default="", metavar="WAY")
    _add_workspace(sign)
    appeal = command("appeal", N_("file, accept, reject, withdraw or decide an appeal"))
    steps = appeal.add_subparsers(dest="action", metavar="ACTION", required=True)
    file = steps.add_parser("file")
    file.add_argument("--notice", required=True, metavar="NUMBER")
    file.add_argument("--employee", required=True, metavar="NO")
    file.add_argument("--at", type=_moment, required=True, metavar="TIME")
    file.add_argument("--reason", required=True, metavar="TEXT")
    file.add_argument("--evidence", type=Path, action="append", nargs="+", default=[], metavar="FILE")
    file.add_argument("--late-reason", default="", metavar="TEXT")
    file.add_argument("--json", action="store_true")
    _add_workspace(file)
    for name in ("accept", "reject", "withdraw"):
        step = steps.add_parser(name)
        step.add_argument("case", metavar="CASE")
        step.add_argument("--reason", default="", metavar="TEXT")
        step.add_argument("--at", type=_moment, metavar="TIME")
        step.add_argument("--json", action="store_true")
        _add_workspace(step)
    decide = steps.add_parser("decide")
    decide.add_argument("case", metavar="CASE")
    decide.add_argument("--by", required=True, metavar="REVIEWER")
    decide.add_argument("--decision", required=True, choices=("uphold", "reduce", "revoke"))
    decide.add_argument("--amount", type=_amount)
    decide.add_argument("--level")
    decide.add_argument("--points", type=int)
    decide.add_argument("--reason", required=True, metavar="TEXT")
    decide.add_argument("--at", type=_moment, required=True, metavar="TIME")
    decide.add_argument("--json", action="store_true")
    _add_workspace(decide)
    listed = steps.add_parser("list")
    listed.add_argument("--json", action="store_true")
    _add_workspace(listed)


def _keeping(command: object) -> None:
    assert callable(command)
    export = command("export", N_("write a table to a file, xlsx or csv by its ending"))
    export.add_argument("kind", metavar="KIND")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--period", type=_period)
    export.add_argument("--employee", metavar="NO", default="")
    export.add_argument("--kinds-of-leave", action="store_true", help=N_("name private kinds of leave on the attendance sheet"))
    backup = command("backup", N_("copy the database into a folder or a file"))
    backup.add_argument("target", type=Path, metavar="DIR|FILE")
    restore = command("restore", N_("put a backup in the place of the database, keeping the present one"))
    restore.add_argument("file", type=Path, metavar="FILE")
    verify = command("verify", N_("prove that nothing is damaged and compute every closed month again"))
    verify.add_argument("--json", action="store_true")


def _accounts(command: object) -> None:
    assert callable(command)
    account = command("account", N_("make and change accounts, or come back with the recovery key"))
    steps = account.add_subparsers(dest="action", metavar="ACTION", required=True)
    roles = [role.value for role in Role]
    listed = steps.add_parser("list")
    listed.add_argument("--json", action="store_true")
    _add_workspace(listed)
    for name in ("add", "password", "change", "recover"):
        step = steps.add_parser(name)
        step.add_argument("name", metavar="NAME")
        if name in ("add", "change"):
            step.add_argument("--role", choices=roles, required=name == "add")
        if name == "change":
            step.add_argument("--active", choices=("yes", "no"))
        _add_workspace(step)


def _add_workspace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    parser.add_argument("--user", metavar="NAME", default=argparse.SUPPRESS)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date; write 2026-10-01.") from None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a time; write 2026-10-12T17:30.") from None


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(text) from None


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 1000:
        raise argparse.ArgumentTypeError(text)
    return number


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except UserError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
