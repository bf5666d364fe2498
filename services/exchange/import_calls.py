"""A log of calls, chats, e-mails or tickets: each is stored, and the agent's month is counted anew from all stored calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.domain.period import Cadence, Period
from models.queries import exchange as queries
from models.tables.readings import CallRow, ReadingRow
from services.exchange import values
from services.exchange.directory import Directory
from services.exchange.header import Column, find_header
from services.exchange.plan import Draft, ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table
from services.exchange.tables_in import Cell

COLUMNS = (
    Column("call_id", ("通话编号", "呼叫编号", "流水号", "通话id", "来电编号", "call id", "call no", "id"), True),
    Column("agent", ("坐席", "工号", "座席", "坐席工号", "客服", "姓名", "employee_no", "agent id", "agent name"), True),
    Column("date", ("日期", "通话日期", "来电日期", "呼叫日期", "通话时间", "来电时间", "开始时间", "call date", "start time"), True),
    Column("time", ("时间", "时刻", "来电时刻", "call time")),
    Column("channel", ("渠道", "服务渠道", "接入渠道", "来源渠道", "媒体类型", "media")),
    Column("topic", ("主题", "业务类型", "来电类型", "咨询类型", "category", "subject")),
    Column("answered", ("是否接听", "接听", "已接听", "接通", "answered (y/n)"), True),
    Column("resolved", ("是否解决", "解决", "已解决", "resolved (y/n)")),
    Column("speed_of_answer", ("应答速度", "应答秒数", "应答时长", "等待时长", "speed of answer in seconds", "wait time")),
    Column("talk_time", ("通话时长", "处理时长", "通话秒数", "avgtalkduration", "talk duration", "duration", "handle time")),
    Column("satisfaction", ("满意度", "客户满意度", "满意度评分", "评分", "satisfaction rating", "rating", "csat")),
)
_PHONE = frozenset({"电话", "语音", "热线", "呼入", "phone", "voice", "call"})
_PLACES = Decimal("0.000001")
MEASURES = ("calls_offered", "calls_handled", "answer_rate", "resolution_rate", "asa", "aht", "csat")
"""Indicators that a call log feeds."""


def plan(request: Request) -> ImportPlan:
    """Plan a call log with the readings that follow from it."""
    draft = Draft()
    sheet, header = find_header(request.sheets, COLUMNS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    directory = Directory.of(queries.employees(request.tx))
    calls: dict[str, tuple[int, dict[str, Any]]] = {}
    for row in table.rows():
        call = _call(table, row, directory)
        if call is None:
            continue
        if call["call_id"] in calls:
            reason = Message(N_("The call stands in row {row} already."), {"row": calls[call["call_id"]][0]})
            draft.problem(row.number, header.title("call_id"), call["call_id"], reason)
            continue
        calls[call["call_id"]] = (row.number, call)
    _put_calls(request, draft, calls)
    table.close()
    return draft.plan(request.kind)


def _call(table: Table, row: Row, directory: Directory) -> dict[str, Any] | None:
    person = table.need(row, "agent", lambda cell: directory.numbered_or_named(values.read_words(cell)))
    moment = table.need(row, "date", lambda cell: _moment(cell, table.cell(row, "time")))
    call = {
        "call_id": _identified(table.need(row, "call_id", values.read_text), values.read_words(table.cell(row, "channel"))),
        "employee_id": person.id if person else 0,
        "called_at": moment,
        "topic": values.read_words(table.cell(row, "topic")),
        "answered": table.need(row, "answered", values.read_yes_no),
        "resolved": table.get(row, "resolved", values.read_yes_no) or False,
        "answer_seconds": table.get(row, "speed_of_answer", values.read_seconds),
        "talk_seconds": table.get(row, "talk_time", values.read_seconds),
        "rating": table.get(row, "satisfaction", _rating),
    }
    if person is not None and moment is not None:
        try:
            person.check_employed(moment.date())
        except UserError as error:
            table.draft.problem(row.number, table.header.title("date"), table.cell(row, "date"), error)
    return call if table.is_good(row) else None


def _identified(number: str | None, channel: str) -> str | None:
    """The number told apart by channel: chats, e-mails and tickets count with the calls, and each system numbers its own from 1."""
    if number is None or not channel or channel.lower() in _PHONE or number.startswith(f"{channel}:"):
        return number
    return f"{channel}:{number}"


def _moment(date_cell: Cell, time_cell: Cell) -> datetime:
    """The moment of a call from its date and, where there is one, its time column."""
    if time_cell != "":
        return datetime.combine(values.read_date(date_cell), values.read_time(time_cell))
    try:
        return values.read_moment(date_cell)
    except UserError:
        return datetime.combine(values.read_date(date_cell), time())


def _rating(cell: Cell) -> Decimal:
    rating = values.read_number(cell)
    if not 0 <= rating <= 100:
        raise UserError(N_("“{text}” is not a rating."), text=values.read_text(cell))
    return rating


def _put_calls(request: Request, draft: Draft, calls: Mapping[str, tuple[int, dict[str, Any]]]) -> None:
    stored = {row["call_id"]: row for row in queries.calls_by_id(request.tx, calls)}
    touched: set[tuple[int, Period]] = set()
    for call_id, (row, call) in calls.items():
        before = stored.get(call_id)
        if before != call:
            touched |= {(one["employee_id"], _month(one)) for one in (before, call) if one is not None}
        draft.put(CallRow, before, call, row, call_id)
    if touched:
        _recount(request, draft, touched, {call_id: call for call_id, (_, call) in calls.items()})


def _month(call: Mapping[str, Any]) -> Period:
    return Period.containing(call["called_at"].date(), Cadence.MONTH)


def _recount(request: Request, draft: Draft, touched: set[tuple[int, Period]], calls: Mapping[str, dict[str, Any]]) -> None:
    """Plan the readings of every touched agent and month from all calls, stored and new."""
    months = sorted({month for _, month in touched})
    stored = {row["call_id"]: row for row in queries.calls_between(request.tx, months[0].first, months[-1].last)}
    of_month: dict[tuple[int, Period], list[Mapping[str, Any]]] = defaultdict(list)
    for call in {**stored, **calls}.values():
        of_month[call["employee_id"], _month(call)].append(call)
    readings = {
        (row["employee_id"], row["indicator"], row["period"]): row
        for row in queries.readings_of(request.tx, (month.text for month in months))
    }
    for employee_id, month in sorted(touched):
        measured = measure(of_month[employee_id, month])
        for code in MEASURES:
            _put_reading(draft, readings.get((employee_id, code, month.text)), (employee_id, code, month.text), measured.get(code))


def _put_reading(draft: Draft, before: Mapping[str, Any] | None, key: tuple[int, str, str], value: Decimal | None) -> None:
    """Plan one counted reading; it follows from the calls, so it is no record of its own in the report."""
    writes = draft.writes
    if value is None:
        if before is not None and before["source"] == "calls":
            writes.removed.setdefault(ReadingRow, []).append(dict(before))
    elif before is None:
        row = {"employee_id": key[0], "indicator": key[1], "period": key[2], "value": value, "source": "calls", "confirmed": ""}
        writes.added.setdefault(ReadingRow, []).append(row)
    elif before["value"] != value or before["source"] != "calls":
        writes.changed.setdefault(ReadingRow, []).append((dict(before), {"value": value, "source": "calls", "confirmed": ""}))


def measure(calls: Sequence[Mapping[str, Any]]) -> dict[str, Decimal]:
    """The indicators of a set of calls; those without a base (no call answered, no rating given) are left out."""
    answered = [call for call in calls if call["answered"]]
    found = {
        "calls_offered": Decimal(len(calls)),
        "calls_handled": Decimal(len(answered)),
        "answer_rate": _ratio(len(answered), len(calls)),
        "resolution_rate": _ratio(sum(call["resolved"] for call in answered), len(answered)),
        "asa": _mean(call["answer_seconds"] for call in answered),
        "aht": _mean(call["talk_seconds"] for call in answered),
        "csat": _mean(call["rating"] for call in calls),
    }
    if not calls:
        return {}
    return {code: value for code, value in found.items() if value is not None}


def _ratio(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(_PLACES, ROUND_HALF_UP) if whole else None


def _mean(given: Iterable[Decimal | None]) -> Decimal | None:
    numbers = [number for number in given if number is not None]
    return (sum(numbers, Decimal(0)) / len(numbers)).quantize(_PLACES, ROUND_HALF_UP) if numbers else None
