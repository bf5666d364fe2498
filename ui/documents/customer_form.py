"""Reward notices for customers: one typed in, or many from a table file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from models.domain.errors import N_
from services.customer_notices import CustomerReward, Planned, masked_phone
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.panel_form import PanelForm
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView

_SENTENCE = N_(
    "A customer is told of a reward within one week of the evaluation and can claim it for one month from the notice. "
    "Phone numbers are printed with their middle hidden."
)


class CustomerForm(PanelForm):
    """`file_wanted` to read rewards from a file, `issued(rewards)` when they are to be told."""

    file_wanted = Signal()
    issued = Signal(object)

    def __init__(self, texts: Texts, today: date) -> None:
        t = texts
        super().__init__(t, t(_SENTENCE), t("Issue"))
        self._rewards: Sequence[CustomerReward] = ()
        self.form.line("customer", t("Customer"))
        self.form.line("phone", t("Phone"))
        self.form.day("evaluated_on", t("Evaluated on"), today)
        self.form.line("reason", t("Why"), "", t("For example: the highest rating in October's survey"))
        self.form.line("reward", t("Reward"), "", t("For example: a voucher of 50 yuan"))
        self.form.line("how", t("How it is claimed"))
        self.rows = RowsModel(
            [
                Column("customer", t("Customer"), lambda one: one.customer, 80),
                Column("phone", t("Phone"), lambda one: one.phone, 90),
                Column("reward", t("Reward"), lambda one: one.reward, 130),
                Column("reason", t("Why"), lambda one: one.reason, 160),
            ],
            self,
        )
        self.table = TableView(self.rows, t("Rewards from the file"), t("No reward is left to tell."))
        self.table.setMinimumHeight(220)
        self.table.hide()
        self.summary = label("")
        self.from_file = QPushButton(t("From a file…"))
        self.from_file.clicked.connect(self.file_wanted)
        for widget in (self.summary, self.table, self.from_file):
            self.add(widget)
        self.submitted.connect(self._issue)

    def show_plan(self, planned: Planned) -> None:
        """What a file would issue, in place of the fields."""
        t = self.texts
        self._rewards = planned.rewards
        self.rows.set_rows(list(planned.rewards))
        self.form.hide()
        self.table.show()
        said = [t("{n} notices will be issued, valid until {day}.", n=len(planned.rewards), day=planned.valid_until.isoformat())]
        if planned.told_before:
            said.append(t("{n} were told before and are left out.", n=planned.told_before))
        self.summary.setText(" ".join([*said, *(t.message(warning) for warning in planned.warnings)]))
        self.yes.setEnabled(bool(planned.rewards))

    def _issue(self) -> None:
        if self._rewards:
            self.issued.emit(self._rewards)
            return
        t, f = self.texts, self.form
        needed = {"customer": t("Enter the customer."), "reason": t("Enter why."), "reward": t("Enter the reward.")}
        if f.require(needed):
            said = {key: f.value(key) for key in ("customer", "evaluated_on", "reason", "reward", "how")}
            self.issued.emit((CustomerReward(**said, phone=masked_phone(f.value("phone"))),))
