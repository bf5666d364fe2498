"""A workspace: one folder that holds everything of one centre, opened once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from models import lock, migrations
from models.domain import kpi
from models.domain.errors import N_, EnvironmentProblem, UserError
from models.domain.ops import Op
from models.domain.rights import User, locked
from models.lock import WorkspaceInUse, WorkspaceLock
from models.queries import accounts as account_queries
from models.queries import settings as setting_queries
from models.store import DATABASE_NAME, Store, Tx
from models.tables.readings import IndicatorRow
from services import backups
from services.clock import Clock, SystemClock
from services.texts import Texts
from services.working_days import WorkingDays

__all__ = ["Workspace", "WorkspaceInUse", "create_workspace", "default_folder", "open_workspace"]
FOLDERS = ("documents", "attachments", "backups")
DEFAULT_ACTOR = "supervisor"


@dataclass(frozen=True)
class Workspace:
    """An open workspace, handed to every service: store, clock, texts in the centre's language, folder, who acts."""

    folder: Path
    store: Store
    clock: Clock
    texts: Texts
    actor: str = DEFAULT_ACTOR
    lock: WorkspaceLock | None = None
    user: User | None = None
    """Who is signed in; None where the centre has no accounts, or nobody has come in yet."""

    @property
    def read_only(self) -> bool:
        """Nothing can be stored."""
        return self.store.read_only

    def speaking(self, language: str) -> Workspace:
        """The same workspace with texts in another language."""
        return replace(self, texts=Texts(language))

    def acting_as(self, actor: str) -> Workspace:
        """The same workspace used by another person."""
        return replace(self, actor=actor)

    def working_days(self) -> WorkingDays:
        """The centre's calendar as it stands."""
        with self.store.read() as tx:
            return WorkingDays(setting_queries.calendar_marks(tx))

    def close(self) -> None:
        """Close the database and give the folder free."""
        self.store.close()
        if self.lock is not None:
            self.lock.release()


def default_folder() -> Path:
    """The workspace in the user's own data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("Fenming", appauthor=False)) / "workspace"


def create_workspace(folder: Path, *, name: str, language: str = "zh", clock: Clock | None = None, actor: str = DEFAULT_ACTOR) -> Workspace:
    """Make an empty workspace with the built-in indicators; refused where one is already."""
    if not name.strip():
        raise UserError(N_("The centre needs a name."))
    if (folder / DATABASE_NAME).exists():
        raise UserError(N_("There is a workspace in {folder} already."), folder=str(folder))
    if folder.exists() and not folder.is_dir():
        raise UserError(N_("{folder} is not a folder."), folder=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            N_("The folder {folder} cannot be written ({reason})."), folder=str(folder), reason=error.strerror
        ) from error
    workspace = _open(folder, clock or SystemClock(), actor, fresh=True)

    def work(tx: Tx) -> None:
        for key, value in {"name": name.strip(), "language": language}.items():
            setting_queries.put_setting(tx, key, value)
        tx.insert_many(IndicatorRow, [setting_queries.indicator_values(indicator, n) for n, indicator in enumerate(kpi.BUILT_IN)])

    workspace.store.transact(Op.SET_UP, work, who=actor, note=name)
    return workspace.speaking(language)


def open_workspace(folder: Path, *, clock: Clock | None = None, actor: str = DEFAULT_ACTOR, read_only: bool = False) -> Workspace:
    """Open the workspace, bring its tables up to date and back it up at the day's first use.

    Where it has accounts, nothing can be written until `accounts.sign_in` puts it into somebody's hands.
    """
    path = folder / DATABASE_NAME
    if not path.is_file():
        raise EnvironmentProblem(N_("There is no workspace in {folder}."), folder=str(folder))
    if path.stat().st_size == 0:
        raise EnvironmentProblem(N_("The database in {folder} is empty. Restore a backup."), folder=str(folder))
    clock = clock or SystemClock()
    if read_only:
        migrations.refuse_unknown(path)
        store = Store(path.parent, clock.now, read_only=True)
        workspace = Workspace(folder, store, clock, Texts("zh"), actor)
    else:
        workspace = _open(folder, clock, actor, fresh=False)
    try:
        if not read_only:
            backups.daily(workspace)
        with workspace.store.read() as tx:
            settings = setting_queries.all_settings(tx)
            if account_queries.accounts(tx):
                workspace.store.guard = locked
    except BaseException:
        workspace.close()  # or the lock would be held by nobody
        raise
    if actor == DEFAULT_ACTOR and settings.get("responsible"):
        workspace = workspace.acting_as(settings["responsible"])
    return workspace.speaking(settings.get("language", "zh"))


def _open(folder: Path, clock: Clock, actor: str, *, fresh: bool) -> Workspace:
    held = lock.acquire(folder, clock.now())
    try:
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
        store = Store(folder, clock.now)
        migrations.ensure_current(store.path, store.engine, lambda: backups.before(folder, clock.now(), "migration"))
    except OSError as error:
        held.release()
        raise EnvironmentProblem(
            N_("The folder {folder} cannot be written ({reason})."), folder=str(folder), reason=error.strerror
        ) from error
    except BaseException:
        held.release()
        raise
    if fresh:  # the file did not exist when the first store was made
        store.close()
        store = Store(folder, clock.now)
    return Workspace(folder, store, clock, Texts("zh"), actor, held)
