"""Trainings and elections: a list of people under one head, one person a row; rows of the same head belong together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.queries import growth as growth_queries
from models.tables.base import Base
from models.tables.growth import CandidateRow, ElectionRow, TrainingPlaceRow, TrainingRow
from services.exchange import values
from services.exchange.directory import Person
from services.exchange.header import Column, plain_title
from services.exchange.import_growth import AGENT, NAME, Key, day_of, opened, reader_of
from services.exchange.plan import ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table, is_blank
from services.exchange.rule_names import rule_ids
from services.exchange.tables_in import Cell
from services.growth import checks, elections, trainings

TRAININGS = (
    Column("course", ("课程", "课程名称", "培训名称", "培训课程", "培训主题", "training"), True),
    Column("date", ("日期", "培训日期", "开课日期", "training date"), True),
    Column("kind", ("类别", "培训类别", "培训类型", "类型", "type")),
    Column("hours", ("课时", "学时", "时长(小时)")),
    Column("cost", ("费用", "人均费用", "费用(元)", "课程费用", "cost per person")),
    Column("note", ("备注", "说明", "remark")),
    Column("employee_no", AGENT.titles),
    NAME,
    Column("attended", ("是否参加", "参加", "到场", "签到", "出席", "was there")),
    Column("passed", ("是否合格", "合格", "考核结果", "是否通过", "通过", "pass")),
)
ELECTIONS = (
    Column("title", ("评选名称", "评选", "投票名称", "名称", "election"), True),
    Column("rule", ("规则", "奖项", "项目", "award"), True),
    Column("period", ("期间", "月份", "周期", "month"), True),
    Column("held_on", ("评选日期", "投票日期", "日期", "date"), True),
    Column("seats", ("名额", "当选名额", "当选人数", "places")),
    Column("ballots", ("票数", "有效票数", "回收票数", "投票人数", "valid ballots"), True),
    AGENT,
    NAME,
    Column("votes", ("得票", "得票数", "票数统计", "votes counted"), True),
)


class _Lists:
    """Heads of one table with the people under each: stored ones and those of the file."""

    def __init__(self, request: Request, table: Table, head: type[Base], person: type[Base], key: tuple[str, str], owner: str) -> None:
        self.table, self.today = table, request.today
        self._head, self._person, self._key, self._owner = head, person, key, owner
        self._stored = {self.key(row): row for row in growth_queries.plain_rows(request.tx, head)}
        self._members = {(row[owner], row["employee_id"]): row for row in growth_queries.plain_rows(request.tx, person)}
        self._next = growth_queries.next_id(request.tx, head)
        self.planned: dict[Key, dict[str, Any]] = {}
        self._seen: dict[tuple[int, int], int] = {}

    def key(self, record: Mapping[str, Any]) -> Key:
        """What tells heads apart."""
        return tuple(record[name] for name in self._key)

    def before(self, record: Mapping[str, Any]) -> dict[str, Any] | None:
        """The stored head with the record's key."""
        return self._stored.get(self.key(record))

    def member(self, head: int, agent: int) -> dict[str, Any] | None:
        """The stored person under a head."""
        return self._members.get((head, agent))

    def members_of(self, head: int) -> dict[int, dict[str, Any]]:
        """Stored people under a head by the agent's id."""
        return {key[1]: row for key, row in self._members.items() if key[0] == head}

    def is_changed(self, record: Mapping[str, Any]) -> bool:
        """The head is not stored as it stands in the file."""
        before = self.before(record)
        return before is None or any(before[name] != value for name, value in record.items())

    def put(self, row: Row, record: dict[str, Any]) -> dict[str, Any] | None:
        """Plan the head where it first stands; None when a later row says something else of it."""
        first = self.planned.get(self.key(record))
        if first is not None:
            if any(first[name] != value for name, value in record.items()):
                reason = Message(N_("This row says something else about it than an earlier one."))
                self.table.draft.problem(row.number, self._key[0], str(record[self._key[0]]), reason)
                return None
            return first
        before = self.before(record)
        record["id"] = before["id"] if before else self._next
        self._next += before is None
        self.planned[self.key(record)] = record
        self.table.draft.put(self._head, before, record, row.number, f"{record[self._key[0]]} {record[self._key[1]]}")
        return record

    def put_person(self, row: Row, head: Mapping[str, Any], person: Person, given: dict[str, Any]) -> bool:
        """Plan one person under the head; False (noted) when the file had the agent there before."""
        key = (head["id"], person.id)
        if key in self._seen:
            reason = Message(N_("The same record stands in row {row} already."), {"row": self._seen[key]})
            self.table.draft.problem(row.number, self.table.header.title("employee_no"), person.employee_no, reason)
            return False
        self._seen[key] = row.number
        record = {self._owner: head["id"], "employee_id": person.id, **given}
        self.table.draft.put(self._person, self._members.get(key), record, row.number, f"{person.label} {head[self._key[0]]}")
        return True


def _check(table: Table, row: Row, column: str, check: Any) -> None:
    table.parsed(row, table.header.title(column), table.cell(row, column), lambda _: check())


def _whole(cell: Cell) -> int:
    number = values.read_number(cell)
    if number < 0 or number != number.to_integral_value() or number > 10**6:
        raise UserError(N_("“{text}” is not a whole number."), text=values.read_text(cell))
    return int(number)


