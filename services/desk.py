"""The appeal desk: agents' PINs, the supervisor's password that leads out, and what an agent sees there (screens: Desk mode)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.queries import appeals as appeal_queries
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.people import EmployeeRow
from services import pins, secrets
from services.appeals.board import BoardRow, FilingWindow, own

if TYPE_CHECKING:
    from services.workspace import Workspace

MOST_TRIES = 5
LOCK_MINUTES = 5
IDLE_SECONDS = 120
"""Seconds without a touch after which the desk asks for the PIN again."""
SHORTEST_PASSWORD = 6
_PASSWORD = "desk_password"
_TRIES = "desk_tries"
_SUPERVISOR = "supervisor"


class WrongSecret(UserError):
    """Number and PIN, or the password, do not fit."""


class DeskLocked(UserError):
    """Too many wrong tries; `until` is the moment from which another is taken."""

    def __init__(self, msgid: str, until: datetime) -> None:
        super().__init__(msgid, minutes=LOCK_MINUTES, time=f"{until:%H:%M}")
        self.until = until


@dataclass(frozen=True)
class DeskAgent:
    """Who is signed in at the desk."""

    employee_no: str
    name: str


@dataclass(frozen=True)
class OwnNotice:
    """One of the agent's own notices: until when it may be appealed against, and the appeal there is.

    `can_file` an appeal may be filed now, `is_late` only with a reason for being late; `appeal` None = none yet.
    """

    number: str
    rule: str
    period: str
    issued_on: date
    received_on: date | None
    last_day: date | None
    days_left: int | None
    can_file: bool
    is_late: bool
    appeal: BoardRow | None
    warnings: tuple[Message, ...]


def has_password(workspace: Workspace) -> bool:
    """The supervisor has set the password that leads out of desk mode."""
    with workspace.store.read() as tx:
        return bool(setting_queries.all_settings(tx).get(_PASSWORD))


def set_password(workspace: Workspace, *, password: str) -> Done[None]:
    """Set or change the password that leads out of desk mode."""
    if len(password) < SHORTEST_PASSWORD:
        raise UserError(N_("The password needs at least {n} characters."), n=SHORTEST_PASSWORD)
    hashed = secrets.hashed(password)

    def work(tx: Tx) -> None:
        setting_queries.put_setting(tx, _PASSWORD, hashed)

    return workspace.store.transact(Op.DESK_ACCESS, work, who=workspace.actor, note="password")


def check_password(workspace: Workspace, *, password: str) -> None:
    """Return when it is the supervisor's password; WrongSecret or DeskLocked otherwise."""
    with workspace.store.read() as tx:
        stored = setting_queries.all_settings(tx).get(_PASSWORD) or ""
    _attempt(workspace, _SUPERVISOR, stored, password, WrongSecret(N_("This is not the supervisor's password.")))


def set_pin(workspace: Workspace, *, employee_no: str, pin: str) -> Done[DeskAgent]:
    """Set an agent's PIN, or a new one in its place; a lock after wrong tries ends. It is set when the first notice is handed over."""
    pins.check(pin, employee_no)
    hashed = secrets.hashed(pin)

    def work(tx: Tx) -> DeskAgent:
        row = _employee(tx, employee_no)
        row.pin_hash = hashed
        _put_tries(tx, str(row.id), 0, None)
        return DeskAgent(row.employee_no, row.name)

    return workspace.store.transact(Op.DESK_ACCESS, work, who=workspace.actor, note=employee_no)


def choose_pin(workspace: Workspace, *, employee_no: str, pin: str, password: str) -> Done[DeskAgent]:
    """Let an agent choose the first or a new PIN at the desk, with the supervisor's password as consent."""
    pins.check(pin, employee_no)
    check_password(workspace, password=password)
    return set_pin(workspace, employee_no=employee_no, pin=pin)


def change_pin(workspace: Workspace, *, employee_no: str, old: str, new: str) -> Done[DeskAgent]:
    """Let an agent who knows the present PIN choose another."""
    pins.check(new, employee_no)
    sign_in(workspace, employee_no=employee_no, pin=old)
    return set_pin(workspace, employee_no=employee_no, pin=new)


