"""What the build promises: layers, sizes, no loose ends, complete texts, pinned dependencies."""

from __future__ import annotations

import ast
import gettext
import re
import subprocess
import sys
import tomllib
from collections import Counter
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from installer import texts

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("models", "services", "ui", "resources", "installer")
SOURCES = sorted([ROOT / "main.py", *chain.from_iterable((ROOT / layer).rglob("*.py") for layer in LAYERS)])
WRITTEN = [file for file in SOURCES if "migrations/versions" not in file.as_posix()]
"""A migration lists tables, however many."""


def place(file: Path, line: int = 0) -> str:
    """File and line as they are printed."""
    return f"{file.relative_to(ROOT).as_posix()}:{line}"


def test_the_contracts_between_layers_are_kept() -> None:
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_file_is_longer_than_400_lines() -> None:
    files = [*WRITTEN, *(ROOT / "tests").rglob("*.py")]
    lengths = {place(file): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = {}
    for file in WRITTEN:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 50:
                    long[place(file, node.lineno)] = f"{node.name}: {length}"
    assert long == {}


def test_nothing_is_left_to_do() -> None:
    loose = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|NotImplemented\b(?!\())|breakpoint\(|pytest\.skip\(")
    found = []
    for file in SOURCES:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if loose.search(line):
                found.append(f"{place(file, number)} {line.strip()}")
    assert found == []


def test_every_public_function_and_class_says_what_it_gives() -> None:
    bare = []
    for file in WRITTEN:
        if not file.is_relative_to(ROOT / "models") and not file.is_relative_to(ROOT / "services"):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            named = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if named and not ast.get_docstring(node):
                bare.append(f"{place(file, node.lineno)} {node.name}")
        if file.name != "__init__.py" and not ast.get_docstring(tree):
            bare.append(place(file))
    assert bare == []


def test_every_sentence_has_its_chinese() -> None:
    assert texts.missing() == {}


def test_every_translation_is_used_and_stands_once() -> None:
    used = texts.sentences()
    counted = Counter(sentences[0] for sentences in texts.translated())
    assert [sentence for sentence, times in counted.items() if times > 1 or sentence not in used] == []


CATALOGUES = sorted(texts.CATALOGUES.glob("*.po"))


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_every_compiled_catalogue_is_current(file: Path) -> None:
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    fresh = BytesIO()
    write_mo(fresh, catalogue)
    fresh.seek(0)
    wanted = dict(gettext.GNUTranslations(fresh)._catalog)  # type: ignore[attr-defined]
    with file.with_suffix(".mo").open("rb") as stream:
        compiled = dict(gettext.GNUTranslations(stream)._catalog)  # type: ignore[attr-defined]
    wanted.pop("", None)
    compiled.pop("", None)  # headers tell when it was made
    assert compiled == wanted, f"compile {file.name} anew: make texts"


def test_every_translation_has_the_places_of_its_sentence() -> None:
    wrong = []
    for file in CATALOGUES:
        with file.open("rb") as stream:
            for message in read_po(stream):
                ours = message.id if isinstance(message.id, tuple | list) else (message.id,)
                theirs = message.string if isinstance(message.string, tuple | list) else (message.string,)
                known = set(re.findall(r"{(\w+)", " ".join(ours)))
                wrong += [f"{file.name}: {text}" for text in theirs if message.id and set(re.findall(r"{(\w+)", text)) - known]
    assert wrong == []


def test_user_sentences_stand_in_english_in_the_code() -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    assert [sentence for sentence in texts.sentences() if chinese.search(sentence)] == []


def _requirement_names(lines: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0].lower().replace("_", "-") for line in lines}


def test_the_lock_pins_every_dependency_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = _requirement_names(project["dependencies"]) | _requirement_names(project["optional-dependencies"]["dev"])
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)
    assert wanted - _requirement_names(pins) == set()
    assert lock.count("--hash=sha256:") >= len(pins)
