"""One case whole: the decision appealed against, its stored explanation beside a fresh one, evidence, steps and papers."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, datetime

from models.domain.outcomes import AppealState, Outcome
from models.queries import appeals as queries
from models.queries import closing as closing_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from services import closing, settings
from services.actors import shown
from services.appeals.board import BoardRow, board_row
from services.appeals.deadlines import clocks_in
from services.appeals.filing import OPEN
from services.appeals.onward import KnockOn, onward
from services.appeals.steps import find
from services.appeals.wording import Figures
from services.attachments import Attachment
from services.outcome_views import OutcomeView, book, views
from services.rules.compare import ComparedLine, compare
from services.workspace import Workspace


@dataclass(frozen=True)
class Event:
    """One step of a case."""

    at: datetime
    who: str
    state: AppealState
    note: str


@dataclass(frozen=True)
class CasePaper:
    """A paper of a case; `kind` is its class in the register, `is_void` that it no longer holds."""

    id: int
    number: str
    kind: str
    issued_on: date
    is_void: bool


@dataclass(frozen=True)
class Recalculation:
    """The stored calculation beside a fresh one. `runs` False: a person recorded it, there is nothing to calculate again.

    `still_given` False: with today's data the rule would not give this outcome at all. `before` and `now` are its figures.
    """

    runs: bool
    still_given: bool
    lines: tuple[ComparedLine, ...]
    before: Figures
    now: Figures | None


@dataclass(frozen=True)
class Case:
    """Everything about one appeal."""

    row: BoardRow
    outcome: OutcomeView
    received_on: date | None
    reason: str
    late_reason: str
    evidence: tuple[Attachment, ...]
    signature: bytes | None
    """The signature drawn at the desk as PNG; None = signed on paper."""
    decision_reason: str
    recalculation: Recalculation
    onward: tuple[KnockOn, ...]
    events: tuple[Event, ...]
    papers: tuple[CasePaper, ...]

    @property
    def changed_something(self) -> bool:
        """The decision appealed against was reduced or revoked, so other results may follow."""
        return self.row.decision in (AppealState.REDUCED, AppealState.REVOKED)

    @property
    def is_open(self) -> bool:
        """It waits for somebody."""
        return self.row.state in OPEN


def case(workspace: Workspace, *, case: str) -> Case:
    """The case with that number; the month is evaluated again with today's data and the scheme versions of then."""
    with workspace.store.read() as tx:
        record = find(tx, case)
        known, centre = book(tx, workspace, [record.outcome]), settings.centre_in(tx)
        return Case(
            row=board_row(record, clocks_in(tx), known, workspace.clock.today()),
            outcome=views(tx, workspace, [record.outcome])[0],
            received_on=record.notice.received_on,
            reason=record.appeal.reason,
            late_reason=record.appeal.late_reason,
            evidence=tuple(Attachment(item["name"], item["sha256"]) for item in record.appeal.evidence),
            signature=base64.b64decode(record.appeal.signature["png"]) if record.appeal.signature else None,
            decision_reason=record.appeal.decision_reason,
            recalculation=recalculated(tx, workspace, record.outcome),
            onward=onward(tx, workspace, record),
            events=tuple(
                Event(e.at, shown(workspace.texts, centre, e.who), AppealState(e.state), e.note)
                for e in queries.events(tx, record.appeal.id)
            ),
            papers=tuple(
                CasePaper(p.id, p.number, p.facts["paper"], p.issued_on, p.status == "void") for p in queries.papers(tx, record.appeal)
            ),
        )


def recalculated(tx: Tx, workspace: Workspace, row: OutcomeRow) -> Recalculation:
    """The stored calculation of an outcome beside one with today's data and the scheme versions of then."""
    people = book(tx, workspace).people
    stored = closing.outcome_of(row, {key: person.employee_no for key, person in people.items()})
    before = _figures(stored)
    close = closing_queries.closed_period(tx, row.month)
    if row.by_hand or close is None:
        return Recalculation(False, True, compare(stored.because, stored.because), before, before)
    differences = closing.late_changes_in(tx, close).differences
    key = closing.outcome_key(stored)
    mine = next((d for d in differences if d.stored and closing.outcome_key(d.stored) == key), None)
    now = mine.now if mine else stored
    lines = compare(stored.because, now.because if now else ())
    return Recalculation(True, now is not None, lines, before, _figures(now) if now else None)


def _figures(outcome: Outcome) -> Figures:
    return Figures(outcome.amount, outcome.points, outcome.level)
