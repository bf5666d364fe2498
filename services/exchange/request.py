"""What every importer is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.domain.errors import N_, UserError
from models.domain.period import Period
from models.store import Tx
from services.exchange.tables_in import Sheet
from services.working_days import WorkingDays


@dataclass(frozen=True)
class Request:
    """One file to plan: its sheets, the period named by the user, the day, remembered columns, the centre's calendar.

    `confirmed_by` names who lets values outside their plausible range stand; '' = they are refused. `actor` is who imports, in `language`.
    """

    kind: str
    tx: Tx
    sheets: list[Sheet]
    period: Period | None
    today: date
    mapping: Mapping[str, str] = field(default_factory=dict)
    working_days: WorkingDays = field(default_factory=WorkingDays)
    confirmed_by: str = ""
    actor: str = ""
    language: str = "zh"

    @property
    def first_day(self) -> date:
        """The day from which changes hold: the first of the period, else today."""
        return self.period.first if self.period else self.today

    def needed_period(self) -> Period:
        """The period; UserError when the user named none."""
        if self.period is None:
            raise UserError(N_("This table does not say which period it is for; name the period, for example 2026-10."))
        return self.period
