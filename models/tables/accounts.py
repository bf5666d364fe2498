"""Accounts of the people who use the program; of passwords only their Argon2id hash is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.domain.ops import Subject
from models.tables.base import Base


class AccountRow(Base):
    """One account: its name stands in the log; `wrong_tries` since the last right one, no try is taken before `wait_until`."""

    __tablename__ = "account"
    subject = Subject.SETTINGS

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    wrong_tries: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]
