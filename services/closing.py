"""Closing a month: preview, close once, read the decisions, and see what late data would change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.domain.facts import Facts
from models.domain.money import fen_to_yuan, to_fen
from models.domain.ops import Done, Op
from models.domain.outcomes import Criterion, Evaluation, LeftOut, Outcome, OutcomeKind, OutcomeStatus
from models.domain.period import Cadence, Period
from models.queries import closing as queries
from models.queries import facts as fact_queries
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.base import to_json
from models.tables.decisions import ClosedPeriodRow, OutcomeRow
from services import schemes
from services.exchange.shift_roster import read_roster
from services.fingerprints import digest, fingerprint
from services.progress import NoProgress, Progress
from services.rules.engine import evaluate, in_force
from services.rules.sentences import with_rule_names
from services.schemes import SchemeVersion
from services.working_days import WorkingDays, calendar_warning
from services.workspace import Workspace


@dataclass(frozen=True)
class StoredOutcome:
    """An outcome with its place in the database (None in a preview) and where it stands in its life."""

    id: int | None
    status: OutcomeStatus
    outcome: Outcome
    by_hand: bool = False


@dataclass(frozen=True)
class MonthResult:
    """A month previewed or closed: versions used, outcomes, who was left out and why, warnings."""

    month: Period
    closed: bool
    versions: tuple[SchemeVersion, ...]
    outcomes: tuple[StoredOutcome, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[Message, ...]

    def named_warnings(self, language: str) -> tuple[Message, ...]:
        """The warnings with the names of schemes, rules and indicators in place of their ids."""
        found = self.warnings
        for version in self.versions:
            found = tuple(with_rule_names(warning, version.scheme, language) for warning in found)
        return found


@dataclass(frozen=True)
class Difference:
    """One outcome that would be other than it was stored; None on the side where it does not exist."""

    stored: Outcome | None
    now: Outcome | None


@dataclass(frozen=True)
class LateChanges:
    """What changed since a month was closed. `acknowledged` is the reason for leaving it, '' = none given."""

    month: Period
    data_changed: bool
    differences: tuple[Difference, ...]
    acknowledged: str


@dataclass(frozen=True)
class _Evaluated:
    versions: tuple[SchemeVersion, ...]
    evaluation: Evaluation
    fingerprint: str


def preview(workspace: Workspace, *, month: Period, scheme_ids: Sequence[str] = ()) -> MonthResult:
    """What closing the month would propose now; nothing is stored."""
    _require_month(month)
    with workspace.store.read() as tx:
        found = _evaluate(tx, workspace, month, scheme_ids)
        warnings = _warnings(tx, workspace, month, found)
    proposed = tuple(StoredOutcome(None, OutcomeStatus.PROPOSED, outcome) for outcome in found.evaluation.outcomes)
    return MonthResult(month, False, found.versions, proposed, found.evaluation.left_out, warnings)


def close(workspace: Workspace, *, month: Period, scheme_ids: Sequence[str] = ()) -> Done[MonthResult]:
    """Close the month once: store every outcome as proposed, with the versions used and fingerprints of facts and outcomes."""
    _require_month(month)
    return _close(workspace, month, scheme_ids, None)


def close_many(
    workspace: Workspace, *, months: Sequence[Period], scheme_ids: Sequence[str] = (), progress: Progress | None = None
) -> list[Done[MonthResult]]:
    """Close several months in order, each in its own transaction, out of one reading of the facts; cancelling keeps the months done."""
    for month in months:
        _require_month(month)
    in_order = sorted(months)
    with workspace.store.read() as tx:
        facts = facts_of_months(tx, in_order)
    done = []
    for count, month in enumerate(in_order):
        (progress or NoProgress()).step(count, len(in_order))
        done.append(_close(workspace, month, scheme_ids, facts[month]))
    return done


def _close(workspace: Workspace, month: Period, scheme_ids: Sequence[str], facts: Facts | None) -> Done[MonthResult]:
    def work(tx: Tx) -> MonthResult:
        before = queries.closed_period(tx, month.text)
        if before is not None:
            raise UserError(
                N_("{month} was closed on {day} already. A month is closed once; corrections are new records."),
                month=month.text,
                day=before.closed_at.date(),
            )
        found = _evaluate(tx, workspace, month, scheme_ids, facts)
        warnings = _warnings(tx, workspace, month, found)
        stored = store_outcomes(tx, month, found.versions, found.evaluation.outcomes)
        row = ClosedPeriodRow(
            period=month.text,
            closed_at=workspace.clock.now(),
            closed_by=workspace.actor,
            versions=[version.id for version in found.versions],
            facts_sha256=found.fingerprint,
            outcomes_sha256=digest([outcome_json(outcome) for outcome in found.evaluation.outcomes]),
            left_out=[asdict(line) for line in found.evaluation.left_out],
            warnings=[[warning.msgid, {k: str(v) for k, v in warning.facts.items()}] for warning in warnings],
        )
        tx.add(row)
        return MonthResult(month, True, found.versions, (*stored, *_by_hand(tx, month)), found.evaluation.left_out, warnings)

    return workspace.store.transact(Op.CLOSE_PERIOD, work, who=workspace.actor, note=month.text)


def decisions(workspace: Workspace, *, month: Period) -> MonthResult:
    """The stored outcomes of a closed month; a month that is not closed is refused."""
    _require_month(month)
    with workspace.store.read() as tx:
        row = queries.closed_period(tx, month.text)
        if row is None:
            raise UserError(N_("{month} is not closed yet."), month=month.text)
        return _stored_month(tx, month, row)


def is_closed(workspace: Workspace, month: Period) -> bool:
    """The month has been closed."""
    with workspace.store.read() as tx:
        return queries.closed_period(tx, month.text) is not None


def late_changes(workspace: Workspace, *, month: Period) -> LateChanges:
    """Evaluate a closed month with the facts of today and the versions of then."""
    with workspace.store.read() as tx:
        row = queries.closed_period(tx, month.text)
        if row is None:
            return LateChanges(month, False, (), "")
        return late_changes_in(tx, row)


def late_changes_in(tx: Tx, row: ClosedPeriodRow) -> LateChanges:
    """The same inside an open transaction."""
    month = Period.parse(row.period)
    return _late_changes(tx, month, row, facts_of_month(tx, month))


def late_changes_of(tx: Tx, rows: Sequence[ClosedPeriodRow]) -> Iterator[tuple[ClosedPeriodRow, LateChanges]]:
    """The same for many closed months, out of one reading of the facts."""
    closes = {Period.parse(row.period): row for row in rows}
    for month, facts in _month_by_month(tx, list(closes), {}):
        yield closes[month], _late_changes(tx, month, closes[month], facts)


def recomputed(tx: Tx, rows: Sequence[ClosedPeriodRow]) -> Iterator[tuple[ClosedPeriodRow, LateChanges]]:
    """Each close evaluated again with the corrections known at the time: `verify` expects no difference."""
    closes = {Period.parse(row.period): row for row in rows}
    for month, facts in _month_by_month(tx, list(closes), {month: row.closed_at for month, row in closes.items()}):
        row = closes[month]
        yield row, _late_changes(tx, month, row, judged(facts, row.closed_at.date()))


def stored_digest(tx: Tx, month: Period) -> str:
    """Digest of the outcomes that the close stored, from their rows."""
    numbers = {key: person.employee_no for key, person in people_queries.employees(tx).items()}
    return digest([outcome_json(outcome_of(row, numbers)) for row in queries.outcome_rows(tx, month.text) if not row.by_hand])


def acknowledge_late_data(workspace: Workspace, *, month: Period, reason: str) -> Done[None]:
    """Leave a closed month as it stands although its data changed, with the reason."""
    if not reason.strip():
        raise UserError(N_("Give the reason for leaving the closed month as it stands."))

    def work(tx: Tx) -> None:
        row = queries.closed_period(tx, month.text)
        if row is None:
            raise UserError(N_("{month} is not closed yet."), month=month.text)
        then, now = facts_of_month(tx, month, row.closed_at), facts_of_month(tx, month)
        prints = [fingerprint(judged(then, row.closed_at.date())), fingerprint(now)]
        row.late_data_note = to_json({"facts": prints, "reason": reason.strip()})

    return workspace.store.transact(Op.CORRECT_OUTCOME, work, who=workspace.actor, why=reason, note=month.text)


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain JSON values, money and scores with two places, for digests."""
    return vars(outcome) | {
        "kind": outcome.kind.value,
        "amount": f"{outcome.amount:.2f}",
        "score": None if outcome.score is None else f"{outcome.score:.2f}",
        "because": [vars(line) for line in outcome.because],  # flat values: asdict would copy them one by one
    }


