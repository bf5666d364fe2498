"""What can go wrong, in three families: the user's doing, the machine's, and a conflict between two edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def N_(msgid: str) -> str:
    """Mark an English sentence for the catalogues without translating it here."""
    return msgid


@dataclass(frozen=True)
class Message:
    """A sentence to be shown in the user's language: English msgid with {named} places, and the facts for them."""

    msgid: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.msgid.format(**self.facts)


class FenmingError(Exception):
    """Base of every error that Fenming raises on purpose; `message` is ready for translation."""

    def __init__(self, msgid: str, **facts: Any) -> None:
        self.message = Message(msgid, facts)
        super().__init__(str(self.message))


class UserError(FenmingError):
    """Input or request refused; nothing was stored. The command line answers with exit 3."""


class ConflictError(UserError):
    """The row changed since it was read; both values are in the facts."""


class IllegalMove(UserError):
    """A state change that the life of a record does not know."""


class ImportRefused(UserError):
    """A file with bad rows: `problems` names each with row, column, value and reason."""

    def __init__(self, msgid: str, problems: tuple[RowProblem, ...] = (), **facts: Any) -> None:
        super().__init__(msgid, **facts)
        self.problems = problems


@dataclass(frozen=True)
class RowProblem:
    """One bad cell: row number as the spreadsheet shows it (1-based, 0 = the file), column title, value, reason."""

    row: int
    column: str
    value: str
    reason: Message


class EnvironmentProblem(FenmingError):
    """The machine's fault: workspace in use, folder not writable, disk full, file damaged. Exit 5."""


class DamageFound(FenmingError):
    """Verification found damage or a difference. Exit 4."""


class Cancelled(Exception):
    """The user cancelled long work; the transaction was rolled back."""
