"""A notice that no shipped scheme knows, built in the editor by clicking and typing only; it decides a quarter's last month as reckoned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from models.domain.period import Cadence, Period
from services import closing
from services.exchange.importing import import_file
from services.workspace import Workspace
from tests.rules.notice_scheme import SENTENCES
from tests.rules.test_notice_scheme import ZH
from tests.services.decided import fill
from tests.ui.test_library_editor import add_rule, fill_line, new_draft, pick, value, word
from tests.ui.test_library_page import click, shown
from tests.ui.worlds import nameless
from ui.library.adopt_wizard import AdoptWizard
from ui.library.editor import EditorPart
from ui.library.editors import ListEditor
from ui.library.page import LibraryPage
from ui.library.row_editors import RowsEditor
from ui.library.rule_form import RuleForm

SEPTEMBER = Period.parse("2026-09")


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> LibraryPage:
    """A centre with figures of two months, S1 and S2 in force since September; in Chinese."""
    fill(workspace)
    return shown(workspace, tmp_path, qtbot, "zh")


def add_limit(editor: EditorPart, qtbot: QtBot, prefix: str, indicator: str) -> RuleForm:
    """Add a limit of an indicator to the rule; the form is made anew."""
    before = editor.form
    assert isinstance(before, RuleForm)
    pick(qtbot, before.named.boxes[prefix], indicator)
    click(qtbot, before.named.buttons[prefix])
    qtbot.waitUntil(lambda: editor.form is not before)
    assert isinstance(editor.form, RuleForm)
    return editor.form


def rows(form: RuleForm, qtbot: QtBot, name: str, lines: list[tuple[str, str]]) -> None:
    """Fill the rows of a ladder."""
    editor = form.figures.editors[f"{form.rule.id}.{name}"]
    assert isinstance(editor, RowsEditor)
    for number, (count, gives) in enumerate(lines):
        click(qtbot, editor.add_button)
        first, second = editor.rows[number][1]
        assert isinstance(first, QLineEdit)
        fill_line(qtbot, first, count)
        if isinstance(second, QComboBox):
            pick(qtbot, second, gives)
            second.activated.emit(second.currentIndex())
        else:
            fill_line(qtbot, second, gives)


def build(page: LibraryPage, qtbot: QtBot) -> EditorPart:
    """The five sentences of the notice, one after the other."""
    editor = new_draft(page, qtbot, "质量与服务奖惩")
    for key, text in (("purpose_zh", "提升服务质量"), ("source", "中心通知"), ("clause", "通知")):
        fill_line(qtbot, editor.form.form.field(key), text)  # type: ignore[union-attr]
    form = add_rule(editor, qtbot, "targets_met")
    word(form, qtbot, "质检奖", "1", SENTENCES[0])
    value(form, qtbot, "amount", "200")
    value(add_limit(editor, qtbot, "at_least.", "quality"), qtbot, "at_least.quality", "95")
    value(add_limit(editor, qtbot, "at_most.", "complaints"), qtbot, "at_most.complaints", "0")
    form = add_rule(editor, qtbot, "below_standard")
    word(form, qtbot, "质检辅导", "2", SENTENCES[1])
    value(form, qtbot, "indicator", "quality")
    value(form, qtbot, "threshold", "80")
    form = add_rule(editor, qtbot, "ranked_prizes")
    word(form, qtbot, "季度满意度奖", "3", SENTENCES[2])
    pick(qtbot, form.form.field("cadence"), Cadence.QUARTER)
    qtbot.waitUntil(lambda: editor.form is not form)
    assert isinstance(editor.form, RuleForm)
    value(editor.form, qtbot, "indicator", "csat")
    rows(editor.form, qtbot, "prizes", [("1", "800"), ("2", "500"), ("3", "300")])
    form = add_rule(editor, qtbot, "attendance_ladder")
    word(form, qtbot, "迟到", "4", SENTENCES[3])
    counted = form.figures.editors[f"{form.rule.id}.counted"]
    assert isinstance(counted, ListEditor)
    click(qtbot, counted.ticks["early"])
    click(qtbot, counted.ticks["absent"])
    rows(form, qtbot, "steps", [("3", "reminder"), ("5", "warning")])
    form = add_rule(editor, qtbot, "nomination")
    word(form, qtbot, "年度优秀团队", "5", SENTENCES[4])
    fill_line(qtbot, form.form.field("title_zh"), "年度优秀团队")
    value(form, qtbot, "who", "teams")
    value(form, qtbot, "every", "year")
    value(form, qtbot, "amount", "5000")
    return editor


def bring(workspace: Workspace, folder: Path, kind: str, text: str) -> None:
    """Import a small file."""
    file = folder / f"{kind}.csv"
    file.write_text(text, encoding="utf-8")
    import_file(workspace, kind=kind, path=file)


def test_the_notice_reads_as_it_was_written_and_decides(
    page: LibraryPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """0001 has quality 96 and no complaint; 0002 is below 80 from July on; csat: 0003, 0001, 0002; 0004 was late three times, 0005 five."""
    editor = build(page, qtbot)
    sentences = []
    for row in range(1, editor.list.count()):
        editor.list.setCurrentRow(row)
        assert isinstance(editor.form, RuleForm)
        sentences.append(editor.form.sentence.text())
    assert tuple(sentences) == ZH
    assert not nameless(editor)
    assert editor.faults.isHidden()

    def ask(*args: object) -> object:
        wizard = AdoptWizard(*args)  # type: ignore[arg-type]
        qtbot.addWidget(wizard)
        wizard.show()
        wizard.when.form.field("first").setDate(date(2026, 7, 1))  # type: ignore[attr-defined]
        for _ in range(4):
            click(qtbot, wizard.yes)
        return wizard.stored

    monkeypatch.setattr(AdoptWizard, "ask", staticmethod(ask))
    click(qtbot, editor.adopt)
    values = [
        *(f"0002,质检得分,2026-{month},70" for month in ("07", "08", "09")), "0001,质检得分,2026-09,96",
        *(f"{number},客户满意度,2026-{month},{score}" for month in ("07", "08", "09") for number, score in
          (("0001", "4.8"), ("0002", "4.7"), ("0003", "4.9"), ("0004", "4.2"))),
    ]  # fmt: skip
    bring(workspace, tmp_path, "kpi", "\n".join(["工号,指标,期间,值", *values]))
    bring(
        workspace, tmp_path, "complaints", "投诉编号,工号,日期,属实,等级\nC-0,0012,2026-08-03,是,轻微\n"
    )  # from then on complaints are kept
    days = [f"{number},2026-09-{day:02},迟10" for number, count in (("0004", 3), ("0005", 5)) for day in (1, 2, 3, 4, 7)[:count]]
    bring(workspace, tmp_path, "attendance", "\n".join(["工号,日期,考勤", *days]))
    found = closing.close(workspace, month=SEPTEMBER).value
    mine = [(o.rule, o.employee_no, int(o.amount), o.level) for o in (s.outcome for s in found.outcomes) if o.scheme == "own-1"]
    assert mine == [
        ("attendance-ladder-1", "0004", 0, "reminder"), ("attendance-ladder-1", "0005", 0, "warning"),
        ("below-standard-1", "0002", 0, "coaching"),
        ("ranked-prizes-1", "0003", 800, None), ("ranked-prizes-1", "0001", 500, None), ("ranked-prizes-1", "0002", 300, None),
        ("targets-met-1", "0001", 200, None),
    ]  # fmt: skip
