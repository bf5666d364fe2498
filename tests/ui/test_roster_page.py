"""The roster page clicked and typed through: filters, time line, each form, import and export."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from models.domain.people import Status
from services import history, people
from services.people import NewPerson
from services.workspace import Workspace
from tests.ui.worlds import on_screen, page_context
from ui.kit.dialogs import AskReason, ChooseOpenFile, ChooseSaveFile
from ui.kit.import_wizard import ImportWizard, finish
from ui.roster.forms import ActionForm, ChangeForm, HireForm, LeaveForm
from ui.roster.page import RosterPage
from ui.roster.person_panel import PersonPanel

TODAY = date(2026, 11, 2)


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> RosterPage:
    """The page with three agents, one of them gone."""
    for number, name, team in (("0001", "张三", "A"), ("0002", "李四", "B"), ("0003", "王五", "A")):
        people.hire(workspace, person=NewPerson(number, name, date(2026, 3, 2), team, "inbound"))
    row = people.person(workspace, employee_no="0003", day=TODAY)
    people.leave(workspace, employee_no="0003", last_day=date(2026, 9, 30), reason="study", seen=row.version)
    return shown(workspace, tmp_path, qtbot)


def shown(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> RosterPage:
    """The page over the workspace, in November."""
    return on_screen(RosterPage(page_context(tmp_path, workspace, month="2026-11")), qtbot, 1100, 640)


def names(page: RosterPage) -> list[str]:
    """Names in the order shown."""
    return [row.name for row in page.rows.rows()]


def press(qtbot: QtBot, form: ActionForm) -> None:
    """Click the form's verb."""
    qtbot.mouseClick(form.yes, Qt.MouseButton.LeftButton)


def content(page: RosterPage, kind: type) -> object:
    """The panel's widget, of that kind."""
    assert isinstance(page.panel.content, kind)
    return page.panel.content


