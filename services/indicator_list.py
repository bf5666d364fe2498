"""The centre's list of indicators: adding own ones, hiding, names and plausible ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from models.domain import kpi
from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator
from models.domain.ops import Done, Op
from models.queries import settings as queries
from models.store import Tx
from models.tables.readings import IndicatorRow

if TYPE_CHECKING:
    from services.workspace import Workspace

_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_BUILT_IN = frozenset(indicator.code for indicator in kpi.BUILT_IN)


@dataclass(frozen=True)
class ListedIndicator:
    """An indicator, whether the grid shows it, and whether it came with Fenming."""

    indicator: Indicator
    shown: bool
    built_in: bool


def listed(workspace: Workspace) -> tuple[ListedIndicator, ...]:
    """Every indicator in the order of the grid, hidden ones too."""
    with workspace.store.read() as tx:
        shown = {row.code: row.shown for row in queries.indicator_rows(tx)}
        return tuple(ListedIndicator(i, shown[i.code], i.code in _BUILT_IN) for i in queries.indicators(tx))


def add(workspace: Workspace, *, indicator: Indicator) -> Done[ListedIndicator]:
    """Add an indicator of the centre's own at the end of the grid; the code is for ever."""
    clean = _checked(indicator)
    if not _CODE.fullmatch(clean.code):
        raise UserError(N_("A code starts with a small letter and holds small letters, figures and _, for example upsell_rate."))

    def work(tx: Tx) -> ListedIndicator:
        rows = queries.indicator_rows(tx)
        _check_names(clean, rows)
        if any(row.code == clean.code for row in rows):
            raise UserError(N_("There is an indicator with the code “{code}” already."), code=clean.code)
        tx.add(IndicatorRow(**queries.indicator_values(clean, max((row.sort for row in rows), default=0) + 1)))
        return ListedIndicator(clean, True, False)

    return workspace.store.transact(Op.CHANGE_SETTINGS, work, who=workspace.actor, note=clean.code)


def change(workspace: Workspace, *, indicator: Indicator, shown: bool) -> Done[ListedIndicator]:
    """Change names, direction, plausible range and whether the grid shows it; unit and cadence stay, for stored values depend on them."""
    clean = _checked(indicator)

    def work(tx: Tx) -> ListedIndicator:
        rows = queries.indicator_rows(tx)
        row = next((row for row in rows if row.code == clean.code), None)
        if row is None:
            raise UserError(N_("There is no indicator “{code}”."), code=clean.code)
        if (row.unit, row.cadence) != (clean.unit.value, clean.cadence.value):
            raise UserError(N_("Unit and cadence of an indicator cannot change; add a new indicator instead."))
        _check_names(clean, [other for other in rows if other is not row])
        row.name_zh, row.name_en, row.higher_is_better = clean.name_zh, clean.name_en, clean.higher_is_better
        row.low, row.high, row.shown = clean.low, clean.high, shown
        return ListedIndicator(clean, shown, clean.code in _BUILT_IN)

    return workspace.store.transact(Op.CHANGE_SETTINGS, work, who=workspace.actor, note=clean.code)


def parse_bound(unit: kpi.Unit, text: str) -> Decimal | None:
    """A bound of the range as typed, None when empty; a bare figure of a percentage or per mille means that many % or ‰."""
    if not text.strip():
        return None
    value = kpi.parse_number(text)
    divisor = {kpi.Unit.PERCENT: 100, kpi.Unit.PERMILLE: 1000}.get(unit, 1)
    return value if "%" in text or "‰" in text or "％" in text else value / divisor


def _checked(indicator: Indicator) -> Indicator:
    zh, en = indicator.name_zh.strip(), indicator.name_en.strip()
    if not zh and not en:
        raise UserError(N_("An indicator needs a name."))
    if indicator.low is not None and indicator.high is not None and indicator.low >= indicator.high:
        raise UserError(N_("The lower bound must be below the upper bound."))
    return Indicator(
        indicator.code.strip(), zh or en, en or zh, indicator.unit, indicator.higher_is_better, indicator.cadence, indicator.kind,
        indicator.low, indicator.high,
    )  # fmt: skip


def _check_names(indicator: Indicator, others: list[IndicatorRow]) -> None:
    for other in others:
        if indicator.name_zh == other.name_zh or indicator.name_en == other.name_en:
            raise UserError(N_("The indicator “{code}” has this name already."), code=other.code)
