"""Versions of adopted schemes: never updated but for the day they end and the proofs of publication."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, JsonText


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
