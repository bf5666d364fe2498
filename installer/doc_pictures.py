"""Every picture of the documentation, made anew from the sample centre of a fixed day: `python -m installer.doc_pictures [DIR]`."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from installer.headless import SIZE, wait_until
from models.domain.papers import Series
from models.domain.period import Period
from services import desk, papers, sample
from services.clock import FixedClock
from services.workspace import Workspace, open_workspace
from ui.appeals.desk_mode import DeskWindow
from ui.kit import theme
from ui.kit.import_wizard import ImportWizard
from ui.kit.preferences import Preferences
from ui.kit.tasks import Tasks
from ui.library.adopt_wizard import AdoptWizard
from ui.shell.app import Shell
from ui.shell.pages import PAGES

DAY = date(2026, 11, 22)
OPEN_MONTH, CLOSED_MONTH = Period.parse("2026-10"), Period.parse("2026-09")
LOOKS = tuple((language, appearance) for language in ("zh", "en") for appearance in ("light", "dark"))
MOST_BYTES = 120_000
_COLOURS = (256, 160, 96, 64)
_PIN = "80413"
_ROSTER = """工号,姓名,班组,岗位,状态,入职日期,星级
0001,陈建国,呼入一组,班组长,正式,2019-01-01,四星
0002,王喆,呼入二组,呼入,正式,,
0043,苏晚晴,外呼二组,外呼,试用,2026-11-16,
0044,方屿,外呼二组,外呼,试用,2026-13-01,五星
"""
"""A file with a row of every kind: changed, new, and one that cannot be used."""


def save(picture: Image.Image, file: Path) -> None:
    """Write an optimised PNG with as many colours as the limit of bytes allows."""
    for colours in _COLOURS:
        stream = io.BytesIO()
        picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
        if stream.tell() <= MOST_BYTES:
            break
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(stream.getvalue())


def save_pixmap(pixmap: QPixmap, file: Path) -> None:
    """Write what a widget looked like."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")  # type: ignore[call-overload]
    save(Image.open(io.BytesIO(bytes(buffer.data().data()))), file)


def papers_as_pictures(workspace: Workspace, target: Path) -> None:
    """One certificate and one penalty notice as they print."""
    register = papers.register(workspace)
    for series, name, scale in ((Series.CERTIFICATE, "certificate", 1.3), (Series.PENALTY, "penalty-notice", 1.2)):
        paper = next(one for one in register if one.series is series and not one.void_reason and one.employee_no)
        page = pypdfium2.PdfDocument(papers.pdf_bytes(workspace, id=paper.id))[0]
        save(page.render(scale=scale).to_pil(), target / f"{name}.png")


