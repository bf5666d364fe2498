"""What waits for hands among the growth records: what runs out, what is owed, what was counted but not taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.domain.errors import N_, Message
from services.growth import certificates, elections, mentors, talks
from services.workspace import Workspace

MENTOR_DAYS = 14
"""How many days ahead the end of a mentorship is shown."""


@dataclass(frozen=True)
class Reminder:
    """One thing to do: words, until when, overdue or not, and which record of which section."""

    text: Message
    due: date
    overdue: bool
    where: dict[str, Any] = field(default_factory=dict)


def reminders(workspace: Workspace) -> tuple[Reminder, ...]:
    """Certificates that run out, help that was agreed, mentorships about to end, elections to be taken over."""
    return (*_certificates(workspace), *_talks(workspace), *_mentors(workspace), *_elections(workspace))


def _certificates(workspace: Workspace) -> Iterator[Reminder]:
    soon, gone = N_("The certificate “{certificate}” of {name} runs out"), N_("The certificate “{certificate}” of {name} has run out")
    for one in certificates.certificates(workspace):
        if one.expiring and one.data.valid_until is not None:
            over = (one.days_left or 0) < 0
            text = Message(gone if over else soon, {"certificate": one.data.name, "name": one.holder})
            yield Reminder(text, one.data.valid_until, over, {"section": "certificates", "record": one.id})


def _talks(workspace: Workspace) -> Iterator[Reminder]:
    for one in talks.talks(workspace):
        if one.days_left is not None and one.data.due_on is not None:
            text = Message(N_("Agreed with {name}: {agreed}"), {"name": one.name, "agreed": one.data.agreed})
            yield Reminder(text, one.data.due_on, one.days_left < 0, {"section": "talks", "record": one.id})


def _mentors(workspace: Workspace) -> Iterator[Reminder]:
    for one in mentors.mentorships(workspace):
        if one.days_left is not None and one.days_left <= MENTOR_DAYS:
            text = Message(N_("{mentor} guides {mentee}: note what came of it"), {"mentor": one.mentor, "mentee": one.mentee})
            yield Reminder(text, one.data.due_on, one.days_left < 0, {"section": "mentors", "record": one.id})


def _elections(workspace: Workspace) -> Iterator[Reminder]:
    for one in elections.elections(workspace):
        if one.closed_on is None:
            text = Message(N_("The election “{title}” was not taken over yet"), {"title": one.data.title})
            yield Reminder(text, one.data.held_on, False, {"section": "elections", "record": one.id})
