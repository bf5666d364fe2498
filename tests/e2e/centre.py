"""A centre driven through the command line, as a month-end job would drive it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ui.cli.commands import run


class CommandLine:
    """Runs commands on one workspace and keeps what they printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.place = folder / "centre"
        self.capsys = capsys
        self.errors = ""

    def __call__(self, *words: str, expect: int = 0) -> str:
        """Run one command in the workspace; its stdout. The exit code must be the one expected."""
        self.capsys.readouterr()
        own = [] if words[0] in ("demo", "init") else ["--workspace", str(self.place)]
        code = run([*words, *own])
        said = self.capsys.readouterr()
        self.errors = said.err
        assert code == expect, f"{words}: exit {code}\n{said.out}\n{said.err}"
        return said.out

    def json(self, *words: str, expect: int = 0) -> dict[str, Any]:
        """Run a command with --json and read its one document."""
        return dict(json.loads(self(*words, "--json", expect=expect)))

    def bring(self, kind: str, header: Sequence[str], rows: Iterable[Sequence[object]], *options: str) -> None:
        """Import rows as a CSV file."""
        file = self.folder / f"{kind}.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header, *rows])
        self("import", kind, str(file), *options)


def winners(document: dict[str, Any], rule: str, period: str | None = None) -> list[str]:
    """Employee numbers (or teams) that a rule chose, in the order printed."""
    return [o["employee_no"] or o["team"] for o in document["outcomes"] if o["rule"] == rule and period in (None, o["period"])]


@pytest.fixture
def centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """An empty Chinese workspace behind the command line."""
    line = CommandLine(tmp_path, capsys)
    line("init", str(line.place), "--name", "测试中心", "--language", "zh")
    return line
