"""Month sheets for signature say what the grids show."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.attendance import parse_mark
from models.domain.errors import UserError
from models.domain.period import Period
from services import attendance, indicators, month_sheets
from services.attendance_signs import halves_of
from services.workspace import Workspace
from tests.services import decided


def test_the_attendance_sheet_holds_everybody_each_day_and_the_totals(workspace: Workspace) -> None:
    decided.fill(workspace)
    cells = [("0001", date(2026, 10, 12), "迟15"), ("0001", date(2026, 10, 13), "病/√"), ("0002", date(2026, 10, 14), "旷")]
    attendance.set_cells(workspace, month=decided.OCTOBER, cells=cells)
    facts = month_sheets.attendance_facts(workspace, month=decided.OCTOBER, private=False)
    titles = [column.title for column in facts.columns]
    rows = {row[0]: dict(zip(titles, row, strict=True)) for row in facts.rows}
    first = rows["0001"]
    assert len(facts.rows) == 13
    assert (first["姓名"], first["12"], first["13"], first["迟到"], first["病假"]) == ("王小明", "迟15\n√", "病\n√", "1/15", "0.5")
    assert titles[4:35] == [str(day) for day in range(1, 32)]
    assert facts.columns[4 + 3].is_shaded  # a Sunday
    assert "旷" in facts.legend
    assert month_sheets.attendance_pdf(workspace, month=decided.OCTOBER).startswith(b"%PDF")


def test_the_attendance_sheet_that_hangs_openly_names_no_private_kind_of_leave(workspace: Workspace) -> None:
    decided.fill(workspace)
    kinds = ["病", "婚", "产", "陪", "丧", "伤", "事", "年"]
    cells = [("0001", date(2026, 10, 12 + n), kind) for n, kind in enumerate(kinds[:5])]
    cells += [("0002", date(2026, 10, 12 + n), kind) for n, kind in enumerate(kinds[5:])]
    attendance.set_cells(workspace, month=decided.OCTOBER, cells=cells)
    facts = month_sheets.attendance_facts(workspace, month=decided.OCTOBER)
    titles = [column.title for column in facts.columns]
    rows = {row[0]: dict(zip(titles, row, strict=True)) for row in facts.rows}
    said = " ".join([facts.legend, *titles, *(cell for row in facts.rows for cell in row)])
    assert [kind for kind in kinds[:6] if kind in said.replace("陈", "")] == []
    assert [rows["0001"][str(day)] for day in range(12, 17)] == ["假\n假"] * 5
    assert [rows["0002"][str(day)] for day in range(12, 15)] == ["假\n假", "事\n事", "年\n年"]
    assert rows["0001"]["请假"] == "5"


def test_halves_minutes_and_overtime_stand_where_they_belong() -> None:
    halves = {"√": ("√", "√"), "迟15退3加2.5": ("迟15", "退3加2.5"), "加2": ("√", "加2"), "√/年": ("√", "年"), "休": ("休", "休")}
    assert {text: halves_of(parse_mark(text)) for text in halves} == halves


def test_the_performance_sheet_leaves_out_what_nobody_has(workspace: Workspace) -> None:
    decided.fill(workspace)
    facts = month_sheets.performance_facts(workspace, month=decided.OCTOBER)
    sheet = indicators.month_sheet(workspace, month=decided.OCTOBER)
    assert 0 < len(facts.columns) - 4 < len(sheet.indicators)
    (row,) = (row for row in facts.rows if row[0] == "0001")
    assert row[1] == "王小明"
    assert "99" in row


def test_an_empty_month_has_no_sheet(workspace: Workspace) -> None:
    with pytest.raises(UserError):
        month_sheets.attendance_pdf(workspace, month=Period.parse("2020-01"))
