"""Months closed through the command line, with figures worked out by hand in the comments."""

from __future__ import annotations

from collections.abc import Sequence

import chinese_calendar

from models.domain.period import Period
from tests.e2e.centre import CommandLine, winners

S1 = "outbound-rewards-and-penalties"


def roster(centre: CommandLine, numbers: Sequence[int], **changes: dict[int, str]) -> None:
    """Agents 0001… of one team, hired 2025-01-01; `changes` maps a column to values by agent."""
    header = ["工号", "姓名", "班组", "岗位", "入职日期", "转正日期", "离职日期", "状态", "星级"]
    defaults = {"班组": "一组", "岗位": "外呼", "入职日期": "2025-01-01", "转正日期": "", "离职日期": "", "状态": "正式", "星级": ""}
    rows = [[f"{n:04}", f"员工{n}", *(changes.get(column, {}).get(n, default) for column, default in defaults.items())] for n in numbers]
    centre.bring("roster", header, rows)


def performance(centre: CommandLine, month: str, scores: dict[int, object]) -> None:
    """The month's performance scores."""
    centre.bring("kpi", ["工号", "业绩得分"], [[f"{n:04}", score] for n, score in scores.items()], "--period", month)


def attendance(centre: CommandLine, month: str, numbers: Sequence[int], marks: dict[tuple[int, int], str]) -> None:
    """Everybody present on every working day, but for the given (agent, day of the month)."""
    days = list(Period.parse(month).days())
    rows = [[f"{n:04}", *(marks.get((n, day.day), "√" if chinese_calendar.is_workday(day) else "休") for day in days)] for n in numbers]
    centre.bring("attendance", ["工号", *(day.day for day in days)], rows, "--period", month)


def adopt_s1(centre: CommandLine, first: str = "2026-01-01") -> None:
    """S1 with its one required amount."""
    centre("adopt", S1, "--from", first, "--set", "monthly-top-performers.amount=500")


def test_top_ten_percent_takes_a_tie_at_the_cut_and_bottom_leaves_it(centre: CommandLine) -> None:
    # 20 agents: 10 % = 2 places. Agents 2 and 3 share rank 2 with 95 → three winners.
    # From the end: 2 places; 18 and 19 share 60.00 across the cut (20 has 50) → only 20 is in the bottom group.
    roster(centre, range(1, 21))
    scores = {n: 90 - n for n in range(1, 21)} | {1: 99, 2: 95, 3: 95, 18: 60, 19: 60, 20: 50}
    for month in ("2026-08", "2026-09"):
        performance(centre, month, scores)
    adopt_s1(centre)
    document = centre.json("close", "2026-09", "--preview")
    assert winners(document, "monthly-top-performers") == ["0001", "0002", "0003"]
    assert [o["rank"] for o in document["outcomes"] if o["rule"] == "monthly-top-performers"] == [1, 2, 2]
    assert {o["amount"] for o in document["outcomes"] if o["rule"] == "monthly-top-performers"} == {"500.00"}
    assert winners(document, "two-months-in-bottom") == ["0020"]
    assert document["status"] == "preview"
    assert all(o["team"] is None for o in document["outcomes"] if o["employee_no"])


def test_scores_are_rounded_half_up_before_ranking(centre: CommandLine) -> None:
    # 90.005 → 90.01 beats 90.004 → 90.00; with 10 agents one place.
    roster(centre, range(1, 11))
    performance(centre, "2026-09", {n: 70 + n for n in range(3, 11)} | {1: "90.004", 2: "90.005"})
    adopt_s1(centre)
    document = centre.json("close", "2026-09")
    assert winners(document, "monthly-top-performers") == ["0002"]
    assert next(o["score"] for o in document["outcomes"]) == "90.01"


def test_small_groups_select_nobody_and_say_why(centre: CommandLine) -> None:
    # 4 agents: below the minimum of 5 for rewards and 10 for the bottom.
    roster(centre, range(1, 5))
    performance(centre, "2026-09", {1: 99, 2: 90, 3: 80, 4: 70})
    adopt_s1(centre)
    document = centre.json("close", "2026-09")
    assert winners(document, "monthly-top-performers") == []
    reasons = {(line["rule"], line["employee_no"], line["reason"]) for line in document["left_out"]}
    assert ("monthly-top-performers", "0001", "small_group") in reasons


