"""Accounts: who may come in and with which role; wrong tries wait and are logged, a printed key leads back in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from models.domain.errors import N_, EnvironmentProblem, UserError
from models.domain.ops import Done, Op
from models.domain.rights import RIGHTS, Role, User, require
from models.queries import accounts as queries
from models.queries import settings as setting_queries
from models.store import Store, Tx
from models.tables.accounts import AccountRow
from services import secrets
from services.workspace import Workspace

SHORTEST_PASSWORD = 8
_RECOVERY, _RECOVERY_TRIES = "recovery_hash", "recovery_tries"


class WrongPassword(UserError):
    """Name and password, or the recovery key, do not fit."""


class TooSoon(UserError):
    """After wrong tries the next one is taken only from `until` on."""

    def __init__(self, until: datetime) -> None:
        super().__init__(N_("Too many wrong tries. The next one is taken at {time}."), time=f"{until:%H:%M:%S}")
        self.until = until


@dataclass(frozen=True)
class Account:
    """One account as the settings list it."""

    id: int
    name: str
    role: Role
    active: bool
    last_sign_in_at: datetime | None


@dataclass(frozen=True)
class Opened:
    """The workspace in the hands of somebody, and a recovery key that is shown this once."""

    workspace: Workspace
    recovery_key: str


def exist(workspace: Workspace) -> bool:
    """The workspace has accounts, so nobody works in it without signing in."""
    return bool(accounts(workspace))


def accounts(workspace: Workspace) -> tuple[Account, ...]:
    """All accounts, those taken out of use too."""
    with workspace.store.read() as tx:
        return tuple(_view(row) for row in queries.accounts(tx))


def create_first(workspace: Workspace, *, name: str, password: str) -> Done[Opened]:
    """Give a centre without accounts its first one, a supervisor who is signed in from now on, and the recovery key."""
    hashed, key = _new_hash(name, password), secrets.new_recovery_key()
    hashed_key = secrets.hashed(secrets.plain_key(key))

    def work(tx: Tx) -> AccountRow:
        if queries.accounts(tx):
            raise UserError(N_("This centre has accounts already."))
        setting_queries.put_setting(tx, _RECOVERY, hashed_key)
        return tx.add(AccountRow(name=_free_name(tx, name), role=Role.SUPERVISOR.value, password_hash=hashed))

    done = workspace.store.transact(Op.MANAGE_ACCOUNTS, work, who=name.strip(), note=name.strip())
    return Done(Opened(_in_hands_of(workspace, done.value), key), done.changes)


def add(workspace: Workspace, *, name: str, role: Role, password: str) -> Done[Account]:
    """Make another account."""
    if workspace.user is None:
        raise UserError(N_("Make the supervisor's account first."))
    hashed = _new_hash(name, password)

    def work(tx: Tx) -> Account:
        return _view(tx.add(AccountRow(name=_free_name(tx, name), role=role.value, password_hash=hashed)))

    return workspace.store.transact(Op.MANAGE_ACCOUNTS, work, who=workspace.actor, note=f"{name.strip()} {role.value}")


def change(workspace: Workspace, *, id: int, role: Role | None = None, active: bool | None = None) -> Done[Account]:
    """Give an account another role, or take it out of or into use; never one's own, so that a supervisor always stays."""

    def work(tx: Tx) -> Account:
        row = _row(tx, id)
        if workspace.user and row.id == workspace.user.id:
            raise UserError(N_("Nobody changes the own role or takes the own account out of use; another supervisor does it."))
        row.role = role.value if role else row.role
        row.active = row.active if active is None else active
        return _view(row)

    return workspace.store.transact(Op.MANAGE_ACCOUNTS, work, who=workspace.actor, note=str(id))


def set_password(workspace: Workspace, *, id: int, password: str) -> Done[Account]:
    """Give somebody a new password, as a supervisor; the waiting after wrong tries ends."""

    def work(tx: Tx) -> Account:
        row = _row(tx, id)
        row.password_hash, row.wrong_tries, row.wait_until = _new_hash(row.name, password), 0, None
        return _view(row)

    return workspace.store.transact(Op.MANAGE_ACCOUNTS, work, who=workspace.actor, note=f"password {id}")


def change_own_password(workspace: Workspace, *, old: str, new: str) -> Done[Account]:
    """Change the password of whoever is signed in."""
    user = _user(workspace)
    with workspace.store.read() as tx:
        stored = _row(tx, user.id)
    _attempt(workspace, stored, old)
    hashed = _new_hash(user.name, new)

    def work(tx: Tx) -> Account:
        row = _row(tx, user.id)
        row.password_hash = hashed
        return _view(row)

    return workspace.store.transact(Op.OWN_PASSWORD, work, who=workspace.actor, note="password")


def sign_in(workspace: Workspace, *, name: str, password: str) -> Workspace:
    """The workspace in the hands of that account; WrongPassword or TooSoon otherwise, and the log knows of it."""
    with workspace.store.read() as tx:
        row = queries.account_named(tx, name)
    if row is None or not row.active:
        secrets.fits("", password)
        raise _wrong()
    _attempt(workspace, row, password)
    _note(workspace, row, lambda r: setattr(r, "last_sign_in_at", workspace.clock.now()), f"signed in as {row.role}")
    return _in_hands_of(workspace, row)


def new_recovery_key(workspace: Workspace) -> Done[str]:
    """Make a recovery key that is shown once; the one before no longer opens anything."""
    _user(workspace)
    key = secrets.new_recovery_key()
    hashed = secrets.hashed(secrets.plain_key(key))

    def work(tx: Tx) -> str:
        setting_queries.put_setting(tx, _RECOVERY, hashed)
        return key

    return workspace.store.transact(Op.MANAGE_ACCOUNTS, work, who=workspace.actor, note="recovery key")


