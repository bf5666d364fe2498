"""The maintainers' pages name what is there: every module of services and kit, and decisions in one unbroken series."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _modules(folder: str) -> set[str]:
    return {place.stem for place in (ROOT / folder).iterdir() if not place.name.startswith("__")}


@pytest.mark.parametrize(("folder", "page"), [("services", "map.md"), ("ui/kit", "screens.md")])
def test_every_module_stands_in_the_map(folder: str, page: str) -> None:
    text = (ROOT / "docs" / "maintainers" / page).read_text(encoding="utf-8")
    named = set(re.findall(r"[`.](\w+)\b", text))
    grouped = tuple(re.findall(r"`(\w+_)…`", text))
    assert {name for name in _modules(folder) - named if not (grouped and name.startswith(grouped))} == set()


def test_the_map_names_nothing_that_is_gone() -> None:
    table = re.search(r"## services/.*?\n\n", (ROOT / "docs/maintainers/map.md").read_text(encoding="utf-8"), re.DOTALL)
    assert table
    rows = (line.rsplit("|", 2)[1] for line in table[0].splitlines() if line.startswith("| ") and "`" in line)
    assert {name for row in rows for name in re.findall(r"`(\w+)/?`", row)} <= _modules("services")


def test_decisions_are_numbered_without_gaps_and_doubles() -> None:
    numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
