"""A centre's own wording of certificates: kept, checked, shown, printed."""

from __future__ import annotations

import io

import pypdf
import pytest

from models.domain.errors import UserError
from models.domain.papers import Series
from services import outcomes, paper_templates, papers
from services.documents.wordings import WORDINGS
from services.workspace import Workspace
from tests.services import decided

KEY = f"{decided.S1}/monthly-service-star"


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_own_words_stand_on_the_certificates_issued_afterwards(workspace: Workspace) -> None:
    decided.close(workspace)
    mine = "{name}（{team}）在{period}客户满意度第{rank}，授予“{award}”称号。"
    changed = paper_templates.change(workspace, key=KEY, text=mine).value
    paper_templates.change(workspace, key=paper_templates.CLOSING, text="此证。")
    outcomes.confirm(workspace, ids=decided.ids_of(workspace))
    outcomes.publish(workspace, month=decided.OCTOBER)
    assert changed.is_changed
    texts = [text_of(papers.pdf_bytes(workspace, id=paper.id)) for paper in papers.register(workspace, series=Series.CERTIFICATE)]
    (star,) = (text for text in texts if "李静（甲组）在2026年10月客户满意度第1，授予“月度服务之星”称号。" in text)
    assert "此证。" in star
    assert all("特发此证" not in text for text in texts)


def test_every_award_has_a_text_of_ours_and_can_go_back_to_it(workspace: Workspace) -> None:
    decided.fill(workspace)
    ours = {template.key: template for template in paper_templates.templates(workspace)}
    assert KEY in ours
    assert not any(template.is_changed for template in ours.values())
    for template in ours.values():
        paper_templates.check(template, template.default)
    paper_templates.change(workspace, key=KEY, text="授予“{award}”。")
    assert not paper_templates.change(workspace, key=KEY, text="").value.is_changed


@pytest.mark.parametrize(
    "text",
    ["授予{awards}", "授予称号。", "授予{award", "授予{award}{0}", "{award!r}", "{award:>99}", "{award.__class__}", "{award}" + "长" * 200],
)
def test_a_text_that_cannot_be_filled_or_drops_the_award_is_refused(workspace: Workspace, text: str) -> None:
    decided.fill(workspace)
    with pytest.raises(UserError):
        paper_templates.change(workspace, key=KEY, text=text)
    assert not any(template.is_changed for template in paper_templates.templates(workspace))


def test_the_preview_shows_the_text_being_written(workspace: Workspace) -> None:
    decided.fill(workspace)
    assert "特授予“月度服务之星”" in text_of(paper_templates.preview(workspace, key=KEY, text="特授予“{award}”"))
    assert "以此为证。" in text_of(paper_templates.preview(workspace, key=paper_templates.CLOSING, text="以此为证。"))


LEGAL = {
    Series.PENALTY: ("制度依据", "本人陈述", "个工作日内", "签收仅表示收到", "申诉截止日"),
    Series.PUBLIC: ("公示期", "实名", "异议"),
    Series.REWARD: ("依据",),
}


def test_notices_take_the_centres_sentences_and_lose_no_part_that_the_law_asks_for(workspace: Workspace) -> None:
    decided.close(workspace)
    filler = "请认真阅读。" * 20
    for key, text in {
        "reward_notice.opening": "{period}，{centre}决定表彰下列员工：", "reward_notice.closing": "望再接再厉。",
        "penalty_notice.opening": "{name}：经查，{period}内发生以下情形。" + filler, "penalty_notice.closing": "望引以为戒。" + filler,
        "public_list.opening": "现将{subject}公示如下。", "public_list.closing": "感谢监督。",
    }.items():  # fmt: skip
        assert paper_templates.change(workspace, key=key, text=text).value.is_changed
        assert paper_templates.preview(workspace, key=key, text=text).startswith(b"%PDF")
    outcomes.confirm(workspace, ids=decided.ids_of(workspace))
    outcomes.publish(workspace, month=decided.OCTOBER)
    said = {series: text_of(papers.pdf_bytes(workspace, id=papers.register(workspace, series=series)[0].id)) for series in LEGAL}
    assert "2026年10月，" in said[Series.REWARD]
    assert "望再接再厉。" in said[Series.REWARD]
    assert "祝贺" not in said[Series.REWARD]
    assert said[Series.PENALTY].count("望引以为戒。") == 2  # both copies
    assert "公示如下。" in said[Series.PUBLIC]
    assert "感谢监督。" in said[Series.PUBLIC]
    for series, parts in LEGAL.items():
        assert [part for part in parts if part not in said[series]] == []


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("public_list.opening", "现予公示。"),
        ("penalty_notice.opening", "{award}"),
        ("penalty_notice.closing", "望{"),
        ("reward_notice.opening", "长" * 201),
    ],
)
def test_a_sentence_of_a_notice_is_checked(workspace: Workspace, key: str, text: str) -> None:
    with pytest.raises(UserError):
        paper_templates.change(workspace, key=key, text=text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_paper_can_be_worded_and_seen_and_none_loses_a_legal_part(workspace: Workspace, language: str) -> None:
    there = workspace.speaking(language)
    known = [template for template in paper_templates.templates(there) if "." in template.key]
    assert {template.key.partition(".")[0] for template in known} == {wording.key for wording in WORDINGS.values()}
    for template in known:
        said = "".join(template.default.split())
        assert len(template.default) <= 200
        shown = text_of(paper_templates.preview(there, key=template.key, text=template.default))
        assert "{" not in shown
        assert not template.places or "{" in said or not said or said in shown, template.key
        for place in template.required:
            rest = template.default.replace(f"{{{place}}}", "–")
            with pytest.raises(UserError, match="must not be lost"):
                paper_templates.change(there, key=template.key, text=rest)
    assert {template.key for template in known if template.required} >= {
        "penalty_notice.legal", "appeal_receipt.legal", "appeal_decision.legal", "statement_form.legal", "referral.legal",
    }  # fmt: skip


def test_each_language_has_its_own_words(workspace: Workspace) -> None:
    paper_templates.change(workspace, key="appeal_receipt.closing", text="请妥善保存。")
    english = workspace.speaking("en")
    assert not next(t for t in paper_templates.templates(english) if t.key == "appeal_receipt.closing").is_changed
    paper_templates.change(english, key="appeal_receipt.closing", text="Please keep it.")
    found = {
        w.texts.language: next(t.text for t in paper_templates.templates(w) if t.key == "appeal_receipt.closing")
        for w in (workspace, english)
    }
    assert found == {"zh": "请妥善保存。", "en": "Please keep it."}
