"""Compile every text catalogue, after checking that each English sentence of the program has its Chinese."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES"
CALLS = {"N_": 1, "texts": 1, "_texts": 1, "t": 1, "_t": 1, "UserError": 1, "plural": 2}
"""Calls that take English sentences, with how many they take."""
SOURCES = ("models", "services", "ui")
_NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def sentences() -> dict[str, str]:
    """Every English sentence marked in the program, with the place where it first stands."""
    found: dict[str, str] = {}
    for file in chain.from_iterable(sorted((ROOT / folder).rglob("*.py")) for folder in SOURCES):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                for argument in node.args[: CALLS.get(name, 0)]:
                    for sentence in _written(argument):
                        found.setdefault(sentence, f"{file.relative_to(ROOT)}:{node.lineno}")
    return found


def _written(argument: ast.expr) -> list[str]:
    """The sentences an argument may give: one, or one of two."""
    if isinstance(argument, ast.IfExp):
        return _written(argument.body) + _written(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value else []


def translated() -> Counter[str]:
    """Every sentence that some catalogue translates, with how often."""
    known: Counter[str] = Counter()
    for file in CATALOGUES.glob("*.po"):
        with file.open("rb") as stream:
            for message in read_po(stream):
                if message.id and message.string and all(message.string if isinstance(message.string, tuple) else (message.string,)):
                    known.update(message.id if isinstance(message.id, tuple | list) else (message.id,))
    return known


def missing() -> dict[str, str]:
    """Sentences without Chinese, with their places."""
    known = translated()
    return {sentence: place for sentence, place in sentences().items() if sentence not in known}


def compile_all() -> None:
    """Write the .mo beside each .po; the same texts give the same bytes."""
    for file in CATALOGUES.glob("*.po"):
        with file.open("rb") as source, file.with_suffix(".mo").open("wb") as target:
            catalogue = read_po(source)
            catalogue.creation_date = _NO_TIME
            write_mo(target, catalogue)


if __name__ == "__main__":
    compile_all()
    untranslated = missing()
    for sentence, place in untranslated.items():
        print(f"{place}: {sentence}")
    sys.exit(1 if untranslated else 0)
