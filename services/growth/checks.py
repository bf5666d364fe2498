"""What every growth record is checked for, typed or imported: the agent employed on its day, days in order, figures that add up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from models.domain.errors import N_, UserError
from models.domain.people import Employee
from models.queries import people as people_queries
from models.store import Tx
from models.tables.base import Base

Row = TypeVar("Row", bound=Base)


def text(value: str, sentence: str) -> str:
    """The text without outer blanks; UserError with the sentence when nothing is left."""
    if not value.strip():
        raise UserError(sentence)
    return value.strip()


def not_later(day: date, today: date) -> None:
    """UserError when the day lies in the future."""
    if day > today:
        raise UserError(N_("The day {day} lies in the future."), day=day)


def in_order(first: date, last: date | None, sentence: str) -> None:
    """UserError with the sentence (it may name {first} and {last}) when the last day lies before the first."""
    if last is not None and last < first:
        raise UserError(sentence, first=first, last=last)


def agent(tx: Tx, employee_no: str, day: date) -> int:
    """The database id of an agent employed on the day; UserError otherwise."""
    number = employee_no.strip()
    found = people_queries.employees(tx, [number])
    if not found:
        raise UserError(N_("No agent has the employee number “{number}”."), number=number)
    key, person = next(iter(found.items()))
    if not person.employed_on(day):
        raise UserError(N_("{person} was not employed on {day}."), person=f"{person.employee_no} {person.name}", day=day)
    return key


def row(tx: Tx, model: type[Row], id: int) -> Row:
    """The row of that id; UserError when it was removed."""
    found = tx.get(model, id)
    if found is None:
        raise UserError(N_("This entry does not exist."))
    return found


def put(tx: Tx, model: type[Row], id: int | None, values: Mapping[str, Any]) -> Row:
    """Add a row with these values, or give them to the row of that id."""
    if id is None:
        return tx.add(model(**values))
    found = row(tx, model, id)
    for name, value in values.items():
        setattr(found, name, value)
    return found


def name_of(people: Mapping[int, Employee], key: int) -> tuple[str, str]:
    """Employee number and name of a database id."""
    return people[key].employee_no, people[key].name


def two_people(mentor: object, mentee: object) -> None:
    """UserError when an agent would guide the own self."""
    if mentor == mentee:
        raise UserError(N_("Nobody can be the own mentor."))


def votes(total: int, highest: int, ballots: int, seats: int) -> None:
    """UserError when the votes cannot come from the ballots: each holds one name per seat, and no name twice."""
    if seats < 1:
        raise UserError(N_("An election needs at least one seat."))
    if highest > ballots:
        raise UserError(N_("A candidate has {votes} votes, but only {ballots} ballots were cast."), votes=highest, ballots=ballots)
    if total > ballots * seats:
        text_ = N_("{votes} votes are more than {ballots} ballots with {seats} names each can hold.")
        raise UserError(text_, votes=total, ballots=ballots, seats=seats)


def settled(due: date | None, agreed: str) -> None:
    """UserError when a due date stands without anything agreed."""
    if due is not None and not agreed.strip():
        raise UserError(N_("Write down what was agreed, or leave the due date out."))
