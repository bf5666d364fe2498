"""The supervisor files for an agent who came by: notice, statement, evidence, and a reason when it is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.appeals import FilingWindow
from services.attachments import TYPES
from services.texts import Texts
from ui.appeals.words import days_word
from ui.kit.dialogs import ChooseOpenFiles
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import STEP


class FilingForm(QWidget):
    """`filed(FilingWindow, values)` with values moment, reason, late_reason, evidence."""

    filed = Signal(object, object)
    pin_wanted = Signal(object)
    """(FilingWindow): the agent is here and may choose the PIN for the desk."""

    def __init__(self, t: Texts, windows: Sequence[FilingWindow], now: datetime, chosen: str = "") -> None:
        super().__init__()
        self._t, self._windows, self._evidence = t, {w.notice_number: w for w in windows}, []
        self.form = form = Form()
        options = [(w.notice_number, f"{w.name} {w.employee_no} · {w.notice_number}") for w in windows]
        form.choice("notice", t("Notice"), options, chosen or None)
        self._clock = label("", "muted")
        form.line("moment", t("Filed at"), f"{now:%Y-%m-%d %H:%M}")
        form.text("reason", t("What is appealed, and why"), lines=6)
        form.text("late_reason", t("Why it is late"), lines=2)
        self._files = label(t("No evidence attached."), "muted")
        add = QPushButton(t("Attach evidence …"))
        add.clicked.connect(self._attach)
        self.yes = QPushButton(t("File and number the receipt"))
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self.submit)
        self.pin = QPushButton(t("Set the agent's PIN …"))
        self.pin.clicked.connect(lambda: self.pin_wanted.emit(self._windows[form.value("notice")]))
        files = QHBoxLayout()
        files.addWidget(add)
        files.addWidget(self._files, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, 0, STEP * 3, STEP * 2)
        column.setSpacing(STEP * 2)
        column.addWidget(form)
        column.addWidget(self._clock)
        column.addLayout(files)
        column.addWidget(self.yes)
        column.addStretch(1)
        column.addWidget(self.pin)
        form.changed.connect(self._on_changed)
        self._on_changed("notice")

    def submit(self) -> None:
        """Check the fields and tell."""
        t, form = self._t, self.form
        needed = {"notice": t("Choose the notice."), "reason": t("Say what the appeal is about and why.")}
        if self._is_late():
            needed["late_reason"] = t("A late appeal needs a reason.")
        moment = self._moment()
        if moment is None:
            form.set_problem("moment", t("Write day and time like 2026-10-12 17:30."))
            return
        if form.require(needed):
            values = {
                "at": moment,
                "reason": form.value("reason"),
                "late_reason": form.value("late_reason"),
                "evidence": tuple(self._evidence),
            }
            self.filed.emit(self._windows[form.value("notice")], values)

    def _moment(self) -> datetime | None:
        try:
            return datetime.strptime(self.form.value("moment"), "%Y-%m-%d %H:%M")  # noqa: DTZ007 – a centre lives in its local time
        except ValueError:
            return None

    def _is_late(self) -> bool:
        window, moment = self._windows.get(self.form.value("notice")), self._moment()
        return bool(window and window.last_day and moment and moment.date() > window.last_day)

    def _on_changed(self, key: str) -> None:
        if key not in ("notice", "moment"):
            return
        t, window = self._t, self._windows.get(self.form.value("notice"))
        self.form.field("late_reason").setEnabled(self._is_late())
        if window and window.last_day:
            self._clock.setText(t("Last day to file: {day} ({days})", day=window.last_day, days=days_word(t, window.days_left)))
        else:
            self._clock.setText(t("The receipt of the notice is not signed; the window is open."))

    def _attach(self) -> None:
        filters = self._t("Evidence ({types})", types=" ".join(f"*{ending}" for ending in TYPES))
        self._evidence += ChooseOpenFiles.ask(self, title=self._t("Attach evidence"), filters=filters)
        if self._evidence:
            self._files.setText(", ".join(Path(path).name for path in self._evidence))
