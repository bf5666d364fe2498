"""Papers: their words in both languages, the same bytes each time, no text outside its frame or over another."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.errors import Cancelled
from services import documents
from services.documents import layout, render, render_many
from services.documents.case_facts import PageStampFacts
from services.documents.dates import paper_date
from services.documents.facts import (
    CertificateFacts,
    Evidence,
    PenaltyNoticeFacts,
    PublicListFacts,
    RewardNoticeFacts,
    WideSheetFacts,
)
from services.documents.flow import Strip, paginate
from services.documents.lines import TextTooLongError
from services.documents.looks import SIZES
from services.documents.ornament import HEIGHT, WIDTH
from services.documents.sheet import A4, Placed
from services.progress import NoProgress
from tests.documents.paper_samples import samples

PAPERS = sorted(samples())
WORDS = {
    "certificate": [
        "荣誉证书",
        "王小明",
        "同志：",
        "名列前10%",
        "特发此证，以资鼓励。",
        "编号：KF-RY-2026-0031",
        "2026年10月15日",
        "校验码：7Q4M-2K9D",
    ],
    "certificate-team": ["外呼一组", "成员：阿卜杜热西提·买买提", "二〇二六年十月十五日"],
    "certificate-en": [
        "Certificate of Honour",
        "This certificate is awarded to",
        "Alexandra Fitzgerald-Montgomery",
        "15 October 2026",
        "No. KF-RY-2026-0032",
    ],
    "reward": [
        "奖励通知",
        "客服奖〔2026〕12号",
        "评定依据",
        "《外呼中心奖罚制度》（第1版，2026年8月20日公示）",
        "奖励于2026年11月10日兑现。",
        "欧阳若琳",
        "第1页",
        "共1页",
    ],
    "reward-en": ["Reward notice", "Prizes are paid out on 10 November 2026.", "Page 1 of 1"],
    "penalty": [
        "处罚通知书",
        "一式两份 · 第一份",
        "一式两份 · 第二份",
        "自收到本通知之日起5个工作日内（至______年____月____日",
        "不代表同意本决定",
        "拒签",
        "见证人：",
        "记过",
    ],
    "penalty-dated": ["（至2026年10月22日）", "人民币300.00元", "本人未作陈述", "补打"],
    "penalty-en": [
        "Penalty notice",
        "within 5 working days",
        "until the end of 22 October 2026",
        "it does not mean consent to the decision",
        "CNY 300.00",
        "declined to make one",
    ],
    "receipt": ["申诉受理回执", "SS-2026-0002", "承办人未参与原决定的作出", "2026年11月10日前（含当日）"],
    "receipt-waiting": ["由未参与原决定的人员复核", "申诉期限截至2026年10月23日", "逾期理由：住院治疗"],
    "receipt-en": ["Appeal receipt", "The appeal is not accepted", "The last day to file was 23 October 2026."],
    "decision": ["申诉复核决定书", "申诉理由部分成立，减轻原决定。", "警告，3个月", "随即执行的事项", "复核人：孙敏"],
    "decision-en": ["Appeal decision", "the original decision is revoked", "What follows at once"],
    "public": ["关于2026年9月月度评优结果的公示", "**07", "2026年10月9日至2026年10月15日，共5个工作日", "实名反映", "公示期满无异议的"],
    "public-en": ["Public list: awards of September 2026", "5 working days: 9 October 2026 to 15 October 2026"],
    "points": ["积分对账单", "考勤", "兑换：保温杯", "-30", "积分余额为76分"],
    "coaching": ["辅导计划", "辅导人", "计划提交期限", "2026年10月29日", "未达成", "辅导人签名："],
    "coaching-en": ["Coaching plan", "Aims and measures", "29 October 2026"],
    "rectification": ["整改通知", "整改责任人", "请于2026年10月22日前（含当日）向人力资源部提交书面整改报告"],
    "rectification-en": ["Rectification order", "by 22 October 2026"],
    "slip": ["积分兑换单", "电影票", "60", "兑换后积分", "发放人："],
    "slip-en": ["Redemption slip", "Mug"],
    "customer": ["客户奖励通知", "尊敬的王女士：", "有效期至2026年11月15日"],
    "customer-en": ["Customer reward notice", "Dear Ms Wang:", "15 November 2026"],
    "assessment": ["考核表", "考核周期", "未履行的职责", "主管意见"],
    "assessment-en": ["Assessment sheet", "Call-back rate"],
    "attendance": ["考勤表", "2026年10月", "本人签字", "图例：", "部门负责人：", "第3页", "共3页"],
    "attendance-en": ["Attendance sheet", "Printed on 15 October 2026"],
    "performance": ["月度绩效确认表", "98.2%"],
    "statement": ["陈述申辩书", "本人不作陈述", "本人签名：", "是否陈述由本人自愿决定"],
    "referral": ["提请决定书", "规则不直接执行上述事项", "此前的辅导情况", "部分达成。"],
    "objection": ["异议受理回执", "YY-2026-0001", "2026年10月22日前（含当日）"],
    "answer": ["异议答复书", "异议成立，撤销有关奖励。", "（2）重新公示名单。"],
    "answer-en": ["The objection is not founded", "Reasons: the day was one of annual leave."],
    "scorecard": ["绩效得分表", "近6个月", "88.40", "（3）平均处理时长当月没有数据"],
    "running": ["本月进度单", "可进入前10%。", "不作为决定"],
    "review": ["十一、季度服务之星（11）", "得分增加2.00分。", "2026年第三季度"],
    "ballots": ["请在一个方框内打勾", "5 很满意", "第3页"],
    "case": ["案卷封面", "时间线"],
    "certificate-photo": ["（替代KF-RY-2026-0030）"],
    "penalty-spread": ["2026年12月人民币240.00元", "扣减积分"],
    "penalty-corrected": ["替代原通知书客服处〔2026〕3号", "SS-2026-0002", "不影响你依法申请劳动争议仲裁的权利"],
    "penalty-replaced-en": ["in place of paper CS-D-2026-3"],
    "reward-long": ["经考评小组评审", "望再接再厉。", "补打"],
    "points-en": ["Points statement", "Balance of points on 15 October 2026: 86."],
}


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def packed(text: str) -> str:
    """Without blanks and line ends, which extraction puts anywhere."""
    return "".join(text.split())


def test_every_kind_of_paper_is_among_the_samples_in_both_languages() -> None:
    found = {(type(facts), facts.language) for facts in samples().values()}
    assert {(kind, language) for kind in documents._DRAWERS for language in ("zh", "en")} - found == {(PageStampFacts, "en")}


@pytest.mark.parametrize("name", sorted(WORDS))
def test_paper_says_what_it_must(name: str) -> None:
    text = packed("".join(pages_of(render(samples()[name]))))
    assert [words for words in WORDS[name] if packed(words) not in text] == []


@pytest.mark.parametrize("name", PAPERS)
def test_english_papers_carry_no_chinese_wording_and_chinese_papers_no_english(name: str) -> None:
    text = "".join(pages_of(render(samples()[name])))
    if name.endswith("-en"):
        assert not [character for character in text if "一" <= character <= "鿿"]
    else:
        assert "Page" not in text
        assert "Issued" not in text


@pytest.mark.parametrize("name", PAPERS)
def test_same_facts_give_the_same_bytes(name: str) -> None:
    assert render(samples()[name]) == render(samples()[name])


@pytest.mark.parametrize("name", [name for name in PAPERS if name.startswith("certificate")])
def test_certificate_is_one_small_landscape_page_without_mark_of_reprint(name: str) -> None:
    pdf = render(replace(samples()[name], is_reprint=True))
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    facts = samples()[name]
    assert isinstance(facts, CertificateFacts)
    wanted = {"A4": (842, 595), "A3": (1191, 842)}[facts.size]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == wanted
    assert len(pdf) < 120_000
    assert "补打" not in page.extract_text()
    assert pdf == render(samples()[name])


def overlaps(first: Placed, second: Placed) -> bool:
    """Boxes of the letters themselves, without the room above and below them, on one page."""
    height = min(first.top - first.bottom, second.top - second.bottom) * 0.2
    return (
        first.page == second.page
        and first.left < second.right - 0.5
        and second.left < first.right - 0.5
        and first.bottom + height < second.top
        and second.bottom + height < first.top
    )


def assert_tidy(placed: tuple[Placed, ...], size: tuple[float, float]) -> None:
    for one in placed:
        assert one.left >= one.frame[0] - 0.5, one
        assert one.right <= one.frame[1] + 0.5, one
        assert 0 < one.bottom < one.top < size[1], one
    clashes = [(one.text, two.text) for one, two in combinations(placed, 2) if overlaps(one, two)]
    assert clashes == []


@pytest.mark.parametrize("name", PAPERS)
def test_samples_are_tidy(name: str) -> None:
    facts = samples()[name]
    assert_tidy(layout(facts), SIZES[facts.size] if isinstance(facts, CertificateFacts | WideSheetFacts) else A4)


NAMES = st.one_of(
    st.text("王李欧阳娜若琳䶮㛃犇喆堃𬭸", min_size=2, max_size=6),
    st.lists(st.text("阿卜杜热西提买江古丽", min_size=2, max_size=6), min_size=2, max_size=3).map("·".join),
    st.lists(st.text("abcdefghijklm", min_size=2, max_size=12).map(str.title), min_size=2, max_size=4).map(" ".join),
)
REASONS = st.lists(
    st.sampled_from(
        [
            "在2026年第三季度",
            "团结协作，",
            "综合绩效考核名列前10%，",
            "Great Service Award",
            "被评为“服务之星”",
            "深受客户好评。",
            "（外呼中心）",
        ]
    ),
    min_size=1,
    max_size=25,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(
    language=st.sampled_from(["zh", "en"]),
    look=st.sampled_from(["classic", "modern", "minimal", "blank"]),
    name=NAMES,
    members=st.lists(NAMES, max_size=60),
    body=REASONS,
    unit=REASONS,
)
def test_certificate_keeps_every_text_in_its_place(language: str, look: Any, name: str, members: list[str], body: str, unit: str) -> None:
    base = samples()["certificate" if language == "zh" else "certificate-en"]
    assert isinstance(base, CertificateFacts)
    try:
        placed = layout(replace(base, recipient=name, members=tuple(members), body=body, unit=unit[:60], layout=look))
    except TextTooLongError:
        assert len(body) > 150 or sum(map(len, members)) > 400  # only what nobody could set is refused
        return
    assert_tidy(placed, (WIDTH, HEIGHT))
    assert all(one.left > 60 and one.right < WIDTH - 60 and one.bottom > 60 and one.top < HEIGHT - 60 for one in placed)
    body_floor = min(one.bottom for one in placed if one.top > 200)
    assert body_floor > 132 + 42 / 2 * 72 / 25.4  # the circle of the seal stays clear


@settings(max_examples=25, deadline=None)
@given(findings=st.lists(REASONS, min_size=1, max_size=12), source=REASONS, statement=st.one_of(st.none(), REASONS), name=NAMES)
def test_penalty_notice_flows_over_pages_without_leaving_its_frame(
    findings: list[str], source: str, statement: str | None, name: str
) -> None:
    base = samples()["penalty"]
    assert isinstance(base, PenaltyNoticeFacts)
    evidence = tuple(replace(base.evidence[0], source=source, criterion=source[:30]) for _ in findings)
    facts = replace(base, findings=tuple(findings), evidence=evidence, statement=statement, recipient=replace(base.recipient, name=name))
    assert_tidy(layout(facts), A4)


def test_long_list_repeats_its_head_and_counts_its_pages() -> None:
    base = samples()["reward"]
    assert isinstance(base, RewardNoticeFacts)
    for count in range(72, 100, 5):
        pages = pages_of(render(replace(base, lines=(base.lines * 20)[:count])))
        assert "人力资源部\n2026年10月15日" not in pages[-1] or "希望受奖人员" in pages[-1]  # never a signature without words
    pages = pages_of(render(replace(base, lines=base.lines * 20)))
    assert len(pages) > 3
    assert all("奖励内容" in page for page in pages[:-1])
    assert [f"第{n}页" in packed(page) and f"共{len(pages)}页" in packed(page) for n, page in enumerate(pages, 1)] == [True] * len(pages)


def test_long_title_takes_two_lines() -> None:
    base = samples()["public"]
    assert isinstance(base, PublicListFacts)
    placed = layout(replace(base, subject="2026年第三季度外呼中心、客服中心及电子邮件处理中心联合开展的优质服务劳动竞赛评优结果"))
    assert_tidy(placed, A4)
    assert next(one.text for one in placed if one.top - one.bottom > 20).startswith("关于2026年第三季度")


def picture(colour: str) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGBA", (60, 60), colour).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["certificate", "penalty-dated", "points"])
def test_seal_and_logo_are_drawn_only_when_given(name: str) -> None:
    plain = samples()[name]
    sealed = replace(plain, centre=replace(plain.centre, seal=picture("#ff000080"), logo=picture("#0000ff")))
    images = [len(page.images) for page in pypdf.PdfReader(io.BytesIO(render(sealed))).pages]
    assert sum(len(page.images) for page in pypdf.PdfReader(io.BytesIO(render(plain))).pages) == 0
    assert images[0] >= 1
    assert render(sealed) == render(sealed)
    assert_tidy(layout(sealed), (WIDTH, HEIGHT) if name == "certificate" else A4)


def test_strips_kept_together_move_together_and_gaps_vanish_at_the_top() -> None:
    def draw(sheet: object, top: float) -> None:
        """Nothing to see."""

    line, kept, gap = Strip(10, draw), Strip(10, draw, keep=True), Strip(4)
    assert [len(page) for page in paginate([line] * 4 + [kept, line], 50)] == [4, 2]
    assert [len(page) for page in paginate([line] * 5 + [gap, line], 50)] == [5, 1]
    assert [len(page) for page in paginate([kept] * 12 + [line], 50)] == [5, 5, 3]
    (page,) = paginate([line, Strip(10, draw, sinks=True)], 50)
    assert [down for _, down in page] == [0, 40]


class Stopping:
    """A user who cancels after some papers."""

    def __init__(self, after: int) -> None:
        self.after, self.steps = after, list[tuple[int, int]]()

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done == self.after:
            raise Cancelled


def test_many_papers_make_one_file_with_a_bookmark_each() -> None:
    papers = [samples()[name] for name in ("certificate", "penalty-dated", "certificate-en")]
    reader = pypdf.PdfReader(io.BytesIO(render_many(papers, NoProgress())))
    marks = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [str(mark["/Title"]) for mark in marks] == [
        "荣誉证书 王小明 KF-RY-2026-0031",
        "处罚通知书 客服处〔2026〕3号",
        "Certificate of Honour Alexandra Fitzgerald-Montgomery KF-RY-2026-0032",
    ]
    assert reader.get_destination_page_number(marks[1]) == 1
    widths = [round(page.mediabox.width) for page in reader.pages]
    assert (widths[0], widths[1], widths[-1]) == (842, 595, 842)


def test_progress_is_told_after_each_paper_and_can_stop() -> None:
    watching = Stopping(after=2)
    with pytest.raises(Cancelled):
        render_many([samples()["certificate"]] * 5, watching)
    assert watching.steps == [(1, 5), (2, 5)]


@pytest.mark.parametrize(
    ("day", "language", "style", "text"),
    [
        (date(2026, 3, 5), "zh", "arabic", "2026年3月5日"),
        (date(2026, 3, 5), "zh", "chinese", "二〇二六年三月五日"),
        (date(2026, 10, 20), "zh", "chinese", "二〇二六年十月二十日"),
        (date(2030, 12, 31), "zh", "chinese", "二〇三〇年十二月三十一日"),
        (date(2026, 11, 11), "zh", "chinese", "二〇二六年十一月十一日"),
        (date(2026, 3, 5), "en", "chinese", "5 March 2026"),
    ],
)
def test_dates_are_written_as_papers_write_them(day: date, language: str, style: str, text: str) -> None:
    assert paper_date(day, language, style) == text


def test_the_ordinary_penalty_notice_takes_one_page_a_copy_with_its_receipt_at_the_foot() -> None:
    base = samples()["penalty"]
    assert isinstance(base, PenaltyNoticeFacts)
    counted = (("当月违纪次数", "4", "≥ 3"), ("迟到次数", "4", ""), ("早退次数", "0", ""), ("旷工天数", "0", ""))
    evidence = tuple(Evidence(criterion=name, found=found, required=needed, source="2026-10考勤") for name, found, needed in counted)
    findings = ("当月违纪4次，满3次适用本档（2026-10考勤）。", "迟到4次。", "早退0次。", "旷工0天。")
    pages = pages_of(render(replace(base, evidence=evidence, findings=findings, statement="家中老人住院，今后将提前安排，保证准时到岗。")))
    assert len(pages) == 2
    assert all("签收回执" in page and "第1页" in packed(page) for page in pages)


@pytest.mark.parametrize("name", ["penalty", "penalty-dated", "penalty-en"])
def test_a_penalty_notice_has_as_many_pages_as_copies(name: str) -> None:
    assert len(pages_of(render(samples()[name]))) == 2


def test_a_list_without_ranks_or_prizes_has_no_empty_columns() -> None:
    base = samples()["public"]
    assert isinstance(base, PublicListFacts)
    text = "".join(pages_of(render(replace(base, lines=tuple(replace(line, rank=None) for line in base.lines)))))
    assert "名次" not in text
    assert "奖励内容" not in text
