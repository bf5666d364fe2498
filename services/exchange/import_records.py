"""Scored recordings, complaints and nominations: one record a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.domain.kpi import plain
from models.queries import exchange as queries
from models.tables.readings import ComplaintRow, NominationRow, RecordingRow
from services.exchange import values
from services.exchange.directory import Directory, Person
from services.exchange.header import Column, find_header, plain_title
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import Draft, ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table, is_blank
from services.exchange.rule_names import rule_ids

_AGENT = ROSTER_COLUMNS[0]
_NAME = Column("name", ROSTER_COLUMNS[1].titles)

RECORDINGS = (
    Column("recording_id", ("录音编号", "录音号", "录音id", "录音流水号", "recording no", "recording"), True),
    _AGENT,
    _NAME,
    Column("date", ("日期", "录音日期", "通话日期", "recorded on"), True),
    Column("abusive", ("争执辱骂", "争执或辱骂", "是否争执辱骂", "争吵辱骂", "辱骂", "abuse")),
)
COMPLAINTS = (
    Column("number", ("投诉编号", "投诉单号", "工单号", "complaint no", "complaint_id", "complaint number"), True),
    _AGENT,
    _NAME,
    Column("date", ("日期", "投诉日期", "complaint date"), True),
    Column("founded", ("属实", "是否属实", "是否有责", "有责", "justified"), True),
    Column("severity", ("等级", "投诉等级", "严重程度", "级别", "level")),
    Column("note", ("说明", "投诉内容", "备注", "内容", "description", "remark")),
)
NOMINATIONS = (
    Column("employee_no", _AGENT.titles),
    _NAME,
    Column("team", ("班组", "小组", "团队", "组别")),
    Column("rule", ("规则", "奖项", "项目", "award"), True),
    Column("period", ("期间", "月份", "周期", "month")),
    Column("reason", ("事由", "理由", "提名理由", "原因", "grounds")),
    Column("approved", ("已采纳", "是否采纳", "采纳", "通过", "accepted")),
)
_SCORE_SHARE = 2
"""A column is a criterion when at least one in this many of its filled cells is a number."""


def plan_recordings(request: Request) -> ImportPlan:
    """Plan scored recordings; every other numeric column is a criterion."""
    draft = Draft()
    sheet, header = find_header(request.sheets, RECORDINGS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    criteria = {place: header.titles[place].strip() for place in _numeric_columns(table)}
    directory = Directory.of(queries.employees(request.tx))
    stored = {row["number"]: row for row in queries.recordings(request.tx)}
    seen: dict[str, int] = {}
    for row in table.rows():
        number = _number(table, row, "recording_id", seen)
        person = table.person(row, directory)
        record: dict[str, Any] = {
            "number": number,
            "employee_id": person.id if person else 0,
            "day": table.need(row, "date", lambda cell: values.read_date(cell, request.period)),
            "abusive": table.get(row, "abusive", values.read_yes_no) or False,
            "scores": {
                title: table.parsed(row, title, row.at(place), lambda cell: plain(values.read_number(cell)))
                for place, title in criteria.items()
                if not is_blank(row.at(place))
            },
        }
        if _is_usable(table, row, person, record) and number is not None:
            draft.put(RecordingRow, stored.get(number), record, row.number, number)
    _close_with_criteria(table, criteria)
    return draft.plan(request.kind)


def _numeric_columns(table: Table) -> list[int]:
    """Places of columns without a known name whose cells are numbers."""
    known = set(table.header.places.values())
    return [place for place, title in enumerate(table.header.titles) if place not in known and title.strip() and _is_numeric(table, place)]


def _is_numeric(table: Table, place: int) -> bool:
    filled = numbers = 0
    for cells in table.sheet.rows[table.header.last_row + 1 :]:
        if place < len(cells) and not is_blank(cells[place]):
            filled += 1
            try:
                values.read_number(cells[place])
                numbers += 1
            except UserError:
                continue
    return filled > 0 and numbers * _SCORE_SHARE >= filled and table.header.titles[place].strip() not in ("序号", "No.", "No", "#")


def _close_with_criteria(table: Table, criteria: dict[int, str]) -> None:
    titles = [title for title in table.header.extra if title not in criteria.values()]
    if criteria:
        table.draft.notice(N_("Criteria found: {criteria}."), criteria=", ".join(criteria.values()))
    if titles:
        table.draft.notice(N_("Columns that are not used: {columns}."), columns=", ".join(titles))


def _number(table: Table, row: Row, key: str, seen: dict[str, int]) -> str | None:
    """The record's number; one that the file had before is noted as bad."""
    number = table.need(row, key, values.read_text)
    if number is not None:
        if number in seen:
            reason = Message(N_("The number stands in row {row} already."), {"row": seen[number]})
            table.draft.problem(row.number, table.header.title(key), number, reason)
        seen.setdefault(number, row.number)
    return number


