"""Commands around files and the workspace itself: import, export, backup, restore, verify, self test."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator
from pathlib import Path

from models.domain.errors import EnvironmentProblem, ImportRefused
from models.domain.period import Cadence, Period
from services import attendance_sheet, backups
from services import verify as verification
from services.exchange import exporting, guess, importing, package, person_copy
from services.exchange.header import HEADER_REFUSED
from services.exchange.plan import OUT_OF_RANGE
from services.workspace import Workspace
from ui.cli.output import print_json, say

_PARTS = (
    "PySide6.QtWidgets",
    "sqlalchemy",
    "alembic",
    "matplotlib",
    "reportlab",
    "pypdfium2",
    "chinese_calendar",
    "python_calamine",
    "xlsxwriter",
)
_DAMAGED = 4


def bring(workspace: Workspace, options: argparse.Namespace) -> int:
    """Import a file."""
    try:
        report = importing.import_file(
            workspace, kind=options.kind, path=options.file, period=options.period, partial=options.partial, confirm=options.why
        ).value
    except ImportRefused as refused:
        for advice in _advice(workspace, options, refused):
            refused.add_note(advice)
        raise
    texts = workspace.texts
    problems = [{"row": p.row, "column": p.column, "value": p.value, "reason": texts.message(p.reason)} for p in report.problems]
    notices = [texts.message(notice) for notice in report.notices]
    if options.json:
        counts = {"added": report.added, "changed": report.changed, "same": report.same, "skipped": report.skipped}
        print_json({"kind": report.kind, **counts, "notices": notices, "problems": problems})
        return 0
    for notice in notices:
        say(notice)
    for problem in problems:
        say(texts("  row {row}, {column}, “{value}”: {reason}", **problem))
    if report.added == report.changed == 0:
        say(texts("Nothing changed: all {same} records are stored already.", same=report.same))
    else:
        say(texts("{added} added, {changed} changed, {same} the same.", added=report.added, changed=report.changed, same=report.same))
    return 0


def _advice(workspace: Workspace, options: argparse.Namespace, refused: ImportRefused) -> Iterator[str]:
    """What may help after a refusal: values that only need a reason, a file of another kind."""
    if any(problem.reason.msgid == OUT_OF_RANGE for problem in refused.problems):
        yield workspace.texts("Values outside their plausible range are stored with --confirm --why REASON.")
    if refused.message.msgid != HEADER_REFUSED:
        return
    month = options.period or Period.containing(workspace.clock.today(), Cadence.MONTH)
    best = next(iter(guess.guess_kinds(workspace, path=options.file, month=month)), None)
    if best is not None and best.is_sure and best.kind != options.kind:
        yield workspace.texts("The file looks like a table of the kind “{kind}”.", kind=best.kind)


def export(workspace: Workspace, options: argparse.Namespace) -> int:
    """Write a table, the sheet for signature, one agent's data, or the package of the whole centre to a file."""
    if options.kind == "package":
        package.pack(workspace, path=options.file)
    elif options.kind == "person":
        person_copy.export(workspace, employee_no=options.employee, path=options.file)
    elif options.kind == "attendance_sheet":
        attendance_sheet.write_sheet(workspace, month=options.period, path=options.file, private=not options.kinds_of_leave)
    else:
        exporting.export(workspace, kind=options.kind, path=options.file, period=options.period)
    say(workspace.texts("Written: {file}", file=options.file))
    return 0


def backup(workspace: Workspace, options: argparse.Namespace) -> int:
    """Copy the database."""
    print(backups.back_up(workspace, target=options.target))
    return 0


def restore(folder: Path, options: argparse.Namespace) -> int:
    """Put a backup in the place of the database; prints where the present one was kept."""
    print(backups.restore(folder, source=options.file))
    return 0


def verify(workspace: Workspace, options: argparse.Namespace) -> int:
    """Run every check; exit 4 when one found something."""
    texts = workspace.texts
    try:
        findings = [{"check": f.check, "finding": texts.message(f.message)} for f in verification.verify(workspace)]
    except EnvironmentProblem as problem:
        findings = [{"check": "database", "finding": texts.message(problem.message)}]
    if options.json:
        print_json({"ok": not findings, "findings": findings})
    for finding in findings:
        say(f"{finding['check']}: {finding['finding']}")
    if not findings:
        say(texts("Nothing is damaged; every closed month computes to the stored decisions."))
    return _DAMAGED if findings else 0


def selftest() -> int:
    """Load every part that the program is made of; fails with an ImportError where one is missing."""
    for part in _PARTS:
        importlib.import_module(part)
    print("ok")
    return 0
