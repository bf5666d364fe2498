"""A centre's own wording of certificates: kept, checked, shown, printed."""

from __future__ import annotations

import io

import pypdf
import pytest

from models.domain.errors import UserError
from models.domain.papers import Series
from services import outcomes, paper_templates, papers
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
