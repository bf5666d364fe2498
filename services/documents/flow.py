"""Paragraphs and tables as strips, and strips onto pages: kept together, heads repeated, no line left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from services.documents.lines import Line, broken, is_chinese, longest_piece, measure
from services.documents.sheet import HAIR, INK, PALE, Frame, Sheet, Type


def _nothing(sheet: Sheet, top: float) -> None:
    """A gap draws nothing."""


@dataclass(frozen=True)
class Strip:
    """A level piece of a page that is never cut: its height, how to draw it below a given top.

    `keep`: on the same page as the next one; `head`: drawn above when it begins a page;
    `sinks`: stands at the foot of a page that it shares.
    """

    height: float
    draw: Callable[[Sheet, float], None] = _nothing
    keep: bool = False
    head: tuple[Strip, ...] = ()
    sinks: bool = False

    @property
    def is_gap(self) -> bool:
        """Empty room, dropped at the top of a page."""
        return self.draw is _nothing


@dataclass(frozen=True)
class Column:
    """A table's column: title, share of the width, alignment 0 left, 0.5 centre, 1 right; `whole`: no Chinese name in it is broken."""

    title: str
    share: float
    align: float = 0.0
    whole: bool = False


def gap(height: float, keep: bool = False) -> list[Strip]:
    """Empty room."""
    return [Strip(height, keep=keep)]


def together(strips: Sequence[Strip]) -> list[Strip]:
    """The same strips, all on one page."""
    return [replace(strip, keep=True) for strip in strips[:-1]] + list(strips[-1:])


def paragraph(text: str, kind: Type, frame: Frame, *, leading: float = 1.65, indent_em: float = 0.0, spread: bool = True) -> list[Strip]:
    """The text's lines; never one line alone at a page's foot or top."""
    indent = indent_em * kind.size
    lines = broken(text, kind.script, kind.size, frame[1] - frame[0], indent)
    firsts = {0, *(n + 1 for n, line in enumerate(lines) if line.ends)}
    kept = {0, len(lines) - 2} - {len(lines) - 1}
    return [
        Strip(leading * kind.size, _line_drawer(line, kind, frame, indent if n in firsts else 0.0, leading, spread), keep=n in kept)
        for n, line in enumerate(lines)
    ]


def _line_drawer(line: Line, kind: Type, frame: Frame, indent: float, leading: float, spread: bool) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, top: float) -> None:
        sheet.line(line, kind, frame[0] + indent, top - (0.5 * leading + 0.36) * kind.size, frame, spread)

    return draw


_SLACK = 0.01  # points, for sums of fractions
_PAD_X, PAD_Y, _LEADING, _MOST_LINES = 5.0, 4.0, 1.4, 24
_LEAST_LINE = 90.0
"""Points that a name and the gaps beside its line take."""


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], frame: Frame, kind: Type, head: Type, pad: float = PAD_Y
) -> list[Strip]:
    """A ruled table whose head comes again on each page."""
    rows = [list(row) for row in rows]
    least, most = ([_widest(n, column, rows, kind, head, width) for n, column in enumerate(columns)] for width in (longest_piece, measure))
    edges = _edges(columns, frame, least, most)
    titles = tuple(_row([column.title for column in columns], edges, [0.5] * len(columns), head, shaded=True, pad=pad))
    titles = tuple(replace(strip, keep=True) for strip in titles)
    body = [
        replace(strip, head=titles)
        for row in rows
        for strip in _row(row, edges, [column.align for column in columns], kind, pad=pad)
    ]  # fmt: skip
    return [*titles, *body]


def fields(pairs: Sequence[tuple[str, str]], frame: Frame, kind: Type, label: Type, across: int = 2, pad: float = PAD_Y) -> list[Strip]:
    """A ruled grid of labels and values, `across` pairs a row; a last row of fewer fills the width."""
    strips: list[Strip] = []
    part = (frame[1] - frame[0]) / across
    longest = max(measure(name, label.script, label.size) for name, _ in pairs) + 2 * _PAD_X + 0.5
    width = min(max(0.184 * (frame[1] - frame[0]), longest), 0.45 * part)
    for n in range(0, len(pairs), across):
        row = pairs[n : n + across]
        edges = [frame[0] + m * part + off for m in range(len(row)) for off in (0.0, width)] + [frame[1]]
        strips += _row([text for pair in row for text in pair], edges, [0.0] * 2 * len(row), kind, labels=label, pad=pad)
    return strips


def _widest(n: int, column: Column, rows: Sequence[Sequence[str]], kind: Type, head: Type, width: Callable[..., float]) -> float:
    """The width that column n needs so that no cell is broken (`measure`), or no word in one (`longest_piece`)."""
    lines = (line for row in rows for line in row[n].split("\n"))
    cells = max(
        ((measure if column.whole and any(map(is_chinese, line)) else width)(line, kind.script, kind.size) for line in lines), default=0.0
    )
    return max(cells, width(column.title, head.script, head.size)) + 2 * _PAD_X + 0.5


