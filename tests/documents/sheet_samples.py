"""Believable papers of a hearing, of objections, sheets without number, and papers with pictures or something special."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PIL import Image, ImageDraw, ImageFilter

from services import pictures
from services.documents.case_facts import CasePartFacts, CaseSection, CaseTable, PageStampFacts
from services.documents.facts import (
    Basis,
    Centre,
    CertificateFacts,
    Evidence,
    Instalment,
    Paper,
    PenaltyNoticeFacts,
    Person,
    RewardNoticeFacts,
    SheetColumn,
    WideSheetFacts,
)
from services.documents.hearing_facts import ObjectionDecisionFacts, ObjectionReceiptFacts, ReferralFacts, StatementFormFacts
from services.documents.running_facts import ReviewedRule, ReviewSheetFacts, RunningSheetFacts
from services.documents.scorecard_facts import ScorecardSheetFacts, ScoredIndicator

DAY, CODE = date(2026, 10, 15), "C0DE-2345"
AGENT = Person(name="赵喆", employee_no="0021", team="外呼二组", position="外呼坐席")
AGENT_EN = Person(name="Zhe Zhao", employee_no="0021", team="Outbound 2", position="Outbound agent")


def portrait() -> bytes:
    """A photo as it is kept: noisy like a camera's, cut to 25 × 35 mm."""
    image = Image.new("RGB", (600, 800), "#9db8d2")
    draw = ImageDraw.Draw(image)
    draw.ellipse((180, 140, 420, 460), fill="#e0b394")
    draw.rectangle((90, 500, 510, 800), fill="#2f3a4f")
    noise = random.Random(7).randbytes(600 * 800)
    image = Image.blend(image, Image.frombytes("L", (600, 800), noise).convert("RGB"), 0.08).filter(ImageFilter.GaussianBlur(1))
    return pictures.portrait(_file(image, "JPEG"), "photo.jpg")


