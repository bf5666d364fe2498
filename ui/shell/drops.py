"""Files dropped onto the window: each is looked at, its kind guessed or asked for, and the import wizard opens, one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from models.domain.errors import N_
from ui.kit import problems, rights
from ui.kit.dialogs import Dialog
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.page import Page

if TYPE_CHECKING:
    from services.exchange.guess import Guess
    from services.texts import Texts
    from ui.shell.window import Window

_PAGES = {
    "roster": "roster", "attendance": "attendance", "punches": "attendance", "shift_roster": "attendance", "clock_numbers": "attendance",
    "kpi": "indicators", "calls": "indicators",
}  # fmt: skip
"""Where a kind is shown; the others open over the page in sight."""
_NOBODY = N_("Open a centre and sign in first, then drop the file again.")


class Drops(QObject):
    """Takes files for a window and imports them in their order."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.waiting: list[Path] = []
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept what holds files, and take them when they are let go."""
        if isinstance(event, QDragEnterEvent) and files_of(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop and (found := files_of(event.mimeData())):
            event.acceptProposedAction()
            self.take(found)
            return True
        return False

    def take(self, files: list[Path]) -> None:
        """Import these files one after the other, or say why they cannot be taken."""
        window = self._window
        if window.context is None or window.page is None or QApplication.activeModalWidget():
            window.status.toast.say(window.texts(_NOBODY))
            return
        busy = bool(self.waiting)
        self.waiting += files
        if not busy:
            self._look()

    def _look(self) -> None:
        """Guess the kind of the first file in the queue on the store lane."""
        context, path = self._window.context, self.waiting[0]
        assert context is not None
        workspace, month = context.workspace, context.month.value

        def call() -> tuple[Guess, ...]:
            from services.exchange import guess  # the importers are loaded when a file comes

            return guess.guess_kinds(workspace, path=path, month=month)

        context.tasks.run(call, owner=self, done=self._ask, failed=self._refused)

    def _ask(self, guesses: tuple[Guess, ...]) -> None:
        from services.exchange import importing
        from ui.kit.import_words import KIND_WORDS

        window, path = self._window, self.waiting[0]
        context = window.context
        assert context is not None
        kinds = [kind for kind in importing.KINDS if not rights.why_not(context, importing.op_of(kind))]
        best = guesses[0].kind if guesses else ""
        if not kinds:
            self._say(window.texts(rights.why_not(context, importing.op_of("roster"))))
        elif best and guesses[0].is_sure:
            reason = "" if best in kinds else rights.why_not(context, importing.op_of(best))
            self._say(f"{path.name}: {reason}") if reason else self._import(best)
        else:
            options = [(kind, window.texts(KIND_WORDS[kind])) for kind in kinds]
            kind = AskKind.ask(window, window.texts, path=path, kinds=options, best=best)
            if kind:
                self._import(kind)
        self._next()

    def _import(self, kind: str) -> None:
        from ui.kit.import_wizard import ImportWizard

        self._window.open_page(_PAGES.get(kind, self._page.name))
        ImportWizard.ask(self._page, kind=kind, path=self.waiting[0])

    def _refused(self, error: Exception) -> None:
        problems.report(error, self._window, self._window.texts, self._page.banner)
        self._next()

    def _next(self) -> None:
        self.waiting = self.waiting[1:]
        if self.waiting:
            self._look()

    def _say(self, sentence: str) -> None:
        self._page.banner.say(sentence, "watch")

    @property
    def _page(self) -> Page:
        page = self._window.page
        assert page is not None
        return page


def files_of(dropped: QMimeData) -> list[Path]:
    """The local files and folders of what is dragged."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]


class AskKind:
    """What a dropped file is, when that cannot be told from it."""

    @staticmethod
    def ask(window: Window, texts: Texts, *, path: Path, kinds: list[tuple[str, str]], best: str) -> str:
        """The chosen kind, '' when the user turned back."""
        dialog = Dialog(window, texts("What is “{file}”?", file=path.name), texts("Go on"), texts("Cancel"))
        dialog.body.addWidget(label(texts("The table does not say clearly what it holds. Choose what it is to be imported as.")))
        form = Form()
        form.choice("kind", texts("Import as"), kinds, best)
        dialog.body.addWidget(form)
        return str(form.value("kind")) if dialog.answered() else ""