def plan_trainings(request: Request) -> ImportPlan:
    """Plan trainings with who was invited; a row without an agent is a training to which nobody was invited yet."""
    table, directory = opened(request, TRAININGS)
    lists = _Lists(request, table, TrainingRow, TrainingPlaceRow, ("course", "day"), "training_id")
    for row in table.rows():
        record = _training(table, row, request, lists)
        person = None if is_blank(table.cell(row, "employee_no")) else table.person(row, directory)
        if record is None or not table.is_good(row):
            continue
        if person is not None:
            day = record["day"]
            _check(table, row, "date", lambda day=day, person=person: person.check_employed(day))
        if not table.is_good(row) or (head := lists.put(row, record)) is None or person is None:
            continue
        _put_place(lists, row, head, person)
    table.close()
    return table.draft.plan(request.kind)


def _training(table: Table, row: Row, request: Request, lists: _Lists) -> dict[str, Any] | None:
    """The training of a row; what the row leaves out is as in an earlier row, or as stored."""
    course, day = table.need(row, "course", values.read_words), day_of(table, row, "date", request, needed=True)
    kind = table.get(row, "kind", reader_of("internal", "external", "sharing"))
    hours, cost = table.get(row, "hours", values.read_number), table.get(row, "cost", values.read_fen)
    if not table.is_good(row):
        return None
    _check(table, row, "hours", lambda: trainings.check_figures(hours, None if cost is None else Decimal(cost) / 100))
    record = {"course": course, "day": day}
    known = (
        lists.planned.get(lists.key(record)) or lists.before(record) or {"kind": "internal", "hours": None, "cost_fen": None, "note": ""}
    )
    given = {"kind": kind, "hours": hours, "cost_fen": cost, "note": values.read_words(table.cell(row, "note")) or None}
    return record | {name: known[name] if value is None else value for name, value in given.items()}


def _put_place(lists: _Lists, row: Row, head: Mapping[str, Any], person: Person) -> None:
    table = lists.table
    before = lists.member(head["id"], person.id) or {"attended": None, "passed": None}
    given = {key: table.get(row, key, values.read_yes_no) for key in ("attended", "passed")}
    marks = {key: before[key] if value is None else value for key, value in given.items()}
    _check(table, row, "attended", lambda: trainings.check_marks(head["day"], lists.today, marks["attended"], marks["passed"]))
    if table.is_good(row):
        lists.put_person(row, head, person, marks)


def plan_elections(request: Request) -> ImportPlan:
    """Plan elections with their candidates; one that was taken over can only come again as it is."""
    table, directory = opened(request, ELECTIONS)
    lists = _Lists(request, table, ElectionRow, CandidateRow, ("title", "held_on"), "election_id")
    rules, unknown = rule_ids(request.tx), set[str]()
    counted: dict[int, tuple[Row, dict[int, int]]] = {}
    for row in table.rows():
        record = _election(table, row, request, rules)
        person = table.person(row, directory)
        votes = table.need(row, "votes", _whole)
        if record is None or person is None or votes is None or not table.is_good(row):
            continue
        _check_candidate(lists, row, record, person, votes)
        if not table.is_good(row) or (head := lists.put(row, record)) is None:
            continue
        if record["rule"] not in rules.values():
            unknown.add(record["rule"])
        if lists.put_person(row, head, person, {"votes": votes}):
            if head["id"] not in counted:
                counted[head["id"]] = (row, {key: one["votes"] for key, one in lists.members_of(head["id"]).items()})
            counted[head["id"]][1][person.id] = votes
    for head in lists.planned.values():
        if head["id"] in counted:
            last, all_votes = counted[head["id"]]
            total, highest = sum(all_votes.values()), max(all_votes.values())
            ballots, seats = head["ballots"], head["seats"]
            _check(table, last, "votes", partial(checks.votes, total, highest, ballots, seats))
    if unknown:
        table.draft.notice(N_("Rules that no scheme has: {rules}."), rules=", ".join(sorted(unknown)))
    table.close()
    return table.draft.plan(request.kind)


def _election(table: Table, row: Row, request: Request, rules: Mapping[str, str]) -> dict[str, Any] | None:
    title, rule = table.need(row, "title", values.read_words), table.need(row, "rule", values.read_text)
    period, held_on = table.need(row, "period", values.read_period), day_of(table, row, "held_on", request, needed=True)
    seats, ballots = table.get(row, "seats", _whole), table.need(row, "ballots", _whole)
    if not table.is_good(row) or period is None or rule is None:
        return None
    id = rules.get(plain_title(rule), rule)
    seats = 1 if seats is None else seats
    return {"title": title, "rule": id, "period": period.text, "held_on": held_on, "seats": seats, "ballots": ballots}


def _check_candidate(lists: _Lists, row: Row, record: Mapping[str, Any], person: Person, votes: int) -> None:
    day, before = record["held_on"], lists.before(record)
    _check(lists.table, row, "held_on", lambda: checks.not_later(day, lists.today))
    _check(lists.table, row, "held_on", lambda: person.check_employed(day))
    if before is None or before["closed_on"] is None:
        return
    stored = lists.member(before["id"], person.id)
    if lists.is_changed(record) or stored is None or stored["votes"] != votes:
        title = lists.table.header.title("title")
        lists.table.draft.problem(row.number, title, record["title"], Message(elections.TAKEN_OVER, {"day": before["closed_on"]}))
