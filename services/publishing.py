"""Publishing a month's confirmed decisions: in force, posted, owed and numbered in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.money import fen_to_yuan
from models.domain.ops import Done, Op
from models.domain.outcomes import LEVELS, OutcomeKind, OutcomeStatus, move_outcome
from models.domain.papers import FollowUpKind, Series
from models.domain.period import Period
from models.queries import closing as closing_queries
from models.queries import outcomes as queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.decisions import FollowUpRow, OutcomeRow, PointsEntryRow
from models.tables.documents import DocumentRow, NoticeRow
from services import instalments, ladder, paper_words, papers, penalty_guards, settings
from services.outcome_views import Book, book, burdens
from services.paper_plans import issue_plans
from services.paper_words import Desk
from services.papers import Owner
from services.settings import Centre
from services.working_days import WorkingDays, calendar_warning
from services.workspace import Workspace

COACHING_DAYS = 10
"""Working days until a coaching plan must be there."""
REFERRAL_DAYS = 15
"""Working days until a person has decided on a referral."""
TALK_DAYS = 5
"""Working days until the talk that an early warning asks for."""
TEAM_LEADER = "team_leader"
_REFERRALS = ("pay_reduction_or_transfer", "dismissal_or_transfer", "dismissal")


@dataclass(frozen=True)
class PublishReport:
    """What a publication did: how many outcomes, the numbers of the papers issued, points posted, what to look at."""

    published: int
    documents: tuple[str, ...]
    points: int
    follow_ups: int
    warnings: tuple[Message, ...]


@dataclass(frozen=True)
class Budget:
    """Money of a month's awards in yuan: still proposed, confirmed, published; `limit` None = none set."""

    limit: Decimal | None
    proposed: Decimal
    confirmed: Decimal
    published: Decimal

    @property
    def total(self) -> Decimal:
        """Everything that is not waived or revoked."""
        return self.proposed + self.confirmed + self.published

    @property
    def over(self) -> Decimal:
        """Yuan above the limit, 0 when within it or none is set."""
        return max(self.total - self.limit, Decimal(0)) if self.limit is not None else Decimal(0)


def budget_in(tx: Tx, month: Period) -> Budget:
    """The month's money inside an open transaction."""
    rows = queries.outcome_rows(tx, month=month.text)
    known = {row.id: row.amount_fen for row in rows if row.kind == OutcomeKind.AWARD}
    for id, made in closing_queries.corrections(tx, known).items():
        known[id] = made[-1].amount_fen

    def total(*statuses: OutcomeStatus) -> Decimal:
        return fen_to_yuan(sum(known.get(row.id, 0) for row in rows if row.status in statuses))

    limit = settings.centre_in(tx).monthly_budget
    return Budget(
        Decimal(limit) if limit else None,
        total(OutcomeStatus.PROPOSED),
        total(OutcomeStatus.CONFIRMED),
        total(OutcomeStatus.PUBLISHED, OutcomeStatus.IN_FORCE, OutcomeStatus.CORRECTED),
    )


def budget(workspace: Workspace, *, month: Period) -> Budget:
    """The month's money against the centre's budget."""
    with workspace.store.read() as tx:
        return budget_in(tx, month)


def publish(workspace: Workspace, *, month: Period, ids: Collection[int] | None = None, reason: str = "") -> Done[PublishReport]:
    """Publish the month's confirmed outcomes (of `ids` when given) and number their papers; nothing confirmed = nothing done.

    `reason` is kept in the log; it belongs to a penalty under a rule that was not made known in time. The PDFs are drawn by
    `papers.draw_pending` afterwards.
    """

    def work(tx: Tx) -> PublishReport:
        rows = [
            row
            for row in queries.outcome_rows(tx, month=month.text, statuses=[OutcomeStatus.CONFIRMED.value])
            if ids is None or row.id in ids
        ]
        return publish_rows(tx, workspace, month, rows)

    return workspace.store.transact(Op.PUBLISH, work, who=workspace.actor, why=reason.strip(), note=month.text)


def publish_rows(tx: Tx, workspace: Workspace, month: Period, rows: Sequence[OutcomeRow]) -> PublishReport:
    """Publish these confirmed outcomes inside the caller's transaction."""
    if not rows:
        return PublishReport(0, (), 0, 0, ())
    known = book(tx, workspace, rows)
    _check_statements(known, rows)
    warnings = list(penalty_guards.check(tx, known, rows))
    days = WorkingDays(setting_queries.calendar_marks(tx))
    at = paper_words.desk(tx, workspace, known, days)
    for row in rows:
        row.status = move_outcome(OutcomeStatus(row.status), OutcomeStatus.PUBLISHED).value
        row.published_on = at.today
        row.expires_on = ladder.expiry(at.today, at.centre.warning_months) if row.level in LEVELS else None
        if not burdens(row.kind, row.employee_id, row.level):
            row.status = move_outcome(OutcomeStatus(row.status), OutcomeStatus.IN_FORCE).value
    points = sum(post_points(tx, workspace, row) for row in rows)
    owed = [tx.add(owing) for row in rows for owing in _follow_ups(at, row)]
    issued = [*_issue(tx, workspace, at, month, rows), *issue_plans(tx, workspace, at, owed, rows)]
    warnings += papers.glyph_warnings([(row.number, papers.facts_of(workspace, row)) for row in issued])
    if not days.is_known(at.today.year):
        warnings.append(calendar_warning(at.today.year))
    money = budget_in(tx, month)
    if money.over:
        warnings.append(Message(N_("The awards of {month} exceed the budget by {over} yuan."), {"month": month.text, "over": money.over}))
    return PublishReport(len(rows), tuple(row.number for row in issued), points, len(owed), tuple(warnings))