class Photographer:
    """The real window over the sample centre in one language and appearance."""

    def __init__(self, app: QApplication, folder: Path, target: Path, look: tuple[str, str]) -> None:
        language, appearance = look
        self.target = target / f"{language}-{appearance}"
        self.folder = folder
        ini = folder.parent / f"{language}-{appearance}.ini"
        preferences = Preferences(ini)
        preferences.put("language", language)
        preferences.put("theme", appearance)
        theme.apply(app, appearance)
        self.tasks = Tasks(app)
        self.shell = Shell(app, preferences, self.tasks)
        self.window = self.shell.window
        self.window.resize(*SIZE)
        self.window.show()

    def take(self) -> None:
        """All pictures of this look."""
        self.shell.welcome()
        self.shell._welcome.form.field("folder").setText(r"D:\Fenming\workspace")  # not the folder of whoever makes the pictures
        self.shot("welcome")
        self.shell._opened(open_workspace(self.folder, clock=FixedClock.on(DAY)))
        self.settle()
        self.window.context.month.choose(OPEN_MONTH)
        for entry in PAGES:
            self.window.open_page(entry.name)
            self.shot(entry.name)
        for name, scene in self._scenes().items():
            scene()
            self.shot(name)
            self.window.page.panel.close_panel()
        self._dialogs()
        self._desk()
        self.window.close()
        self.shell.close()

    def settle(self) -> None:
        """Wait for everything that was asked for."""
        wait_until(lambda: not self.tasks.open_tickets())

    def shot(self, name: str) -> None:
        """The whole window."""
        self.settle()
        save_pixmap(self.window.grab(), self.target / f"{name}.png")

    def page(self, name: str, month: Period = OPEN_MONTH, **where: Any) -> Any:
        """Open a page and wait for it."""
        self.window.context.month.choose(month)
        self.window.open_page(name, **where)
        self.settle()
        return self.window.page

    def _scenes(self) -> dict[str, Callable[[], object]]:
        """Pages with something open beside them."""
        return {
            "timeline": lambda: self.page("roster", employee_no="0029"),
            "scorecard": lambda: self.page("indicators").card_button.click(),
            "why": self._why,
            "ledger": self._ledger,
            "case": self._case,
            "paper": self._paper,
            "receipts": lambda: self.page("documents").tabs.setCurrentIndex(1),
            "papers": lambda: self.page("settings", section="papers"),
            "backup": lambda: self.page("settings", section="backup"),
            "help": self._help,
        }

    def _why(self) -> None:
        page = self.page("decisions", CLOSED_MONTH, rule="monthly-top-performers")
        page.table.choose(lambda view: bool(view.employee_no))
        page.why()

    def _ledger(self) -> None:
        page = self.page("points")
        page.open_ledger(max(page.rows.rows(), key=lambda row: row.balance))

    def _case(self) -> None:
        page = self.page("appeals")
        page.open_case(page._board.cases[0].case)

    def _paper(self) -> None:
        page = self.page("documents")
        page.go(number=next(one.number for one in page.papers.rows() if one.series is Series.PENALTY))
        page.preview()

    def _help(self) -> None:
        self.page("attendance")
        self.window.show_help()

    # Dialogs and the desk

    def _dialogs(self) -> None:
        page = self.page("library", scheme="outbound-rewards-and-penalties")
        wizard = AdoptWizard(page, page.details.card, page.options)
        self._over(wizard, "adopt-when")
        wizard.go_on()
        self._over(wizard, "adopt")
        wizard.close()
        page = self.page("roster")
        table = self.folder.parent / "roster.csv"
        table.write_text(_ROSTER, encoding="utf-8")
        self._over(ImportWizard(page, "roster", table), "import")

    def _over(self, dialog: QDialog, name: str) -> None:
        """A dialog above the dimmed window, as it stands on a screen."""
        dialog.show()
        self.settle()
        picture = self.window.grab()
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
        place = QPoint((picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2)
        painter.drawPixmap(place, dialog.grab())
        painter.end()
        save_pixmap(picture, self.target / f"{name}.png")
        dialog.hide()

    def _desk(self) -> None:
        """What an agent sees at the desk: signing in, the own notices, the form."""
        context = self.window.context
        if not desk.has_pin(context.workspace, employee_no="0016"):
            desk.set_pin(context.workspace, employee_no="0016", pin=_PIN)
        window = DeskWindow(context)
        window.resize(*SIZE)
        window.show()
        window.ask_sign_in()
        self._grab(window, "desk")
        window.sign_in.number.setText("0016")
        window.sign_in.pin.setText(_PIN)
        window.sign_in.submit()
        self._grab(window, "desk-notices")
        window.go_away()

    def _grab(self, widget: QWidget, name: str) -> None:
        self.settle()
        save_pixmap(widget.grab(), self.target / f"{name}.png")


def main(target: Path, looks: tuple[tuple[str, str], ...] = LOOKS) -> None:
    """Make the sample centre of the fixed day and take every picture into `target`."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.register_fonts(app)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "fenming"
        workspace = sample.make(folder, today=DAY)
        papers_as_pictures(workspace, target)
        workspace.close()
        for look in looks:
            copy = Path(made) / "-".join(look) / "fenming"
            shutil.copytree(folder, copy)
            Photographer(app, copy, target, look).take()
    total = sum(file.stat().st_size for file in target.rglob("*.png"))
    print(f"{len(list(target.rglob('*.png')))} pictures, {total / 1e6:.1f} MB: {target}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "docs" / "images")
