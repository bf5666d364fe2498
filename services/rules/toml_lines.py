"""On which line of a TOML text a key stands: the standard reader does not tell, and a finding must."""

from __future__ import annotations

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]
_ARRAY = re.compile(r"\s*\[\[\s*([^\]]+?)\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*(?:\.\s*("[^"]*"|[A-Za-z0-9_-]+)\s*)?=""")
_PART = re.compile(r'"([^"]*)"|([^.\s"]+)')


def lines_of(text: str) -> dict[Path, int]:
    """Path of each table header and key → its line (1-based); inside arrays of tables the path holds the index."""
    found: dict[Path, int] = {}
    counts: dict[str, int] = {}
    here: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if match := _ARRAY.match(line):
            counts[match[1]] = counts.get(match[1], -1) + 1
            here = (match[1], counts[match[1]])
            found[here] = number
        elif match := _TABLE.match(line):
            here = _placed(_parts(match[1]), counts)
            found.setdefault(here, number)
        elif match := _KEY.match(line):
            path = (*here, *(part.strip("\"'") for part in match.groups() if part))
            found.setdefault(path, number)
    return found


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of the path, or of the nearest table around it; 0 when neither stands in the text."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 0


def _parts(header: str) -> tuple[str, ...]:
    return tuple(quoted or bare for quoted, bare in _PART.findall(header))


def _placed(parts: tuple[str, ...], counts: Mapping[str, int]) -> Path:
    if parts[0] in counts:
        return (parts[0], counts[parts[0]], *parts[1:])
    return parts
