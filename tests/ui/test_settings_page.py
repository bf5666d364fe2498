"""The settings page clicked and typed through: fields stored when left, pictures, calendar, indicators, backups, look."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.domain.kpi import Unit
from services import backups, centre_calendar, indicator_list, people, settings, today
from services.people import NewPerson
from services.workspace import Workspace
from tests.ui.worlds import on_screen, page_context
from ui.kit.dialogs import AskReason, ChooseFolder, ChooseOpenFile, Confirm
from ui.settings.backup import BackupSection
from ui.settings.calendar import CalendarSection
from ui.settings.centre import PapersSection, WhoSection
from ui.settings.indicators import IndicatorSection
from ui.settings.look import AboutSection, LookSection
from ui.settings.page import SettingsPage


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> SettingsPage:
    """The page at its first section."""
    return on_screen(SettingsPage(page_context(tmp_path, workspace, month="2026-11")), qtbot, 1100, 640)


def click(qtbot: QtBot, button: QPushButton) -> None:
    """Press a button."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(qtbot: QtBot, field: object, text: str) -> None:
    """Replace what stands in a line and leave it."""
    assert isinstance(field, QLineEdit)
    field.setText(text)
    field.editingFinished.emit()


def choose(field: object, value: object) -> None:
    """Choose an entry as the mouse does."""
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def test_fields_are_stored_when_left(page: SettingsPage, qtbot: QtBot) -> None:
    section = page.section("centre")
    assert isinstance(section, WhoSection)
    assert section.form.value("name") == "测试中心"
    type_into(qtbot, section.form.field("phone"), "0571-1")
    choose(section.form.field("province"), "广东")
    stored = settings.centre(page.context.workspace)
    assert (stored.phone, stored.province) == ("0571-1", "广东")


def test_a_refused_field_says_why_and_stores_nothing(page: SettingsPage, qtbot: QtBot) -> None:
    section = page.section("centre")
    assert isinstance(section, WhoSection)
    for key, text, said in (("name", "", "needs a name"), ("minimum_wage", "much", "not a number"), ("monthly_budget", "-5", "below zero")):
        type_into(qtbot, section.form.field(key), text)
        assert said in section.form.field(key).accessibleDescription()
    assert settings.centre(page.context.workspace).name == "测试中心"


def test_a_bad_number_pattern_is_refused(page: SettingsPage, qtbot: QtBot) -> None:
    page.go(section="papers")
    section = page.section("papers")
    assert isinstance(section, PapersSection)
    type_into(qtbot, section.form.field("number_reward"), "R-{year}")
    assert "must hold" in section.form.field("number_reward").accessibleDescription()
    choose(section.form.field("language"), "en")
    assert settings.centre(page.context.workspace).language == "en"


def test_the_seal_needs_a_picture_and_a_reason(page: SettingsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page.go(section="papers")
    section = page.section("papers")
    assert isinstance(section, PapersSection)
    assert not section.seal_use.isEnabled()
    picture = QPixmap(20, 20)
    picture.fill(QColor("red"))
    picture.save(str(tmp_path / "seal.png"))
    monkeypatch.setattr(ChooseOpenFile, "ask", staticmethod(lambda *_, **__: tmp_path / "seal.png"))
    click(qtbot, section.seal.choose)
    assert settings.centre(page.context.workspace).seal
    assert not section.seal.picture.pixmap().isNull()
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *_, **__: None))
    section.seal_use.click()
    assert not settings.centre(page.context.workspace).seal_on_papers
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *_, **__: "approved by the head"))
    section.seal_use.click()
    assert settings.centre(page.context.workspace).seal_on_papers
    click(qtbot, section.seal.remove)
    stored = settings.centre(page.context.workspace)
    assert (stored.seal, stored.seal_on_papers) == ("", False)


def test_a_day_is_marked_and_unmarked(page: SettingsPage, qtbot: QtBot) -> None:
    page.go(section="calendar")
    section = page.section("calendar")
    assert isinstance(section, CalendarSection)
    assert section.rows.find(lambda day: day.day == date(2026, 10, 1)) >= 0
    section.form.field("day").setDate(QDate(2026, 11, 7))  # type: ignore[attr-defined]
    section.form.field("note").setText("stock-taking")  # type: ignore[attr-defined]
    click(qtbot, section.add)
    assert section.table.choose(lambda day: day.own)
    assert section.table.current().note == "stock-taking"
    click(qtbot, section.remove)
    assert not any(day.own for day in centre_calendar.year(page.context.workspace, year=2026).days)


