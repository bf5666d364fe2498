"""Days worked, punches, and the centre's own marks on the calendar."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base


class AttendanceRow(Base):
    """One agent's day; `source` is hand, import or punches; a correction has its reason in `note` and maybe a `proof` (name, sha256)."""

    __tablename__ = "attendance_day"
    __table_args__ = (Index("ix_attendance_day_day", "day"),)
    subject = Subject.ATTENDANCE

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    morning: Mapped[str]
    afternoon: Mapped[str]
    late_minutes: Mapped[int] = mapped_column(default=0)
    early_minutes: Mapped[int] = mapped_column(default=0)
    overtime_hours: Mapped[Decimal] = mapped_column(default=Decimal(0))
    source: Mapped[str] = mapped_column(default="hand")
    note: Mapped[str] = mapped_column(default="")
    proof: Mapped[dict[str, Any] | None]


class PunchRow(Base):
    """One stamp of a punch clock, as the clock gave it."""

    __tablename__ = "punch"
    subject = Subject.ATTENDANCE

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    punched_at: Mapped[datetime] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(default="")


class CalendarDayRow(Base):
    """A day that the centre marks itself: kind work, rest or holiday, on top of the public calendar."""

    __tablename__ = "calendar_day"
    subject = Subject.SETTINGS

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
