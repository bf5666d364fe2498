"""Outcomes as screens and papers show them: in words, with what corrections, papers and receipts made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from models.domain.money import fen_to_yuan
from models.domain.outcomes import Criterion, OutcomeKind, OutcomeStatus
from models.domain.papers import FollowUpKind
from models.domain.people import Employee
from models.domain.period import Period
from models.queries import closing as closing_queries
from models.queries import outcomes as queries
from models.queries import papers as paper_queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.decisions import CorrectionRow, OutcomeRow
from models.tables.documents import DocumentRow, NoticeRow
from services import coaching, schemes, settings
from services.actors import shown
from services.attachments import Attachment
from services.coaching import Coaching
from services.rules.scheme import Rule
from services.schemes import SchemeVersion
from services.workspace import Workspace

DECLINED = "-"
"""Stored instead of a statement when the agent declined to make one."""


@dataclass(frozen=True)
class OutcomeView:
    """One outcome. amount, points and level are current, `original_…` as proposed; `because` explains the proposal.

    `statement` '' = not asked yet, DECLINED = declined. `notice` '' = none, waiting, received or refused. `id` None in a preview.
    """

    id: int | None
    scheme: str
    scheme_name: str
    version: int
    rule: str
    rule_name: str
    title: str
    clause: str
    period: str
    month: str
    kind: OutcomeKind
    status: OutcomeStatus
    employee_no: str | None
    employee_name: str
    team: str | None
    amount: Decimal
    points: int
    level: str | None
    original_amount: Decimal
    original_points: int
    original_level: str | None
    score: Decimal | None
    rank: int | None
    because: tuple[Criterion, ...]
    by_hand: bool = False
    reason: str = ""
    statement: str = ""
    evidence: tuple[Attachment, ...] = ()
    documents: tuple[str, ...] = ()
    notice: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    published_on: date | None = None
    proposed_by: str = ""
    expires_on: date | None = None
    coaching: tuple[Coaching, ...] = ()
    """Earlier coaching plans of the agent, where the rule asks for coaching first."""

    @property
    def recipient(self) -> str:
        """Name of the agent, or of the team."""
        return self.employee_name if self.employee_no else self.team or ""

    @property
    def needs_notice(self) -> bool:
        """It burdens an agent, who is heard before and gets a notice to sign."""
        return burdens(self.kind, self.employee_no, self.level)


def burdens(kind: str, employee: object, level: str | None) -> bool:
    """Penalties of an agent, and proposals to a person about one, go with a statement and a notice; a talk takes nothing away."""
    return kind in (OutcomeKind.PENALTY, OutcomeKind.PROPOSAL) and employee is not None and level != FollowUpKind.TALK


@dataclass(frozen=True)
class Book:
    """What is needed to word outcomes, read once: agents by id, scheme versions by id."""

    language: str
    people: Mapping[int, Employee]
    versions: Mapping[int, SchemeVersion]
    corrections: Mapping[int, Sequence[CorrectionRow]] = field(default_factory=dict)
    notices: Mapping[int, NoticeRow] = field(default_factory=dict)

    def version(self, row: OutcomeRow) -> SchemeVersion:
        """The version that the outcome was decided under."""
        return self.versions[row.scheme_version_id]

    def rule(self, row: OutcomeRow) -> Rule:
        """The rule that gave the outcome."""
        rule = self.version(row).scheme.rule(row.rule)
        assert rule is not None, row.rule
        return rule

    def person(self, row: OutcomeRow) -> Employee | None:
        """The agent concerned, None for a team."""
        return self.people[row.employee_id] if row.employee_id is not None else None

    def team(self, row: OutcomeRow) -> str:
        """The team concerned, or the agent's team at the end of the period."""
        person = self.person(row)
        assignment = person.assignment_in(Period.parse(row.period)) if person else None
        return row.team or (assignment.team if assignment else "")

    def current(self, row: OutcomeRow) -> tuple[int, int, str | None]:
        """Amount in fen, points and level after the newest correction."""
        made = self.corrections.get(row.id)
        newest = made[-1] if made else None
        return (newest.amount_fen, newest.points, newest.level) if newest else (row.amount_fen, row.points, row.level)