def _edges(columns: Sequence[Column], frame: Frame, least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Where the columns begin and end: by their shares, where that breaks cells widened at the cost of columns that have room to spare."""
    room, whole = frame[1] - frame[0], sum(column.share for column in columns)
    widths = [room * column.share / whole for column in columns]
    for wanted in (least, most):
        lacking = [max(0.0, want - width) for want, width in zip(wanted, widths, strict=True)]
        spare = [max(0.0, width - max(need, want)) for need, want, width in zip(least, wanted, widths, strict=True)]
        given = min(sum(lacking), sum(spare))
        if given and (wanted is most or given == sum(lacking)):
            widths = [
                width + given * less / sum(lacking) - given * more / sum(spare)
                for width, less, more in zip(widths, lacking, spare, strict=True)
            ]  # fmt: skip
    return [frame[0] + sum(widths[:n]) for n in range(len(widths) + 1)]


def _row(
    cells: Sequence[str],
    edges: Sequence[float],
    aligns: Sequence[float],
    kind: Type,
    shaded: bool = False,
    labels: Type | None = None,
    pad: float = PAD_Y,
) -> list[Strip]:
    """One row; a very tall one in several strips so that a page can end inside it."""
    kinds = [labels if labels and n % 2 == 0 else kind for n in range(len(cells))]
    rooms = [right - left - 2 * _PAD_X for left, right in pairwise(edges)]
    broken_cells = [broken(cell, its.script, its.size, room) for cell, its, room in zip(cells, kinds, rooms, strict=True)]
    count = max(len(lines) for lines in broken_cells)
    shade = (True, labels is not None) if shaded or labels else (False, False)
    return [
        _row_part([lines[n : n + _MOST_LINES] for lines in broken_cells], edges, aligns, kinds, *shade, n + _MOST_LINES >= count, pad)
        for n in range(0, count, _MOST_LINES)
    ]


def _row_part(
    cells: Sequence[Sequence[Line]],
    edges: Sequence[float],
    aligns: Sequence[float],
    kinds: Sequence[Type],
    shaded: bool,
    striped: bool,
    ends: bool,
    pad: float,
) -> Strip:
    step = _LEADING * max(kind.size for kind in kinds)
    lines = max(len(cell) for cell in cells)
    height = lines * step + 2 * pad

    def draw(sheet: Sheet, top: float) -> None:
        for n, (left, right) in enumerate(pairwise(edges)):
            fill = PALE if shaded and not (striped and n % 2) else None
            sheet.box(left, top - height, right - left, height, fill, HAIR)
            inner = (left + _PAD_X, right - _PAD_X)
            sunk = (lines - len(cells[n])) * step / 2 if ends else 0.0
            for count, line in enumerate(cells[n]):
                x = inner[0] + aligns[n] * (inner[1] - inner[0] - line.width)
                sheet.line(line, kinds[n], x, top - pad - sunk - (count + 0.5) * step - 0.36 * kinds[n].size, inner)

    return Strip(height, draw)


def signatures(labels: Sequence[str], frame: Frame, kind: Type) -> list[Strip]:
    """A row of labels, each with a line to sign on: in equal parts, or with lines of equal length where a label leaves too little."""
    height, room = 2.3 * kind.size, frame[1] - frame[0]
    parts = [room / len(labels)] * len(labels)
    widths = [measure(label, kind.script, kind.size) for label in labels]
    if min(part - width for part, width in zip(parts, widths, strict=True)) < _LEAST_LINE:
        parts = [width + (room - sum(widths)) / len(labels) for width in widths]

    def draw(sheet: Sheet, top: float) -> None:
        left = frame[0]
        for label, width, part in zip(labels, widths, parts, strict=True):
            used = sheet.text(label, kind, top - 1.75 * kind.size, (left, left + max(0.62 * part, width)))
            sheet.rule(left + used + 4, top - 2.0 * kind.size, left + part - 10, 0.6, INK)
            left += part

    return [Strip(height, draw)]


def paginate(strips: Iterable[Strip], room: float) -> list[list[tuple[Strip, float]]]:
    """The strips of each page with their distance from the page's top, in points."""
    pages: list[list[tuple[Strip, float]]] = [[]]
    used = 0.0
    for chunk in _chunks(strips):
        height = sum(strip.height for strip in chunk)
        if pages[-1] and used + height > room + _SLACK and (height <= room or used + chunk[0].height > room):
            pages.append([])
            used = 0.0
        if chunk[0].sinks and pages[-1]:
            used = max(used, room - height)
        for strip in chunk:
            if pages[-1] and used + strip.height > room + _SLACK:
                pages.append([])
                used = 0.0
            for each in (*(strip.head if not pages[-1] else ()), strip):
                if each.is_gap and not pages[-1]:
                    continue
                pages[-1].append((each, used))
                used += each.height
    return [page for page in pages if page]


def _chunks(strips: Iterable[Strip]) -> Iterable[list[Strip]]:
    chunk: list[Strip] = []
    for strip in strips:
        chunk.append(strip)
        if not strip.keep:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
