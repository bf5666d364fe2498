"""Declarative base, column types, and the plain image of a row that the operation log keeps."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Date, DateTime, Dialect, Integer, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.domain.ops import Subject


class DecimalText(TypeDecorator[Decimal]):
    """A decimal kept as text, so that no digit is lost."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class JsonText(TypeDecorator[Any]):
    """Plain lists, dicts and texts kept as compact JSON."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    """Every table says which subject its rows belong to; `logged` tables write row images to the operation log."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {Decimal: DecimalText(), date: Date(), datetime: DateTime(), dict[str, Any]: JsonText()}
    subject: ClassVar[Subject]
    logged: ClassVar[bool] = True


class Versioned:
    """Optimistic lock: a write on a stale row raises instead of losing the other edit."""

    version: Mapped[int] = mapped_column(Integer, default=1, nullable=False)


def plain_value(value: Any) -> Any:
    """A column value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def revive(model: type[Base], image: dict[str, Any]) -> dict[str, Any]:
    """Column values of a row image, back from JSON."""
    values: dict[str, Any] = {}
    for column in model.__table__.columns:
        if column.key == "version":
            continue
        value = image.get(column.key)
        if value is not None:
            if isinstance(column.type, DateTime):
                value = datetime.fromisoformat(value)
            elif isinstance(column.type, Date):
                value = date.fromisoformat(value)
            elif isinstance(column.type, DecimalText):
                value = Decimal(value)
        values[column.key] = value
    return values
