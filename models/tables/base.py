"""Declarative base, column types, and the plain image of a row that the operation log keeps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import Boolean, Column, ColumnDefault, ColumnElement, Date, DateTime, Dialect, Integer, String, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase, Mapped, QueryableAttribute, mapped_column
from sqlalchemy.types import TypeEngine

from models.domain.ops import Subject


class DecimalText(TypeDecorator[Decimal]):
    """A decimal kept as text, so that no digit is lost."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return _decimal(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Decimal | None]:
        """Straight from the text: a close reads tens of thousands, and the decorator's way costs a second call for each."""
        return _decimal


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_json(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, Chinese as it is."""
    return _JSON.encode(value)


class JsonText(TypeDecorator[Any]):
    """Plain lists, dicts and texts kept as compact JSON."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    """Every table says which subject its rows belong to; `logged` tables write row images to the operation log."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {Decimal: DecimalText(), date: Date(), datetime: DateTime(), dict[str, Any]: JsonText()}
    subject: ClassVar[Subject]
    logged: ClassVar[bool] = True


@event.listens_for(Base, "attribute_instrument", propagate=True)
def _keep_value_before(model: type[Base], name: str, attribute: QueryableAttribute[Any]) -> None:
    """Load an expired value before it is overwritten, or the log would not know what it was."""
    event.listen(attribute, "set", lambda *_: None, active_history=True, propagate=True)


class Versioned:
    """Optimistic lock: a write on a stale row raises instead of losing the other edit."""

    version: Mapped[int] = mapped_column(Integer, default=1, nullable=False)


def referred_first(models: Iterable[type[Base]]) -> list[type[Base]]:
    """The tables so that each stands behind those that its rows refer to."""
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    return sorted(models, key=lambda model: order[model.__tablename__])


def plain_value(value: Any) -> Any:
    """A column value as JSON can hold it."""
    return _text_of(value) if isinstance(value, date | Decimal) else value


def _text_of(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"a row holds no {type(value).__name__}")


_IMAGE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_text_of)


def image_text(values: Mapping[str, Any]) -> str:
    """A row's column values as canonical JSON."""
    return _IMAGE.encode(values)


def row_key(model: type[Base], values: Mapping[str, Any]) -> str:
    """The primary key as canonical JSON."""
    return _IMAGE.encode([values[name] for name in key_columns(model)])


@cache
def key_columns(model: type[Base]) -> tuple[str, ...]:
    """The columns of the primary key."""
    return tuple(column.key for column in model.__table__.primary_key)


@cache
def image_columns(model: type[Base]) -> tuple[str, ...]:
    """The columns that a row's image holds: all but the counter of a versioned table."""
    counter = "version" if issubclass(model, Versioned) else ""
    return tuple(column.key for column in model.__table__.columns if column.key != counter)


def stored_value(kind: TypeEngine[Any], raw: Any) -> Any:
    """What SQLite holds, as `plain_value` gives it; anything that the program would not have written so comes back in a list."""
    if isinstance(raw, bytes):
        return [repr(raw)]
    if raw is None or not isinstance(kind, DateTime | Boolean | JsonText):
        return raw
    if isinstance(kind, DateTime):
        usual = isinstance(raw, str) and len(raw) == 26 and raw[10] == " "
        return f"{raw[:10]}T{raw[11:]}".removesuffix(".000000") if usual else [raw]
    if isinstance(kind, Boolean):
        return bool(raw) if raw in (0, 1) else [raw]
    try:
        value = json.loads(raw)
    except (TypeError, ValueError):
        return [raw]
    return value if to_json(value) == raw else [raw]


def completed(model: type[Base], image: dict[str, Any]) -> dict[str, Any]:
    """The image with the columns that are younger than it, at the value that their migration gave them."""
    columns = model.__table__.columns
    return {name: image[name] if name in image else _value_of_old_rows(columns[name]) for name in image_columns(model)}


def _value_of_old_rows(column: ColumnElement[Any]) -> Any:
    default = column.default if isinstance(column, Column) else None
    return default.arg if isinstance(default, ColumnDefault) and default.is_scalar else None


def revive(model: type[Base], image: dict[str, Any]) -> dict[str, Any]:
    """Column values of a row image, back from JSON."""
    return {name: _revived(model.__table__.columns[name].type, value) for name, value in completed(model, image).items()}


def _revived(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(kind, DecimalText) else value
