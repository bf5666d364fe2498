"""The base of every page: header, banner, body with side panel, empty state; refreshed when what it shows has changed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.domain.ops import Done, Op, OpChanges, Subject
from models.domain.period import Period
from ui.kit import privacy, problems, rights
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.header import Header
from ui.kit.notices import Banner, EmptyState
from ui.kit.side_panel import SidePanel
from ui.kit.tasks import STORE, Ticket
from ui.kit.theme import STEP


class Page(QWidget):
    """One screen. Subclasses set the class words and write `build`, `refresh`, and what they need of `search`, `primary`, `go`.

    Class words are English msgids marked with N_: `title`, `primary_text`, `search_text`.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    primary_text: ClassVar[str] = ""
    primary_writes: ClassVar[Op | None] = None
    """What the primary button writes; it stays grey for roles that may not."""
    search_text: ClassVar[str] = ""
    uses_month: ClassVar[bool] = False
    subjects: ClassVar[Subject] = Subject(0)
    """What is shown: a write that touches any of these makes the page stale."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.texts = context.texts
        self._built = False
        self._stale = True
        self._menu_actions: list[QAction] | None = None
        self.setAccessibleName(self.texts(self.title) if self.title else self.name)
        context.bus.changed.connect(self._on_changed)
        context.month.changed.connect(self._on_month)
        privacy.SWITCH.turned.connect(self.follow_privacy)

    # What subclasses write

    @abstractmethod
    def build(self, body: QVBoxLayout) -> None:
        """Make the page's widgets; called once, when the page is first shown."""

    @abstractmethod
    def refresh(self) -> None:
        """Read what is shown anew (through `load`) and fill the widgets."""

    def search(self, text: str) -> None:
        """The search box changed; pages with `search_text` filter what they show."""

    def primary(self) -> None:
        """The primary button or Ctrl+Enter."""

    def go(self, **where: Any) -> None:
        """Show what `navigate(page, **where)` asked for; the page is built by then."""

    def print_page(self) -> bool:
        """Ctrl+P; False when this page prints nothing."""
        return False

    def page_actions(self) -> list[QAction]:
        """Actions of this page for the menu bar and the command palette; asked for once."""
        return []

    # What subclasses use

    def load(self, call: Callable[..., Any], done: Callable[[Any], object]) -> Ticket:
        """Read on the store lane and hand the result to `done`; errors appear on this page."""
        return self.context.tasks.run(call, owner=self, done=done, failed=self.report)

    def write(
        self,
        call: Callable[..., Done[Any]],
        done: Callable[[Any], object] | None = None,
        *,
        failed: Callable[[Exception], object] | None = None,
        title: str = "",
        lane: str = STORE,
    ) -> Ticket:
        """Run a service's write; tell the bus what changed, then `done(value)`. The page itself turns stale like all others.

        A title (already translated) shows progress and cancel in the status line.
        """

        def written(result: Done[Any]) -> None:
            self.banner.hide()
            if done:
                done(result.value)
            self.context.bus.changed.emit(result.changes, self)

        return self.context.tasks.run(call, owner=self, done=written, failed=failed or self.report, title=title, lane=lane)

    def writes(self, op: Op, *controls: QWidget | QAction) -> None:
        """Declare what controls write; they stay grey, with the reason, for roles that may not."""
        rights.writes(self.context, op, *controls)

    def may(self, op: Op) -> bool:
        """Whoever works here may write this; where not, the banner says why (for double clicks, which nothing can turn grey)."""
        reason = rights.why_not(self.context, op)
        if reason:
            self.banner.say(reason, "watch")
        return not reason

    def menu_entry(self, button: QPushButton) -> QAction:
        """A menu entry that presses the button, grey when the role may not."""
        action = QAction(button.text(), self)
        action.triggered.connect(button.click)
        if op := button.property(rights.WRITES):
            self.writes(Op(op), action)
        return action

    def report(self, error: Exception) -> None:
        """Show an error as its family asks: the user's on the banner, the machine's and ours in a dialog."""
        problems.report(error, self, self.texts, self.banner)

    def show_empty(self, title: str, purpose: str, action: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show the empty state (translated words) instead of the body."""
        self.empty.say(title, purpose, action, slot)
        self._stack.setCurrentWidget(self.empty)

    def show_body(self) -> None:
        """Show the body again."""
        self._stack.setCurrentWidget(self._body)

    def show_panel(self, title: str, widget: QWidget) -> None:
        """Open the side panel with a widget."""
        fresh = self.panel.isHidden()
        self.panel.show_widget(title, widget)
        if fresh:
            self._splitter.setSizes([self._splitter.width() * 2 // 3, self._splitter.width() // 3])
        pressed = self.focusWidget()
        if isinstance(pressed, QPushButton) and not pressed.isCheckable() and (form := widget.findChild(Form)):
            form.focus_first()

    @property
    def menu_actions(self) -> list[QAction]:
        """The actions of `page_actions`, made at the first visit."""
        if self._menu_actions is None:
            self._menu_actions = self.page_actions()
        return self._menu_actions

    @property
    def month(self) -> Period:
        """The month in hand."""
        return self.context.month.value

    def make_stale(self) -> None:
        """Refresh now when visible, else when next shown."""
        self._stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def follow_privacy(self) -> None:
        """Cover or uncover what is private."""
        if self._built:
            self.make_stale()

    def refresh_if_stale(self) -> None:
        """Build on first use, and refresh when something changed since the last time."""
        self.ensure_built()
        if self._stale:
            self._stale = False
            self.refresh()

    def ensure_built(self) -> None:
        """Make the widgets unless they exist."""
        if not self._built:
            self._built = True
            self._frame()

    # How it is made

    def _frame(self) -> None:
        self.header = Header(self, self.context)
        self.banner = Banner(self.texts("Close"))
        self.empty = EmptyState()
        self.panel = SidePanel(self.texts("Close panel"))
        self._body = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.empty)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._stack)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 4, STEP * 3, STEP * 4, STEP * 3)
        column.setSpacing(STEP * 2)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self._splitter, 1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(STEP * 2)
        self.build(body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing else on the page wanted closes the panel."""
        if event.matches(QKeySequence.StandardKey.Cancel) and self._built and not self.panel.isHidden():
            self.panel.close_panel()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """A page that comes into sight reads what changed meanwhile."""
        super().showEvent(event)
        self.refresh_if_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        """A message that was read once need not wait for the next visit."""
        super().hideEvent(event)
        if self._built:
            self.banner.hide()

    def _on_changed(self, changes: OpChanges, _origin: object) -> None:
        if changes.subjects & self.subjects:
            self.make_stale()

    def _on_month(self, _month: Period) -> None:
        if self.uses_month:
            self.make_stale()
