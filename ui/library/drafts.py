"""The drafts of the centre in a table, the form for a new one, and the findings of a file that was not taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.ops import Done
from services import scheme_drafts
from services.rules.scheme import Words
from services.rules.scheme_text import Finding
from services.scheme_drafts import Draft
from services.texts import Texts
from services.workspace import Workspace
from ui.kit.notices import label
from ui.kit.panel_form import PanelForm
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP

Write = Callable[[], Done[Any]]


class DraftsPart(QWidget):
    """`new_wanted`, `open_wanted(draft)`, `discard_wanted(draft)`, `take_in_wanted`, `write_wanted(draft)`, `left`."""

    new_wanted = Signal()
    open_wanted = Signal(object)
    discard_wanted = Signal(object)
    take_in_wanted = Signal()
    write_wanted = Signal(object)
    left = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = t = texts
        self.drafts = RowsModel(
            [
                Column("name", t("Draft"), self._name, 260, tip=self._name),
                Column("rules", t("Rules"), lambda d: str(len(d.scheme.rules)), 70, numeric=True, sort=lambda d: len(d.scheme.rules)),
                Column("state", t("State"), self._state, 170, tone=lambda d: "watch" if scheme_drafts.check(d.scheme) else "good"),
                Column("changed", t("Changed last"), lambda d: d.changed_at.strftime("%Y-%m-%d %H:%M"), 140),
                Column("by", t("By whom"), lambda d: d.changed_by, 110),
            ],
            self,
        )
        self.table = TableView(
            self.drafts, t("Drafts of schemes"), t("There is no draft. A draft can be tried on the past before it is adopted.")
        )
        self.table.row_activated.connect(self.open_wanted)
        self.table.row_chosen.connect(lambda _: self._enable())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(self._buttons())
        column.addWidget(label(t("What is in force stays untouched until a draft is adopted."), "muted"))
        column.addWidget(self.table, 1)
        self._enable()

    def _buttons(self) -> QHBoxLayout:
        t = self._texts
        self.back, self.new = QPushButton(t("← Library")), QPushButton(t("New draft…"))
        self.new.setProperty("primary", True)
        self.open, self.write = QPushButton(t("Open")), QPushButton(t("Write to a file…"))
        self.take_in, self.discard = QPushButton(t("Take in a file…")), QPushButton(t("Throw away…"))
        self.back.clicked.connect(self.left)
        self.new.clicked.connect(self.new_wanted)
        self.take_in.clicked.connect(self.take_in_wanted)
        self.open.clicked.connect(lambda: self.open_wanted.emit(self.table.current()))
        self.write.clicked.connect(lambda: self.write_wanted.emit(self.table.current()))
        self.discard.clicked.connect(lambda: self.discard_wanted.emit(self.table.current()))
        row = QHBoxLayout()
        row.setSpacing(STEP * 2)
        for button in (self.back, self.new, self.open, self.take_in, self.write, self.discard):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """List these."""
        self.drafts.set_rows(drafts)
        if self.table.current() is None:
            self.table.choose(lambda _: True)
        self._enable()

    def _enable(self) -> None:
        for button in (self.open, self.write, self.discard):
            button.setEnabled(self.table.current() is not None)

    def _name(self, draft: Draft) -> str:
        return draft.scheme.name.text(self._texts.language)

    def _state(self, draft: Draft) -> str:
        open_ = len(scheme_drafts.check(draft.scheme))
        if open_:
            return self._texts("{shape} {n} to settle", shape=SHAPES["watch"], n=open_)
        return self._texts("{shape} ready to be adopted", shape=SHAPES["good"])


class NewDraftForm(PanelForm):
    """The name of a new draft, and what it begins with."""

    def __init__(self, texts: Texts, sources: Sequence[tuple[str, str]], chosen: str = "") -> None:
        t = texts
        super().__init__(
            t, t("A draft changes nothing that is in force. Begin with an empty one, a shipped scheme or a version."), t("Begin")
        )
        self.form.line("name", t("Name"), "", t("such as the title of the notice"))
        self.form.choice("source", t("Begin with"), [("", t("an empty draft")), *sources], chosen)

    def write(self, workspace: Workspace) -> Write:
        """Make the draft."""
        name, (kind, _, which) = self.form.value("name"), str(self.form.value("source")).partition(":")
        words = Words(name, "") if self.texts.language == "zh" else Words("", name)
        if kind == "version":
            return lambda: scheme_drafts.begin(workspace, name=words, version_id=int(which))
        return lambda: scheme_drafts.begin(workspace, name=words, shipped=which)


class FindingsPanel(QWidget):
    """What is wrong with a scheme file, line by line, with an advice each."""

    def __init__(self, texts: Texts, file: str, findings: Sequence[Finding]) -> None:
        super().__init__()
        t = texts
        model = RowsModel(
            [
                Column("line", t("Line"), lambda f: str(f.line or "–"), 54, numeric=True, sort=lambda f: f.line),
                Column("what", t("What is wrong"), lambda f: t.message(f.message), 210, tip=lambda f: t.message(f.message)),
                Column("advice", t("What to do"), lambda f: t.message(f.advice), 210, tip=lambda f: t.message(f.advice)),
            ],
            self,
        )
        model.set_rows(findings)
        self.model = model
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP * 2, STEP * 3, STEP * 2)
        column.setSpacing(STEP * 2)
        column.addWidget(label(t("{shape} “{file}” was not taken in.", shape=SHAPES["bad"], file=file), "bad"))
        column.addWidget(TableView(model, t("Findings in the file")), 1)
