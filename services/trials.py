"""A scheme on trial: what it would give in live months beside what the schemes in force give. Nothing of it is stored as a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.outcomes import Outcome, OutcomeKind
from models.domain.period import Cadence, Period
from models.queries import schemes as queries
from models.store import Tx
from models.tables.schemes import SchemeTrialRow
from services import schemes, simulation
from services.progress import Progress
from services.rules import sense
from services.rules.scheme import Scheme
from services.rules.scheme_text import parse
from services.schemes import NoticeAnswer, SchemeVersion
from services.simulation import Simulation, awarded
from services.workspace import Workspace

REMIND_DAYS = 7
"""How many days before its end a trial is brought to mind."""
ADOPTED, DROPPED = "adopted", "dropped"


@dataclass(frozen=True)
class Trial:
    """One trial. `ended_on` None and `result` '' while nothing has been decided; `note` says why it was dropped."""

    id: int
    scheme: Scheme
    starts_on: date
    ends_on: date
    ended_on: date | None
    result: str
    note: str

    def standing(self, today: date) -> str:
        """adopted, dropped, coming, running, or over (its end has passed and nothing is decided)."""
        if self.result:
            return self.result
        if today < self.starts_on:
            return "coming"
        return "running" if today <= self.ends_on else "over"

    @property
    def last(self) -> date:
        """The last day that counts."""
        return min(self.ends_on, self.ended_on or self.ends_on)


@dataclass(frozen=True)
class Side:
    """What one side gives in a month: yuan of awards, agents and teams with an award, penalties and proposals, points."""

    yuan: Decimal
    winners: int
    burdens: int
    points: int


@dataclass(frozen=True)
class TrialMonth:
    """One month of a trial: what it would give beside everything that is in force; `is_over` False while the month runs.

    `budget` yuan a month, None = none set. The two sides are added up nowhere: the trial pays nothing.
    """

    month: Period
    is_over: bool
    tried: Side
    in_force: Side
    budget: Decimal | None


@dataclass(frozen=True)
class TrialResult:
    """A trial month by month, and the simulation that it was read from (None while no month of it has begun)."""

    trial: Trial
    months: tuple[TrialMonth, ...]
    simulation: Simulation | None


def trials(workspace: Workspace, *, scheme_id: str = "") -> list[Trial]:
    """Trials of a scheme, or all, the latest first."""
    with workspace.store.read() as tx:
        return [_trial(row) for row in queries.trials(tx, scheme_id)]


def _trial(row: SchemeTrialRow) -> Trial:
    scheme = parse(row.text).with_parameters(row.parameters)
    return Trial(row.id, scheme, row.starts_on, row.ends_on, row.ended_on, row.result, row.note)


def begin(workspace: Workspace, *, text: str, starts_on: date, ends_on: date, values: Mapping[str, str] | None = None) -> Done[Trial]:
    """Put the scheme of a text on trial with these values.

    SchemeFaults names faults of the text; UserError values still open, an end before the beginning, and another trial of the scheme
    that nothing has been decided about.
    """
    scheme = parse(text).with_parameters(values or {})
    scheme.check_ready()
    sense.check(scheme)
    if ends_on < starts_on:
        raise UserError(N_("The last day of the trial lies before its first day."))

    def work(tx: Tx) -> Trial:
        if any(not row.result for row in queries.trials(tx, scheme.id)):
            raise UserError(N_("“{scheme}” is on trial already; decide about that trial first."), scheme=_name(workspace, scheme))
        row = SchemeTrialRow(
            scheme_id=scheme.id, text=text, parameters=dict(sorted(scheme.parameter_values().items())), starts_on=starts_on, ends_on=ends_on
        )
        return _trial(tx.add(row))

    return workspace.store.transact(Op.TRY_SCHEME, work, who=workspace.actor, note=scheme.id)


def _name(workspace: Workspace, scheme: Scheme) -> str:
    return scheme.name.text(workspace.texts.language)


def extend(workspace: Workspace, *, trial_id: int, ends_on: date) -> Done[Trial]:
    """Let a trial go on to a later day."""

    def work(tx: Tx) -> Trial:
        row = _open(tx, trial_id)
        if ends_on <= row.ends_on:
            raise UserError(N_("The trial runs until {day} already; choose a later day."), day=row.ends_on.isoformat())
        row.ends_on = ends_on
        return _trial(row)

    return workspace.store.transact(Op.TRY_SCHEME, work, who=workspace.actor, note=str(trial_id))


def drop(workspace: Workspace, *, trial_id: int, note: str) -> Done[Trial]:
    """End a trial without putting the scheme in force, with the reason; its months can still be read."""
    if not note.strip():
        raise UserError(N_("Say why the trial is dropped."))

    def work(tx: Tx) -> Trial:
        row = _open(tx, trial_id)
        row.result, row.note, row.ended_on = DROPPED, note.strip(), workspace.clock.today()
        return _trial(row)

    return workspace.store.transact(Op.TRY_SCHEME, work, who=workspace.actor, why=note.strip(), note=str(trial_id))


def adopt(
    workspace: Workspace,
    *,
    trial_id: int,
    first: date,
    values: Mapping[str, str] | None = None,
    notices: Mapping[str, NoticeAnswer] | None = None,
    add_indicators: bool = False,
) -> Done[SchemeVersion]:
    """Put the scheme of a trial in force with the values tried, unless others are given; the trial ends with it."""
    with workspace.store.read() as tx:
        row = _open(tx, trial_id)
        text, tried = row.text, dict(row.parameters)

    def end(tx: Tx) -> None:
        row = _open(tx, trial_id)
        row.result, row.ended_on = ADOPTED, workspace.clock.today()

    return schemes.adopt_text(
        workspace, text=text, first=first, values={**tried, **(values or {})}, notices=notices, also=end, add_indicators=add_indicators
    )


def _open(tx: Tx, trial_id: int) -> SchemeTrialRow:
    row = tx.get(SchemeTrialRow, trial_id)
    if row is None:
        raise UserError(N_("This trial does not exist."))
    if row.result:
        raise UserError(N_("This trial has ended; what it gave can still be read."))
    return row


def result(workspace: Workspace, *, trial_id: int, progress: Progress | None = None) -> TrialResult:
    """The trial's months up to today; those whose last day lies in the trial count, and the running one as it stands."""
    with workspace.store.read() as tx:
        row = tx.get(SchemeTrialRow, trial_id)
        if row is None:
            raise UserError(N_("This trial does not exist."))
        trial = _trial(row)
    today = workspace.clock.today()
    months = _months(trial, today)
    if not months:
        return TrialResult(trial, (), None)
    past = simulation.read_past(workspace, months=months, progress=progress)
    last = Period.containing(trial.last, Cadence.MONTH).last if trial.last > today else trial.last
    found = simulation.simulate(past, scheme=trial.scheme, language=workspace.texts.language, first=trial.starts_on, last=last)
    told = tuple(
        TrialMonth(one.month, one.month.last < today, _side(found.simulated[one.month]), _side(one.outcomes), past.budget)
        for one in past.months
    )
    return TrialResult(trial, told, found)


def _months(trial: Trial, today: date) -> list[Period]:
    """Months that end within the trial, and the running one while the trial goes on."""
    month, found = Period.containing(trial.starts_on, Cadence.MONTH), []
    while month.first <= min(trial.last, today):
        if month.last <= trial.last or today in month:
            found.append(month)
        month = month.shifted(1)
    return found[-simulation.LONGEST :]


def _side(outcomes: Sequence[Outcome]) -> Side:
    awards = {(o.employee_no, None if o.employee_no else o.team) for o in outcomes if o.kind is OutcomeKind.AWARD}
    burdens = sum(o.kind in (OutcomeKind.PENALTY, OutcomeKind.PROPOSAL) for o in outcomes)
    return Side(awarded(outcomes), len(awards), burdens, sum(o.points for o in outcomes))
