"""Settings: a list of sections at the left, the chosen one at the right; every edit is stored at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Subject
from ui.kit.page import Page
from ui.kit.theme import STEP
from ui.settings.accounts import AccountSection
from ui.settings.backup import BackupSection
from ui.settings.calendar import CalendarSection
from ui.settings.centre import PapersSection, WhoSection
from ui.settings.clocks import ClockSection
from ui.settings.indicators import IndicatorSection
from ui.settings.look import AboutSection, LookSection
from ui.settings.scorecards import ScorecardSection
from ui.settings.section import Section
from ui.settings.shifts import ShiftSection

_SECTIONS: dict[str, type[Section]] = {
    "centre": WhoSection, "papers": PapersSection, "calendar": CalendarSection, "indicators": IndicatorSection,
    "scorecards": ScorecardSection,
    "shifts": ShiftSection, "clocks": ClockSection,
    "accounts": AccountSection, "backup": BackupSection, "look": LookSection, "about": AboutSection,
}  # fmt: skip


class SettingsPage(Page):
    """One section at a time."""

    name = "settings"
    title = N_("Settings")
    subjects = Subject.SETTINGS | Subject.ATTENDANCE | Subject.PEOPLE | Subject.READINGS

    def build(self, body: QVBoxLayout) -> None:
        """List and stage."""
        self.list = QListWidget()
        self.list.setAccessibleName(self.texts("Sections of the settings"))
        self.list.setFixedWidth(200)
        self.list.setSpacing(STEP)
        self.stage = QScrollArea()
        self.stage.setWidgetResizable(True)
        self.stage.setFrameShape(QFrame.Shape.NoFrame)
        self.sections: dict[str, Section] = {}
        row = QHBoxLayout()
        row.setSpacing(STEP * 3)
        row.addWidget(self.list)
        row.addWidget(self.stage, 1)
        body.addLayout(row, 1)
        titles = {
            "centre": self.texts("Centre"), "papers": self.texts("Papers"), "calendar": self.texts("Calendar"),
            "indicators": self.texts("Indicators"), "scorecards": self.texts("Scorecards"),
            "shifts": self.texts("Shifts"), "clocks": self.texts("Clock numbers"),
            "accounts": self.texts("Accounts"), "backup": self.texts("Backup and restore"),
            "look": self.texts("Language and appearance"), "about": self.texts("About and licences"),
        }  # fmt: skip
        self.list.addItems([titles[name] for name in _SECTIONS])
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Show the chosen section with what is stored now."""
        section = self.section(list(_SECTIONS)[max(self.list.currentRow(), 0)])
        if self.stage.widget() is not section:
            shown: QWidget | None = self.stage.takeWidget()
            if shown is not None:
                shown.setParent(self)
                shown.hide()
            self.stage.setWidget(section)
            section.show()
        section.refresh()

    def section(self, name: str) -> Section:
        """The section, made when first asked for."""
        if name not in self.sections:
            self.sections[name] = _SECTIONS[name](self)
        return self.sections[name]

    def go(self, section: str = "", position: str = "", **_where: Any) -> None:
        """Show a section: centre, papers, calendar, indicators, scorecards (of a position), shifts, clocks, backup, look or about."""
        if section in _SECTIONS:
            self.list.setCurrentRow(list(_SECTIONS).index(section))
        shown = self.stage.widget()
        if isinstance(shown, ScorecardSection):
            shown.choose_position(position)
