"""Proof that a workspace is whole: file, operation log, rows, numbers, papers, and every closed month computed again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models import backup, oplog
from models.domain.errors import N_, DamageFound, EnvironmentProblem, Message
from models.queries import closing as closing_queries
from models.queries import verify as queries
from services import attachments, closing, papers
from services.progress import NoProgress, Progress
from services.workspace import Workspace

_DAMAGED = (ValueError, TypeError, LookupError, ArithmeticError)
"""What reading raises where a number, a date or a word is not one any more."""


@dataclass(frozen=True)
class Finding:
    """Something wrong: which check found it and what it says."""

    check: str
    message: Message


def verify(workspace: Workspace, *, progress: Progress | None = None) -> tuple[Finding, ...]:
    """Run every check; an empty answer means that nothing is wrong."""
    progress = progress or NoProgress()
    checks: tuple[tuple[str, Callable[[Workspace], Iterator[Message]]], ...] = (
        ("database", _database),
        ("operation_log", _operation_log),
        ("rows", _rows),
        ("numbers", _numbers),
        ("points", _points),
        ("documents", _documents),
        ("attachments", _attachments),
        ("closed_months", _closed_months),
    )
    findings = []
    for done, (name, check) in enumerate(checks):
        progress.step(done, len(checks))
        try:
            findings += [Finding(name, message) for message in check(workspace)]
        except EnvironmentProblem as problem:
            findings.append(Finding(name, problem.message))
        except _DAMAGED as error:
            facts = {"reason": f"{type(error).__name__}: {error}"}
            findings.append(Finding(name, Message(N_("This check could not be finished, for the data is damaged ({reason})."), facts)))
    return tuple(findings)


def _database(workspace: Workspace) -> Iterator[Message]:
    try:
        backup.check(workspace.store.path)
    except EnvironmentProblem as problem:
        yield problem.message


def _operation_log(workspace: Workspace) -> Iterator[Message]:
    with workspace.store.read() as tx:
        yield from oplog.findings(tx.session)


def _rows(workspace: Workspace) -> Iterator[Message]:
    with workspace.store.read() as tx:
        yield from oplog.state_findings(tx.session, workspace.store.models)


def _numbers(workspace: Workspace) -> Iterator[Message]:
    with workspace.store.read() as tx:
        for kind, year, count, highest in queries.document_series(tx):
            if count != highest:
                facts = {"kind": kind, "year": year, "count": count, "highest": highest}
                yield Message(N_("Register: {kind} {year} has {count} papers but the highest number is {highest}."), facts)


def _points(workspace: Workspace) -> Iterator[Message]:
    with workspace.store.read() as tx:
        for employee_no, balance in queries.negative_balances(tx):
            yield Message(N_("Points: the balance of {employee_no} is {balance}."), {"employee_no": employee_no, "balance": balance})


def _documents(workspace: Workspace) -> Iterator[Message]:
    with workspace.store.read() as tx:
        rows = queries.drawn_documents(tx)
    for row in rows:
        path = papers.path_of(workspace, row)
        if not path.is_file():
            yield Message(N_("Paper {number}: the file is missing."), {"number": row.number})
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row.sha256:
            yield Message(N_("Paper {number}: the file differs from the one that was issued."), {"number": row.number})


def _attachments(workspace: Workspace) -> Iterator[Message]:
    with workspace.store.read() as tx:
        digests = queries.attachment_digests(tx)
    for sha256 in sorted(digests):
        try:
            attachments.path_of(workspace, sha256)
        except DamageFound as damage:
            yield damage.message


def _closed_months(workspace: Workspace) -> Iterator[Message]:
    with workspace.store.read() as tx:
        for row, again in closing.recomputed(tx, closing_queries.closed_periods(tx)):
            facts = {"month": row.period, "n": len(again.differences)}
            if closing.stored_digest(tx, again.month) != row.outcomes_sha256:
                yield Message(N_("{month}: the stored decisions are not those of the close."), {"month": row.period})
            if again.differences and not again.acknowledged:
                yield Message(N_("{month}: {n} decisions would differ if the month were closed now."), facts)
