"""Settings, the centre's calendar marks, and its indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from models.domain.kpi import Indicator, Kind, Unit
from models.domain.period import Cadence
from models.store import Tx
from models.tables.attendance import CalendarDayRow
from models.tables.log import SettingRow
from models.tables.readings import IndicatorRow


def all_settings(tx: Tx) -> dict[str, Any]:
    """Every stored setting by key."""
    return {row.key: row.value for row in tx.session.execute(select(SettingRow)).scalars()}


def put_setting(tx: Tx, key: str, value: Any) -> None:
    """Store one setting."""
    row = tx.get(SettingRow, key)
    if row is None:
        tx.add(SettingRow(key=key, value=value))
    else:
        row.value = value


def calendar_marks(tx: Tx) -> dict[date, str]:
    """The centre's own marks: day → work, rest or holiday."""
    return {row.day: row.kind for row in tx.session.execute(select(CalendarDayRow)).scalars()}


def indicators(tx: Tx, shown_only: bool = False) -> list[Indicator]:
    """The centre's indicators in the order of the grid."""
    query = select(IndicatorRow).order_by(IndicatorRow.sort, IndicatorRow.code)
    rows = tx.session.execute(query).scalars()
    return [_indicator(row) for row in rows if row.shown or not shown_only]


def _indicator(row: IndicatorRow) -> Indicator:
    return Indicator(
        row.code, row.name_zh, row.name_en, Unit(row.unit), row.higher_is_better, Cadence(row.cadence), Kind(row.kind), row.low, row.high
    )


def indicator_values(indicator: Indicator, sort: int) -> dict[str, Any]:
    """An indicator as the columns of its row."""
    low: Decimal | None = indicator.low
    return {
        "code": indicator.code, "name_zh": indicator.name_zh, "name_en": indicator.name_en, "unit": indicator.unit.value,
        "higher_is_better": indicator.higher_is_better, "cadence": indicator.cadence.value, "kind": indicator.kind.value,
        "low": low, "high": indicator.high, "sort": sort, "shown": True,
    }  # fmt: skip


def calendar_rows(tx: Tx, first: date, last: date) -> list[CalendarDayRow]:
    """The centre's own marks between two days, in order."""
    query = select(CalendarDayRow).where(CalendarDayRow.day.between(first, last)).order_by(CalendarDayRow.day)
    return list(tx.session.execute(query).scalars())


def indicator_rows(tx: Tx) -> list[IndicatorRow]:
    """The rows of all indicators, hidden ones too, in the order of the grid."""
    return list(tx.session.execute(select(IndicatorRow).order_by(IndicatorRow.sort, IndicatorRow.code)).scalars())
