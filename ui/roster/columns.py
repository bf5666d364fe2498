"""Columns of the roster."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.domain.people import Status
from services import words
from services.people import RosterRow
from services.texts import Texts
from ui.kit.rows_model import Column
from ui.kit.theme import SHAPES

TONES = {Status.PROBATION: "watch", Status.REGULAR: "", Status.STANDBY: "watch", Status.LEFT: "muted"}


def columns(t: Texts) -> list[Column]:
    """Number, name, where the agent stands, and the dates."""
    return [
        Column("employee_no", t("Employee no."), lambda row: row.employee_no, 104, sort=lambda row: row.employee_no),
        Column("name", t("Name"), lambda row: row.name, 96),
        Column("team", t("Team"), lambda row: row.team, 110),
        Column("position", t("Position"), lambda row: position_word(t, row.position), 100),
        Column("status", t("Status"), lambda row: status_word(t, row), 124, tone=lambda row: TONES[row.status]),
        Column("star", t("Star rating"), lambda row: t(words.STARS[row.star]) if row.star else "", 84, searched=False),
        Column("hired_on", t("Hired on"), lambda row: shown_day(row.hired_on), 92, searched=False),
        Column("regular_from", t("Regular from"), lambda row: shown_day(row.regular_from), 104, searched=False),
        Column("left_on", t("Last day"), lambda row: shown_day(row.left_on), 92, searched=False),
        Column("type", t("Employment"), lambda row: t(words.EMPLOYMENT_TYPES[row.employment_type]), 88, searched=False),
        Column(
            "wage", t("Monthly wage"), lambda row: shown_wage(row.monthly_wage), 100, numeric=True, searched=False, private=True,
            sort=lambda row: row.monthly_wage or Decimal(0),
        ),
    ]  # fmt: skip


def position_word(t: Texts, position: str) -> str:
    """A built-in position in words, the centre's own as it is."""
    return t.message(words.word(words.POSITIONS, position))


def status_word(t: Texts, row: RosterRow) -> str:
    """The status with a shape where it deserves a look."""
    return f"{SHAPES[TONES[row.status]]} {t(words.STATUSES[row.status])}".strip()


def shown_day(day: date | None) -> str:
    """2026-11-22, '' for none."""
    return day.isoformat() if day else ""


def shown_wage(wage: Decimal | None) -> str:
    """¥1,234.00, '' when not kept."""
    return "" if wage is None else f"¥{wage:,.2f}"
