"""The editor of schemes clicked and typed through: a company's notice becomes a scheme in force, decides a month; files, refusals.

The notice, of a company that does not exist:
    蓝岸客服中心关于试行月度奖惩的通知(蓝客〔2026〕3号)
    一、每月业绩得分最高的员工,奖励300元。
    二、每月业绩排名前25%的员工(全中心),各奖励200元。
    三、客户投诉属实的:轻微者提醒,严重者严重警告。
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from services import closing, scheme_drafts, schemes
from services.rules.scheme import Words
from services.workspace import Workspace
from tests.services.decided import OCTOBER, S1, fill
from tests.ui.test_library_page import click, shown
from tests.ui.worlds import nameless
from ui.kit.dialogs import ChooseOpenFile, ChooseSaveFile, Confirm
from ui.library.adopt_wizard import AdoptWizard
from ui.library.drafts import FindingsPanel, NewDraftForm
from ui.library.editor import EditorPart, KindChooser
from ui.library.editors import ChoiceEditor, LineEditor
from ui.library.page import LibraryPage
from ui.library.row_editors import RowsEditor
from ui.library.rule_form import RuleForm, SchemeForm


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> LibraryPage:
    """A centre with figures of two months, S1 and S2 in force since September."""
    fill(workspace)
    return shown(workspace, tmp_path, qtbot)


def new_draft(page: LibraryPage, qtbot: QtBot, name: str, source: str = "") -> EditorPart:
    """Library → Drafts → New draft → name → Begin."""
    click(qtbot, page.drafts_button)
    click(qtbot, page.workshop.drafts.new)
    form = page.panel.content
    assert isinstance(form, NewDraftForm)
    type_text(form.form.field("name"), name)
    if source:
        pick(qtbot, form.form.field("source"), source)
    click(qtbot, form.yes)
    assert page.workshop.currentWidget() is page.workshop.editor
    return page.workshop.editor


def type_text(field: QWidget, text: str) -> None:
    """Type as an input method does: hanzi arrive as committed text."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def pick(qtbot: QtBot, box: QWidget, value: object) -> None:
    """Choose in a box with the keyboard, as a user does."""
    assert isinstance(box, QComboBox)
    wanted = box.findData(value)
    assert wanted >= 0, value
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(wanted):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == value


