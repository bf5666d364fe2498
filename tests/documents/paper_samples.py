"""One believable paper of each kind in each language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from services.documents.facts import (
    AppealDecisionFacts,
    AppealReceiptFacts,
    Basis,
    Centre,
    CertificateFacts,
    Evidence,
    Paper,
    PenaltyNoticeFacts,
    Person,
    PointsMonth,
    PointsStatementFacts,
    PublicListFacts,
    Redemption,
    RewardLine,
    RewardNoticeFacts,
)
from tests.documents import more_samples, sheet_samples

RARE = "䶮㛃犇喆堃𬭸"
CENTRE = Centre(name="晴川客户服务有限公司呼叫中心", letterhead=("湖北省武汉市江夏区光谷大道 77 号", "人力资源部 027-8000 0000"))
CENTRE_EN = Centre(name="Qingchuan Customer Service Centre", letterhead=("77 Guanggu Avenue, Wuhan", "Human Resources +86 27 8000 0000"))
BASIS = Basis(
    rule="月度绩效之星",
    clause="月度综合绩效排名前10%的坐席，授予“月度绩效之星”称号，并发放一次性奖金。",
    scheme="外呼中心奖罚制度",
    version="1",
    period="2026年9月",
    published_on=date(2026, 8, 20),
)
BASIS_EN = Basis(
    rule="Monthly top performers",
    clause="agents in the top 10% of the month's performance ranking receive the title and a one-off bonus.",
    scheme="Outbound rewards and penalties",
    version="1",
    period="September 2026",
    published_on=date(2026, 8, 20),
)


def _certificate() -> dict[str, CertificateFacts]:
    chinese = CertificateFacts(
        language="zh",
        number="KF-RY-2026-0031",
        issued_on=date(2026, 10, 15),
        centre=CENTRE,
        check_code="7Q4M-2K9D",
        recipient="王小明",
        honorific="同志",
        body="在2026年9月坐席综合绩效考核中名列前10%，业务精湛、服务周到，深受客户好评，被评为“月度绩效之星”。",
        award="月度绩效之星",
        qr_payload="FENMING:KF-RY-2026-0031:7Q4M-2K9D",
    )
    team = replace(
        chinese,
        recipient="外呼一组",
        honorific="",
        members=("阿卜杜热西提·买买提", "欧阳娜娜", f"王{RARE[0]}", f"李{RARE[5]}", *(f"成员{n}号" for n in range(1, 22))),
        body="在2026年第三季度团队竞赛中团结协作、攻坚克难，荣获“领先客服团队”称号。",
        award="领先客服团队",
        date_style="chinese",
    )
    rare = replace(chinese, recipient="阿卜杜热西提·买买提江·" + RARE)
    english = CertificateFacts(
        language="en",
        number="KF-RY-2026-0032",
        issued_on=date(2026, 10, 15),
        centre=CENTRE_EN,
        check_code="7Q4M-2K9D",
        recipient="Alexandra Fitzgerald-Montgomery",
        body="for outstanding performance in September 2026, ranking among the top 10% of all agents, "
        "and is hereby named Performance Star of the Month.",
        award="Performance Star of the Month",
        qr_payload="FENMING:KF-RY-2026-0032:7Q4M-2K9D",
    )
    many = tuple(f"{name}{n}" for n in range(20) for name in ("王小", "欧阳若", "买买提·艾"))
    long_list = replace(team, layout="minimal", size="A3", members=many)
    return {
        "certificate": chinese, "certificate-team": team, "certificate-rare": rare, "certificate-en": english,
        "certificate-modern": replace(chinese, layout="modern"), "certificate-modern-team": replace(team, layout="modern"),
        "certificate-modern-en": replace(english, layout="modern", size="A3"), "certificate-minimal": replace(chinese, layout="minimal"),
        "certificate-minimal-en": replace(english, layout="minimal"), "certificate-minimal-list": long_list,
        "certificate-blank": replace(chinese, layout="blank"),
    }  # fmt: skip


def _rewards() -> dict[str, Paper]:
    names = ("王小明", "李䶮", "欧阳若琳", "张犇", "阿依古丽·买买提", "陈堃")
    lines = tuple(
        RewardLine(
            rank=n,
            employee_no=f"{n * 7:04d}",
            name=name,
            team="外呼一组" if n % 2 else "客服二组",
            award="月度绩效之星",
            reward="奖金500.00元、荣誉证书",
        )
        for n, name in enumerate(names, start=1)
    )
    lines += (RewardLine(employee_no="", name="外呼一组", award="团队贡献奖", reward="团建经费1,000.00元"),)
    english = tuple(
        RewardLine(rank=n, employee_no=f"{n * 7:04d}", name=name, team="Outbound 1", award="Performance star", reward="Bonus of CNY 500.00")
        for n, name in enumerate(("Wang Xiaoming", "Li Yan", "Alexandra Fitzgerald-Montgomery"), start=1)
    )
    day, check_code = date(2026, 10, 15), "A1B2-C3D4"
    notice = RewardNoticeFacts(
        language="zh",
        number="客服奖〔2026〕12号",
        centre=CENTRE,
        basis=(BASIS, replace(BASIS, rule="团队贡献奖", clause="对团队协作有突出贡献的班组，经提名和批准，授予团队贡献奖。")),
        lines=lines,
        pay_on=date(2026, 11, 10),
        department="人力资源部",
        handler="刘芳",
        issued_on=day,
        check_code=check_code,
    )
    notice_en = RewardNoticeFacts(
        language="en",
        number="CS-R-2026-12",
        centre=CENTRE_EN,
        basis=(BASIS_EN,),
        lines=english,
        pay_on=date(2026, 11, 10),
        handler="Fang Liu",
        issued_on=day,
        check_code=check_code,
    )
    masked = tuple(replace(line, employee_no=line.employee_no and "**" + line.employee_no[-2:], reward="") for line in lines)
    board = PublicListFacts(
        language="zh",
        number="客服公〔2026〕9号",
        centre=CENTRE,
        subject="2026年9月月度评优结果",
        basis=(BASIS,),
        lines=masked,
        first_day=date(2026, 10, 9),
        last_day=date(2026, 10, 15),
        working_days=5,
        contact="人力资源部 刘芳",
        phone="027-8000 0000",
        department="人力资源部",
        issued_on=day,
        check_code=check_code,
    )
    board_en = PublicListFacts(
        language="en",
        number="CS-P-2026-9",
        centre=CENTRE_EN,
        subject="awards of September 2026",
        basis=(BASIS_EN,),
        lines=english,
        first_day=date(2026, 10, 9),
        last_day=date(2026, 10, 15),
        working_days=5,
        contact="Fang Liu, Human Resources",
        phone="+86 27 8000 0000",
        issued_on=day,
        check_code=check_code,
    )
    return {"reward": notice, "reward-en": notice_en, "public": board, "public-en": board_en}


def _penalty() -> dict[str, Paper]:
    chinese = PenaltyNoticeFacts(
        language="zh",
        number="客服处〔2026〕3号",
        issued_on=date(2026, 10, 15),
        centre=CENTRE,
        check_code="F00D-1234",
        recipient=Person(name="赵喆", employee_no="0021", team="外呼二组", position="外呼坐席"),
        findings=(
            "2026年9月8日14时20分，在处理客户来电（录音编号R20260908-0142）时中途挂断，客户随后投诉。经质检组调听录音并与客户核实，情况属实，等级认定为“严重”。",
        ),
        evidence=(
            Evidence(criterion="属实投诉（严重）", found="1件", required="0件", source="投诉登记 T-2026-0911，录音R20260908-0142"),
            Evidence(criterion="质检得分", found="42.00", required="≥ 60.00", source="质检表 2026-09-10"),
        ),
        basis=replace(BASIS, rule="服务投诉", clause="客户投诉经查属实的，视情节轻重给予警告、严重警告、记过或记大过处分。"),
        statement="当时系统提示话务拥堵，本人误触挂断键，事后已向客户致歉。",
        level="记过",
        effective_on=date(2026, 10, 16),
        duration="6个月；期间无新的属实投诉的，期满自动解除",
        last_day_of_appeal=None,
        department="人力资源部",
        handler="刘芳",
    )
    english = PenaltyNoticeFacts(
        language="en",
        number="CS-D-2026-3",
        issued_on=date(2026, 10, 15),
        centre=CENTRE_EN,
        check_code="F00D-1234",
        recipient=Person(name="Zhe Zhao", employee_no="0021", team="Outbound 2", position="Outbound agent"),
        findings=(
            "On 8 September 2026 at 14:20 the agent ended a customer's call (recording R20260908-0142) before the matter "
            "was settled. The customer complained; the complaint was found true and rated serious.",
        ),
        evidence=(Evidence(criterion="Founded complaints (serious)", found="1", required="0", source="Complaint T-2026-0911"),),
        basis=replace(
            BASIS_EN,
            rule="Service complaint",
            clause="a founded complaint leads, by severity, to a warning, a serious warning, a demerit or a grave demerit.",
        ),
        statement=None,
        level="Demerit",
        amount=Decimal("300.00"),
        effective_on=date(2026, 10, 16),
        duration="Six months; cleared when no founded complaint follows",
        last_day_of_appeal=date(2026, 10, 22),
        department="Human Resources",
        handler="Fang Liu",
    )
    dated = replace(chinese, last_day_of_appeal=date(2026, 10, 22), amount=Decimal("300.00"), statement=None, is_reprint=True)
    return {"penalty": chinese, "penalty-dated": dated, "penalty-en": english}


def _appeals() -> dict[str, Paper]:
    penalty = _penalty()
    chinese, english = penalty["penalty"], penalty["penalty-en"]
    assert isinstance(chinese, PenaltyNoticeFacts)
    assert isinstance(english, PenaltyNoticeFacts)
    receipt = AppealReceiptFacts(
        language="zh",
        number="客服诉〔2026〕2号",
        issued_on=date(2026, 10, 20),
        centre=CENTRE,
        check_code="BEEF-0042",
        case="SS-2026-0002",
        appellant=chinese.recipient,
        notice_number=chinese.number,
        notice_received_on=date(2026, 10, 16),
        filed_at="2026年10月20日 17:30",
        subject="录音显示通话中断系话务系统故障所致，请求复核并撤销处分。",
        evidence=("录音R20260908-0142", "系统故障工单IT-5512截图"),
        decide_by=date(2026, 11, 10),
        department="人力资源部",
        handler="孙敏",
    )
    receipt_en = AppealReceiptFacts(
        language="en",
        number="CS-A-2026-2",
        issued_on=date(2026, 10, 27),
        centre=CENTRE_EN,
        check_code="BEEF-0042",
        case="SS-2026-0002",
        appellant=english.recipient,
        notice_number=english.number,
        notice_received_on=date(2026, 10, 16),
        filed_at="27 October 2026, 17:30",
        subject="The call was cut by a fault of the telephone system; I ask for a review.",
        accepted=False,
        reason="filed after the last day",
        last_day_to_file=date(2026, 10, 23),
        department="Human Resources",
        handler="Min Sun",
    )
    decision = AppealDecisionFacts(
        language="zh",
        number="客服复〔2026〕2号",
        issued_on=date(2026, 11, 6),
        centre=CENTRE,
        check_code="CAFE-0777",
        case="SS-2026-0002",
        appellant=chinese.recipient,
        notice_number=chinese.number,
        filed_on=date(2026, 10, 20),
        original="记过，6个月",
        grounds=receipt.subject,
        findings=("经调取系统日志，2026年9月8日14:19至14:26话务系统确有故障，但录音显示坐席未按规程回拨。",),
        evidence=chinese.evidence,
        decision="reduced",
        result="警告，3个月",
        reason="中断系系统故障引起，责任减轻；未及时回拨仍属服务失误。",
        consequences=("处分等级由记过变更为警告，自2026年10月16日起算。", "扣减的积分10分予以返还。", "签发更正后的通知书，原件作废留存。"),
        department="人力资源部",
        reviewer="孙敏",
    )
    decision_en = AppealDecisionFacts(
        language="en",
        number="CS-AD-2026-2",
        issued_on=date(2026, 11, 6),
        centre=CENTRE_EN,
        check_code="CAFE-0777",
        case="SS-2026-0002",
        appellant=english.recipient,
        notice_number=english.number,
        filed_on=date(2026, 10, 20),
        original="Demerit, six months",
        grounds=receipt_en.subject,
        findings=("The system's log shows a fault from 14:19 to 14:26 on that day.",),
        decision="revoked",
        reason="the call was cut by the fault, not by the agent.",
        consequences=("The demerit is removed.", "The bonus withheld, CNY 300.00, is paid with the next wages."),
        department="Human Resources",
        reviewer="Min Sun",
    )
    waiting = replace(receipt, accepted=None, reason="住院治疗", last_day_to_file=date(2026, 10, 23))
    return {"receipt-waiting": waiting, "receipt": receipt, "receipt-en": receipt_en, "decision": decision, "decision-en": decision_en}


def _points() -> dict[str, Paper]:
    chinese = PointsStatementFacts(
        language="zh",
        number="客服积〔2026〕21号",
        issued_on=date(2026, 10, 15),
        centre=CENTRE,
        check_code="D1CE-0001",
        holder=Person(name="王小明", employee_no="0007", team="外呼一组", position="外呼坐席"),
        period="2026年第三季度",
        parts=("考勤", "绩效", "星级", "贡献"),
        opening=42,
        months=tuple(
            PointsMonth(
                month=f"2026年{n}月", points=(5, 9 - n % 3, 8, n % 4), total=22 - n % 3 + n % 4, remark="采纳建议1条" if n == 8 else ""
            )
            for n in (7, 8, 9)
        ),
        redemptions=(Redemption(day=date(2026, 9, 30), subject="兑换：保温杯", points=-30, balance=76),),
        balance=76,
        department="人力资源部",
        handler="刘芳",
    )
    english = replace(
        chinese,
        language="en",
        number="CS-PT-2026-21",
        centre=CENTRE_EN,
        holder=Person(name="Wang Xiaoming", employee_no="0007", team="Outbound 1", position="Outbound agent"),
        period="Third quarter of 2026",
        parts=("Attendance", "Performance", "Star rating", "Contribution"),
        redemptions=(),
        department="Human Resources",
        handler="Fang Liu",
        months=(
            PointsMonth(month="July 2026", points=(5, 8, 8, 3), total=24),
            PointsMonth(month="August 2026", points=(5, 7, 8, 0), total=20),
        ),
        balance=86,
    )
    return {"points": chinese, "points-en": english}


def _more() -> dict[str, Paper]:
    plans = more_samples.plans(CENTRE, CENTRE_EN, BASIS, BASIS_EN)
    hearing = sheet_samples.hearing(CENTRE, CENTRE_EN, BASIS, BASIS_EN)
    both = (more_samples.slips, more_samples.sheets, sheet_samples.scorecards, sheet_samples.ballots, sheet_samples.cases)
    return {**plans, **hearing, **{name: paper for make in both for name, paper in make(CENTRE, CENTRE_EN).items()}, **_special()}


def _special() -> dict[str, Paper]:
    """Kinds from above with pictures, many lines, or something behind them."""
    certificates, penalties, notice = _certificate(), _penalty(), _rewards()["reward"]
    chinese, english = penalties["penalty"], penalties["penalty-en"]
    assert isinstance(chinese, PenaltyNoticeFacts)
    assert isinstance(english, PenaltyNoticeFacts)
    assert isinstance(notice, RewardNoticeFacts)
    return {
        **sheet_samples.certificates(certificates["certificate"], certificates["certificate-en"]),
        **sheet_samples.penalties(chinese, english), **sheet_samples.rewards(notice),
    }  # fmt: skip


@cache
def samples() -> dict[str, Paper]:
    """Name → facts; a name ends in -en for an English paper."""
    return {**_certificate(), **_rewards(), **_penalty(), **_appeals(), **_points(), **_more()}