def book(tx: Tx, workspace: Workspace, rows: Sequence[OutcomeRow] = ()) -> Book:
    """Everything about these outcomes that does not stand in their rows."""
    ids = [row.id for row in rows]
    return Book(
        language=workspace.texts.language,
        people=people_queries.employees(tx),
        versions={version.id: version for version in schemes.versions_in(tx)},
        corrections=closing_queries.corrections(tx, ids) if ids else {},
        notices={notice.outcome_id: notice for notice in paper_queries.notices(tx, outcome_ids=ids)} if ids else {},
    )


def papers_of(tx: Tx, rows: Sequence[OutcomeRow]) -> dict[int, list[DocumentRow]]:
    """The numbered papers of each outcome that has any, by series and serial."""
    found: dict[int, list[DocumentRow]] = {}
    for document in paper_queries.documents(tx, months={row.month for row in rows}) if rows else ():
        for outcome_id in document.facts.get("outcomes", ()):
            found.setdefault(outcome_id, []).append(document)
    return found


def views(tx: Tx, workspace: Workspace, rows: Sequence[OutcomeRow]) -> tuple[OutcomeView, ...]:
    """The outcomes in words, in the order given."""
    known, centre = book(tx, workspace, rows), settings.centre_in(tx)
    last = [row for row in rows if row.employee_id is not None and known.rule(row).kind == "bottom_streak"]
    coached = coaching.plans(tx, {row.employee_id for row in last if row.employee_id}) if last else {}

    def before(row: OutcomeRow) -> tuple[Coaching, ...]:
        return tuple(plan for plan in coached.get(row.employee_id or 0, ()) if plan.month < row.month) if row in last else ()

    papers = papers_of(tx, rows)
    found = ((row, _view(row, known, papers.get(row.id, ()), shown(workspace.texts, centre, row.decided_by))) for row in rows)
    return tuple(replace(view, coaching=plans) if (plans := before(row)) else view for row, view in found)


def outcomes_of(
    workspace: Workspace,
    *,
    month: Period,
    rule: str | None = None,
    employee_no: str | None = None,
    status: OutcomeStatus | None = None,
) -> tuple[OutcomeView, ...]:
    """The month's outcomes that meet the conditions, in the contract's order."""
    with workspace.store.read() as tx:
        rows = queries.outcome_rows(tx, month=month.text, rule=rule, statuses=[status.value] if status else None)
        found = views(tx, workspace, rows)
    return tuple(view for view in found if employee_no is None or view.employee_no == employee_no)


def _view(row: OutcomeRow, known: Book, papers: Sequence[DocumentRow], decided_by: str) -> OutcomeView:
    rule, version, person = known.rule(row), known.version(row), known.person(row)
    amount, points, level = known.current(row)
    return OutcomeView(
        id=row.id, scheme=row.scheme_id, scheme_name=version.scheme.name.text(known.language), version=version.version,
        rule=row.rule, rule_name=rule.name.text(known.language), title=rule.title.text(known.language), clause=rule.clause,
        period=row.period, month=row.month, kind=OutcomeKind(row.kind), status=OutcomeStatus(row.status),
        employee_no=person.employee_no if person else None, employee_name=person.name if person else "", team=known.team(row) or None,
        amount=fen_to_yuan(amount), points=points, level=level,
        original_amount=fen_to_yuan(row.amount_fen), original_points=row.points, original_level=row.level,
        score=row.score, rank=row.rank, because=tuple(Criterion(**line) for line in row.because),
        by_hand=row.by_hand, reason=row.reason, statement=row.statement,
        evidence=tuple(Attachment(item["name"], item["sha256"]) for item in row.evidence),
        documents=tuple(document.number for document in papers),
        notice=_notice_state(known.notices.get(row.id)), decided_by=decided_by, decided_at=row.decided_at,
        published_on=row.published_on, proposed_by=row.proposed_by, expires_on=row.expires_on,
    )  # fmt: skip


def _notice_state(notice: NoticeRow | None) -> str:
    if notice is None:
        return ""
    if notice.received_on is None:
        return "waiting"
    return "refused" if notice.refused else "received"
