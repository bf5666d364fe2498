"""Receipt of notices: signed on a day, or refused before a witness; from it the days to appeal are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.domain.outcomes import OutcomeKind, OutcomeStatus, move_outcome
from models.domain.papers import PaperStatus
from models.domain.period import Period
from models.queries import outcomes as outcome_queries
from models.queries import papers as queries
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from models.tables.documents import DocumentRow, NoticeRow
from services import settings
from services.outcome_views import book
from services.working_days import Deadline, WorkingDays
from services.workspace import Workspace


@dataclass(frozen=True)
class NoticeView:
    """One notice of one agent. `last_day_to_appeal` and `days_left` (working days, 0 on the last day) are None until received.

    `warnings`: the day was computed over a year without official calendar, or receipt was entered before the day of issue.
    """

    number: str
    document_id: int
    outcome_id: int
    employee_no: str
    name: str
    rule: str
    rule_name: str
    period: str
    month: str
    kind: OutcomeKind
    level: str | None
    status: OutcomeStatus
    issued_on: date
    received_on: date | None
    refused: bool
    witness: str
    delivery: str
    last_day_to_appeal: date | None
    days_left: int | None
    warnings: tuple[Message, ...]
    is_void: bool

    @property
    def is_open(self) -> bool:
        """The agent may still appeal in time."""
        return self.days_left is None or self.days_left >= 0


def notices(workspace: Workspace, *, employee_no: str | None = None, waiting_only: bool = False) -> tuple[NoticeView, ...]:
    """All notices, or those of one agent, in the order of issue; void ones are left out of those that wait for a signature."""
    with workspace.store.read() as tx:
        rows = [row for row in queries.notices(tx) if not waiting_only or row.received_on is None]
        found = _views(tx, workspace, rows)
    return tuple(view for view in found if (employee_no is None or view.employee_no == employee_no) and not (waiting_only and view.is_void))


def sign(
    workspace: Workspace,
    *,
    number: str,
    on: date,
    employee_no: str | None = None,
    refused: bool = False,
    witness: str = "",
    delivery: str = "",
) -> Done[NoticeView]:
    """Record the receipt of a notice; the penalty is in force from then on. A refused signature needs a witness."""
    if refused and not witness.strip():
        raise UserError(N_("A refused signature needs the name of a witness."))

    def work(tx: Tx) -> NoticeView:
        notice = _find(tx, number, employee_no)
        outcome = tx.get(OutcomeRow, notice.outcome_id)
        assert outcome is not None
        _check_day(workspace, outcome, on)
        if notice.received_on is not None:
            raise UserError(N_("The receipt of notice {number} is recorded already ({day})."), number=number, day=notice.received_on)
        notice.received_on, notice.refused = on, refused
        notice.witness, notice.delivery = witness.strip(), delivery.strip()
        if outcome.status == OutcomeStatus.PUBLISHED:
            outcome.status = move_outcome(OutcomeStatus.PUBLISHED, OutcomeStatus.IN_FORCE).value
        return _views(tx, workspace, [notice])[0]

    return workspace.store.transact(Op.SIGN_NOTICE, work, who=workspace.actor, note=number)


def _find(tx: Tx, number: str, employee_no: str | None) -> NoticeRow:
    document = queries.document_by_number(tx, number.strip())
    rows = queries.notices(tx, document_ids=[document.id]) if document else []
    if employee_no is not None:
        names = {key.id: key.employee_no for key in people_queries.employee_keys(tx)}
        rows = [row for row in rows if names[row.employee_id] == employee_no]
    if document is None or not rows:
        raise UserError(N_("There is no notice {number} to be signed."), number=number)
    if len(rows) > 1:
        raise UserError(N_("Notice {number} concerns several agents; name the employee number."), number=number)
    if document.status == PaperStatus.VOID:
        raise UserError(N_("Notice {number} is void: {reason}"), number=number, reason=document.void_reason)
    return rows[0]


def _check_day(workspace: Workspace, outcome: OutcomeRow, on: date) -> None:
    if on < Period.parse(outcome.period).first:
        raise UserError(N_("{day} lies before {period}, which the notice is about."), day=on, period=outcome.period)
    if on > workspace.clock.today():
        raise UserError(N_("{day} lies in the future."), day=on)


def _warnings(document: DocumentRow, notice: NoticeRow, end: Deadline | None) -> tuple[Message, ...]:
    found = [end.warning] if end and end.warning else []
    if notice.received_on and notice.received_on < document.issued_on:  # a notice handed over on paper before it was entered here
        facts = {"number": document.number, "day": notice.received_on.isoformat(), "issued": document.issued_on.isoformat()}
        found.append(Message(N_("Notice {number}: the receipt on {day} lies before the day of issue {issued}."), facts))
    return tuple(found)


def _views(tx: Tx, workspace: Workspace, rows: list[NoticeRow]) -> tuple[NoticeView, ...]:
    centre, days, today = settings.centre_in(tx), WorkingDays(setting_queries.calendar_marks(tx)), workspace.clock.today()
    outcomes = {row.id: row for row in outcome_queries.outcome_rows(tx, ids=[row.outcome_id for row in rows])}
    documents = {row.id: row for row in queries.documents(tx, ids=[row.document_id for row in rows])}
    known = book(tx, workspace, list(outcomes.values()))
    found = []
    for row in rows:
        document, outcome = documents[row.document_id], outcomes[row.outcome_id]
        end = days.within(row.received_on, centre.appeal_filing_days) if row.received_on else None
        found.append(
            NoticeView(
                number=document.number, document_id=document.id, outcome_id=outcome.id,
                employee_no=known.people[row.employee_id].employee_no, name=known.people[row.employee_id].name,
                rule=outcome.rule, period=outcome.period, month=outcome.month, rule_name=known.rule(outcome).name.text(known.language),
                kind=OutcomeKind(outcome.kind), level=known.current(outcome)[2],
                status=OutcomeStatus(outcome.status), issued_on=document.issued_on, received_on=row.received_on, refused=row.refused,
                witness=row.witness, delivery=row.delivery, last_day_to_appeal=end.last_day if end else None,
                days_left=days.days_left(today, end.last_day) if end else None, warnings=_warnings(document, row, end),
                is_void=document.status == PaperStatus.VOID,
            )
        )  # fmt: skip
    return tuple(found)
