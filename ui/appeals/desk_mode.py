"""Desk mode: a full screen for one agent at the supervisor's desk; nothing of others is on it, and only a password leads out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPageSize
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from models.domain.errors import N_, FenmingError
from models.domain.ops import Done
from services import appeals, desk, papers
from services.appeals import FiledAppeal
from services.desk import DeskAgent, OwnNotice
from ui.appeals.desk_filing import DeskFiling
from ui.appeals.desk_notices import OwnNotices, Receipt
from ui.appeals.desk_pages import ChangePin, ChoosePin, DeskForm, Leave, SignIn
from ui.kit import clipboard
from ui.kit.context import Context
from ui.kit.pdf_view import PdfView
from ui.kit.tasks import DRAW

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_BACK_MS = 300
_LARGER = 5
"""Points by which the type is larger than in the supervisor's window."""
_NO_PRINTER = N_("No printer is set up; the supervisor prints it from “Documents”.")
_REFUSED = {QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.Drop, QEvent.Type.ToolTip, QEvent.Type.WhatsThis}
_ALIVE = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate, QEvent.Type.TabletMove, QEvent.Type.TabletPress, QEvent.Type.InputMethod,
}  # fmt: skip


def standard_printer() -> QPrinter | None:
    """The printer that the workstation prints on unless told otherwise, None when there is none."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.defaultPrinter()
    return None if info.isNull() else QPrinter(info, QPrinter.PrinterMode.HighResolution)


class DeskWindow(QWidget):
    """`enter()` shows it; `left` after the supervisor's password. It never closes by itself."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self._context, self.t = context, context.texts
        self._may_close = False
        self.agent: DeskAgent | None = None
        self._waiting: tuple[DeskAgent, QWidget] | None = None
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(self.t("Appeal desk"))
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.sign_in, self.choose_pin, self.leave = SignIn(self.t), ChoosePin(self.t), Leave(self.t)
        self.change_pin = ChangePin(self.t)
        self._add(self.change_pin)
        self.change_pin.back.connect(self.show_notices)
        self.change_pin.changed.connect(self._change_pin)
        for page in (self.sign_in, self.choose_pin, self.leave):
            self._add(page)
            page.back.connect(self.ask_sign_in)
        self.sign_in.tried.connect(self._try)
        self.sign_in.first_time.connect(lambda: self._turn_to(self.choose_pin))
        self.sign_in.leave.connect(lambda: self._turn_to(self.leave))
        self.choose_pin.chosen.connect(self._choose)
        self.leave.tried.connect(self._leave)
        self._printing = PdfView(self.t)
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.setInterval(desk.IDLE_SECONDS * 1000)
        self.idle.timeout.connect(self.lock)

    # Coming and going

    def enter(self) -> None:
        """Fill the screen; what was copied before is wiped."""
        clipboard.wipe()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.installEventFilter(self)
        app.applicationStateChanged.connect(self._come_back)
        self.ask_sign_in()
        self.showFullScreen()
        self.activateWindow()

    def ask_sign_in(self) -> None:
        """Nobody is signed in; what the last agent saw is thrown away."""
        self._sign_out()
        self._drop(self._waiting[1] if self._waiting else None)
        self._waiting = None
        self._turn_to(self.sign_in)

    def lock(self) -> None:
        """After two idle minutes the PIN is asked for again; the agent finds the unfinished page as it was."""
        if self.agent is None:
            self.ask_sign_in()
            return
        agent, page = self.agent, self.stack.currentWidget()
        self._sign_out()
        self._waiting = (agent, page)
        self._turn_to(self.sign_in)
        self.sign_in.number.setText(agent.employee_no)
        self.sign_in.pin.setFocus()
        self.sign_in.refuse(self.t("Two minutes passed without a touch. Type your PIN to go on."))

    def _sign_out(self) -> None:
        self.agent = None
        clipboard.wipe()
        self._printing.close_pdf()

    def _leave(self, password: str) -> None:
        workspace = self._context.workspace
        self._run(lambda: desk.check_password(workspace, password=password), lambda _: self.go_away(), self.leave)

    def go_away(self) -> None:
        """Give the screen back to the supervisor."""
        self.ask_sign_in()
        self._may_close = True
        QApplication.instance().removeEventFilter(self)
        self.left.emit()  # first: closing the only window that is seen would end the program
        self.close()
        self.deleteLater()

    # Signing in

    def _try(self, number: str, pin: str) -> None:
        workspace = self._context.workspace
        self._run(lambda: desk.sign_in(workspace, employee_no=number, pin=pin), self._welcome, self.sign_in)

    def _choose(self, number: str, pin: str, password: str) -> None:
        workspace = self._context.workspace

        def chosen(done: Done[DeskAgent]) -> None:
            self._context.bus.changed.emit(done.changes, self)
            self._welcome(done.value)

        self._run(lambda: desk.choose_pin(workspace, employee_no=number, pin=pin, password=password), chosen, self.choose_pin)

    def _change_pin(self, old: str, new: str) -> None:
        agent, workspace = self.agent, self._context.workspace
        if agent is not None:
            number = agent.employee_no
            self._run(
                lambda: desk.change_pin(workspace, employee_no=number, old=old, new=new), lambda _: self.show_notices(), self.change_pin
            )

    def _welcome(self, agent: DeskAgent) -> None:
        self.agent = agent
        waiting, self._waiting = self._waiting, None
        if waiting and waiting[0] == agent:
            self._turn_to(waiting[1])
            return
        self._drop(waiting[1] if waiting else None)
        self.show_notices()

    # What the agent sees

    def show_notices(self) -> None:
        """The agent's own notices."""
        agent, workspace = self.agent, self._context.workspace
        if agent is None:
            return

        def shown(notices: tuple[OwnNotice, ...]) -> None:
            if self.agent == agent:
                page = OwnNotices(self.t, agent, notices)
                page.file.connect(self.write_appeal)
                page.sign_out.connect(self.ask_sign_in)
                page.pin_wanted.connect(lambda: self._turn_to(self.change_pin))
                self._turn_to(page)

        self._run(lambda: desk.own_notices(workspace, employee_no=agent.employee_no), shown, self.sign_in)

    def write_appeal(self, notice: OwnNotice) -> None:
        """The form for an appeal against an own notice."""
        page = DeskFiling(self.t, notice)
        page.back.connect(self.show_notices)
        page.filed.connect(lambda chosen, values: self._file(page, chosen, values))
        self._turn_to(page)

    def _file(self, page: DeskFiling, notice: OwnNotice, values: dict[str, Any]) -> None:
        agent, workspace = self.agent, self._context.workspace
        if agent is None:
            return
        page.yes.setEnabled(False)

        def filed(done: Done[FiledAppeal]) -> None:
            self._context.bus.changed.emit(done.changes, self)
            if self.agent == agent:
                self.show_receipt(done.value)

        def failed(error: Exception) -> None:
            page.yes.setEnabled(True)
            page.refuse(self._words(error))

        def call() -> Done[FiledAppeal]:
            moment = workspace.clock.now()
            return appeals.file(workspace, notice_number=notice.number, employee_no=agent.employee_no, at=moment, channel="desk", **values)

        self._context.tasks.run(call, owner=self, done=filed, failed=failed)

    def show_receipt(self, filed: FiledAppeal) -> None:
        """Number and decision date in large type, and the receipt to print."""
        page = Receipt(self.t, filed)
        page.done.connect(self.ask_sign_in)
        page.print_wanted.connect(lambda: self._print(page, filed))
        self._turn_to(page)

    def _print(self, page: Receipt, filed: FiledAppeal) -> None:
        """Straight to the standard printer: the system's dialog would lead to folders and other printers."""
        workspace = self._context.workspace

        def failed(error: Exception) -> None:
            page.printing.setText(self._words(error))

        def drawn(data: bytes) -> None:
            printed = self.send_to_printer(data, filed.case)
            words = N_("The receipt is being printed.") if printed else _NO_PRINTER
            page.printing.setText(self.t(words))
            if printed:
                self._context.tasks.run(lambda: papers.printed(workspace, ids=[filed.receipt_id]), owner=self, failed=failed)

        call = partial(papers.pdf_bytes, workspace, id=filed.receipt_id)
        self._context.tasks.run(call, owner=self, done=drawn, failed=failed, lane=DRAW)

    def send_to_printer(self, data: bytes, name: str) -> bool:
        """Print on the standard printer; False when there is none."""
        printer = standard_printer()
        if printer is None:
            return False
        printer.setDocName(name)
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._printing.show_pdf(data, name)
        self._printing.print_to(printer)
        self._printing.close_pdf()
        return True

    # Staying put

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch begins the two minutes anew; menus by right click, drops and help bubbles do not exist here."""
        if event.type() in _ALIVE and self.idle.isActive():
            self.idle.start()
        return event.type() in _REFUSED

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field took do nothing."""
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 and the like do nothing; only the password closes."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()

    def _come_back(self, state: Qt.ApplicationState) -> None:
        """Sent behind other windows (show the desktop, another program), it comes to the front again."""
        if state != Qt.ApplicationState.ApplicationActive and not self._may_close:
            QTimer.singleShot(_BACK_MS, self, self._to_front)

    def _to_front(self) -> None:
        if not self._may_close:
            if not self.isActiveWindow():
                self.hide()  # some window managers that show the desktop let only a newly shown window end that
            self.showFullScreen()
            self.raise_()
            self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """Made smaller by the window manager, it fills the screen again."""
        super().changeEvent(event)
        away = Qt.WindowState.WindowMinimized
        if event.type() == QEvent.Type.WindowStateChange and not self._may_close and self.windowState() & away:
            self.showFullScreen()

    # How it turns

    def _turn_to(self, page: QWidget) -> None:
        old = self.stack.currentWidget()
        if self.stack.indexOf(page) < 0:
            self._add(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()
        if isinstance(page, DeskForm):
            page.clear()
        if page is self.sign_in:
            self.idle.stop()
        else:
            self.idle.start()
        if old is not page and not isinstance(old, DeskForm) and not (self._waiting and self._waiting[1] is old):
            self._drop(old)

    def _add(self, page: QWidget) -> None:
        """Take a page in, each of its widgets with larger type: with a style sheet fonts do not come down from the window."""
        self.stack.addWidget(page)
        for widget in page.findChildren(QWidget):
            font = widget.font()
            font.setPointSizeF(font.pointSizeF() + _LARGER)
            widget.setFont(font)

    def _drop(self, page: QWidget | None) -> None:
        if page is not None and not isinstance(page, DeskForm):
            self.stack.removeWidget(page)
            page.setParent(None)
            page.deleteLater()

    def _run(self, call: Any, done: Any, page: DeskForm) -> None:
        page.refuse("")
        self._context.tasks.run(call, owner=self, done=done, failed=lambda error: page.refuse(self._words(error)))

    def _words(self, error: Exception) -> str:
        if isinstance(error, FenmingError):
            return self.t.message(error.message)
        return self.t("Something went wrong; please call the supervisor.")
