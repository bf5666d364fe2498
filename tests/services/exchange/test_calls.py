"""The call log against an aggregation of its own, made with nothing but the plain csv and spreadsheet libraries."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.domain.errors import ImportRefused
from models.queries import exchange as queries
from services import history
from services.exchange.importing import ImportReport, import_file
from services.workspace import Workspace
from tests.services.exchange.conftest import ROOT, counts, readings

Load = Callable[..., ImportReport]
Write = Callable[..., Path]
Figures = dict[tuple[str, str, str], Decimal]
SAMPLE = ROOT / "tests/data/call-log-sample.csv"
REAL = ROOT.parent / "shared/data/call-log-2021q1.xlsx"


def aggregate(calls: Iterable[Mapping[str, Any]]) -> Figures:
    """(agent, month, indicator) → value, straight from the definitions."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for call in calls:
        groups[call["agent"], call["month"]].append(call)
    found: Figures = {}
    for (agent, month), group in groups.items():
        answered = [call for call in group if call["answered"]]
        ratings = [call["rating"] for call in group if call["rating"] is not None]
        resolved = [call for call in answered if call["resolved"]]
        figures = {
            "calls_offered": Decimal(len(group)),
            "calls_handled": Decimal(len(answered)),
            "answer_rate": Decimal(len(answered)) / len(group),
            "resolution_rate": Decimal(len(resolved)) / len(answered),
            "asa": Decimal(sum(call["speed"] for call in answered)) / len(answered),
            "aht": Decimal(sum(call["talk"] for call in answered)) / len(answered),
            "csat": Decimal(sum(ratings)) / len(ratings),
        }
        found |= {(agent, month, code): round6(value) for code, value in figures.items()}
    return found


