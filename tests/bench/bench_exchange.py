"""Files in: reading against the bare libraries, storing against a bare insert."""

from __future__ import annotations

import csv
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from services.clock import FixedClock
from services.exchange.importing import import_file
from services.exchange.tables_in import read_table
from services.workspace import create_workspace
from tests.bench.rows import BenchRow

ROWS = 50_000
AGENTS = 200
HEAD = ["通话编号", "工号", "日期", "时间", "业务类型", "是否接听", "是否解决", "应答速度", "通话时长", "满意度"]


def rows() -> list[BenchRow]:
    """Reading 50,000 rows from XLSX and from a GBK CSV; importing 50,000 calls whole, with checks, figures and log."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        calls = [_call(n) for n in range(ROWS)]
        _write_xlsx(folder / "calls.xlsx", calls)
        _write_csv(folder / "calls.csv", calls)
        return [_read_xlsx(folder / "calls.xlsx"), _read_csv(folder / "calls.csv"), _import(folder, calls)]


def _call(n: int) -> list[Any]:
    day = date(2026, 7, 1) + timedelta(days=n % 90)
    clock = f"{9 + n % 9:02}:{n % 60:02}:{n % 59:02}"
    answered, resolved = "是" if n % 5 else "否", "是" if n % 7 else "否"
    return [f"C{n:06}", f"{n % AGENTS:04}", day.isoformat(), clock, "账单", answered, resolved, n % 90, n % 400, n % 5 + 1]


def _write_xlsx(path: Path, calls: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEAD, *calls]):
            sheet.write_row(number, 0, row)


def _write_csv(path: Path, calls: list[list[Any]]) -> None:
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([HEAD, *calls])


def _best(work: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def _read_xlsx(path: Path) -> BenchRow:
    ours = _best(lambda: read_table(path))
    floor = _best(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
    return BenchRow("read 50,000 rows of XLSX (s; floor calamine)", ours, floor, ours / floor)


def _read_csv(path: Path) -> BenchRow:
    def bare() -> None:
        with path.open(encoding="gb18030", newline="") as stream:
            list(csv.reader(stream))

    ours, floor = _best(lambda: read_table(path)), _best(bare)
    return BenchRow("read 50,000 rows of GBK CSV (s; floor csv)", ours, floor, ours / floor)


def _import(folder: Path, calls: list[list[Any]]) -> BenchRow:
    workspace = create_workspace(folder / "centre", name="bench", clock=FixedClock.on(date(2026, 10, 1)))
    roster = folder / "roster.csv"
    roster.write_text("工号,姓名\n" + "".join(f"{n:04},坐席{n}\n" for n in range(AGENTS)), encoding="utf-8")
    import_file(workspace, kind="roster", path=roster)
    ours = _best(lambda: import_file(workspace, kind="calls", path=folder / "calls.xlsx"), 1)
    workspace.close()
    floor = _best(lambda: _bare_insert(folder, calls), 1)
    return BenchRow("import 50,000 calls whole (s; floor executemany; at most 5 s)", ours, floor, ours / floor)


def _bare_insert(folder: Path, calls: list[list[Any]]) -> None:
    connection = sqlite3.connect(folder / "bare.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"CREATE TABLE call ({', '.join('abcdefghij')})")
    connection.executemany(f"INSERT INTO call VALUES ({', '.join('?' * 10)})", calls)
    connection.commit()
    connection.close()
