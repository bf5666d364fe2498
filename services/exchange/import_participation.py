"""Ballots of a survey about a scheme, and lists of who has read and signed a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.domain.errors import N_, Message, UserError
from models.queries import exchange as queries
from models.queries import schemes as scheme_queries
from models.store import Tx
from models.tables.schemes import SchemeReadingRow, SchemeSurveyRow, SchemeVersionRow, SurveyAnswerRow
from services import schemes
from services.exchange import values
from services.exchange.directory import Directory
from services.exchange.header import Column, find_header, plain_title
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import Draft, ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table
from services.exchange.tables_in import Cell

_SCHEME = Column("scheme", ("方案", "激励方案", "方案名称", "制度"))
READINGS_SIGNED = (
    ROSTER_COLUMNS[0],
    Column("name", ROSTER_COLUMNS[1].titles),
    _SCHEME,
    Column("version", ("版本", "版本号", "方案版本")),
    Column("signed_on", ("签收日期", "签字日期", "签署日期", "阅知日期", "日期", "signed on", "date"), True),
    Column("how", ("签收方式", "方式", "way")),
)
BALLOTS = (
    _SCHEME,
    Column("asked_on", ("调查日期", "问卷日期", "survey date")),
    Column("ballot", ("票号", "问卷编号", "序号", "ballot no")),
    Column("score", ("满意度", "评分", "得分", "打分", "答案", "satisfaction", "answer"), True),
    Column("comment", ("意见", "建议", "意见建议", "备注", "remark")),
)
WAYS = {"list": "名单", "paper": "纸质", "screen": "屏幕"}
"""How somebody signed, as files write it."""
_WAY_WORDS = {"签名表": "list", "集体签名": "list", "单独签字": "paper", "电子": "screen", "在线": "screen"}
_ANSWERS = {"非常不满意": 1, "很不满意": 1, "不满意": 2, "一般": 3, "基本满意": 3, "满意": 4, "非常满意": 5, "很满意": 5}


def plan_readings(request: Request) -> ImportPlan:
    """Plan signatures; without a column for it the version is the latest of the only scheme in force."""
    return plan_signed(request, None)


def plan_signed(request: Request, version_id: int | None) -> ImportPlan:
    """The same for one version that was chosen beforehand (None = as the file says); who signed before keeps the earlier day."""
    draft = Draft()
    sheet, header = find_header(request.sheets, READINGS_SIGNED, mapping=request.mapping)
    table, versions = Table(sheet, header, draft), _Versions(request, version_id)
    directory = Directory.of(queries.employees(request.tx))
    seen: dict[tuple[int, int], int] = {}
    for row in table.rows():
        person = table.person(row, directory)
        day = table.need(row, "signed_on", lambda cell: _past(values.read_date(cell, request.period), request.today))
        how = table.get(row, "how", _way) or "list"
        version = versions.of(table, row) if table.is_good(row) else None
        if person is None or day is None or version is None or not table.is_good(row):
            continue
        key = (version.id, person.id)
        if key in seen:
            draft.problem(row.number, header.title("employee_no"), person.employee_no, _twice(seen[key]))
            continue
        seen[key] = row.number
        before = versions.signed(version.id).get(person.id)
        record = {"version_id": version.id, "employee_id": person.id, "signed_on": day, "how": how}
        held = {name: getattr(before, name) for name in record} if before else None
        keeps = before is not None and before.signed_on <= day
        draft.put(SchemeReadingRow, held, held if keeps and held else record, row.number, person.label)
    table.close()
    return draft.plan(request.kind)


def _past(day: date, today: date) -> date:
    if day > today:
        raise UserError(N_("{day} is still to come; enter the date when it has happened."), day=day.isoformat())
    return day


def _twice(row: int) -> Message:
    return Message(N_("The same stands in row {row} already."), {"row": row})


def _way(cell: Cell) -> str:
    text = values.read_words(cell)
    known = {**{word: way for way, word in WAYS.items()}, **_WAY_WORDS, **{way: way for way in WAYS}}
    if text.lower() not in known:
        raise UserError(N_("“{how}” is no way of signing."), how=text)
    return known[text.lower()]


class _Versions:
    """Finds the version that a row means."""

    def __init__(self, request: Request, chosen: int | None) -> None:
        self._tx, self._chosen, self._today = request.tx, chosen, request.today
        self._rows = scheme_queries.scheme_versions(request.tx)
        self._names = _scheme_names(request.tx)
        self._signed: dict[int, Mapping[int, SchemeReadingRow]] = {}

    def of(self, table: Table, row: Row) -> SchemeVersionRow | None:
        """The row's version; None when it names none that exists (then noted)."""
        if self._chosen is not None:
            return next((version for version in self._rows if version.id == self._chosen), None)
        scheme = table.get(row, "scheme", values.read_text)
        number = table.get(row, "version", lambda cell: int(values.read_number(values.text_of(cell).strip("第版vV. "))))
        return table.parsed(row, table.header.title("scheme"), scheme or "", lambda _: self._find(scheme, number))

    def _find(self, scheme: str | None, number: int | None) -> SchemeVersionRow:
        wanted = self._names.get(plain_title(scheme)) if scheme else None
        if scheme and wanted is None:
            raise UserError(N_("No scheme “{scheme}” has been adopted."), scheme=scheme)
        held = [row for row in self._rows if wanted in (None, row.scheme_id) and number in (None, row.version)]
        if not scheme:
            held = [row for row in held if row.effective_until is None or row.effective_until >= self._today]
            if len({row.scheme_id for row in held}) > 1:
                raise UserError(N_("Several schemes are in force; name the scheme in a column of its own."))
        if not held:
            raise UserError(N_("This version of a scheme does not exist."))
        return max(held, key=lambda row: row.version)

    def signed(self, version_id: int) -> Mapping[int, SchemeReadingRow]:
        """Who has signed the version, by the agent's id."""
        if version_id not in self._signed:
            self._signed[version_id] = {row.employee_id: row for row in scheme_queries.readings(self._tx, version_id)}
        return self._signed[version_id]


