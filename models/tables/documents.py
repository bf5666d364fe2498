"""The register of numbered papers, and the receipt of notices."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, JsonText


class DocumentRow(Base):
    """One number of the register; `facts` is what the paper says, `sha256` the stored PDF's digest ('' while it is not drawn)."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("kind", "year", "serial"),)
    subject = Subject.DOCUMENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(unique=True)
    issued_on: Mapped[date]
    language: Mapped[str]
    period: Mapped[str] = mapped_column(default="")
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    team: Mapped[str | None]
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    appeal_id: Mapped[int | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(JsonText)
    check_code: Mapped[str]
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(default="issued")
    """issued or void."""
    void_reason: Mapped[str] = mapped_column(default="")
    prints: Mapped[int] = mapped_column(default=0)
    last_printed_at: Mapped[datetime | None]


class NoticeRow(Base):
    """Receipt of a notice by one agent: signed on a date, or refused before a witness."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("document_id", "outcome_id"),)
    subject = Subject.DOCUMENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    received_on: Mapped[date | None]
    refused: Mapped[bool] = mapped_column(default=False)
    witness: Mapped[str] = mapped_column(default="")
    delivery: Mapped[str] = mapped_column(default="")
