"""Growth records: certificates, mentors and talks, one record a row; what a row must be is what a typed record must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.queries import exchange as queries
from models.queries import growth as growth_queries
from models.tables.base import Base
from models.tables.growth import MentorshipRow, SkillCertificateRow, TalkRow
from services.exchange import values
from services.exchange.directory import Directory, Person
from services.exchange.header import Column, find_header
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import Draft, ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table
from services.exchange.tables_in import Cell
from services.growth import certificates, checks, mentors, talks
from services.growth.words import BEI_POINTS, TALK_KINDS

AGENT = ROSTER_COLUMNS[0]
NAME = Column("name", ROSTER_COLUMNS[1].titles)
CERTIFICATES = (
    AGENT,
    NAME,
    Column("certificate", ("证书名称", "证书", "证书名", "资格名称", "certificate name"), True),
    Column("kind", ("类别", "证书类别", "种类", "类型", "type")),
    Column("issuer", ("发证机构", "颁发机构", "发证单位", "issued by")),
    Column("issued_on", ("发证日期", "取得日期", "颁发日期", "获证日期", "date", "issue date"), True),
    Column("valid_until", ("有效期至", "有效期", "到期日期", "失效日期", "expires", "expiry date")),
)
MENTORS = (
    Column("mentor_no", ("导师工号", "师傅工号", "带教人工号", "mentor"), True),
    Column("mentor_name", ("导师姓名", "师傅姓名", "带教人")),
    Column("employee_no", ("徒弟工号", "学员工号", "新人工号", *AGENT.titles, "mentee"), True),
    Column("name", ("徒弟姓名", "学员姓名", *NAME.titles)),
    Column("starts_on", ("开始日期", "带教开始", "起始日期", "start date"), True),
    Column("due_on", ("计划完成日期", "计划结束日期", "到期日期", "截止日期", "due date"), True),
    Column("goal", ("目标", "带教目标", "培养目标"), True),
    Column("ended_on", ("结束日期", "实际结束日期", "完成日期", "end date")),
    Column("reached", ("是否达成", "目标达成", "达成", "是否达标", "goal reached")),
    Column("result", ("结果", "带教结果", "评价", "outcome")),
)
TALKS = (
    AGENT,
    NAME,
    Column("date", ("日期", "面谈日期", "谈话日期", "talk date"), True),
    Column("kind", ("类别", "面谈类别", "面谈类型", "类型", "type"), True),
    Column("held_by", ("面谈人", "谈话人", "主持人", "held by"), True),
    Column("text", ("内容", "面谈内容", "谈话内容", "记录", "notes")),
    Column("situation", ("情境", "背景", "情景")),
    Column("task", ("任务",)),
    Column("action", ("行动", "行为")),
    Column("result", ("结果", "成果")),
    Column("agreed", ("约定事项", "约定", "帮助措施", "改进约定", "agreed help")),
    Column("due_on", ("约定期限", "完成期限", "期限", "due date")),
    Column("done_on", ("完成日期", "落实日期", "done")),
)
WORDS: Mapping[str, tuple[str, ...]] = {
    "skill": ("技能", "技能认证", "技能证书"), "industry": ("行业", "行业认证", "行业证书"),
    "internal": ("内部培训", "内训", "内部"), "external": ("外部课程", "外训", "外部培训", "外部"),
    "sharing": ("分享会", "知识分享", "分享", "经验交流"),
    "one_to_one": ("一对一", "一对一面谈", "日常面谈"), "review": ("回顾", "绩效面谈", "回顾面谈", "复盘"),
    "care": ("关怀", "关怀面谈", "心理关怀"), "bei": ("行为事件访谈", "BEI", "BEI访谈"),
}  # fmt: skip
"""The kinds of records as files write them; the first is what an export writes."""
_CODES = {word.lower(): code for code, words in WORDS.items() for word in (code, *words)}
Key = tuple[Any, ...]


def reader_of(*codes: str) -> Callable[[Cell], str]:
    """Reads one of these kinds in either language; UserError names them otherwise."""

    def read(cell: Cell) -> str:
        code = _CODES.get(values.read_text(cell).lower(), "")
        if code not in codes:
            kinds = ", ".join(f"{WORDS[one][0]} {one}" for one in codes)
            raise UserError(N_("“{text}” is no kind of this record; there are: {kinds}."), text=values.read_text(cell), kinds=kinds)
        return code

    return read


class Records:
    """Rows of one table under their keys: stored ones, those of the file, and the numbers of new ones."""

    def __init__(self, request: Request, table: Table, model: type[Base], key: Callable[[Mapping[str, Any]], Key]) -> None:
        self.table = table
        self.today = request.today
        self._model, self._key = model, key
        self._stored = {key(row): row for row in growth_queries.plain_rows(request.tx, model)}
        self._seen: dict[Key, int] = {}
        self._next = growth_queries.next_id(request.tx, model)

    def before(self, record: Mapping[str, Any]) -> dict[str, Any] | None:
        """The stored row with the record's key."""
        return self._stored.get(self._key(record))

    def check(self, row: Row, column: str, check: Callable[[], object]) -> None:
        """Note what the check raises at the column."""
        title, cell = self.table.header.title(column), self.table.cell(row, column)
        self.table.parsed(row, title, cell, lambda _: check())

    def put(self, row: Row, record: dict[str, Any], label: str, column: str) -> None:
        """Plan the record; one whose key the file had before is noted as bad."""
        key = self._key(record)
        if key in self._seen:
            reason = Message(N_("The same record stands in row {row} already."), {"row": self._seen[key]})
            self.table.draft.problem(row.number, self.table.header.title(column), label, reason)
            return
        self._seen[key] = row.number
        before = self._stored.get(key)
        record["id"] = before["id"] if before else self._next
        self._next += before is None
        self.table.draft.put(self._model, before, record, row.number, label)


