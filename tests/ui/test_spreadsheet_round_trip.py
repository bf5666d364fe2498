"""Out to a real spreadsheet program, saved there, and back: nothing may have changed. Needs LibreOffice Calc."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from models.domain.period import Period
from services.exchange import exporting, importing
from services.workspace import Workspace
from tests.ui.worlds import page_context
from ui.attendance.page import AttendancePage
from ui.indicators.page import IndicatorsPage
from ui.kit import clipboard, tsv
from ui.kit.month_page import MonthGridPage

OCTOBER = Period.month(2026, 10)
_PROGRAM = shutil.which("soffice")
_HAS_CALC = _PROGRAM is not None and any(Path(_PROGRAM).resolve().parent.glob("libsclo.*"))
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not _HAS_CALC, reason="LibreOffice Calc is not installed")]
_TABS = "9,34,76,1,,0,false,true,false"
"""Tab-separated UTF-8, cells as they are shown: what Calc puts on the clipboard."""
_UTF8 = "CSV:44,34,76"
_GB18030 = "44,34,85,1,,0,false,true,false"
"""Comma-separated, as a Chinese system saves it."""
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Open a file in Calc and save it in another format; returns the new file."""
    profile = tmp_path_factory.getbasetemp() / "office-profile"

    def saved(path: Path, ending: str, *, read_as: str = "", write_as: str = "") -> Path:
        folder = tmp_path_factory.mktemp("saved")
        command = [_PROGRAM, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", f"{ending}:{write_as}".rstrip(":")]
        command += [f"--infilter={read_as}"] if read_as else []
        subprocess.run([*command, "--outdir", folder, path], check=True, capture_output=True, timeout=120)
        return folder / f"{path.stem}.{ending}"

    return saved


@pytest.mark.parametrize("saved_as", ["xlsx", "ods", "xls", "csv"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ["attendance", "kpi"])
def test_an_export_saved_by_a_spreadsheet_changes_nothing(
    sample: Workspace, tmp_path: Path, save: Save, kind: str, ending: str, saved_as: str
) -> None:
    written = exporting.export(sample, kind=kind, path=tmp_path / f"{kind}.{ending}", period=OCTOBER)
    read_as, write_as = _UTF8 if ending == "csv" else "", f"Text - txt - csv (StarCalc):{_GB18030}" if saved_as == "csv" else ""
    plan = importing.preview_file(sample, kind=kind, path=save(written.path, saved_as, read_as=read_as, write_as=write_as), period=OCTOBER)
    assert plan.problems == ()
    assert [(row.label, row.changes) for row in plan.rows if row.state != "same"] == []
    assert len(plan.rows) > written.rows


@pytest.fixture(params=[AttendancePage, IndicatorsPage])
def page(request: pytest.FixtureRequest, sample: Workspace, tmp_path: Path, qtbot: Any) -> MonthGridPage:
    """A grid of the sample centre with everything selected."""
    made: Any = request.param(page_context(tmp_path, sample, "zh", "2026-10"))
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    body = made.model.body
    made.grid.view.select(0, body.start, made.model.rowCount() - 1, body.stop - 1)
    return made  # type: ignore[no-any-return]


def test_copied_cells_come_back_from_a_spreadsheet_as_they_were(page: Any, tmp_path: Path, save: Save) -> None:
    asked: list[Any] = []
    page.model.edit_requested.connect(asked.append)
    copied = tmp_path / "copied.csv"
    copied.write_text(page.grid.view.copy(), encoding="utf-8")
    there = save(copied, "ods", read_as=f"CSV:{_TABS}")
    back = save(there, "csv", write_as=f"Text - txt - csv (StarCalc):{_TABS}")
    QApplication.clipboard().setText(back.read_text("utf-8-sig").replace("\n", "\r\n"))
    page.grid.view.paste()
    assert asked == []
    assert not page.banner.isVisible()


def test_the_copied_table_keeps_numbers_of_people_and_marks_as_text(page: Any, tmp_path: Path, save: Save) -> None:
    page.grid.view.copy_with_names()
    cells = clipboard.take()
    table = tmp_path / "table.html"
    table.write_text(QApplication.clipboard().mimeData().html(), encoding="utf-8")
    there = save(table, "ods", read_as="calc_HTML_WebQuery")
    back = save(there, "csv", write_as=f"Text - txt - csv (StarCalc):{_TABS}")
    found = [[cell.strip() for cell in row] for row in tsv.read(back.read_text("utf-8-sig"))]
    assert [row[0] for row in found] == [row[0] for row in cells]
    assert found == [row[: len(found[0])] for row in cells]
