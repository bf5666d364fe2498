"""The one window: rail, pages, status line, menu. It places pages and does nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from ui.kit import privacy, problems
from ui.kit.context import Context
from ui.kit.dialogs import ShowMessage
from ui.kit.header import toggle_help
from ui.kit.notices import EmptyState
from ui.kit.page import Page
from ui.kit.preferences import Preferences
from ui.kit.tasks import Tasks
from ui.kit.theme import icon
from ui.shell.drops import Drops
from ui.shell.menus import Menus
from ui.shell.pages import PAGES, make_page
from ui.shell.palette import CommandPalette
from ui.shell.rail import Rail
from ui.shell.status_line import StatusLine
from ui.shell.undo_menu import UndoMenu

if TYPE_CHECKING:
    from services.texts import Texts

_MODULES = {entry.target.split(":")[0] for entry in PAGES} | {entry.target.rsplit(".", 1)[0] for entry in PAGES}


class Window(QMainWindow):
    """Shown empty at once; `attach` gives it a workspace, `show_alone` shows a widget instead of pages (welcome)."""

    open_requested = Signal()
    welcome_requested = Signal()
    lock_requested = Signal()
    closing = Signal()

    def __init__(self, preferences: Preferences, tasks: Tasks, texts: Texts) -> None:
        super().__init__()
        self.preferences = preferences
        self.tasks = tasks
        self.texts = texts
        self.context: Context | None = None
        self._pages: dict[str, QWidget] = {}
        self.setWindowTitle(texts("Fenming"))
        self.setWindowIcon(icon("app"))
        self.rail = Rail(texts)
        self.rail.hide()
        self.stack = QStackedWidget()
        self._waiting = EmptyState()
        self._waiting.say(texts("Fenming"), texts("Opening the workspace…"))
        self.stack.currentChanged.connect(self._measure)
        self.stack.addWidget(self._waiting)
        self.status = StatusLine(tasks, texts)
        self.setStatusBar(self.status)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        room = QScrollArea()  # large scaling on a small screen: a page that needs more room is scrolled, not cut
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self.stack)
        row.addWidget(room, 1)
        self.setCentralWidget(centre)
        self.menus = Menus(self)
        self.drops = Drops(self)
        self.rail.chosen.connect(self.open_page)
        tasks.went_wrong.connect(self._went_wrong)
        self._place()
        privacy.turn(preferences.privacy_view)

    # Workspace

    def attach(self, context: Context) -> None:
        """Work with this workspace from now on."""
        self.context = context
        context.navigate = self.open_page
        self.rail.show()
        self.status.attach(context)
        self.undo = UndoMenu(context, self)
        self.undo.told.connect(self.status.toast.say)
        self.undo.refused.connect(self.report)
        self.menus.add_undo(self.undo.undo, self.undo.redo)
        self.undo.ask()
        self.show_centre(context.workspace.folder.name)

    def show_centre(self, name: str) -> None:
        """Say whose workspace it is, in the title and below."""
        if name and self.context:
            self.setWindowTitle(f"{name} – {self.texts('Fenming')}")
            self.status.show_place(self.context.workspace, name)

    def show_alone(self, widget: QWidget) -> None:
        """Show a widget where the pages are, with nothing else to go to."""
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)

    # Pages

    @property
    def page(self) -> Page | None:
        """The page in sight."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, Page) else None

    def open_page(self, name: str, /, **where: Any) -> None:
        """Show a page, making it when it is opened for the first time; `where` goes to its `go`."""
        if self.context is None:
            return
        if name not in self._pages:
            self._pages[name] = self._make(name)
            self.stack.addWidget(self._pages[name])
        page = self._pages[name]
        self.stack.setCurrentWidget(page)
        self.rail.mark(name)
        if isinstance(page, Page):
            page.refresh_if_stale()
            words = self.texts(page.primary_text) if page.primary_text else ""
            self.menus.show_page_actions(page.menu_actions, words, page.header.primary)
            if where:
                page.go(**where)
        else:
            self.menus.show_page_actions([], "")

    def _measure(self, now: int) -> None:
        """Only the page in sight says how much room it needs."""
        for at in range(self.stack.count()):
            policy = QSizePolicy.Policy.Preferred if at == now else QSizePolicy.Policy.Ignored
            self.stack.widget(at).setSizePolicy(policy, policy)

    def _make(self, name: str) -> QWidget:
        entry = next(entry for entry in PAGES if entry.name == name)
        assert self.context is not None
        try:
            return make_page(entry, self.context)
        except ModuleNotFoundError as error:
            if error.name not in _MODULES:
                raise
            absent = EmptyState()
            absent.say(self.texts(entry.title), self.texts("This page is not part of this build."))
            return absent

    # Actions

    def focus_search(self) -> None:
        """Ctrl+F."""
        if self.page and self.page.header.search:
            self.page.header.search.setFocus()
            self.page.header.search.selectAll()

    def refresh_page(self) -> None:
        """F5: read everything on the page anew."""
        if self.page:
            self.page.make_stale()
            self.status.toast.say(self.texts("Read anew."))

    def press_primary(self) -> None:
        """Ctrl+Enter."""
        if self.page and self.page.header.primary and self.page.header.primary.isEnabled():
            self.page.header.primary.setFocus()  # a form that it opens takes the cursor over
            self.page.header.primary.click()

    def print_page(self) -> None:
        """Ctrl+P."""
        if self.page and not self.page.print_page():
            self.status.toast.say(self.texts("There is nothing to print on this page."))

    def say_saved(self) -> None:
        """Ctrl+S: there is nothing to save, and the user is told so."""
        self.status.toast.say(self.texts("Everything is saved; each edit is stored at once."))

    def show_privately(self, on: bool) -> None:
        """Ctrl+Shift+H: cover or uncover what is private, now and at the next start."""
        self.preferences.put("privacy_view", on)
        privacy.turn(on)
        covered = self.texts("Privacy view: wages, kinds of leave and personal reasons are covered. Ctrl+Shift+H uncovers them.")
        self.status.toast.say(covered if on else self.texts("Privacy view off: everything is shown."))

    def show_help(self) -> None:
        """F1."""
        if self.page and self.context:
            toggle_help(self.page, self.context)

    def show_palette(self) -> None:
        """Ctrl+K."""
        CommandPalette(self.menus.all_actions(), self.texts, self).show()

    def show_about(self) -> None:
        """What this program is."""
        sentence = self.texts("Rewards and penalties of a call centre, clear and fair, on one offline workstation.")
        ShowMessage.ask(self, self.texts, title=self.texts("Fenming"), sentence=sentence)

    def report(self, error: Exception) -> None:
        """Show an error on the open page, or in a dialog when there is none."""
        if self.page:
            self.page.report(error)
        else:
            problems.report(error, self, self.texts)

    def _went_wrong(self, error: Exception, owner: object) -> None:
        if isinstance(owner, Page):
            owner.report(error)
        else:
            self.report(error)

    # Place on the screen

    def _place(self) -> None:
        self.resize(1240, 720)
        geometry = self.preferences.get("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's place."""
        self.preferences.put("geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)
