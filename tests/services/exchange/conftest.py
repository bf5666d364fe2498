"""A small staffed centre and helpers to write the files that people bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.domain.period import Period
from models.queries import exchange as queries
from services.exchange.importing import ImportReport, import_file
from services.workspace import Workspace

ROOT = Path(__file__).parents[3]
OCTOBER = Period.parse("2026-10")
ROSTER = """工号,姓名,班组,岗位,用工性质,状态,入职日期,转正日期,离职日期,星级,月工资
0001,甘棠,客服一组,呼入,全职,正式,2024-01-05,,,一星,5000
0002,Diane,客服一组,呼入,全职,正式,2024-02-01,,,,
0003,岳麓,客服二组,外呼,全职,试用,2026-08-01,2026-11-10,,,
0004,Becky,客服二组,外呼,兼职,正式,2024-01-05,,,,
0005,龚䶮,客服二组,外呼,全职,离职,2024-01-05,,2026-10-15,,
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a text table in an encoding."""

    def make(text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


@pytest.fixture
def write_xlsx(tmp_path: Path) -> Callable[..., Path]:
    """Write an XLSX; a value (v, format) gets that number format."""

    def make(rows: Iterable[Sequence[Any]], name: str = "table.xlsx") -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(number, place)
                cell.value = value[0] if isinstance(value, tuple) else value
                if isinstance(value, tuple):
                    cell.number_format = value[1]
        path = tmp_path / name
        book.save(path)
        return path

    return make


@pytest.fixture
def load(workspace: Workspace) -> Callable[..., ImportReport]:
    """Import and give the report."""

    def run(kind: str, path: Path, **options: Any) -> ImportReport:
        return import_file(workspace, kind=kind, path=path, **options).value

    return run


@pytest.fixture
def centre(workspace: Workspace, write: Callable[..., Path]) -> Workspace:
    """The workspace with five agents."""
    import_file(workspace, kind="roster", path=write(ROSTER, "roster.csv"))
    return workspace


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Added, changed, same, skipped."""
    return report.added, report.changed, report.same, report.skipped


def readings(workspace: Workspace, period: str) -> dict[tuple[str, str], Any]:
    """(employee number, indicator) → value."""
    with workspace.store.read() as tx:
        numbers = {row["id"]: row["employee_no"] for row in queries.employees(tx)}
        return {(numbers[row["employee_id"]], row["indicator"]): row["value"] for row in queries.readings_of(tx, [period])}


def days(workspace: Workspace, period: Period = OCTOBER) -> dict[tuple[str, int], str]:
    """(employee number, day of the month) → the mark's text."""
    from services.exchange.exporting import _mark

    with workspace.store.read() as tx:
        numbers = {row["id"]: row["employee_no"] for row in queries.employees(tx)}
        rows = queries.attendance_between(tx, period.first, period.last)
    return {(numbers[row["employee_id"]], row["day"].day): _mark(row).text for row in rows}
