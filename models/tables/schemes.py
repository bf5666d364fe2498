"""Schemes: drafts, versions adopted (never updated but for the day they end and the proofs of publication), trials, and what agents say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, JsonText, Versioned


class SchemeVersionRow(Base):
    """Exact text of the scheme file with the parameters chosen, in force from `effective_from` to `effective_until` (None = open)."""

    __tablename__ = "scheme_version"
    __table_args__ = (UniqueConstraint("scheme_id", "version"),)
    subject = Subject.SCHEMES

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str]
    version: Mapped[int]
    text: Mapped[str]
    sha256: Mapped[str]
    parameters: Mapped[dict[str, Any]] = mapped_column(JsonText)
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]
    adopted_at: Mapped[datetime]
    adopted_by: Mapped[str]
    notices: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """Legal notices seen at adoption: notice id → reason and approver where one was needed."""
    discussed_on: Mapped[date | None]
    consulted_on: Mapped[date | None]
    published_on: Mapped[date | None]


class SchemeDraftRow(Versioned, Base):
    """A scheme being written: its text may still have faults, and nothing that is in force depends on it."""

    __tablename__ = "scheme_draft"
    subject = Subject.SCHEMES

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str]
    text: Mapped[str]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class SchemeFileRow(Base):
    """A file that proves a step of making a version known (`step`: discussed, consulted, published, signed)."""

    __tablename__ = "scheme_file"
    __table_args__ = (Index("ix_scheme_file_version", "version_id"),)
    subject = Subject.SCHEMES

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"))
    step: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str]
    added_at: Mapped[datetime]


class SchemeReadingRow(Base):
    """An agent has read and signed a version; `how` is paper, screen or list."""

    __tablename__ = "scheme_reading"
    subject = Subject.SCHEMES

    version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    signed_on: Mapped[date]
    how: Mapped[str]


class SchemeTrialRow(Base):
    """A scheme tried out on live months before it is put in force: nothing is paid or published from it."""

    __tablename__ = "scheme_trial"
    subject = Subject.SCHEMES

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str]
    text: Mapped[str]
    parameters: Mapped[dict[str, Any]] = mapped_column(JsonText)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    ended_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
    """adopted or dropped; '' while it runs."""
    note: Mapped[str] = mapped_column(default="")


class SchemeSurveyRow(Base):
    """Agents are asked how satisfied they are with a scheme; closed when all ballots are in."""

    __tablename__ = "scheme_survey"
    subject = Subject.SCHEMES

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str]
    asked_on: Mapped[date]
    asked: Mapped[int]
    """How many agents were asked."""
    closed_on: Mapped[date | None]


class SurveyAnswerRow(Base):
    """One anonymous ballot: 1 (very dissatisfied) to 5 (very satisfied)."""

    __tablename__ = "survey_answer"
    __table_args__ = (Index("ix_survey_answer_survey", "survey_id"),)
    subject = Subject.SCHEMES

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("scheme_survey.id"))
    score: Mapped[int]
    comment: Mapped[str] = mapped_column(default="")


class SchemeSuggestionRow(Base):
    """What somebody suggests for a scheme (agent None = without a name); `state` open, adopted or declined."""

    __tablename__ = "scheme_suggestion"
    subject = Subject.SCHEMES

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str]
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    made_on: Mapped[date]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
