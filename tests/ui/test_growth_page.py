"""The growth page clicked through: every kind of record, its forms, imports and exports, and the way from Today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDateEdit
from pytestqt.qtbot import QtBot

from services import people, schemes
from services.growth import certificates, committee, elections, mentors, talks, trainings
from services.people import NewPerson
from services.workspace import Workspace
from tests.ui.worlds import nameless, on_screen, page_context
from ui.growth.elections import ElectionForm, TakeOverForm
from ui.growth.fields import GrowthForm
from ui.growth.page import GrowthPage
from ui.growth.trainings import PeoplePanel, RatePanel
from ui.kit.agents import AgentField
from ui.kit.dialogs import ChooseOpenFile, ChooseOpenFiles, ChooseSaveFile, Confirm
from ui.kit.import_wizard import ImportWizard
from ui.today.page import TodayPage

NAMES = ("张三", "李四", "王五")


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> GrowthPage:
    """Three agents of one team, S6 adopted, no record yet."""
    for n, name in enumerate(NAMES, 1):
        people.hire(workspace, person=NewPerson(f"{n:04}", name, date(2025, 1, 1), "一组"))
    prizes = ("monthly-individual-bonus", "monthly-team-bonus", "yearly-bonus", "yearly-team-bonus")
    schemes.adopt(workspace, scheme_id="ranked-bonus", first=date(2026, 1, 1), values={f"{rule}.prizes": "1:100" for rule in prizes})
    return on_screen(GrowthPage(page_context(tmp_path, workspace.speaking("en"), "en", month="2026-10")), qtbot, 1180, 660)


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    """A real click."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def turn_to(page: GrowthPage, qtbot: QtBot, name: str) -> None:
    """Click a section's button."""
    click(qtbot, page.chooser.button(list(page.sections).index(name)))
    assert page.section is page.sections[name]


def form(page: GrowthPage, kind: type[GrowthForm] = GrowthForm) -> GrowthForm:
    """The form in the panel."""
    assert isinstance(page.panel.content, kind)
    return page.panel.content


def put(page: GrowthPage, **values: str) -> None:
    """Type texts into the form's lines and agents' fields."""
    for key, text in values.items():
        field = form(page).form.field(key)
        if isinstance(field, AgentField):
            field.choose(text)
        elif hasattr(field, "setPlainText"):
            field.setPlainText(text)
        else:
            field.setText(text)  # type: ignore[attr-defined]


def store(page: GrowthPage, qtbot: QtBot) -> None:
    """Press the form's verb; the panel closes."""
    click(qtbot, form(page).yes)
    assert page.panel.content is None, form(page).banner.text


def test_a_training_from_the_empty_page_to_the_indicator(page: GrowthPage, qtbot: QtBot, workspace: Workspace) -> None:
    assert page.section.stack.currentWidget() is page.section.empty
    click(qtbot, page.header.primary)  # type: ignore[arg-type]
    click(qtbot, form(page).yes)
    assert form(page).form._problems["course"].text().endswith("Enter the course.")
    put(page, course="投诉处理", hours="1.5", cost="")
    field = form(page).form.field("day")
    assert isinstance(field, QDateEdit)
    field.setDate(date(2026, 10, 12))  # type: ignore[call-overload]
    store(page, qtbot)
    page.section.table.selectRow(0)
    click(qtbot, page.section.buttons["people"])
    panel = page.panel.content
    assert isinstance(panel, PeoplePanel)
    click(qtbot, panel.invite_team)
    assert [place.employee_no for place in panel.rows.rows()] == ["0001", "0002", "0003"]
    panel.table.selectRow(0)
    click(qtbot, panel.marks["passed"])
    panel.table.selectRow(1)
    click(qtbot, panel.marks["absent"])
    assert [(p.attended, p.passed) for p in trainings.trainings(workspace)[0].places] == [(True, True), (False, None), (None, None)]
    panel.table.selectRow(2)
    click(qtbot, panel.off)
    click(qtbot, page.section.buttons["rate"])
    rates = page.panel.content
    assert isinstance(rates, RatePanel)
    rates.period.setCurrentIndex(1)
    assert rates.total.text() == "Centre: 50% (1 of 2)"
    click(qtbot, rates.take)
    assert "2 values of 2026-10" in page.banner.text


