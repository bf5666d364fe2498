"""What may be a PIN of the desk: four to eight figures that nobody guesses who knows the agent."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from models.domain.errors import N_, UserError

_PIN = re.compile(r"[0-9]{4,8}")
_DATES = {4: ("2000{0}",), 6: ("19{0}", "20{0}", "{0}01"), 8: ("{0}",)}
"""How figures are read as year, month and day: month and day, a short year, a year and month, or all of them."""
_YEARS = range(1940, 2031)
_KEYPAD = ("2580", "0852", "1470", "1397", "147258", "159753", "147258369")
_EDGE, _FEW = 4, 2


def check(pin: str, employee_no: str) -> None:
    """Return when the PIN may be used; a UserError says what is wrong with it."""
    number = employee_no.strip()
    if not _PIN.fullmatch(pin):
        raise UserError(N_("A PIN has 4 to 8 figures."))
    figures = "".join(filter(str.isdigit, number))
    if pin == number or pin in figures or (len(figures) >= _EDGE and figures in pin):
        raise UserError(N_("The employee number, or a part of it, cannot be the PIN."))
    if _is_row(pin) or _is_repeated(pin) or pin in _KEYPAD:
        raise UserError(N_("This PIN is guessed at once: no rows such as 1234, no repetitions, no patterns of the keypad."))
    if _is_date(pin):
        raise UserError(N_("A PIN that can be read as a day or a year may be a birthday; choose another."))


def _is_row(pin: str) -> bool:
    return {(int(b) - int(a)) % 10 for a, b in pairwise(pin)} in ({1}, {9})


def _is_repeated(pin: str) -> bool:
    return pin in (pin + pin)[1:-1] or len(set(pin)) <= _FEW


def _is_date(pin: str) -> bool:
    if len(pin) == _EDGE and int(pin) in _YEARS:
        return True
    return any(_is_day(form.format(pin)) for form in _DATES.get(len(pin), ()))


def _is_day(figures: str) -> bool:
    try:
        return date(int(figures[:4]), int(figures[4:6]), int(figures[6:])).year in _YEARS
    except ValueError:
        return False