def recover(workspace: Workspace, *, key: str, name: str, password: str) -> Opened:
    """With the printed key, give a supervisor a new password and sign in; the key is used up and a new one given."""
    with workspace.store.read() as tx:
        settings = setting_queries.all_settings(tx)
        row = queries.account_named(tx, name)
    tries, until = settings.get(_RECOVERY_TRIES, (0, None))
    if waiting := secrets.waiting_until(datetime.fromisoformat(until) if until else None, workspace.clock.now()):
        _put_recovery(workspace, tries, waiting, "clock set back")
        raise TooSoon(waiting)
    if not secrets.fits(settings.get(_RECOVERY, ""), secrets.plain_key(key)):
        _note_recovery(workspace, tries + 1)
        raise WrongPassword(N_("This is not the recovery key."))
    if row is None or row.role != Role.SUPERVISOR:
        raise UserError(N_("The recovery key opens the account of a supervisor; there is none of that name."))
    hashed, fresh = _new_hash(row.name, password), secrets.new_recovery_key()
    hashed_key = secrets.hashed(secrets.plain_key(fresh))

    def work(tx: Tx) -> AccountRow:
        found = _row(tx, row.id)
        found.password_hash, found.wrong_tries, found.wait_until, found.active = hashed, 0, None, True
        setting_queries.put_setting(tx, _RECOVERY, hashed_key)
        setting_queries.put_setting(tx, _RECOVERY_TRIES, (0, None))
        return found

    done = workspace.store.transact(Op.SIGN_IN, work, who=row.name, note="recovery key used")
    return Opened(_in_hands_of(workspace, done.value), fresh)


def may(workspace: Workspace, op: Op) -> bool:
    """The one who is signed in may do it; everything is allowed where there are no accounts."""
    return workspace.user is None or op in RIGHTS[workspace.user.role]


def _attempt(workspace: Workspace, row: AccountRow, password: str) -> None:
    """Return when the password fits; else count the try, also where the workspace is open for reading only."""
    now = workspace.clock.now()
    if waiting := secrets.waiting_until(row.wait_until, now):
        _note(workspace, row, lambda r: setattr(r, "wait_until", waiting), "clock set back")
        raise TooSoon(waiting)
    if secrets.fits(row.password_hash, password):
        if row.wrong_tries:
            _note(workspace, row, lambda r: _count(r, 0, now), "tries over")
        return
    until = _note(workspace, row, lambda r: _count(r, r.wrong_tries + 1, now), "wrong try")
    if until:
        raise TooSoon(until)
    raise _wrong()


def _count(row: AccountRow, tries: int, now: datetime) -> None:
    wait = secrets.wait_after(tries)
    row.wrong_tries, row.wait_until = tries, now + wait if wait else None


def _note(workspace: Workspace, account: AccountRow, change: Callable[[AccountRow], None], note: str) -> datetime | None:
    """Change the account and log it; gives until when no try is taken."""

    def work(tx: Tx) -> datetime | None:
        row = _row(tx, account.id)
        change(row)
        return row.wait_until

    if not workspace.read_only:
        return workspace.store.transact(Op.SIGN_IN, work, who=account.name, note=note).value
    # a command that only reads may run beside the window; counting a try is one short write of its own
    store = Store(workspace.folder, workspace.clock.now)
    try:
        return store.transact(Op.SIGN_IN, work, who=account.name, note=note).value
    except EnvironmentProblem:  # a folder that nobody can write to: whoever has it can try passwords without the program
        return None
    finally:
        store.close()


def _note_recovery(workspace: Workspace, tries: int) -> None:
    wait = secrets.wait_after(tries)
    _put_recovery(workspace, tries, workspace.clock.now() + wait if wait else None, "wrong recovery key")


def _put_recovery(workspace: Workspace, tries: int, until: datetime | None, note: str) -> None:
    def work(tx: Tx) -> None:
        setting_queries.put_setting(tx, _RECOVERY_TRIES, (tries, until.isoformat() if until else None))

    workspace.store.transact(Op.SIGN_IN, work, who=workspace.actor, note=note)


def _in_hands_of(workspace: Workspace, row: AccountRow) -> Workspace:
    user = User(row.id, row.name, Role(row.role))
    workspace.store.guard = partial(require, user)
    return replace(workspace, actor=user.name, user=user)


def _user(workspace: Workspace) -> User:
    if workspace.user is None:
        raise UserError(N_("Nobody is signed in."))
    return workspace.user


def _new_hash(name: str, password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise UserError(N_("The password needs at least {n} characters."), n=SHORTEST_PASSWORD)
    if password.casefold() == name.strip().casefold():
        raise UserError(N_("The name cannot be the password."))
    return secrets.hashed(password)


def _free_name(tx: Tx, name: str) -> str:
    if not name.strip():
        raise UserError(N_("The account needs a name."))
    if queries.account_named(tx, name):
        raise UserError(N_("There is an account of the name {name} already."), name=name.strip())
    return name.strip()


def _row(tx: Tx, id: int) -> AccountRow:
    row = tx.get(AccountRow, id)
    if row is None:
        raise UserError(N_("There is no such account."))
    return row


def _view(row: AccountRow) -> Account:
    return Account(row.id, row.name, Role(row.role), row.active, row.last_sign_in_at)


def _wrong() -> WrongPassword:
    return WrongPassword(N_("Name and password do not fit."))