def opened(request: Request, columns: tuple[Column, ...]) -> tuple[Table, Directory]:
    """The table of the file under its header, and all agents."""
    sheet, header = find_header(request.sheets, columns, mapping=request.mapping)
    return Table(sheet, header, Draft()), Directory.of(queries.employees(request.tx))


def day_of(table: Table, row: Row, key: str, request: Request, *, needed: bool = False) -> date | None:
    """A day of the row."""
    return (table.need if needed else table.get)(row, key, lambda cell: values.read_date(cell, request.period))


def plan_certificates(request: Request) -> ImportPlan:
    """Plan certificates; the same one of the same day is changed, its files stay."""
    table, directory = opened(request, CERTIFICATES)
    records = Records(request, table, SkillCertificateRow, lambda row: (row["employee_id"], row["name"], row["issued_on"]))
    for row in table.rows():
        person = table.person(row, directory)
        record: dict[str, Any] = {
            "employee_id": person.id if person else 0,
            "name": table.need(row, "certificate", values.read_words),
            "issued_on": day_of(table, row, "issued_on", request, needed=True),
            "kind": table.get(row, "kind", reader_of("skill", "industry")) or "skill",
            "issuer": values.read_words(table.cell(row, "issuer")),
            "valid_until": day_of(table, row, "valid_until", request),
        }
        if _is_sound(records, row, person, record["issued_on"], "issued_on"):
            issued, until = record["issued_on"], record["valid_until"]
            records.check(row, "valid_until", partial(checks.in_order, issued, until, certificates.EXPIRES_FIRST))
        if person and table.is_good(row):
            record["evidence"] = (records.before(record) or {"evidence": []})["evidence"]
            records.put(row, record, f"{person.label} {record['name']}", "certificate")
    table.close()
    return table.draft.plan(request.kind)


def _is_sound(records: Records, row: Row, person: Person | None, day: Any, column: str) -> bool:
    """Nothing wrong so far, the day not in the future and the agent employed on it (noted otherwise)."""
    if person is None or not records.table.is_good(row):
        return False
    records.check(row, column, lambda: checks.not_later(day, records.today))
    records.check(row, column, lambda: person.check_employed(day))
    return records.table.is_good(row)


