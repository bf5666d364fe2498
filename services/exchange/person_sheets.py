"""One agent's data as readable tables: the lines of every export that are the agent's, and sheets of what stands in no export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from models.domain.errors import N_
from models.queries import outcomes as outcome_queries
from models.queries.person import PlainRow
from services import outcome_views, words
from services.exchange import exporting
from services.exchange.exporting import Wanted
from services.exchange.others import Others
from services.exchange.tables_out import OutTable, Value
from services.outcome_views import DECLINED, OutcomeView
from services.outcome_words import criterion_words, level_word
from services.texts import Texts
from services.words import OUTCOME_KINDS, OUTCOME_STATUSES, word

EXPORTED: dict[str, tuple[str, tuple[int, ...]]] = {
    "attendance": (N_("Attendance"), (0,)), "punches": (N_("Punches"), (0,)), "shift_roster": (N_("Shifts"), (0,)),
    "clock_numbers": (N_("Clock numbers"), (0,)), "kpi": (N_("Indicators"), (0,)), "calls": (N_("Calls"), (1,)),
    "recordings": (N_("Recordings"), (1,)), "complaints": (N_("Complaints"), (1,)), "nominations": (N_("Nominations"), (0,)),
    "points": (N_("Points"), (0,)), "documents": (N_("Papers"), (4,)), "readings_signed": (N_("Schemes read and signed"), (0,)),
    "worklog": (N_("Cases"), (1,)), "worklogdays": (N_("Work log"), (0,)), "spotchecks": (N_("Spot checks"), (0,)),
    "trainings": (N_("Trainings"), (6,)), "certificates": (N_("Certificates"), (0,)), "mentors": (N_("Mentors"), (0, 2)),
    "talks": (N_("Talks"), (0,)), "elections": (N_("Elections"), (6,)),
}  # fmt: skip
"""Kind of export → title of the sheet, and the columns in which the number of the agent stands."""
NOT_OF_ONE = frozenset({"roster", "decisions", "ballots", "scorecards"})
"""Exports without a sheet of their own here: two are worded more fully below, ballots are anonymous, scorecards belong to a position."""
_DECISIONS = (
    N_("Month"), N_("Period"), N_("Scheme"), N_("Rule"), N_("Kind"), N_("Status"), N_("Amount (yuan)"), N_("Points"), N_("Level"),
    N_("Score"), N_("Rank"), N_("Published on"), N_("Reason"), N_("Statement"), N_("Why"),
)  # fmt: skip
_Columns = tuple[tuple[str, str], ...]
_PERSON: _Columns = (
    ("employee_no", N_("Employee no.")), ("name", N_("Name")), ("hired_on", N_("Hired on")), ("regular_from", N_("Regular from")),
    ("left_on", N_("Last day")),
)  # fmt: skip
_STORED: tuple[tuple[str, str, _Columns], ...] = (
    (N_("Person"), "employee", _PERSON),
    (N_("Assignments"), "assignment", (
        ("effective_from", N_("From")), ("team", N_("Team")), ("position", N_("Position")), ("employment_type", N_("Employment")),
        ("status", N_("Status")), ("star", N_("Star rating")), ("monthly_wage_fen", N_("Monthly wage")),
    )),
    (N_("Notices"), "notice", (
        ("document_id", N_("Number")), ("received_on", N_("Received on")), ("refused", N_("Refused to sign")), ("witness", N_("Witness")),
        ("delivery", N_("Delivery")),
    )),
    (N_("Corrections"), "correction", (
        ("made_at", N_("When")), ("outcome_id", N_("Rule")), ("action", N_("Status")), ("reason", N_("Reason")),
        ("amount_fen", N_("Amount (yuan)")), ("points", N_("Points")), ("made_by", N_("Done by")),
    )),
    (N_("Appeals"), "appeal", (
        ("case_no", N_("Case")), ("filed_at", N_("Filed at")), ("state", N_("State")), ("reason", N_("Reason")),
        ("late_reason", N_("Reason for filing late")), ("decide_by", N_("Due on")), ("decided_at", N_("Decided at")),
        ("reviewer", N_("Reviewer")), ("decision", N_("Decision")), ("decision_reason", N_("Reasons of the decision")),
    )),
    (N_("Steps of appeals"), "appeal_event", (
        ("appeal_id", N_("Case")), ("at", N_("When")), ("state", N_("State")), ("note", N_("Note")), ("who", N_("Done by")),
    )),
    (N_("What followed"), "follow_up", (
        ("outcome_id", N_("Rule")), ("due_on", N_("Due on")), ("responsible", N_("Responsible")), ("plan", N_("Plan")),
        ("goal", N_("Goal")), ("done_on", N_("Done on")), ("result", N_("What came of it")),
    )),
    (N_("Suggestions"), "scheme_suggestion", (("made_on", N_("When")), ("text", N_("Suggestion")), ("answer", N_("Answer")))),
)  # fmt: skip
"""Title of the sheet, table, and its columns with their headings."""
_WORDS: dict[str, Mapping[str, str]] = {
    "position": words.POSITIONS, "employment_type": words.EMPLOYMENT_TYPES, "status": words.STATUSES, "star": words.STARS,
    "state": words.APPEAL_STATES, "decision": words.APPEAL_STATES, "action": words.OUTCOME_STATUSES, "note": words.CHANNELS,
}  # fmt: skip


def sheets(wanted: Wanted, stored: Mapping[str, Sequence[PlainRow]], others: Others) -> list[OutTable]:
    """Every sheet that has a line of the agent, without other agents."""
    agent = stored["employee"][0]
    views = outcome_views.views(wanted.tx, wanted.workspace, outcome_queries.outcome_rows(wanted.tx, employee_id=agent["id"]))
    found = [*_stored(wanted.workspace.texts, stored, views), _decisions(wanted.workspace.texts, views)]
    found += _exported(wanted, agent["employee_no"])
    return [_without(table, others) for table in found if table.rows]


def _exported(wanted: Wanted, employee_no: str) -> Iterator[OutTable]:
    for kind, (title, places) in EXPORTED.items():
        table = exporting.table(wanted, kind)
        rows = [row for row in table.rows if any(row[place] == employee_no for place in places)]
        yield OutTable(wanted.workspace.texts(title), table.titles, rows, table.percent)


def _decisions(texts: Texts, views: Sequence[OutcomeView]) -> OutTable:
    rows: list[list[Value]] = [
        [
            view.month, view.period, view.scheme_name, view.rule_name,
            texts.message(word(OUTCOME_KINDS, view.kind)), texts.message(word(OUTCOME_STATUSES, view.status)),
            view.amount, view.points, level_word(texts, view.level), view.score, view.rank, view.published_on, view.reason,
            texts(N_("declined to make a statement")) if view.statement == DECLINED else view.statement,
            "\n".join(criterion_words(texts, line) for line in view.because),
        ]
        for view in views
    ]  # fmt: skip
    return OutTable(texts(N_("Decisions")), [texts(title) for title in _DECISIONS], rows)


def _stored(texts: Texts, stored: Mapping[str, Sequence[PlainRow]], views: Sequence[OutcomeView]) -> Iterator[OutTable]:
    named: dict[str, dict[Any, str]] = {
        "document_id": {row["id"]: row["number"] for row in stored.get("document", ())},
        "outcome_id": {view.id: f"{view.rule_name} {view.period}" for view in views},
        "appeal_id": {row["id"]: row["case_no"] for row in stored.get("appeal", ())},
    }
    for title, table, columns in _STORED:
        rows = stored.get(table, ())
        shown = [(key, heading) for key, heading in columns if not rows or key in rows[0]]
        cells = [[_cell(texts, named, key, row[key]) for key, _ in shown] for row in rows]
        yield OutTable(texts(title), [texts(heading) for _, heading in shown], cells)


def _cell(texts: Texts, named: Mapping[str, Mapping[Any, str]], key: str, value: Any) -> Value:
    if key in named:
        return named[key].get(value, "")
    if key.endswith("_fen"):
        return None if value is None else Decimal(value) / 100
    if isinstance(value, bool):
        return texts(N_("yes")) if value else texts(N_("no"))
    if key.endswith("_at") or key == "at":
        return (value or "").replace("T", " ")[:16]
    return texts(_WORDS[key].get(value, value)) if key in _WORDS and value else value


def _without(table: OutTable, others: Others) -> OutTable:
    rows: list[list[Value]] = [[others.hidden(value) if isinstance(value, str) else value for value in row] for row in table.rows]
    return OutTable(table.name, [others.hidden(title) for title in table.titles], rows, table.percent)
