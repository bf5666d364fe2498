"""Shifts, who works them, the layers of a day, days to settle, corrections."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from models.domain.errors import ImportRefused, UserError
from models.domain.ops import Op
from models.domain.period import Period
from models.queries import attendance as attendance_queries
from models.tables.attendance import PunchRow
from services import attachments, attendance, attendance_days, clock_numbers, history, shifts
from services.exchange.importing import ImportReport, import_file
from services.exchange.shift_days import Shift
from services.shifts import Pattern
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire

NIGHT = Shift(time(22), time(6), code="N", name="夜班")


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    hire(workspace)
    shifts.save_shift(workspace, shift=NIGHT)
    return workspace


def load(centre: Workspace, tmp_path: Path, kind: str, text: str) -> ImportReport:
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, "utf-8")
    return import_file(centre, kind=kind, path=path, period=OCTOBER).value


def cells(centre: Workspace, number: str) -> dict[int, str]:
    sheet = attendance.month_sheet(centre, month=OCTOBER)
    agent = next(agent for agent in sheet.agents if agent.head.employee_no == number)
    return {day: cell.text for day, cell in enumerate(agent.cells, 1) if cell.text}


def test_punches_of_a_night_shift_make_the_mark_of_the_day_it_began(centre: Workspace, tmp_path: Path) -> None:
    shifts.assign(centre, employee_nos=["0001"], code="N", since=date(2026, 10, 1))
    load(
        centre,
        tmp_path,
        "punches",
        "工号,打卡时间\n0001,2026-10-30 22:10\n0001,2026-10-31 06:02\n0001,2026-10-12 21:50\n0001,2026-10-13 06:00\n",
    )
    assert cells(centre, "0001") == {12: "√", 30: "迟10"}
    found = attendance_days.layers(centre, employee_no="0001", day=date(2026, 10, 30))
    assert found.stamps == (datetime(2026, 10, 30, 22, 10), datetime(2026, 10, 31, 6, 2))
    assert (found.computed, found.entry.text, found.entry.source, found.planned.shift.code) == ("迟10", "迟10", "punches", "N")
    assert attendance.punches_of(centre, employee_no="0001", day=date(2026, 10, 30)).stamps == found.stamps


def test_days_to_settle_name_what_is_missing(centre: Workspace, tmp_path: Path) -> None:
    shifts.assign(centre, employee_nos=["0001"], code="N", since=date(2026, 10, 1))
    load(
        centre,
        tmp_path,
        "punches",
        "工号,打卡时间\n0001,2026-10-13 06:03\n0001,2026-10-13 21:58\n0001,2026-10-17 22:00\n0003,2026-10-16 09:00\n",
    )
    found = {(one.head.employee_no, one.day.day): one.missing for one in attendance_days.open_days(centre, month=OCTOBER)}
    assert found["0001", 12] == "arrival"
    assert found["0001", 13] == "departure"
    assert found["0001", 17] == "rest"
    assert found["0001", 14] == "both"
    assert found["0003", 16] == "departure"
    assert ("0001", 3) not in found, "a public holiday"
    assert not any(number == "0002" for number, _ in found), "an agent without any punch is not on the list"


def test_a_day_is_settled_with_reason_and_proof_and_the_stamps_stay(centre: Workspace, tmp_path: Path) -> None:
    load(centre, tmp_path, "punches", "工号,打卡时间\n0001,2026-10-13 09:00\n")
    proof = tmp_path / "slip.txt"
    proof.write_text("signed by the team leader", "utf-8")
    day = date(2026, 10, 13)
    with pytest.raises(UserError, match="needs a reason"):
        attendance_days.settle(centre, employee_no="0001", day=day, text="√", reason=" ")
    attendance_days.settle(centre, employee_no="0001", day=day, text="√", reason="门禁故障", proof=proof)
    found = attendance_days.layers(centre, employee_no="0001", day=day)
    assert (found.computed, found.entry.text, found.entry.source, found.entry.note) == ("", "√", "hand", "门禁故障")
    assert found.proof is not None
    assert attachments.path_of(centre, found.proof.sha256).read_text("utf-8") == "signed by the team leader"
    assert len(found.stamps) == 1
    assert attendance_days.open_days(centre, month=OCTOBER)[0].day != day
    load(centre, tmp_path, "punches", "工号,打卡时间\n0001,2026-10-13 09:40\n0001,2026-10-13 18:00\n")
    assert cells(centre, "0001")[13] == "√", "an import never overwrites a correction"


def test_a_power_cut_is_corrected_for_all_in_one_step_that_can_be_undone(centre: Workspace, tmp_path: Path) -> None:
    load(centre, tmp_path, "punches", "工号,打卡时间\n0001,2026-10-13 09:50\n0001,2026-10-13 18:00\n")
    attendance.set_cells(centre, month=OCTOBER, cells=[("0003", date(2026, 10, 13), "年")])
    done = attendance_days.correct_many(
        centre, employee_nos=["0001", "0002", "0003"], first=date(2026, 10, 10), last=date(2026, 10, 14), text="√", reason="停电"
    )
    assert done.value == 4 + 3 + 3, "Saturday the 10th is worked; 0002 came on the 12th; 0003 is on leave on the 13th"
    assert cells(centre, "0003")[13] == "年"
    assert cells(centre, "0001")[13] == "√"
    with centre.store.read() as tx:
        assert sum(map(len, attendance_queries.punches(tx, date(2026, 10, 1), date(2026, 10, 31)).values())) == 2
    history.undo(centre)
    assert cells(centre, "0001") == {13: "迟50"}


def test_the_month_is_computed_anew_after_a_change_of_shifts(centre: Workspace, tmp_path: Path) -> None:
    load(
        centre,
        tmp_path,
        "punches",
        "工号,打卡时间\n0001,2026-10-12 22:00\n0001,2026-10-13 06:00\n0001,2026-10-14 09:00\n0001,2026-10-14 18:00\n",
    )
    before = cells(centre, "0001")
    assert before[14] == "√"
    shifts.assign(centre, employee_nos=["0001"], code="N", since=date(2026, 10, 12))
    assert cells(centre, "0001") == before
    attendance_days.recompute(centre, month=OCTOBER)
    assert cells(centre, "0001")[12] == "√"
    assert {day for day, text in cells(centre, "0001").items() if text == "休"} == {1, 2, 3, 4, 5, 6, 7, 11, 17, 18, 24, 25, 31}
    assert 3 not in cells(centre, "0003"), "agents without shifts of their own keep their blank weekends"
    assert attendance_days.recompute(centre, month=OCTOBER).changes.log_id == 0


def test_a_shift_roster_is_imported_as_matrix_and_list_and_stays_the_same(centre: Workspace, tmp_path: Path) -> None:
    text = "2026年10月排班表\n工号,姓名,12,13,14\n,,一,二,三\n0001,张三,N,夜班,休\n"
    report = load(centre, tmp_path, "shift_roster", text)
    assert (report.added, report.same, report.skipped) == (3, 0, 0)
    plan = shifts.plan_of(centre, employee_no="0001", period=OCTOBER)
    assert [plan[date(2026, 10, day)].works for day in (12, 13, 14, 15)] == [True, True, False, True]
    assert plan[date(2026, 10, 13)].shift.code == "N"
    assert load(centre, tmp_path, "shift_roster", text).same == 3
    report = load(centre, tmp_path, "shift_roster", "工号,日期,班次\n0001,2026-10-14,N\n")
    assert (report.added, report.changed) == (0, 1)
    with pytest.raises(ImportRefused) as caught:
        load(centre, tmp_path, "shift_roster", "工号,日期,班次\n0001,2026-10-14,Z\n")
    assert "no shift" in str(caught.value.problems[0].reason)


@pytest.mark.parametrize("title", ["客服排班 2026-10-12 至 2026-10-18\n", ""])
def test_a_roster_of_one_week_is_imported(centre: Workspace, tmp_path: Path, title: str) -> None:
    text = f"{title}姓名,工号,周一,周二,13日周二X,星期三,周四,周五,周六,周日\n张三,0001,夜班,N,,,休,,N,休\n"
    path = tmp_path / "week.csv"
    path.write_text(text, "utf-8")
    period = None if title else Period.parse("2026-W42")
    assert import_file(centre, kind="shift_roster", path=path, period=period).value.added == 5
    plan = shifts.plan_of(centre, employee_no="0001", period=Period.parse("2026-W42"))
    assert [plan[date(2026, 10, day)].shift.code for day in (12, 13, 17)] == ["N", "N", "N"]
    assert [plan[date(2026, 10, day)].works for day in (12, 13, 14, 15, 16, 17, 18)] == [True, True, True, False, True, True, False]


def test_clock_numbers_are_imported_and_used_by_punches(centre: Workspace, tmp_path: Path) -> None:
    assert load(centre, tmp_path, "clock_numbers", "工号,姓名,考勤号\n0001,张三,77\n0003,王五,78\n").added == 2
    assert [(one.clock_no, one.employee_no) for one in clock_numbers.clock_numbers(centre)] == [("77", "0001"), ("78", "0003")]
    load(centre, tmp_path, "punches", "      77\t2026-10-13 09:00:00\t1\t0\n      77\t2026-10-13 18:00:00\t1\t0\n")
    assert cells(centre, "0001") == {13: "√"}
    clock_numbers.put(centre, clock_no="77", employee_no="0003")
    clock_numbers.remove(centre, clock_no="78")
    assert [(one.clock_no, one.employee_no) for one in clock_numbers.clock_numbers(centre)] == [("77", "0003")]
    with pytest.raises(ImportRefused):
        load(centre, tmp_path, "clock_numbers", "工号,考勤号\n0001,5\n0003,5\n")


def test_shifts_that_cannot_be_are_refused(centre: Workspace) -> None:
    for wrong in (
        Shift(code="休"),
        Shift(code=""),
        Shift(time(6), time(5), code="A"),
        Shift(code="A", late_grace=-1),
        Shift(code="A", break_minutes=600),
    ):
        with pytest.raises(UserError):
            shifts.save_shift(centre, shift=wrong)
    with pytest.raises(UserError, match="at least one day"):
        shifts.save_pattern(centre, pattern=Pattern("C", "", ("", "休")))
    shifts.save_pattern(centre, pattern=Pattern("C", "两休", ("N", "休")))
    with pytest.raises(UserError, match="taken"):
        shifts.save_shift(centre, shift=Shift(code="C"))
    with pytest.raises(UserError, match="cycle"):
        shifts.remove(centre, code="N")
    shifts.remove(centre, code="C")
    shifts.remove(centre, code="N")
    assert shifts.book(centre).shifts == ()


def test_single_days_are_set_and_taken_back(centre: Workspace) -> None:
    day = date(2026, 10, 12)
    shifts.set_days(centre, days=[("0001", day, "n"), ("0001", date(2026, 10, 13), "休")])
    plan = shifts.plan_of(centre, employee_no="0001", period=OCTOBER)
    assert plan[day].shift == NIGHT
    assert not plan[date(2026, 10, 13)].works
    shifts.set_days(centre, days=[("0001", day, None)])
    assert shifts.plan_of(centre, employee_no="0001", period=OCTOBER)[day].shift.code == ""


def test_punches_are_never_lost_with_a_shift(centre: Workspace) -> None:
    centre.store.transact(
        Op.IMPORT_PUNCHES, lambda tx: tx.insert_many(PunchRow, [{"employee_id": 1, "punched_at": datetime(2026, 10, 13, 9)}]), who="t"
    )
    shifts.set_days(centre, days=[("0001", date(2026, 10, 13), "")])
    assert attendance_days.open_days(centre, month=OCTOBER)[0].missing in ("rest", "both")


def test_a_stamp_at_the_end_of_time_is_refused_with_a_sentence(centre: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as caught:
        load(centre, tmp_path, "punches", "工号,打卡时间\n0001,9999-12-31 09:00\n0001,1899-12-31 09:00\n")
    reasons = {str(problem.reason) for problem in caught.value.problems}
    assert reasons == {"The year 9999 cannot be right.", "The year 1899 cannot be right."}
