"""The attendance sheet: totals worked by hand, one edit = one step, refusals store nothing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.attendance import parse_mark
from models.domain.errors import UserError
from models.domain.ops import Op
from models.queries import facts as fact_queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.attendance import PunchRow
from services import attendance, history
from services.attendance import AgentMonth, MonthSheet
from services.attendance_signs import LEGEND, read_mark
from services.cells import CellsRefused
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire

WORKDAYS = [8, 9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30]
"""October 2026 after the national holiday, with the make-up Saturday."""


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    hire(workspace)
    return workspace


def sheet(centre: Workspace) -> MonthSheet:
    return attendance.month_sheet(centre, month=OCTOBER)


def row(centre: Workspace, number: str) -> AgentMonth:
    return next(agent for agent in sheet(centre).agents if agent.head.employee_no == number)


def put(centre: Workspace, number: str, marks: dict[int, str]) -> tuple[AgentMonth, ...]:
    cells = [(number, date(2026, 10, day), text) for day, text in marks.items()]
    return attendance.set_cells(centre, month=OCTOBER, cells=cells).value


def test_sheet_has_the_month_s_agents_by_team_and_number(centre: Workspace) -> None:
    found = sheet(centre)
    assert [agent.head.employee_no for agent in found.agents] == ["0001", "0002", "0003"]
    assert row(centre, "0002").first == date(2026, 10, 12)
    assert row(centre, "0003").last == date(2026, 10, 16)
    assert [d.day.day for d in found.days if d.is_working] == WORKDAYS
    assert [d.day.day for d in found.days if d.is_make_up] == [10]
    assert [d.day.day for d in found.days if d.is_holiday] == [1, 2, 3, 4, 5, 6, 7]
    assert found.warning is None


def test_unknown_year_carries_a_warning(centre: Workspace) -> None:
    from models.domain.period import Period

    assert attendance.month_sheet(centre, month=Period.month(2035, 1)).warning is not None


def test_totals_worked_by_hand(centre: Workspace) -> None:
    marks = dict.fromkeys(WORKDAYS, "√")
    marks |= {8: "迟15", 9: "迟5退10", 12: "事½", 13: "√/病", 14: "年", 15: "旷", 16: "加2.5", 19: "丧", 20: "调", 21: "婚½"}
    changed = put(centre, "0001", marks)
    totals = changed[0].totals
    assert totals == row(centre, "0001").totals
    assert (totals.due, totals.attended) == (18, Decimal("12.5"))  # 11 whole days, half days on 12, 13 and 21
    assert (totals.late_count, totals.late_minutes, totals.early_count, totals.early_minutes) == (2, 20, 1, 10)
    assert (totals.absent, totals.personal, totals.sick, totals.annual) == (1, Decimal("0.5"), Decimal("0.5"), 1)
    assert (totals.family, totals.compensatory, totals.overtime_hours) == (Decimal("1.5"), 1, Decimal("2.5"))
    assert (totals.blank, totals.full) == (0, False)


def test_full_attendance_needs_the_whole_month_and_allows_annual_leave(centre: Workspace) -> None:
    put(centre, "0001", dict.fromkeys(WORKDAYS, "√") | {14: "年", 15: "差", 16: "调"})
    put(centre, "0002", {day: "√" for day in WORKDAYS if day >= 12})
    assert row(centre, "0001").totals.full
    assert not row(centre, "0002").totals.full
    assert row(centre, "0002").totals.due == 15
    put(centre, "0001", {30: ""})
    assert (row(centre, "0001").totals.full, row(centre, "0001").totals.blank) == (False, 1)
    put(centre, "0001", {30: "丧"})
    assert not row(centre, "0001").totals.full


def test_the_rules_count_the_same(centre: Workspace) -> None:
    put(centre, "0001", dict.fromkeys(WORKDAYS, "√") | {8: "迟15", 9: "迟5退10", 12: "事½", 16: "加2.5", 30: ""})
    with centre.store.read() as tx:
        workdays = {OCTOBER.text: [date(2026, 10, day) for day in WORKDAYS]}
        tally = fact_queries.attendance_tallies(tx, people_queries.employees(tx), (OCTOBER,), workdays)["0001", OCTOBER.text]
    totals = row(centre, "0001").totals
    assert (tally.workdays, tally.blank_workdays) == (totals.due, totals.blank)
    assert (tally.late_count, tally.late_minutes, tally.early_minutes) == (totals.late_count, totals.late_minutes, totals.early_minutes)
    assert tally.overtime_hours == totals.overtime_hours


def test_many_cells_are_one_step_of_undo(centre: Workspace) -> None:
    before = sheet(centre)
    put(centre, "0001", {8: "√"})
    once = sheet(centre)
    cells = [("0001", date(2026, 10, 8), ""), ("0001", date(2026, 10, 9), "迟3"), ("0003", date(2026, 10, 9), "病")]
    done = attendance.set_cells(centre, month=OCTOBER, cells=cells, reason="补录")
    assert {agent.head.employee_no for agent in done.value} == {"0001", "0003"}
    after = sheet(centre)
    assert row(centre, "0001").cells[8] == attendance.DayCell("迟3", "hand", "补录")
    history.undo(centre)
    assert sheet(centre) == once
    history.redo(centre)
    assert sheet(centre) == after
    history.undo(centre)
    history.undo(centre)
    assert sheet(centre) == before


def test_refusal_names_each_cell_and_stores_nothing(centre: Workspace) -> None:
    before = sheet(centre)
    cells = [
        ("0001", date(2026, 10, 8), "√"),
        ("0001", date(2026, 10, 9), "随便"),
        ("0002", date(2026, 10, 9), "√"),
        ("0003", date(2026, 11, 1), "√"),
        ("0001", date(2026, 10, 12), "迟999"),
    ]
    with pytest.raises(CellsRefused) as caught:
        attendance.set_cells(centre, month=OCTOBER, cells=cells)
    assert [(p.employee_no, p.column[-2:], p.text) for p in caught.value.problems] == [
        ("0001", "09", "随便"), ("0002", "09", "√"), ("0003", "01", "√"), ("0001", "12", "迟999"),
    ]  # fmt: skip
    assert sheet(centre) == before
    assert history.undo_info(centre).undo is Op.EDIT_PERSON


def test_unknown_agent_is_refused(centre: Workspace) -> None:
    with pytest.raises(UserError, match="0099"):
        attendance.set_cells(centre, month=OCTOBER, cells=[("0099", date(2026, 10, 8), "√")])


def test_typing_what_stands_there_changes_nothing(centre: Workspace) -> None:
    put(centre, "0001", {8: "√"})
    assert attendance.set_cells(centre, month=OCTOBER, cells=[("0001", date(2026, 10, 8), "v")]).changes.log_id == 0


def test_punches_beside_a_day_and_the_missing_one(centre: Workspace) -> None:
    stamps = [
        datetime.fromisoformat("2026-10-08 08:55"),
        datetime.fromisoformat("2026-10-08 08:56"),
        datetime.fromisoformat("2026-10-08 18:03"),
        datetime.fromisoformat("2026-10-09 08:59"),
        datetime.fromisoformat("2026-10-13 00:30"),
    ]

    def work(tx: Tx) -> None:
        tx.insert_many(PunchRow, [{"employee_id": 1, "punched_at": stamp, "source": "clock"} for stamp in stamps])

    centre.store.transact(Op.IMPORT_PUNCHES, work, who="test")
    found = attendance.punches_of(centre, employee_no="0001", day=date(2026, 10, 8))
    assert found.stamps == tuple(stamps[:3])
    assert found.merged == (stamps[0], stamps[2])
    assert attendance.punches_of(centre, employee_no="0001", day=date(2026, 10, 12)).stamps == (stamps[4],)
    assert row(centre, "0001").totals.missing_punches == 2  # the 9th and the 12th
    put(centre, "0001", {9: "√"})
    assert row(centre, "0001").totals.missing_punches == 1


def test_how_much_is_missing_counts_up_to_today(centre: Workspace) -> None:
    # Mon–Fri working days: 17 for 0001, 15 for 0002 (from the 12th), 7 for 0003 (to the 16th)
    assert attendance.missing(centre, month=OCTOBER) == attendance.Missing(OCTOBER, 3, 17 + 15 + 7)
    put(centre, "0003", {day: "√" for day in WORKDAYS if day <= 16})
    assert attendance.missing(centre, month=OCTOBER) == attendance.Missing(OCTOBER, 2, 32)
    november = OCTOBER.shifted(1)
    assert attendance.missing(centre, month=november) == attendance.Missing(november, 2, 2)  # today is Monday the 2nd


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("v", "√"), ("l15", "迟15"), ("L15e10", "迟15退10"), ("s½", "病½"), ("v/u", "√/事"), ("+2", "加2"),
        ("√+2h", "加2"), ("r+3", "休加3"), ("△", "事"), ("迟到15分钟", "迟15"), ("present", "√"), (" X ", "旷"),
    ],
)  # fmt: skip
def test_quick_keys(typed: str, stored: str) -> None:
    assert read_mark(typed).text == stored


@pytest.mark.parametrize("figure", ["8", "1", "７"])
def test_a_figure_alone_is_no_sign(figure: str) -> None:
    with pytest.raises(UserError, match="alone"):
        read_mark(figure)


def test_every_line_of_the_legend_can_be_typed() -> None:
    for line in LEGEND[:-1]:
        keys = [key for key in (line.sign, line.symbol, line.letter, line.code) if key]
        assert {read_mark(key).text for key in keys} == {line.sign}, line
    letters = [line.letter for line in LEGEND]
    assert len(set(letters)) == len(letters)


_PIECES = st.sampled_from(
    [key for line in LEGEND for key in (line.sign, line.symbol, line.letter, line.digit, line.code) if key]
    + ["/", "½", "1/2", "半", "加", "+", "15", "0", "2.5", "迟到", " ", "分钟", "h", "0.5"]
)


@given(st.lists(_PIECES, min_size=1, max_size=6).map("".join) | st.text(max_size=8))
def test_whatever_is_accepted_reads_back_the_same(text: str) -> None:
    try:
        mark = read_mark(text)
    except UserError:
        return
    assert parse_mark(mark.text) == mark
    assert read_mark(mark.text) == mark
    assert mark.text == read_mark(mark.text).text
