"""What a person does with single days of the sheet: look at the layers, settle missing punches, correct many days at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.domain.ops import Op
from models.domain.period import Period
from services import attendance_days
from services.attendance_days import WHAT_IS_MISSING, OpenDay
from services.texts import Texts
from ui.attendance.day_panel import DayPanel, stamps_words
from ui.kit.dialogs import ChooseOpenFile, Confirm, Dialog
from ui.kit.form import Form
from ui.kit.month_page import QUIET_MILLISECONDS
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView

if TYPE_CHECKING:
    from ui.attendance.page import AttendancePage


@dataclass(frozen=True)
class Correction:
    """One mark for many days: team ('' = everybody), first and last day, mark, reason, proof."""

    team: str
    first: date
    last: date
    text: str
    reason: str
    proof: Path | None


class DayWork(QObject):
    """The attendance page's side panel and its bulk correction."""

    def __init__(self, page: AttendancePage) -> None:
        super().__init__(page)
        t = page.texts
        self.page, self.texts = page, t
        self._shown: tuple[str, date] | None = None
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(QUIET_MILLISECONDS)
        self.soon.timeout.connect(self.refresh)
        self.day = DayPanel(t)
        self.day.corrected.connect(self.correct)
        self.rows = RowsModel(
            [
                Column("day", t("Day"), lambda one: one.day.isoformat(), 90),
                Column("name", t("Name"), lambda one: one.head.name, 80),
                Column("missing", t("Missing"), lambda one: t(WHAT_IS_MISSING[one.missing]), 130),
                Column("stamps", t("Punches"), lambda one: stamps_words(one.stamps, t), 110),
            ],
            self,
        )
        self.table = TableView(self.rows, t("Days to settle"), t("Nothing is left to settle."))
        self.table.row_chosen.connect(self._choose)
        self.panel = QWidget()
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.day, 1)
        self.open_button = QPushButton(t("To settle"))
        self.open_button.setToolTip(t("Days on which a punch is missing"))
        self.open_button.clicked.connect(self.show_list)
        page.writes(Op.CORRECT_ATTENDANCE, self.day.form, self.day.attach, self.day.store)

    def refresh(self) -> None:
        """Count the days to settle, and show the day in the panel as it is now."""
        workspace, month = self.page.context.workspace, self.page.month
        self.page.load(lambda: attendance_days.open_days(workspace, month=month), self._fill)
        if self._shown and self.page.panel.isVisible():
            self.look(*self._shown)

    def show_list(self) -> None:
        """Open the panel with the list of days to settle."""
        self.table.setVisible(True)
        self.page.show_panel(self.texts("Days to settle"), self.panel)
        if self.rows.rowCount():
            self.table.selectRow(0)

    def show_day(self, employee_no: str, day: date) -> None:
        """Open the panel with one day."""
        self.table.setVisible(False)
        self.page.show_panel(self.texts("One day"), self.panel)
        self.look(employee_no, day)

    def look(self, employee_no: str, day: date) -> None:
        """Read the layers of a day into the panel."""
        workspace = self.page.context.workspace
        self._shown = (employee_no, day)
        agent = next((one for one in self.page.agents() if one.head.employee_no == employee_no), None)
        who = f"{agent.head.name if agent else ''} {employee_no} · {day.isoformat()}".strip()
        self.page.load(
            lambda: attendance_days.layers(workspace, employee_no=employee_no, day=day), lambda layers: self.day.show_day(who, layers)
        )

    def correct(self, text: str, reason: str, proof: Path | None) -> None:
        """Store the correction of the shown day."""
        workspace, shown = self.page.context.workspace, self._shown
        if shown:
            number, day = shown
            self.page.write(
                lambda: attendance_days.settle(workspace, employee_no=number, day=day, text=text, reason=reason, proof=proof),
                lambda _: self.page.banner.say(self.texts("Corrected; the punches stay as they were."), "good"),
            )

    def correct_many(self) -> None:
        """Ask for a correction of many days and store it as one step."""
        workspace, agents = self.page.context.workspace, self.page.agents()
        answer = AskCorrection.ask(self.page, self.texts, self.page.month, sorted({agent.head.team for agent in agents}))
        if answer is None:
            return
        numbers = [agent.head.employee_no for agent in agents if answer.team in ("", agent.head.team)]
        self.page.write(
            lambda: attendance_days.correct_many(
                workspace, employee_nos=numbers, first=answer.first, last=answer.last, text=answer.text, reason=answer.reason,
                proof=answer.proof,
            ),
            lambda n: self.page.banner.say(self.texts("{n} days were corrected as one step; Ctrl+Z takes it back.", n=n), "good"),
        )  # fmt: skip

    def recompute(self) -> None:
        """Compute the month anew from the punches."""
        t, workspace, month = self.texts, self.page.context.workspace, self.page.month
        sentence = t("Days that came from punches are computed anew with the shifts as they stand; what people entered stays.")
        if Confirm.ask(self.page, t, title=t("Compute {month} anew", month=month.text), what_happens=sentence, yes=t("Compute anew")):
            self.page.write(
                lambda: attendance_days.recompute(workspace, month=month),
                lambda n: self.page.banner.say(t("{n} days changed.", n=n), "good"),
            )

    def _fill(self, days: Sequence[OpenDay]) -> None:
        self.rows.set_rows(days)
        self.open_button.setText(self.texts("To settle ({n})", n=len(days)))

    def _choose(self, row: OpenDay | None) -> None:
        if row is not None and self.table.isVisible():
            self.page.go(employee_no=row.head.employee_no, day=row.day)
            self.look(row.head.employee_no, row.day)


class AskCorrection:
    """The form of a correction of many days."""

    @staticmethod
    def ask(page: AttendancePage, texts: Texts, month: Period, teams: Sequence[str]) -> Correction | None:
        """What to correct, or None when the user turned back."""
        dialog = Dialog(page, texts("Correct many days"), texts("Correct"), texts("Cancel"))
        dialog.body.addWidget(
            label(texts("After a power cut or a device fault. Days of leave and rest stay, and so do all punches. It is one step to undo."))
        )
        form = Form()
        form.choice("team", texts("Who"), [("", texts("Everybody in the sheet")), *((team, team) for team in teams if team)])
        form.day("first", texts("First day"), month.first)
        form.day("last", texts("Last day"), month.first)
        form.line("text", texts("Mark"), "√")
        form.line("reason", texts("Reason"), "", texts("Power cut on the third floor"))
        dialog.body.addWidget(form)
        chosen: list[Path] = []
        attach = QPushButton(texts("Attach a proof…"))

        def choose() -> None:
            path = ChooseOpenFile.ask(dialog, title=texts("Attach a proof…"), filters="")
            if path:
                chosen[:] = [path]
                attach.setText(path.name)

        attach.clicked.connect(choose)
        dialog.body.addWidget(attach)
        form.changed.connect(lambda _: dialog.yes.setEnabled(bool(form.value("reason").strip() and form.value("text").strip())))
        dialog.yes.setEnabled(False)
        if not dialog.answered():
            return None
        value = form.value
        proof = chosen[0] if chosen else None
        return Correction(value("team"), value("first"), value("last"), value("text").strip(), value("reason").strip(), proof)
