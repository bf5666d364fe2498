"""The work log of specialists (S5): cases with their follow-ups, the day's log, and the supervisor's spot checks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base


class WorkCaseRow(Base):
    """A customer's case in an agent's work log; `form_raised_on` is the day of the important-case form."""

    __tablename__ = "work_case"
    __table_args__ = (Index("ix_work_case_employee", "employee_id"),)
    subject = Subject.RECORDS

    number: Mapped[str] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    opened_on: Mapped[date]
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    called_back_on: Mapped[date | None]
    important: Mapped[bool] = mapped_column(default=False)
    form_raised_on: Mapped[date | None]
    escalated_on: Mapped[date | None]
    """The day on which a complaint was escalated because of a poor call-back."""
    note: Mapped[str] = mapped_column(default="")


class CaseStepRow(Base):
    """The agent followed a case up on a day."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("case_number", "day"),)
    subject = Subject.RECORDS

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[str] = mapped_column(ForeignKey("work_case.number"))
    day: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class WorkLogRow(Base):
    """An agent handed in the day's work log."""

    __tablename__ = "work_log"
    subject = Subject.RECORDS

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(default="")


class SpotCheckRow(Base):
    """The supervisor looked at an agent's work log, attendance or required actions; every check has a remark."""

    __tablename__ = "spot_check"
    __table_args__ = (Index("ix_spot_check_employee", "employee_id", "day"),)
    subject = Subject.RECORDS

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    day: Mapped[date]
    looked_at: Mapped[str]
    """work_log, attendance or required_actions."""
    passed: Mapped[bool]
    remark: Mapped[str]
    checked_by: Mapped[str]
