"""Public lists and the objections of third persons to them, beside the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.objections import Objection, PublicList
from services.texts import Texts
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP


class PublicLists(QWidget):
    """`raised(number, values)` for a new objection, `settled(id, result)` for what came of one."""

    raised = Signal(str, object)
    settled = Signal(int, str)

    def __init__(self, t: Texts, lists: Sequence[PublicList], today: date, chosen: str = "") -> None:
        super().__init__()
        self._t = t
        self.rows = RowsModel([
            Column("who", t("Who objects"), lambda o: o.raised_by, width=96),
            Column("day", t("Day"), lambda o: o.raised_on.isoformat(), width=84),
            Column("text", t("Objection"), lambda o: o.text, width=130, tip=lambda o: o.text),
            Column("result", t("What came of it"), lambda o: o.result or t("open"), width=110, tip=lambda o: o.result,
                   tone=lambda o: "" if o.result else "watch"),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Objections"), t("No objections."))
        self.table.setMinimumHeight(120)
        self.period = label("", "muted")
        self.choice = Form()
        self.choice.choice("list", t("Public list"), [(item, f"{item.number} ({item.month})") for item in lists])
        number = next((n for n, item in enumerate(lists) if item.number == chosen), 0)
        self.choice.field("list").setCurrentIndex(number)  # type: ignore[attr-defined]
        self.choice.changed.connect(lambda _key: self._show())
        self.form = Form()
        self.form.line("raised_by", t("Who objects"))
        self.form.day("on", t("Day"), today)
        self.form.text("text", t("Objection"), lines=3)
        self.result = Form()
        self.result.text("result", t("What came of it"), lines=2)
        self.record = self._button(t("Record the objection"), self._raise)
        self.settle = self._button(t("Store the result"), self._settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.setSpacing(STEP * 2)
        purpose = t("Whoever objects within the period is noted here with what came of it. Afterwards the list stands as it is.")
        for widget in (label(purpose, "muted"), self.choice, self.period, self.table, self.result):
            column.addWidget(widget)
        column.addLayout(_row(self.settle))
        column.addWidget(self.form)
        column.addLayout(_row(self.record))
        column.addStretch(1)
        self._show()

    def _button(self, words: str, slot: object) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(slot)
        return button

    @property
    def chosen(self) -> PublicList:
        """The list shown."""
        found: PublicList = self.choice.value("list")
        return found

    def _show(self) -> None:
        t, item = self._t, self.chosen
        words = t("Hangs from {first} to {last}.", first=item.first_day, last=item.last_day)
        self.period.setText(words if item.hangs else t("Hung from {first} to {last}.", first=item.first_day, last=item.last_day))
        self.rows.set_rows(item.objections)
        if item.objections:
            self.table.choose(lambda o: not o.result)

    def _raise(self) -> None:
        t = self._t
        if self.form.require({"raised_by": t("Say who objects."), "text": t("Say to what.")}):
            self.raised.emit(self.chosen.number, self.form.values())

    def _settle(self) -> None:
        objection: Objection | None = self.table.current()
        if objection is not None and self.result.require({"result": self._t("Write down what came of it.")}):
            self.settled.emit(objection.id, self.result.value("result"))


def _row(button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(button)
    return row
