"""Indicators and their values; calls, complaints, recordings and nominations that rules look at."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, JsonText


class IndicatorRow(Base):
    """One indicator of the centre; `sort` is its place in the grid, `shown` whether the grid shows it."""

    __tablename__ = "indicator"
    subject = Subject.SETTINGS

    code: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[str]
    higher_is_better: Mapped[bool]
    cadence: Mapped[str]
    kind: Mapped[str]
    low: Mapped[Decimal | None]
    high: Mapped[Decimal | None]
    sort: Mapped[int] = mapped_column(default=0)
    shown: Mapped[bool] = mapped_column(default=True)


class ReadingRow(Base):
    """An agent's value of an indicator in a period; `source` hand, import or calls; `confirmed` names who confirmed a flagged value."""

    __tablename__ = "reading"
    __table_args__ = (Index("ix_reading_period", "period"),)
    subject = Subject.READINGS

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(ForeignKey("indicator.code"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Decimal]
    source: Mapped[str] = mapped_column(default="hand")
    confirmed: Mapped[str] = mapped_column(default="")


class CallRow(Base):
    """One call of a call log; seconds None when the log has none; rating as given by the customer."""

    __tablename__ = "call"
    __table_args__ = (Index("ix_call_employee", "employee_id", "called_at"),)
    subject = Subject.RECORDS

    call_id: Mapped[str] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    called_at: Mapped[datetime]
    topic: Mapped[str] = mapped_column(default="")
    answered: Mapped[bool]
    resolved: Mapped[bool]
    answer_seconds: Mapped[Decimal | None]
    talk_seconds: Mapped[Decimal | None]
    rating: Mapped[Decimal | None]


class ComplaintRow(Base):
    """A customer's complaint."""

    __tablename__ = "complaint"
    subject = Subject.RECORDS

    number: Mapped[str] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    day: Mapped[date]
    founded: Mapped[bool]
    severity: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class RecordingRow(Base):
    """A scored recording; `scores` maps criterion to the score as plain text."""

    __tablename__ = "recording"
    subject = Subject.RECORDS

    number: Mapped[str] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    day: Mapped[date]
    scores: Mapped[dict[str, Any]] = mapped_column(JsonText)
    abusive: Mapped[bool] = mapped_column(default=False)


class NominationRow(Base):
    """An agent or a team put forward under a rule for a period."""

    __tablename__ = "nomination"
    subject = Subject.RECORDS

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    team: Mapped[str | None]
    rule: Mapped[str]
    period: Mapped[str]
    reason: Mapped[str]
    approved: Mapped[bool] = mapped_column(default=False)


class LookedAtRow(Base):
    """A finding that somebody looked at and let stand; `key` names it with the values that it was about."""

    __tablename__ = "looked_at"
    subject = Subject.READINGS

    key: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str]
    who: Mapped[str]
    why: Mapped[str]


class ScorecardRow(Base):
    """How the performance score of a position is made from a month on; `lines` as services.scorecards writes them."""

    __tablename__ = "scorecard"
    __table_args__ = (UniqueConstraint("position", "from_month"),)
    subject = Subject.READINGS

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[str]
    from_month: Mapped[str]
    missing: Mapped[str] = mapped_column(default="reweight")
    """reweight or leave_out."""
    lines: Mapped[list[Any]] = mapped_column(JsonText)
