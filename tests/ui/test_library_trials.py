"""Trials and what agents say, clicked through: put on trial, read, extended, dropped, put in force; ballots by number keys; answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from services import indicator_list, participation, scheme_proofs, schemes, trials
from services.workspace import Workspace
from tests.services.decided import S1, fill
from tests.services.test_trials import S6, begin
from tests.ui.test_library_editor import fill_line, new_draft, pick
from tests.ui.test_library_page import click, shown
from tests.ui.worlds import nameless
from ui.kit.dialogs import AskReason, ChooseOpenFile, Confirm
from ui.kit.panel_form import PanelForm
from ui.kit.pdf_view import PdfView
from ui.library.adopt_wizard import AdoptWizard
from ui.library.ballot_pad import BallotPad
from ui.library.page import LibraryPage
from ui.library.proofs import ProofsPanel
from ui.library.trial_wizard import TrialWizard


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> LibraryPage:
    """A centre with figures of two months, S1 and S2 in force since September."""
    fill(workspace)
    return shown(workspace, tmp_path, qtbot)


def panel(page: LibraryPage) -> PanelForm:
    """The form open in the side panel."""
    assert isinstance(page.panel.content, PanelForm)
    return page.panel.content


def drive(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, kind: type, steps: Callable[[object], None]) -> None:
    """Have the next dialog of a kind shown and clicked through."""

    def ask(*args: object, **more: object) -> object:
        wizard = kind(*args, **more)
        qtbot.addWidget(wizard)
        wizard.show()
        assert not nameless(wizard)
        steps(wizard)
        return wizard.stored

    monkeypatch.setattr(kind, "ask", staticmethod(ask))


def test_put_on_trial_with_a_rule_left_out(page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four prizes are asked for; three rules are switched off and one prize is set."""

    def steps(wizard: object) -> None:
        assert isinstance(wizard, TrialWizard)
        for key, day in (("first", date(2026, 9, 1)), ("last", date(2026, 11, 30))):
            wizard.span.form.field(key).setDate(day)  # type: ignore[attr-defined]
        click(qtbot, wizard.yes)
        click(qtbot, wizard.yes)
        assert "4" in wizard.banner.text  # nothing begins while figures are open
        for rule in ("monthly-team-bonus", "yearly-bonus", "yearly-team-bonus"):
            wizard.figures.list.setCurrentRow(list(wizard.figures.ticks).index(rule))
            click(qtbot, wizard.figures.ticks[rule])
        wizard.figures.set_values({"monthly-individual-bonus.prizes": "1:300"})
        click(qtbot, wizard.yes)

    page.go(scheme=S6, tab="trials")
    drive(monkeypatch, qtbot, TrialWizard, steps)
    click(qtbot, page.trials.begin)
    (trial,) = trials.trials(workspace)
    assert set(trial.scheme.off) == {"monthly-team-bonus", "yearly-bonus", "yearly-team-bonus"}
    tab = page.trials
    assert [row.month.text for row in tab.months.rows()] == ["2026-09", "2026-10", "2026-11"]
    tab.months_table.choose(lambda month: month.month.text == "2026-10")
    assert [(o.rule, o.employee_no) for o in tab.winners.rows()] == [("monthly-individual-bonus", "0001")]
    assert not tab.begin.isEnabled()
    assert not nameless(page)


def test_extend_drop_and_read_afterwards(page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(workspace)
    page.make_stale()
    page.refresh()
    page.go(scheme=S6, tab="trials")
    click(qtbot, page.trials.extend)
    click(qtbot, panel(page).yes)
    assert not panel(page).banner.isHidden()  # the same day is no extension
    panel(page).form.field("last").setDate(date(2027, 1, 31))  # type: ignore[attr-defined]
    click(qtbot, panel(page).yes)
    assert trials.trials(workspace)[0].ends_on == date(2027, 1, 31)
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *_a, **_k: "too dear"))
    click(qtbot, page.trials.drop)
    assert trials.trials(workspace)[0].note == "too dear"
    assert page.trials.months.rowCount() == 3
    assert page.trials.begin.isEnabled()
    assert not page.trials.adopt.isEnabled()