def _check_statements(known: Book, rows: Sequence[OutcomeRow]) -> None:
    silent = [row for row in rows if burdens(row.kind, row.employee_id, row.level) and not row.statement]
    if silent:
        names = ", ".join(dict.fromkeys(person.name for row in silent if (person := known.person(row))))
        raise UserError(N_("Before publishing, ask for the statement of {names}, or record that they declined to make one."), names=names)


def post_points(tx: Tx, workspace: Workspace, row: OutcomeRow) -> int:
    """Post an outcome's points to the ledger; gives how many lines (0 or 1)."""
    if row.employee_id is None or (row.kind != OutcomeKind.POINTS and not row.points):
        return 0
    kind = "by_hand" if row.by_hand else "month"
    now = workspace.clock.now()
    tx.add(PointsEntryRow(employee_id=row.employee_id, made_at=now, period=row.period, points=row.points, kind=kind, outcome_id=row.id))
    return 1


def _issue(tx: Tx, workspace: Workspace, at: Desk, month: Period, rows: Sequence[OutcomeRow]) -> list[DocumentRow]:
    awards = [row for row in rows if row.kind == OutcomeKind.AWARD]
    issued = [_certificate(tx, workspace, at, row) for row in awards if at.known.rule(row).title.zh]
    for group in grouped(awards).values():
        issued.append(issue_reward_notice(tx, workspace, at, group))
    issued += [issue_penalty_notice(tx, workspace, at, row) for row in rows if burdens(row.kind, row.employee_id, row.level)]
    if awards:
        owner = Owner(month=month.text, outcome_ids=tuple(row.id for row in awards))
        issued.append(papers.allocate(tx, workspace, Series.PUBLIC, paper_words.public_list(at, month, awards), owner))
    return issued


def grouped(rows: Sequence[OutcomeRow]) -> dict[tuple[str, str, str], list[OutcomeRow]]:
    """Rows by scheme, rule and period."""
    groups: dict[tuple[str, str, str], list[OutcomeRow]] = {}
    for row in rows:
        groups.setdefault((row.scheme_id, row.rule, row.period), []).append(row)
    return groups


def _certificate(tx: Tx, workspace: Workspace, at: Desk, row: OutcomeRow) -> DocumentRow:
    owner = Owner(month=row.month, employee_id=row.employee_id, team=row.team if row.employee_id is None else None, outcome_ids=(row.id,))
    return papers.allocate(tx, workspace, Series.CERTIFICATE, paper_words.certificate(at, row), owner)


def issue_reward_notice(tx: Tx, workspace: Workspace, at: Desk, rows: Sequence[OutcomeRow], replaces_id: int | None = None) -> DocumentRow:
    """Number the reward notice of the winners of one rule in one period."""
    owner = Owner(month=rows[0].month, outcome_ids=tuple(row.id for row in rows), replaces_id=replaces_id)
    return papers.allocate(tx, workspace, Series.REWARD, paper_words.reward_notice(at, rows), owner)


def issue_penalty_notice(tx: Tx, workspace: Workspace, at: Desk, row: OutcomeRow) -> DocumentRow:
    """Number the notice of a penalty and enter that its receipt is waited for."""
    assert row.employee_id is not None
    owner = Owner(month=row.month, employee_id=row.employee_id, outcome_ids=(row.id,))
    facts = replace(paper_words.penalty_notice(at, row), instalments=instalments.on_notice(tx, row, at.known.current(row)[0]))
    document = papers.allocate(tx, workspace, Series.PENALTY, facts, owner)
    tx.add(NoticeRow(document_id=document.id, outcome_id=row.id, employee_id=row.employee_id))
    return document


def _follow_ups(at: Desk, row: OutcomeRow) -> list[FollowUpRow]:
    """What is owed after the outcome, by whom and until when."""
    if row.level == FollowUpKind.COACHING:
        return [_owed(at, row, FollowUpKind.COACHING, _head_of_team(at, row), COACHING_DAYS)]
    if row.level == FollowUpKind.RECTIFICATION_REPORT:
        days = at.known.rule(row).integer("due_working_days") if at.known.rule(row).kind == "abusive_recording" else REFERRAL_DAYS
        return [_owed(at, row, FollowUpKind.RECTIFICATION_REPORT, _head_of_team(at, row), days)]
    if row.level == FollowUpKind.TALK:
        return [_owed(at, row, FollowUpKind.TALK, _head_of_team(at, row), TALK_DAYS)]
    if row.kind == OutcomeKind.PROPOSAL or row.level in _REFERRALS:
        return [_owed(at, row, FollowUpKind.REFERRAL, _decider(at.centre), REFERRAL_DAYS)]
    return []


def _owed(at: Desk, row: OutcomeRow, kind: FollowUpKind, responsible: str, days: int) -> FollowUpRow:
    due: date = at.days.within(at.today, days).last_day
    return FollowUpRow(outcome_id=row.id, kind=kind.value, responsible=responsible, due_on=due)


def _decider(centre: Centre) -> str:
    return centre.responsible or centre.hr_department or centre.name


def _head_of_team(at: Desk, row: OutcomeRow) -> str:
    """The team's leader today, else who answers for the centre."""
    team, concerned = at.known.team(row), at.known.person(row)
    for person in sorted(at.known.people.values(), key=lambda p: p.employee_no):
        held = person.assignment_on(at.today)
        if person is not concerned and person.employed_on(at.today) and held and (held.team, held.position) == (team, TEAM_LEADER):
            return person.name
    return _decider(at.centre)
