"""Imports thousands of spoilt files in processes that are watched: none may crash, hang, or store half of a file."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from models import oplog
from models.domain.errors import ImportRefused, UserError
from models.domain.period import Period
from services.clock import FixedClock
from services.exchange.importing import import_file
from services.workspace import Workspace, create_workspace
from tests.trials.fuzz_files import ROSTER, Case, case

SECONDS = 10
"""Longer, and a file counts as one that hangs the program."""
_BATCH = 250
"""Files for one workspace; then a new one, so that it does not grow beyond a real centre."""
_OCTOBER = Period.parse("2026-10")


@dataclass
class Verdict:
    """What came of the files: how many were stored, unchanged or refused, and every fault with the file's number."""

    stored: int = 0
    unchanged: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, outcome: str) -> None:
        """Count one outcome; whatever is none of the three good ones is a fault."""
        if outcome in ("stored", "unchanged", "refused"):
            setattr(self, outcome, getattr(self, outcome) + 1)
        else:
            self.faults.append(outcome)


def run(numbers: Sequence[int], *, workers: int = 1, slow_formats: bool = True) -> Verdict:
    """Import the files with these numbers and tell what came of them."""
    verdict = Verdict()
    batches = [numbers[at : at + _BATCH] for at in range(0, len(numbers), _BATCH)]
    with ThreadPoolExecutor(workers) as pool:
        for outcomes in pool.map(lambda batch: list(_watched(batch, slow_formats)), batches):
            for outcome in outcomes:
                verdict.add(outcome)
    return verdict


def _watched(numbers: Sequence[int], slow_formats: bool) -> Iterator[str]:
    """The outcome of each file; a process that dies or takes too long is replaced and its file named."""
    waiting = list(numbers)
    context = multiprocessing.get_context("spawn")
    while waiting:
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, tuple(waiting), slow_formats))
        process.start()
        theirs.close()
        try:
            ours.recv()  # the workspace stands
            while waiting:
                if not ours.poll(SECONDS):
                    yield f"{_told(waiting.pop(0), slow_formats)}: no answer within {SECONDS} s"
                    break
                yield ours.recv()
                waiting.pop(0)
            else:
                yield from filter(None, [ours.recv()])
        except EOFError:
            yield f"{_told(waiting.pop(0), slow_formats) if waiting else 'the end'}: the process died"
        finally:
            process.kill()
            process.join()
            ours.close()


def _told(number: int, slow_formats: bool) -> str:
    spoilt = case(number, slow_formats)
    return f"{number} {spoilt.kind} ({spoilt.how})"


def _work(pipe: Connection, numbers: Sequence[int], slow_formats: bool) -> None:
    with TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "centre", name="测试中心", clock=FixedClock.on(date(2026, 11, 2)))
        path = Path(folder) / "roster.csv"
        path.write_text(ROSTER, "utf-8")
        import_file(workspace, kind="roster", path=path)
        pipe.send("")
        for number in numbers:
            spoilt = case(number, slow_formats)
            outcome = _outcome(workspace, spoilt, Path(folder))
            pipe.send(outcome if ":" not in outcome else f"{number} {spoilt.kind} ({spoilt.how}) {outcome}")
        pipe.send(_damage(workspace))
        workspace.close()


def _outcome(workspace: Workspace, spoilt: Case, folder: Path) -> str:
    path = folder / spoilt.name
    path.write_bytes(spoilt.data)
    before = _log(workspace)
    try:
        report = import_file(workspace, kind=spoilt.kind, path=path, period=_OCTOBER, partial=spoilt.partial).value
    except UserError as error:
        return _refusal(workspace, error) or ("refused" if _log(workspace) == before else "stored: refused and stored all the same")
    except Exception as error:
        return f"crash: {type(error).__name__}: {error}"
    finally:
        path.unlink()
    entries = _log(workspace)[0] - before[0]
    if report.added + report.changed == 0:
        return "unchanged" if entries == 0 else f"stored: {entries} entries without a change"
    return "stored" if entries == 1 else f"stored: {entries} entries for one file"


def _refusal(workspace: Workspace, error: UserError) -> str:
    """What is wrong with the sentences of a refusal; '' when every one can be read."""
    problems = error.problems if isinstance(error, ImportRefused) else ()
    for message in (error.message, *(problem.reason for problem in problems)):
        for said in (str(message), workspace.texts.message(message)):
            if len(said) < 4 or (said.rstrip()[-1] not in ".:;!?…。：；！？…)）" and "{" not in message.msgid):
                return f"sentence: {said!r}"
    return ""


def _log(workspace: Workspace) -> tuple[int, int]:
    """Entries of the operation log, and row images."""
    with workspace.store.read() as tx:
        connection = tx.session.connection()
        return tuple(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in ("operation", "row_change"))  # type: ignore[return-value]


def _damage(workspace: Workspace) -> str:
    """Whatever differs between the rows as they stand and the operation log; '' when nothing does."""
    with workspace.store.read() as tx:
        found = [*oplog.findings(tx.session), *oplog.state_findings(tx.session, workspace.store.models)]
    return f"at the end: {'; '.join(map(str, found[:5]))}" if found else ""


if __name__ == "__main__":
    start, count = (int(word) for word in sys.argv[1:3])
    print(run(range(start, start + count), workers=2))