def test_put_in_force_what_was_tried(page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = begin(workspace)
    page.make_stale()
    page.refresh()
    page.go(scheme=S6, tab="trials")

    def steps(wizard: object) -> None:
        assert isinstance(wizard, AdoptWizard)
        for _ in range(4):
            click(qtbot, wizard.yes)

    drive(monkeypatch, qtbot, AdoptWizard, steps)
    click(qtbot, page.trials.adopt)
    assert trials.trials(workspace)[0].result == "adopted"
    version = next(version for version in schemes.versions(workspace) if version.scheme.id == S6)
    assert version.scheme.rules == trial.scheme.rules


def test_a_draft_on_trial_gets_a_card(page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = new_draft(page, qtbot, "trial of ours", f"shipped:{S1}")
    editor.scheme = editor.scheme.with_parameters({"monthly-top-performers.amount": "100"})
    editor._tell()

    def steps(wizard: object) -> None:
        assert isinstance(wizard, TrialWizard)
        click(qtbot, wizard.yes)
        click(qtbot, wizard.yes)

    drive(monkeypatch, qtbot, TrialWizard, steps)
    click(qtbot, editor.trial)
    assert [trial.scheme.name.zh for trial in trials.trials(workspace)] == ["trial of ours"]
    assert page.views.currentWidget() is page.cards


def test_indicators_that_are_missing_are_added_with_the_adoption(
    page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps(wizard: object) -> None:
        assert isinstance(wizard, AdoptWizard)
        wizard.figures.set_values({"monthly-bonus.base": "100", "monthly-bonus.shares": "[0,] 100"})
        for _ in range(3):
            click(qtbot, wizard.yes)
        assert "Teamwork" in wizard.summary.add.text()
        assert wizard.summary.add.isChecked()
        click(qtbot, wizard.yes)

    page.go(scheme="traffic-centre")
    drive(monkeypatch, qtbot, AdoptWizard, steps)
    page.primary()
    added = {listed.indicator.code: listed.indicator for listed in indicator_list.listed(workspace)}["teamwork"]
    assert (added.name_zh, added.high) == ("团队协作", 100)


def test_ballots_by_number_keys(page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    tab = page.participation
    page.go(scheme=S1, tab="participation")
    click(qtbot, tab.ask)
    panel(page).form.field("asked").setValue(6)  # type: ignore[attr-defined]
    click(qtbot, panel(page).yes)
    click(qtbot, tab.enter)
    pad = page.panel.content
    assert isinstance(pad, BallotPad)
    qtbot.keyClicks(pad.keys, "551x4")
    qtbot.keyClick(pad.keys, Qt.Key.Key_Backspace)
    qtbot.keyClicks(pad.keys, "4443")
    assert [score for score, _ in pad.ballots()] == [5, 5, 1, 4, 4, 4]
    assert not pad.banner.isHidden()  # a seventh does not go in
    qtbot.keyClicks(pad.comment, "more trips")
    qtbot.keyClick(pad.comment, Qt.Key.Key_Return)
    qtbot.keyClick(pad.keys, Qt.Key.Key_Return)
    (survey,) = participation.surveys(workspace, scheme_id=S1)
    assert survey.counts == (1, 0, 0, 3, 2)
    assert tab.surveys.text_at(0, 3) == "✓ 83.3%"
    assert "more trips" in tab.found.text()
    click(qtbot, tab.slips)
    assert isinstance(page.panel.content, PdfView)
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *_a, **_k: True))
    click(qtbot, tab.close_survey)
    assert participation.surveys(workspace, scheme_id=S1)[0].closed_on
    assert not tab.enter.isEnabled()
    assert not nameless(page)


def test_few_ballots_show_no_result(page: LibraryPage, workspace: Workspace) -> None:
    survey = participation.ask(workspace, scheme_id=S1, asked_on=date(2026, 11, 1), asked=6).value
    participation.count(workspace, survey_id=survey.id, ballots=[(1, "bad")] * 4)
    page.refresh()
    page.go(scheme=S1, tab="participation")
    assert "5" in page.participation.surveys.text_at(0, 3)
    assert "%" not in page.participation.surveys.text_at(0, 3)
    assert "bad" not in page.participation.found.text()


def test_an_adopted_suggestion_is_nominated(page: LibraryPage, workspace: Workspace, qtbot: QtBot) -> None:
    tab = page.participation
    page.go(scheme=S1, tab="participation")
    click(qtbot, tab.suggest)
    pick(qtbot, panel(page).form.field("who"), "0003")
    fill_line(qtbot, panel(page).form.field("text"), "shorter forms")
    click(qtbot, panel(page).yes)
    click(qtbot, tab.answer)
    assert panel(page).form.value("rule") == "innovation"
    click(qtbot, panel(page).yes)
    assert not panel(page).banner.isHidden()  # without an answer nothing is stored
    fill_line(qtbot, panel(page).form.field("answer"), "from December")
    click(qtbot, panel(page).yes)
    (kept,) = participation.suggestions(workspace, scheme_id=S1)
    assert (kept.state, kept.answer) == ("adopted", "from December")
    assert not tab.answer.isEnabled()


def test_a_signed_list_is_read_beside_the_version(
    page: LibraryPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.go(scheme=S1, tab="versions")
    page.open_proofs()
    proofs = page.panel.content
    assert isinstance(proofs, ProofsPanel)
    file = tmp_path / "signed.csv"
    monkeypatch.setattr(ChooseOpenFile, "ask", staticmethod(lambda *_a, **_k: file))
    file.write_text("工号,签收日期\n9999,2026-08-21\n", encoding="utf-8")
    click(qtbot, proofs.load)
    assert "9999" in proofs.banner.text
    file.write_text("工号,签收日期\n0001,2026-08-21\n0002,2026-08-21\n", encoding="utf-8")
    click(qtbot, proofs.load)
    version = page.details.versions_table.current()
    assert sum(reader.signed_on is not None for reader in scheme_proofs.readers(workspace, version_id=version.id)) == 2
    assert "2 " in proofs.count.text()
