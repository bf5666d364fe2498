"""The work log of specialists: cases with their follow-ups, logs handed in, and the supervisor's spot checks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from models.domain.attendance import Code

LOOKED_AT = ("work_log", "attendance", "required_actions")
"""What a spot check may look at."""


@dataclass(frozen=True)
class WorkCase:
    """A customer's case of an agent; `steps` are the days on which it was followed up, in order.

    `form_raised_on` is the day of the important-case form, `escalated_on` the day on which a complaint was escalated because
    of a poor call-back.
    """

    number: str
    employee_no: str
    opened_on: date
    due_on: date | None = None
    closed_on: date | None = None
    called_back_on: date | None = None
    important: bool = False
    form_raised_on: date | None = None
    escalated_on: date | None = None
    steps: tuple[date, ...] = ()

    @property
    def line(self) -> str:
        """Everything about the case in one text, for the fingerprint."""
        days = (self.opened_on, self.due_on, self.closed_on, self.called_back_on, self.form_raised_on, self.escalated_on, *self.steps)
        return f"case {self.number} {self.employee_no} {self.important} {' '.join(map(str, days))}"

    def known_on(self, last: date) -> WorkCase:
        """The case as it stood at the end of that day."""
        days = (self.closed_on, self.called_back_on, self.form_raised_on, self.escalated_on, *self.steps)
        if all(day is None or day <= last for day in days):
            return self

        def until(day: date | None) -> date | None:
            return day if day is not None and day <= last else None

        return replace(
            self, closed_on=until(self.closed_on), called_back_on=until(self.called_back_on), form_raised_on=until(self.form_raised_on),
            escalated_on=until(self.escalated_on), steps=tuple(day for day in self.steps if day <= last),
        )  # fmt: skip


@dataclass(frozen=True)
class UnloggedDay:
    """A day with attendance on which the agent handed in no work log; the rule says which codes owe one."""

    employee_no: str
    day: date
    morning: Code
    afternoon: Code


@dataclass(frozen=True)
class SpotCheck:
    """The supervisor looked at `looked_at` (work_log, attendance or required_actions) of an agent."""

    employee_no: str
    day: date
    looked_at: str
    passed: bool
    remark: str


@dataclass(frozen=True)
class WorkFacts:
    """What one month's rules on duties look at.

    `cases` are those open, closed or called back in the month or within the days before it in which a call-back could still fall
    due; `logs` counts the logs handed in, by agent; `logs_from` is the first day on which anybody ever handed one in; `until` is
    the last day that may be judged: a duty of a day that is not over is not missed yet. `rest_days` are no working days.
    """

    cases: tuple[WorkCase, ...] = ()
    logs: Mapping[str, int] = field(default_factory=dict)
    logs_from: date | None = None
    unlogged: tuple[UnloggedDay, ...] = ()
    spot_checks: tuple[SpotCheck, ...] = ()
    rest_days: frozenset[date] = frozenset()
    until: date = date.max

    def lines(self) -> list[str]:
        """Everything that a rule could look at, a text each, for the fingerprint; nothing for a centre without such records."""
        unlogged = (f"unlogged {d.employee_no} {d.day} {d.morning.value} {d.afternoon.value}" for d in self.unlogged)
        return [
            *(case.line for case in self.cases),
            *(f"logs {number} {count}" for number, count in self.logs.items()),
            *unlogged,
            *map(repr, self.spot_checks),
            *(f"rest {day}" for day in sorted(self.rest_days)),
            *([f"logs from {self.logs_from}"] if self.logs_from else []),
        ]

    def judged_until(self, last: date) -> WorkFacts:
        """The same with no day after `last` judged."""
        return replace(self, until=min(self.until, last))


def owes_log(day: UnloggedDay, codes: Collection[str]) -> bool:
    """Either half of the day was worked under one of the codes."""
    return day.morning.value in codes or day.afternoon.value in codes
