"""The roster: agents seen for the first time, and dated changes of those who are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from models.domain.errors import N_, Message
from models.domain.people import Status
from models.queries import exchange as queries
from models.tables.people import AssignmentRow, EmployeeRow
from services.exchange import values
from services.exchange.directory import Directory
from services.exchange.header import Column, find_header
from services.exchange.plan import Draft, FieldChange, ImportPlan, PlanRow, RowState, changes_between
from services.exchange.request import Request
from services.exchange.roster_timeline import Given, Held, first_timeline, with_given, with_regular_from, with_start
from services.exchange.rows import Row, Table

COLUMNS = (
    Column("employee_no", ("工号", "员工编号", "员工号", "坐席工号", "人员编号", "编号", "employee number", "agent no", "staff id"), True),
    Column("name", ("姓名", "员工姓名", "坐席姓名", "名字", "employee name", "agent name", "full name"), True),
    Column("team", ("班组", "小组", "组别", "团队", "部门", "group", "department")),
    Column("position", ("岗位", "职位", "职务", "岗位名称", "post", "job", "role")),
    Column("employment_type", ("用工性质", "用工类型", "用工形式", "type of employment", "type")),
    Column("status", ("状态", "员工状态", "在职状态", "人员状态")),
    Column("hired_on", ("入职日期", "入职时间", "到岗日期", "hire date", "hired", "date of joining")),
    Column("regular_from", ("转正日期", "转正时间", "regularised on", "regular since")),
    Column("left_on", ("离职日期", "离职时间", "最后工作日", "left", "leaving date")),
    Column("star", ("星级", "星级评定", "star rating", "stars")),
    Column("monthly_wage", ("月工资", "工资", "月薪", "wage", "monthly salary")),
    Column("effective_from", ("生效日期", "变更日期", "调整日期", "effective date")),
)


class _Roster:
    """The stored roster while rows are planned against it."""

    def __init__(self, request: Request, draft: Draft) -> None:
        tx = request.tx
        self.request, self.draft = request, draft
        self.renamed: list[str] = []
        self.stored = {row["employee_no"]: row for row in queries.employees(tx)}
        self.directory = Directory.of(list(self.stored.values()))
        self.assignments: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in sorted(queries.assignments(tx), key=lambda row: row["effective_from"]):
            self.assignments[row["employee_id"]].append(row)
        draft.writes.added[EmployeeRow] = []  # agents are stored before their assignments
        self.next_employee = queries.next_id(tx, EmployeeRow)
        self.next_assignment = queries.next_id(tx, AssignmentRow)

    def add(self, row: Row, person: Mapping[str, Any], given: Given) -> None:
        """Plan a new agent with the first assignments."""
        employee = {**person, "id": self.next_employee, "pin_hash": None, "version": 1}
        self.next_employee += 1
        self.draft.writes.added.setdefault(EmployeeRow, []).append(employee)
        for held in first_timeline(given, person["hired_on"], person["regular_from"]):
            self._add_assignment(employee["id"], held)
        self.draft.rows.append(PlanRow(row.number, f"{person['employee_no']} {person['name']}", RowState.ADDED))

    def change(self, row: Row, before: dict[str, Any], person: Mapping[str, Any], given: Given, day: date) -> None:
        """Plan the differences between a known agent and the row."""
        said = {name: value for name, value in person.items() if value is not None and name != "employee_no"}
        changed = {name: value for name, value in said.items() if before[name] != value}
        if "name" in changed:
            self.renamed.append(f"{before['employee_no']} {before['name']} → {changed['name']}")
        if changed:
            pair = (dict(before), {**changed, "version": before["version"] + 1})
            self.draft.writes.changed.setdefault(EmployeeRow, []).append(pair)
        now = {**before, **changed}
        rows = self.assignments[before["id"]]
        old = tuple(held_of(assignment) for assignment in rows)
        new = with_start(old, before["hired_on"], now["hired_on"]) if old else first_timeline(given, now["hired_on"], now["regular_from"])
        new = with_regular_from(new, before["regular_from"], now["regular_from"])
        day = max(day, now["hired_on"] or day)
        day = min(day, now["left_on"] or day)
        new = with_given(new, given, now["regular_from"], day)
        self._store_timeline(before["id"], rows, new)
        changes = (*changes_between(before, changed), *_timeline_changes(old, new))
        state = RowState.CHANGED if changes else RowState.SAME
        self.draft.rows.append(PlanRow(row.number, f"{before['employee_no']} {now['name']}", state, changes))

    def _store_timeline(self, employee_id: int, rows: list[dict[str, Any]], new: tuple[Held, ...]) -> None:
        stored = {row["effective_from"]: row for row in rows}
        for held in new:
            row = stored.pop(held.effective_from, None)
            if row is None:
                self._add_assignment(employee_id, held)
            elif held_of(row) != held:
                self.draft.writes.changed.setdefault(AssignmentRow, []).append((row, asdict(held)))
        self.draft.writes.removed.setdefault(AssignmentRow, []).extend(stored.values())

    def _add_assignment(self, employee_id: int, held: Held) -> None:
        row = {"id": self.next_assignment, "employee_id": employee_id, **asdict(held)}
        self.next_assignment += 1
        self.draft.writes.added.setdefault(AssignmentRow, []).append(row)


def held_of(row: Mapping[str, Any]) -> Held:
    """An assignment's row as a value."""
    return Held(**{field.name: row[field.name] for field in fields(Held)})