def _scheme_names(tx: Tx) -> dict[str, str]:
    """Plain form of id and names → id, of the schemes adopted."""
    known = [version.scheme for version in schemes.versions_in(tx)]
    return {plain_title(name): scheme.id for scheme in known for name in (scheme.id, scheme.name.zh, scheme.name.en)}


@dataclass
class _Box:
    """A survey with the ballots stored, and how many the file adds."""

    survey: SchemeSurveyRow
    held: Sequence[SurveyAnswerRow]
    added: int = 0


def plan_ballots(request: Request) -> ImportPlan:
    """Plan ballots; without columns for it the survey is the only open one."""
    return plan_counted(request, None)


def plan_counted(request: Request, survey_id: int | None) -> ImportPlan:
    """The same for one survey chosen beforehand (None = as the file says); a ballot number that is stored already is compared."""
    draft = Draft()
    sheet, header = find_header(request.sheets, BALLOTS, mapping=request.mapping)
    table, surveys = Table(sheet, header, draft), _Surveys(request, survey_id)
    seen: dict[tuple[int, int], int] = {}
    next_id = scheme_queries.next_ballot(request.tx)
    for row in table.rows():
        score = table.need(row, "score", _answer)
        number = table.get(row, "ballot", lambda cell: int(values.read_number(cell)))
        box = surveys.of(table, row) if table.is_good(row) else None
        if score is None or box is None or not table.is_good(row):
            continue
        if number is not None and (key := (box.survey.id, number)) in seen:
            draft.problem(row.number, header.title("ballot"), str(number), _twice(seen[key]))
            continue
        if number is not None:
            seen[box.survey.id, number] = row.number
        before = box.held[number - 1] if number is not None and 0 < number <= len(box.held) else None
        if before is None and (full := _full(box)):
            draft.problem(row.number, header.title("score"), str(score), full)
            continue
        record = {"survey_id": box.survey.id, "score": score, "comment": values.read_words(table.cell(row, "comment"))}
        held = {"id": before.id, **{name: getattr(before, name) for name in record}} if before else None
        draft.put(SurveyAnswerRow, held, {"id": before.id if before else next_id, **record}, row.number, str(number or row.number))
        if before is None:
            next_id, box.added = next_id + 1, box.added + 1
    table.close()
    return draft.plan(request.kind)


def _full(box: _Box) -> Message | None:
    """Why no more ballots come in, None while they may."""
    if box.survey.closed_on is not None:
        return Message(N_("This survey was closed on {day}."), {"day": box.survey.closed_on.isoformat()})
    if len(box.held) + box.added < box.survey.asked:
        return None
    facts = {"ballots": len(box.held) + box.added + 1, "asked": box.survey.asked}
    return Message(N_("{ballots} ballots are more than the {asked} agents who were asked."), facts)


def _answer(cell: Cell) -> int:
    text = values.read_words(cell).removesuffix("分")
    if text in _ANSWERS:
        return _ANSWERS[text]
    score = values.read_number(text)
    if score not in range(1, 6):
        raise UserError(N_("“{score}” is no answer; ballots say 1 (very dissatisfied) to 5 (very satisfied)."), score=text)
    return int(score)


class _Surveys:
    """Finds the survey that a row means; closed ones take no ballots."""

    def __init__(self, request: Request, chosen: int | None) -> None:
        self._tx, self._chosen = request.tx, chosen
        self._rows = scheme_queries.surveys(request.tx)
        self._names = _scheme_names(request.tx)
        self._boxes: dict[int, _Box] = {}

    def of(self, table: Table, row: Row) -> _Box | None:
        """The row's survey with its ballots; None when it names none (then noted)."""
        if self._chosen is not None:
            return self._box(next(survey for survey in self._rows if survey.id == self._chosen))
        scheme, day = table.get(row, "scheme", values.read_text), table.get(row, "asked_on", values.read_date)
        survey = table.parsed(row, table.header.title("scheme"), scheme or "", lambda _: self._find(scheme, day))
        return self._box(survey) if survey else None

    def _find(self, scheme: str | None, day: date | None) -> SchemeSurveyRow:
        wanted = self._names.get(plain_title(scheme), scheme) if scheme else None
        held = [row for row in self._rows if wanted in (None, row.scheme_id) and day in (None, row.asked_on)]
        found = held if day else [row for row in held if row.closed_on is None]
        if len(found) != 1:
            raise UserError(
                N_("{n} surveys fit; name the scheme and the day of the survey.") if found else N_("No open survey fits."), n=len(found)
            )
        return found[0]

    def _box(self, survey: SchemeSurveyRow) -> _Box:
        if survey.id not in self._boxes:
            self._boxes[survey.id] = _Box(survey, scheme_queries.ballots(self._tx, [survey.id]))
        return self._boxes[survey.id]