def _require_month(month: Period) -> None:
    if month.cadence is not Cadence.MONTH:
        raise UserError(N_("“{text}” is not a month; write it like 2026-09."), text=month.text)


def _evaluate(tx: Tx, workspace: Workspace, month: Period, scheme_ids: Sequence[str], facts: Facts | None = None) -> _Evaluated:
    known = schemes.versions_in(tx)
    unknown = sorted(set(scheme_ids) - {version.scheme.id for version in known})
    if unknown:
        raise UserError(N_("No scheme “{scheme}” has been adopted."), scheme=", ".join(unknown))
    wanted = [version for version in known if not scheme_ids or version.scheme.id in scheme_ids]
    if not schemes.any_in_force(wanted, month):
        raise UserError(N_("No scheme is in force in {month}. Adopt one first."), month=month.text)
    facts = judged(facts or facts_of_month(tx, month), workspace.clock.today())
    evaluation = evaluate([version.adopted for version in wanted], month, facts)
    return _Evaluated(tuple(wanted), evaluation, fingerprint(facts))


def judged(facts: Facts, today: date) -> Facts:
    """A duty of a day that is not over is not missed yet."""
    return replace(facts, work=facts.work.judged_until(today - timedelta(days=1)))


def facts_of_month(tx: Tx, month: Period, known_at: datetime | None = None) -> Facts:
    """What the rules may look at when the month is evaluated, with the revocations known at that time (None = now)."""
    first = fact_queries.first_month_with_data(tx, month)
    return fact_queries.facts_until(tx, month, first, _calendar(tx, first, month), known_at)


