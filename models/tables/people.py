"""Agents, their dated assignments, and the clock numbers that punch clocks know them by."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, Versioned


class EmployeeRow(Versioned, Base):
    """One agent; `pin_hash` is the Argon2 hash of the desk PIN or None until it is set."""

    __tablename__ = "employee"
    subject = Subject.PEOPLE

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_no: Mapped[str] = mapped_column(String, unique=True)
    name: Mapped[str]
    hired_on: Mapped[date | None]
    regular_from: Mapped[date | None]
    left_on: Mapped[date | None]
    pin_hash: Mapped[str | None]
    photo: Mapped[str | None]
    """SHA-256 of the picture in attachments/; None = no picture."""
    __mapper_args__ = {"version_id_col": Versioned.version}  # noqa: RUF012 – SQLAlchemy reads it


class AssignmentRow(Base):
    """Team, position, type, status, star and wage (fen a month, None = not held) from a date on."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("employee_id", "effective_from"),)
    subject = Subject.PEOPLE

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    effective_from: Mapped[date]
    team: Mapped[str]
    position: Mapped[str]
    employment_type: Mapped[str]
    status: Mapped[str]
    star: Mapped[str] = mapped_column(default="")
    monthly_wage_fen: Mapped[int | None]


class ClockNumberRow(Base):
    """Number on a punch clock → agent."""

    __tablename__ = "clock_number"
    subject = Subject.PEOPLE

    clock_no: Mapped[str] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
