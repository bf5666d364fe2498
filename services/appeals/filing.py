"""Filing an appeal: who may, until when, and the receipt that the agent gets at once (domain: Appeals)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.domain.outcomes import AppealState, OutcomeStatus
from models.domain.papers import PaperStatus, Series
from models.queries import appeals as queries
from models.queries.appeals import NoticeRecord
from models.store import Tx
from models.tables.decisions import AppealRow
from services import attachments, papers
from services.appeals import wording
from services.appeals.deadlines import clocks_in, warnings_of
from services.appeals.steps import keep_event
from services.attachments import Attachment
from services.working_days import Deadline
from services.workspace import Workspace

OPEN = (AppealState.FILED, AppealState.ACCEPTED, AppealState.UNDER_REVIEW)
"""States in which an appeal waits for somebody."""


class LateFiling(UserError):
    """Filed after the last day without a reason; `last_day` is the day that was missed."""

    def __init__(self, msgid: str, last_day: date) -> None:
        super().__init__(msgid, last_day=last_day)
        self.last_day = last_day


@dataclass(frozen=True)
class Signature:
    """A signature drawn on the screen: strokes of (x, y, milliseconds) points on a sheet of that size, and its picture as PNG."""

    width: int
    height: int
    strokes: tuple[tuple[tuple[int, int, int], ...], ...]
    png: bytes

    def plain(self) -> dict[str, Any]:
        """As JSON values, the picture in base64."""
        strokes = [[list(point) for point in stroke] for stroke in self.strokes]
        return {"width": self.width, "height": self.height, "strokes": strokes, "png": base64.b64encode(self.png).decode("ascii")}


@dataclass(frozen=True)
class FiledAppeal:
    """A filed appeal: case number, both clocks, filed late or not, and calendar warnings.

    `last_day_to_file` None = the notice's receipt is not recorded, the window is open. `receipt_id` names the receipt paper.
    """

    case: str
    filed_at: datetime
    last_day_to_file: date | None
    decide_by: date
    is_late: bool
    receipt_id: int
    warnings: tuple[Message, ...]


@dataclass(frozen=True)
class _Filing:
    """What the agent hands in."""

    at: datetime
    reason: str
    late_reason: str
    signature: Signature | None
    channel: str


def file(
    workspace: Workspace,
    *,
    notice_number: str,
    employee_no: str,
    at: datetime,
    reason: str,
    evidence: Sequence[Path] = (),
    late_reason: str = "",
    signature: Signature | None = None,
    channel: str = "window",
) -> Done[FiledAppeal]:
    """File an agent's appeal against an own notice and number its receipt; LateFiling after the last day without `late_reason`.

    `channel` says where it was filed: desk, window or command_line. The receipt is drawn by `papers.draw_pending` afterwards.
    """
    filing = _Filing(at, reason.strip(), late_reason.strip(), signature, channel)
    with workspace.store.read() as tx:
        _check(tx, _notice(tx, notice_number, employee_no), filing)
    kept = [attachments.keep(workspace, path) for path in evidence]

    def work(tx: Tx) -> FiledAppeal:
        record = _notice(tx, notice_number, employee_no)
        return _store(tx, workspace, record, filing, kept, _check(tx, record, filing))

    note = f"{notice_number} {employee_no}"
    return workspace.store.transact(Op.FILE_APPEAL, work, who=workspace.actor, why=filing.reason, note=note)


def _notice(tx: Tx, number: str, employee_no: str) -> NoticeRecord:
    """The agent's own notice; whether another agent has one of that number is not told."""
    found = queries.notices(tx, number=number.strip(), employee_no=employee_no.strip())
    if not found:
        raise UserError(N_("Agent {employee_no} has no notice {number}."), employee_no=employee_no, number=number)
    return found[0]


def _check(tx: Tx, record: NoticeRecord, filing: _Filing) -> Deadline | None:
    """The last day to file when the appeal may be filed; a UserError says why not."""
    number = record.document.number
    if not filing.reason:
        raise UserError(N_("Say what the appeal is about and why."))
    if record.document.status == PaperStatus.VOID:
        raise UserError(N_("Notice {number} is void: {reason}."), number=number, reason=record.document.void_reason)
    if record.outcome.status == OutcomeStatus.REVOKED:
        raise UserError(N_("The decision of notice {number} has been revoked; there is nothing left to appeal against."), number=number)
    _check_earlier(tx, record)
    # a notice may be handed over before it is entered here, so its receipt counts when it lies before the day of issue
    first = min(record.document.issued_on, record.notice.received_on or record.document.issued_on)
    if filing.at.date() < first:
        raise UserError(N_("Notice {number} was issued on {day}; an appeal cannot be filed before."), number=number, day=first)
    last = clocks_in(tx).to_file(record.notice.received_on)
    if last and filing.at.date() > last.last_day and not filing.late_reason:
        raise LateFiling(
            N_("The last day to file was {last_day}. A late appeal needs a reason, and the supervisor decides whether to admit it."),
            last.last_day,
        )
    return last


def _check_earlier(tx: Tx, record: NoticeRecord) -> None:
    for earlier in queries.appeals(tx, outcome_id=record.outcome.id):
        if AppealState(earlier.appeal.state) in OPEN:
            raise UserError(N_("Appeal {case} against this decision is still open."), case=earlier.appeal.case_no)
        if earlier.notice.id == record.notice.id and earlier.appeal.state != AppealState.WITHDRAWN:
            raise UserError(
                N_("Appeal {case} against notice {number} has been filed already; a notice can be appealed against once."),
                case=earlier.appeal.case_no,
                number=record.document.number,
            )


def _store(
    tx: Tx, workspace: Workspace, record: NoticeRecord, filing: _Filing, kept: Sequence[Attachment], last: Deadline | None
) -> FiledAppeal:
    is_late = last is not None and filing.at.date() > last.last_day
    decide = clocks_in(tx).to_decide(filing.at.date())
    appeal = tx.add(
        AppealRow(
            case_no=papers.next_number(tx, Series.APPEAL, workspace.clock.today().year)[1],
            notice_id=record.notice.id, outcome_id=record.outcome.id, employee_id=record.employee.id,
            state=AppealState.FILED.value, filed_at=filing.at, last_day_to_file=last.last_day if last else None,
            decide_by=decide.last_day, reason=filing.reason, late_reason=filing.late_reason if is_late else "",
            evidence=[asdict(item) for item in kept], signature=filing.signature.plain() if filing.signature else None,
        )
    )  # fmt: skip
    keep_event(tx, appeal, who=record.employee.name, at=filing.at, note=filing.channel)
    receipt = wording.issue_receipt(tx, workspace, record, appeal, accepted=None, reason=appeal.late_reason)
    return FiledAppeal(appeal.case_no, filing.at, appeal.last_day_to_file, decide.last_day, is_late, receipt.id, warnings_of(last, decide))
