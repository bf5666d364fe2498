"""The supervisor's main job without a screen: import, close, confirm, publish, sign, appeal, verify, and a look at every page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from models.domain.outcomes import OutcomeStatus
from models.domain.period import Cadence, Period
from services import appeals, closing, notices, outcomes, papers, publishing, sample, verify
from services.clock import SystemClock
from services.exchange import exporting, importing
from services.outcome_views import outcomes_of
from services.workspace import Workspace
from ui.kit import theme
from ui.kit.preferences import Preferences
from ui.kit.tasks import Tasks
from ui.shell.app import Shell
from ui.shell.pages import PAGES

SIZE = (1280, 720)
_PATIENCE_MS = 20_000


def main_job(out: Path) -> int:
    """Do the job on a fresh sample centre below `out`; prints where papers and pictures lie, gives 1 when verify found something."""
    folder, documents, screens = out / "headless-centre", out / "papers", out / "screens"
    for old in (folder, documents, screens):
        shutil.rmtree(old, ignore_errors=True)
    today = SystemClock().today()
    month = Period.containing(today, Cadence.MONTH).shifted(-1)
    workspace = sample.make(folder, today=today)
    try:
        _import_again(workspace, out, month)
        _decide(workspace, month, documents)
        _appeal(workspace)
        findings = verify.verify(workspace)
    finally:
        workspace.close()
    for finding in findings:
        print(f"verify: {finding.message}")
    for language, appearance in (("zh", "light"), ("en", "dark")):
        pictures(folder, screens / f"{language}-{appearance}", language, appearance)
    print(f"Sample centre:  {folder}")
    print(f"Papers (PDF):   {documents}  ({len(list(documents.glob('*.pdf')))} files)")
    print(f"Screenshots:    {screens}")
    return 1 if findings else 0


def _import_again(workspace: Workspace, out: Path, month: Period) -> None:
    """Attendance and indicators go out to files and come in again, as a supervisor would bring them."""
    for kind in ("roster", "attendance", "kpi"):
        file = out / f"{kind}.xlsx"
        exporting.export(workspace, kind=kind, path=file, period=None if kind == "roster" else month)
        report = importing.import_file(workspace, kind=kind, path=file, period=None if kind == "roster" else month).value
        print(f"Import {kind}: {report.added} added, {report.changed} changed, {report.same} the same")


def _decide(workspace: Workspace, month: Period, documents: Path) -> None:
    """Close the month, waive nothing, record that statements were declined, confirm, publish, draw the papers."""
    result = closing.close(workspace, month=month).value
    for outcome in outcomes_of(workspace, month=month):
        if outcome.needs_notice and outcome.id is not None:
            outcomes.take_statement(workspace, id=outcome.id, text=None)
    proposed = outcomes_of(workspace, month=month, status=OutcomeStatus.PROPOSED)
    outcomes.confirm(workspace, ids=[outcome.id for outcome in proposed if outcome.id is not None])
    report = publishing.publish(workspace, month=month).value
    count = papers.export_documents(workspace, month=month, folder=documents)
    print(f"Closed {month.text}: {len(result.outcomes)} decisions, {report.published} published, {count} papers")


def _appeal(workspace: Workspace) -> None:
    """The newest notice is signed today, and its agent appeals half an hour later."""
    waiting = notices.notices(workspace, waiting_only=True)
    if not waiting:
        return
    notice, today = waiting[-1], workspace.clock.today()
    notices.sign(workspace, number=notice.number, on=today, employee_no=notice.employee_no)
    at = datetime.combine(today, time(17, 30))
    reason = "当月系统升级导致统计口径变化，请复核原始数据。"
    filed = appeals.file(workspace, notice_number=notice.number, employee_no=notice.employee_no, at=at, reason=reason).value
    papers.draw_pending(workspace)
    print(f"Appeal {filed.case}: may be filed until {filed.last_day_to_file}, to be decided by {filed.decide_by}")


def pictures(folder: Path, screens: Path, language: str, appearance: str, size: tuple[int, int] = SIZE) -> None:
    """One PNG of every page of the real window over a workspace."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    screens.mkdir(parents=True, exist_ok=True)
    preferences = Preferences(screens / "fenming.ini")
    preferences.put("language", language)
    preferences.put("theme", appearance)
    theme.register_fonts(app)
    theme.apply(app, appearance)
    tasks = Tasks(app)
    shell = Shell(app, preferences, tasks)
    shell.window.resize(*size)
    shell.window.show()
    shell.start(folder)
    wait_until(lambda: shell.workspace is not None and not tasks.open_tickets())
    month = Period.containing(SystemClock().today(), Cadence.MONTH).shifted(-1)
    shell.window.context.month.choose(month)
    for page in PAGES:
        shell.window.open_page(page.name)
        wait_until(lambda: not tasks.open_tickets())
        shell.window.grab().save(str(screens / f"{page.name}.png"))
    shell.window.close()
    shell.close()
    (screens / "fenming.ini").unlink(missing_ok=True)


def wait_until(ready: Callable[[], bool]) -> None:
    """Let the event loop run until everything asked for has come back, and a moment longer for the last paint."""
    loop = QEventLoop()
    started = datetime.now()  # noqa: DTZ005, TID251 – patience with the event loop, no business time
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if ready() or datetime.now() - started > timedelta(milliseconds=_PATIENCE_MS) else None)  # noqa: DTZ005, TID251
    timer.start(50)
    loop.exec()
    QTimer.singleShot(150, loop.quit)
    loop.exec()