def _is_usable(table: Table, row: Row, person: Person | None, record: dict[str, Any]) -> bool:
    """No problem in the row, and the agent employed on its day (noted otherwise)."""
    if person is not None and record["day"] is not None:
        table.parsed(row, table.header.title("date"), table.cell(row, "date"), lambda _: person.check_employed(record["day"]))
    return table.is_good(row)


def plan_complaints(request: Request) -> ImportPlan:
    """Plan complaints; a founded one needs its severity."""
    draft = Draft()
    sheet, header = find_header(request.sheets, COMPLAINTS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    directory = Directory.of(queries.employees(request.tx))
    stored = {row["number"]: row for row in queries.complaints(request.tx)}
    seen: dict[str, int] = {}
    for row in table.rows():
        number = _number(table, row, "number", seen)
        person = table.person(row, directory)
        founded = table.need(row, "founded", values.read_yes_no)
        severity = (table.need if founded else table.get)(row, "severity", values.read_severity)
        record = {
            "number": number,
            "employee_id": person.id if person else 0,
            "day": table.need(row, "date", lambda cell: values.read_date(cell, request.period)),
            "founded": founded,
            "severity": severity or "minor",
            "note": values.read_words(table.cell(row, "note")),
        }
        if _is_usable(table, row, person, record) and number is not None:
            draft.put(ComplaintRow, stored.get(number), record, row.number, number)
    table.close()
    return draft.plan(request.kind)


def plan_nominations(request: Request) -> ImportPlan:
    """Plan nominations of agents or teams: the same one again changes its approval, one alone under its rule its reason too."""
    draft = Draft()
    sheet, header = find_header(request.sheets, NOMINATIONS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    directory = Directory.of(queries.employees(request.tx))
    teams = {row["team"] for row in queries.assignments(request.tx)}
    rules = rule_ids(request.tx)
    unknown: set[str] = set()
    records: list[tuple[int, dict[str, Any]]] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in table.rows():
        record = _nomination(table, row, directory, teams, request)
        if record is None:
            continue
        if plain_title(record["rule"]) in rules:
            record["rule"] = rules[plain_title(record["rule"])]
        else:
            unknown.add(record["rule"])
        key = (*_nomination_key(record), record["reason"])
        if key in seen:
            reason = Message(N_("The same nomination stands in row {row} already."), {"row": seen[key]})
            draft.problem(row.number, header.title("rule"), record["rule"], reason)
            continue
        seen[key] = row.number
        records.append((row.number, record))
    _put_nominations(request, draft, records)
    if unknown:
        draft.notice(N_("Rules that no scheme has: {rules}."), rules=", ".join(sorted(unknown)))
    table.close()
    return draft.plan(request.kind)


def _put_nominations(request: Request, draft: Draft, records: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Store each beside the one with the same reason; the only one of agent, rule and period takes the place of the only one stored."""
    stored: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in queries.nominations(request.tx):
        stored.setdefault(_nomination_key(row), []).append(row)
    times = Counter(_nomination_key(record) for _, record in records)
    next_id = queries.next_id(request.tx, NominationRow)
    for number, record in records:
        key = _nomination_key(record)
        known = stored.get(key, [])
        before = next((row for row in known if row["reason"] == record["reason"]), None)
        if before is None and len(known) == times[key] == 1:
            before = known[0]
        record["id"] = before["id"] if before else next_id
        draft.put(NominationRow, before, record, number, f"{record['rule']} {record['period']}")
        next_id += before is None


def _nomination_key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["employee_id"], row["team"], row["rule"], row["period"]


def _nomination(table: Table, row: Row, directory: Directory, teams: set[str], request: Request) -> dict[str, Any] | None:
    person = table.person(row, directory) if not is_blank(table.cell(row, "employee_no")) else None
    team = table.get(row, "team", values.read_words) if is_blank(table.cell(row, "employee_no")) else None
    if person is None and team is None and table.is_good(row):
        table.draft.problem(row.number, table.header.title("employee_no"), "", Message(N_("An agent or a team is needed here.")))
    if team is not None and team not in teams:
        table.draft.problem(row.number, table.header.title("team"), team, Message(N_("There is no team “{team}”."), {"team": team}))
    period = table.get(row, "period", values.read_period) or request.period
    if period is None and table.is_good(row):
        table.need(row, "period", values.read_period)
    rule = table.need(row, "rule", values.read_text)
    approved = table.get(row, "approved", values.read_yes_no) or False
    if not table.is_good(row) or period is None:
        return None
    reason = values.read_words(table.cell(row, "reason"))
    employee_id = person.id if person else None
    return {"employee_id": employee_id, "team": team, "rule": rule, "period": period.text, "reason": reason, "approved": approved}
