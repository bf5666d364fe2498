"""The words for every kind of write, for the undo menu and lists of what was done."""

from __future__ import annotations

from models.domain.errors import N_
from models.domain.ops import Op

OP_WORDS: dict[Op, str] = {
    Op.SET_UP: N_("Set up the centre"),
    Op.CHANGE_SETTINGS: N_("Change settings"),
    Op.EDIT_PERSON: N_("Edit a person"),
    Op.IMPORT_ROSTER: N_("Import the roster"),
    Op.EDIT_ATTENDANCE: N_("Edit attendance"),
    Op.IMPORT_ATTENDANCE: N_("Import attendance"),
    Op.IMPORT_PUNCHES: N_("Import punches"),
    Op.EDIT_READINGS: N_("Edit indicators"),
    Op.IMPORT_READINGS: N_("Import indicators"),
    Op.IMPORT_CALLS: N_("Import calls"),
    Op.IMPORT_RECORDINGS: N_("Import scored recordings"),
    Op.IMPORT_COMPLAINTS: N_("Import complaints"),
    Op.IMPORT_NOMINATIONS: N_("Import nominations"),
    Op.EDIT_RECORDS: N_("Edit a record"),
    Op.ADOPT_SCHEME: N_("Adopt a scheme"),
    Op.RETIRE_SCHEME: N_("Retire a scheme"),
    Op.CLOSE_PERIOD: N_("Close a period"),
    Op.DECIDE_OUTCOME: N_("Decide a proposal"),
    Op.RECORD_BY_HAND: N_("Record by hand"),
    Op.PUBLISH: N_("Publish"),
    Op.CORRECT_OUTCOME: N_("Correct a decision"),
    Op.SIGN_NOTICE: N_("Sign a notice"),
    Op.FILE_APPEAL: N_("File an appeal"),
    Op.MOVE_APPEAL: N_("Move an appeal on"),
    Op.DECIDE_APPEAL: N_("Decide an appeal"),
    Op.DESK_ACCESS: N_("Access to the appeal desk"),
    Op.ISSUE_DOCUMENT: N_("Issue a document"),
    Op.VOID_DOCUMENT: N_("Void a document"),
    Op.PRINT_DOCUMENT: N_("Print a document"),
    Op.REDEEM_POINTS: N_("Redeem points"),
    Op.EDIT_SHOP: N_("Edit the points shop"),
    Op.UNDO: N_("Undo"),
    Op.REDO: N_("Redo"),
}
