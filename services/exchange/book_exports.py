"""The books as tables: decisions, points ledger, register of papers; for reading, not for importing again."""

from __future__ import annotations

from models.domain.errors import N_
from models.domain.period import Period
from models.queries import exchange as queries
from models.queries import outcomes as outcome_queries
from models.queries import papers as paper_queries
from models.queries import points as points_queries
from models.store import Tx
from services import outcome_views, papers
from services.exchange.directory import Directory
from services.exchange.tables_out import OutTable, Value
from services.outcome_words import level_word
from services.words import OUTCOME_KINDS, OUTCOME_STATUSES, word
from services.workspace import Workspace

_DECISIONS = (
    N_("Month"), N_("Period"), N_("Scheme"), N_("Rule"), N_("Kind"), N_("Status"), N_("Employee no."), N_("Name"), N_("Team"),
    N_("Amount (yuan)"), N_("Points"), N_("Level"), N_("Score"), N_("Rank"), N_("Published on"), N_("Reason"),
)  # fmt: skip
_POINTS = (N_("Employee no."), N_("Name"), N_("Period"), N_("Points"), N_("Kind"), N_("Entered at"), N_("Note"))
_DOCUMENTS = (
    N_("Number"), N_("Kind"), N_("Issued on"), N_("Period"), N_("Employee no."), N_("Name"), N_("Team"), N_("Status"),
    N_("Reason for voiding"), N_("Replaces"), N_("Replaced by"), N_("Prints"), N_("Last printed at"), N_("Check code"), N_("SHA-256"),
)  # fmt: skip
_LEDGER_KINDS = {"month": N_("Month's points"), "correction": N_("Correction"), "redemption": N_("Redemption"), "by_hand": N_("By hand")}
_PAPER_STATES = {"issued": N_("Issued"), "void": N_("Void")}


def decisions(workspace: Workspace, tx: Tx, period: Period | None) -> OutTable:
    """Outcomes of a month, or all, with their current figures."""
    texts = workspace.texts
    found = outcome_views.views(tx, workspace, outcome_queries.outcome_rows(tx, month=period.text if period else None))
    rows: list[list[Value]] = [
        [
            view.month, view.period, view.scheme_name, view.rule_name,
            texts.message(word(OUTCOME_KINDS, view.kind)), texts.message(word(OUTCOME_STATUSES, view.status)),
            view.employee_no, view.employee_name, view.team, view.amount, view.points, level_word(texts, view.level),
            view.score, view.rank, view.published_on, view.reason,
        ]
        for view in found
    ]  # fmt: skip
    return OutTable("decisions", [texts(title) for title in _DECISIONS], rows)


def points(workspace: Workspace, tx: Tx, period: Period | None) -> OutTable:
    """Lines of the points ledger, oldest first."""
    texts, directory = workspace.texts, Directory.of(queries.employees(tx))
    rows: list[list[Value]] = []
    for entry in points_queries.entries(tx):
        if period is None or entry.period == period.text:
            person = directory.of_id(entry.employee_id)
            kind = texts.message(word(_LEDGER_KINDS, entry.kind))
            rows.append([person.employee_no, person.name, entry.period, entry.points, kind, entry.made_at, entry.note])
    return OutTable("points", [texts(title) for title in _POINTS], rows)


def documents(workspace: Workspace, tx: Tx, period: Period | None) -> OutTable:
    """The register of papers; void numbers stay in it."""
    texts, directory = workspace.texts, Directory.of(queries.employees(tx))
    rows: list[list[Value]] = []
    stored = paper_queries.documents(tx, month=period.text if period else None)
    for row, view in zip(stored, papers.views(tx, stored), strict=True):
        person = None if row.employee_id is None else directory.of_id(row.employee_id)
        who = [person.employee_no if person else "", person.name if person else "", row.team]
        state = texts.message(word(_PAPER_STATES, row.status))
        rows.append([
            row.number, texts(view.paper), row.issued_on, row.period, *who, state, row.void_reason, view.replaces, view.replaced_by,
            row.prints, row.last_printed_at, row.check_code, row.sha256,
        ])  # fmt: skip
    return OutTable("documents", [texts(title) for title in _DOCUMENTS], rows)
