"""What an appeal changes beyond its own decision: results of its month and of later closed ones, offered one by one, never rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.domain.errors import N_, UserError
from models.domain.money import to_fen
from models.domain.ops import Done, Op
from models.domain.outcomes import AppealState, Outcome, OutcomeKind, OutcomeStatus
from models.domain.period import Period
from models.queries import closing as closing_queries
from models.queries import outcomes as queries
from models.queries import people as people_queries
from models.queries.appeals import AppealRecord
from models.store import Tx
from models.tables.decisions import ClosedPeriodRow, OutcomeRow
from services import closing, schemes
from services.appeals.steps import find
from services.appeals.wording import Figures, figures_words
from services.closing import Difference
from services.corrections import CORRECTED, REVOKED, Correction, apply_correction
from services.outcome_views import Book, book
from services.outcome_words import period_word
from services.texts import Texts
from services.workspace import Workspace

_PUBLISHED = (OutcomeStatus.PUBLISHED, OutcomeStatus.IN_FORCE, OutcomeStatus.CORRECTED)


class Step(StrEnum):
    """What can be done about a result with one click; `look` = a person looks at the month, for nothing published is touched."""

    REVOKE = "revoke"
    CORRECT = "correct"
    AWARD = "award"
    LOOK = "look"


@dataclass(frozen=True)
class KnockOn:
    """One result that today's data, with the appeal's decision, would give otherwise. `before` and `now` in words, '' = not given."""

    key: str
    month: str
    who: str
    rule: str
    period: str
    before: str
    now: str
    step: Step


@dataclass(frozen=True)
class _Found:
    close: ClosedPeriodRow
    difference: Difference
    row: OutcomeRow | None
    step: Step


def onward(tx: Tx, workspace: Workspace, record: AppealRecord) -> tuple[KnockOn, ...]:
    """Everything that would be other in the appeal's month and in every later closed one, oldest month first, done ones left out."""
    known = book(tx, workspace)
    return tuple(_shown(known, workspace.texts, found) for found in _found(tx, workspace, record))


def take_up(workspace: Workspace, *, case: str, key: str) -> Done[int]:
    """Carry one of them out with the appeal as its cause: correct, revoke, or propose the award; gives the outcome's id.

    UserError before the appeal is decided, and when there is nothing that one step could do.
    """
    with workspace.store.read() as tx:
        found = _wanted(tx, workspace, case, key)

    def work(tx: Tx) -> int:
        again = _wanted(tx, workspace, case, key)
        reason = workspace.texts(N_("Follows from the decision on appeal {case}"), case=case)
        if again.step is Step.AWARD:
            assert again.difference.now is not None
            return _propose(tx, workspace, again.close, again.difference.now, reason)
        assert again.row is not None
        apply_correction(tx, workspace, _correction(again.row, again.difference.now, reason, case))
        return again.row.id

    op = Op.RECORD_BY_HAND if found.step is Step.AWARD else Op.CORRECT_OUTCOME
    return workspace.store.transact(op, work, who=workspace.actor, why=case, note=case)


def _wanted(tx: Tx, workspace: Workspace, case: str, key: str) -> _Found:
    record = find(tx, case)
    if record.appeal.decision not in (AppealState.REDUCED, AppealState.REVOKED):
        raise UserError(N_("Appeal {case} has not changed its decision; nothing follows from it."), case=case)
    found = next((item for item in _found(tx, workspace, record) if _key(item) == key), None)
    if found is None:
        raise UserError(N_("This has been dealt with already."))
    if found.step is Step.LOOK:
        raise UserError(N_("Nothing of this is published, or it burdens an agent; look at {month} yourself."), month=found.close.period)
    return found


def _found(tx: Tx, workspace: Workspace, record: AppealRecord) -> Iterator[_Found]:
    numbers = {key: person.employee_no for key, person in people_queries.employees(tx).items()}
    mine = closing.outcome_key(closing.outcome_of(record.outcome, numbers))
    first = Period.parse(record.outcome.month)
    closes = [close for close in closing_queries.closed_periods(tx) if Period.parse(close.period) >= first]
    for close, late in closing.late_changes_of(tx, closes):
        if not late.differences:
            continue
        rows = queries.outcome_rows(tx, month=close.period)
        by_key = {closing.outcome_key(closing.outcome_of(row, numbers)): row for row in rows if not row.by_hand}
        given = {
            closing.outcome_key(closing.outcome_of(row, numbers)) for row in rows if row.by_hand and row.status != OutcomeStatus.WAIVED
        }
        known = book(tx, workspace, list(by_key.values()))
        for difference in late.differences:
            either = difference.stored or difference.now
            assert either is not None
            key = closing.outcome_key(either)
            row = by_key.get(key)
            if key == mine or key in given or (row is not None and _is_done(known, row, difference.now)):
                continue
            yield _Found(close, difference, row, _step(known, row, difference.now))


def _is_done(known: Book, row: OutcomeRow, now: Outcome | None) -> bool:
    """The result is what it would be by now: revoked, waived, or with the same figures."""
    if now is None:
        return row.status in (OutcomeStatus.REVOKED, OutcomeStatus.WAIVED)
    return known.current(row) == (to_fen(now.amount), now.points, now.level)


def _step(known: Book, row: OutcomeRow | None, now: Outcome | None) -> Step:
    if row is None:
        return Step.AWARD if now is not None and now.kind in (OutcomeKind.AWARD, OutcomeKind.POINTS) else Step.LOOK
    if row.status not in _PUBLISHED or any(made.cause != "data" for made in known.corrections.get(row.id, ())):
        return Step.LOOK  # not published, or what an appeal or objection has decided is final
    return Step.REVOKE if now is None else Step.CORRECT


def _correction(row: OutcomeRow, now: Outcome | None, reason: str, case: str) -> Correction:
    if now is None:
        return Correction(row.id, REVOKED, "appeal", reason, case)
    return Correction(row.id, CORRECTED, "appeal", reason, case, now.amount, now.points, now.level)


def _propose(tx: Tx, workspace: Workspace, close: ClosedPeriodRow, now: Outcome, reason: str) -> int:
    """Enter it as recorded by hand: a closed month's own results are never added to."""
    (stored,) = closing.store_outcomes(tx, Period.parse(close.period), schemes.versions_in(tx, close.versions), [now])
    row = tx.get(OutcomeRow, stored.id)
    assert row is not None
    row.by_hand, row.reason, row.proposed_by = True, reason, workspace.actor
    return row.id


def _key(found: _Found) -> str:
    either = found.difference.stored or found.difference.now
    assert either is not None
    return "|".join((found.close.period, *closing.outcome_key(either)))


def _shown(known: Book, t: Texts, found: _Found) -> KnockOn:
    either = found.difference.stored or found.difference.now
    assert either is not None
    person = next((p for p in known.people.values() if p.employee_no == either.employee_no), None)
    version = next(
        version for version in known.versions.values() if version.scheme.id == either.scheme and version.scheme.rule(either.rule)
    )
    rule = version.scheme.rule(either.rule)
    assert rule is not None
    before, now = (_words(t, outcome) for outcome in (found.difference.stored, found.difference.now))
    who = person.name if person else either.team or ""
    name = rule.title.text(known.language) or rule.name.text(known.language)
    return KnockOn(_key(found), found.close.period, who, name, period_word(t, either.period), before, now, found.step)


def _words(t: Texts, outcome: Outcome | None) -> str:
    if outcome is None:
        return ""
    return figures_words(t, Figures(outcome.amount, outcome.points, outcome.level)) or t(N_("given"))
