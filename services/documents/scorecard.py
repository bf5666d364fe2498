"""An agent's scorecard: figures with a sparkline each, and below how every point came about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from services.documents.flow import Strip, gap
from services.documents.lines import broken
from services.documents.notices import person_fields
from services.documents.page import CELL, FRAME, HEAD, Draft, issue
from services.documents.scorecard_facts import ScorecardSheetFacts
from services.documents.sheet import HAIR, INK, PALE, RED, Frame, Sheet
from services.texts import Texts

_SHARES = (2.3, 1.1, 1.0, 1.0, 1.0, 2.6)
_ALIGN = (0.0, 1.0, 1.0, 1.0, 1.0, 0.5)
_HEAD, _ROW, _PAD = 20.0, 25.0, 5.0


def draw_scorecard_sheet(sheet: Sheet, facts: ScorecardSheetFacts) -> None:
    """One agent's month on A4: table with trends, sentences, signatures."""
    texts = Texts(facts.language)
    draft = Draft(facts, facts.title)
    draft.title(facts.title)
    draft.fields([*person_fields(texts, facts.holder), (texts("Month"), facts.period), (texts("Performance score"), facts.total)])
    draft.body(facts.basis)
    draft.heading(texts("Figures and scores"))
    draft.strips += [*gap(2, keep=True), *_table(facts, texts), *gap(3)]
    draft.heading(texts("How the points came about"))
    draft.numbered([line.sentence for line in facts.lines])
    draft.strips += gap(6)
    draft.signatures(texts("Employee's signature:"), texts("Supervisor's signature:"), texts("Date:"))
    issue(sheet, facts, facts.title, [draft.copy()])


def _table(facts: ScorecardSheetFacts, texts: Texts) -> list[Strip]:
    room, whole = FRAME[1] - FRAME[0], sum(_SHARES)
    edges = [FRAME[0], *(FRAME[0] + room * part / whole for part in accumulate(_SHARES))]
    titles = [texts("Indicator"), texts("Value"), texts("Score"), texts("Weight"), texts("Points counted"), facts.span]
    head = Strip(_HEAD, _row(edges, titles, (), _HEAD, is_head=True), keep=True)
    rows = [([line.name, line.value, line.score, line.weight, line.earned], line.trend) for line in facts.lines]
    total = ([texts("Total"), "", "", "", facts.total], facts.trend)
    return [head, *(_line(edges, cells, trend, head) for cells, trend in (*rows, total))]


def _line(edges: Sequence[float], cells: Sequence[str], trend: Sequence[Decimal | None], head: Strip) -> Strip:
    """A row as high as the lines of its indicator's name."""
    names = broken(cells[0], CELL.script, CELL.size, edges[1] - edges[0] - 2 * _PAD)
    height = max(_ROW, 1.4 * CELL.size * len(names) + _PAD)
    figures = _row(edges, ["", *cells[1:]], trend, height)

    def draw(sheet: Sheet, top: float) -> None:
        figures(sheet, top)
        y = top - height / 2 + 0.7 * CELL.size * (len(names) - 1) - 0.36 * CELL.size
        for line in names:
            sheet.line(line, CELL, edges[0] + _PAD, y, (edges[0] + _PAD, edges[1] - _PAD))
            y -= 1.4 * CELL.size

    return Strip(height, draw, head=(head,))


def _row(
    edges: Sequence[float], cells: Sequence[str], trend: Sequence[Decimal | None], height: float, is_head: bool = False
) -> Callable[[Sheet, float], None]:
    kind = HEAD if is_head else CELL

    def draw(sheet: Sheet, top: float) -> None:
        for left, right in pairwise(edges):
            sheet.box(left, top - height, right - left, height, PALE if is_head else None, HAIR)
        for (left, right), text, align in zip(pairwise(edges), cells, _ALIGN, strict=False):
            sheet.text(text, kind, top - height / 2 - 0.36 * kind.size, (left + _PAD, right - _PAD), 0.5 if is_head else align)
        if trend:
            sparkline(sheet, trend, (edges[-2] + _PAD, edges[-1] - _PAD), top - height / 2 - _ROW / 2 + 5, _ROW - 10)

    return draw


def sparkline(sheet: Sheet, trend: Sequence[Decimal | None], frame: Frame, bottom: float, height: float) -> None:
    """The values as a line from their least to their greatest, broken where one is missing, a dot on the last."""
    known = [value for value in trend if value is not None]
    if not known:
        return
    low, span = min(known), max(known) - min(known)
    step = (frame[1] - frame[0]) / max(len(trend) - 1, 1)
    places = [
        None if value is None else (frame[0] + at * step, bottom + height * float((value - low) / span if span else Decimal("0.5")))
        for at, value in enumerate(trend)
    ]
    for before, after in pairwise(places):
        if before and after:
            sheet.stroke([before, after], 0.9, INK)
    last = next(place for place in reversed(places) if place)
    for at, place in enumerate(places):
        alone = place and not any(places[max(at - 1, 0) : at]) and not any(places[at + 1 : at + 2])
        if place and (alone or place == last):
            sheet.box(place[0] - 1.4, place[1] - 1.4, 2.8, 2.8, RED if place == last else INK)
