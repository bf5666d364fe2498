"""Indicator values: a wide table of one period, or a list of agent, indicator, period and value."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import time
from decimal import Decimal
from functools import partial
from statistics import median

from models.domain.errors import N_, ImportRefused, Message, RowProblem, UserError
from models.domain.kpi import Indicator, Unit, is_plausible, parse_value, show_value
from models.domain.period import Period
from models.queries import exchange as queries
from models.queries import settings as setting_queries
from models.tables.readings import ReadingRow
from services.exchange import values
from services.exchange.directory import Directory, Person
from services.exchange.header import HEADER_REFUSED, Column, find_header, plain_title
from services.exchange.import_roster import COLUMNS as ROSTER_COLUMNS
from services.exchange.plan import OUT_OF_RANGE, Draft, ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table, is_blank
from services.exchange.tables_in import Cell

COLUMNS = (
    ROSTER_COLUMNS[0],
    Column("name", ROSTER_COLUMNS[1].titles),
    Column("indicator", ("指标", "指标名称", "考核指标", "kpi", "metric")),
    Column("period", ("期间", "月份", "周期", "考核期", "考核月份", "month")),
    Column("value", ("数值", "值", "指标值", "完成值", "实际值", "得分", "score", "result")),
)
_SUDDEN = 3
_LOOKED_BACK = 12
_ENOUGH = 6
"""Values of an agent that a comparison needs."""

Key = tuple[int, str, str]


class _Readings:
    """Values read so far, one per agent, indicator and period."""

    def __init__(self, request: Request, draft: Draft) -> None:
        self.request, self.draft = request, draft
        self.directory = Directory.of(queries.employees(request.tx))
        self.indicators = setting_queries.indicators(request.tx)
        self._by_name = {plain_title(name): one for one in self.indicators for name in (one.code, one.name_zh, one.name_en)}
        self.found: dict[Key, tuple[int, Person, Decimal]] = {}
        self.confirmed = bool(request.confirmed_by)

    def named(self, title: str) -> Indicator | None:
        """The indicator of a title, with or without a unit in brackets."""
        bare = re.sub(r"[(\[【（].*$", "", title)
        return self._by_name.get(plain_title(title)) or self._by_name.get(plain_title(bare).removesuffix("%"))

    def own_period(self, code: str, period: Period) -> str:
        """The period that a value given for `period` belongs to: a quarterly indicator in a month's table holds for the quarter."""
        return period.widened(next(one.cadence for one in self.indicators if one.code == code)).text

    def check_new(self, key: Key) -> None:
        """UserError when the file gave that value before."""
        if key in self.found:
            raise UserError(N_("The same agent, indicator and period stand in row {row} already."), row=self.found[key][0])

    def store(self) -> None:
        """Plan all values against what is stored."""
        stored = {
            (row["employee_id"], row["indicator"], row["period"]): row
            for row in queries.readings_of(self.request.tx, {period for _, _, period in self.found})
        }
        named = {one.code: one for one in self.indicators}
        for key, (row, person, value) in self.found.items():
            before = stored.get(key)
            figures = {"employee_id": key[0], "indicator": key[1], "period": key[2], "value": value}
            if before is None or before["value"] != value:
                figures |= {"source": "import", "confirmed": "" if self._is_plausible(key[1], value) else self.request.confirmed_by}
            shown = f"{named[key[1]].name(self.request.language)} {show_value(named[key[1]], value)}"
            self.draft.put(ReadingRow, before, figures, row, f"{person.label} {key[2]} {shown}")

    def _is_plausible(self, code: str, value: Decimal) -> bool:
        return all(is_plausible(one, value) for one in self.indicators if one.code == code)

    def notice_sudden_changes(self) -> None:
        """Name values more than three median deviations from the agent's own last twelve."""
        history: dict[tuple[int, str], dict[str, Decimal]] = defaultdict(dict)
        for row in queries.readings_of_indicators(self.request.tx, {code for _, code, _ in self.found}):
            history[row["employee_id"], row["indicator"]][row["period"]] = row["value"]
        by_code = {one.code: one for one in self.indicators}
        sudden = [
            f"{person.label} {by_code[code].name(self.request.language)} {show_value(by_code[code], value)}"
            for (employee, code, period), (_, person, value) in self.found.items()
            if _is_sudden(value, [past for when, past in sorted(history[employee, code].items()) if when < period][-_LOOKED_BACK:])
        ]
        if sudden:
            shown = "; ".join(sudden[:10]) + (" …" if len(sudden) > 10 else "")
            msgid = N_("Values that differ suddenly from the agent's own past ({count}), to be looked at: {values}.")
            self.draft.notice(msgid, count=len(sudden), values=shown)


def _is_sudden(value: Decimal, past: list[Decimal]) -> bool:
    if len(past) < _ENOUGH:
        return False
    middle = median(past)
    deviation = median(abs(one - middle) for one in past)
    return deviation > 0 and abs(value - middle) > _SUDDEN * deviation


