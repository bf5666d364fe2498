"""Growth of agents: trainings, certificates, mentors, talks, elections, and the incentive committee."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, JsonText


class TrainingRow(Base):
    """A course on a day; cost in fen for one participant (None = not held); `kind` internal, external or sharing."""

    __tablename__ = "training"
    subject = Subject.GROWTH

    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str]
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(default="internal")
    hours: Mapped[Decimal | None]
    cost_fen: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class TrainingPlaceRow(Base):
    """An agent was invited to a training; `attended` and `passed` None until known."""

    __tablename__ = "training_place"
    subject = Subject.GROWTH

    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    attended: Mapped[bool | None]
    passed: Mapped[bool | None]
    note: Mapped[str] = mapped_column(default="")


class SkillCertificateRow(Base):
    """A certificate that an agent gained; `kind` skill or industry; `evidence` as {"name", "sha256"} each."""

    __tablename__ = "skill_certificate"
    __table_args__ = (Index("ix_skill_certificate_employee", "employee_id"),)
    subject = Subject.GROWTH

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="skill")
    issuer: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date]
    valid_until: Mapped[date | None]
    evidence: Mapped[list[Any]] = mapped_column(JsonText, default=list)


class MentorshipRow(Base):
    """A mentor guides an agent towards a goal; `reached` None while it runs."""

    __tablename__ = "mentorship"
    subject = Subject.GROWTH

    id: Mapped[int] = mapped_column(primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    mentee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    starts_on: Mapped[date]
    due_on: Mapped[date]
    goal: Mapped[str]
    ended_on: Mapped[date | None]
    reached: Mapped[bool | None]
    result: Mapped[str] = mapped_column(default="")


class TalkRow(Base):
    """A talk with an agent; `kind` one_to_one, review, care or bei; `points` holds a BEI's situation, task, action, result."""

    __tablename__ = "talk"
    __table_args__ = (Index("ix_talk_employee", "employee_id", "day"),)
    subject = Subject.GROWTH

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    day: Mapped[date]
    kind: Mapped[str]
    held_by: Mapped[str]
    text: Mapped[str]
    points: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    agreed: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class ElectionRow(Base):
    """Agents elect winners of a rule for a period; closed when its result was taken over as nominations."""

    __tablename__ = "election"
    subject = Subject.GROWTH

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    rule: Mapped[str]
    period: Mapped[str]
    held_on: Mapped[date]
    seats: Mapped[int]
    ballots: Mapped[int]
    closed_on: Mapped[date | None]


class CandidateRow(Base):
    """A candidate of an election with the votes counted."""

    __tablename__ = "candidate"
    subject = Subject.GROWTH

    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    votes: Mapped[int]


class CommitteeMemberRow(Base):
    """A member of the incentive committee, from a day until a day (None = still)."""

    __tablename__ = "committee_member"
    subject = Subject.GROWTH

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    task: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
