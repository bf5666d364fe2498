"""Public lists and the objections of third persons to them, beside the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.objections import DECISION_WORDS, REVOKE, UPHOLD, Objection, PublicList
from services.texts import Texts
from ui.appeals.words import days_tone, days_word
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP


class PublicLists(QWidget):
    """`raised(number, values)` for a new objection, `assigned(id)` to give one to a reviewer, `answered(id, values)` for the answer."""

    raised = Signal(str, object)
    assigned = Signal(int)
    answered = Signal(int, object)

    def __init__(self, t: Texts, lists: Sequence[PublicList], today: date, chosen: str = "") -> None:
        super().__init__()
        self._t = t
        self.rows = RowsModel(_columns(t), self)
        self.table = TableView(self.rows, t("Objections"), t("No objections."))
        self.table.setMinimumHeight(110)
        self.table.row_chosen.connect(self._show_objection)
        self.period, self.detail = label("", "muted"), label("")
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
        self.record = self._button(t("Record the objection"), self._raise)
        self.give = self._button(t("Reviewer …"), self._give)
        self.settle = self._button(t("Answer"), self._settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.setSpacing(STEP * 2)
        purpose = t("Whoever objects within the period gets a case number and an answer in writing. Afterwards the list stands as it is.")
        for widget in (label(purpose, "muted"), self.choice, self.period, self.table, self.detail, self.result):
            column.addWidget(widget)
        column.addLayout(_row(self.give, self.settle))
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
        if item.stands:
            words = t("Hung from {first} to {last}; the result stands.", first=item.first_day, last=item.last_day)
        elif not item.hangs:
            words = t("Hung from {first} to {last}; objections wait for an answer.", first=item.first_day, last=item.last_day)
        self.period.setText(words)
        self.rows.set_rows(item.objections)
        for widget in (self.form, self.record):
            widget.setVisible(item.hangs)
        self._answer_fields()
        if item.objections:
            self.table.choose(lambda o: o.is_open)
        self._show_objection(self.table.current())

    def _answer_fields(self) -> None:
        """The form of the answer, with the awards of the list that is shown."""
        t, old = self._t, self.result
        self.result = form = Form()
        form.line("by", t("Reviewer"))
        form.choice("decision", t("What is decided"), [
            (None, t("Choose …")), (UPHOLD, t("The list stands")), (REVOKE, t("An award is revoked")),
        ])  # fmt: skip
        form.choice("outcome_id", t("Award"), [(None, "–"), *((award.outcome_id, award.words) for award in self.chosen.awards)])
        form.text("reason", t("Reasons"), lines=3)
        form.changed.connect(lambda key: form.set_shown("outcome_id", form.value("decision") == REVOKE))
        form.set_shown("outcome_id", False)
        if (layout := self.layout()) is not None:
            layout.replaceWidget(old, form)
        old.hide()
        old.deleteLater()

    def _show_objection(self, item: Objection | None) -> None:
        t, waits = self._t, item is not None and item.is_open
        for widget in (self.result, self.give, self.settle):
            widget.setVisible(waits)
        self.detail.setVisible(item is not None)
        if item is None:
            return
        lines = [item.text, t("Answered on {day} by {name}: {result}", day=item.settled_on, name=item.reviewer or "–", result=item.result)]
        if waits:
            words = t("{days}, to answer by {day}", days=days_word(t, item.days_left), day=item.decide_by)
            lines[1] = f"{SHAPES[days_tone(item.days_left)]} {words}".strip()
            self.result.field("by").setText(item.reviewer)  # type: ignore[attr-defined]
        if item.warning:
            lines.append(f"{SHAPES['watch']} {t.message(item.warning)}")
        self.detail.setText("\n".join(lines))

    def _raise(self) -> None:
        t = self._t
        if self.form.require({"raised_by": t("Say who objects."), "text": t("Say to what.")}):
            self.raised.emit(self.chosen.number, self.form.values())

    def _give(self) -> None:
        objection: Objection | None = self.table.current()
        if objection is not None:
            self.assigned.emit(objection.id)

    def _settle(self) -> None:
        t, objection = self._t, self.table.current()
        needed = {
            "by": t("Name the reviewer."), "decision": t("Choose what is decided."), "reason": t("Give the reasons for the answer."),
        }  # fmt: skip
        if objection is None or not self.result.require(needed):
            return
        if self.result.value("decision") == REVOKE and self.result.value("outcome_id") is None:
            self.result.set_problem("outcome_id", t("Name the award of the list that is revoked."))
            return
        self.answered.emit(objection.id, self.result.values())


def _columns(t: Texts) -> list[Column]:
    return [
        Column("case", t("Case"), lambda o: o.case or "–", width=134, tip=lambda o: o.text),
        Column("who", t("Raised by"), lambda o: o.raised_by, width=72),
        Column("due", t("Due on"), lambda o: o.decide_by.isoformat() if o.decide_by else "–", width=90,
               tone=lambda o: days_tone(o.days_left) if o.is_open else "muted"),
        Column("result", t("What came of it"), lambda o: t(DECISION_WORDS[o.decision]), width=72, tip=lambda o: o.result,
               tone=lambda o: "watch" if o.is_open else ""),
    ]  # fmt: skip


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
