"""Compile every text catalogue, after checking that each English sentence of the program has its Chinese."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES"
KEYWORDS = {"N_": None, "texts": None, "t": None, "UserError": None, "plural": (1, 2)}
SOURCES = ("models", "services", "ui")


def sentences() -> dict[str, str]:
    """Every English sentence marked in the program, with the place where it first stands."""
    found: dict[str, str] = {}
    for folder in SOURCES:
        for name, line, message, _, _ in extract_from_dir(str(ROOT / folder), [("**.py", "python")], keywords=KEYWORDS):
            for sentence in message if isinstance(message, tuple) else (message,):
                if sentence:
                    found.setdefault(sentence, f"{folder}/{name}:{line}")
    return found


def translated() -> set[str]:
    """Every sentence that some catalogue translates."""
    known: set[str] = set()
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
    """Write the .mo beside each .po."""
    for file in CATALOGUES.glob("*.po"):
        with file.open("rb") as source, file.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


if __name__ == "__main__":
    compile_all()
    untranslated = missing()
    for sentence, place in untranslated.items():
        print(f"{place}: {sentence}")
    sys.exit(1 if untranslated else 0)