def test_a_certificate_with_its_proof(
    page: GrowthPage, qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = tmp_path / "scan.pdf"
    proof.write_bytes(b"%PDF-1.7 scan")
    monkeypatch.setattr(ChooseOpenFiles, "ask", staticmethod(lambda *_, **__: [proof]))
    turn_to(page, qtbot, "certificates")
    click(qtbot, page.header.primary)  # type: ignore[arg-type]
    put(page, name="坐席证")
    click(qtbot, form(page).yes)
    assert form(page).form._problems["agent"].text().endswith("Choose an agent.")
    put(page, agent="0002")
    form(page).attach()  # type: ignore[attr-defined]
    form(page).form.field("has_valid_until").setChecked(True)  # type: ignore[attr-defined]
    store(page, qtbot)
    (held,) = certificates.certificates(workspace)
    assert (held.data.employee_no, held.expiring, [file.name for file in held.evidence]) == ("0002", True, ["scan.pdf"])
    assert "▲ 2026-11-02 · 0 days left" in page.section.rows.text_at(0, 6)
    opened: list[str] = []
    monkeypatch.setattr("ui.growth.page.QDesktopServices.openUrl", lambda url: opened.append(url.fileName()))
    page.section.table.selectRow(0)
    click(qtbot, page.section.buttons["proof"])
    assert opened == ["scan.pdf"]


def test_a_mentorship_is_begun_refused_and_ended(page: GrowthPage, qtbot: QtBot, workspace: Workspace) -> None:
    turn_to(page, qtbot, "mentors")
    click(qtbot, page.header.primary)  # type: ignore[arg-type]
    put(page, mentor="0001", mentee="0001", goal="独立接线")
    click(qtbot, form(page).yes)
    assert "own mentor" in form(page).banner.text
    put(page, mentee="0003")
    store(page, qtbot)
    page.section.table.selectRow(0)
    click(qtbot, page.section.buttons["end"])
    put(page, result="达标")
    store(page, qtbot)
    assert mentors.mentorships(workspace)[0].reached is True
    assert page.section.rows.text_at(0, 5) == "✓ reached 2026-11-02"


def test_a_talk_asks_for_what_its_kind_needs_and_is_done(page: GrowthPage, qtbot: QtBot, workspace: Workspace) -> None:
    turn_to(page, qtbot, "talks")
    click(qtbot, page.header.primary)  # type: ignore[arg-type]
    assert form(page).form.field("situation").isHidden()
    form(page).form.field("kind").setCurrentIndex(3)  # type: ignore[attr-defined]
    assert not form(page).form.field("situation").isHidden()
    put(page, agent="0001", held_by="王主管", situation="客户激动", task="安抚", action="道歉")
    click(qtbot, form(page).yes)
    assert "needed" in form(page).form._problems["result"].text()
    put(page, result="致谢", agreed="每周复盘")
    form(page).form.field("has_due_on").setChecked(True)  # type: ignore[attr-defined]
    store(page, qtbot)
    page.section.table.selectRow(0)
    click(qtbot, page.section.buttons["done"])
    assert talks.talks(workspace)[0].done_on == date(2026, 11, 2)


def test_an_election_with_a_tie_is_taken_over(page: GrowthPage, qtbot: QtBot, workspace: Workspace) -> None:
    turn_to(page, qtbot, "elections")
    click(qtbot, page.header.primary)  # type: ignore[arg-type]
    made = form(page, ElectionForm)
    assert isinstance(made, ElectionForm)
    put(page, title="十月之星")
    made.form.field("ballots").setValue(10)  # type: ignore[attr-defined]
    click(qtbot, made.more)
    for row, (number, votes) in zip(made.candidates, [("0001", 4), ("0002", 4), ("0003", 1)], strict=True):
        row.agent.choose(number)
        row.votes.setValue(votes)
    store(page, qtbot)
    page.section.table.selectRow(0)
    click(qtbot, page.section.buttons["take"])
    take = form(page, TakeOverForm)
    click(qtbot, take.yes)
    assert "share the last seat" in take.banner.text
    take.form.field("tied_too").setChecked(True)  # type: ignore[attr-defined]
    store(page, qtbot)
    assert elections.elections(workspace)[0].closed_on == date(2026, 11, 2)
    click(qtbot, page.section.buttons["take"])
    assert "was taken over" in page.banner.text


def test_the_committee_has_no_files(page: GrowthPage, qtbot: QtBot, workspace: Workspace) -> None:
    turn_to(page, qtbot, "committee")
    assert not page.transfer["import"].isEnabled()
    click(qtbot, page.header.primary)  # type: ignore[arg-type]
    put(page, name="陈主管", task="预算")
    store(page, qtbot)
    assert committee.members(workspace)[0].present
    turn_to(page, qtbot, "talks")
    assert page.transfer["import"].isEnabled()


def test_remove_asks_once_and_change_starts_from_what_is_stored(
    page: GrowthPage, qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks.save(workspace, data=talks.TalkData("0001", date(2026, 10, 12), "care", "王主管", "近况"))
    page.make_stale()
    turn_to(page, qtbot, "talks")
    click(qtbot, page.section.buttons["change"])
    assert "Choose a record" in page.banner.text
    page.section.table.selectRow(0)
    click(qtbot, page.section.buttons["change"])
    assert form(page).form.value("text") == "近况"
    put(page, text="近况良好")
    store(page, qtbot)
    assert talks.talks(workspace)[0].data.text == "近况良好"
    page.section.table.selectRow(0)
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *_, **__: False))
    click(qtbot, page.section.buttons["remove"])
    assert len(talks.talks(workspace)) == 1
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *_, **__: True))
    click(qtbot, page.section.buttons["remove"])
    assert talks.talks(workspace) == ()
    workspace.store.undo(who="test")
    assert len(talks.talks(workspace)) == 1


