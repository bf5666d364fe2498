"""What the two month grids share: why cells were refused, and who stands in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.domain.errors import N_, Message, UserError
from models.domain.people import Employee
from models.domain.period import Period
from models.queries.closing import closed_period
from models.store import Tx


@dataclass(frozen=True)
class CellProblem:
    """One cell that cannot be stored as typed; `column` is the day or the indicator's code."""

    employee_no: str
    column: str
    text: str
    reason: Message


class CellsRefused(UserError):
    """Cells that cannot be stored; none of the edit was, and `problems` names each."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        if len(self.problems) == 1:
            super().__init__(N_("Not stored: {reason}"), reason=first.reason)
        else:
            super().__init__(
                N_("Nothing of this edit was stored: {count} cells are wrong. The first: {reason}"),
                count=len(self.problems), reason=first.reason,
            )  # fmt: skip


class NeedsConfirmation(UserError):
    """Values that deserve a look; nothing was stored, `problems` names each with its reasons. Ask once, then send `confirm`."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0].reason
        super().__init__(N_("{count} values look wrong and were not stored: {reason}"), count=len(self.problems), reason=first)


class NeedsReason(UserError):
    """Values of a closed month change only with a reason; nothing was stored. Ask for it, then send it along."""


def require_reason(tx: Tx, months: Iterable[Period], reason: str) -> None:
    """NeedsReason when one of the months is closed and no reason is given."""
    for month in sorted(months) if not reason.strip() else ():
        if closed_period(tx, month.text) is not None:
            raise NeedsReason(
                N_("{month} is closed, so a change needs a reason. The month's decisions will say that data changed since the close."),
                month=month.text,
            )


@dataclass(frozen=True)
class RowHead:
    """The agent of a row; team and position as they held on the last employed day of the month."""

    employee_no: str
    name: str
    team: str
    position: str


def row_heads(people: Mapping[int, Employee], month: Period) -> list[tuple[int, RowHead]]:
    """The agents employed in the month with their database ids, by team and number."""
    found = []
    for key, person in people.items():
        assignment = person.assignment_in(month)
        if person.employed_span(month) is not None:
            team, position = (assignment.team, assignment.position) if assignment else ("", "")
            found.append((key, RowHead(person.employee_no, person.name, team, position)))
    return sorted(found, key=lambda item: (item[1].team, item[1].employee_no))


def numbered(people: Mapping[int, Employee]) -> dict[str, tuple[int, Employee]]:
    """Employee number → database id and agent."""
    return {person.employee_no: (key, person) for key, person in people.items()}


def unknown_agents(wanted: Iterable[str], people: Mapping[str, object]) -> None:
    """UserError naming the first number that no agent has."""
    for number in wanted:
        if number not in people:
            raise UserError(N_("There is no agent with number {employee_no}."), employee_no=number)
