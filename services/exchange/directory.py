"""Finds the agent that a file means by a number, a clock's number or a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.domain.errors import N_, UserError
from models.domain.period import Period


@dataclass(frozen=True)
class Person:
    """What an import needs to know of an agent."""

    id: int
    employee_no: str
    name: str
    hired_on: date | None
    left_on: date | None

    @property
    def label(self) -> str:
        """Number and name."""
        return f"{self.employee_no} {self.name}"

    def is_employed_in(self, period: Period) -> bool:
        """Employed on a day of the period."""
        return (self.hired_on is None or self.hired_on <= period.last) and (self.left_on is None or self.left_on >= period.first)

    def check_employed(self, day: date) -> None:
        """UserError when not employed on the day."""
        if (self.hired_on and day < self.hired_on) or (self.left_on and day > self.left_on):
            raise UserError(N_("{person} was not employed on {day}."), person=self.label, day=day.isoformat())


@dataclass(frozen=True)
class Directory:
    """All agents by number; numbers that lost their zeros are found when only one agent fits."""

    people: Mapping[str, Person]
    clock_numbers: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]], clock_numbers: Mapping[str, int] | None = None) -> Directory:
        """From the rows of the table of agents."""
        people = {row["employee_no"]: Person(row["id"], row["employee_no"], row["name"], row["hired_on"], row["left_on"]) for row in rows}
        return cls(people, clock_numbers or {})

    def __post_init__(self) -> None:
        stripped: dict[str, list[Person]] = defaultdict(list)
        names: dict[str, list[Person]] = defaultdict(list)
        for person in self.people.values():
            stripped[person.employee_no.lstrip("0")].append(person)
            names["".join(person.name.split())].append(person)
        object.__setattr__(self, "_stripped", stripped)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_by_id", {person.id: person for person in self.people.values()})

    _stripped: Mapping[str, list[Person]] = field(init=False, repr=False, compare=False)
    _names: Mapping[str, list[Person]] = field(init=False, repr=False, compare=False)
    _by_id: Mapping[int, Person] = field(init=False, repr=False, compare=False)

    def find(self, number: str) -> Person | None:
        """By employee number, exact before stripped of zeros; None when unknown or ambiguous."""
        if number in self.people:
            return self.people[number]
        alike = self._stripped.get(number.lstrip("0"), [])
        return alike[0] if len(alike) == 1 else None

    def has_name(self, name: str) -> bool:
        """An agent is called so."""
        return "".join(name.split()) in self._names

    def of_id(self, employee_id: int) -> Person:
        """By the database's id."""
        return self._by_id[employee_id]

    def numbered(self, number: str) -> Person:
        """By employee number; UserError when nobody has it."""
        person = self.find(number)
        if person is None:
            raise UserError(N_("No agent has the employee number “{number}”."), number=number)
        return person

    def clocked(self, number: str) -> Person:
        """By the clock's number, then by employee number."""
        for form in (number, number.lstrip("0")):
            if form in self.clock_numbers:
                return self._by_id[self.clock_numbers[form]]
        person = self.find(number)
        if person is None:
            raise UserError(N_("“{number}” is neither a clock number nor an employee number that is known."), number=number)
        return person

    def numbered_or_named(self, text: str) -> Person:
        """By employee number, else by a name that only one agent has."""
        joined = "".join(text.split())
        person = self.find(joined)
        if person is None:
            alike = self._names.get(joined, [])
            if len(alike) > 1:
                raise UserError(N_("Several agents are called “{name}”; give the employee number."), name=text)
            if not alike:
                raise UserError(N_("No agent has the number or the name “{text}”."), text=text)
            person = alike[0]
        return person
