"""The daily duties of call specialists through the command line: adopt, import, close."""

from __future__ import annotations

from tests.e2e.centre import CommandLine, winners
from tests.e2e.test_month_end import attendance, roster

S5 = "call-specialist-assessment"
CASES = ["案件编号", "工号", "受理日期", "截止日期", "结案日期", "回访日期", "重要", "重要案件单日期", "投诉升级日期", "跟进日期", "说明"]


def test_missed_duties_are_flagged_with_their_cases_and_days(centre: CommandLine) -> None:
    # September 2026. 0001: case A1, ten days to the deadline, taken on the 1st, followed up on the 3rd and 8th: the 5th and 7th were
    # missed, after the 8th the 10th; closed on the 11th and called back. 0002: A2 closed on the 4th, never called back. 0003: important
    # case, form a day late, and escalated on the 20th. 0004: every duty done. Logs: everyone every working day, but 0004 not on the 15th.
    roster(centre, range(1, 6))
    attendance(centre, "2026-09", range(1, 6), {(5, 16): "年"})
    rows = [
        ["A1", "0001", "2026-09-01", "2026-09-11", "2026-09-11", "2026-09-12", "否", "", "", "2026-09-03、2026-09-08", "漏水"],
        ["A2", "0002", "2026-09-02", "2026-09-04", "2026-09-04", "", "", "", "", "", ""],
        ["A3", "0003", "2026-09-14", "", "2026-09-14", "2026-09-15", "是", "2026-09-15", "2026-09-20", "", ""],
        ["A4", "0004", "2026-09-01", "2026-09-10", "2026-09-07", "2026-09-08", "是", "2026-09-01", "", "2026-09-03; 2026-09-05", ""],
    ]
    centre.bring("worklog", CASES, rows)
    days = [day for day in range(1, 31) if day not in (5, 6, 12, 13, 19, 26, 27, 25)]
    logs = [[f"{n:04}", f"2026-09-{day:02}", "是"] for n in range(1, 6) for day in days if (n, day) not in ((4, 15), (5, 16))]
    centre.bring("worklogdays", ["工号", "日期", "已提交"], logs)
    centre("adopt", S5, "--from", "2026-01-01")
    document = centre.json("close", "2026-09")
    missed = {o["rule"]: o for o in document["outcomes"] if o["kind"] == "duty_missed"}
    assert {rule: winners(document, rule) for rule in missed} == {
        "daily-work-log": ["0004"], "follow-up-every-two-days": ["0001"], "full-call-back": ["0002"],
        "important-case-form": ["0003"], "no-escalation-after-call-back": ["0003"],
    }  # fmt: skip
    because = missed["follow-up-every-two-days"]["because"]
    assert because[0] == {
        "criterion": "cases_not_followed", "found": "1", "required": "<= 0", "met": False, "source": "cases 2026-09",
    }  # fmt: skip
    assert (because[1]["source"], because[1]["found"]) == ("case A1", "2026-09-05; 2026-09-07; 2026-09-10")
    assert [line["source"] for line in missed["daily-work-log"]["because"]][-1] == "attendance 2026-09-15"
    assert missed["full-call-back"]["because"][1]["source"] == "case A2"
    centre("verify")


def test_a_centre_without_work_logs_accuses_nobody(centre: CommandLine) -> None:
    roster(centre, range(1, 3))
    attendance(centre, "2026-09", range(1, 3), {})
    centre("adopt", S5, "--from", "2026-01-01")
    document = centre.json("close", "2026-09")
    assert [o for o in document["outcomes"] if o["kind"] == "duty_missed"] == []
    assert any("工作日志" in warning for warning in document["warnings"])
