"""The legend of the attendance sheet: signs, symbols, and the quick keys that stand for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from models.domain.attendance import OVERTIME_SIGN, SIGNS, Code, DayMark, parse_mark
from models.domain.errors import N_, UserError


@dataclass(frozen=True)
class LegendLine:
    """One code: its name (English msgid), sign, other symbol on paper ('' = none), quick letter and digit ('' = none)."""

    code: str
    name: str
    sign: str
    symbol: str
    letter: str
    digit: str


def _line(code: Code, name: str, letter: str, digit: str = "", symbol: str = "") -> LegendLine:
    return LegendLine(code.value, name, SIGNS[code], symbol, letter, digit)


LEGEND: tuple[LegendLine, ...] = (
    _line(Code.PRESENT, N_("Present"), "v", "1"),
    _line(Code.REST, N_("Rest day"), "r", "2"),
    _line(Code.LATE, N_("Late"), "l", "3", "◇"),
    _line(Code.EARLY, N_("Left early"), "e", "4", "◆"),
    _line(Code.ABSENT, N_("Absent"), "x", "5", "×"),
    _line(Code.PERSONAL, N_("Personal leave"), "u", "6", "△"),
    _line(Code.SICK, N_("Sick leave"), "s", "7", "○"),
    _line(Code.ANNUAL, N_("Annual leave"), "a", "8", "▲"),
    _line(Code.COMPENSATORY, N_("Compensatory leave"), "c", "9"),
    _line(Code.HOLIDAY, N_("Public holiday"), "h"),
    _line(Code.TRIP, N_("Business trip"), "t"),
    _line(Code.MARRIAGE, N_("Marriage leave"), "m", symbol="※"),
    _line(Code.MATERNITY, N_("Maternity leave"), "n"),
    _line(Code.PATERNITY, N_("Paternity leave"), "d"),
    _line(Code.BEREAVEMENT, N_("Bereavement leave"), "b"),
    _line(Code.INJURY, N_("Work injury"), "i"),
    LegendLine("overtime", N_("Overtime"), OVERTIME_SIGN, "", "+", ""),
)
_PRIVATE = frozenset({Code.SICK, Code.MARRIAGE, Code.MATERNITY, Code.PATERNITY, Code.BEREAVEMENT, Code.INJURY})
"""Leave whose kind tells of health or family: on a sheet that hangs openly, and on a shared screen, it is leave and no more."""
_LEAVE_SIGN = "假"
_AS_LEAVE = str.maketrans({SIGNS[code]: _LEAVE_SIGN for code in _PRIVATE})
WITH_MINUTES = frozenset({Code.LATE.value, Code.EARLY.value})
"""Codes that are followed by minutes."""

_LETTERS = {line.letter: line.sign for line in LEGEND if line.letter.isalpha()} | {"p": SIGNS[Code.PRESENT]}
_LETTER = re.compile(r"(?:(?<![a-z_0-9])[a-z]|(?<=\d)[a-gi-z])(?![a-z_])")
"""A letter by itself; an h after a figure means hours."""
_LONGEST_MINUTES, _LONGEST_HOURS = 720, 24


def read_mark(text: str) -> DayMark:
    """A cell as people type it: sign, symbol, name, quick letter (l15, s½, v/u), +2 for overtime; UserError otherwise.

    A bare figure is refused: pasted hours (8) must not become the sign of a quick key.
    """
    clean = text.strip().lower().replace("＋", "+")
    if clean.isdigit():
        raise UserError(N_("“{text}” is a figure alone; type a sign, or press the quick key on the chosen day."), text=text)
    full = _LETTER.sub(lambda match: _LETTERS.get(match[0], match[0]), clean)
    try:
        mark = parse_mark(re.sub(r"\+\s*(?=\d)", OVERTIME_SIGN, full))
    except UserError as error:
        raise UserError(error.message.msgid, text=text) from None
    if max(mark.late_minutes, mark.early_minutes) > _LONGEST_MINUTES or mark.overtime_hours > _LONGEST_HOURS:
        raise UserError(
            N_("“{text}”: minutes go up to {minutes}, overtime up to {hours} hours."),
            text=text, minutes=_LONGEST_MINUTES, hours=Decimal(_LONGEST_HOURS),
        )  # fmt: skip
    return mark


def halves_of(mark: DayMark) -> tuple[str, str]:
    """What stands in the upper and lower half of a day on paper: morning and afternoon with their minutes, overtime below."""
    upper, lower = SIGNS[mark.morning], SIGNS[mark.afternoon]
    if mark.morning is Code.LATE and mark.late_minutes:
        upper += str(mark.late_minutes)
    if mark.afternoon is Code.EARLY and mark.early_minutes:
        lower += str(mark.early_minutes)
    if mark.overtime_hours:
        lower = f"{lower if lower != SIGNS[Code.PRESENT] else ''}{OVERTIME_SIGN}{mark.overtime_hours.normalize():f}"
    return upper, lower


def covered(signs: str) -> str:
    """Signs of a day, or of a half, with every private kind of leave as leave."""
    return signs.translate(_AS_LEAVE)


def legend_of(*, private: bool) -> tuple[tuple[str, str], ...]:
    """Signs of a sheet with their names (English msgids); with `private` one sign stands for every private kind of leave."""
    lines = ((line.sign, line.name) for line in LEGEND if not private or line.code not in _PRIVATE)
    return (*lines, (_LEAVE_SIGN, N_("Leave"))) if private else tuple(lines)
