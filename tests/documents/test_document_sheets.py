"""Month sheets, plans and slips: every mark in its cell, heads repeated, one page where one is enough."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.documents import layout, render
from services.documents.case_facts import PageStampFacts
from services.documents.facts import CertificateFacts, WideSheetFacts
from services.documents.lines import CLOSING, OPENING
from services.documents.looks import SIZES
from services.documents.scorecard_facts import ScorecardSheetFacts
from services.documents.sheet import A4
from tests.documents.paper_samples import samples
from tests.documents.test_document_papers import NAMES, REASONS, assert_tidy, packed, pages_of

MARKS = st.sampled_from(["", "√", "休", "迟15", "迟720退720加12.5", "事½", "病/√", "迟120/退30加2", "年/调加0.5", "旷"])


@settings(max_examples=30, deadline=None)
@given(
    name=NAMES,
    team=REASONS.map(lambda text: text[:20]),
    marks=st.lists(MARKS, min_size=31, max_size=31),
    size=st.sampled_from(["A4", "A3"]),
)
def test_month_sheet_keeps_every_mark_in_its_cell(name: str, team: str, marks: list[str], size: Any) -> None:
    base = samples()["attendance"]
    assert isinstance(base, WideSheetFacts)
    row = ("K-00000001", name, team, *marks, "22", "21.5", "12/720", "12/720", "0.5", "10.5", "", "", "99.5", "")
    assert_tidy(layout(replace(base, rows=(row,) * 3, size=size)), SIZES[size])


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 50, 51])
def test_month_sheet_repeats_its_head_and_never_leaves_its_end_alone(count: int) -> None:
    base = samples()["attendance"]
    assert isinstance(base, WideSheetFacts)
    pages = pages_of(render(replace(base, rows=tuple((f"N{n:03d}", *base.rows[0][1:]) for n in range(count)))))
    assert all("本人签字" in page for page in pages)
    assert "制表人" in pages[-1]
    assert sum(page.count("N0") for page in pages) == count
    assert count == 0 or "N0" in pages[-1]


FREE = sorted(name for name, facts in samples().items() if not isinstance(facts, CertificateFacts | WideSheetFacts | PageStampFacts))
FIXED = {"language", "number", "check_code", "decision", "centre", "words", "replaces", "corrects"}
NAMED = {"name", "handler", "reviewer", "coach", "customer", "raised_by", "assessor", "department"}
SHORT = {
    "employee_no",
    "version",
    "value",
    "score",
    "weight",
    "earned",
    "total",
    "case",
    "phone",
    "span",
    "list_number",
    "notice_number",
    "found",
}


def shaken(value: Any, field: str, name: str, text: str, number: int) -> Any:
    """The facts with every text and figure in them replaced by another one."""
    if is_dataclass(value) and not isinstance(value, type):
        changes = {part.name: getattr(value, part.name) for part in fields(value) if part.name not in FIXED}
        return replace(value, **{key: shaken(part, key, name, text, number) for key, part in changes.items()})
    if isinstance(value, tuple):
        return tuple(shaken(item, field, name, text, number) for item in value)
    if isinstance(value, str):
        return f"K{number}" if field in SHORT else name if field in NAMED else text[:120].rstrip("".join(OPENING))
    return number if type(value) is int and field in ("points", "balance", "opening", "before", "after", "quantity", "rank") else value


def test_a_long_name_of_an_indicator_makes_its_row_higher() -> None:
    card = samples()["scorecard"]
    assert isinstance(card, ScorecardSheetFacts)
    name = "客户诉求一次解决率（含回访确认）及跨部门转派工单的按时办结率"
    long = replace(card, lines=(replace(card.lines[0], name=name), *card.lines[1:]))
    assert_tidy(layout(long), A4)
    assert packed(name) in packed("".join(pages_of(render(long))))


@settings(max_examples=120, deadline=None)
@given(sample=st.sampled_from(FREE), name=NAMES, text=REASONS, number=st.integers(0, 10**9))
def test_papers_keep_every_text_in_its_place(sample: str, name: str, text: str, number: int) -> None:
    assert_tidy(layout(shaken(samples()[sample], "", name, text, number)), A4)


def test_a_long_title_is_cut_short_in_the_running_head() -> None:
    long = shaken(samples()["scorecard"], "", "㛃㛃", "在2026年第三季度" * 10, 0)
    placed = layout(long)
    assert_tidy(placed, A4)
    assert any(one.page > 1 and one.text.endswith("…") for one in placed)


@settings(max_examples=40, deadline=None)
@given(sample=st.sampled_from(FREE), name=NAMES, text=REASONS)
def test_no_line_of_a_paper_begins_with_a_closing_or_ends_with_an_opening_mark(sample: str, name: str, text: str) -> None:
    lines = [placed.text for placed in layout(shaken(samples()[sample], "", name, f"{text}（{text}），{text}", 7)) if len(placed.text) > 1]
    assert not [line for line in lines if line[0] in CLOSING - set("-…—")]
    assert not [line for line in lines if line[-1] in OPENING]


@pytest.mark.parametrize(
    "name",
    [
        "coaching",
        "coaching-en",
        "rectification",
        "rectification-en",
        "slip",
        "slip-en",
        "customer",
        "assessment",
        "statement",
        "statement-en",
        "referral",
        "referral-en",
        "objection",
        "answer",
        "scorecard",
        "running",
    ],
)
def test_an_ordinary_plan_or_slip_takes_one_page(name: str) -> None:
    assert len(pages_of(render(samples()[name]))) == 1
