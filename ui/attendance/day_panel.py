"""One day in its three layers – what the clock has, what follows from it, what a person entered – and the form to correct it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.attendance_days import DayLayers
from services.exchange.shift_days import Planned
from services.texts import Texts
from ui.attendance.columns import cell_words
from ui.kit import privacy
from ui.kit.dialogs import ChooseOpenFile
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import STEP, heading


class DayPanel(QWidget):
    """Shows a day; `corrected(text, reason, proof)` when a correction is to be stored."""

    corrected = Signal(str, str, object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.proof: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, 0, STEP * 3, STEP * 2)
        column.setSpacing(STEP * 2)
        self.who = label("")
        self.who.setFont(heading(self.font()))
        column.addWidget(self.who)
        self.lines = {key: label("") for key in ("plan", "stamps", "computed", "entry", "proof")}
        for line in self.lines.values():
            column.addWidget(line)
        self.form = Form()
        self.form.line("text", texts("Correct to"), "√", texts("A sign or code of the legend"))
        self.form.line("reason", texts("Reason"), "", texts("Why the clock is wrong"))
        column.addWidget(self.form)
        self.attach = QPushButton(texts("Attach a proof…"))
        self.attach.clicked.connect(self.choose_proof)
        self.store = QPushButton(texts("Store the correction"))
        self.store.clicked.connect(self._store)
        buttons = QHBoxLayout()
        buttons.addWidget(self.attach)
        buttons.addWidget(self.store)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_day(self, who: str, layers: DayLayers) -> None:
        """Fill the layers; what was typed below stays only for the same day."""
        t = self.texts
        if who != self.who.text():
            self._clear()
        self.who.setText(who)
        self.lines["plan"].setText(t("Plan: {plan}", plan=plan_words(layers.planned, t)))
        self.lines["stamps"].setText(t("1 · Punches: {stamps}", stamps=stamps_words(layers.stamps, t)))
        self.lines["computed"].setText(t("2 · Computed: {mark}", mark=layers.computed or t("nothing, a person has to settle it")))
        self.lines["entry"].setText(t("3 · Entered: {entry}", entry=cell_words(layers.entry, t)))
        self.lines["proof"].setVisible(layers.proof is not None and not privacy.is_on())
        if layers.proof:
            self.lines["proof"].setText(t("Proof: {name}", name=layers.proof.name))

    def choose_proof(self) -> None:
        """Choose the file that will be kept with the correction."""
        path = ChooseOpenFile.ask(self, title=self.texts("Attach a proof…"), filters="")
        if path:
            self.proof = path
            self.attach.setText(path.name)

    def _store(self) -> None:
        t, reason = self.texts, self.form.value("reason").strip()
        if not self.form.require({"text": t("Enter a mark."), "reason": t("Enter the reason; the log keeps it.")}):
            return
        self.corrected.emit(self.form.value("text").strip(), reason, self.proof)

    def _clear(self) -> None:
        self.proof = None
        self.attach.setText(self.texts("Attach a proof…"))
        self.form.field("text").setText("√")  # type: ignore[attr-defined]
        self.form.field("reason").setText("")  # type: ignore[attr-defined]


def plan_words(planned: Planned, texts: Texts) -> str:
    """The shift and its hours, or rest."""
    if not planned.works:
        return texts("rest")
    shift = planned.shift
    end = f"{shift.end:%H:%M}"
    end = texts("{time} next day", time=end) if shift.crosses_midnight else end
    return f"{shift.name or texts('usual shift')} {shift.start:%H:%M}–{end}"


def stamps_words(stamps: tuple[datetime, ...], texts: Texts) -> str:
    """The times; those after midnight with their date."""
    if not stamps:
        return texts("no punches")
    return "  ".join(f"{one:%H:%M}" if one.date() == stamps[0].date() else f"{one:%m-%d %H:%M}" for one in stamps)
