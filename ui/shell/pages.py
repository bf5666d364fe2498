"""The pages in menu order; each is imported when it is first opened, so a missing one breaks no other."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from models.domain.errors import N_
from ui.kit.context import Context
from ui.kit.page import Page


@dataclass(frozen=True)
class PageEntry:
    """One place of the rail: name (also of its icon and help), words, where its class is, and a shorter word for the rail."""

    name: str
    title: str
    target: str
    short: str = ""


PAGES = (
    PageEntry("today", N_("Today"), "ui.today.page:TodayPage"),
    PageEntry("roster", N_("Roster"), "ui.roster.page:RosterPage"),
    PageEntry("attendance", N_("Attendance"), "ui.attendance.page:AttendancePage"),
    PageEntry("indicators", N_("Indicators"), "ui.indicators.page:IndicatorsPage"),
    PageEntry("decisions", N_("Rewards & penalties"), "ui.decisions.page:DecisionsPage", N_("Decisions")),
    PageEntry("points", N_("Points"), "ui.points.page:PointsPage"),
    PageEntry("appeals", N_("Appeals"), "ui.appeals.page:AppealsPage"),
    PageEntry("library", N_("Incentive library"), "ui.library.page:LibraryPage", N_("Library")),
    PageEntry("growth", N_("Growth"), "ui.growth.page:GrowthPage"),
    PageEntry("worklog", N_("Work log"), "ui.worklog.page:WorkLogPage"),
    PageEntry("documents", N_("Documents"), "ui.documents.page:DocumentsPage"),
    PageEntry("settings", N_("Settings"), "ui.settings.page:SettingsPage"),
)


KEYS = "1234567890-="
"""The keys beside Alt that open the pages, in their order."""


def key(number: int) -> str:
    """The shortcut of the page with that place, from 1."""
    return f"Alt+{KEYS[number - 1]}"


def make_page(entry: PageEntry, context: Context) -> Page:
    """Import the page's class and make it; ImportError when this build does not have it."""
    module, name = entry.target.split(":")
    made: Page = getattr(importlib.import_module(module), name)(context)
    return made
