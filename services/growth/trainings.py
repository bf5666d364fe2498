"""Trainings: who was invited, came and passed, and the rate of participation as an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.domain.errors import N_, UserError
from models.domain.money import fen_to_yuan, to_fen
from models.domain.ops import Done, Op
from models.domain.period import Cadence, Period
from models.queries import growth as queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.growth import TrainingPlaceRow, TrainingRow
from models.tables.readings import ReadingRow
from services.growth import checks
from services.workspace import Workspace

INDICATOR = "training_participation"


@dataclass(frozen=True)
class Place:
    """One agent invited; `attended` and `passed` None until known."""

    employee_no: str
    name: str
    attended: bool | None = None
    passed: bool | None = None


@dataclass(frozen=True)
class TrainingData:
    """What is typed of a training; cost in yuan for one participant, None = not held; kind internal, external or sharing."""

    course: str
    day: date
    kind: str = "internal"
    hours: Decimal | None = None
    cost: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Training:
    """A training with everyone invited, by employee number."""

    id: int
    data: TrainingData
    places: tuple[Place, ...]

    @property
    def attended(self) -> int:
        """How many came."""
        return sum(place.attended is True for place in self.places)

    @property
    def passed(self) -> int:
        """How many passed."""
        return sum(place.passed is True for place in self.places)

    @property
    def unknown(self) -> int:
        """Of how many it is not known whether they came."""
        return sum(place.attended is None for place in self.places)


@dataclass(frozen=True)
class Rate:
    """Participation of one agent, or of the centre (no number): trainings attended of those invited to, unknown ones left out."""

    employee_no: str
    name: str
    attended: int
    invited: int

    @property
    def share(self) -> Decimal | None:
        """Attended ÷ invited as a fraction with four places, None without an invitation."""
        return (Decimal(self.attended) / self.invited).quantize(Decimal("0.0001"), ROUND_HALF_UP) if self.invited else None


@dataclass(frozen=True)
class Participation:
    """A period's rates: the centre, each agent by number, and how many invitations have no answer yet."""

    period: Period
    centre: Rate
    agents: tuple[Rate, ...]
    unknown: int