def test_probation_leavers_and_transfers(centre: CommandLine) -> None:
    # 11 outbound agents; 11 is on probation all month and last: left out of the bottom rule, so of ten the last is 10.
    # 12 left on 2026-08-31 and belongs to no population of September.
    roster(
        centre, range(1, 13), 转正日期={11: "2026-12-01"}, 状态={11: "试用", 12: "正式"}, 离职日期={12: "2026-08-31"},
        入职日期={11: "2026-06-01"},
    )  # fmt: skip
    scores = {n: 90 - n for n in range(1, 12)}
    performance(centre, "2026-08", scores)
    performance(centre, "2026-09", scores)
    adopt_s1(centre)
    document = centre.json("close", "2026-09")
    assert winners(document, "two-months-in-bottom") == ["0010"]
    assert winners(document, "monthly-top-performers") == ["0001"]
    assert {"0011"} == {line["employee_no"] for line in document["left_out"] if line["reason"] == "probation"}
    assert "0012" not in {line["employee_no"] for line in document["left_out"] if line["period"] == "2026-09"}


def test_third_month_in_the_bottom_becomes_a_referral_even_when_only_it_is_closed(centre: CommandLine) -> None:
    roster(centre, range(1, 11))
    for month in ("2026-07", "2026-08", "2026-09"):
        performance(centre, month, {n: 90 - n for n in range(1, 11)})
    adopt_s1(centre)
    second = centre.json("close", "2026-08", "--preview")
    third = centre.json("close", "2026-09", "--preview")
    assert [(o["kind"], o["level"]) for o in second["outcomes"] if o["rule"] == "two-months-in-bottom"] == [("penalty", "coaching")]
    assert [(o["kind"], o["level"]) for o in third["outcomes"] if o["rule"] == "two-months-in-bottom"] == [
        ("proposal", "pay_reduction_or_transfer")
    ]


def test_full_attendance_needs_three_whole_months_and_then_starts_again(centre: CommandLine) -> None:
    # 1: clean for four months → award in the third, not in the fourth. 2: late once in July → none.
    # 3: annual leave in July (neutral) → award. 4: half a day of personal leave → none. 5: one working day not entered → none.
    # 6: hired 2026-07-02, July is not a whole month → none in September.
    roster(centre, range(1, 7), 入职日期={6: "2026-07-02"})
    marks = {(2, 8): "迟5", (3, 9): "年", (4, 10): "事½", (5, 13): "", (6, 1): ""}
    attendance(centre, "2026-07", range(1, 7), marks)
    for month in ("2026-08", "2026-09", "2026-10"):
        attendance(centre, month, range(1, 7), {})
    adopt_s1(centre)
    assert winners(centre.json("close", "2026-09"), "full-attendance") == ["0001", "0003"]
    # In October 2, 4, 5 and 6 have completed August–October; 1 and 3 began anew in October.
    assert winners(centre.json("close", "2026-10"), "full-attendance") == ["0002", "0004", "0005", "0006"]


def test_quarter_ends_with_its_last_month(centre: CommandLine) -> None:
    roster(centre, range(1, 11))
    for month in ("2026-07", "2026-08", "2026-09"):
        performance(centre, month, {n: 90 - n for n in range(1, 11)})
    adopt_s1(centre)
    assert winners(centre.json("close", "2026-08", "--preview"), "quarterly-sustained") == []
    assert winners(centre.json("close", "2026-09", "--preview"), "quarterly-sustained", "2026-Q3") == ["0001"]


def test_complaints_found_true_lead_to_steps_by_severity(centre: CommandLine) -> None:
    roster(centre, range(1, 4))
    header = ["投诉编号", "工号", "日期", "属实", "等级", "说明"]
    rows = [["T1", "0001", "2026-09-03", "是", "minor", "a"], ["T2", "0002", "2026-09-04", "是", "serious", "b"],
            ["T3", "0003", "2026-09-05", "否", "serious", "c"], ["T4", "0001", "2026-10-01", "是", "minor", "d"]]  # fmt: skip
    centre.bring("complaints", header, rows)
    adopt_s1(centre)
    found = [(o["employee_no"], o["level"]) for o in centre.json("close", "2026-09")["outcomes"] if o["rule"] == "service-complaint"]
    assert found == [("0001", "warning"), ("0002", "demerit")]