def test_pinyin_initials_find_agents_and_records(page: GrowthPage, qtbot: QtBot, workspace: Workspace) -> None:
    for number in ("0001", "0002"):
        talks.save(workspace, data=talks.TalkData(number, date(2026, 10, 12), "care", "王主管", "近况"))
    page.make_stale()
    turn_to(page, qtbot, "talks")
    assert page.header.search is not None
    qtbot.keyClicks(page.header.search, "zs")
    assert [row.name for row in page.section.rows.rows()] == ["张三"]
    page.primary()
    field = form(page).form.field("agent")
    assert isinstance(field, AgentField)
    line = field.lineEdit()
    assert line is not None
    line.setText("ww")
    line.textEdited.emit("ww")
    line.editingFinished.emit()
    assert field.number() == "0003"


def test_files_go_out_and_come_in(
    page: GrowthPage, qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks.save(workspace, data=talks.TalkData("0001", date(2026, 10, 12), "care", "王主管", "近况"))
    turn_to(page, qtbot, "talks")
    file = tmp_path / "talks.xlsx"
    monkeypatch.setattr(ChooseSaveFile, "ask", staticmethod(lambda *_, **__: file))
    click(qtbot, page.transfer["export"])
    assert file.exists()
    workspace.store.undo(who="test")
    monkeypatch.setattr(ChooseOpenFile, "ask", staticmethod(lambda *_, **__: file))

    def accept(wizard: ImportWizard) -> bool:
        wizard._go_on()
        return wizard.report is not None

    monkeypatch.setattr(ImportWizard, "answered", accept)
    click(qtbot, page.transfer["import"])
    assert len(talks.talks(workspace)) == 1
    assert "1 new" in page.banner.text


def test_today_leads_to_the_record(page: GrowthPage, qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    talks.save(workspace, data=talks.TalkData("0002", date(2026, 10, 12), "care", "王主管", "近况", {}, "调班", date(2026, 10, 30)))
    context = page_context(tmp_path, workspace.speaking("en"), "en")
    today = TodayPage(context)
    qtbot.addWidget(today)
    with qtbot.waitExposed(today):
        today.show()
    line = next(line for line in today.rows.rows() if line.todo.page == "growth")
    assert (line.words, line.tone) == ("Agreed with 李四: 调班", "bad")
    today._open(line)
    ((name, where),) = context.visited  # type: ignore[attr-defined]
    page.refresh()
    page.go(**where)
    assert (name, page.section.table.current().name) == ("growth", "李四")


def test_every_control_has_a_name(page: GrowthPage) -> None:
    for name in page.sections:
        page.go(section=name)
        page.primary()
        assert nameless(page) == []
