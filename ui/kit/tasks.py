"""Calls off the UI thread: a one-worker lane for the store, another for drawing; results come back on the UI thread."""

from __future__ import annotations

import inspect
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from models.domain.errors import Cancelled

STORE = "store"
FILES = "files"
"""Copies to another disk, which may be slow."""
DRAW = "draw"
_REPORT_SECONDS = 0.05


class Ticket:
    """One call under way; also the Progress that the call reports to. `state`: waiting, running, done, failed, cancelled."""

    def __init__(self, title: str, lane: str, report: Callable[[Ticket], None]) -> None:
        self.title = title
        self.lane = lane
        self.state = "waiting"
        self.done = 0
        self.total = 0
        self._report = report
        self._cancelled = False
        self._started = time.monotonic()
        self._reported = 0.0

    def cancel(self) -> None:
        """Ask the call to stop at its next step; what it did is rolled back by the store."""
        self._cancelled = True

    def step(self, done: int, total: int) -> None:
        """Called by the work: units finished; raises Cancelled when the user asked to stop."""
        if self._cancelled:
            raise Cancelled
        self.done, self.total = done, total
        now = time.monotonic()
        if done >= total or now - self._reported > _REPORT_SECONDS:
            self._reported = now
            self._report(self)

    def begin(self) -> None:
        """Called when a worker takes the call up; raises Cancelled when it was given up while waiting."""
        if self._cancelled:
            raise Cancelled
        self.state, self._started = "running", time.monotonic()

    @property
    def seconds_left(self) -> float | None:
        """Estimated seconds until the end; None before the first steps."""
        elapsed = time.monotonic() - self._started
        if not self.done or elapsed < 0.2:
            return None
        return elapsed / self.done * max(self.total - self.done, 0)


def _wants_progress(call: Callable[..., Any]) -> bool:
    try:
        parameters = inspect.signature(call).parameters.values()
    except (TypeError, ValueError):
        return False
    return any(p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) for p in parameters)


class Tasks(QObject):
    """Runs calls off the UI thread and hands their results back on it; silent when the owner is gone."""

    started = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    went_wrong = Signal(object, object)
    """(error, owner or None): a call without a `failed` of its own raised."""
    _arrived = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._open: dict[Ticket, tuple[weakref.ref[QObject], Callable[[Any], object] | None, Callable[[Exception], object] | None]] = {}
        self._arrived.connect(self._deliver, Qt.ConnectionType.AutoConnection)

    def run(
        self,
        call: Callable[..., Any],
        *,
        owner: QObject,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        title: str = "",
        lane: str = STORE,
    ) -> Ticket:
        """Run `call()` (or `call(progress)` when it takes one argument); `done(result)` or `failed(error)` on the UI thread.

        A title makes the call visible in the status line with progress and cancel. A cancelled call reaches neither callback.
        """
        ticket = Ticket(title, lane, self.progressed.emit)
        self._open[ticket] = (weakref.ref(owner), done, failed)
        self.started.emit(ticket)
        self._submit(lane, lambda: self._work(ticket, call))
        return ticket

    def open_tickets(self) -> tuple[Ticket, ...]:
        """Calls that have not come back yet, oldest first."""
        return tuple(self._open)

    def close(self) -> None:
        """Cancel what waits, let what runs reach its next step, end the threads; results are dropped."""
        for ticket in self._open:
            ticket.cancel()
        self._open.clear()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
        self._lanes.clear()

    def _submit(self, lane: str, job: Callable[[], None]) -> None:
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"fenming-{lane}")
        self._lanes[lane].submit(job)

    def _work(self, ticket: Ticket, call: Callable[..., Any]) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            ticket.begin()
            result = call(ticket) if _wants_progress(call) else call()
        except Exception as caught:
            error = caught
        self._arrived.emit(ticket, result, error)

    def _deliver(self, ticket: Ticket, result: Any, error: Exception | None) -> None:
        if ticket not in self._open:
            return
        owner_ref, done, failed = self._open.pop(ticket)
        ticket.state = "done" if error is None else "cancelled" if isinstance(error, Cancelled) else "failed"
        self.ended.emit(ticket)
        owner = owner_ref()
        if owner is None or not isValid(owner) or ticket.state == "cancelled":
            return
        if error is None:
            if done:
                done(result)
        elif failed:
            failed(error)
        else:
            self.went_wrong.emit(error, owner)


class InlineTasks(Tasks):
    """The same interface, run at once on the calling thread: page tests need no waiting."""

    def _submit(self, lane: str, job: Callable[[], None]) -> None:
        job()
