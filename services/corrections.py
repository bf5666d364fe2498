"""Changing or revoking a published outcome by a new record that names its cause, with everything that follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from models.domain.errors import N_, UserError
from models.domain.money import to_fen
from models.domain.ops import Done, Op
from models.domain.outcomes import OutcomeKind, OutcomeStatus, move_outcome
from models.domain.papers import PaperStatus, Series
from models.queries import outcomes as queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.decisions import CorrectionRow, OutcomeRow, PointsEntryRow
from models.tables.documents import DocumentRow, NoticeRow
from services import instalments, paper_words, papers
from services.outcome_views import Book, book, burdens, papers_of
from services.papers import Owner
from services.publishing import issue_reward_notice
from services.working_days import WorkingDays
from services.workspace import Workspace

CORRECTED = OutcomeStatus.CORRECTED.value
REVOKED = OutcomeStatus.REVOKED.value
CAUSES = ("appeal", "data", "objection")


@dataclass(frozen=True)
class Correction:
    """What an outcome shall become. `action` corrected or revoked (then amount, points and level do not matter).

    amount in yuan; None for amount, points or level = as it stands. `cause` is one of CAUSES; `cause_ref` the case number or ''.
    """

    outcome_id: int
    action: str
    cause: str
    reason: str
    cause_ref: str = ""
    amount: Decimal | None = None
    points: int | None = None
    level: str | None = None


@dataclass(frozen=True)
class CorrectionReport:
    """What a correction did: id of its record, points posted (difference), follow-ups closed, papers made void, papers issued."""

    correction_id: int
    points: int
    follow_ups_closed: int
    void: tuple[str, ...]
    issued: tuple[str, ...]


def correct_outcome(workspace: Workspace, *, correction: Correction) -> Done[CorrectionReport]:
    """Correct or revoke a published outcome; the caller draws the papers afterwards (`papers.draw_pending`)."""
    return workspace.store.transact(
        Op.CORRECT_OUTCOME, lambda tx: apply_correction(tx, workspace, correction), who=workspace.actor, why=correction.reason.strip()
    )


def apply_correction(tx: Tx, workspace: Workspace, correction: Correction) -> CorrectionReport:
    """The same inside the caller's transaction."""
    row = _check(tx, correction)
    before = book(tx, workspace, [row]).current(row)
    record = tx.add(_record(workspace, row, correction, before))
    row.status = move_outcome(OutcomeStatus(row.status), OutcomeStatus(correction.action)).value
    points = _post_points(tx, workspace, row, record)
    closed = 0
    if correction.action == REVOKED or record.level != before[2]:
        closed = _close_follow_ups(tx, workspace, row, correction)
    void, issued = _papers(tx, workspace, row, record)
    return CorrectionReport(record.id, points, closed, void, issued)


def _check(tx: Tx, correction: Correction) -> OutcomeRow:
    if correction.action not in (CORRECTED, REVOKED):
        raise UserError(N_("A decision is either corrected or revoked."))
    if correction.cause not in CAUSES or not correction.reason.strip():
        raise UserError(N_("A correction names its cause and its reason."))
    row = tx.get(OutcomeRow, correction.outcome_id)
    if row is None:
        raise UserError(N_("There is no such decision."))
    return row


def _record(workspace: Workspace, row: OutcomeRow, wanted: Correction, before: tuple[int, int, str | None]) -> CorrectionRow:
    amount, points, level = before
    if wanted.action == REVOKED:
        amount, points, level = 0, 0, None
    else:
        amount = amount if wanted.amount is None else to_fen(wanted.amount)
        points = points if wanted.points is None else wanted.points
        level = level if wanted.level is None else wanted.level
        if (amount, points, level) == before:
            raise UserError(N_("The correction changes nothing: give another amount, other points or another level."))
    return CorrectionRow(
        outcome_id=row.id, action=wanted.action, cause=wanted.cause, cause_ref=wanted.cause_ref, reason=wanted.reason.strip(),
        amount_fen=amount, points=points, level=level, made_by=workspace.actor, made_at=workspace.clock.now(),
    )  # fmt: skip


