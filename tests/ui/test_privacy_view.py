"""The privacy view: one switch of the window covers what others must not read over the shoulder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import delete

from models.domain.period import Period
from services import attendance
from services.texts import Texts
from services.workspace import Workspace
from tests.services import decided
from ui.kit import privacy
from ui.kit.preferences import Preferences
from ui.kit.tasks import InlineTasks
from ui.kit.trace_view import TraceLine, TraceView
from ui.roster.forms import ChangeForm
from ui.roster.person_panel import PersonPanel
from ui.shell.app import Shell

SICK_DAY = date(2026, 10, 14)


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, workspace: Workspace, qtbot: Any) -> Iterator[Any]:
    """The window over a centre with wages, a day of sick leave and a day of annual leave."""
    decided.fill(workspace, wage=520000)
    cells = [("0003", SICK_DAY, "病"), ("0004", SICK_DAY, "年")]
    attendance.set_cells(workspace, month=decided.OCTOBER, cells=cells)
    made = Shell(qapp, Preferences(tmp_path / "ui.ini"), InlineTasks())
    qtbot.addWidget(made.window)
    made.workspace = workspace.speaking("zh")
    made._new_context()
    made.window.attach(made._context)
    made._context.month.choose(Period.parse("2026-10"))
    made.window.show()
    yield made
    privacy.turn(False)
    made.workspace = None
    made.close()
    made.deleteLater()


def wages(shell: Any) -> set[str]:
    rows = shell.window.page.rows
    column = next(n for n, one in enumerate(rows.columns) if one.key == "wage")
    return {rows.text_at(n, column) for n in range(rows.rowCount())}


def marks(shell: Any) -> dict[str, str]:
    model = shell.window.page.model
    return {row.id: row.texts[model.body.start + SICK_DAY.day - 1] for row in model.rows()}


def test_the_switch_covers_wages_on_the_roster_and_is_remembered(shell: Any) -> None:
    shell.window.open_page("roster")
    assert wages(shell) == {"¥5,200.00"}
    shell.window.menus.privacy.trigger()
    assert wages(shell) == {privacy.COVER}
    assert "Ctrl+Shift+H" in shell.window.status.toast.text()
    assert Preferences(Path(shell.preferences._settings.fileName())).privacy_view
    page = shell.window.page
    page.go(employee_no="0003")
    assert isinstance(page.panel.content, PersonPanel)
    assert "病假" not in page.panel.content.view.toPlainText()
    page.start("change")
    form = page.panel.content
    assert isinstance(form, ChangeForm)
    field = form.form.field("wage")
    assert isinstance(field, QLineEdit)
    assert field.displayText() == "●" * len(field.text())
    shell.window.menus.privacy.trigger()
    assert field.displayText() == field.text() == "¥5,200.00"
    assert wages(shell) == {"¥5,200.00"}
    assert not shell.preferences.privacy_view


def test_attendance_shows_leave_without_its_kind_and_cannot_be_typed_over(shell: Any) -> None:
    shell.window.open_page("attendance")
    page = shell.window.page
    page.go(employee_no="0003", day=SICK_DAY)
    assert (marks(shell)["0003"], marks(shell)["0004"]) == ("病", "年")
    assert "病" in page.beside.text()
    page.all_totals.setChecked(True)
    shell.window.menus.privacy.trigger()
    assert (marks(shell)["0003"], marks(shell)["0004"]) == ("假", "年")
    everything = "".join(text for row in page.model.rows() for text in (*row.texts, *row.tips.values()))
    assert "病" not in everything + page.beside.text()
    assert everything.count(privacy.COVER) == 2 * page.model.rowCount(), "sick and family leave are covered alike for all"
    assert page.model.locked
    page.go(employee_no="0003", day=SICK_DAY)
    assert "病" not in page.beside.text()
    shell.window.menus.privacy.trigger()
    assert marks(shell)["0003"] == "病"
    assert not page.model.locked


def test_reasons_of_a_score_are_covered_on_the_screen_and_on_the_clipboard(shell: Any, qtbot: Any) -> None:
    view = TraceView(shell.window.texts)
    qtbot.addWidget(view)
    view.show_lines("李静", [TraceLine("病假 3 天", "3", "0", False)])
    assert "病假" in view.as_text()
    privacy.turn(True)
    assert "病假" not in view.as_text() + view._browser.toPlainText()
    assert "李静" in view._browser.toPlainText()
    privacy.turn(False)
    assert "病假" in view._browser.toPlainText()


def test_the_switch_holds_for_a_page_opened_later(shell: Any) -> None:
    shell.window.menus.privacy.trigger()
    shell.window.open_page("roster")
    assert wages(shell) == {privacy.COVER}


def test_what_is_gone_is_not_asked_to_follow(qtbot: Any) -> None:
    view, field = TraceView(Texts("en")), QLineEdit()
    privacy.cover(field)
    delete(view)
    delete(field)
    privacy.turn(True)
    privacy.turn(False)
    assert not privacy.is_on()
