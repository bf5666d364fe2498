"""Closed months, outcomes with their corrections, follow-ups, points, appeals, objections."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, JsonText, Versioned


class ClosedPeriodRow(Base):
    """A closed month: versions used, digests of facts and of outcomes, what was left out, digests of the tables."""

    __tablename__ = "closed_period"
    subject = Subject.OUTCOMES

    period: Mapped[str] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime]
    closed_by: Mapped[str]
    versions: Mapped[list[Any]] = mapped_column(JsonText)
    facts_sha256: Mapped[str]
    outcomes_sha256: Mapped[str]
    left_out: Mapped[list[Any]] = mapped_column(JsonText)
    warnings: Mapped[list[Any]] = mapped_column(JsonText)
    late_data_note: Mapped[str] = mapped_column(default="")


class OutcomeRow(Versioned, Base):
    """One outcome as it was proposed; later figures stand in corrections. `month` is the closed month it belongs to."""

    __tablename__ = "outcome"
    __table_args__ = (Index("ix_outcome_month", "month"), Index("ix_outcome_employee", "employee_id"))
    subject = Subject.OUTCOMES

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str]
    period: Mapped[str]
    scheme_id: Mapped[str]
    scheme_version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"))
    rule: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str]
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    team: Mapped[str | None]
    amount_fen: Mapped[int] = mapped_column(default=0)
    points: Mapped[int] = mapped_column(default=0)
    level: Mapped[str | None]
    score: Mapped[Decimal | None]
    rank: Mapped[int | None]
    subject_key: Mapped[str] = mapped_column(default="")
    because: Mapped[list[Any]] = mapped_column(JsonText)
    by_hand: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was waived, or what happened when it was recorded by hand."""
    evidence: Mapped[list[Any]] = mapped_column(JsonText)
    """Attachments: {"name", "sha256"} each, files in attachments/."""
    statement: Mapped[str] = mapped_column(default="")
    """The agent's statement before a penalty; '-' = declined to state; '' = not asked yet."""
    proposed_by: Mapped[str] = mapped_column(default="")
    """Who recorded it by hand; '' when a rule found it."""
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    published_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    """Last day on which a step of the ladder counts; None = it does not expire, or is no such step."""
    __mapper_args__ = {"version_id_col": Versioned.version}  # noqa: RUF012 – SQLAlchemy reads it


class CorrectionRow(Base):
    """A later record that changes or revokes an outcome and names its cause (appeal, objection or data)."""

    __tablename__ = "correction"
    subject = Subject.OUTCOMES

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), index=True)
    action: Mapped[str]
    """corrected or revoked."""
    cause: Mapped[str]
    """appeal, objection or data."""
    cause_ref: Mapped[str]
    reason: Mapped[str]
    amount_fen: Mapped[int] = mapped_column(default=0)
    points: Mapped[int] = mapped_column(default=0)
    level: Mapped[str | None]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class FollowUpRow(Base):
    """Something owed after an outcome: coaching plan, rectification report, referral; with plan, notes, due date and result."""

    __tablename__ = "follow_up"
    subject = Subject.OUTCOMES

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"))
    kind: Mapped[str]
    responsible: Mapped[str]
    due_on: Mapped[date]
    plan: Mapped[str] = mapped_column(default="")
    goal: Mapped[str] = mapped_column(default="")
    notes: Mapped[list[Any]] = mapped_column(JsonText, default=list)
    """Interim notes: {"at", "who", "text"} each, oldest first."""
    evidence: Mapped[list[Any]] = mapped_column(JsonText, default=list)
    """Attachments: {"name", "sha256"} each."""
    done_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
    improved: Mapped[bool | None]
    """None while it is open, and where the question does not arise."""


class PointsEntryRow(Base):
    """One line of the append-only points ledger; a correction refers to the line it corrects."""

    __tablename__ = "points_entry"
    subject = Subject.POINTS

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    made_at: Mapped[datetime]
    period: Mapped[str]
    points: Mapped[int]
    kind: Mapped[str]
    """month, correction, redemption or by_hand."""
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    refers_to: Mapped[int | None] = mapped_column(ForeignKey("points_entry.id"))
    note: Mapped[str] = mapped_column(default="")


class ShopItemRow(Versioned, Base):
    """A gift of the quarterly redemption: price in points, pieces in stock."""

    __tablename__ = "shop_item"
    subject = Subject.POINTS

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]
    stock: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    __mapper_args__ = {"version_id_col": Versioned.version}  # noqa: RUF012 – SQLAlchemy reads it


class RedemptionRow(Base):
    """An agent's redemption of a gift at a quarter's end, with the ledger line that paid it."""

    __tablename__ = "redemption"
    subject = Subject.POINTS

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("shop_item.id"))
    quantity: Mapped[int]
    quarter: Mapped[str]
    entry_id: Mapped[int] = mapped_column(ForeignKey("points_entry.id"))
    made_at: Mapped[datetime]


class AppealRow(Versioned, Base):
    """An agent's appeal against the decision on a notice."""

    __tablename__ = "appeal"
    subject = Subject.APPEALS

    id: Mapped[int] = mapped_column(primary_key=True)
    case_no: Mapped[str] = mapped_column(unique=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    state: Mapped[str]
    filed_at: Mapped[datetime]
    last_day_to_file: Mapped[date | None]
    decide_by: Mapped[date]
    reason: Mapped[str]
    late_reason: Mapped[str] = mapped_column(default="")
    evidence: Mapped[list[Any]] = mapped_column(JsonText)
    signature: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    reviewer: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    decision_reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    __mapper_args__ = {"version_id_col": Versioned.version}  # noqa: RUF012 – SQLAlchemy reads it


class AppealEventRow(Base):
    """One step of an appeal's life, with who took it and what was noted."""

    __tablename__ = "appeal_event"
    subject = Subject.APPEALS

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    state: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class ObjectionRow(Base):
    """A third person's appeal against a public list, with its case number and the day to decide it by."""

    __tablename__ = "objection"
    subject = Subject.APPEALS

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    raised_by: Mapped[str]
    raised_on: Mapped[date]
    text: Mapped[str]
    case_no: Mapped[str] = mapped_column(default="")
    decide_by: Mapped[date | None]
    reviewer: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    """uphold (the list stands) or revoke; '' while it is open."""
    result: Mapped[str] = mapped_column(default="")
    settled_on: Mapped[date | None]
    settled_by: Mapped[str] = mapped_column(default="")
