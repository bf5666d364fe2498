"""Indicators that a scheme looks at and this centre has not got: told before adoption, added with it."""

from __future__ import annotations

from models.domain.kpi import Indicator
from models.queries import settings as queries
from models.store import Tx
from models.tables.readings import IndicatorRow
from services.rules.own_indicators import named, suggested
from services.rules.scheme import Scheme
from services.workspace import Workspace


def missing(workspace: Workspace, *, scheme: Scheme) -> tuple[Indicator, ...]:
    """Indicators that the scheme's rules name and the centre's list lacks, as they would be added."""
    with workspace.store.read() as tx:
        return missing_in(tx, scheme)


def missing_in(tx: Tx, scheme: Scheme) -> tuple[Indicator, ...]:
    """The same inside an open transaction."""
    known = {row.code for row in queries.indicator_rows(tx)}
    return tuple(suggested(scheme, code) for code in named(scheme) if code not in known)


def add_in(tx: Tx, scheme: Scheme) -> tuple[Indicator, ...]:
    """Add what is missing at the end of the centre's list; gives what was added."""
    found = missing_in(tx, scheme)
    last = max((row.sort for row in queries.indicator_rows(tx)), default=0)
    for place, indicator in enumerate(found, last + 1):
        tx.add(IndicatorRow(**queries.indicator_values(indicator, place)))
    return found
