"""Shifts, cycles of shifts, and who works which: a default from a date on, and single days that differ."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, JsonText


class ShiftRow(Base):
    """One shift in minutes of the day; an end not after the start lies on the next day."""

    __tablename__ = "shift"
    subject = Subject.ATTENDANCE

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    break_minutes: Mapped[int] = mapped_column(default=0)
    late_grace: Mapped[int] = mapped_column(default=0)
    early_grace: Mapped[int] = mapped_column(default=0)
    flexible_minutes: Mapped[int] = mapped_column(default=0)
    opens_before: Mapped[int] = mapped_column(default=240)


class ShiftPatternRow(Base):
    """A cycle: the shift of each day in turn ('' = rest), beginning anew after the last."""

    __tablename__ = "shift_pattern"
    subject = Subject.ATTENDANCE

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    days: Mapped[list[str]] = mapped_column(JsonText)


class ShiftDefaultRow(Base):
    """The shift or cycle that an agent works from a date on; a cycle begins on that date. '' = the centre's."""

    __tablename__ = "shift_default"
    subject = Subject.ATTENDANCE

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    effective_from: Mapped[date] = mapped_column(primary_key=True)
    shift: Mapped[str]


class ShiftDayRow(Base):
    """An agent's shift of one day, whatever the default says; '' = rest."""

    __tablename__ = "shift_day"
    subject = Subject.ATTENDANCE

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    shift: Mapped[str]