def facts_of_months(tx: Tx, months: Sequence[Period]) -> dict[Period, Facts]:
    """The same for several months, read at once."""
    return dict(_month_by_month(tx, months, {}))


def _month_by_month(tx: Tx, months: Sequence[Period], known_at: Mapping[Period, datetime]) -> Iterator[tuple[Period, Facts]]:
    """The same one after the other, so that no more than one month's facts are held."""
    if not months:
        return
    last = max(months)
    first = min(fact_queries.first_month_with_data(tx, last), *months)
    yield from fact_queries.facts_of_months(tx, months, _calendar(tx, first, last), known_at)


def _calendar(tx: Tx, first: Period, last: Period) -> fact_queries.WorkdayCalendar:
    """The centre's working days, and those of agents with shifts of their own, who are few."""
    days = WorkingDays(setting_queries.calendar_marks(tx))
    roster = read_roster(tx, lru_cache(days.is_working), first.first, last.last)
    return fact_queries.WorkdayCalendar(days.is_working, roster.own_days)


def _warnings(tx: Tx, workspace: Workspace, month: Period, found: _Evaluated) -> tuple[Message, ...]:
    warnings = list(found.evaluation.warnings)
    if month.last >= workspace.clock.today():
        warnings.append(Message(N_("{month} is not over yet."), {"month": month.text}))
    if not WorkingDays().is_known(month.first.year):
        warnings.append(calendar_warning(month.first.year))
    return tuple(warnings)


def store_outcomes(tx: Tx, month: Period, versions: Sequence[SchemeVersion], outcomes: Sequence[Outcome]) -> list[StoredOutcome]:
    """Store a month's outcomes as proposed, in the order given."""
    ids = {person.employee_no: key for key, person in people_queries.employees(tx).items()}
    used = {key: _version_used(versions, *key) for key in {(outcome.scheme, outcome.period) for outcome in outcomes}}
    rows = []
    for outcome in outcomes:
        rows.append(
            {
                "month": month.text, "period": outcome.period, "scheme_id": outcome.scheme,
                "scheme_version_id": used[outcome.scheme, outcome.period], "rule": outcome.rule, "kind": outcome.kind.value,
                "status": OutcomeStatus.PROPOSED.value, "employee_id": ids[outcome.employee_no] if outcome.employee_no else None,
                "team": outcome.team, "amount_fen": to_fen(outcome.amount), "points": outcome.points, "level": outcome.level,
                "score": outcome.score, "rank": outcome.rank, "subject_key": outcome.subject,
                "because": [vars(line) for line in outcome.because], "evidence": [],
            }
        )  # fmt: skip
    stored = tx.insert_many(OutcomeRow, rows)
    return [StoredOutcome(row["id"], OutcomeStatus.PROPOSED, outcome) for row, outcome in zip(stored, outcomes, strict=True)]


