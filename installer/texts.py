"""Compile every text catalogue, after checking that each English sentence of the program has its Chinese."""

from __future__ import annotations

import ast
import sys
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from models.domain.kpi import BUILT_IN  # noqa: E402

CATALOGUES = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES"
CALLS = ("N_", "texts", "_texts", "t", "_t", "UserError", "plural")
"""Calls that take an English sentence first."""
SOURCES = ("models", "services", "ui")
_NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def sentences() -> dict[str, str]:
    """Every English sentence marked in the program and name of an indicator, with the place where it first stands."""
    found = {indicator.name_en: "models/domain/kpi.py" for indicator in BUILT_IN}
    for file in chain.from_iterable(sorted((ROOT / folder).rglob("*.py")) for folder in SOURCES):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLS:
                for sentence in _written(node.args[0]):
                    found.setdefault(sentence, f"{file.relative_to(ROOT)}:{node.lineno}")
    return found


def _written(argument: ast.expr) -> list[str]:
    """The sentences an argument may give: one, or one of two."""
    if isinstance(argument, ast.IfExp):
        return _written(argument.body) + _written(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value else []


def translated() -> list[tuple[str, ...]]:
    """What each translation is of: one sentence, or that for one thing and that for many."""
    known = []
    for file in CATALOGUES.glob("*.po"):
        with file.open("rb") as stream:
            for message in read_po(stream):
                if message.id and all(message.string if isinstance(message.string, tuple) else (message.string,)):
                    known.append((message.id,) if isinstance(message.id, str) else tuple(message.id))
    return known


def missing() -> dict[str, str]:
    """Sentences without Chinese, with their places."""
    known = set(chain.from_iterable(translated()))
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