def fill_line(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Replace what stands in a line or a text."""
    if isinstance(field, QLineEdit):
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    else:
        assert isinstance(field, QPlainTextEdit)
        qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(field, text)


def add_rule(editor: EditorPart, qtbot: QtBot, kind: str) -> RuleForm:
    """Add a rule → click the kind → Add this rule."""
    click(qtbot, editor.add)
    chooser = editor.area.widget()
    assert isinstance(chooser, KindChooser)
    row = next(row for row in range(chooser.list.count()) if chooser.list.item(row).data(Qt.ItemDataRole.UserRole) == kind)
    chooser.list.scrollToItem(chooser.list.item(row))
    where = chooser.list.visualItemRect(chooser.list.item(row)).center()
    qtbot.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))
    click(qtbot, chooser.yes)
    assert isinstance(editor.form, RuleForm)
    assert editor.form.rule.kind == kind
    return editor.form


def word(form: RuleForm, qtbot: QtBot, name: str, clause: str, sentence: str) -> None:
    """Name, number and sentence of the notice."""
    for key, text in (("name_zh", name), ("clause", clause), ("source", sentence)):
        fill_line(qtbot, form.form.field(key), text)


def value(form: RuleForm, qtbot: QtBot, name: str, text: str) -> None:
    """Set one value with mouse or keys."""
    editor = form.figures.editors[f"{form.rule.id}.{name}"]
    if isinstance(editor, LineEditor):
        fill_line(qtbot, editor.field, text)
    else:
        assert isinstance(editor, ChoiceEditor)
        pick(qtbot, editor.box, text)
        editor.changed.emit()


def click_row(editor: EditorPart, qtbot: QtBot, row: int) -> None:
    """Click an entry of the list at the left."""
    where = editor.list.visualItemRect(editor.list.item(row)).center()
    qtbot.mouseClick(editor.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))


def write_notice(page: LibraryPage, qtbot: QtBot) -> EditorPart:
    """The whole notice, by clicking and typing only."""
    editor = new_draft(page, qtbot, "蓝岸月度奖惩")
    assert isinstance(editor.form, SchemeForm)
    assert not editor.adopt.isEnabled()
    for key, text in (("purpose_zh", "鼓励先进"), ("source", "蓝岸客服中心关于试行月度奖惩的通知"), ("clause", "蓝客〔2026〕3号")):
        fill_line(qtbot, editor.form.form.field(key), text)
    first = add_rule(editor, qtbot, "highest")
    word(first, qtbot, "月度第一", "一", "每月业绩得分最高的员工,奖励300元。")
    value(first, qtbot, "amount", "300")
    second = add_rule(editor, qtbot, "rank_share")
    word(second, qtbot, "月度前列", "二", "每月业绩排名前25%的员工(全中心),各奖励200元。")
    value(second, qtbot, "percent", "25")
    value(second, qtbot, "group", "centre")
    value(second, qtbot, "amount", "200")
    third = add_rule(editor, qtbot, "complaint_ladder")
    word(third, qtbot, "投诉处理", "三", "客户投诉属实的:轻微者提醒,严重者严重警告。")
    value(third, qtbot, "minor", "reminder")
    value(third, qtbot, "serious", "serious_warning")
    return editor


def test_a_notice_becomes_a_scheme_that_decides_a_month(
    page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = write_notice(page, qtbot)
    assert editor.faults.isHidden()
    opened: list[AdoptWizard] = []

    def ask(*args: object) -> object:
        wizard = AdoptWizard(*args)  # type: ignore[arg-type]
        opened.append(wizard)
        qtbot.addWidget(wizard)
        wizard.show()
        wizard.when.form.field("first").setDate(date(2026, 10, 1))  # type: ignore[attr-defined]
        for _ in range(4):
            click(qtbot, wizard.yes)
        return wizard.stored

    monkeypatch.setattr(AdoptWizard, "ask", staticmethod(ask))
    click(qtbot, editor.adopt)
    assert opened[0].stored is not None
    version = opened[0].stored.value
    assert (version.scheme.id, version.version, version.first) == ("own-1", 1, date(2026, 10, 1))
    assert "月度前列" in page.details.view.toPlainText()
    assert scheme_drafts.drafts(workspace) == []
    outcomes = [stored.outcome for stored in closing.close(workspace, month=OCTOBER).value.outcomes]
    mine = [(o.rule, o.employee_no, str(o.amount), o.level) for o in outcomes if o.scheme == "own-1"]
    assert mine == [
        ("complaint-ladder-1", "0011", "0.00", "reminder"), ("highest-1", "0001", "300.00", None),
        ("rank-share-1", "0001", "200.00", None), ("rank-share-1", "0002", "200.00", None), ("rank-share-1", "0003", "200.00", None),
    ]  # fmt: skip


def test_the_sentence_follows_what_is_typed_and_wrong_values_are_refused(page: LibraryPage, qtbot: QtBot) -> None:
    editor = new_draft(page, qtbot, "trial")
    form = add_rule(editor, qtbot, "rank_share")
    assert "the top 10% by Performance score in each position" in form.sentence.text()
    value(form, qtbot, "percent", "15")
    assert "the top 15%" in form.sentence.text()
    value(form, qtbot, "percent", "150")
    field = form.figures.editors[f"{form.rule.id}.percent"]
    assert field.accessibleDescription() == "150 is above the greatest allowed value, 100."
    assert "the top 15%" in form.sentence.text()
    assert not editor.adopt.isEnabled()
    assert "✗\N{NO-BREAK SPACE}Attendance" not in form.sentence.text()


def test_reversed_and_overlapping_bands_are_refused_by_name(page: LibraryPage, qtbot: QtBot) -> None:
    editor = new_draft(page, qtbot, "trial")
    form = add_rule(editor, qtbot, "points_parts")
    bands = form.figures.editors[f"{form.rule.id}.utilisation_bands"]
    assert isinstance(bands, RowsEditor)
    upper = bands.rows[1][1][3]
    assert isinstance(upper, QLineEdit)
    for typed, words in (("70", "overlap"), ("55", "gap"), ("40", "reversed")):
        fill_line(qtbot, upper, typed)
        assert words in bands.accessibleDescription(), typed


def test_rules_are_ordered_and_removed(page: LibraryPage, qtbot: QtBot) -> None:
    editor = new_draft(page, qtbot, "trial", f"shipped:{S1}")
    first, second = (rule.id for rule in editor.scheme.rules[:2])
    click_row(editor, qtbot, 1)
    click(qtbot, editor.down)
    assert [rule.id for rule in editor.scheme.rules[:2]] == [second, first]
    click(qtbot, editor.up)
    click(qtbot, editor.remove)
    assert "based on this one" in editor.banner.text
    click_row(editor, qtbot, 2)
    click(qtbot, editor.remove)
    assert second not in {rule.id for rule in editor.scheme.rules}


def test_a_draft_is_kept_when_the_editor_is_left_and_thrown_away_after_a_question(
    page: LibraryPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = new_draft(page, qtbot, "trial")
    add_rule(editor, qtbot, "nomination")
    assert editor.keep.isEnabled()
    click(qtbot, editor.back)
    assert [len(draft.scheme.rules) for draft in scheme_drafts.drafts(workspace)] == [1]
    drafts = page.workshop.drafts
    assert "to settle" in drafts.drafts.text_at(0, 2)
    before = schemes.versions(workspace)
    monkeypatch.setattr(Confirm, "ask", staticmethod(lambda *_a, **_k: True))
    click(qtbot, drafts.discard)
    assert scheme_drafts.drafts(workspace) == []
    assert schemes.versions(workspace) == before
    click(qtbot, drafts.back)
    assert page.views.currentWidget() is page.cards


def test_files_go_out_and_come_in_and_faults_are_listed(
    page: LibraryPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scheme.toml"
    scheme_drafts.begin(workspace, name=Words("甲", "A"), shipped=S1)
    click(qtbot, page.drafts_button)
    monkeypatch.setattr(ChooseSaveFile, "ask", staticmethod(lambda *_a, **_k: path))
    monkeypatch.setattr(ChooseOpenFile, "ask", staticmethod(lambda *_a, **_k: path))
    click(qtbot, page.workshop.drafts.write)
    assert path.exists()
    click(qtbot, page.workshop.drafts.take_in)
    assert len(scheme_drafts.drafts(workspace)) == 2
    click(qtbot, page.workshop.editor.back)
    path.write_text(path.read_text(encoding="utf-8").replace('kind = "rank_share"', 'kind = "wish"'), encoding="utf-8")
    click(qtbot, page.workshop.drafts.take_in)
    panel = page.panel.content
    assert isinstance(panel, FindingsPanel)
    assert "wish" in panel.model.text_at(0, 1)
    assert int(panel.model.text_at(0, 0)) > 1
    assert len(scheme_drafts.drafts(workspace)) == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_control_has_a_name(workspace: Workspace, tmp_path: Path, qtbot: QtBot, language: str) -> None:
    fill(workspace)
    page = shown(workspace, tmp_path, qtbot, language)
    editor = new_draft(page, qtbot, "trial")
    assert nameless(page) == []
    click(qtbot, editor.add)
    assert nameless(page) == []
    chooser = editor.area.widget()
    assert isinstance(chooser, KindChooser)
    kinds = [chooser.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(chooser.list.count())]
    for kind in kinds:
        form = add_rule(editor, qtbot, kind)
        assert nameless(page) == [], kind
        assert form.sentence.text(), kind
    page.workshop.show_simulation()
    assert nameless(page) == []
    assert [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible() and button.text() == "…"] == []


def test_a_scale_is_drawn_while_it_is_typed(page: LibraryPage, qtbot: QtBot) -> None:
    editor = new_draft(page, qtbot, "trial")
    form = add_rule(editor, qtbot, "points_parts")
    bands = form.figures.editors[f"{form.rule.id}.utilisation_bands"]
    assert isinstance(bands, RowsEditor)
    assert bands.curve is not None
    assert [band.points for band in bands.curve.bands] == [0, 2, 5]
    before = bands.curve.grab().toImage()
    points = bands.rows[1][1][4]
    assert isinstance(points, QLineEdit)
    fill_line(qtbot, points, "4")
    assert [band.points for band in bands.curve.bands] == [0, 4, 5]
    assert bands.curve.grab().toImage() != before
    fill_line(qtbot, points, "x")
    assert bands.curve.stale
    assert [band.points for band in bands.curve.bands] == [0, 4, 5]


def test_rules_of_other_schemes_are_excluded_by_name(page: LibraryPage, qtbot: QtBot) -> None:
    editor = new_draft(page, qtbot, "trial")
    assert isinstance(editor.form, SchemeForm)
    chosen = editor.form.figures.editors["scheme.excludes"]
    assert isinstance(chosen, RowsEditor)
    click(qtbot, chosen.add_button)
    pick(qtbot, chosen.rows[0][1][0], "monthly-top-performers")
    chosen.changed.emit()
    assert editor.scheme.names("excludes") == ("monthly-top-performers",)


def test_a_weighted_score_is_built_from_indicators(page: LibraryPage, workspace: Workspace, qtbot: QtBot) -> None:
    editor = new_draft(page, qtbot, "trial")
    form = add_rule(editor, qtbot, "bonus_share")
    for prefix, name in (("weights.", "results"), ("floor.", "performance"), ("target.", "performance")):
        pick(qtbot, form.named.boxes[prefix], name)
        click(qtbot, form.named.buttons[prefix])
        qtbot.waitUntil(lambda held=form: editor.form is not held)
        assert isinstance(editor.form, RuleForm)
        form = editor.form
    value(form, qtbot, "target.performance", "100")
    assert form.rule.number("target.performance") == 100
    weights = form.figures.editors[f"{form.rule.id}.weights.results"]
    assert isinstance(weights, RowsEditor)
    click(qtbot, weights.add_button)
    pick(qtbot, weights.rows[0][1][0], "performance")
    fill_line(qtbot, weights.rows[0][1][1], "100")
    assert form.rule.weights("weights.results") == {"performance": 100}
    pick(qtbot, form.named.boxes["floor."], "performance")
    assert form.named.buttons["floor."].text() == "Take away"
    click(qtbot, form.named.buttons["floor."])
    qtbot.waitUntil(lambda held=form: editor.form is not held)
    assert isinstance(editor.form, RuleForm)
    assert not editor.form.rule.has("floor.performance")
    assert editor.form.rule.parameter("target.performance").label == Words("业绩得分：100 分对应值", "Performance score: value for 100")
    page.workshop.store()
    assert scheme_drafts.drafts(workspace)[0].scheme == editor.scheme