def plan_mentors(request: Request) -> ImportPlan:
    """Plan mentorships; one that ended needs whether its goal was reached, and its result."""
    table, directory = opened(request, MENTORS)
    records = Records(request, table, MentorshipRow, lambda row: (row["mentor_id"], row["mentee_id"], row["starts_on"]))
    for row in table.rows():
        mentor = table.need(row, "mentor_no", lambda cell: directory.numbered(values.read_employee_no(cell)))
        mentee = table.person(row, directory)
        ended = day_of(table, row, "ended_on", request)
        wanted = table.need if ended else table.get
        record = {
            "mentor_id": mentor.id if mentor else 0,
            "mentee_id": mentee.id if mentee else 0,
            "starts_on": day_of(table, row, "starts_on", request, needed=True),
            "due_on": day_of(table, row, "due_on", request, needed=True),
            "goal": table.need(row, "goal", values.read_words),
            "ended_on": ended,
            "reached": wanted(row, "reached", values.read_yes_no),
            "result": wanted(row, "result", values.read_words) or "",
        }
        if mentor and mentee and table.is_good(row):
            _check_mentorship(records, row, (mentor, mentee), record)
        if mentor and mentee and table.is_good(row):
            records.put(row, record, f"{mentor.label} → {mentee.label}", "employee_no")
    table.close()
    return table.draft.plan(request.kind)


def _check_mentorship(records: Records, row: Row, pair: tuple[Person, Person], record: Mapping[str, Any]) -> None:
    starts, ended = record["starts_on"], record["ended_on"]
    records.check(row, "mentor_no", lambda: checks.two_people(*(person.id for person in pair)))
    for person, column in zip(pair, ("mentor_no", "employee_no"), strict=True):
        records.check(row, column, lambda person=person: person.check_employed(starts))  # type: ignore[misc]
    records.check(row, "due_on", lambda: checks.in_order(starts, record["due_on"], mentors.DUE_FIRST))
    records.check(row, "ended_on", lambda: checks.in_order(starts, ended, mentors.ENDED_FIRST))
    if ended is not None:
        records.check(row, "ended_on", lambda: checks.not_later(ended, records.today))
    elif record["reached"] is not None:
        reason = Message(N_("Give the day on which it ended."))
        records.table.draft.problem(row.number, records.table.header.title("ended_on"), "", reason)


def plan_talks(request: Request) -> ImportPlan:
    """Plan talks; one of each kind a day with an agent, an evidence interview with its four points."""
    table, directory = opened(request, TALKS)
    records = Records(request, table, TalkRow, lambda row: (row["employee_id"], row["day"], row["kind"]))
    for row in table.rows():
        person = table.person(row, directory)
        given = {key: values.read_words(table.cell(row, key)) for key in BEI_POINTS}
        record: dict[str, Any] = {
            "employee_id": person.id if person else 0,
            "day": day_of(table, row, "date", request, needed=True),
            "kind": table.need(row, "kind", reader_of(*TALK_KINDS)),
            "held_by": table.need(row, "held_by", values.read_words),
            "text": values.read_words(table.cell(row, "text")),
            "agreed": values.read_words(table.cell(row, "agreed")),
            "due_on": day_of(table, row, "due_on", request),
            "done_on": day_of(table, row, "done_on", request),
        }
        if person and _is_sound(records, row, person, record["day"], "date"):
            _check_talk(records, row, record, given)
        if person and table.is_good(row):
            record["points"] = talks.checked_points(record["kind"], given, record["text"])
            records.put(row, record, f"{person.label} {record['day']}", "date")
    table.close()
    return table.draft.plan(request.kind)


def _check_talk(records: Records, row: Row, record: Mapping[str, Any], given: Mapping[str, str]) -> None:
    day, done = record["day"], record["done_on"]
    records.check(row, "text", lambda: talks.checked_points(record["kind"], given, record["text"]))
    records.check(row, "due_on", lambda: checks.settled(record["due_on"] or done, record["agreed"]))
    records.check(row, "due_on", lambda: checks.in_order(day, record["due_on"], talks.DUE_FIRST))
    records.check(row, "done_on", lambda: checks.in_order(day, done, talks.DONE_FIRST))
    if done is not None:
        records.check(row, "done_on", lambda: checks.not_later(done, records.today))
