"""Files of punch clocks and attendance programs, as they come out of them, become the right stamps and days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from models.domain.errors import ImportRefused, UserError
from models.queries import exchange as queries
from services.exchange.day_results import read_result
from services.exchange.importing import ImportReport
from services.workspace import Workspace
from tests.services.exchange.conftest import OCTOBER, counts, days

Load = Callable[..., ImportReport]
Write = Callable[..., Path]
_TITLE = ["月度汇总 统计日期：2026-10-01 至 2026-10-31"]
_MADE = ["报表生成时间：2026-11-01 09:00"]
_PERSON = ["姓名", "考勤组", "部门", "工号", "职位", "UserId"]


def stamps(workspace: Workspace) -> list[str]:
    with workspace.store.read() as tx:
        numbers = {row["id"]: row["employee_no"] for row in queries.employees(tx)}
        found = queries.punches_between(tx, OCTOBER.first, OCTOBER.last)
        return [f"{numbers[row['employee_id']]} {row['punched_at']:%d %H:%M}" for row in found]


def _days_with_weekends() -> list[str]:
    names = {5: "六", 6: "日"}
    return [names.get(date(2026, 10, day).weekday(), str(day)) for day in range(1, 32)]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("        1\t2026-10-08 08:58:11\t1\t0\t1\t0\r\n        1\t2026-10-08 18:02:40\t1\t1\t1\t0\r\n", "utf-8"),
        ("        1\t甘棠\t2026-10-08 08:58:11\t1\t0\t\t\r\n        1\t甘棠\t2026-10-08 18:02:40\t1\t1\t\t\r\n", "gb18030"),
        ("1 2026-10-08 08:58:11 1 0\n1 2026-10-08 18:02:40 1 1\n", "ascii"),
        ("1\t2026-10-08\t08:58:11\t1\n1\t2026-10-08\t18:02:40\t1\n", "utf-8-sig"),
        ("0001,2026/10/8 8:58,1,0\n0001,2026/10/8 18:02,1,1\n", "ascii"),
        (
            "No\tTMNo\tEnNo\tName\tGMNo\tMode\tDateTime\n000001\t1\t00000001\t甘棠\t1\t1\t2026/10/08 08:58:11\n"
            "000002\t1\t00000001\t甘棠\t1\t1\t2026/10/08 18:02:40\n",
            "gbk",
        ),
        ("1\t2026-10-08 08:58:11\t1\t0\n\x00\x00\x001\t2026-10-08 08:59:00\t1\t0\n1\t2026-10-08 18:02:40\t1\t1\n" * 3, "utf-8"),
    ],
)
def test_clocks_write_their_lines_in_many_ways(centre: Workspace, write: Write, load: Load, content: str, encoding: str) -> None:
    load("punches", write(content, "1_attlog.dat", encoding))
    assert {"0001 08 08:58", "0001 08 18:02"} <= set(stamps(centre))
    assert days(centre) == {("0001", 8): "√"}


def test_a_bad_line_of_a_clock_refuses_the_file_or_is_left_out(centre: Workspace, write: Write, load: Load) -> None:
    path = write("1\t2026-10-08 08:58:11\t1\n1\t2000-00-00 00:00:00\t1\n#!~\n1\t2026-10-08 18:00:00\t1\n", "attlog.dat")
    with pytest.raises(ImportRefused) as refused:
        load("punches", path)
    assert [problem.row for problem in refused.value.problems] == [2, 3]
    assert stamps(centre) == []
    assert counts(load("punches", path, partial=True)) == (2, 0, 0, 2)
    assert counts(load("punches", path, partial=True)) == (0, 0, 2, 2)


def test_a_clock_number_that_only_looks_like_an_employee_number_is_not_trusted(centre: Workspace, write: Write, load: Load) -> None:
    with pytest.raises(ImportRefused) as refused:
        load("punches", write("2\t甘棠\t2026-10-08 08:58:11\t1\n2\t甘棠\t2026-10-08 18:58:11\t1\n", "attlog.dat"))
    assert "甘棠" in str(refused.value.problems[0].reason)
    load("clock_numbers", write("工号,考勤号\n0001,2\n"))
    load("punches", write("2\t甘棠\t2026-10-08 08:58:11\t1\n2\t甘棠\t2026-10-08 18:58:11\t1\n", "attlog.dat"))
    assert days(centre) == {("0001", 8): "√"}


def test_an_employee_number_goes_before_a_clock_number_of_somebody_else(centre: Workspace, write: Write, load: Load) -> None:
    load("clock_numbers", write("工号,考勤号\n0001,0002\n"))
    load("punches", write("工号,打卡时间\n0002,2026-10-08 08:50\n0002,2026-10-08 18:01\n"))
    assert days(centre) == {("0002", 8): "√"}


def test_planned_hours_beside_the_stamps_are_no_stamps(centre: Workspace, write: Write, load: Load) -> None:
    text = (
        "登记号码,姓名,日期,对应时段,上班时间,下班时间,签到时间,签退时间,应到,是否旷工\n"
        "1,甘棠,2026-10-08,白班,09:00,18:00,09:12,18:03,1,\n2,Diane,2026-10-08,白班,09:00,18:00,08:50,,1,\n"
    )
    report = load("punches", write(text, encoding="gbk"))
    assert stamps(centre) == ["0001 08 09:12", "0001 08 18:03", "0002 08 08:50"]
    assert days(centre) == {("0001", 8): "迟12"}
    assert any("上班时间" in str(notice.facts) for notice in report.notices)


def test_only_planned_looking_columns_are_the_stamps(centre: Workspace, write: Write, load: Load) -> None:
    load("punches", write("工号,日期,上班时间,下班时间\n0001,2026-10-08,9:12,18:03\n"))
    assert days(centre) == {("0001", 8): "迟12"}


def test_dingtalk_daily_with_leave_missing_stamps_and_the_next_day(centre: Workspace, write_xlsx: Write, load: Load) -> None:
    head = [
        *_PERSON,
        "日期",
        "班次",
        "上班1打卡时间",
        "上班1打卡结果",
        "下班1打卡时间",
        "下班1打卡结果",
        "关联的审批单",
        "出勤天数",
        "事假(天)",
    ]
    who = {"0001": "甘棠", "0002": "Diane", "0003": "岳麓", "0004": "Becky"}

    def row(number: str, day: str, *cells: str) -> list[str]:
        return [who[number], "客服", "一组", number, "", "u", day, "A", *cells]

    path = write_xlsx(
        [
            ["每日统计表 统计日期：2026-10-08 至 2026-10-10"], _MADE, head,
            row("0001", "26-10-08 星期四", "08:55", "正常", "18:01", "正常"),
            row("0002", "26-10-08 星期四", "09:20", "迟到", "次日 02:13", "正常"),
            row("0003", "26-10-08 星期四", "", "请假", "", "请假", "事假 10-08 09:00到10-08 18:00 1天"),
            row("0004", "26-10-08 星期四", "", "缺卡", "18:05", "正常"),
            row("0001", "26-10-09 星期五", "13:25", "正常", "18:05", "正常", "年假 10-09 09:00到10-09 12:00 0.5天"),
            row("0001", "26-10-10 星期六"),
        ]
    )  # fmt: skip
    report = load("punches", path)
    assert days(centre) == {("0001", 8): "√", ("0002", 8): "迟20", ("0003", 8): "事", ("0001", 9): "年½"}
    assert "0002 09 02:13" in stamps(centre)
    assert any("0004 Becky 2026-10-08" in str(notice.facts) for notice in report.notices)
    assert counts(load("punches", path))[:2] == (0, 0)


@pytest.mark.parametrize("result", ["打卡结果", "打卡状态"])
def test_two_rows_of_header_with_groups(centre: Workspace, write_xlsx: Write, load: Load, result: str) -> None:
    path = write_xlsx(
        [
            ["概况统计与打卡明细"], ["统计时间:10-08 ～ 10-10     制表时间:2026-11-11 17:23(UTC+8)"],
            ["时间", "姓名", "上班1", "", "下班1", "", "打卡时间记录"],
            ["", "", "打卡时间", result, "打卡时间", result, ""],
            ["2026/10/08 星期四", "甘棠", "09:00", "正常", "18:00", "正常", "09:00 18:00"],
            ["2026/10/09 星期五", "甘棠", "09:15", "迟到15分钟", "次日00:10", "正常", "09:15 次日00:10"],
            ["2026/10/10 星期六", "甘棠", "--", "--", "--", "--", "--"],
        ]
    )  # fmt: skip
    load("punches", path, period=OCTOBER)
    assert days(centre) == {("0001", 8): "√", ("0001", 9): "迟15"}


def test_wecom_has_earliest_and_latest_twice(centre: Workspace, write_xlsx: Write, load: Load) -> None:
    upper = ["时间", "姓名", "账号", "基础信息", "", "考勤概况", "", "", "", "", "外出打卡", "", "", "假勤统计"]
    upper += ["上班1", "", "下班1", ""]
    lower = ["", "", "", "部门", "职务", "最早", "最晚", "打卡次数(次)", "假勤申请", "考勤结果", "外出打卡次数(次)"]
    lower += ["最早", "最晚", "年假(天)"]
    lower += ["打卡时间", "打卡状态"] * 2

    def row(day: str, name: str, account: str, early: str, late: str, leave: str, result: str) -> list[str]:
        return [day, name, account, "一组", "", early, late, "2", leave, result, "1", "10:00", "11:00", "--", early, "正常", late, "正常"]

    path = write_xlsx(
        [
            ["概况统计与打卡明细"], ["统计时间:10-08 ～ 10-10"], upper, lower,
            row("2026/10/08 星期四", "甘棠", "0001", "08:58", "18:05", "--", "正常"),
            row("2026/10/08 星期四", "Diane", "diane", "09:31", "次日00:10", "--", "迟到31分钟"),
            row("2026/10/08 星期四", "岳麓", "0003", "--", "--", "病假1天", "病假"),
            row("2026/10/08 星期四", "Becky", "0004", "未打卡", "18:00", "--", "缺卡"),
            row("2026/10/10 星期六", "甘棠", "0001", "--", "--", "--", "正常(休息)"),
        ]
    )  # fmt: skip
    load("punches", path)
    assert days(centre) == {("0001", 8): "√", ("0002", 8): "迟31", ("0003", 8): "病", ("0001", 10): "休"}
    assert "0001 08 10:00" not in stamps(centre), "punched outside the office"


def test_dingtalk_month_names_weekends_by_weekday_and_states_the_month_itself(centre: Workspace, write_xlsx: Write, load: Load) -> None:
    results = ["休息" if date(2026, 10, day).weekday() > 4 else "正常" for day in range(1, 32)]
    results[7], results[8], results[11] = "上班迟到12分钟", "事假10-09 09:00到10-09 18:00 1天", "上班缺卡"
    results[9] = "休息并打卡\n(15:49,19:37)"
    path = write_xlsx(
        [
            _TITLE, _MADE, [*_PERSON, "出勤天数", "考勤结果", *[""] * 30],
            [*[""] * 7, *_days_with_weekends()], ["甘棠", "客服", "一组", "0001", "", "u", 21, *results],
        ]
    )  # fmt: skip
    report = load("punches", path)
    found = days(centre)
    assert (found["0001", 8], found["0001", 9]) == ("迟12", "事")
    assert ("0001", 12) not in found
    assert [found["0001", day] for day in (3, 4, 10, 31)] == ["休"] * 4
    assert len(found) == 30
    assert any("2026-10-12" in str(notice.facts) for notice in report.notices)


def test_a_month_of_stamps_in_cells(centre: Workspace, write_xlsx: Write, load: Load) -> None:
    cells = [""] * 31
    cells[7], cells[8], cells[11], cells[16] = "08:55\n18:01", "09:12 外勤\n18:30", "08:51\n次日 00:13", "10:00\n12:00"
    load("punches", write_xlsx([_TITLE, _MADE, [*_PERSON, *_days_with_weekends()], ["甘棠", "客服", "一组", "0001", "", "u", *cells]]))
    assert days(centre) == {("0001", 8): "√", ("0001", 9): "迟12", ("0001", 12): "√"}
    assert "0001 17 10:00" in stamps(centre), "a Saturday's column is titled by its weekday alone"


def test_single_stamps_of_feishu_and_of_details(centre: Workspace, write_xlsx: Write, load: Load) -> None:
    load("punches", write_xlsx([
        ["姓名", "工号", "部门", "日期", "考勤结果", "上班1打卡时间", "上班1打卡结果", "下班1打卡时间"],
        ["甘棠", "0001", "一组", date(2026, 10, 8), "正常", time(8, 57), "正常", time(18, 3)],
        ["Diane", "0002", "一组", datetime(2026, 10, 8), "迟到", "2026-10-08 09:17", "迟到", "2026-10-09 01:03"],
        ["岳麓", "0003", "一组", "20261008", "请假(事假)", "", "无需打卡", ""],
    ], "feishu.xlsx"))  # fmt: skip
    load("punches", write_xlsx([
        ["打卡详情"], ["日期", "姓名", "账号", "打卡类型", "应打卡时间", "实际打卡时间", "打卡状态"],
        ["2026/10/09 星期五", "甘棠", "0001", "上班打卡", "09:00", "08:55", "正常"],
        ["2026/10/09 星期五", "甘棠", "0001", "下班打卡", "18:00", "6:05 PM", "正常"],
        ["2026/10/12 星期一", "甘棠", "0001", "上班打卡", "09:00", "--", "缺卡"],
    ], "details.xlsx"))  # fmt: skip
    assert days(centre) == {("0001", 8): "√", ("0002", 8): "迟17", ("0003", 8): "事", ("0001", 9): "√"}


def test_a_table_about_another_month_is_refused(centre: Workspace, write: Write, load: Load) -> None:
    path = write("2026年9月考勤表\n工号,姓名,1,2\n0001,甘棠,√,√\n")
    with pytest.raises(UserError, match="2026-09"):
        load("attendance", path, period=OCTOBER)
    load("attendance", path)
    assert days(centre) == {}
    assert days(centre, OCTOBER.shifted(-1)) == {("0001", 1): "√", ("0001", 2): "√"}


def test_of_twelve_sheets_the_one_of_the_month_is_taken(centre: Workspace, tmp_path: Path, load: Load) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for month, mark in ((9, "旷"), (10, "√")):
        sheet = book.create_sheet(f"2026年{month}月")
        sheet.append(["工号", "姓名", 8])
        sheet.append(["0001", "甘棠", mark])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "year.xlsx")
    load("attendance", tmp_path / "year.xlsx", period=OCTOBER)
    assert days(centre) == {("0001", 8): "√"}


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("正常", "√"), ("正常（未排班）", "√"), ("上班外勤,下班外勤", "√"), ("出勤(08:30,18:30)", "√"),
        ("上班严重迟到1小时24分钟", "迟84"), ("迟到(12分钟)", "迟12"), ("A班:上班迟到5分钟,下班早退10分钟", "迟5退10"),
        ("旷工迟到120分钟", "迟120"),
        ("旷工", "旷"), ("休息", "休"), ("休息\n(-)", "休"), ("休息并打卡\n(15:49,19:37)", "休"), ("休息加班3小时", "休加3"),
        ("加班10-08 18:30到10-08 20:30 2小时", "加2"), ("正常,出差10-07到10-09", "差"), ("病假(通用)1天", "病"),
        ("事假10-08 09:00到10-08 12:00 0.5天", "事½"), ("事假10-08 13:30到10-08 18:00 4.5小时", "√/事"), ("年假0.5天", "年½"),
        ("调休10-07 13:30到10-08 12:00 1天", "调½"), ("调休10-08 13:30到10-09 12:00 1天", "√/调"), ("事假4小时", "事½"),
        ("事假10-08 13:30到10-08 18:00 0.5天,上班迟到7分钟", "迟7/事"), ("请假", None),
        ("哺乳假 1小时", None), ("缺卡", None), ("上班缺卡,下班缺卡", None),
    ],
)  # fmt: skip
def test_results_as_programs_word_them(text: str, mark: str | None) -> None:
    found = read_result(text, date(2026, 10, 8))
    assert (found.text if found else None) == mark


def test_a_stamp_after_the_last_day_of_the_calendar_is_refused(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "stamps.csv"
    path.write_text("工号,日期,打卡时间\n0001,9999-12-31,次日 02:13\n", encoding="utf-8")
    with pytest.raises(ImportRefused):
        load("punches", path)


def test_an_unknown_result_is_refused_with_its_text() -> None:
    with pytest.raises(UserError, match="同意"):
        read_result("同意", date(2026, 10, 8))
