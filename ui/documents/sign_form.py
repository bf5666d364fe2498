"""The form by which the receipt of a notice is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from services.notices import NoticeView
from services.texts import Texts
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import STEP

_MEANING = N_("Signing confirms receipt only; it does not mean consent. From this day the days to appeal are counted.")
DELIVERIES = (N_("left with the employee"), N_("by post"), N_("electronically"))


@dataclass(frozen=True)
class Receipt:
    """A receipt to be recorded."""

    number: str
    employee_no: str
    on: date
    refused: bool
    witness: str
    delivery: str
    pin_wanted: bool
    """The agent is here and chooses the PIN for the desk."""


class SignForm(QWidget):
    """Stands in the side panel; `record` is called with the receipt."""

    def __init__(self, texts: Texts, notice: NoticeView, today: date, record: Callable[[Receipt], object], has_pin: bool = True) -> None:
        super().__init__()
        self._texts, self._notice, self._record = texts, notice, record
        self.form = Form()
        self.form.day("on", texts("Received on"), today)
        self.form.tick("refused", texts("Signature refused"))
        self.form.line("witness", texts("Witness"))
        self.form.choice("delivery", texts("Delivery"), [("", "–"), *((texts(way), texts(way)) for way in DELIVERIES)])
        if not has_pin:
            self.form.tick("pin", texts("The agent chooses the PIN for the appeal desk now"), True)
        self.form.changed.connect(self._follow)
        self._follow("refused")
        self.save = QPushButton(texts("Record receipt"))
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        facts = {"number": notice.number, "name": notice.name, "employee_no": notice.employee_no}
        column.addWidget(label(texts("{number} for {name} ({employee_no})", **facts)))
        column.addWidget(label(texts(_MEANING), "muted"))
        column.addWidget(self.form)
        column.addStretch(1)
        column.addWidget(self.save)

    def _follow(self, key: str) -> None:
        if key == "refused":
            for name in ("witness", "delivery"):
                self.form.field(name).setEnabled(self.form.value("refused"))
            if "pin" in self.form.values():
                self.form.field("pin").setEnabled(not self.form.value("refused"))

    def submit(self) -> None:
        """A refusal needs a witness; then hand the receipt on."""
        refused = self.form.value("refused")
        if refused and not self.form.require({"witness": self._texts("A refused signature needs the name of a witness.")}):
            return
        values = self.form.values()
        witness, delivery = (values["witness"], values["delivery"]) if refused else ("", "")
        wants_pin = bool(values.get("pin")) and not refused
        self._record(Receipt(self._notice.number, self._notice.employee_no, values["on"], refused, witness, delivery, wants_pin))