def has_pin(workspace: Workspace, *, employee_no: str) -> bool:
    """The agent has a PIN."""
    with workspace.store.read() as tx:
        return bool(_employee(tx, employee_no).pin_hash)


def sign_in(workspace: Workspace, *, employee_no: str, pin: str) -> DeskAgent:
    """The agent with that number and PIN; WrongSecret otherwise, DeskLocked for five minutes after five wrong PINs."""
    with workspace.store.read() as tx:
        row = people_queries.employee_row(tx, employee_no.strip())
    wrong = WrongSecret(N_("The employee number or the PIN is not right."))
    if row is None or not row.pin_hash:
        secrets.fits("", pin)
        raise wrong
    _attempt(workspace, str(row.id), row.pin_hash, pin, wrong)
    return DeskAgent(row.employee_no, row.name)


def own_notices(workspace: Workspace, *, employee_no: str) -> tuple[OwnNotice, ...]:
    """The agent's own notices, newest first; nothing of another agent is read."""
    with workspace.store.read() as tx:
        found = own(tx, workspace, employee_no)
        numbers = [record.document.number for record in appeal_queries.notices(tx, employee_no=employee_no)]
    return tuple(_own_notice(number, found.windows, found.ended, found.cases) for number in reversed(dict.fromkeys(numbers)))


def _own_notice(number: str, windows: tuple[FilingWindow, ...], ended: tuple[FilingWindow, ...], cases: tuple[BoardRow, ...]) -> OwnNotice:
    window = next(w for w in (*windows, *ended) if w.notice_number == number)
    appeal = next((row for row in cases if row.notice_number == number), None)
    late = window.days_left is not None and window.days_left < 0
    return OwnNotice(
        number, window.rule, window.period, window.issued_on, window.received_on, window.last_day, window.days_left,
        window.may_file, late, appeal, window.warnings,
    )  # fmt: skip


def _employee(tx: Tx, employee_no: str) -> EmployeeRow:
    row = people_queries.employee_row(tx, employee_no.strip())
    if row is None:
        raise UserError(N_("There is no agent with the number {number}."), number=employee_no)
    return row


def _attempt(workspace: Workspace, who: str, stored: str, given: str, wrong: WrongSecret) -> None:
    """Compare a secret with its hash and count wrong tries in the log; raises unless it is right and not locked."""
    now = workspace.clock.now()
    with workspace.store.read() as tx:
        count, until = _tries(tx, who)
    if waiting := secrets.waiting_until(until, now, timedelta(minutes=LOCK_MINUTES)):
        if waiting != until:  # the clock was set back
            _note_tries(workspace, lambda tx: _put_tries(tx, who, count, waiting), who)
        raise DeskLocked(_LOCKED, waiting)
    if stored and secrets.fits(stored, given):
        if count:
            _note_tries(workspace, lambda tx: _put_tries(tx, who, 0, None), who)
        return
    count = 1 if until else count + 1
    locked = now + timedelta(minutes=LOCK_MINUTES) if count >= MOST_TRIES else None
    _note_tries(workspace, lambda tx: _put_tries(tx, who, count, locked), who)
    if locked:
        raise DeskLocked(_LOCKED, locked)
    raise wrong


_LOCKED = N_("Too many wrong tries. The desk takes the next one at {time}, in {minutes} minutes.")


def _note_tries(workspace: Workspace, work: Callable[[Tx], None], who: str) -> None:
    workspace.store.transact(Op.DESK_ACCESS, work, who=workspace.actor, note=f"tries {who}")


def _tries(tx: Tx, who: str) -> tuple[int, datetime | None]:
    count, until = setting_queries.all_settings(tx).get(_TRIES, {}).get(who, (0, None))
    return count, datetime.fromisoformat(until) if until else None


def _put_tries(tx: Tx, who: str, count: int, until: datetime | None) -> None:
    known = dict(setting_queries.all_settings(tx).get(_TRIES, {}))
    if count:
        known[who] = [count, until.isoformat() if until else None]
    else:
        known.pop(who, None)
    setting_queries.put_setting(tx, _TRIES, known)