def trainings(workspace: Workspace) -> tuple[Training, ...]:
    """Every training, the newest first."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        places: dict[int, list[Place]] = {}
        for row in queries.places(tx):
            places.setdefault(row.training_id, []).append(Place(*checks.name_of(people, row.employee_id), row.attended, row.passed))
        return tuple(_view(row, places.get(row.id, [])) for row in queries.trainings(tx))


def _view(row: TrainingRow, places: Sequence[Place]) -> Training:
    cost = None if row.cost_fen is None else fen_to_yuan(row.cost_fen)
    data = TrainingData(row.course, row.day, row.kind, row.hours, cost, row.note)
    return Training(row.id, data, tuple(sorted(places, key=lambda place: place.employee_no)))


def save(workspace: Workspace, *, data: TrainingData, training: int | None = None) -> Done[int]:
    """Add a training, or change the one given; UserError when the course is on record for that day already."""
    course = checks.text(data.course, N_("Enter the course."))
    check_figures(data.hours, data.cost)

    def work(tx: Tx) -> int:
        if any(row.id != training and (row.course, row.day) == (course, data.day) for row in queries.trainings(tx)):
            raise UserError(N_("“{course}” of {day} is on record already."), course=course, day=data.day)
        cost = None if data.cost is None else to_fen(data.cost)
        values = {"course": course, "day": data.day, "kind": data.kind, "hours": data.hours, "cost_fen": cost, "note": data.note.strip()}
        row = checks.put(tx, TrainingRow, training, values)
        for place in queries.places(tx, row.id):
            checks.agent(tx, _number(tx, place.employee_id), data.day)
        return row.id

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor, note=course)


def check_figures(hours: Decimal | None, cost: Decimal | None) -> None:
    """UserError when hours or cost cannot be."""
    if hours is not None and not 0 < hours <= 1000:
        raise UserError(N_("A training lasts more than 0 and at most 1,000 hours."))
    if cost is not None and not 0 <= cost < 10**7:
        raise UserError(N_("The cost is not an amount in yuan."))


def _number(tx: Tx, key: int) -> str:
    return people_queries.employees(tx)[key].employee_no


def invite(workspace: Workspace, *, training: int, employee_nos: Sequence[str]) -> Done[int]:
    """Invite agents; those who are invited already stay as they are. Gives how many were added."""

    def work(tx: Tx) -> int:
        row = checks.row(tx, TrainingRow, training)
        known = {place.employee_id for place in queries.places(tx, training)}
        keys = dict.fromkeys(checks.agent(tx, number, row.day) for number in employee_nos)
        added = [key for key in keys if key not in known]
        tx.insert_many(TrainingPlaceRow, [{"training_id": training, "employee_id": key} for key in added])
        return len(added)

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)


def mark(workspace: Workspace, *, training: int, employee_nos: Sequence[str], attended: bool | None, passed: bool | None) -> Done[None]:
    """Note of agents whether they came and passed; who did not come cannot pass, and before the day nobody has come."""

    def work(tx: Tx) -> None:
        row = checks.row(tx, TrainingRow, training)
        check_marks(row.day, workspace.clock.today(), attended, passed)
        for number in employee_nos:
            place = _place(tx, training, number)
            place.attended, place.passed = attended, passed

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)


def check_marks(day: date, today: date, attended: bool | None, passed: bool | None) -> None:
    """UserError when the marks cannot be."""
    if attended is not None:
        checks.not_later(day, today)
    if passed is not None and not attended:
        raise UserError(N_("Only who attended can have passed or failed."))


def _place(tx: Tx, training: int, employee_no: str) -> TrainingPlaceRow:
    people = people_queries.employees(tx, [employee_no])
    place = tx.get(TrainingPlaceRow, (training, next(iter(people), 0)))
    if place is None:
        raise UserError(N_("This entry does not exist."))
    return place


def uninvite(workspace: Workspace, *, training: int, employee_nos: Sequence[str]) -> Done[None]:
    """Take agents off the list."""

    def work(tx: Tx) -> None:
        for number in employee_nos:
            tx.remove(_place(tx, training, number))

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)


def remove(workspace: Workspace, *, training: int) -> Done[None]:
    """Remove a training with everyone invited."""

    def work(tx: Tx) -> None:
        row = checks.row(tx, TrainingRow, training)
        for place in queries.places(tx, training):
            tx.remove(place)
        tx.remove(row)

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)


def participation(workspace: Workspace, *, period: Period) -> Participation:
    """Rates of a period, out of every invitation to its trainings whose attendance is known."""
    with workspace.store.read() as tx:
        return _participation(tx, period)


def _participation(tx: Tx, period: Period) -> Participation:
    people = people_queries.employees(tx)
    answers = queries.places_between(tx, period.first, period.last)
    known = [(key, bool(attended)) for key, attended in answers if attended is not None]
    rates = []
    for key in {key for key, _ in known}:
        own = [attended for holder, attended in known if holder == key]
        rates.append(Rate(*checks.name_of(people, key), sum(own), len(own)))
    centre = Rate("", "", sum(attended for _, attended in known), len(known))
    return Participation(period, centre, tuple(sorted(rates, key=lambda rate: rate.employee_no)), len(answers) - len(known))


def take_over(workspace: Workspace, *, period: Period) -> Done[int]:
    """Store each agent's rate as the indicator of the month or half-year, in one step; gives how many values were new or changed."""
    if period.cadence not in (Cadence.MONTH, Cadence.QUARTER, Cadence.HALF_YEAR, Cadence.YEAR):
        raise UserError(N_("Rates are taken over for a month or longer."))

    def work(tx: Tx) -> int:
        found = _participation(tx, period)
        if not found.agents:
            raise UserError(N_("No training of {period} has its attendance noted."), period=period.text)
        keys = {person.employee_no: key for key, person in people_queries.employees(tx).items()}
        stored = {row["employee_id"]: row for row in queries.readings_of(tx, INDICATOR, period.text)}
        added, changed = [], []
        for rate in found.agents:
            key, values = keys[rate.employee_no], {"value": rate.share, "source": "trainings"}
            if key not in stored:
                added.append({"employee_id": key, "indicator": INDICATOR, "period": period.text, **values})
            elif stored[key]["value"] != rate.share:
                changed.append((stored[key], values))
        tx.insert_many(ReadingRow, added)
        tx.update_many(ReadingRow, changed)
        return len(added) + len(changed)

    return workspace.store.transact(Op.EDIT_READINGS, work, who=workspace.actor, note=f"{INDICATOR} {period.text}")