def round6(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.000001"), ROUND_HALF_UP)


def seconds(text: str) -> int:
    hours, minutes, rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def sample_calls() -> list[dict[str, Any]]:
    with SAMPLE.open(encoding="gb18030", newline="") as stream:
        rows = list(csv.reader(stream))[2:]
    return [
        {
            "agent": row[1], "month": f"2026-{int(row[2].split('/')[1]):02}", "answered": row[5] == "是", "resolved": row[6] == "是",
            "speed": int(row[7] or 0), "talk": seconds(row[8]) if row[8] else 0, "rating": int(row[9]) if row[9] else None,
        }
        for row in rows
    ]  # fmt: skip


def real_calls() -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(REAL, read_only=True)
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    book.close()
    return [
        {
            "agent": row[1], "month": str(row[2])[:7], "answered": row[5] == "Y", "resolved": row[6] == "Y", "speed": row[7] or 0,
            "talk": row[8].hour * 3600 + row[8].minute * 60 + row[8].second if isinstance(row[8], time) else 0, "rating": row[9],
        }
        for row in rows
    ]  # fmt: skip


def stored(workspace: Workspace, calls: list[dict[str, Any]], numbers: Mapping[str, str]) -> Figures:
    agents = {number: agent for agent, number in numbers.items()}
    months = {call["month"] for call in calls}
    return {
        (agents[number], month, code): round6(value) for month in months for (number, code), value in readings(workspace, month).items()
    }


def test_the_sample_log_agrees_with_a_count_by_hand(centre: Workspace, load: Load) -> None:
    report = load("calls", SAMPLE)
    assert counts(report) == (80, 0, 0, 0)
    numbers = {"甘棠": "0001", "Diane": "0002", "岳麓": "0003", "Becky": "0004"}
    assert stored(centre, sample_calls(), numbers) == aggregate(sample_calls())
    again = load("calls", SAMPLE)
    assert counts(again) == (0, 0, 80, 0)
    assert again.changes.log_id == 0
    history.undo(centre)
    assert readings(centre, "2026-10") == {}


@pytest.mark.skipif(not REAL.exists(), reason="the real log is not on this machine; the sample proves the rule")
def test_the_real_log_agrees_with_a_count_by_hand(workspace: Workspace, load: Load, write: Write) -> None:
    calls = real_calls()
    numbers = {agent: f"{n:04}" for n, agent in enumerate(sorted({call["agent"] for call in calls}), 1)}
    load("roster", write("工号,姓名,岗位\n" + "".join(f"{number},{agent},呼入\n" for agent, number in numbers.items())))
    assert counts(load("calls", REAL)) == (5000, 0, 0, 0)
    found = stored(workspace, calls, numbers)
    assert len(found) == 8 * 3 * 7
    assert found == aggregate(calls)


HEAD = "call id,agent,date,time,topic,answered,resolved,speed of answer,talk time,satisfaction\n"


def test_a_corrected_call_changes_the_month_and_later_files_add_to_it(centre: Workspace, load: Load, write: Write) -> None:
    load("calls", write(HEAD + "A1,0001,2026-10-01,09:00:00,x,Y,Y,10,00:02:00,5\nA2,1,2026-10-02,09:00:00,x,Y,N,20,60,\n"))
    load("calls", write(HEAD + "A3,甘棠,2026-10-31,23:59:59,x,N,N,,,\n"))
    found = readings(centre, "2026-10")
    assert {code: found["0001", code] for code in ("calls_offered", "calls_handled", "asa", "aht", "csat")} == {
        "calls_offered": 3, "calls_handled": 2, "asa": 15, "aht": 90, "csat": 5,
    }  # fmt: skip
    report = load("calls", write(HEAD + "A1,0002,2026-10-01,09:00:00,x,Y,Y,10,00:02:00,5\n"))
    assert counts(report) == (0, 1, 0, 0)
    found = readings(centre, "2026-10")
    assert found["0001", "calls_offered"] == 2
    assert ("0001", "csat") not in found
    assert found["0002", "csat"] == 5


def test_bad_calls_are_all_named(centre: Workspace, write: Write) -> None:
    text = (
        HEAD
        + "B1,Nobody,2026-10-01,09:00,x,Y,Y,10,60,5\nB2,0001,2026-99-01,09:00,x,Y,Y,10,60,5\nB3,0001,2026-10-01,09:00,x,maybe,Y,10,60,5\n"
        + "B4,0001,2026-10-01,09:00,x,Y,Y,-3,60,5\nB4,0001,2026-10-01,09:00,x,Y,Y,3,60,5\nB4,0001,2026-10-01,09:00,x,Y,Y,3,60,5\n"
        + "B6,0005,2026-10-30,09:00,x,Y,Y,10,60,5\n"
    )
    with pytest.raises(ImportRefused) as caught:
        import_file(centre, kind="calls", path=write(text))
    assert [(p.row, p.column) for p in caught.value.problems] == [
        (2, "agent"), (3, "date"), (4, "answered"), (5, "speed of answer"), (7, "call id"), (8, "date"),
    ]  # fmt: skip


def test_two_agents_of_one_name_need_their_numbers(centre: Workspace, load: Load, write: Write) -> None:
    load("roster", write("工号,姓名\n0009,甘棠\n"))
    with pytest.raises(ImportRefused) as caught:
        import_file(centre, kind="calls", path=write(HEAD + "A1,甘棠,2026-10-01,09:00,x,Y,Y,10,60,5\n"))
    assert "Several agents" in str(caught.value.problems[0].reason)


def test_channels_are_merged_into_one_month_by_one_standard(centre: Workspace, load: Load, write: Write) -> None:
    """Calls and chats are numbered from 1 each: 2 calls and 2 chats make 4 contacts, 3 of them answered, ratings 5, 4 and 3."""
    header = "编号 id,工号,日期,是否接听,是否解决,满意度,渠道\n"
    calls = "1,0001,2026-09-01,是,是,5,电话\n2,0001,2026-09-02,否,否,,电话\n"
    chats = "1,0001,2026-09-03,是,是,4,在线客服\n2,0001,2026-09-04,是,否,3,在线客服\n"
    load("calls", write(header + calls))
    load("calls", write(header + chats))
    again = load("calls", write(header + calls + chats))
    assert (again.added, again.changed) == (0, 0)
    with centre.store.read() as tx:
        key = next(row["id"] for row in queries.employees(tx) if row["employee_no"] == "0001")
        found = {row["indicator"]: row["value"] for row in queries.readings_of(tx, ["2026-09"]) if row["employee_id"] == key}
    assert (found["calls_offered"], found["calls_handled"], found["answer_rate"], found["csat"]) == (4, 3, Decimal("0.75"), 4)
