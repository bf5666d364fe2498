"""Who may do what: the roles of accounts and the operations that each of them may write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.domain.errors import N_, UserError
from models.domain.ops import Op


class Role(StrEnum):
    """What an account is for."""

    SUPERVISOR = "supervisor"
    HR_REVIEWER = "hr_reviewer"
    QUALITY_INSPECTOR = "quality_inspector"
    READ_ONLY = "read_only"


@dataclass(frozen=True)
class User:
    """Who is signed in: the account's id, the name that the log keeps, the role."""

    id: int
    name: str
    role: Role


class MissingRight(UserError):
    """The role may not do this."""


class NobodySignedIn(UserError):
    """The workspace has accounts and nobody has signed in."""


ROLE_WORDS: Mapping[Role, str] = {
    Role.SUPERVISOR: N_("Supervisor"),
    Role.HR_REVIEWER: N_("HR reviewer"),
    Role.QUALITY_INSPECTOR: N_("Quality inspector"),
    Role.READ_ONLY: N_("Read only"),
}
_OWN = frozenset({Op.SIGN_IN, Op.OWN_PASSWORD, Op.PRINT_DOCUMENT})
"""What everybody may: come in, change the own password, and print, for prints are counted."""
_REVIEW = frozenset(
    {
        Op.DECIDE_OUTCOME, Op.CORRECT_OUTCOME, Op.SIGN_NOTICE, Op.FILE_APPEAL, Op.MOVE_APPEAL, Op.DECIDE_APPEAL, Op.DESK_ACCESS,
        Op.ISSUE_DOCUMENT, Op.FOLLOW_UP, Op.OBJECTION, Op.EXPORT_PERSON,
    }
)  # fmt: skip
_INSPECT = frozenset(
    {
        Op.EDIT_READINGS, Op.IMPORT_READINGS, Op.IMPORT_CALLS, Op.IMPORT_RECORDINGS, Op.IMPORT_COMPLAINTS, Op.IMPORT_NOMINATIONS,
        Op.EDIT_RECORDS, Op.IMPORT_WORK_LOG, Op.IMPORT_SPOT_CHECKS, Op.RECORD_BY_HAND, Op.UNDO, Op.REDO,
    }
)  # fmt: skip
RIGHTS: Mapping[Role, frozenset[Op]] = {
    Role.SUPERVISOR: frozenset(Op),
    Role.HR_REVIEWER: _OWN | _REVIEW,
    Role.QUALITY_INSPECTOR: _OWN | _INSPECT,
    Role.READ_ONLY: _OWN,
}
"""Undo and redo also need the right to what they reverse."""


def require(user: User, op: Op) -> None:
    """Return when the user's role may do it; MissingRight otherwise."""
    if op not in RIGHTS[user.role]:
        raise MissingRight(N_("{name} has no right to do this. Ask somebody who may."), name=user.name)


def sees_wages(user: User | None) -> bool:
    """Wages are shown to who decides on people: supervisor and HR reviewer; to everybody where there are no accounts."""
    return user is None or user.role in (Role.SUPERVISOR, Role.HR_REVIEWER)


def require_wages(user: User | None) -> None:
    """Return when the user may have a file with wages in it; MissingRight otherwise."""
    if not sees_wages(user):
        raise MissingRight(N_("This file holds wages and everything else of the centre; a supervisor or HR reviewer makes it."))


def locked(op: Op) -> None:
    """What holds while nobody is signed in: coming in is all that is allowed."""
    if op is not Op.SIGN_IN:
        raise NobodySignedIn(N_("This centre has accounts. Sign in first."))
