"""The incentive library clicked and typed through: cards, search, the wizard with its refusals, dates, the end of a version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from services import closing, schemes, settings
from services.workspace import Workspace
from tests.services.decided import OCTOBER, S1, S2, fill
from tests.ui.worlds import nameless, on_screen, page_context
from ui.library.adopt_wizard import AdoptWizard
from ui.library.editors import LineEditor, ListEditor, TickEditor
from ui.library.forms import DatesForm, EndForm
from ui.library.page import LibraryPage
from ui.library.row_editors import RowsEditor

AMOUNT = "monthly-top-performers.amount"


def shown(workspace: Workspace, folder: Path, qtbot: QtBot, language: str = "en") -> LibraryPage:
    """The page over the workspace."""
    return on_screen(LibraryPage(page_context(folder, workspace.speaking(language), language, month="2026-11")), qtbot, 1180, 660)


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> LibraryPage:
    """A centre with figures of two months, S1 and S2 in force since September."""
    fill(workspace)
    return shown(workspace, tmp_path, qtbot)


@pytest.fixture
def wizard(page: LibraryPage, qtbot: QtBot) -> Callable[[str], AdoptWizard]:
    """Opens the wizard on a scheme without waiting in its own loop."""

    def opened(scheme: str) -> AdoptWizard:
        page.go(scheme=scheme)
        assert page.details.card is not None
        made = AdoptWizard(page, page.details.card, page.options)
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        return made

    return opened


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    """A real click."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def retype(qtbot: QtBot, editor: LineEditor, text: str) -> None:
    """Replace what stands in a line."""
    editor.field.selectAll()
    qtbot.keyClick(editor.field, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor.field, text)


def line(wizard: AdoptWizard, name: str) -> LineEditor:
    """The line editor of a parameter, in the form that is shown."""
    for number, form in enumerate(wizard.figures.forms):
        if name in form.editors:
            wizard.figures.list.setCurrentRow(number)
            editor = form.editors[name]
            assert isinstance(editor, LineEditor)
            return editor
    raise AssertionError(name)


def texts_of(page: LibraryPage, scheme: str) -> str:
    """All words of a card."""
    from PySide6.QtWidgets import QLabel

    tile = next(tile for tile in page.tiles.tiles if tile.card.id == scheme)
    return "\n".join(words.text() for words in tile.findChildren(QLabel))


def test_cards_tell_standing_data_and_cost(page: LibraryPage) -> None:
    words = texts_of(page, S1)
    assert "✓ In force since 2026-09-01 · version 1" in words
    assert "✓\N{NO-BREAK SPACE}Indicators" in words
    assert "✗\N{NO-BREAK SPACE}Attendance" in words
    assert "¥500.00" in words
    assert "Not adopted" in texts_of(page, "recording-awards")


