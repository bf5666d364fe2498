"""Growth of agents as the rules see it: what counts on its day like an approved nomination, or stands as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class GrowthKind(StrEnum):
    """Kinds of records that a rule may name."""

    SKILL = "certificate_skill"
    INDUSTRY = "certificate_industry"
    MENTOR = "mentorship_reached"
    COURSE = "training_external"
    INTERVIEW = "talk_bei"


@dataclass(frozen=True)
class GrowthRecord:
    """One record of an agent: its kind, the day on which it counts, what it is called, its cost in yuan (None = not held).

    A certificate counts on its day of issue, a mentorship for the mentor on the day it ended with its goal reached, an
    external course on its day when it was attended and not failed, an interview (BEI) on its day.
    """

    employee_no: str
    kind: GrowthKind
    day: date
    label: str
    cost: Decimal | None = None


def known_in(records: Iterable[GrowthRecord], year: int, last: date) -> tuple[GrowthRecord, ...]:
    """The records that an evaluation may see: of the calendar year, up to a day, in a fixed order."""
    seen = [record for record in records if record.day.year == year and record.day <= last]
    return tuple(sorted(seen, key=lambda record: (record.day, record.employee_no, record.kind, record.label)))