def _timeline_changes(old: tuple[Held, ...], new: tuple[Held, ...]) -> tuple[FieldChange, ...]:
    """What each new or altered assignment changes against what held on its day before."""
    changes = []
    for held in new:
        if held not in old:
            before = next((other for other in reversed(old) if other.effective_from <= held.effective_from), None)
            names = [name for name, value in asdict(held).items() if before is None or value != getattr(before, name)]
            changes += [FieldChange(name, getattr(before, name, None), getattr(held, name)) for name in names]
    return tuple(changes)


def plan(request: Request) -> ImportPlan:
    """Plan a roster file."""
    draft = Draft()
    sheet, header = find_header(request.sheets, COLUMNS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    roster = _Roster(request, draft)
    seen: dict[str, int] = {}
    for row in table.rows():
        _plan_row(table, row, roster, seen)
    if roster.renamed:
        msgid = N_("Names that change: {names}. An employee number belongs to one person for ever.")
        draft.notice(msgid, names="; ".join(roster.renamed[:10]))
    table.close()
    return draft.plan(request.kind)


def _plan_row(table: Table, row: Row, roster: _Roster, seen: dict[str, int]) -> None:
    number = table.need(row, "employee_no", values.read_employee_no)
    name = table.need(row, "name", values.read_words)
    person: dict[str, Any] = {"employee_no": number, "name": name}
    person |= {key: table.get(row, key, values.read_date) for key in ("hired_on", "regular_from", "left_on")}
    given = _given(table, row)
    day = table.get(row, "effective_from", values.read_date) or roster.request.first_day
    if number is None:
        return
    known = roster.directory.find(number)
    number = known.employee_no if known else number
    before = roster.stored.get(number)
    _check(table, row, person, given, before)
    if number in seen:
        reason = Message(N_("The employee number stands in row {row} already."), {"row": seen[number]})
        table.draft.problem(row.number, table.header.title("employee_no"), table.cell(row, "employee_no"), reason)
    seen.setdefault(number, row.number)
    if not table.is_good(row):
        return
    if before is None:
        roster.add(row, {**person, "employee_no": number}, given)
    else:
        roster.change(row, before, person, given, day)


def _given(table: Table, row: Row) -> Given:
    return Given(
        team=table.get(row, "team", values.read_words),
        position=table.get(row, "position", values.read_position),
        employment_type=table.get(row, "employment_type", values.read_employment_type),
        status=table.get(row, "status", values.read_status),
        star=table.get(row, "star", values.read_star),
        monthly_wage_fen=table.get(row, "monthly_wage", values.read_fen),
    )


def _check(table: Table, row: Row, person: Mapping[str, Any], given: Given, before: Mapping[str, Any] | None) -> None:
    """Sense of the dates, together with what is stored already."""
    known = before or {}
    hired, left = (person[key] or known.get(key) for key in ("hired_on", "left_on"))
    if given.status is Status.LEFT and left is None:
        table.draft.problem(row.number, table.header.title("left_on"), "", Message(N_("An agent who has left needs a leaving date.")))
    if hired and left and left < hired:
        reason = Message(N_("The leaving date lies before the hiring date ({day})."), {"day": hired.isoformat()})
        table.draft.problem(row.number, table.header.title("left_on"), table.cell(row, "left_on"), reason)