def test_an_unadopted_scheme_without_amounts_says_so(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    page = shown(workspace, tmp_path, qtbot)
    assert "set the amounts first" in texts_of(page, S1)


def test_cards_are_chosen_by_mouse_and_keys(page: LibraryPage, qtbot: QtBot) -> None:
    tiles = page.tiles.tiles
    qtbot.mouseClick(tiles[1], Qt.MouseButton.LeftButton)
    assert page.details.title.text() == tiles[1].card.name
    tiles[1].setFocus()
    qtbot.keyClick(tiles[1], Qt.Key.Key_Up)
    assert page.details.title.text() == tiles[0].card.name


def test_the_search_understands_pinyin(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    page = shown(workspace, tmp_path, qtbot, "zh")
    assert page.header.search is not None
    qtbot.keyClicks(page.header.search, "jfjl")
    assert [tile.card.id for tile in page.tiles.tiles if not tile.isHidden()] == [S2]


def test_an_open_card_shows_rules_beside_the_source_and_values(page: LibraryPage) -> None:
    page.go(scheme=S1)
    text = page.details.view.toPlainText()
    assert "the top 10% by Performance score" in text
    assert "员工月度业绩排名前10%者" in text
    assert "004#2" in text
    assert "Being last in a ranking is not incompetence" in text
    row = page.details.values.find(lambda row: row[1].full_name == "monthly-top-performers.percent")
    assert [page.details.values.text_at(row, column) for column in range(4)] == [
        "Monthly top performers", "Share (%)", "10%", "source 004#2: 10%",
    ]  # fmt: skip


def test_adopting_a_second_version_with_a_changed_figure(
    page: LibraryPage, wizard: Callable[[str], AdoptWizard], workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = wizard(S1)
    assert opened.when.first == date(2026, 12, 1)
    click(qtbot, opened.yes)
    assert line(opened, AMOUNT).text() == "500.00"
    retype(qtbot, line(opened, "monthly-top-performers.percent"), "15")
    for _ in range(2):
        click(qtbot, opened.yes)
    assert opened.yes.text() == "Adopt"
    assert "Monthly top performers · Share (%): 10% → 15%" in opened.summary.view.toPlainText()
    assert "¥500.00" in opened.summary.cost.text()
    click(qtbot, opened.yes)
    assert opened.stored is not None
    monkeypatch.setattr(AdoptWizard, "ask", staticmethod(lambda *_: opened.stored))
    assert page.header.primary is not None
    click(qtbot, page.header.primary)
    assert [version.version for version in schemes.versions(workspace) if version.scheme.id == S1] == [1, 2]
    assert "version 2 from 2026-12-01" in texts_of(page, S1)
    assert "Monthly top performers · Share (%): 10% → 15%" in page.details.changes.toPlainText()
    assert "Version 2" in page.banner.text


def test_empty_required_and_wrong_figures_are_marked_and_hold_the_wizard(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    page = shown(workspace, tmp_path, qtbot)
    page.go(scheme=S1)
    assert page.details.card is not None
    opened = AdoptWizard(page, page.details.card, page.options)
    qtbot.addWidget(opened)
    with qtbot.waitExposed(opened):
        opened.show()
    click(qtbot, opened.yes)
    form = opened.figures.forms[0]
    assert opened.figures.list.item(0).text() == "▲ Monthly top performers: 1 to settle"
    assert form.editors[AMOUNT].accessibleDescription() == "The source gives no figure; the centre has to set one."
    click(qtbot, opened.yes)
    assert opened.steps.currentWidget() is opened.figures
    assert "1 figures are still to be settled" in opened.banner.text
    retype(qtbot, line(opened, AMOUNT), "five")
    assert form.editors[AMOUNT].accessibleDescription() == "“five” is not a number."
    assert line(opened, AMOUNT).field.property("invalid")
    retype(qtbot, line(opened, AMOUNT), "800")
    assert opened.figures.faults() == {}
    click(qtbot, opened.yes)
    assert opened.steps.currentWidget() is opened.notices
    click(qtbot, opened.back)
    assert line(opened, AMOUNT).text() == "800"


def test_a_day_in_a_closed_month_is_warned_about(wizard: Callable[[str], AdoptWizard], workspace: Workspace) -> None:
    closing.close(workspace, month=OCTOBER)
    opened = wizard(S1)
    opened.when.form.field("first").setDate(QDate(2026, 10, 15))  # type: ignore[attr-defined]
    assert "Closed already, so they stay as they were decided: 2026-10." in opened.when.warnings.text()


def test_fines_need_a_reason_and_an_approver(wizard: Callable[[str], AdoptWizard], workspace: Workspace, qtbot: QtBot) -> None:
    opened = wizard(S1)
    click(qtbot, opened.yes)
    tick = next(
        form.editors["attendance-violations.fines_enabled"]
        for form in opened.figures.forms
        if "attendance-violations.fines_enabled" in form.editors
    )
    assert isinstance(tick, TickEditor)
    tick.tick.click()
    click(qtbot, opened.yes)
    click(qtbot, opened.yes)
    assert "needs a reason and a named approver" in opened.banner.text
    assert opened.notices.fines is not None
    assert opened.focusWidget() is opened.notices.fines.field("reason")
    qtbot.keyClicks(opened.notices.fines.field("reason"), "agreed in writing")
    qtbot.keyClicks(opened.notices.fines.field("approver"), "Wang")
    click(qtbot, opened.yes)
    click(qtbot, opened.yes)
    assert opened.stored is not None
    assert opened.stored.value.notices["fines"] == {"reason": "agreed in writing", "approver": "Wang"}


def test_fines_are_refused_in_guangdong_and_the_alternative_goes_on(
    wizard: Callable[[str], AdoptWizard], workspace: Workspace, qtbot: QtBot
) -> None:
    settings.change(workspace, values={"province": "广东"})
    opened = wizard(S1)
    opened.figures.set_values({"attendance-violations.fines_enabled": "true"})
    click(qtbot, opened.yes)
    click(qtbot, opened.yes)
    click(qtbot, opened.yes)
    assert "Guangdong" in opened.banner.text
    click(qtbot, opened.notices.buttons["fines"])
    click(qtbot, opened.yes)
    assert opened.steps.currentWidget() is opened.summary


def test_the_lawful_alternative_is_one_click_and_can_be_taken_back(wizard: Callable[[str], AdoptWizard], qtbot: QtBot) -> None:
    opened = wizard(S2)
    click(qtbot, opened.yes)
    click(qtbot, opened.yes)
    click(qtbot, opened.notices.buttons["statutory_leave"])
    assert opened.draft().parameter_values()["monthly-points.zero_codes"] == "personal"
    click(qtbot, opened.notices.buttons["statutory_leave"])
    assert opened.draft().parameter_values()["monthly-points.zero_codes"] == "personal, marriage, bereavement, maternity"


def test_ticks_and_rows_edit_lists_ladders_and_bands(wizard: Callable[[str], AdoptWizard], qtbot: QtBot) -> None:
    opened = wizard(S2)
    click(qtbot, opened.yes)
    editors = opened.figures.forms[0].editors
    leaves, bands = editors["monthly-points.missed_codes"], editors["monthly-points.utilisation_bands"]
    assert isinstance(leaves, ListEditor)
    assert isinstance(bands, RowsEditor)
    leaves.ticks["injury"].click()
    assert leaves.text() == "sick, injury"
    upper = bands.rows[1][1][3]
    assert isinstance(upper, QLineEdit)
    assert upper.text() == "60"
    upper.clear()
    qtbot.keyClicks(upper, "70")
    assert bands.text() == "[0,0.5] 0; (0.5,0.7] 2; (0.6,) 5"
    assert "overlap" in bands.accessibleDescription()
    lower = bands.rows[2][1][1]
    assert isinstance(lower, QLineEdit)
    lower.clear()
    qtbot.keyClicks(lower, "70")
    assert bands.accessibleDescription() == ""
    assert opened.draft().parameter_values()["monthly-points.utilisation_bands"] == "[0,0.5] 0; (0.5,0.7] 2; (0.7,) 5"


def test_a_ladder_is_built_from_words(wizard: Callable[[str], AdoptWizard], qtbot: QtBot) -> None:
    opened = wizard(S1)
    click(qtbot, opened.yes)
    ladder = next(
        form.editors["attendance-violations.steps"] for form in opened.figures.forms if "attendance-violations.steps" in form.editors
    )
    assert isinstance(ladder, RowsEditor)
    ladder.add_button.click()
    count, gives = ladder.rows[0][1]
    assert isinstance(count, QLineEdit)
    assert isinstance(gives, QComboBox)
    qtbot.keyClicks(count, "3")
    gives.setCurrentText("warning")
    assert ladder.text() == "3:warning"
    ladder.set_text("")
    assert ladder.text() == ""


def test_dates_of_making_known_are_entered_by_form(page: LibraryPage, qtbot: QtBot, workspace: Workspace) -> None:
    page.go(scheme=S2, tab="versions")
    click(qtbot, page.details.dates_button)
    form = page.panel.content
    assert isinstance(form, DatesForm)
    click(qtbot, form.yes)
    assert "Enter at least one date." in form.banner.text
    form.form.field("published_on_done").click()  # type: ignore[attr-defined]
    form.form.field("published_on").setDate(QDate(2026, 8, 25))  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    held = next(version for version in schemes.versions(workspace) if version.scheme.id == S2)
    assert (held.discussed_on, held.published_on) == (None, date(2026, 8, 25))
    assert page.details.versions.text_at(0, 5) == "2026-08-25"
    assert page.panel.isHidden()


def test_a_version_is_ended_by_form(page: LibraryPage, qtbot: QtBot) -> None:
    page.go(scheme=S1, tab="versions")
    click(qtbot, page.details.end_button)
    form = page.panel.content
    assert isinstance(form, EndForm)
    form.form.field("last").setDate(QDate(2026, 8, 1))  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert "before the first day" in form.banner.text
    form.form.field("last").setDate(QDate(2026, 10, 31))  # type: ignore[attr-defined]
    click(qtbot, form.yes)
    assert "Ended on 2026-10-31" in texts_of(page, S1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_control_has_a_name(workspace: Workspace, tmp_path: Path, qtbot: QtBot, language: str) -> None:
    fill(workspace)
    page = shown(workspace, tmp_path, qtbot, language)
    for tab in ("rules", "values", "versions"):
        page.go(scheme=S1, tab=tab)
        assert nameless(page) == []
    page.enter_dates(page.details.versions_table.current())
    assert nameless(page) == []
    for scheme in (S1, S2, "recording-awards"):
        page.go(scheme=scheme)
        assert page.details.card is not None
        opened = AdoptWizard(page, page.details.card, page.options)
        qtbot.addWidget(opened)
        opened.figures.set_values({"attendance-violations.fines_enabled": "true"})
        with qtbot.waitExposed(opened):
            opened.show()
        for _ in range(3):
            assert nameless(opened) == []
            click(qtbot, opened.yes)
        assert opened.steps.currentWidget() is not opened.figures


@pytest.mark.parametrize("scheme", sorted(schemes.library()))
def test_every_editor_gives_back_the_value_it_shows(page: LibraryPage, wizard: Callable[[str], AdoptWizard], scheme: str) -> None:
    opened = wizard(scheme)
    assert page.details.card is not None
    held = page.details.card.scheme
    assert opened.draft().parameter_values() == held.parameter_values()
    assert set(opened.figures.faults()) == set(held.missing_parameters())
    assert nameless(opened.figures) == []