def _version_used(versions: Sequence[SchemeVersion], scheme_id: str, period: str) -> int:
    """The stored number of the version that was in force at the period's end."""
    used = in_force([version.adopted for version in versions], scheme_id, Period.parse(period).last)
    assert used is not None
    return next(version.id for version in versions if (version.scheme.id, version.version) == (scheme_id, used.version))


def _by_hand(tx: Tx, month: Period) -> list[StoredOutcome]:
    """What was recorded by hand for the month before it was closed."""
    rows = queries.outcome_rows(tx, month.text, by_hand=True)
    numbers = {key: person.employee_no for key, person in people_queries.employees(tx).items()} if rows else {}
    return [StoredOutcome(row.id, OutcomeStatus(row.status), outcome_of(row, numbers), True) for row in rows]


def _stored_month(tx: Tx, month: Period, row: ClosedPeriodRow) -> MonthResult:
    numbers = {key: person.employee_no for key, person in people_queries.employees(tx).items()}
    stored = tuple(
        StoredOutcome(r.id, OutcomeStatus(r.status), outcome_of(r, numbers), r.by_hand) for r in queries.outcome_rows(tx, month.text)
    )
    warnings = tuple(Message(msgid, facts) for msgid, facts in row.warnings)
    left_out = tuple(LeftOut(**line) for line in row.left_out)
    return MonthResult(month, True, tuple(schemes.versions_in(tx, row.versions)), stored, left_out, warnings)


def outcome_of(row: OutcomeRow, numbers: Mapping[int, str]) -> Outcome:
    """The outcome as the engine gave it, from its row; `numbers` maps database id to employee number."""
    return Outcome(
        scheme=row.scheme_id, rule=row.rule, period=row.period, kind=OutcomeKind(row.kind),
        employee_no=numbers[row.employee_id] if row.employee_id is not None else None, team=row.team,
        amount=fen_to_yuan(row.amount_fen), points=row.points, level=row.level, score=row.score, rank=row.rank,
        subject=row.subject_key, because=tuple(Criterion(**line) for line in row.because),
    )  # fmt: skip


def _late_changes(tx: Tx, month: Period, row: ClosedPeriodRow, facts: Facts) -> LateChanges:
    """What the facts and the versions of then would give otherwise than it was stored."""
    numbers = {key: person.employee_no for key, person in people_queries.employees(tx).items()}
    stored = {outcome_key(o): o for r in queries.outcome_rows(tx, month.text) if not r.by_hand for o in [outcome_of(r, numbers)]}
    adopted = [version.adopted for version in schemes.versions_in(tx, row.versions)]
    now = {outcome_key(outcome): outcome for outcome in evaluate(adopted, month, facts).outcomes}
    differences = tuple(
        Difference(stored.get(key), now.get(key)) for key in sorted({*stored, *now}) if not _same(stored.get(key), now.get(key))
    )
    note = _json(row.late_data_note)
    sha256 = fingerprint(facts)
    acknowledged = note["reason"] if note and sha256 in note["facts"] else ""
    return LateChanges(month, sha256 != row.facts_sha256, differences, acknowledged)


def outcome_key(outcome: Outcome) -> tuple[str, ...]:
    """What tells outcomes of a month apart."""
    return (
        outcome.scheme,
        outcome.rule,
        outcome.period,
        outcome.employee_no or "",
        outcome.team or "",
        outcome.kind.value,
        outcome.subject,
    )


def _same(left: Outcome | None, right: Outcome | None) -> bool:
    return left is not None and right is not None and outcome_json(left) == outcome_json(right)


def _json(text: str) -> dict[str, Any]:
    return dict(json.loads(text)) if text else {}
