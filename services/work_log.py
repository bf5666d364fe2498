"""The work log: cases and their follow-ups, logs handed in, spot checks – each edit one undoable step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from models.domain.errors import N_, ConflictError, UserError
from models.domain.ops import Done, Op
from models.domain.work import LOOKED_AT, WorkCase
from models.queries import people as people_queries
from models.queries import work as queries
from models.store import Tx
from models.tables.people import EmployeeRow
from models.tables.work import CaseStepRow, SpotCheckRow, WorkCaseRow, WorkLogRow
from services import settings
from services.actors import shown
from services.work_checks import FUTURE, faults
from services.workspace import Workspace

T = TypeVar("T")
_NO_CASE = N_("There is no case {number}.")


@dataclass(frozen=True)
class CaseEntry:
    """A case as typed: everything but its follow-ups."""

    number: str
    employee_no: str
    opened_on: date
    due_on: date | None = None
    closed_on: date | None = None
    called_back_on: date | None = None
    important: bool = False
    form_raised_on: date | None = None
    escalated_on: date | None = None
    note: str = ""

    def as_case(self, steps: Sequence[date] = ()) -> WorkCase:
        """With its follow-ups, as the rules look at it."""
        return WorkCase(
            self.number, self.employee_no, self.opened_on, self.due_on, self.closed_on, self.called_back_on, self.important,
            self.form_raised_on, self.escalated_on, tuple(steps),
        )  # fmt: skip


def entry_of(row: WorkCaseRow, employee_no: str) -> CaseEntry:
    """A stored case as it was typed."""
    return CaseEntry(
        row.number, employee_no, row.opened_on, row.due_on, row.closed_on, row.called_back_on, row.important, row.form_raised_on,
        row.escalated_on, row.note,
    )  # fmt: skip


def add_case(workspace: Workspace, *, entry: CaseEntry) -> Done[str]:
    """Enter a new case; UserError for a number that is taken, an agent not employed on the day, days out of order."""

    def work(tx: Tx) -> str:
        entry_now = replace(entry, number=entry.number.strip())
        if not entry_now.number:
            raise UserError(N_("Give the case a number."))
        if queries.case_row(tx, entry_now.number) is not None:
            raise UserError(N_("The case {number} is entered already."), number=entry_now.number)
        person = _checked(tx, workspace, entry_now, ())
        tx.add(WorkCaseRow(number=entry_now.number, employee_id=person.id, **_columns(entry_now)))
        return entry_now.number

    return _edit(workspace, work, entry.number)


def change_case(workspace: Workspace, *, number: str, entry: CaseEntry, seen: CaseEntry) -> Done[str]:
    """Store a changed case (its number stays); ConflictError when somebody changed it since it was `seen`."""

    def work(tx: Tx) -> str:
        row = _case(tx, number)
        if entry_of(row, seen.employee_no) != seen:
            raise ConflictError(N_("The case {number} was changed meanwhile; look at it again."), number=number)
        steps = [step.day for step in queries.step_rows(tx, number)]
        person = _checked(tx, workspace, replace(entry, number=number), steps)
        row.employee_id = person.id
        for name, value in _columns(entry).items():
            setattr(row, name, value)
        return number

    return _edit(workspace, work, number)


def remove_case(workspace: Workspace, *, number: str) -> Done[None]:
    """Take out a case entered by mistake, with its follow-ups."""

    def work(tx: Tx) -> None:
        row = _case(tx, number)
        for step in queries.step_rows(tx, number):
            tx.remove(step)
        tx.remove(row)

    return _edit(workspace, work, number)


def follow_up(workspace: Workspace, *, number: str, day: date, note: str = "") -> Done[None]:
    """Note that the case was followed up on the day; a second note of the day replaces the first."""

    def work(tx: Tx) -> None:
        row = _case(tx, number)
        person = tx.get(EmployeeRow, row.employee_id)
        steps = {step.day for step in queries.step_rows(tx, number)} | {day}
        _refuse(entry_of(row, person.employee_no if person else "").as_case(sorted(steps)), workspace.clock.today())
        held = queries.step_row(tx, number, day)
        if held is None:
            tx.add(CaseStepRow(case_number=number, day=day, note=note.strip()))
        else:
            held.note = note.strip()

    return _edit(workspace, work, f"{number} {day}")


def set_logs(workspace: Workspace, *, ticks: Mapping[tuple[str, date], bool]) -> Done[int]:
    """Tick (agent, day) for each log handed in, or take the tick away; gives how many changed."""
    today = workspace.clock.today()
    for _, day in ticks:
        if day > today:
            raise UserError(FUTURE, day=day.isoformat())

    def work(tx: Tx) -> int:
        changed = 0
        for (employee_no, day), handed_in in ticks.items():
            person = _employed(tx, employee_no, day)
            row = queries.log_row(tx, person.id, day)
            if handed_in and row is None:
                tx.add(WorkLogRow(employee_id=person.id, day=day))
            elif row is not None and not handed_in:
                tx.remove(row)
            changed += handed_in is (row is None)
        return changed

    return _edit(workspace, work, ", ".join(sorted({day.isoformat() for _, day in ticks})[:3]))


def note_check(workspace: Workspace, *, employee_no: str, day: date, looked_at: Sequence[str], passed: bool, remark: str) -> Done[int]:
    """Keep a spot check, a record for each thing looked at; every check has a remark."""
    if day > workspace.clock.today():
        raise UserError(FUTURE, day=day.isoformat())
    if not looked_at or not set(looked_at) <= set(LOOKED_AT):
        raise UserError(N_("Choose what was looked at."))
    if not remark.strip():
        raise UserError(N_("Every check has a remark: write what was found."))

    def work(tx: Tx) -> int:
        person = _employed(tx, employee_no, day)
        by = shown(workspace.texts, settings.centre_in(tx), workspace.actor)
        for name in looked_at:
            row = SpotCheckRow(employee_id=person.id, day=day, looked_at=name, passed=passed, remark=remark.strip(), checked_by=by)
            tx.add(row)
        return len(looked_at)

    return _edit(workspace, work, f"{employee_no} {day}")


def remove_check(workspace: Workspace, *, id: int) -> Done[None]:
    """Take out a check noted by mistake."""

    def work(tx: Tx) -> None:
        row = tx.get(SpotCheckRow, id)
        if row is None:
            raise UserError(N_("This check does not exist any more."))
        tx.remove(row)

    return _edit(workspace, work, "")


def _edit(workspace: Workspace, work: Callable[[Tx], T], note: str) -> Done[T]:
    return workspace.store.transact(Op.EDIT_RECORDS, work, who=workspace.actor, note=note)


def _case(tx: Tx, number: str) -> WorkCaseRow:
    row = queries.case_row(tx, number)
    if row is None:
        raise UserError(_NO_CASE, number=number)
    return row


def _employed(tx: Tx, employee_no: str, day: date) -> EmployeeRow:
    person = people_queries.employee_row(tx, employee_no)
    if person is None:
        raise UserError(N_("There is no agent with the number {number}."), number=employee_no)
    if (person.hired_on and day < person.hired_on) or (person.left_on and day > person.left_on):
        raise UserError(N_("{person} was not employed on {day}."), person=f"{employee_no} {person.name}", day=day.isoformat())
    return person


def _checked(tx: Tx, workspace: Workspace, entry: CaseEntry, steps: Sequence[date]) -> EmployeeRow:
    _refuse(entry.as_case(steps), workspace.clock.today())
    return _employed(tx, entry.employee_no, entry.opened_on)


def _refuse(case: WorkCase, today: date) -> None:
    for fault in faults(case, today):
        raise UserError(fault.reason.msgid, **fault.reason.facts)


def _columns(entry: CaseEntry) -> dict[str, object]:
    return {
        "opened_on": entry.opened_on, "due_on": entry.due_on, "closed_on": entry.closed_on, "called_back_on": entry.called_back_on,
        "important": entry.important, "form_raised_on": entry.form_raised_on, "escalated_on": entry.escalated_on,
        "note": entry.note.strip(),
    }  # fmt: skip
