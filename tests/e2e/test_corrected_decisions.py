"""What `decisions` prints after an appeal: the figures that hold, with the state that says how they came about."""

from __future__ import annotations

import json

from tests.e2e.centre import CommandLine

S1 = "outbound-rewards-and-penalties"


def test_a_reduced_and_a_revoked_penalty(centre: CommandLine) -> None:
    centre("adopt", S1, "--from", "2026-01-01", "--published", "2025-12-01", "--set", "monthly-top-performers.amount=500")
    centre.bring("roster", ["工号", "姓名", "岗位"], [["0001", "王小明", "外呼"], ["0002", "李静", "外呼"]])
    complaints = [["C1", "0001", "2026-09-03", "是", "serious"], ["C2", "0002", "2026-09-04", "是", "serious"]]
    centre.bring("complaints", ["投诉编号", "工号", "日期", "属实", "等级"], complaints)
    centre.json("close", "2026-09")
    centre("confirm", "2026-09")
    centre("publish", "2026-09")
    numbers = {notice["employee_no"]: notice["number"] for notice in json.loads(centre("notice", "list", "--json"))["notices"]}
    for employee, decision in (("0001", ("reduce", "--level", "warning")), ("0002", ("revoke",))):
        centre("notice", "sign", numbers[employee], "--on", "2026-11-20")
        filing = ("--notice", numbers[employee], "--employee", employee, "--at", "2026-11-20T10:00", "--reason", "情节轻微")
        case = centre.json("appeal", "file", *filing)["case"]
        how = ("--by", "李人事", "--decision", *decision, "--reason", "属实", "--at", "2026-11-21T10:00")
        centre("appeal", "decide", case, *how)
    found = {o["employee_no"]: (o["status"], o["level"]) for o in centre.json("decisions", "2026-09")["outcomes"]}
    assert found == {"0001": ("corrected", "warning"), "0002": ("revoked", "demerit")}
    centre("verify")
