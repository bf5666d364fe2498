"""The scorecard as a sheet: what it says, its trends drawn as lines, one page an agent."""

from __future__ import annotations

import io
from decimal import Decimal

import pypdfium2
import pytest

from models.domain.errors import UserError
from models.domain.period import Period
from services import scorecard_papers, scorecards
from services.documents import layout
from services.documents.scorecard import sparkline
from services.documents.sheet import A4, Sheet
from services.workspace import Workspace
from tests.documents.test_document_papers import assert_tidy
from tests.services.grid_world import OCTOBER
from tests.services.scorecard_world import card, fill


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [page.get_textpage().get_text_range() for page in document]


def test_a_sheet_says_how_every_point_came_about(workspace: Workspace) -> None:
    fill(workspace)
    scorecards.save(workspace, card=card())
    pages = words(scorecard_papers.scorecard_pdf(workspace.speaking("zh"), month=OCTOBER, employee_nos=["0001"]))
    assert len(pages) == 1
    for expected in ("绩效计分单", "张三", "86.00", "权重 30%", "计 30.00 分", "近 12 个月"):
        assert expected in pages[0]
    assert "校验码" not in pages[0]


def test_the_whole_month_is_one_file_with_a_page_an_agent(workspace: Workspace) -> None:
    fill(workspace)
    pages = words(scorecard_papers.scorecard_pdf(workspace.speaking("en"), month=OCTOBER))
    assert ["张三" in pages[0], "李四" in pages[1], "王五" in pages[2]] == [True] * 3
    assert "There is no scorecard for the position" in pages[0]
    with pytest.raises(UserError, match="Nobody was employed"):
        scorecard_papers.scorecard_pdf(workspace, month=Period.parse("2019-01"))


def test_no_text_leaves_its_cell(workspace: Workspace) -> None:
    fill(workspace)
    scorecards.save(workspace, card=card())
    for language in ("zh", "en"):
        for facts in scorecard_papers.scorecard_facts(workspace.speaking(language), month=OCTOBER):
            assert_tidy(layout(facts), A4)


def test_a_sparkline_breaks_where_a_value_is_missing() -> None:
    sheet = Sheet(A4, language="zh", title="", author="")
    drawn: list[str] = []
    sheet.canvas.addLiteral = drawn.append  # type: ignore[method-assign]
    sparkline(sheet, [Decimal(1), Decimal(3), None, Decimal(2), None, Decimal(2)], (0.0, 100.0), 10.0, 20.0)
    lines, dots = [one for one in drawn if " l S" in one], [one for one in drawn if " re " in one]
    assert [one.split("RG ")[1] for one in lines] == ["0.00 10.00 m 20.00 30.00 l S Q"]
    assert len(dots) == 2
