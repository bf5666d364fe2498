"""What a case of the work log must keep to: days in their order, nothing that has not happened yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.domain.errors import N_, Message
from models.domain.work import WorkCase

FUTURE = N_("{day} has not come yet.")


class Fault(NamedTuple):
    """A wrong value: the field it stands in and why it is refused."""

    field: str
    day: date | None
    reason: Message


def faults(case: WorkCase, today: date) -> Iterator[Fault]:
    """Every wrong day of a case."""
    happened = {
        "opened_on": case.opened_on, "closed_on": case.closed_on, "called_back_on": case.called_back_on,
        "form_raised_on": case.form_raised_on, "escalated_on": case.escalated_on,
    }  # fmt: skip
    for name, day in (*happened.items(), *(("steps", day) for day in case.steps)):
        if day is not None and day > today:
            yield Fault(name, day, Message(FUTURE, {"day": day.isoformat()}))
    for name, day in (*happened.items(), ("due_on", case.due_on), *(("steps", day) for day in case.steps)):
        if day is not None and day < case.opened_on:
            text = N_("{day} lies before the day on which the case was taken.")
            yield Fault(name, day, Message(text, {"day": day.isoformat()}))
    yield from _after_closing(case)


def _after_closing(case: WorkCase) -> Iterator[Fault]:
    back = case.called_back_on
    if back is not None and (case.closed_on is None or back < case.closed_on):
        yield Fault("called_back_on", back, Message(N_("The call-back follows the closing of the case.")))
    for day in case.steps:
        if case.closed_on is not None and day > case.closed_on:
            yield Fault("steps", day, Message(N_("{day} lies after the closing of the case."), {"day": day.isoformat()}))
    if case.form_raised_on is not None and not case.important:
        yield Fault("form_raised_on", case.form_raised_on, Message(N_("Only an important case has this form; mark it as important.")))