def logo(mode: str) -> bytes:
    """A logo as it is kept, from a transparent PNG (RGBA) or a JPEG for print (CMYK)."""
    image = Image.new("RGBA", (900, 900), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((30, 30, 870, 870), fill=(18, 70, 140, 255))
    draw.polygon([(450, 160), (720, 640), (180, 640)], fill=(255, 255, 255, 200))
    if mode == "CMYK":
        return pictures.emblem(_file(image.convert("RGB").convert("CMYK"), "JPEG"), "logo.jpg")
    return pictures.emblem(_file(image, "PNG"), "logo.png")


def _file(image: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


def certificates(chinese: CertificateFacts, english: CertificateFacts) -> dict[str, Paper]:
    """Certificates with a photo, a logo, the longest names, and one in place of a spoiled one."""
    cmyk, clear = (replace(chinese.centre, logo=logo(mode)) for mode in ("CMYK", "RGBA"))
    longest = replace(chinese, recipient="阿卜杜热西提·买买提江·努尔买买提·艾则孜", photo=portrait(), centre=clear)
    return {
        "certificate-photo": replace(chinese, photo=portrait(), centre=cmyk, replaces="KF-RY-2026-0030"),
        "certificate-photo-long": longest,
        "certificate-photo-en": replace(
            english, photo=portrait(), layout="modern", recipient="Alexandra Maximiliane Fitzgerald-Montgomery von Hohenlohe"
        ),
        "certificate-photo-minimal": replace(longest, layout="minimal", size="A3"),
    }


def hearing(centre: Centre, centre_en: Centre, basis: Basis, basis_en: Basis) -> dict[str, Paper]:
    """Statement form, referral, receipt of an objection and its answer."""
    findings = ("2026年9月8日14时20分，在处理客户来电时中途挂断，经质检组复听属实。", "客户随后投诉，等级认定为“严重”。")
    evidence = (Evidence(criterion="属实投诉（严重）", found="1件", required="0件", source="投诉登记T-2026-0911，录音R20260908-0142"),)
    complaint = replace(basis, rule="服务投诉", clause="客户投诉经查属实的，视情节轻重给予警告、严重警告、记过或记大过处分。")
    form = StatementFormFacts(
        language="zh", number="", issued_on=DAY, centre=centre, check_code="", agent=AGENT, findings=findings, evidence=evidence,
        basis=complaint, department="人力资源部", handler="刘芳",
    )  # fmt: skip
    form_en = replace(
        form, language="en", centre=centre_en, agent=AGENT_EN, basis=basis_en, findings=("The agent ended a customer's call.",),
        evidence=(Evidence(criterion="Founded complaints", found="1", required="0", source="Complaint T-2026-0911"),),
        department="Human Resources", handler="Fang Liu",
    )  # fmt: skip
    referral = ReferralFacts(
        language="zh", number="客服报〔2026〕1号", issued_on=DAY, centre=centre, check_code=CODE, responsible="运营总监 孙敏", agent=AGENT,
        findings=("2026年7月至9月综合绩效连续3个月排名后10%。",), basis=replace(basis, rule="连续三月排名后10%"),
        evidence=(Evidence(criterion="连续处于后10%的月数", found="3", required="≥ 3", source="绩效2026-09"),),
        proposal="调整岗位或者降低绩效工资", coaching=("2026年8月10日至9月6日辅导，辅导人周慧：部分达成", "2026年9月14日复训，测试92.00分"),
        due_on=date(2026, 10, 29), department="人力资源部", handler="刘芳",
    )  # fmt: skip
    referral_en = replace(
        referral, language="en", number="CS-RF-2026-1", centre=centre_en, responsible="Min Sun", agent=AGENT_EN, basis=basis_en,
        findings=("In the bottom 10% for three months in a row.",), evidence=(), proposal="Another position or a reduction of pay",
        coaching=("Four weeks with Hui Zhou: aim reached in part",), department="Human Resources", handler="Fang Liu",
    )  # fmt: skip
    receipt = ObjectionReceiptFacts(
        language="zh", number="客服异〔2026〕1号", issued_on=DAY, centre=centre, check_code=CODE, case="YY-2026-0001",
        list_number="客服公〔2026〕9号", raised_by="李䶮", raised_on=date(2026, 10, 12),
        text="名单中王小明9月15日有一次旷工未计入考勤，不符合评优条件",
        last_day=date(2026, 10, 15), decide_by=date(2026, 10, 22), department="人力资源部", handler="刘芳",
    )  # fmt: skip
    receipt_en = replace(
        receipt, language="en", number="CS-OB-2026-1", centre=centre_en, list_number="CS-P-2026-9", raised_by="Yan Li",
        text="One day of absence was not counted", department="Human Resources", handler="Fang Liu",
    )  # fmt: skip
    answer = ObjectionDecisionFacts(
        language="zh", number="客服异〔2026〕2号", issued_on=date(2026, 10, 20), centre=centre, check_code=CODE, case=receipt.case,
        list_number=receipt.list_number, raised_by="李䶮", raised_on=receipt.raised_on, text=receipt.text, decision="revoke",
        award="月度绩效之星 王小明", reason="经核对打卡记录，反映情况属实",
        consequences=("撤销王小明“月度绩效之星”称号，收回证书", "重新公示名单"),
        department="人力资源部", reviewer="孙敏",
    )  # fmt: skip
    answer_en = replace(
        answer, language="en", number="CS-OB-2026-2", centre=centre_en, list_number="CS-P-2026-9", raised_by="Yan Li",
        text=receipt_en.text, decision="uphold", award="", reason="the day was one of annual leave", consequences=(),
        department="Human Resources", reviewer="Min Sun",
    )  # fmt: skip
    return {
        "statement": form, "statement-en": form_en, "referral": referral, "referral-en": referral_en, "objection": receipt,
        "objection-en": receipt_en, "answer": answer, "answer-en": answer_en,
    }  # fmt: skip


def penalties(chinese: PenaltyNoticeFacts, english: PenaltyNoticeFacts) -> dict[str, Paper]:
    """A deduction over three months with points, and a notice that carries out an appeal."""
    months = ("2026年10月", "2026年11月", "2026年12月")
    spread = tuple(Instalment(month=month, amount=Decimal(amount)) for month, amount in zip(months, ("480", "480", "240"), strict=True))
    parts = tuple(Instalment(month=f"2026-{month}", amount=Decimal("480")) for month in (10, 11))
    return {
        "penalty-spread": replace(chinese, amount=Decimal("1200"), instalments=spread, points=-10, last_day_of_appeal=date(2026, 10, 22)),
        "penalty-spread-en": replace(english, amount=Decimal("960"), instalments=parts, points=-10),
        "penalty-corrected": replace(
            chinese, number="客服处〔2026〕5号", corrects=chinese.number, after_appeal="SS-2026-0002", level="警告"
        ),
        "penalty-replaced-en": replace(english, number="CS-D-2026-4", replaces=english.number),
    }


def rewards(notice: RewardNoticeFacts) -> dict[str, Paper]:
    """A long list over pages, worded by the centre itself."""
    lines = tuple(replace(line, rank=n) for n, line in enumerate(notice.lines[:6] * 11, start=1))
    words = (("opening", "经考评小组评审、分管领导批准，现对以下同事予以奖励："), ("closing", "望再接再厉。"))
    return {"reward-long": replace(notice, lines=lines, words=words, is_reprint=True)}


def scorecards(centre: Centre, centre_en: Centre) -> dict[str, Paper]:
    """An agent's month by the scorecard, with trends, and the running month."""

    def line(name: str, value: str, score: str, weight: str, earned: str, sentence: str, trend: str) -> ScoredIndicator:
        points = tuple(None if part == "-" else Decimal(part) for part in trend.split())
        return ScoredIndicator(name=name, value=value, score=score, weight=weight, earned=earned, sentence=sentence, trend=points)

    card = ScorecardSheetFacts(
        language="zh", number="", issued_on=DAY, centre=centre, check_code="", title="绩效得分表", holder=AGENT, period="2026年9月",
        total="88.40", basis="采用岗位“外呼坐席”自2026年7月起执行的评分卡。", span="近6个月", department="人力资源部",
        lines=(
            line("质检得分", "92.50", "92.50", "40%", "37.00",
                 "质检得分92.50，按直线计算得92.50分，权重40%，计37.00分", "88 90 - 91 92 92.5"),
            line("客户满意度", "96.2%", "96.00", "30%", "28.80",
                 "客户满意度96.2%，落在95%至97%档，得96.00分，权重30%，计28.80分。", "95 95 95 95 95 96"),
            line("平均处理时长", "–", "–", "30%", "–", "平均处理时长当月没有数据，按约定不计分，其权重由其他指标分担。", "- - - - 240 -"),
        ),
        trend=(Decimal(80), Decimal(84), None, Decimal(86), Decimal(87), Decimal("88.4")),
    )  # fmt: skip
    english = replace(
        card, language="en", centre=centre_en, title="Performance scorecard", holder=AGENT_EN, period="September 2026",
        basis="The scorecard of the position “Outbound agent” that holds since July 2026 was used.", span="Last 6 months",
        lines=(line("Quality score", "92.50", "92.50", "100%", "92.50", "Quality score 92.50 scores 92.50 of 100.", "88 90 - 91 92 92.5"),),
    )  # fmt: skip
    running = RunningSheetFacts(
        language="zh", number="", issued_on=DAY, centre=centre, check_code="", agent=AGENT, month="2026年10月",
        state="截至目前，尚未作出决定",
        points=18, parts=(("考勤", 5, 5), ("绩效", 8, 10), ("星级", 5, 10), ("贡献", 0, 5)),
        given=(("奖励", "月度绩效之星 · ¥500.00"),), steps=("质检得分再提高2.50分，可进入前10%",),
        left_out=(("季度全勤奖", "10月12日迟到1次"),),
    )  # fmt: skip
    running_en = replace(
        running, language="en", centre=centre_en, agent=AGENT_EN, month="October 2026", state="so far, nothing is decided yet",
        points=None, parts=(), given=(), steps=(), left_out=(),
    )  # fmt: skip
    rule = ReviewedRule(
        name="季度服务之星", score="86.20", months=(("2026年7月", "84.00"), ("2026年8月", "86.10"), ("2026年9月", "88.50")),
        indicators=(("质检得分", "90.00", "60%"), ("客户满意度", "80.50", "40%")), advice=("客户满意度提高1个百分点，得分增加2.00分",),
    )  # fmt: skip
    review = ReviewSheetFacts(
        language="zh", number="", issued_on=DAY, centre=centre, check_code="", agent=AGENT, period="2026年第三季度",
        rules=tuple(replace(rule, name=f"{rule.name}（{n}）") for n in range(1, 12)),
        given=(("2026年9月", "奖励", "月度绩效之星 · ¥500.00"),),
    )  # fmt: skip
    words = replace(rule, name="Service star", months=(("July 2026", "84.00"),), indicators=(("Quality score", "90.00", "60%"),), advice=())
    review_en = replace(review, language="en", centre=centre_en, agent=AGENT_EN, period="Third quarter of 2026", rules=(words,), given=())
    return {
        "scorecard": card, "scorecard-en": english, "running": running, "running-en": running_en, "review": review, "review-en": review_en,
    }  # fmt: skip


def ballots(centre: Centre, centre_en: Centre) -> dict[str, Paper]:
    """Slips of a survey, to be cut apart."""
    boxes = ("□ 1 很不满意", "□ 2 不满意", "□ 3 一般", "□ 4 满意", "□ 5 很满意")
    columns = tuple(SheetColumn(title="请在一个方框内打勾" if n == 2 else "", share=2.2) for n in range(5))
    slips = WideSheetFacts(
        language="zh", number="", issued_on=DAY, centre=centre, check_code="", title="您对《外呼中心奖罚制度》是否满意？", period="",
        columns=(*columns, SheetColumn(title="希望改进之处", share=6)), rows=((*boxes, ""), ("",) * 6) * 30,
        legend="本票不记名，请勿书写姓名。请沿线裁开，折叠后投入票箱。",
    )  # fmt: skip
    words = ("very dissatisfied", "dissatisfied", "neither", "satisfied", "very satisfied")
    titles = tuple(SheetColumn(title="Your answer: tick one box" if n == 2 else "", share=2.2) for n in range(5))
    english = replace(
        slips, language="en", centre=centre_en, title="How satisfied are you with “Outbound rewards and penalties”?",
        columns=(*titles, SheetColumn(title="What should be better", share=6)), legend="Anonymous: write no name.",
        rows=((*(f"□ {n} {word}" for n, word in enumerate(words, start=1)), ""), ("",) * 6) * 3,
    )  # fmt: skip
    return {"ballots": slips, "ballots-en": english}


def cases(centre: Centre, centre_en: Centre) -> dict[str, Paper]:
    """Parts of a case file and the stamps of its pages."""
    table = CaseTable(
        columns=(("时间", 1.2), ("事项", 2.6), ("经办", 1.0)), rows=(("2026年10月15日9:30", "签发处罚通知书客服处〔2026〕3号", "刘芳"),) * 3
    )
    part = CasePartFacts(
        language="zh", number="客服处〔2026〕3号", issued_on=DAY, centre=centre, check_code=CODE, name="案卷封面",
        fields=(("当事人", "赵喆（0021）"), ("处理等级", "记过")),
        sections=(CaseSection(title="时间线", table=table), CaseSection(title="证据照片", paragraphs=("附照片一张。",), picture=portrait()),
        ),
    )  # fmt: skip
    short = CaseTable(columns=(("Time", 1.0), ("What", 2.0)), rows=(("15 October 2026", "Notice issued"),))
    english = replace(
        part, language="en", number="CS-D-2026-3", centre=centre_en, name="Case file", fields=(("About", "Zhe Zhao (0021)"),),
        sections=(CaseSection(title="Chronology", table=short),),
    )  # fmt: skip
    stamps = PageStampFacts(
        language="zh", number="客服处〔2026〕3号", issued_on=DAY, centre=centre, check_code="",
        stamps=("客服处〔2026〕3号 第1页 共2页",) * 2,
        sizes=((595.3, 841.9), (841.9, 595.3)),
    )  # fmt: skip
    return {"case": part, "case-en": english, "stamps": stamps}
