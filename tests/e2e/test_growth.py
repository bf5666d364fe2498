"""Growth records through the command line: imported, counted at the close, exported so that they import again."""

from __future__ import annotations

from tests.e2e.centre import CommandLine, winners
from tests.e2e.test_month_end import roster

S10 = "library-modules"
NEEDED = ("periodic-reward.base=900", "periodic-reward.shares=[0,50) 0; [50,] 100", "tiered-reward.levels=60:300",
          "course-reimbursement.limit=2000", "team-contest.prizes=1:1000")  # fmt: skip


def test_certificates_in_a_file_become_awards_that_name_them(centre: CommandLine) -> None:
    roster(centre, range(1, 5))
    header = ["工号", "证书名称", "类别", "发证机构", "发证日期", "有效期至"]
    centre.bring("certificates", header, [
        ["0001", "投诉处理中级", "技能", "", "2026-09-12", ""], ["0002", "客户服务管理师", "行业", "行业协会", "2026-09-30", "2029-09-29"],
        ["0003", "投诉处理中级", "技能", "", "2026-08-31", ""],
    ])  # fmt: skip
    course = ["课程", "日期", "类别", "费用", "工号", "是否参加"]
    centre.bring("trainings", course, [["英语口语", "2026-09-05", "外训", "680.5", "0004", "是"]])
    centre("adopt", S10, "--from", "2026-01-01", *(word for value in NEEDED for word in ("--set", value)))
    document = centre.json("close", "2026-09")
    assert winners(document, "skill-certification") == ["0001"]
    assert winners(document, "industry-certification") == ["0002"]
    (award,) = [outcome for outcome in document["outcomes"] if outcome["rule"] == "skill-certification"]
    assert award["because"] == [
        {
            "criterion": "growth_record",
            "found": "投诉处理中级",
            "required": "",
            "met": True,
            "source": "record certificate_skill 2026-09-12",
        }
    ]
    (given,) = [outcome for outcome in document["outcomes"] if outcome["rule"] == "course-reimbursement"]
    assert (given["employee_no"], given["amount"]) == ("0004", "680.50")
    centre("verify")


def test_every_kind_of_record_goes_out_and_in_again(centre: CommandLine) -> None:
    roster(centre, range(1, 4))
    mentors = ["0001", "0002", "2026-09-01", "2026-12-01", "独立接线"]
    centre.bring("mentors", ["导师工号", "徒弟工号", "开始日期", "计划完成日期", "目标"], [mentors])
    centre.bring("talks", ["工号", "日期", "类别", "面谈人", "内容"], [["0003", "2026-09-02", "关怀", "王主管", "近况"]])
    votes = ["星", "服务之星", "2026-09", "2026-09-25", "9", "0001", "5"]
    centre.bring("elections", ["评选名称", "规则", "期间", "评选日期", "票数", "工号", "得票"], [votes])
    for kind in ("mentors", "talks", "elections"):
        file = centre.folder / f"{kind}-out.xlsx"
        centre("export", kind, str(file))
        report = centre.json("import", kind, str(file))
        assert (report["added"], report["changed"], report["skipped"]) == (0, 0, 0), kind
    broken = centre.folder / "broken.csv"
    broken.write_text("工号,日期,类别,面谈人,内容\n0003,2026-09-02,关怀,王主管,\n", encoding="utf-8")
    centre("import", "talks", str(broken), expect=3)