def test_an_empty_roster_says_what_to_do(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    page = shown(workspace, tmp_path, qtbot)
    assert page.empty.isVisible()


def test_leavers_are_hidden_until_asked_for(page: RosterPage) -> None:
    assert names(page) == ["李四", "张三"]
    page.status.setCurrentIndex(page.status.findData(""))
    assert names(page) == ["李四", "王五", "张三"]
    page.status.setCurrentIndex(page.status.findData(Status.LEFT))
    assert names(page) == ["王五"]


def test_a_past_month_shows_the_roster_of_its_last_day(page: RosterPage) -> None:
    page.context.month.choose(page.month.shifted(-2))
    assert names(page) == ["李四", "王五", "张三"]
    assert "2026-09-30" in page.count.text()


def test_filters_and_pinyin_search_work_together(page: RosterPage, qtbot: QtBot) -> None:
    page.team.setCurrentIndex(page.team.findData("A"))
    assert names(page) == ["张三"]
    page.team.setCurrentIndex(0)
    assert page.header.search is not None
    qtbot.keyClicks(page.header.search, "ls")
    assert names(page) == ["李四"]


def test_an_agent_opens_with_the_time_line(page: RosterPage, qtbot: QtBot) -> None:
    page.go(employee_no="0003")
    panel = content(page, PersonPanel)
    assert isinstance(panel, PersonPanel)
    text = panel.view.toPlainText()
    assert "Last day of employment" in text
    assert "Reason: study" in text
    assert text.index("2026-09-30") < text.index("2026-03-02")
    panel.kinds.setCurrentIndex(panel.kinds.findData("points"))
    assert "Nothing has happened yet" in panel.view.toPlainText()
    page.table.choose(lambda row: row.employee_no == "0001")
    panel = content(page, PersonPanel)
    assert isinstance(panel, PersonPanel)
    assert panel.row.name == "张三"


def test_hiring_by_hand(page: RosterPage, qtbot: QtBot) -> None:
    assert page.header.primary is not None
    qtbot.mouseClick(page.header.primary, Qt.MouseButton.LeftButton)
    form = content(page, HireForm)
    assert isinstance(form, HireForm)
    press(qtbot, form)
    assert form.form.field("employee_no").accessibleDescription() == "Enter the employee number."
    qtbot.keyClicks(form.form.field("employee_no"), "0001")
    form.form.field("name").setText("赵六")  # type: ignore[attr-defined]
    press(qtbot, form)
    assert "belongs to 张三" in form.banner.text
    form.form.field("employee_no").setText("0009")  # type: ignore[attr-defined]
    qtbot.keyClicks(form.form.field("wage"), "abc")
    press(qtbot, form)
    assert "abc" in form.banner.text
    form.form.field("wage").setText("6500")  # type: ignore[attr-defined]
    position = form.form.field("position")
    assert isinstance(position, QComboBox)
    position.setEditText("VIP")
    press(qtbot, form)
    row = people.person(page.context.workspace, employee_no="0009", day=TODAY)
    assert (row.name, row.position, str(row.monthly_wage)) == ("赵六", "VIP", "6500")
    assert "赵六" in names(page)
    assert "Stored" in page.banner.text


def test_a_change_with_a_date(page: RosterPage, qtbot: QtBot) -> None:
    page.go(employee_no="0001")
    panel = content(page, PersonPanel)
    assert isinstance(panel, PersonPanel)
    qtbot.mouseClick(panel.buttons["change"], Qt.MouseButton.LeftButton)
    form = content(page, ChangeForm)
    assert isinstance(form, ChangeForm)
    press(qtbot, form)
    assert "Nothing would change" in form.banner.text
    form.form.field("on").setDate(QDate(2026, 10, 1))  # type: ignore[attr-defined]
    team = form.form.field("team")
    assert isinstance(team, QComboBox)
    team.setEditText("C")
    press(qtbot, form)
    row = people.person(page.context.workspace, employee_no="0001", day=TODAY)
    assert (row.team, row.held_since) == ("C", date(2026, 10, 1))
    panel = content(page, PersonPanel)
    assert isinstance(panel, PersonPanel)
    assert "A → C" in panel.view.toPlainText()
    history.undo(page.context.workspace)
    page.make_stale()
    assert [row.team for row in page.rows.rows()] == ["B", "A"]


def test_leaving_and_taking_it_back(page: RosterPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page.go(employee_no="0001")
    page.start("leave")
    form = content(page, LeaveForm)
    assert isinstance(form, LeaveForm)
    assert form.open_items.text() == "Nothing is open."
    press(qtbot, form)
    assert "reason" in form.banner.text
    qtbot.keyClicks(form.form.field("reason"), "moves away")
    form.form.field("last_day").setDate(QDate(2026, 10, 31))  # type: ignore[attr-defined]
    press(qtbot, form)
    assert names(page) == ["李四"]
    page.go(employee_no="0001")
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *_, **__: "wrong agent"))
    panel = content(page, PersonPanel)
    assert isinstance(panel, PersonPanel)
    qtbot.mouseClick(panel.buttons["undo_leaving"], Qt.MouseButton.LeftButton)
    assert people.person(page.context.workspace, employee_no="0001", day=TODAY).status is Status.REGULAR


def test_a_second_edit_of_an_old_view_is_refused(page: RosterPage, qtbot: QtBot) -> None:
    page.go(employee_no="0001")
    page.start("rename")
    form = content(page, ActionForm)
    assert isinstance(form, ActionForm)
    row = people.person(page.context.workspace, employee_no="0001", day=TODAY)
    people.rename(page.context.workspace, employee_no="0001", name="张山", seen=row.version)
    press(qtbot, form)
    assert "changed meanwhile" in form.banner.text


