"""Coming in, locking and coming back: who has the workspace in hand, as far as the window is concerned."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from models.domain.ops import OpChanges, Subject
from ui.kit import clipboard, problems
from ui.kit.recovery_key import ShowRecoveryKey
from ui.shell.sign_in import IdleWatch, LockWindow, SignInView

if TYPE_CHECKING:
    from ui.shell.app import Shell

IDLE_MINUTES = 10
"""Minutes without a touch after which the screen is locked."""


class Door(QObject):
    """Stands between the shell and a workspace with accounts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.locked: LockWindow | None = None
        self.view: SignInView | None = None
        self.watch = IdleWatch(shell.app, IDLE_MINUTES, self)
        self.watch.idle.connect(self.lock)

    def ask(self, workspace: Any) -> None:
        """Let the shell enter at once where there are no accounts; else ask who comes in."""
        if workspace.user is not None:
            self._enter(workspace)
            return

        def known() -> Any:
            from services import accounts  # loaded behind the painted window

            return [account.name for account in accounts.accounts(workspace) if account.active]

        self._run(known, lambda names: self._ask_who(workspace, names) if names else self._enter(workspace))

    def lock(self) -> None:
        """Cover the screen until somebody signs in; a centre without accounts is told where to make them."""
        shell, t = self._shell, self._shell.window.texts
        workspace = shell.workspace
        if workspace is None or workspace.user is None:
            shell.window.status.toast.say(t("This centre has no accounts; they are made under Settings, Accounts."))
            return
        if self.locked is not None or not shell.window.isVisible():
            return  # desk mode has a lock of its own
        while open_dialog := QApplication.activePopupWidget() or QApplication.activeModalWidget():
            open_dialog.close()
        clipboard.wipe()

        def known() -> Any:
            from services import accounts

            return [account.name for account in accounts.accounts(workspace) if account.active]

        self._run(known, lambda names: self._cover(workspace, names))

    def _cover(self, workspace: Any, names: list[str]) -> None:
        shell, t = self._shell, self._shell.window.texts
        view = self._view(workspace, names, t("The screen is locked. Nothing that was entered is lost."), workspace.user.name)
        self.watch.stop()
        self.locked = LockWindow(t, view)
        self.locked.setGeometry(shell.window.geometry())
        self.locked.show()
        shell.window.hide()

    def _ask_who(self, workspace: Any, names: list[str]) -> None:
        t = self._shell.window.texts
        self.watch.stop()
        self._shell.show_alone(self._view(workspace, names, t("The workspace {name} has accounts.", name=workspace.folder.name)))

    def _view(self, workspace: Any, names: list[str], words: str, chosen: str = "") -> SignInView:
        self.view = view = SignInView(self._shell.window.texts, names, words, chosen)
        view.tried.connect(partial(self._try, workspace))
        view.recovering.connect(partial(self._recover, workspace))
        return view

    def _try(self, workspace: Any, name: str, password: str) -> None:
        from services import accounts

        self._run(lambda: accounts.sign_in(workspace, name=name, password=password), self._came)

    def _recover(self, workspace: Any, key: str, name: str, password: str) -> None:
        from services import accounts

        def came(opened: accounts.Opened) -> None:
            about = f"{workspace.folder.name} · {workspace.clock.today().isoformat()}"
            ShowRecoveryKey.ask(self.view, self._shell.window.texts, key=opened.recovery_key, about=about)
            self._came(opened.workspace)

        self._run(lambda: accounts.recover(workspace, key=key, name=name, password=password), came)

    def _came(self, workspace: Any) -> None:
        before = self._shell.workspace.user
        locked, self.locked, self.view = self.locked, None, None
        if locked is not None and before == workspace.user:
            self._shell.window.show()
            self.watch.start()
        else:
            self._enter(workspace)
        if locked is not None:
            locked.close()
            locked.deleteLater()

    def _enter(self, workspace: Any) -> None:
        self._shell.enter(workspace)
        if workspace.user is not None:
            self.watch.start()
            self._follow_minutes()

    def follow(self, changes: OpChanges, _origin: object) -> None:
        """Another number of idle minutes holds at once."""
        if changes.subjects & Subject.SETTINGS:
            self._follow_minutes()

    def _follow_minutes(self) -> None:
        workspace = self._shell.workspace

        def known() -> int:
            from services import settings

            return settings.centre(workspace).lock_minutes

        self._run(known, self.watch.wait)

    def _run(self, call: Any, done: Any) -> None:
        self._shell.tasks.run(call, owner=self, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        texts = self._shell.window.texts
        if self.view is not None:
            self.view.refuse(problems.sentence(error, texts))
        else:
            problems.report(error, self._shell.window, texts)
