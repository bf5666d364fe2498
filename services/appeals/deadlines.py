"""The two clocks of an appeal: the last day to file and the day by which it is decided (domain: Appeals, Calendar)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.domain.errors import Message
from models.queries import settings as setting_queries
from models.store import Tx
from services import settings
from services.working_days import Deadline, WorkingDays


@dataclass(frozen=True)
class Clocks:
    """The centre's calendar with its two spans in working days."""

    days: WorkingDays
    filing_days: int
    decision_days: int

    def to_file(self, received_on: date | None) -> Deadline | None:
        """The last day to file; None while the notice's receipt is not recorded: the window stays open."""
        return self.days.within(received_on, self.filing_days) if received_on else None

    def to_decide(self, filed_on: date) -> Deadline:
        """The day by which the appeal is to be decided."""
        return self.days.within(filed_on, self.decision_days)


def clocks_in(tx: Tx) -> Clocks:
    """The clocks as the centre has set them."""
    centre = settings.centre_in(tx)
    return Clocks(WorkingDays(setting_queries.calendar_marks(tx)), centre.appeal_filing_days, centre.appeal_decision_days)


def warnings_of(*deadlines: Deadline | None) -> tuple[Message, ...]:
    """The calendar's warnings, each once."""
    found = [deadline.warning for deadline in deadlines if deadline and deadline.warning]
    return tuple(warning for at, warning in enumerate(found) if warning not in found[:at])
