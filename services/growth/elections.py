"""Elections: agents vote for winners of a rule and period; the result is taken over as approved nominations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.period import Period
from models.queries import growth as queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.growth import CandidateRow, ElectionRow
from models.tables.readings import NominationRow
from services import schemes
from services.growth import checks
from services.workspace import Workspace

TAKEN_OVER = N_("The result was taken over on {day}; undo that first.")


@dataclass(frozen=True)
class Candidate:
    """Who stood, with the votes counted and the place among all (equal votes share a place)."""

    employee_no: str
    name: str
    votes: int
    place: int = 0


@dataclass(frozen=True)
class ElectionData:
    """What is typed of an election; `rule` is the id of a rule by nomination, `period` its text."""

    title: str
    rule: str
    period: str
    held_on: date
    seats: int = 1
    ballots: int = 0


@dataclass(frozen=True)
class Election:
    """An election with its candidates, most votes first; `rule_name` in the reader's language; `tied` share the last seat."""

    id: int
    data: ElectionData
    rule_name: str
    candidates: tuple[Candidate, ...]
    closed_on: date | None

    @property
    def elected(self) -> tuple[Candidate, ...]:
        """Who surely won: a place within the seats that nobody beyond them shares."""
        within = [one for one in self.candidates if one.votes and one.place <= self.data.seats]
        return tuple(within) if len(within) <= self.data.seats else tuple(one for one in within if one.place < within[-1].place)

    @property
    def tied(self) -> tuple[Candidate, ...]:
        """Who share the place at the last seat with more than it holds; nobody when the result is clear."""
        within = [one for one in self.candidates if one.votes and one.place <= self.data.seats]
        return tuple(one for one in within if one not in self.elected)


@dataclass(frozen=True)
class RuleOption:
    """A rule by nomination of a scheme that was adopted."""

    id: str
    name: str


def rules(workspace: Workspace) -> tuple[RuleOption, ...]:
    """Rules that an election can be about, with their schemes' names where two are called alike."""
    language = workspace.texts.language
    with workspace.store.read() as tx:
        found = {
            rule.id: f"{rule.name.text(language)} · {version.scheme.name.text(language)}"
            for version in schemes.versions_in(tx)
            for rule in version.scheme.rules
            if rule.kind == "nomination"
        }
    return tuple(RuleOption(id, name) for id, name in found.items())


def elections(workspace: Workspace) -> tuple[Election, ...]:
    """Every election, the newest first."""
    names = {option.id: option.name for option in rules(workspace)}
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        stood: dict[int, list[CandidateRow]] = {}
        for row in queries.candidates(tx):
            stood.setdefault(row.election_id, []).append(row)
        return tuple(_view(row, stood.get(row.id, []), people, names.get(row.rule, row.rule)) for row in queries.elections(tx))


def _view(row: ElectionRow, stood: Sequence[CandidateRow], people: Any, rule_name: str) -> Election:
    votes = sorted((one.votes for one in stood), reverse=True)
    candidates = [Candidate(*checks.name_of(people, one.employee_id), one.votes, votes.index(one.votes) + 1) for one in stood]
    data = ElectionData(row.title, row.rule, row.period, row.held_on, row.seats, row.ballots)
    ordered = tuple(sorted(candidates, key=lambda one: (one.place, one.employee_no)))
    return Election(row.id, data, rule_name, ordered, row.closed_on)


def save(workspace: Workspace, *, data: ElectionData, candidates: Sequence[tuple[str, int]], election: int | None = None) -> Done[int]:
    """Record an election with (employee number, votes) of each candidate, or change the one given until it is taken over."""
    title = checks.text(data.title, N_("Enter what the election is called."))
    period = Period.parse(data.period)
    checks.not_later(data.held_on, workspace.clock.today())
    check_candidates(data, candidates)
    if data.rule not in {option.id for option in rules(workspace)}:
        raise UserError(N_("Choose a rule by nomination of an adopted scheme."))

    def work(tx: Tx) -> int:
        if any(row.id != election and (row.title, row.held_on) == (title, data.held_on) for row in queries.elections(tx)):
            raise UserError(N_("“{title}” of {day} is on record already."), title=title, day=data.held_on)
        keys = {checks.agent(tx, number, data.held_on): votes for number, votes in candidates}
        if election is not None:
            _open(tx, election)
        row = checks.put(tx, ElectionRow, election, {**vars(data), "title": title, "period": period.text})
        _put_candidates(tx, row.id, keys)
        return row.id

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor, note=title)


def check_candidates(data: ElectionData, candidates: Sequence[tuple[str, int]]) -> None:
    """UserError when nobody stands, someone stands twice, or the votes cannot come from the ballots."""
    if not candidates:
        raise UserError(N_("An election needs candidates."))
    numbers = [number for number, _ in candidates]
    if twice := next((number for number in numbers if numbers.count(number) > 1), ""):
        raise UserError(N_("{number} stands twice."), number=twice)
    counted = [votes for _, votes in candidates]
    checks.votes(sum(counted), max(counted), data.ballots, data.seats)


def _put_candidates(tx: Tx, election: int, votes: dict[int, int]) -> None:
    stored = {row.employee_id: row for row in queries.candidates(tx, election)}
    for key, row in stored.items():
        if key not in votes:
            tx.remove(row)
    for key, count in votes.items():
        if key in stored:
            stored[key].votes = count
        else:
            tx.add(CandidateRow(election_id=election, employee_id=key, votes=count))


def _open(tx: Tx, election: int) -> ElectionRow:
    row = checks.row(tx, ElectionRow, election)
    if row.closed_on is not None:
        raise UserError(TAKEN_OVER, day=row.closed_on)
    return row


def take_over(workspace: Workspace, *, election: int, tied_too: bool = False) -> Done[int]:
    """Write an approved nomination for everyone elected, in one step; gives how many.

    A tie at the last seat is refused, unless all who share it shall be in.
    """
    texts = workspace.texts
    found = next((one for one in elections(workspace) if one.id == election), None)
    if found is None:
        raise UserError(N_("This entry does not exist."))
    if found.tied and not tied_too:
        names = ", ".join(one.name for one in found.tied)
        raise UserError(N_("{names} share the last seat. Hold a run-off and correct the votes, or let all of them in."), names=names)
    winners = (*found.elected, *found.tied)
    if not winners:
        raise UserError(N_("Nobody has a vote yet."))

    def work(tx: Tx) -> int:
        row = _open(tx, election)
        keys = {person.employee_no: key for key, person in people_queries.employees(tx).items()}
        stored = {nomination.employee_id: nomination for nomination in queries.nominated(tx, row.rule, row.period)}
        for winner in winners:
            reason = texts(N_("Elected: {title}, {votes} of {ballots} votes"), title=row.title, votes=winner.votes, ballots=row.ballots)
            key = keys[winner.employee_no]
            if key in stored:
                stored[key].approved, stored[key].reason = True, stored[key].reason or reason
            else:
                values = {"rule": row.rule, "period": row.period, "reason": reason, "approved": True}
                tx.add(NominationRow(employee_id=key, team=None, **values))
        row.closed_on = workspace.clock.today()
        return len(winners)

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor, note=found.data.title)


def remove(workspace: Workspace, *, election: int) -> Done[None]:
    """Remove an election that was not taken over."""

    def work(tx: Tx) -> None:
        row = _open(tx, election)
        for candidate in queries.candidates(tx, election):
            tx.remove(candidate)
        tx.remove(row)

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)
