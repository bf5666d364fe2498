"""The documentation says what is there: help of every page, every picture, every command, examples that import."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from models.domain.period import Period
from services.exchange import importing
from services.texts import Texts
from services.workspace import Workspace
from ui.cli.parser import build
from ui.kit.help_view import help_file
from ui.shell.pages import PAGES

DOCS = Path(__file__).resolve().parents[2] / "docs"
LANGUAGES = ("zh", "en")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#:]+)[^)]*\)")
_NEEDS_MORE = {"shift_roster", "readings_signed", "ballots"}
"""Kinds whose example names what a centre must have defined first."""
_ROSTER = """工号,姓名,班组,岗位,状态,入职日期
0001,陈建国,A,呼入,正式,2020-03-02
0002,王喆,呼入一组,呼入,正式,2020-03-02
0003,李堃,呼入一组,呼入,正式,2020-03-02
"""


def user_pages() -> list[Path]:
    return [
        file for language in LANGUAGES for folder in (DOCS / language, DOCS / "help" / language) for file in sorted(folder.glob("*.md"))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [entry.name for entry in PAGES])
def test_every_page_has_help_with_a_picture(language: str, page: str) -> None:
    text = help_file(language, page).read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert _PICTURE.search(text), f"no picture in {language}/{page}"


@pytest.mark.parametrize("file", user_pages(), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_pictures_and_links_lead_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    targets = [*_PICTURE.findall(text), *_LINK.findall(text)]
    assert [target for target in targets if not (file.parent / target).exists()] == []


def test_each_picture_has_both_appearances() -> None:
    taken = {look.name: {file.name for file in look.glob("*.png")} for look in (DOCS / "images").iterdir() if look.is_dir()}
    assert set(taken) == {"zh-light", "zh-dark", "en-light", "en-dark"}
    assert len(set(map(frozenset, taken.values()))) == 1


def test_pictures_are_small() -> None:
    sizes = {file: file.stat().st_size for file in (DOCS / "images").rglob("*.png")}
    assert [file for file, size in sizes.items() if size > 120_000] == []
    assert sum(sizes.values()) < 8_000_000


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    [subparsers] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(subparsers.choices)


def _options(parser: argparse.ArgumentParser) -> set[str]:
    found: set[str] = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= {option for name, step in action.choices.items() for option in (_options(step) | {name})}
        found |= {option for option in action.option_strings if option.startswith("--")}
    return found - {"--help"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_is_described(language: str) -> None:
    text = (DOCS / language / "command-line.md").read_text(encoding="utf-8")
    parser = build(Texts(language))
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    assert set(sections) == set(_commands(parser))
    for name, command in _commands(parser).items():
        missing = [option for option in _options(command) - {"--workspace", "--user"} if option not in sections[name]]
        assert missing == [], f"{name}: {missing}"
    assert all(option in text for option in _options(parser) - {"--help"})


def _examples() -> list[tuple[str, str, str]]:
    found = []
    for language in LANGUAGES:
        text = (DOCS / language / "imports.md").read_text(encoding="utf-8")
        for kind, body in re.findall(r"^## (?:[\u4e00-\u9fff]+ )?([a-z_]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL):
            found += [(language, kind, example) for example in re.findall(r"^```\n(.*?)^```", body, re.MULTILINE | re.DOTALL)]
    return found


def test_every_kind_has_an_example() -> None:
    for language in LANGUAGES:
        assert {kind for spoken, kind, _ in _examples() if spoken == language} == set(importing.KINDS)


@pytest.mark.parametrize(("language", "kind", "example"), [case for case in _examples() if case[1] not in _NEEDS_MORE])
def test_the_examples_import(workspace: Workspace, tmp_path: Path, language: str, kind: str, example: str) -> None:
    roster, file = tmp_path / "roster.csv", tmp_path / f"{kind}.csv"
    roster.write_text(_ROSTER, encoding="utf-8")
    file.write_text(example, encoding="utf-8")
    if kind != "roster":
        importing.import_file(workspace, kind="roster", path=roster, period=Period.parse("2026-11"))
    report = importing.import_file(workspace, kind=kind, path=file, period=Period.parse("2026-11")).value
    assert report.added + report.changed > 0
    assert report.skipped == 0