def test_points_of_a_month_at_exact_edges(centre: CommandLine) -> None:
    # 1: 5 + (1+5+3+1) + 10 = 25. 2: 60 % and 200 % are not above the edge → 2 and 1; half a day sick → 1: 1 + (1+2+1+1) + 4 = 10.
    # 3: two days sick → 0; 50 % → 0, 150 % → 0, no discipline, a founded complaint → 0; candidate star → 0: total 0.
    # 4: personal leave → attendance 0; (1+5+3+1) + 8 = 18. 5: on probation, 6: ten days of leave, 7: standby → not eligible.
    roster(
        centre, range(1, 8), 星级={1: "四星", 2: "一星", 3: "准星", 4: "三星"}, 入职日期={5: "2026-08-01"},
        转正日期={5: "2027-01-01"}, 状态={5: "试用", 7: "待岗"},
    )  # fmt: skip
    leave = {(6, day): "事" for day in (1, 2, 3, 4, 7, 8, 9, 10, 11, 14)}
    marks = {(2, 8): "病½", (3, 8): "病", (3, 9): "病", (4, 8): "事½", **leave}
    attendance(centre, "2026-09", range(1, 8), marks)
    header = ["工号", "工作纪律", "工时利用率", "任务完成率"]
    rows = [["0001", "是", "60.1%", "201%"], ["0002", "是", "60%", "200%"], ["0003", "否", "50%", "150%"], ["0004", "是", "0.75", "2.5"]]
    centre.bring("kpi", header, rows, "--period", "2026-09")
    centre.bring("complaints", ["投诉编号", "工号", "日期", "属实", "等级"], [["T1", "0003", "2026-09-09", "是", "minor"]])
    centre("adopt", "points-programme", "--from", "2026-01-01")
    document = centre.json("close", "2026-09")
    assert {o["employee_no"]: o["points"] for o in document["outcomes"]} == {"0001": 25, "0002": 10, "0003": 0, "0004": 18}
    assert {line["employee_no"]: line["reason"] for line in document["left_out"]} == {
        "0005": "probation", "0006": "long_leave", "0007": "standby",
    }  # fmt: skip
    assert all(len(o["because"]) == 4 for o in document["outcomes"])


def test_recordings_win_once_a_week_and_the_week_belongs_to_its_thursday(centre: CommandLine) -> None:
    # 2026-W40 runs from 28 September to 4 October; its Thursday is 1 October: it is closed with October, not September.
    roster(centre, range(1, 5))
    header = ["录音编号", "工号", "日期", "服务", "业务", "争执辱骂"]
    rows = [
        ["R1", "0001", "2026-09-29", 90, 100, "否"], ["R2", "0001", "2026-10-02", 99, 99, "否"], ["R3", "0002", "2026-10-01", 80, 90, "否"],
        ["R4", "0003", "2026-09-30", 100, 100, "是"], ["R5", "0004", "2026-09-23", 70, 71, "否"],
    ]  # fmt: skip
    centre.bring("recordings", header, rows)
    centre("adopt", "recording-awards", "--from", "2026-01-01", "--set", "excellent-recording.count=2")
    september, october = centre.json("close", "2026-09"), centre.json("close", "2026-10")
    assert winners(september, "excellent-recording", "2026-W39") == ["0004"]
    assert winners(september, "excellent-recording", "2026-W40") == []
    weekly = [o for o in october["outcomes"] if o["period"] == "2026-W40"]
    assert [(o["employee_no"], o["score"], o["amount"]) for o in weekly] == [("0001", "99.00", "100.00"), ("0002", "85.00", "100.00")]
    # The quarrel of 30 September is September's; a rectification report of the team's head.
    assert winners(september, "rectification-report") == ["0003"]


def test_order_of_import_and_of_agents_does_not_change_a_byte(centre: CommandLine) -> None:
    roster(centre, list(range(20, 0, -1)))
    performance(centre, "2026-09", {n: 50 + n for n in (7, 3, 20, 1, 15, 2, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19)})
    adopt_s1(centre)
    first = centre.json("close", "2026-09", "--preview")
    performance(centre, "2026-09", {n: 50 + n for n in range(1, 21)})
    assert centre.json("close", "2026-09", "--preview") == first