def _post_points(tx: Tx, workspace: Workspace, row: OutcomeRow, record: CorrectionRow) -> int:
    """A new ledger line over the difference, which refers to the first one."""
    entries = queries.points_entries(tx, row.id)
    difference = record.points - sum(entry.points for entry in entries)
    if not difference or row.employee_id is None or (not entries and row.kind != OutcomeKind.POINTS and not record.points):
        return 0
    tx.add(
        PointsEntryRow(
            employee_id=row.employee_id, made_at=workspace.clock.now(), period=row.period, points=difference, kind="correction",
            outcome_id=row.id, refers_to=entries[0].id if entries else None, note=record.reason,
        )
    )  # fmt: skip
    return difference


def _close_follow_ups(tx: Tx, workspace: Workspace, row: OutcomeRow, correction: Correction) -> int:
    owed = queries.open_follow_ups(tx, row.id)
    for owing in owed:
        owing.done_on = workspace.clock.today()
        owing.result = workspace.texts(N_("Dropped: {reason}"), reason=correction.reason.strip())
    return len(owed)


def _papers(tx: Tx, workspace: Workspace, row: OutcomeRow, record: CorrectionRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Mark the papers that no longer hold and issue those that replace them."""
    known = book(tx, workspace, [row])
    void, issued = [], []
    for old in papers_of(tx, [row]).get(row.id, ()):
        if old.status == PaperStatus.VOID or old.kind not in _TIED_TO_OUTCOMES:
            continue
        if old.kind == Series.CERTIFICATE and record.action == CORRECTED:
            continue  # a certificate names neither money nor points
        if old.kind in _PLANS and record.action == CORRECTED and known.current(row)[2] == row.level:
            continue  # what the plan is for still holds
        new = _replacement(tx, workspace, row, record, old)
        old.status = PaperStatus.VOID.value
        old.void_reason = _void_reason(workspace, record, new)
        void.append(old.number)
        issued += [new.number] if new else []
    return tuple(void), tuple(issued)


_PLANS = (Series.COACHING, Series.RECTIFICATION, Series.REFERRAL)
_TIED_TO_OUTCOMES = (Series.CERTIFICATE, Series.REWARD, Series.PENALTY, *_PLANS)


def _void_reason(workspace: Workspace, record: CorrectionRow, new: DocumentRow | None) -> str:
    if new is None:
        return workspace.texts(N_("Revoked: {reason}"), reason=record.reason)
    return workspace.texts(N_("Replaced by {number}: {reason}"), number=new.number, reason=record.reason)


def _replacement(tx: Tx, workspace: Workspace, row: OutcomeRow, record: CorrectionRow, old: DocumentRow) -> DocumentRow | None:
    if old.kind == Series.PENALTY and burdens(row.kind, row.employee_id, row.level):
        return _corrected_notice(tx, workspace, row, record, old)
    if old.kind == Series.REWARD:
        ids = old.facts["outcomes"]
        rows = [other for other in queries.outcome_rows(tx, ids=ids) if other.status != REVOKED]
        known = book(tx, workspace, rows)
        return issue_reward_notice(tx, workspace, _desk(tx, workspace, known), rows, old.id) if rows else None
    return None


def _corrected_notice(tx: Tx, workspace: Workspace, row: OutcomeRow, record: CorrectionRow, old: DocumentRow) -> DocumentRow:
    """The notice of what is left of the penalty; one after a correction of data is signed for and may be appealed anew."""
    level = workspace.texts(N_("Revoked; the decision no longer holds")) if record.action == REVOKED else ""
    at = _desk(tx, workspace, book(tx, workspace, [row]))
    facts = replace(
        paper_words.penalty_notice(at, row, level=level, corrects=old.number),
        instalments=instalments.on_notice(tx, row, record.amount_fen),
        after_appeal=record.cause_ref if record.cause == "appeal" else "",
    )
    owner = Owner(month=row.month, employee_id=row.employee_id, outcome_ids=(row.id,), replaces_id=old.id)
    new = papers.allocate(tx, workspace, Series.PENALTY, facts, owner)
    if record.action == CORRECTED and record.cause == "data":
        tx.add(NoticeRow(document_id=new.id, outcome_id=row.id, employee_id=row.employee_id))
    return new


def _desk(tx: Tx, workspace: Workspace, known: Book) -> paper_words.Desk:
    return paper_words.desk(tx, workspace, known, WorkingDays(setting_queries.calendar_marks(tx)))
