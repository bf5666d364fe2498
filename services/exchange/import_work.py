"""Work logs from files: cases with their follow-ups, days on which a log was handed in, spot checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.domain.work import LOOKED_AT, WorkCase
from models.queries import exchange as queries
from models.queries import work as work_queries
from models.tables.work import CaseStepRow, SpotCheckRow, WorkCaseRow, WorkLogRow
from services.exchange import values
from services.exchange.directory import Directory, Person
from services.exchange.header import Column, find_header
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import Draft, FieldChange, ImportPlan, PlanRow, RowState
from services.exchange.request import Request
from services.exchange.rows import Row, Table
from services.exchange.tables_in import Cell
from services.work_checks import faults

_AGENT = ROSTER_COLUMNS[0]
_NAME = Column("name", ROSTER_COLUMNS[1].titles)
CASES = (
    Column("number", ("案件编号", "案件号", "工单编号", "诉求编号", "case number", "case no", "case"), True),
    _AGENT,
    _NAME,
    Column("opened_on", ("受理日期", "受理日", "接单日期", "登记日期", "opened"), True),
    Column("due_on", ("截止日期", "完成时限", "截止日", "要求完成日期", "deadline", "due")),
    Column("closed_on", ("结案日期", "关闭日期", "办结日期", "closed")),
    Column("called_back_on", ("回访日期", "回访日", "called back", "callback date")),
    Column("important", ("重要", "是否重要", "重要诉求", "重要案件")),
    Column("form_raised_on", ("重要案件单日期", "发单日期", "重要诉求跟进单日期", "form raised")),
    Column("escalated_on", ("投诉升级日期", "升级日期", "escalated")),
    Column("steps", ("跟进日期", "跟进", "跟进记录", "follow-ups", "followed up on")),
    Column("note", ("说明", "备注", "内容", "remark", "description")),
)
LOGS = (
    _AGENT,
    _NAME,
    Column("date", ("日期", "日志日期", "day"), True),
    Column("handed_in", ("已提交", "是否提交", "提交", "日志提交", "handed in")),
    Column("note", ("说明", "备注", "remark")),
)
CHECKS = (
    _AGENT,
    _NAME,
    Column("date", ("日期", "检查日期", "抽查日期", "day"), True),
    Column("looked_at", ("检查内容", "抽查内容", "检查项目", "looked at"), True),
    Column("passed", ("合格", "是否合格", "结果", "ok"), True),
    Column("remark", ("备注", "检查意见", "说明", "note"), True),
    Column("checked_by", ("检查人", "抽查人", "checked by")),
)
LOOKED_AT_WORDS = {"work_log": "工作日志", "attendance": "出勤", "required_actions": "规定动作"}
"""What a check looked at, as a Chinese table writes it."""
_ALSO = {"日志": "work_log", "考勤": "attendance", "规定动作完成情况": "required_actions", "出勤情况": "attendance"}
_READ = {word: code for code, word in LOOKED_AT_WORDS.items()} | _ALSO | {code: code for code in LOOKED_AT}
_PASSED = {"合格": True, "不合格": False, "passed": True, "failed": False}
_SEPARATORS = re.compile(r"[、,，;；\n\s]+")
_DAYS = ("opened_on", "due_on", "closed_on", "called_back_on", "form_raised_on", "escalated_on")


def read_days(cell: Cell, request: Request) -> tuple[date, ...]:
    """Several days in one cell, each once, in order."""
    if isinstance(cell, date):
        return (values.read_date(cell),)
    parts = [part for part in _SEPARATORS.split(values.read_text(cell)) if part]
    return tuple(sorted({values.read_date(part, request.period) for part in parts}))


def plan_cases(request: Request) -> ImportPlan:
    """Plan cases, one a row; a blank cell changes nothing, follow-ups are added to those that are known."""
    draft = Draft()
    sheet, header = find_header(request.sheets, CASES, mapping=request.mapping)
    table = Table(sheet, header, draft)
    directory = Directory.of(queries.employees(request.tx))
    stored = {row["number"]: row for row in queries.work_cases(request.tx)}
    known_steps = work_queries.steps_of(request.tx, list(stored))
    seen: dict[str, int] = {}
    next_step = work_queries.next_step_id(request.tx)
    for row in table.rows():
        number = table.need(row, "number", values.read_text)
        person = table.person(row, directory)
        given, steps = _given(table, row, request)
        if number is not None and number in seen:
            reason = Message(N_("The number stands in row {row} already."), {"row": seen[number]})
            draft.problem(row.number, header.title("number"), number, reason)
        if number is None or person is None or not table.is_good(row):
            continue
        seen[number] = row.number
        before = stored.get(number)
        record = _record(number, person, before, given)
        held = {day for day, _ in known_steps.get(number, [])}
        if not _is_sound(table, row, record, held | set(steps), person, request.today):
            continue
        fresh = [day for day in steps if day not in held]
        _put(draft, before, record, row.number, (sorted(held), fresh))
        added = [{"id": next_step + n, "case_number": number, "day": day, "note": ""} for n, day in enumerate(fresh)]
        if added:
            draft.writes.added.setdefault(CaseStepRow, []).extend(added)
        next_step += len(added)
    table.close()
    return draft.plan(request.kind)


def _given(table: Table, row: Row, request: Request) -> tuple[dict[str, Any], tuple[date, ...]]:
    """The values that the row has, and its follow-ups."""
    found: dict[str, Any] = {
        name: (table.need if name == "opened_on" else table.get)(row, name, lambda cell: values.read_date(cell, request.period))
        for name in _DAYS
    }
    found["important"] = table.get(row, "important", values.read_yes_no)
    found["note"] = values.read_words(table.cell(row, "note")) or None
    steps = table.get(row, "steps", lambda cell: read_days(cell, request)) or ()
    return {name: value for name, value in found.items() if value is not None}, steps


def _record(number: str, person: Person, before: Mapping[str, Any] | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """The case as it will stand."""
    empty = {**dict.fromkeys(_DAYS), "important": False, "note": ""}
    held = {name: value for name, value in before.items() if name != "number"} if before else empty
    return {**held, **given, "number": number, "employee_id": person.id}


def _is_sound(table: Table, row: Row, record: Mapping[str, Any], steps: set[date], person: Person, today: date) -> bool:
    """No day out of order or in the future, and the agent employed when the case was taken (noted otherwise)."""
    days = {name: record[name] for name in _DAYS}
    case = WorkCase(record["number"], person.employee_no, important=record["important"], steps=tuple(sorted(steps)), **days)
    for fault in faults(case, today):
        table.draft.problem(row.number, table.header.title(fault.field), fault.day.isoformat() if fault.day else "", fault.reason)
    opened = record["opened_on"]
    table.parsed(row, table.header.title("opened_on"), table.cell(row, "opened_on"), lambda _: person.check_employed(opened))
    return table.is_good(row)


def _put(draft: Draft, before: Mapping[str, Any] | None, record: Mapping[str, Any], row: int, steps: tuple[list[date], list[date]]) -> None:
    """The case as one record of the plan, its new follow-ups with it."""
    held, fresh = steps
    draft.put(WorkCaseRow, before, record, row, record["number"])
    if before is not None and fresh:
        last = draft.rows.pop()
        shown = FieldChange("steps", "、".join(map(str, held)), "、".join(map(str, sorted({*held, *fresh}))))
        draft.rows.append(PlanRow(row, last.label, RowState.CHANGED, (*last.changes, shown)))


def plan_logs(request: Request) -> ImportPlan:
    """Plan days with a work log; “no” takes a log back."""
    draft = Draft()
    sheet, header = find_header(request.sheets, LOGS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    directory = Directory.of(queries.employees(request.tx))
    stored = {(row["employee_id"], row["day"]): row for row in queries.work_logs(request.tx)}
    seen: dict[tuple[int, date], int] = {}
    for row in table.rows():
        person = table.person(row, directory)
        day = table.need(row, "date", lambda cell: values.read_date(cell, request.period))
        handed_in = table.get(row, "handed_in", values.read_yes_no)
        if person is None or day is None or not _happened(table, row, person, day, request.today):
            continue
        key = (person.id, day)
        if key in seen:
            reason = Message(N_("The same day of the agent stands in row {row} already."), {"row": seen[key]})
            draft.problem(row.number, header.title("date"), day.isoformat(), reason)
            continue
        seen[key] = row.number
        _put_log(draft, stored.get(key), row.number, key, person.employee_no, handed_in is not False,
                 values.read_words(table.cell(row, "note")))  # fmt: skip
    table.close()
    return draft.plan(request.kind)


def _put_log(
    draft: Draft, before: Mapping[str, Any] | None, row: int, key: tuple[int, date], number: str, handed_in: bool, note: str
) -> None:
    label = f"{number} {key[1]}"
    if handed_in:
        kept = note or (before["note"] if before else "")
        draft.put(WorkLogRow, before, {"employee_id": key[0], "day": key[1], "note": kept}, row, label)
    elif before is None:
        draft.rows.append(PlanRow(row, label, RowState.SAME))
    else:
        draft.writes.removed.setdefault(WorkLogRow, []).append(dict(before))
        draft.rows.append(PlanRow(row, label, RowState.CHANGED, (FieldChange("handed_in", True, False),)))


def _happened(table: Table, row: Row, person: Person, day: date, today: date) -> bool:
    """The day has come, and the agent was employed on it (noted otherwise)."""

    def check(_: Cell) -> None:
        if day > today:
            raise UserError(N_("{day} has not come yet."), day=day.isoformat())
        person.check_employed(day)

    table.parsed(row, table.header.title("date"), table.cell(row, "date"), check)
    return table.is_good(row)


def plan_checks(request: Request) -> ImportPlan:
    """Plan spot checks; one with the same agent, day, subject, remark and checker is the same one."""
    draft = Draft()
    sheet, header = find_header(request.sheets, CHECKS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    directory = Directory.of(queries.employees(request.tx))
    stored = {_check_key(row): row for row in queries.spot_checks(request.tx)}
    seen: dict[tuple[Any, ...], int] = {}
    next_id = work_queries.next_check_id(request.tx)
    for row in table.rows():
        person = table.person(row, directory)
        day = table.need(row, "date", lambda cell: values.read_date(cell, request.period))
        looked_at = table.need(row, "looked_at", read_looked_at)
        passed = table.need(row, "passed", _read_passed)
        remark = table.need(row, "remark", values.read_words)
        by = values.read_words(table.cell(row, "checked_by")) or request.actor
        if person is None or day is None or not _happened(table, row, person, day, request.today):
            continue
        record = {"employee_id": person.id, "day": day, "looked_at": looked_at, "passed": passed, "remark": remark, "checked_by": by}
        key = _check_key(record)
        if key in seen:
            reason = Message(N_("The same check stands in row {row} already."), {"row": seen[key]})
            draft.problem(row.number, header.title("looked_at"), str(looked_at), reason)
            continue
        seen[key] = row.number
        before = stored.get(key)
        draft.put(SpotCheckRow, before, {"id": before["id"] if before else next_id, **record}, row.number, f"{person.employee_no} {day}")
        next_id += before is None
    table.close()
    return draft.plan(request.kind)


def _check_key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["employee_id"], row["day"], row["looked_at"], row["remark"], row["checked_by"]


def read_looked_at(cell: Cell) -> str:
    """work_log, attendance or required_actions in either language."""
    text = values.read_text(cell).lower()
    code = _READ.get(text) or _READ.get(text.replace(" ", "_"))
    if code is None:
        raise UserError(N_("“{text}” is not what a check looks at; write work_log, attendance or required_actions."), text=text)
    return code


def _read_passed(cell: Cell) -> bool:
    text = values.read_text(cell).lower()
    return _PASSED[text] if text in _PASSED else values.read_yes_no(cell)
