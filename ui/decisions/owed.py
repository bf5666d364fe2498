"""What is owed after decisions: the list with due dates, and plan, notes, proof and result of the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.domain.ops import Op
from models.domain.papers import FollowUpKind
from services import follow_ups
from services.follow_ups import KIND_WORDS, FollowUp
from ui.kit.dialogs import ChooseOpenFiles
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.page import Page
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP


class OwedButton(QPushButton):
    """Tells how much is owed; opens the list in the page's side panel."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.texts("What is owed"))
        self._page = page
        self.panel: OwedPanel | None = None
        self.clicked.connect(self.open)

    def refresh(self) -> None:
        """Count anew, and read the open list anew."""
        workspace = self._page.context.workspace.speaking(self._page.texts.language)
        self._page.load(lambda: follow_ups.follow_ups(workspace), self._show)

    def open(self) -> None:
        """Show the list."""
        self.panel = OwedPanel(self._page)
        self._page.show_panel(self._page.texts("What is owed after decisions"), self.panel)
        self.refresh()

    def _show(self, items: tuple[FollowUp, ...]) -> None:
        waiting = sum(item.done_on is None for item in items)
        self.setText(self._page.texts("What is owed ({n})", n=waiting))
        if self.panel is not None and self._page.panel.content is self.panel:
            self.panel.show_items(items)


class OwedPanel(QWidget):
    """A table, and below it what is known about the row chosen."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, t = page, page.texts
        self.rows = RowsModel([
            Column("due", t("Due on"), lambda f: f.due_on.isoformat(), width=84, tone=lambda f: "bad" if (f.days_left or 0) < 0 else ""),
            Column("kind", t("What"), lambda f: t(KIND_WORDS[f.kind]), width=96),
            Column("name", t("Name"), lambda f: f.name, width=72),
            Column("state", t("State"), self._state, width=90, tone=lambda f: "muted" if f.done_on else "watch"),
            Column("by", t("Responsible"), lambda f: f.responsible, width=90),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("What is owed after decisions"), t("Nothing is owed."))
        self.table.setMinimumHeight(150)
        self.table.row_chosen.connect(self.show_item)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.viewport().setAutoFillBackground(False)
        self.detail: OwedDetail | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.addWidget(self.table, 2)
        column.addWidget(self.area, 3)

    def _state(self, item: FollowUp) -> str:
        t = self._page.texts
        if item.done_on is None:
            return t("open") if (item.days_left or 0) >= 0 else t("overdue")
        return t("done") if item.improved is None else t("improved") if item.improved else t("not improved")

    def show_items(self, items: tuple[FollowUp, ...]) -> None:
        """The list anew, the row chosen before chosen again."""
        shown = self.detail.item.id if self.detail else 0
        self.table.blockSignals(True)  # in between no row is chosen, which is nobody's wish
        self.rows.set_rows(items)
        self.table.choose(lambda item: item.id == shown)
        self.table.blockSignals(False)
        self.show_item(self.table.current())

    def show_item(self, item: FollowUp | None) -> None:
        """Everything about the row chosen; what is being typed stays while nothing stored has changed."""
        if item and self.detail and self.detail.item == item:
            return
        self.detail = OwedDetail(self._page, item) if item else None
        shown = self.detail or QWidget()
        self.area.setWidget(shown)
        shown.setAutoFillBackground(False)  # the panel's colour, not the window's


class OwedDetail(QWidget):
    """Plan and goal, notes, proof, result; fields only while it is open."""

    def __init__(self, page: Page, item: FollowUp) -> None:
        super().__init__()
        self._page, self.item = page, item
        t = page.texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, STEP * 2, STEP * 2, 0)
        self._column.setSpacing(STEP * 2)
        for note in item.notes:
            self._column.addWidget(label(f"{note.at} · {note.who}: {note.text}", "muted"))
        if item.evidence:
            self._column.addWidget(label(t("Proof: {files}", files=", ".join(file.name for file in item.evidence)), "muted"))
        if item.done_on:
            self._done()
        else:
            self._open()
        self._column.addStretch(1)

    def _done(self) -> None:
        t, item = self._page.texts, self.item
        lines = [t("Plan: {text}", text=item.plan) if item.plan else "", t("Goal: {text}", text=item.goal) if item.goal else "",
                 t("Done on {day}: {result}", day=item.done_on, result=item.result)]  # fmt: skip
        for line in filter(None, lines):
            self._column.addWidget(label(line))

    def _open(self) -> None:
        t, item = self._page.texts, self.item
        self.plan = Form()
        self.plan.text("text", t("Plan"), item.plan, lines=3)
        self.plan.line("goal", t("Goal"), item.goal, t("Figure or state to reach"))
        self.note = Form()
        self.note.text("text", t("Interim note"), lines=2)
        self.result = Form()
        self.result.day("on", t("Done on"), self._page.context.workspace.clock.today())
        self.result.text("result", t("What came of it"), lines=2)
        answers = [(None, t("does not arise")), (True, t("improved")), (False, t("not improved"))]
        self.result.choice("improved", t("Did it improve?"), answers)
        if item.kind is FollowUpKind.COACHING:
            self.result.field("improved").setCurrentIndex(1)  # type: ignore[attr-defined]
        self.store_plan = self._button(self.plan, t("Store the plan"), self.put_plan)
        self.add_note = self._button(self.note, t("Add the note"), self.put_note)
        self.attach = self._button(None, t("Attach proof…"), self.put_files)
        self.settle = self._button(self.result, t("Settle"), self.put_result)

    def _button(self, form: Form | None, words: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: slot())
        self._page.writes(Op.FOLLOW_UP, button)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        if form:
            self._column.addWidget(form)
        self._column.addLayout(row)
        return button

    def put_plan(self) -> None:
        """Store plan and goal."""
        if self.plan.require({"text": self._page.texts("Write down the plan.")}):
            self._write(follow_ups.plan, **self.plan.values())

    def put_note(self) -> None:
        """Keep an interim note."""
        if self.note.require({"text": self._page.texts("The note is empty.")}):
            self._write(follow_ups.note, **self.note.values())

    def put_files(self) -> None:
        """Attach proof."""
        t = self._page.texts
        paths: list[Path] = ChooseOpenFiles.ask(self, title=t("Attach proof…"), filters=t("All files (*)"))
        if paths:
            self._write(follow_ups.attach, paths=paths)

    def put_result(self) -> None:
        """Settle it."""
        if self.result.require({"result": self._page.texts("Write down what came of it.")}):
            self._write(follow_ups.settle, **self.result.values())

    def _write(self, call: Callable[..., Any], **values: Any) -> None:
        workspace, id = self._page.context.workspace, self.item.id
        self._page.write(lambda: call(workspace, follow_up=id, **values))
