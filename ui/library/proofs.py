"""Proofs of a version in the side panel: files of each step, and who has read and signed, ticked as on the list on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_, RowProblem, UserError
from models.domain.ops import Done
from services import scheme_proofs
from services.scheme_proofs import Proof, Reader
from services.texts import Texts
from services.workspace import Workspace
from ui.kit import problems
from ui.kit.form import Form
from ui.kit.notices import Banner, label, set_tone
from ui.kit.theme import SHAPES, STEP, heading

_ROWS = 5
"""So many bad rows of a list are told."""
_ROLE = Qt.ItemDataRole.UserRole
_STEPS = {
    "discussed": N_("Discussed with the agents"), "consulted": N_("Consulted on with the union or agents"),
    "published": N_("Made known to all agents"), "signed": N_("List of signatures"),
}  # fmt: skip
_WAYS = {"list": N_("on a common list"), "paper": N_("on an own paper"), "screen": N_("on the screen")}


class ProofsPanel(QWidget):
    """`submitted` when the ticked agents are to be stored, `file_wanted(step)`, `take_back_wanted(reader)`, `list_wanted` for a file."""

    submitted = Signal()
    file_wanted = Signal(str)
    take_back_wanted = Signal(object)
    list_wanted = Signal()

    def __init__(self, texts: Texts, today: date) -> None:
        super().__init__()
        self._texts = t = texts
        self.readers: Sequence[Reader] = ()
        self.banner = Banner(t("Close"))
        self.count = label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(t("Agents who have read and signed"))
        self.list.itemChanged.connect(lambda _: self._enable())
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.load = QPushButton(t("Read a signed list…"))
        self.load.setToolTip(t("A table with employee number and date of signing, .xlsx or .csv"))
        self.load.clicked.connect(self.list_wanted)
        self.form = Form()
        self.form.day("day", t("Signed on"), today)
        self.form.choice("how", t("How"), [(way, t(words)) for way, words in _WAYS.items()])
        self.files = QListWidget()
        self.files.setAccessibleName(t("Files that prove the steps"))
        self.files.setMaximumHeight(110)
        self.step = Form()
        self.step.choice("step", t("Proof of"), [(step, t(words)) for step, words in _STEPS.items()])
        self.add = QPushButton(t("Add a file…"))
        self.add.clicked.connect(lambda: self.file_wanted.emit(str(self.step.value("step"))))
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP * 2, STEP * 3, STEP * 2)
        column.setSpacing(STEP * 2)
        column.addWidget(self.banner)
        column.addWidget(self._head(t("Who has read and signed")))
        for widget in (self.count, self.list, self.load, self.form):
            column.addWidget(widget)
        column.addLayout(self._buttons())
        column.addWidget(self._head(t("Files")))
        for widget in (self.files, self.step, self.add):
            column.addWidget(widget)

    def _head(self, words: str) -> QWidget:
        title = label(words)
        title.setFont(heading(self.font(), 0))
        return title

    def _buttons(self) -> QHBoxLayout:
        t = self._texts
        self.all, self.yes = QPushButton(t("Tick all")), QPushButton(t("Store the signatures"))
        self.back = QPushButton(t("Take a signature back…"))
        self.yes.setProperty("primary", True)
        self.all.clicked.connect(self.tick_all)
        self.yes.clicked.connect(self.submitted)
        self.back.clicked.connect(lambda: self.take_back_wanted.emit(self._current()))
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for button in (self.all, self.back):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.yes)
        return row

    def show_proofs(self, readers: Sequence[Reader], files: Sequence[Proof]) -> None:
        """The agents with their signatures, and the files."""
        t = self._texts
        self.readers = readers
        signed = sum(reader.signed_on is not None for reader in readers)
        self.count.setText(t("{signed} of {all} agents have signed.", signed=signed, all=len(readers)))
        set_tone(self.count, "good" if signed == len(readers) else "watch")
        self.list.blockSignals(True)
        self.list.clear()
        for reader in readers:
            self.list.addItem(self._item(reader))
        self.list.blockSignals(False)
        self.files.clear()
        for file in files:
            self.files.addItem(t("{step}: {name}", step=t(_STEPS[file.step]), name=file.name))
        self._enable()

    def _item(self, reader: Reader) -> QListWidgetItem:
        words = f"{reader.employee_no} {reader.name}  {reader.team}"
        if reader.signed_on:
            words += f"   {SHAPES['good']} {reader.signed_on.isoformat()} {self._texts(_WAYS.get(reader.how, reader.how))}"
        item = QListWidgetItem(words)
        item.setData(_ROLE, reader.employee_no)
        item.setCheckState(Qt.CheckState.Checked if reader.signed_on else Qt.CheckState.Unchecked)
        flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags & ~Qt.ItemFlag.ItemIsUserCheckable if reader.signed_on else flags)
        return item

    def ticked(self) -> list[str]:
        """Numbers of the agents ticked now who had not signed before."""
        had = {reader.employee_no for reader in self.readers if reader.signed_on}
        items = [self.list.item(row) for row in range(self.list.count())]
        numbers = [str(item.data(_ROLE)) for item in items if item.checkState() is Qt.CheckState.Checked]
        return [number for number in numbers if number not in had]

    def tick_all(self) -> None:
        """Tick everyone, to untick the few who are missing on the list."""
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(Qt.CheckState.Checked)

    def write(self, workspace: Workspace, version_id: int) -> Callable[[], Done[Any]]:
        """Note the ticked agents."""
        numbers, day, how = self.ticked(), self.form.value("day"), str(self.form.value("how"))
        return lambda: scheme_proofs.note_read(workspace, version_id=version_id, employee_nos=numbers, signed_on=day, how=how)

    def refuse(self, error: Exception) -> None:
        """Say why nothing was stored; the ticks stay."""
        if isinstance(error, UserError):
            rows = [_row_words(self._texts, problem) for problem in getattr(error, "problems", ())[:_ROWS]]
            self.banner.say("\n".join([problems.sentence(error, self._texts), *rows]), "bad")
        else:
            problems.report(error, self, self._texts, self.banner)

    def _current(self) -> Reader | None:
        row = self.list.currentRow()
        return self.readers[row] if 0 <= row < len(self.readers) else None

    def _enable(self) -> None:
        current = self._current()
        self.back.setEnabled(current is not None and current.signed_on is not None)
        self.yes.setEnabled(bool(self.ticked()))


def _row_words(texts: Texts, problem: RowProblem) -> str:
    return texts("row {row}, {column}: {reason}", row=problem.row, column=problem.column, reason=problem.reason)
