"""Settings, and the operation log whose entries each hold the hash of the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base, JsonText


class SettingRow(Base):
    """One setting of the centre by its key."""

    __tablename__ = "setting"
    subject = Subject.SETTINGS

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JsonText)


class OperationRow(Base):
    """One write: when, who, what, why; `undoes` names the entry that an undo or redo reversed; `hash` chains the log."""

    __tablename__ = "operation"
    subject = Subject.SETTINGS
    logged = False

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    op: Mapped[str]
    why: Mapped[str]
    note: Mapped[str]
    undoes: Mapped[int | None]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class RowChangeRow(Base):
    """Image of one row before and after a write, as JSON text; None = the row did not exist."""

    __tablename__ = "row_change"
    __table_args__ = (Index("ix_row_change_row", "table_name", "row_key"),)
    subject = Subject.SETTINGS
    logged = False

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    table_name: Mapped[str]
    row_key: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
