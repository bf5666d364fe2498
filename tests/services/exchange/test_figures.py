"""Attendance, indicators, punches and records from files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.errors import ImportRefused, UserError
from models.domain.ops import Op
from models.domain.period import Period
from models.queries import exchange as queries
from models.tables.attendance import AttendanceRow
from models.tables.people import ClockNumberRow
from services import history
from services.exchange.importing import ImportReport, import_file
from services.exchange.shift_days import Shift, ShiftRoster, day_mark
from services.workspace import Workspace
from tests.services.exchange.conftest import OCTOBER, counts, days, readings

Load = Callable[..., ImportReport]
Write = Callable[..., Path]


def refusal(workspace: Workspace, kind: str, path: Path, period: Period | None = None) -> list[tuple[int, str, str]]:
    with pytest.raises(ImportRefused) as caught:
        import_file(workspace, kind=kind, path=path, period=period)
    return [(p.row, p.column, p.value) for p in caught.value.problems]


def test_a_matrix_with_titles_weekdays_totals_and_footer(centre: Workspace, load: Load, write: Write) -> None:
    numbers = ",".join(f"{day}日" for day in range(1, 32))
    weekdays = ",".join("四五六日一二三"[day % 7] for day in range(31))
    marks = "节,节,节,节,节,节,节,√,√,休,休,迟15,事½,旷,迟5退10,√加2,休,休,△,○,√/△,,,,,,,,,,"
    text = f"十月考勤表\n序号,工号,姓名,{numbers},应出勤,签字\n,,,{weekdays},,\n1,0001,甘棠,{marks},22,\n考勤员：张三\n图例：√ 出勤\n"
    report = load("attendance", write(text, encoding="gb18030"), period=OCTOBER)
    assert counts(report) == (21, 0, 0, 0)
    found = days(centre)
    wanted = {1: "节", 8: "√", 12: "迟15", 13: "事½", 15: "迟5退10", 16: "加2", 19: "事", 20: "病", 21: "√/事"}
    assert {day: found["0001", day] for day in wanted} == wanted
    assert counts(load("attendance", write(text), period=OCTOBER)) == (0, 0, 21, 0)
    history.undo(centre)
    assert days(centre) == {}


def test_blank_cells_erase_nothing_and_real_dates_head_columns(centre: Workspace, load: Load, write_xlsx: Callable[..., Path]) -> None:
    load("attendance", write_xlsx([["工号", datetime(2026, 10, 8), datetime(2026, 10, 9)], ["0001", "√", "病"]]))
    report = load("attendance", write_xlsx([["工号", "8", "9"], [1, "迟5", None]]), period=OCTOBER)
    assert counts(report) == (0, 1, 0, 0)
    assert days(centre) == {("0001", 8): "迟5", ("0001", 9): "病"}


def test_bad_marks_agents_days_and_leavers_are_all_named(centre: Workspace, write: Write) -> None:
    text = "工号,姓名,15,16,30,31\n0001,甘棠,√,好,√,\n0099,某,√,,,\n0005,龚䶮,√,√,,\n0001,甘棠,√,,,\n0002,Diane,√,,,√\n"
    assert refusal(centre, "attendance", write(text), Period.parse("2026-09")) == [
        (2, "16", "好"), (3, "工号", "0099"), (5, "工号", "0001"), (6, "31", "√"),
    ]  # fmt: skip
    assert refusal(centre, "attendance", write(text), OCTOBER)[2:] == [(4, "16", "√"), (5, "工号", "0001")]
    with pytest.raises(UserError, match="name the period"):
        import_file(centre, kind="attendance", path=write(text))


def test_a_list_of_days(centre: Workspace, load: Load, write: Write) -> None:
    text = (
        "工号,日期,代码,分钟\n0001,2026/10/12,late,15\n0001,2026-10-12,早退,10\n0001,20261013,overtime,120\n"
        "0002,2026年10月13日,事½,\n0002,2026-10-14,加班,2\n"
    )
    assert counts(load("attendance", write(text))) == (4, 0, 0, 0)
    assert days(centre) == {("0001", 12): "迟15退10", ("0001", 13): "加2", ("0002", 13): "事½", ("0002", 14): "加2"}
    twice = "工号,日期,代码\n0001,2026-10-12,旷\n0001,2026-10-12,病\n0001,2026-09-12,√\n"
    assert refusal(centre, "attendance", write(twice), OCTOBER) == [(3, "日期", "2026-10-12"), (4, "日期", "2026-09-12")]


def test_wide_indicators_in_every_notation(centre: Workspace, load: Load, write_xlsx: Callable[..., Path]) -> None:
    rows = [
        ["十月指标"],
        ["姓名", "工号", "业绩得分", "answer_rate", "解决率(%)", "平均处理时长", "CSAT", "工作纪律", "排班遵守率", "备注"],
        ["甘棠", "0001", 96.5, (0.95, "0.00%"), 93.5, time(0, 3, 45), "４.５", "是", "95%", "x"],
        ["Diane", 2, "88", 95, "90", "225", 4, "×", 0.9, ""],
        ["Becky", "0004", None, "", None, "00:03:45", None, None, None, ""],
    ]
    report = load("kpi", write_xlsx(rows), period=OCTOBER)
    found = readings(centre, "2026-10")
    assert {code: value for (number, code), value in found.items() if number == "0001"} == {
        "performance": Decimal("96.5"), "answer_rate": Decimal("0.95"), "resolution_rate": Decimal("0.935"), "aht": 225,
        "csat": Decimal("4.5"), "work_discipline": 1, "adherence": Decimal("0.95"),
    }  # fmt: skip
    assert [found["0002", code] for code in ("performance", "answer_rate", "resolution_rate", "aht", "work_discipline", "adherence")] == [
        88, Decimal("0.95"), Decimal("0.9"), 225, 0, Decimal("0.9"),
    ]  # fmt: skip
    assert ("0004", "performance") not in found
    assert counts(report) == (15, 0, 0, 0)
    assert counts(load("kpi", write_xlsx(rows), period=OCTOBER)) == (0, 0, 15, 0)


def test_rows_of_totals_are_no_agents(centre: Workspace, load: Load, write: Write) -> None:
    report = load("kpi", write("工号,姓名,业绩得分\n0001,甘棠,91\n合 计,,91\n,平均,91\n"), period=OCTOBER)
    assert counts(report) == (1, 0, 0, 0)
    assert [notice.facts["row"] for notice in report.notices] == [3, 4]


def test_english_titles_of_two_words_are_indicators(centre: Workspace, load: Load, write: Write) -> None:
    text = "工号 employee_no,Name/姓名,Quality score,Answer rate (%),Average handling time\n0001,甘棠,91,88,200\n"
    load("kpi", write(text), period=OCTOBER)
    assert readings(centre, "2026-10") == {("0001", "quality"): 91, ("0001", "answer_rate"): Decimal("0.88"), ("0001", "aht"): 200}


def test_a_list_of_indicators_and_its_bad_rows(centre: Workspace, load: Load, write: Write) -> None:
    text = '工号,指标,期间,数值\n0001,业绩得分,2026-10,90\n0001,接通率,2026年9月,95%\n0001,quality,2026-W40,"1,0"\n'
    assert counts(load("kpi", write(text))) == (3, 0, 0, 0)
    assert readings(centre, "2026-09") == {("0001", "answer_rate"): Decimal("0.95")}
    bad = (
        "工号,指标,期间,数值\n0001,好感,2026-10,1\n0001,业绩得分,2026-10,101\n0001,业绩得分,2026-10,abc\n0001,csat,,4\n"
        "0001,asa,2026-10,5\n0001,asa,2026-10,6\n0005,asa,2026-11,5\n"
    )
    assert refusal(centre, "kpi", write(bad)) == [
        (2, "指标", "好感"), (3, "数值", "101"), (4, "数值", "abc"), (5, "期间", ""), (7, "工号", "0001"), (8, "工号", "0005"),
    ]  # fmt: skip
    assert readings(centre, "2026-10") == {("0001", "performance"): 90}


def test_a_sudden_change_is_noticed(centre: Workspace, load: Load, write: Write) -> None:
    months = "".join(f"0001,asa,2025-{month:02},{20 + month % 3}\n" for month in range(1, 13))
    load("kpi", write("工号,指标,期间,数值\n" + months))
    notices = load("kpi", write("工号,指标,期间,数值\n0001,asa,2026-01,60\n")).notices
    assert any("0001" in str(notice) and "suddenly" in str(notice) for notice in notices)
    assert not load("kpi", write("工号,指标,期间,数值\n0001,asa,2026-02,22\n")).notices


def test_a_table_without_indicators_is_refused(centre: Workspace, write: Write) -> None:
    assert refusal(centre, "kpi", write("工号,姓名,心情\n0001,甘棠,好\n"), OCTOBER) == [(1, "指标 indicator", "心情")]


ATTLOG = (
    "        1\t2026-10-12 08:55:03\t1\t0\t1\t0\n        1\t2026-10-12 08:56:02\t1\t0\t1\t0\n        1\t2026-10-12 18:00:10\t1\t1\t1\t0\n"
    "       77\tDiane\t2026-10-12 09:15:40\t1\t0\t0\n       77\tDiane\t2026-10-12 17:30:00\t1\t1\t0\n"
    "        4\tBecky\t2026-10-13 09:12:00\t1\t0\t0\n"
    "        1\t2026-10-13 08:50:00\t1\t0\t1\t0\n        1\t2026-10-14 00:30:00\t1\t1\t1\t0\n        1\t2026-10-17 10:00:00\t1\t1\t1\t0\n"
)


def test_a_clocks_file_computes_days_that_nobody_entered(centre: Workspace, load: Load, write: Write) -> None:
    with centre.store.read() as tx:
        ids = {row["employee_no"]: row["id"] for row in queries.employees(tx)}
    centre.store.transact(Op.EDIT_PERSON, lambda tx: tx.add(ClockNumberRow(clock_no="77", employee_id=ids["0002"])), who="t")
    report = load("punches", write(ATTLOG, "1_attlog.dat"))
    assert counts(report) == (9, 0, 0, 0)
    assert days(centre) == {("0001", 12): "√", ("0002", 12): "迟15退30", ("0001", 13): "√"}
    assert any("0004 Becky 2026-10-13" in str(notice) for notice in report.notices)
    again = load("punches", write(ATTLOG, "1_attlog.dat"))
    assert counts(again) == (0, 0, 9, 0)
    assert again.changes.log_id == 0


def test_what_a_person_entered_is_not_overwritten_by_punches(centre: Workspace, load: Load, write: Write) -> None:
    load("attendance", write("工号,日期,代码\n0002,2026-10-12,√\n"))
    load("punches", write("工号,打卡时间\n0002,2026-10-12 10:00\n0002,2026-10-12 18:00\n"))
    assert days(centre) == {("0002", 12): "√"}


def test_bad_lines_of_a_clock_are_named(centre: Workspace, write: Write) -> None:
    text = "1\t2026-10-12 08:55:03\t1\n99\t2026-10-12 08:55:03\t1\n1\tbroken\t1\n5\t2026-10-20 08:55:03\t1\n"
    assert [row for row, _, _ in refusal(centre, "punches", write(text))] == [2, 3, 4]


def test_dingtalk_daily_sheet(centre: Workspace, load: Load, write_xlsx: Callable[..., Path]) -> None:
    rows = [
        ["每日统计表 统计日期：2026-10-12 至 2026-10-13"],
        ["报表生成时间：2026-11-01"],
        ["姓名", "考勤组", "部门", "工号", "职位", "日期", "班次", "上班1打卡时间", "上班1打卡结果", "下班1打卡时间", "下班1打卡结果"],
        ["甘棠", "客服", "客服部", "0001", "坐席", "26-10-12 星期一", "A", "08:58", "正常", "18:02", "正常"],
        ["Becky", "客服", "客服部", "", "坐席", "26-10-12 星期一", "A", "09:20", "迟到", "次日 01:00", "正常"],
        ["Diane", "客服", "客服部", "0002", "坐席", "26-10-13 星期二", "A", "", "缺卡", "18:00", "正常"],
    ]
    report = load("punches", write_xlsx(rows))
    assert days(centre) == {("0001", 12): "√", ("0004", 12): "迟20"}
    assert any("0002 Diane 2026-10-13" in str(notice) for notice in report.notices)


def test_wecom_sheet_with_two_header_rows(centre: Workspace, load: Load, write_xlsx: Callable[..., Path]) -> None:
    rows = [
        ["打卡日报"], ["2026-10-12"],
        ["基础信息", "", "", "", "打卡概况", "", "", ""],
        ["时间", "姓名", "账号", "部门", "最早", "最晚", "打卡次数(次)", "考勤结果"],
        ["2026/10/12 星期一", "甘棠", "GanTang", "客服部", "08:50", "18:05", 2, "正常"],
        ["2026/10/12 星期一", "Diane", "Diane", "客服部", "09:31", "18:05", 2, "迟到"],
    ]  # fmt: skip
    load("punches", write_xlsx(rows))
    assert days(centre) == {("0001", 12): "√", ("0002", 12): "迟31"}


def test_monthly_sheets_of_times_or_results(centre: Workspace, load: Load, write_xlsx: Callable[..., Path]) -> None:
    times = [["打卡时间月表"], ["姓名", "工号", 12, 13], ["甘棠", "0001", "08:55\n18:03", "09:30\n09:31\n18:00"]]
    load("punches", write_xlsx(times), period=OCTOBER)
    assert days(centre) == {("0001", 12): "√", ("0001", 13): "迟30"}
    results = [
        ["月度汇总"], ["姓名", "工号", "迟到次数", "考勤结果", "", ""], ["", "", "", "14", "15", "16"],
        ["甘棠", "0001", 1, "上班迟到15分钟", "事假0.5天", "休息"], ["Diane", "0002", 0, "正常", "上班缺卡", "旷工"],
    ]  # fmt: skip
    report = load("punches", write_xlsx(results), period=OCTOBER)
    found = days(centre)
    assert [found["0001", day] for day in (14, 15, 16)] == ["迟15", "事½", "休"]
    assert [found.get(("0002", day)) for day in (14, 15, 16)] == ["√", None, "旷"]
    assert any("0002 Diane 2026-10-15" in str(notice) for notice in report.notices)


def test_a_shift_may_cross_its_day_and_has_grace() -> None:
    day = date(2026, 10, 12)
    mark = day_mark(day, [datetime(2026, 10, 12, 9, 4, 59), datetime(2026, 10, 12, 18)], Shift(late_grace=5))
    assert mark is not None
    assert mark.text == "√"
    assert day_mark(day, [datetime(2026, 10, 12, 9), datetime(2026, 10, 12, 9, 1)]) is None
    assert ShiftRoster(lambda _: True).day_of(1, datetime(2026, 10, 13, 4, 59)) == day


def test_recordings_take_every_other_numeric_column(centre: Workspace, load: Load, write: Write) -> None:
    text = (
        "录音编号,工号,姓名,日期,服务态度,业务能力,争执辱骂,备注\nR1,0001,甘棠,2026-10-12,95,88.5,否,好\nR2,0002,Diane,2026/10/13,90,,是,\n"
    )
    assert counts(load("recordings", write(text))) == (2, 0, 0, 0)
    with centre.store.read() as tx:
        rows = queries.recordings(tx)
    assert [(row["number"], row["scores"], row["abusive"]) for row in rows] == [
        ("R1", {"服务态度": "95", "业务能力": "88.5"}, False),
        ("R2", {"服务态度": "90"}, True),
    ]
    assert counts(load("recordings", write(text))) == (0, 0, 2, 0)
    bad = "录音编号,工号,日期,服务态度\nR3,0001,2026-10-12,九十\nR4,0001,2026-10-12,90\nR4,0001,2026-10-12,91\n"
    assert refusal(centre, "recordings", write(bad)) == [(2, "服务态度", "九十"), (4, "录音编号", "R4")]


def test_complaints(centre: Workspace, load: Load, write: Write) -> None:
    text = "投诉编号,工号,日期,属实,等级,说明\nC1,0001,2026-10-12,是,严重,客户称：态度差，已核实\nC2,0002,2026-10-13,否,,\n"
    assert counts(load("complaints", write(text))) == (2, 0, 0, 0)
    with centre.store.read() as tx:
        assert queries.complaints(tx)[0]["note"] == "客户称：态度差，已核实"
    report = load("complaints", write(text.replace("严重", "重大")))
    assert counts(report) == (0, 1, 1, 0)
    bad = "投诉编号,工号,日期,属实,等级\nC3,0001,2026-10-12,是,\nC4,0005,2026-10-20,否,\nC5,0001,2026-10-12,也许,轻微\n"
    assert refusal(centre, "complaints", write(bad)) == [(2, "等级", ""), (3, "日期", "2026-10-20"), (4, "属实", "也许")]


def test_nominations_of_agents_and_teams(centre: Workspace, load: Load, write: Write) -> None:
    text = (
        "工号,班组,规则,期间,事由,已采纳\n0001,,team-contribution,2026-10,帮助新人,是\n,客服一组,team-contribution,2026年10月,全组达标,否\n"
    )
    assert counts(load("nominations", write(text))) == (2, 0, 0, 0)
    assert counts(load("nominations", write(text))) == (0, 0, 2, 0)
    assert counts(load("nominations", write(text.replace("达标,否", "达标,是")))) == (0, 1, 1, 0)
    assert counts(load("nominations", write(text.replace("team-contribution", "团队贡献奖").replace("达标,否", "达标,是")))) == (0, 0, 2, 0)
    assert "no scheme" in str(load("nominations", write("工号,规则,期间\n0001,最佳歌手,2026-10\n")).notices[0])
    bad = "工号,班组,规则,期间\n,,x,2026-10\n,没有的组,x,2026-10\n0001,,,2026-10\n"
    assert [row for row, _, _ in refusal(centre, "nominations", write(bad))] == [2, 3, 4]


def test_two_letters_of_thanks_in_one_month_are_two_nominations(centre: Workspace, load: Load, write: Write) -> None:
    header = "工号,规则,期间,事由,已采纳\n"
    first, second = "0001,customer-thanks,2026-10,锦旗,是\n", "0001,customer-thanks,2026-10,表扬信,否\n"
    assert counts(load("nominations", write(header + first))) == (1, 0, 0, 0)
    assert counts(load("nominations", write(header + first + second))) == (1, 0, 1, 0)
    assert counts(load("nominations", write(header + first + second.replace("否", "是")))) == (0, 1, 1, 0)
    assert counts(load("nominations", write(header + first.replace("锦旗", "锦旗一面")))) == (1, 0, 0, 0)
    assert refusal(centre, "nominations", write(header + first + first)) == [(3, "规则", "customer-thanks")]


def test_a_reason_corrected_in_the_file_is_corrected_here(centre: Workspace, load: Load, write: Write) -> None:
    text = "工号,规则,期间,事由\n0001,customer-thanks,2026-10,锦旗\n"
    load("nominations", write(text))
    assert counts(load("nominations", write(text.replace("锦旗", "客户送来锦旗")))) == (0, 1, 0, 0)


def test_a_value_missing_with_its_column_is_named_as_people_name_it(centre: Workspace, load: Load, write: Write) -> None:
    text = "导师工号,徒弟工号,开始日期,计划完成日期,目标,结束日期\n0001,0002,2026-01-01,2026-03-31,独立接线,2026-03-20\n"
    assert refusal(centre, "mentors", write(text))[0][:2] == (2, "是否达成 reached")


def test_attendance_entered_by_hand_is_changed_by_an_attendance_file_only(centre: Workspace, load: Load, write: Write) -> None:
    with centre.store.read() as tx:
        employee_id = queries.employees(tx)[0]["id"]
    row = AttendanceRow(employee_id=employee_id, day=date(2026, 10, 12), morning="sick", afternoon="sick", source="hand")
    centre.store.transact(Op.EDIT_ATTENDANCE, lambda tx: tx.add(row), who="t")
    load("punches", write("工号,打卡时间\n0001,2026-10-12 09:00\n0001,2026-10-12 18:00\n"))
    assert days(centre) == {("0001", 12): "病"}
    load("attendance", write("工号,12\n0001,√\n"), period=OCTOBER)
    assert days(centre) == {("0001", 12): "√"}