def plan(request: Request) -> ImportPlan:
    """Plan a wide table or a list."""
    draft = Draft()
    readings = _Readings(request, draft)
    sheet, header = find_header(
        request.sheets, COLUMNS, mapping=request.mapping, open_column=lambda title, cell: _code(readings.named(title))
    )
    table = Table(sheet, header, draft)
    if "indicator" in header.places and "value" in header.places:
        _plan_list(table, readings)
    elif header.open:
        _plan_wide(table, readings)
    else:
        reason = Message(N_("No column is an indicator of the centre."))
        problems = (RowProblem(header.last_row + 1, COLUMNS[2].label, ", ".join(header.extra), reason),)
        raise ImportRefused(HEADER_REFUSED, problems)
    readings.store()
    readings.notice_sudden_changes()
    table.close()
    return draft.plan(request.kind)


def _code(indicator: Indicator | None) -> str | None:
    return indicator.code if indicator else None


def _plan_wide(table: Table, readings: _Readings) -> None:
    columns = {place: next(one for one in readings.indicators if one.code == code) for place, code in table.header.open.items()}
    signs = {place: _sign_of(table, place, indicator) for place, indicator in columns.items()}
    if "period" not in table.header.places:
        readings.request.needed_period()
    for row in table.rows():
        person = table.person(row, readings.directory)
        period = table.get(row, "period", values.read_period) or readings.request.period
        if period is None and table.is_good(row):
            table.need(row, "period", values.read_period)
        values_of_row = {
            indicator.code: table.parsed(
                row,
                table.header.titles[place],
                row.at(place),
                partial(read_reading, indicator, sign=signs[place], confirmed=readings.confirmed),
            )
            for place, indicator in columns.items()
            if not is_blank(row.at(place))
        }
        if person is None or period is None:
            continue
        _take(table, row, readings, person, period, values_of_row)


def _take(table: Table, row: Row, readings: _Readings, person: Person, period: Period, found: dict[str, Decimal | None]) -> None:
    own = {code: readings.own_period(code, period) for code in found}
    for code in found:
        try:
            _check_employed(person, period)
            readings.check_new((person.id, code, own[code]))
        except UserError as error:
            table.draft.problem(row.number, table.header.title("employee_no"), person.employee_no, error)
            return
    if table.is_good(row):
        given = {code: value for code, value in found.items() if value is not None}
        readings.found |= {(person.id, code, own[code]): (row.number, person, value) for code, value in given.items()}


def _check_employed(person: Person, period: Period) -> None:
    if not person.is_employed_in(period):
        raise UserError(N_("{person} was not employed in {period}."), person=person.label, period=period.text)


def _plan_list(table: Table, readings: _Readings) -> None:
    for row in table.rows():
        person = table.person(row, readings.directory)
        indicator = table.need(row, "indicator", lambda cell: _known(readings, cell))
        period = table.get(row, "period", values.read_period) or readings.request.period
        if period is None:
            table.need(row, "period", values.read_period)
        if indicator is None:
            table.need(row, "value", values.read_text)
            continue
        value = table.need(row, "value", partial(read_reading, indicator, confirmed=readings.confirmed))
        if person is not None and period is not None:
            _take(table, row, readings, person, period, {indicator.code: value})


def _known(readings: _Readings, cell: Cell) -> Indicator:
    indicator = readings.named(values.read_text(cell))
    if indicator is None:
        raise UserError(N_("The centre has no indicator “{name}”."), name=values.read_text(cell))
    return indicator


def _sign_of(table: Table, place: int, indicator: Indicator) -> str:
    """The unit sign that a title such as 接通率(%) gives to bare numbers; none when the column holds fractions."""
    title = values.clean(table.header.titles[place])
    sign = "%" if "%" in title else "‰" if "‰" in title else ""
    if not sign or indicator.unit not in (Unit.PERCENT, Unit.PERMILLE):
        return ""
    numbers = []
    for cells in table.sheet.rows[table.header.last_row + 1 :]:
        try:
            numbers.append(values.read_number(cells[place] if place < len(cells) else ""))
        except UserError:
            continue
    return sign if any(abs(number) > 1 for number in numbers) else ""


def read_reading(indicator: Indicator, cell: Cell, sign: str = "", confirmed: bool = False) -> Decimal:
    """The stored value of a cell; UserError when it is none, or lies outside the plausible range and is not confirmed."""
    text = values.text_of(cell).strip().removeprefix("'")
    if isinstance(cell, time) or (indicator.unit is Unit.SECONDS and isinstance(cell, float) and 0 < cell < 1):
        value = values.read_seconds(cell)
    else:
        bare = re.fullmatch(r"[-+]?[\d.,]+", values.clean(text))
        value = parse_value(indicator, text + sign if bare else text)
    if not is_plausible(indicator, value) and not confirmed:
        shown = [show_value(indicator, bound) if bound is not None else "…" for bound in (indicator.low, indicator.high)]
        raise UserError(OUT_OF_RANGE, value=show_value(indicator, value), low=shown[0], high=shown[1])
    return value
