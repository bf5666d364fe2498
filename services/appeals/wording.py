"""What the papers of an appeal say: receipt, refusal of a late filing, decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from models.domain.errors import N_
from models.domain.money import fen_to_yuan
from models.domain.outcomes import AppealState
from models.domain.papers import Series
from models.domain.period import Period
from models.queries.appeals import AppealRecord, NoticeRecord
from models.store import Tx
from models.tables.decisions import AppealRow, OutcomeRow
from models.tables.documents import DocumentRow
from services import papers, settings
from services.actors import shown
from services.documents.facts import AppealDecisionFacts, AppealReceiptFacts, Person
from services.outcome_views import book
from services.outcome_words import level_word, period_word
from services.papers import Owner
from services.texts import Texts
from services.words import POSITIONS, word
from services.workspace import Workspace


@dataclass(frozen=True)
class Figures:
    """What a decision weighs: yuan, points, level."""

    amount: Decimal
    points: int
    level: str | None


def figures(tx: Tx, workspace: Workspace, outcome: OutcomeRow) -> Figures:
    """The outcome's figures after the newest correction."""
    amount, points, level = book(tx, workspace, [outcome]).current(outcome)
    return Figures(fen_to_yuan(amount), points, level)


def figures_words(texts: Texts, found: Figures) -> str:
    """Level, money and points in one line, '' when nothing is left."""
    parts = [level_word(texts, found.level)] if found.level else []
    if found.amount:
        parts.append(texts(N_("amount {amount} yuan"), amount=f"{found.amount:,.2f}"))
    if found.points:
        parts.append(texts(N_("{points} points"), points=found.points))
    return texts(N_(", ")).join(parts)


def issue_receipt(
    tx: Tx, workspace: Workspace, record: NoticeRecord, appeal: AppealRow, *, accepted: bool | None, reason: str
) -> DocumentRow:
    """Number the receipt of a filing (`accepted` None) or the refusal of a late one (False), inside the caller's transaction."""
    facts = AppealReceiptFacts(
        **_common(tx, workspace, record),
        case=appeal.case_no,
        notice_received_on=record.notice.received_on,
        filed_at=moment_words(workspace.texts, appeal.filed_at),
        subject=appeal.reason,
        evidence=tuple(item["name"] for item in appeal.evidence),
        accepted=accepted,
        reason=reason,
        last_day_to_file=appeal.last_day_to_file,
        decide_by=None if accepted is False else appeal.decide_by,
        handler=shown(workspace.texts, settings.centre_in(tx), workspace.actor),
    )
    return papers.allocate(tx, workspace, Series.APPEAL, facts, _owner(record, appeal))


def issue_decision(tx: Tx, workspace: Workspace, record: AppealRecord, before: Figures, consequences: Sequence[str]) -> DocumentRow:
    """Number the decision of an appeal that was just decided, inside the caller's transaction."""
    appeal, texts = record.appeal, workspace.texts
    decision: dict[AppealState, Literal["upheld", "reduced", "revoked"]] = {
        AppealState.UPHELD: "upheld", AppealState.REDUCED: "reduced", AppealState.REVOKED: "revoked",
    }  # fmt: skip
    state = AppealState(appeal.decision)
    after = figures(tx, workspace, record.outcome)
    facts = AppealDecisionFacts(
        **_common(tx, workspace, record),
        case=appeal.case_no,
        filed_on=appeal.filed_at.date(),
        original=_original(tx, workspace, record.outcome, before),
        grounds=appeal.reason,
        findings=(appeal.decision_reason,),
        decision=decision[state],
        result=figures_words(texts, after) if state is AppealState.REDUCED else "",
        reason=appeal.decision_reason,
        consequences=tuple(consequences),
        reviewer=appeal.reviewer,
    )
    return papers.allocate(tx, workspace, Series.APPEAL, facts, _owner(record, appeal))


def moment_words(texts: Texts, at: datetime) -> str:
    """Day and minute as papers write them."""
    return texts(
        N_("{year}-{month:02}-{day:02} {hour:02}:{minute:02}"), year=at.year, month=at.month, day=at.day, hour=at.hour, minute=at.minute
    )


def _original(tx: Tx, workspace: Workspace, outcome: OutcomeRow, before: Figures) -> str:
    rule = book(tx, workspace, [outcome]).rule(outcome).name.text(workspace.texts.language)
    period = period_word(workspace.texts, outcome.period)
    found = figures_words(workspace.texts, before)
    if not found:
        return workspace.texts(N_("{rule} ({period})"), rule=rule, period=period)
    return workspace.texts(N_("{rule} ({period}): {figures}"), rule=rule, period=period, figures=found)


def _common(tx: Tx, workspace: Workspace, record: NoticeRecord) -> dict[str, Any]:
    centre = settings.centre_in(tx)
    return {
        "language": workspace.texts.language, "number": "", "issued_on": workspace.clock.today(),
        "centre": papers.issuer(workspace, tx), "check_code": "", "appellant": _appellant(tx, workspace, record, workspace.clock.today()),
        "notice_number": record.document.number, "department": centre.hr_department or centre.name,
    }  # fmt: skip


def _appellant(tx: Tx, workspace: Workspace, record: NoticeRecord, today: date) -> Person:
    person = book(tx, workspace).people[record.employee.id]
    assignment = person.assignment_in(Period.parse(record.outcome.period)) or person.assignment_on(today)
    return Person(
        name=person.name,
        employee_no=person.employee_no,
        team=assignment.team if assignment else "",
        position=workspace.texts.message(word(POSITIONS, assignment.position)) if assignment else "",
    )


def _owner(record: NoticeRecord, appeal: AppealRow) -> Owner:
    return Owner(month=record.outcome.month, employee_id=record.employee.id, outcome_ids=(record.outcome.id,), appeal_id=appeal.id)
