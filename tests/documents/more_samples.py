"""Believable plans, slips and month sheets, for the samples of all papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from services.documents.facts import (
    Assessment,
    AssessmentSheetFacts,
    Basis,
    Centre,
    CoachingPlanFacts,
    CustomerNoticeFacts,
    Evidence,
    Gift,
    Paper,
    Person,
    RectificationFacts,
    RedemptionSlipFacts,
    SheetColumn,
    WideSheetFacts,
)

DAY, CODE = date(2026, 10, 15), "C0DE-2345"
AGENT = Person(name="赵喆", employee_no="0021", team="外呼二组", position="外呼坐席")
AGENT_EN = Person(name="Zhe Zhao", employee_no="0021", team="Outbound 2", position="Outbound agent")


def plans(centre: Centre, centre_en: Centre, basis: Basis, basis_en: Basis) -> dict[str, Paper]:
    """Coaching plans and rectification orders."""
    plan = CoachingPlanFacts(
        language="zh", number="客服辅〔2026〕4号", issued_on=DAY, centre=centre, check_code=CODE, agent=AGENT,
        findings=("2026年8月综合绩效排名第38名（共40名）。", "2026年9月综合绩效排名第39名（共40名）。"),
        evidence=(Evidence(criterion="连续处于后10%的月数", found="2", required="≥ 2", source="绩效 2026-09"),),
        basis=replace(basis, rule="连续两月排名后10%", clause="月度业绩连续两个月排名后10%的员工，将接受辅导并制定改进计划。"),
        coach="周慧", due_on=date(2026, 10, 29), department="人力资源部", handler="刘芳",
    )  # fmt: skip
    plan_en = replace(
        plan, language="en", number="CS-C-2026-4", centre=centre_en, agent=AGENT_EN, basis=basis_en, coach="Hui Zhou",
        findings=("Rank 38 of 40 in August 2026.", "Rank 39 of 40 in September 2026."), department="Human Resources", handler="Fang Liu",
        evidence=(Evidence(criterion="Months in a row in the bottom group", found="2", required="≥ 2", source="performance 2026-09"),),
    )  # fmt: skip
    order = RectificationFacts(
        language="zh", number="客服改〔2026〕1号", issued_on=DAY, centre=centre, check_code=CODE, responsible="外呼二组 周慧", agent=AGENT,
        findings=("2026年10月9日录音R20261009-0077中，坐席与客户发生争吵，经质检组复听属实。",),
        evidence=(Evidence(criterion="与客户争吵的录音", found="1", required="0", source="录音R20261009-0077"),),
        basis=replace(basis, rule="录音中与客户争吵、辱骂客户", clause="录音中与客户争吵、辱骂客户的，责令班组负责人提交整改报告。"),
        demands=("查明争吵发生的经过和原因。", "制定防止再次发生的措施，明确责任人和完成时间。", "组织全组学习服务规范，并报送学习记录。"),
        due_on=date(2026, 10, 22), department="人力资源部", handler="刘芳",
    )  # fmt: skip
    order_en = replace(
        order, language="en", number="CS-O-2026-1", centre=centre_en, responsible="Hui Zhou, Outbound 2", agent=AGENT_EN, basis=basis_en,
        findings=("In recording R20261009-0077 of 9 October 2026 the agent quarrelled with a customer.",), evidence=(),
        demands=("Find out how the quarrel arose.", "Decide on measures against another one."), department="Human Resources",
        handler="Fang Liu",
    )  # fmt: skip
    return {"coaching": plan, "coaching-en": plan_en, "rectification": order, "rectification-en": order_en}


def slips(centre: Centre, centre_en: Centre) -> dict[str, Paper]:
    """Redemption slips, customer notices, assessment sheets."""
    slip = RedemptionSlipFacts(
        language="zh", number="KF-JF-2026-0008", issued_on=DAY, centre=centre, check_code=CODE, holder=AGENT, before=76, after=16,
        gifts=(Gift(name="保温杯（500毫升，不锈钢）", quantity=1, points=30), Gift(name="电影票", quantity=2, points=15)), handler="刘芳",
    )  # fmt: skip
    customer = CustomerNoticeFacts(
        language="zh", number="客服谢〔2026〕5号", issued_on=DAY, centre=centre, check_code=CODE, customer="王女士", phone="138****0042",
        reason="感谢您参加我们2026年9月的服务满意度调查，您的宝贵意见对我们改进服务帮助很大。", reward="50元购物券一张",
        valid_until=date(2026, 11, 15), how="请凭本通知编号到任一服务网点领取。", contact="客服热线 400-000-0000",
    )  # fmt: skip
    lines = (
        Assessment(item="出勤（当月）", standard="无迟到、早退、旷工", result="符合"),
        Assessment(item="结案客户回访率", standard="100%", result="96.4%", remark="2件回访超期"),
        Assessment(item="因回访不到位升级的投诉", standard="0件", result="0件"),
        Assessment(item="业务能力提升", standard="完成当月培训并通过测试", result="良好", remark="测试92.00分"),
    )
    assessment = AssessmentSheetFacts(
        language="zh", number="客服考〔2026〕7号", issued_on=DAY, centre=centre, check_code=CODE, agent=AGENT, period="2026年9月",
        lines=lines, missed=("9月18日的重要案件登记表当日未提交。",), assessor="周慧",
    )  # fmt: skip
    return {
        "slip": slip, "customer": customer, "assessment": assessment,
        "slip-en": replace(slip, language="en", centre=centre_en, holder=AGENT_EN, gifts=(Gift(name="Mug", quantity=2, points=30),),
                           handler="Fang Liu"),
        "customer-en": replace(customer, language="en", number="CS-T-2026-5", centre=centre_en, customer="Ms Wang", reason="You took part "
                               "in our survey.", reward="a voucher of CNY 50", how="Show this letter at any service point.", contact=""),
        "assessment-en": replace(assessment, language="en", number="CS-A-2026-7", centre=centre_en, agent=AGENT_EN, period="September 2026",
                                 lines=(Assessment(item="Call-back rate", standard="100%", result="96%"),), missed=(), assessor="Hui"),
    }  # fmt: skip


def sheets(centre: Centre, centre_en: Centre) -> dict[str, Paper]:
    """Attendance of 60 agents over two pages, and a performance sheet."""
    days = [date(2026, 10, 1) + timedelta(n) for n in range(31)]
    marks = ["√", "√", "√", "迟15", "√", "事½", "病/√", "√", "迟15退20", "事/病加2", "√", "旷"]
    totals = ("应出勤", "实出勤", "迟到", "早退", "旷工", "事假", "病假", "年假", "加班")
    columns = (
        SheetColumn(title="工号", share=2.2), SheetColumn(title="姓名", share=3.2), SheetColumn(title="班组", share=3.2),
        *(SheetColumn(title=str(day.day), under="一二三四五六日"[day.weekday()], share=1.1, is_shaded=day.weekday() > 4) for day in days),
        *(SheetColumn(title=title, share=1.5) for title in totals), SheetColumn(title="本人签字", share=3.2),
    )  # fmt: skip
    names = ("王小明", "欧阳若琳", "阿依古丽·买买提", "李䶮")
    rows = tuple(
        (f"{n:04d}", names[n % 4], "外呼一组" if n < 30 else "客服二组",
         *("" if day.weekday() > 4 else marks[(n + day.day) % 12] for day in days),
         "17", "16.5", "1/15", "", "0.5", "0.5", "", "", "2", "")
        for n in range(1, 61)
    )  # fmt: skip
    attendance = WideSheetFacts(
        language="zh", number="", issued_on=DAY, centre=centre, check_code="", title="考勤表", period="2026年10月", columns=columns,
        rows=rows,
        legend="图例：√ 出勤　休 休息　迟 迟到（分钟）　退 早退（分钟）　旷 旷工　事 事假　病 病假　加 加班（小时）　½ 半天　上午/下午",
                signers=("制表人：", "部门负责人：", "人力资源部："),
    )  # fmt: skip
    performance = replace(
        attendance, title="月度绩效确认表", legend="", size="A3",
        rows=tuple(("0001", "王小明", "外呼一组", "96.50", "98.2%", "") for _ in range(3)),
        columns=tuple(SheetColumn(title=title, share=2) for title in ("工号", "姓名", "班组", "质检得分", "客户满意度", "本人签字")),
    )  # fmt: skip
    english = replace(
        attendance, language="en", centre=centre_en, title="Attendance sheet", period="October 2026", legend="v present",
        signers=("Made by:", "Head:"),
        columns=tuple(SheetColumn(title=title) for title in ("No.", "Name", "Times late", "Days of sick leave")),
        rows=tuple((f"{n:04d}", "Alexandra Fitzgerald-Montgomery", "1/15", "2") for n in range(40)),
    )  # fmt: skip
    return {"attendance": attendance, "attendance-en": english, "performance": performance}
