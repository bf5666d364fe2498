"""Start of the window: painted first, the database opened behind it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QLibraryInfo, QObject, QStandardPaths, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from models.domain.ops import Op, OpChanges, Subject
from models.domain.period import Cadence, Period
from services.texts import Texts
from ui.kit import problems, theme
from ui.kit.bus import Bus
from ui.kit.context import Context, MonthInHand
from ui.kit.dialogs import ChooseFolder, Confirm
from ui.kit.preferences import Preferences
from ui.kit.tasks import FILES, Tasks
from ui.shell.door import Door
from ui.shell.qt_words import QtWords
from ui.shell.welcome import Welcome
from ui.shell.window import Window


class Shell(QObject):
    """Holds what outlives a window: tasks, preferences, the open workspace. A change of language makes a new window."""

    def __init__(self, app: QApplication, preferences: Preferences, tasks: Tasks) -> None:
        super().__init__(app)
        self.app = app
        self.preferences = preferences
        self.tasks = tasks
        self.workspace: Any = None
        self._context: Context | None = None
        self._translator = QTranslator(self)
        self._gaps = QtWords(Texts("zh"), self)
        self._language = preferences.language
        self.door = Door(self)
        self._translate()
        preferences.changed.connect(self._follow)
        app.styleHints().colorSchemeChanged.connect(lambda _: theme.apply(app, preferences.theme))
        self.window = self._make_window()

    # Opening

    def start(self, folder: Path | None) -> None:
        """Open that workspace, the last one, or the welcome page."""
        wanted = folder or self.preferences.last_workspace
        if wanted:
            self.open(wanted)
        else:
            self.welcome()

    def open(self, folder: Path, read_only: bool = False) -> None:
        """Open a workspace on the store lane and show its Today page."""

        def call() -> Any:
            from services.workspace import open_workspace  # the database is loaded behind the painted window

            return open_workspace(folder, read_only=read_only)

        self._run(call, lambda error: self._could_not_open(folder, error))

    def create(self, folder: Path, name: str, language: str) -> None:
        """Make a centre and open it."""

        def call() -> Any:
            from services.workspace import create_workspace

            return create_workspace(folder, name=name, language=language)

        self.preferences.put("language", language)
        self._run(call, self._refused)

    def sample(self, folder: Path) -> None:
        """Make the sample centre unless it is there, and open it."""

        def call(progress: Any) -> Any:
            from services.clock import SystemClock
            from services.sample import centre
            from services.workspace import open_workspace

            if folder.exists():
                return open_workspace(folder)
            return centre.make(folder, today=SystemClock().today(), language=self._language, progress=progress)

        self._run(call, self._refused, title=self.window.texts("Making the sample centre"))

    def welcome(self) -> None:
        """Show the three ways in."""
        default = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / "Fenming" / "workspace"
        page = Welcome(self.window.texts, self._language, default)
        page.opened.connect(self.open)
        page.created.connect(self.create)
        page.sample_wanted.connect(self.sample)
        self._welcome = page
        self.window.show_alone(page)

    def close(self) -> None:
        """End the threads, take Qt's own words back, then give the workspace free."""
        self.tasks.close()
        self._untranslate()
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None

    def _run(self, call: Callable[..., Any], failed: Callable[[Exception], object], title: str = "") -> None:
        self.tasks.run(call, owner=self, done=self._opened, failed=failed, title=title)

    def _opened(self, workspace: Any) -> None:
        old, self.workspace = self.workspace, workspace.speaking(self._language)
        if old is not None and old.store is not workspace.store:
            self.tasks.run(old.close, owner=self)
        self.preferences.put("last_workspace", str(workspace.folder))
        self.door.ask(self.workspace)

    def enter(self, workspace: Any) -> None:
        """Work in the workspace, which is in somebody's hands now, or has no accounts."""
        self.workspace = workspace
        self._new_context()
        self._draw_left_over()
        if self.window.context is not None:
            self._replace_window("today")
        else:
            self._attach("today")

    def _draw_left_over(self) -> None:
        """Draw the papers that a crash left with a number but without a file."""
        context, workspace = self._context, self.workspace

        def call() -> int:
            from services import accounts, papers

            may = not workspace.read_only and accounts.may(workspace, Op.ISSUE_DOCUMENT)
            return papers.draw_pending(workspace) if may else 0

        def drawn(count: int) -> None:
            if count and context is not None:
                context.bus.changed.emit(OpChanges(Op.ISSUE_DOCUMENT, Subject.DOCUMENTS, 0), self)

        self.tasks.run(call, owner=self, done=drawn, failed=self.window.report)

    def _new_context(self) -> None:
        today = self.workspace.clock.today()
        month = MonthInHand(Period.containing(today, Cadence.MONTH), self)
        bus = Bus(self)
        bus.workspace_replaced.connect(self._opened)
        bus.changed.connect(self.door.follow)
        self._context = Context(self.workspace, self.tasks, bus, self.workspace.texts, month, self.preferences, self.window.open_page)

    def _attach(self, page: str) -> None:
        assert self._context is not None
        self.window.attach(self._context)
        self.window.open_page(page)
        folder = self.workspace.folder
        self._name_centre()
        self._context.bus.changed.connect(lambda changes, _: self._name_centre() if changes.subjects & Subject.SETTINGS else None)

        def newest() -> Any:
            from services import backups

            return next((copy.made_at for copy in backups.copies(folder)), None)

        self.tasks.run(newest, owner=self.window, done=self.window.status.show_backup)
        self._fill_second_place()

    def _name_centre(self) -> None:
        """Put the centre's name where the folder's stood."""
        workspace, window = self.workspace, self.window

        def name() -> str:
            from services import settings  # loaded behind the painted window

            return settings.centre(workspace).name

        self.tasks.run(name, owner=window, done=window.show_centre)

    def _fill_second_place(self) -> None:
        """The day's copy on another disk, made behind the window."""
        workspace = self.workspace

        def call() -> object:
            from services import backups

            return None if workspace.read_only else backups.second_place(workspace)

        self.tasks.run(call, owner=self, done=lambda _: None, failed=self.window.report, lane=FILES)

    def _could_not_open(self, folder: Path, error: Exception) -> None:
        self.welcome()
        if type(error).__name__ != "WorkspaceInUse":
            self._refused(error)
            return
        texts = self.window.texts
        what = f"{problems.sentence(error, texts)}\n\n{texts('You can look at everything, but nothing can be changed.')}"
        if Confirm.ask(self.window, texts, title=texts("The workspace is in use"), what_happens=what, yes=texts("Open read-only")):
            self.open(folder, read_only=True)

    def _refused(self, error: Exception) -> None:
        banner = self._welcome.banner if self.window.stack.currentWidget() is self._welcome else None
        problems.report(error, self.window, self.window.texts, banner)

    # Windows

    def _make_window(self) -> Window:
        window = Window(self.preferences, self.tasks, Texts(self._language))
        window.open_requested.connect(self._choose)
        window.welcome_requested.connect(self.welcome)
        window.lock_requested.connect(self.door.lock)
        return window

    def show_alone(self, widget: QWidget) -> None:
        """Show a widget instead of pages, in a window that knows no workspace."""
        self._context = None
        if self.window.context is not None:
            self._replace_window("", widget)
        else:
            self.window.show_alone(widget)

    def _replace_window(self, page: str, alone: QWidget | None = None) -> None:
        old, self.window = self.window, self._make_window()
        if alone is not None:
            self.window.show_alone(alone)
        elif self._context is not None:
            self._attach(page)
        else:
            self.welcome()
        self.window.setGeometry(old.geometry())
        self.window.show()
        old.close()
        old.deleteLater()

    def _choose(self) -> None:
        texts = self.window.texts
        if folder := ChooseFolder.ask(self.window, title=texts("Open a workspace")):
            self.open(folder)

    def _follow(self, name: str) -> None:
        if name == "theme":
            theme.apply(self.app, self.preferences.theme)
        elif name == "language" and self.preferences.language != self._language:
            self._language = self.preferences.language
            self._translate()
            page = self.window.page.name if self.window.page else "today"
            if self.workspace is not None and self._context is None:
                self._opened(self.workspace)  # nobody has come in yet: the form asks in the new language
                return
            if self.workspace is not None:
                self.workspace = self.workspace.speaking(self._language)
                month = self._context.month.value if self._context else None
                self._new_context()
                if self._context and month:
                    self._context.month.choose(month)
            self._replace_window(page)

    def _translate(self) -> None:
        self._untranslate()
        if self._language == "zh":
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load("qtbase_zh_CN", folder):
                self.app.installTranslator(self._translator)
            self.app.installTranslator(self._gaps)

    def _untranslate(self) -> None:
        for translator in (self._translator, self._gaps):
            self.app.removeTranslator(translator)


def config_file() -> Path:
    """Where this workstation's own choices are kept."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / "Fenming" / "fenming.ini"


def set_up_log(folder: Path) -> None:
    """Write warnings and errors of the program to fenming.log."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(folder / "fenming.log", encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("fenming").addHandler(handler)


def run(workspace_folder: Path | None) -> int:
    """Show the window over that workspace (None: the last one, or the welcome page); the exit code when it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Fenming")
    preferences = Preferences(config_file())
    set_up_log(config_file().parent)
    theme.register_fonts(app)
    theme.apply(app, preferences.theme)
    tasks = Tasks(app)
    shell = Shell(app, preferences, tasks)

    def unexpected(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            problems.report(error, shell.window, shell.window.texts)
        else:
            sys.__excepthook__(kind, error, _trace)

    sys.excepthook = unexpected
    shell.window.show()
    QTimer.singleShot(0, lambda: shell.start(workspace_folder))
    code = app.exec()
    shell.close()
    sys.excepthook = sys.__excepthook__
    return code