def test_the_import_wizard_previews_and_stores(page: RosterPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("工号,姓名,班组\n0001,张三,C\n0002,李四,B\n0010,孙八,A\n,无号,A\n", encoding="utf-8")
    wizard = ImportWizard(page, "roster", file)
    qtbot.addWidget(wizard)
    assert "1 new · 1 changed · 1 the same · 1 rows with problems" in wizard.summary.text()
    assert [line.state for line in wizard.rows.rows()] == ["problem", "changed", "same", "added"]
    assert any("Team: A → C" in line.detail for line in wizard.rows.rows())
    assert not wizard.yes.isEnabled()
    wizard.filter.setCurrentIndex(wizard.filter.findData("problem"))
    assert wizard.rows.rowCount() == 1
    wizard.partial.setChecked(True)
    qtbot.mouseClick(wizard.yes, Qt.MouseButton.LeftButton)
    assert wizard.report is not None
    finish(page, wizard.report)
    assert "孙八" in names(page)
    assert "1 bad rows were left out" in page.banner.text


def test_the_wizard_asks_which_column_is_which(page: RosterPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("坐席代码X,姓名,班组\n0010,孙八,A\n", encoding="utf-8")
    wizard = ImportWizard(page, "roster", file)
    qtbot.addWidget(wizard)
    assert wizard.banner.text
    assert not wizard.yes.isEnabled()
    choice = wizard.columns.form.field("employee_no")
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findData("坐席代码X"))
    assert "1 new" in wizard.summary.text()
    qtbot.mouseClick(wizard.yes, Qt.MouseButton.LeftButton)
    assert people.person(page.context.workspace, employee_no="0010", day=TODAY).name == "孙八"


def test_a_bad_period_is_said_at_the_field(page: RosterPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("工号,姓名\n0010,孙八\n", encoding="utf-8")
    wizard = ImportWizard(page, "roster", file)
    qtbot.addWidget(wizard)
    wizard.form.field("period").setText("soon")  # type: ignore[attr-defined]
    qtbot.mouseClick(wizard.yes, Qt.MouseButton.LeftButton)
    assert "not a period" in wizard.form.field("period").accessibleDescription()
    assert wizard.report is None


def test_export_writes_a_file_that_changes_nothing_when_imported(
    page: RosterPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(ChooseSaveFile, "ask", staticmethod(lambda *_, **__: target))
    page.actions_by_name["export"].trigger()
    assert "Exported" in page.banner.text
    wizard = ImportWizard(page, "roster", target)
    qtbot.addWidget(wizard)
    assert {line.state for line in wizard.rows.rows()} == {"same"}


def test_a_photo_is_shown_removed_and_undone(page: RosterPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = tmp_path / "me.png"
    Image.new("RGB", (600, 800), (90, 120, 60)).save(picture)
    monkeypatch.setattr(ChooseOpenFile, "ask", lambda *_args, **_more: picture)

    def open_agent() -> PersonPanel:
        panel = content(page, PersonPanel)
        assert isinstance(panel, PersonPanel)
        return panel

    page.go(employee_no="0001")
    qtbot.mouseClick(open_agent().buttons["photo"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: open_agent().photo.isVisible())
    assert not open_agent().photo.pixmap().isNull()
    qtbot.mouseClick(open_agent().buttons["remove_photo"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "remove_photo" not in open_agent().buttons)
    assert not open_agent().photo.isVisible()
    history.undo(page.context.workspace)
    page.refresh()
    qtbot.waitUntil(lambda: open_agent().photo.isVisible())


def test_a_picture_that_cannot_be_read_is_refused(page: RosterPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "me.jpg"
    broken.write_bytes(b"\xff\xd8\xff nothing more")
    monkeypatch.setattr(ChooseOpenFile, "ask", lambda *_args, **_more: broken)
    page.go(employee_no="0001")
    panel = content(page, PersonPanel)
    assert isinstance(panel, PersonPanel)
    qtbot.mouseClick(panel.buttons["photo"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.banner.isVisible())
    assert "me.jpg" in page.banner.text


def test_an_agents_data_is_handed_out_from_the_panel(
    page: RosterPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.zip"
    monkeypatch.setattr(ChooseSaveFile, "ask", lambda *_args, **_more: path)
    page.go(employee_no="0002")
    panel = content(page, PersonPanel)
    assert isinstance(panel, PersonPanel)
    qtbot.mouseClick(panel.buttons["copy"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.banner.isVisible())
    assert "copy.zip" in page.banner.text
    with zipfile.ZipFile(path) as archive:
        said = archive.read("README.txt").decode("utf-8-sig")
        data = archive.read("data.json").decode()
    assert "李四" in said
    assert "张三" not in data
