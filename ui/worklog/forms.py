"""Forms of the work log, shown in the side panel: a case, a follow-up, a spot check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from models.domain.ops import Done
from models.domain.work import LOOKED_AT
from services import work_log
from services.assessment import LOOKED_AT as LOOKED_AT_WORDS
from services.texts import Texts
from services.work_log import CaseEntry
from services.work_views import CaseView
from services.workspace import Workspace
from ui.kit.panel_form import PanelForm

Write = Callable[[], Done[Any]]
Agents = Sequence[tuple[str, str]]
"""Employee number and words of everybody who may be chosen."""


class OptionalDay(QWidget):
    """A day that may be missing: a tick, and the date beside it."""

    def __init__(self, words: str, day: date | None, today: date) -> None:
        super().__init__()
        shown = day or today
        self.tick, self.day = QCheckBox(), QDateEdit(QDate(shown.year, shown.month, shown.day))
        self.tick.setAccessibleName(words)
        self.day.setAccessibleName(words)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.tick.toggled.connect(self.day.setEnabled)
        self.day.setEnabled(day is not None)
        self.tick.setChecked(day is not None)
        self.setFocusProxy(self.tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tick)
        row.addWidget(self.day, 1)

    def value(self) -> date | None:
        """The day, None without a tick."""
        day = self.day.date()
        return date(day.year(), day.month(), day.day()) if self.tick.isChecked() else None


class CaseForm(PanelForm):
    """A case, new or as it stands."""

    def __init__(self, texts: Texts, agents: Agents, held: CaseEntry | None, today: date) -> None:
        t = texts
        sentence = t("A customer's case: what is owed follows from its days.") if held is None else t("The number of a case stays.")
        super().__init__(t, sentence, t("Store the case"))
        self.held = held
        self.days: dict[str, OptionalDay] = {}
        number = self.form.line("number", t("Case number"), held.number if held else "")
        number.setReadOnly(held is not None)
        self.form.choice("employee_no", t("Name"), list(agents), held.employee_no if held else None)
        self.form.day("opened_on", t("Taken on"), held.opened_on if held else today)
        optional = (
            ("due_on", t("Deadline")), ("closed_on", t("Closed on")), ("called_back_on", t("Called back on")),
            ("escalated_on", t("Complaint escalated on")),
        )  # fmt: skip
        for key, words in optional:
            self._optional(key, words, getattr(held, key) if held else None, today)
        self.form.tick("important", t("Important case"), bool(held and held.important))
        self._optional("form_raised_on", t("Form raised on"), held.form_raised_on if held else None, today)
        self.form.text("note", t("Note"), held.note if held else "", lines=2)

    def _optional(self, key: str, words: str, day: date | None, today: date) -> None:
        self.days[key] = OptionalDay(words, day, today)
        self.form.add(key, words, self.days[key])

    def entry(self) -> CaseEntry:
        """What is typed."""
        value = self.form.value
        given = {key: field.value() for key, field in self.days.items()}
        return CaseEntry(
            number=value("number"), employee_no=value("employee_no"), opened_on=value("opened_on"), important=value("important"),
            note=value("note"), **given,
        )  # fmt: skip

    def write(self, workspace: Workspace) -> Write:
        """Store it."""
        typed, held = self.entry(), self.held
        if held is None:
            return lambda: work_log.add_case(workspace, entry=typed)
        return lambda: work_log.change_case(workspace, number=held.number, entry=typed, seen=held)


class FollowForm(PanelForm):
    """A follow-up of a case on a day."""

    def __init__(self, texts: Texts, case: CaseView, today: date) -> None:
        t = texts
        made = t("; ").join(f"{day.isoformat()} {note}".strip() for day, note in case.steps) or t("none yet")
        super().__init__(t, t("Follow-ups so far: {made}", made=made), t("Note the follow-up"))
        self._number = case.number
        self.form.day("day", t("Followed up on"), today)
        self.form.text("note", t("What came of it"), lines=3)

    def write(self, workspace: Workspace) -> Write:
        """Note it."""
        number, day, note = self._number, self.form.value("day"), self.form.value("note")
        return lambda: work_log.follow_up(workspace, number=number, day=day, note=note)


class CheckForm(PanelForm):
    """A spot check of one agent."""

    def __init__(self, texts: Texts, agents: Agents, chosen: str | None, today: date) -> None:
        t = texts
        super().__init__(t, t("A look at one agent's work; every check has a remark that tells what was found."), t("Note the check"))
        self.form.choice("employee_no", t("Name"), list(agents), chosen)
        self.form.day("day", t("Day"), today)
        for name in LOOKED_AT:
            self.form.tick(name, t(LOOKED_AT_WORDS[name]), True)
        self.form.choice("passed", t("Found"), [(True, t("in order")), (False, t("not in order"))])
        self.form.text("remark", t("Remark"), lines=3)

    def write(self, workspace: Workspace) -> Write:
        """Note it."""
        value = self.form.values()
        looked_at = [name for name in LOOKED_AT if value[name]]
        return lambda: work_log.note_check(
            workspace,
            employee_no=value["employee_no"],
            day=value["day"],
            looked_at=looked_at,
            passed=value["passed"],
            remark=value["remark"],
        )
