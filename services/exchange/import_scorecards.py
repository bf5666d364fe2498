"""Scorecards as a table: a row for each indicator of a position's card, and the same rows out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.domain.errors import N_, UserError
from models.domain.kpi import Indicator
from models.domain.scorecards import PERFORMANCE, CardLine, CurveKind, MissingPolicy, Scorecard
from models.queries import scorecards as queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.readings import ScorecardRow
from services.exchange import values
from services.exchange.header import Column, find_header
from services.exchange.plan import Draft, ImportPlan
from services.exchange.request import Request
from services.exchange.rows import Row, Table
from services.exchange.tables_in import Cell
from services.rules.scorecards import check_card
from services.scorecard_lines import TypedLine, read_line, typed_line
from services.scorecard_months import check_month

SCORECARDS = (
    Column("position", ("岗位", "适用岗位"), True),
    Column("from_month", ("生效月份", "起始月份", "from month", "month"), True),
    Column("missing", ("缺失处理", "缺值处理", "missing value")),
    Column("indicator", ("指标", "指标名称", "code"), True),
    Column("weight", ("权重", "权重%", "比重"), True),
    Column("curve", ("计分方式", "曲线", "scoring")),
    Column("bands", ("分段", "分段得分")),
    Column("floor", ("零分值", "得0分的数值")),
    Column("target", ("目标值", "目标", "满分值")),
    Column("most", ("最高分", "满分", "highest score")),
    Column("sample", ("样本指标", "sample indicator")),
    Column("least", ("最低样本", "最低样本数", "least sample")),
)
CURVE_WORDS: Mapping[CurveKind, str] = {
    CurveKind.BANDS: "分段", CurveKind.LINEAR: "线性", CurveKind.RATIO: "目标达成率", CurveKind.YES_NO: "是否",
}  # fmt: skip
MISSING_WORDS: Mapping[MissingPolicy, str] = {MissingPolicy.REWEIGHT: "其他指标分担", MissingPolicy.LEAVE_OUT: "不计分"}
_CURVES = {word: kind for kind, words in CURVE_WORDS.items() for word in (words, kind.value)}
_MISSING = {word: policy for policy, words in MISSING_WORDS.items() for word in (words, policy.value)}


@dataclass
class _Card:
    """A card while its rows are read."""

    row: int
    missing: MissingPolicy = MissingPolicy.REWEIGHT
    lines: list[CardLine] = field(default_factory=list)
    is_good: bool = True


def plan_scorecards(request: Request) -> ImportPlan:
    """Plan whole cards; a card whose single indicator is the performance score ends the one before it."""
    draft, tx = Draft(), request.tx
    sheet, header = find_header(request.sheets, SCORECARDS, mapping=request.mapping)
    table = Table(sheet, header, draft)
    known = {one.code: one for one in setting_queries.indicators(tx)}
    cards: dict[tuple[str, str], _Card] = {}
    for row in table.rows():
        position = table.need(row, "position", values.read_position)
        month = table.need(row, "from_month", values.read_period)
        if position is None or month is None:
            continue
        card = cards.setdefault((position, month.text), _Card(row.number))
        card.missing = table.get(row, "missing", lambda cell: _of(cell, _MISSING)) or card.missing
        _read(table, row, card, known)
    for (position, text), card in cards.items():
        if card.is_good:
            _store(tx, draft, Scorecard(position, text, tuple(card.lines), card.missing), card.row, known)
    table.close()
    return draft.plan(request.kind)


def _read(table: Table, row: Row, card: _Card, known: Mapping[str, Indicator]) -> None:
    """One line of a card; a bad one spoils the whole card, for its weights would not add up."""
    indicator = table.need(row, "indicator", lambda cell: _indicator(cell, known))
    if indicator == PERFORMANCE:
        return
    kind = table.get(row, "curve", lambda cell: _of(cell, _CURVES)) or CurveKind.LINEAR
    sample = table.get(row, "sample", lambda cell: _indicator(cell, known)) or ""
    if indicator is None or not table.is_good(row):
        card.is_good = False
        return
    texts = {key: values.read_text(table.cell(row, key)) for key in ("weight", "bands", "floor", "target", "most", "least")}
    typed = TypedLine(indicator, curve=kind, sample=sample, **texts)
    try:
        card.lines.append(read_line(typed, known))
    except UserError as error:
        card.is_good = False
        table.draft.problem(row.number, table.header.title("indicator"), indicator, error)


def _store(tx: Tx, draft: Draft, card: Scorecard, row: int, known: Mapping[str, Indicator]) -> None:
    try:
        if card.lines:
            check_card(card, known)
        place = (card.position, card.from_month)
        stored = next((one for one in queries.scorecard_rows(tx) if (one.position, one.from_month) == place), None)
        if stored is None or queries.card_of(stored) != card:
            check_month(tx, card.position, card.from_month)
    except UserError as error:
        draft.problem(row, SCORECARDS[0].titles[0], card.position, error)
        return
    wanted: dict[str, Any] = {
        "position": card.position, "from_month": card.from_month, "missing": card.missing.value,
        "lines": [queries.line_values(line) for line in card.lines],
    }  # fmt: skip
    before = {"id": stored.id, **{name: getattr(stored, name) for name in wanted}} if stored is not None else None
    draft.put(ScorecardRow, before, wanted, row, f"{card.position} {card.from_month}")


def _of(cell: Cell, words: Mapping[str, Any]) -> Any:
    text = values.read_text(cell)
    if text.lower() not in words:
        raise UserError(N_("“{text}” is not one of: {choices}."), text=text, choices=", ".join(words))
    return words[text.lower()]


def _indicator(cell: Cell, known: Mapping[str, Indicator]) -> str:
    text = values.read_text(cell)
    for one in known.values():
        if text in (one.code, one.name_zh, one.name_en):
            return one.code
    raise UserError(N_("The centre has no indicator “{name}”."), name=text)


def scorecard_rows(tx: Tx, *, zh: bool) -> Iterator[list[str]]:
    """The rows of every card in the order of the columns, words as imports read them back."""
    known = {one.code: one for one in setting_queries.indicators(tx)}
    for card in queries.scorecards(tx):
        head = [values.written(card.position) if zh else card.position, card.from_month]
        head.append(MISSING_WORDS[card.missing] if zh else card.missing.value)
        if not card.lines:
            yield [*head, _name(PERFORMANCE, known, zh), "100", "", "", "", "", "", "", ""]
        for line in card.lines:
            typed = typed_line(line, known)
            curve = CURVE_WORDS[typed.curve] if zh else typed.curve.value
            yield [
                *head, _name(typed.indicator, known, zh), typed.weight, curve, typed.bands, typed.floor, typed.target, typed.most,
                _name(typed.sample, known, zh), typed.least,
            ]  # fmt: skip


def _name(code: str, known: Mapping[str, Indicator], zh: bool) -> str:
    return known[code].name_zh if zh and code in known else code