def test_an_unknown_year_warns(page: SettingsPage) -> None:
    page.go(section="calendar")
    section = page.section("calendar")
    assert isinstance(section, CalendarSection)
    assert section.warning.isHidden()
    section.year.setValue(2031)
    assert "2031" in section.warning.text()
    assert not section.warning.isHidden()


def test_an_own_indicator_is_added_and_one_is_hidden(page: SettingsPage, qtbot: QtBot) -> None:
    page.go(section="indicators")
    section = page.section("indicators")
    assert isinstance(section, IndicatorSection)
    click(qtbot, section.new)
    for key, text in (("code", "upsell_rate"), ("name_zh", "加购率"), ("name_en", "Upsell rate"), ("low", "0"), ("high", "60")):
        section.form.field(key).setText(text)  # type: ignore[attr-defined]
    choose(section.form.field("unit"), Unit.PERCENT.value)
    click(qtbot, section.store)
    added = indicator_list.listed(page.context.workspace)[-1].indicator
    assert (added.code, added.unit, str(added.high)) == ("upsell_rate", Unit.PERCENT, "0.6")
    assert section.table.choose(lambda row: row.indicator.code == "nps")
    assert not section.form.field("code").isEnabled()
    section.form.field("shown").setChecked(False)  # type: ignore[attr-defined]
    click(qtbot, section.store)
    hidden = [row.indicator.code for row in indicator_list.listed(page.context.workspace) if not row.shown]
    assert hidden == ["nps"]
    section.form.field("low").setText("many")  # type: ignore[attr-defined]
    click(qtbot, section.store)
    assert "not a number" in page.banner.text


def test_backing_up_and_restoring(page: SettingsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page.go(section="backup")
    section = page.section("backup")
    assert isinstance(section, BackupSection)
    click(qtbot, section.now)
    assert "checked" in page.banner.text
    assert len(backups.copies(page.context.workspace.folder)) == 1
    people.hire(page.context.workspace, person=NewPerson("1", "张三", date(2026, 1, 5)))
    assert section.table.choose(lambda row: row.agents == 0)
    asked: list[str] = []

    def agree(*_: object, what_happens: str, **__: object) -> bool:
        asked.append(what_happens)
        return True

    monkeypatch.setattr(Confirm, "ask", staticmethod(agree))
    with qtbot.waitSignal(page.context.bus.workspace_replaced):
        click(qtbot, section.restore)
    try:
        assert "0 agents" in asked[0]
        assert people.roster(page.context.workspace, day=date(2026, 11, 2)) == ()
        assert "Restored" in page.banner.text
    finally:
        page.context.workspace.close()


def test_language_and_appearance_are_chosen_at_once(page: SettingsPage, qtbot: QtBot) -> None:
    page.go(section="look")
    section = page.section("look")
    assert isinstance(section, LookSection)
    heard: list[str] = []
    page.context.preferences.changed.connect(heard.append)
    choose(section.form.field("language"), "en")
    choose(section.form.field("theme"), "dark")
    assert heard == ["language", "theme"]
    assert (page.context.preferences.language, page.context.preferences.theme) == ("en", "dark")


def test_licences_of_parts_and_fonts_are_told(page: SettingsPage) -> None:
    page.go(section="about")
    section = page.section("about")
    assert isinstance(section, AboutSection)
    assert "SQLAlchemy" in section.view.toPlainText()
    assert "SIL OPEN FONT LICENSE" in section.view.toPlainText()


def test_a_second_place_gets_its_first_copy_at_once(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(ChooseFolder, "ask", lambda *_args, **_more: stick)
    page.go(section="backup")
    section = page.section("backup")
    assert isinstance(section, BackupSection)
    click(qtbot, section.choose)
    assert str(stick) in section.second.text()
    assert len(list(stick.glob("fenming-*.db"))) == 1
    click(qtbot, section.without)
    assert settings.centre(page.context.workspace).backup_folder == ""


def test_the_line_of_a_missing_backup_leads_to_the_backups(page: SettingsPage) -> None:
    (line,) = [line for line in today.todo(page.context.workspace) if line.page == "settings"]
    page.go(**line.where)
    assert isinstance(page.stage.widget(), BackupSection)
