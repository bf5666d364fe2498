"""Named operations on the store, what they touched, and what a write returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import Generic, TypeVar

T = TypeVar("T")


class Subject(Flag):
    """What a screen may show; a write tells which of these it touched."""

    PEOPLE = auto()
    ATTENDANCE = auto()
    READINGS = auto()
    RECORDS = auto()
    """Calls, complaints, recordings, nominations, work logs."""
    GROWTH = auto()
    """Trainings, certificates, mentors, talks, elections, the committee."""
    SCHEMES = auto()
    OUTCOMES = auto()
    POINTS = auto()
    APPEALS = auto()
    DOCUMENTS = auto()
    SETTINGS = auto()


class Op(StrEnum):
    """Every kind of write; the texts for undo menus and the log stand in services.texts under the same names."""

    SET_UP = "set_up"
    CHANGE_SETTINGS = "change_settings"
    EDIT_PERSON = "edit_person"
    IMPORT_ROSTER = "import_roster"
    EDIT_ATTENDANCE = "edit_attendance"
    IMPORT_ATTENDANCE = "import_attendance"
    IMPORT_PUNCHES = "import_punches"
    CORRECT_ATTENDANCE = "correct_attendance"
    EDIT_SHIFTS = "edit_shifts"
    IMPORT_SHIFTS = "import_shifts"
    IMPORT_CLOCK_NUMBERS = "import_clock_numbers"
    CONFIRM_FINDING = "confirm_finding"
    EDIT_READINGS = "edit_readings"
    IMPORT_READINGS = "import_readings"
    IMPORT_CALLS = "import_calls"
    IMPORT_RECORDINGS = "import_recordings"
    IMPORT_COMPLAINTS = "import_complaints"
    IMPORT_NOMINATIONS = "import_nominations"
    EDIT_RECORDS = "edit_records"
    IMPORT_WORK_LOG = "import_work_log"
    IMPORT_SPOT_CHECKS = "import_spot_checks"
    EDIT_GROWTH = "edit_growth"
    IMPORT_GROWTH = "import_growth"
    EDIT_SCORECARD = "edit_scorecard"
    ADOPT_SCHEME = "adopt_scheme"
    RETIRE_SCHEME = "retire_scheme"
    EDIT_DRAFT = "edit_draft"
    TRY_SCHEME = "try_scheme"
    ASK_ABOUT_SCHEME = "ask_about_scheme"
    SUGGEST_FOR_SCHEME = "suggest_for_scheme"
    NOTE_READING = "note_reading"
    CLOSE_PERIOD = "close_period"
    DECIDE_OUTCOME = "decide_outcome"
    RECORD_BY_HAND = "record_by_hand"
    PUBLISH = "publish"
    CORRECT_OUTCOME = "correct_outcome"
    SIGN_NOTICE = "sign_notice"
    FILE_APPEAL = "file_appeal"
    MOVE_APPEAL = "move_appeal"
    DECIDE_APPEAL = "decide_appeal"
    DESK_ACCESS = "desk_access"
    ISSUE_DOCUMENT = "issue_document"
    VOID_DOCUMENT = "void_document"
    PRINT_DOCUMENT = "print_document"
    REDEEM_POINTS = "redeem_points"
    EDIT_SHOP = "edit_shop"
    EXPORT_PERSON = "export_person"
    MANAGE_ACCOUNTS = "manage_accounts"
    SIGN_IN = "sign_in"
    OWN_PASSWORD = "own_password"
    FOLLOW_UP = "follow_up"
    OBJECTION = "objection"
    UNDO = "undo"
    REDO = "redo"


UNDOABLE = frozenset(
    {
        Op.CHANGE_SETTINGS,
        Op.EDIT_PERSON,
        Op.IMPORT_ROSTER,
        Op.EDIT_ATTENDANCE,
        Op.IMPORT_ATTENDANCE,
        Op.IMPORT_PUNCHES,
        Op.CORRECT_ATTENDANCE,
        Op.EDIT_SHIFTS,
        Op.IMPORT_SHIFTS,
        Op.IMPORT_CLOCK_NUMBERS,
        Op.CONFIRM_FINDING,
        Op.EDIT_READINGS,
        Op.IMPORT_READINGS,
        Op.IMPORT_CALLS,
        Op.IMPORT_RECORDINGS,
        Op.IMPORT_COMPLAINTS,
        Op.IMPORT_NOMINATIONS,
        Op.EDIT_RECORDS,
        Op.IMPORT_WORK_LOG,
        Op.IMPORT_SPOT_CHECKS,
        Op.EDIT_GROWTH,
        Op.IMPORT_GROWTH,
        Op.EDIT_SCORECARD,
        Op.ASK_ABOUT_SCHEME,
        Op.SUGGEST_FOR_SCHEME,
        Op.EDIT_SHOP,
        Op.EDIT_DRAFT,
    }
)
"""Edits and imports; decisions, publications and papers have counter-actions with a reason instead."""


@dataclass(frozen=True)
class OpChanges:
    """What one write did: its name, the subjects it touched, its number in the operation log."""

    op: Op
    subjects: Subject
    log_id: int


@dataclass(frozen=True)
class Done(Generic[T]):
    """Result of a write: the value, and what changed."""

    value: T
    changes: OpChanges


@dataclass(frozen=True)
class UndoInfo:
    """What Ctrl+Z and Ctrl+Y would do now; None where there is nothing."""

    undo: Op | None
    undo_note: str
    redo: Op | None
    redo_note: str
