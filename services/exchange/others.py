"""Hides every other agent in what is handed to one of them: names, and numbers that cannot be taken for a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from models.queries.people import EmployeeKey

_TOKEN = re.compile(r"(?<![0-9A-Za-z_.\-])[0-9A-Za-z](?:[_-]?[0-9A-Za-z])*+(?!\.[0-9]|[%‰年月日〕元])")
_LONG = 4
"""A number of digits alone that is shorter, or reads like a year, is taken for a number of an agent only beside a name."""


class Others:
    """What stands for other agents: `mark` in place of each name and number."""

    def __init__(self, people: Iterable[EmployeeKey], own: EmployeeKey, mark: str) -> None:
        others = [person for person in people if person.id != own.id and person.employee_no != own.employee_no]
        self._mark = mark
        self._kept = {own.name, own.employee_no}
        self._whole = {person.name for person in others} - self._kept
        self._numbers = {person.employee_no for person in others if not _is_like_a_figure(person.employee_no)}
        beside = [rf"{name}\s*[（(]?{number}[)）]?" for name, number in _short(others)]
        beside += [rf"(?<![0-9A-Za-z.\-]){number}\s*{name}" for name, number in _short(others)]
        named = {person.name for person in others if len(person.name) > 1} | self._kept
        odd = {number for number in self._numbers if not _TOKEN.fullmatch(number)}
        words = [_bounded(name) for name in sorted(named | odd, key=len, reverse=True)]
        self._names = re.compile("|".join([*beside, *words]))

    def hidden(self, text: str) -> str:
        """The text without other agents."""
        if text in self._whole:
            return self._mark
        text = self._names.sub(lambda found: found[0] if found[0] in self._kept else self._mark, text)
        return _TOKEN.sub(lambda found: self._mark if found[0] in self._numbers else found[0], text)

    def plain(self, value: Any) -> Any:
        """A plain value with every text in it as `hidden` gives it."""
        if isinstance(value, str):
            return self.hidden(value)
        if isinstance(value, dict):
            return {self.hidden(key): self.plain(part) for key, part in value.items()}
        return [self.plain(part) for part in value] if isinstance(value, list | tuple) else value

    def are_in(self, value: Any) -> bool:
        """Another agent is named somewhere in a plain value."""
        return bool(self.plain(value) != value)


def _is_like_a_figure(number: str) -> bool:
    return number.isdigit() and number[0] != "0" and (len(number) < _LONG or (len(number) == _LONG and 1900 <= int(number) <= 2100))


def _short(people: Iterable[EmployeeKey]) -> list[tuple[str, str]]:
    return [(re.escape(person.name), person.employee_no) for person in people if _is_like_a_figure(person.employee_no)]


def _bounded(name: str) -> str:
    """Latin names only as whole words: Li is not in Limit."""
    return rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
