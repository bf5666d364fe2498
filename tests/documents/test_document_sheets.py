"""Month sheets, plans and slips: every mark in its cell, heads repeated, one page where one is enough."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.documents import layout, render
from services.documents.facts import Assessment, Gift, Person, WideSheetFacts
from services.documents.looks import SIZES
from services.documents.sheet import A4
from tests.documents.paper_samples import samples
from tests.documents.test_document_papers import NAMES, REASONS, assert_tidy, pages_of

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


@settings(max_examples=40, deadline=None)
@given(
    sample=st.sampled_from(["coaching", "coaching-en", "rectification", "slip", "slip-en", "customer", "assessment", "assessment-en"]),
    name=NAMES,
    text=REASONS,
    number=st.integers(0, 10**9),
)
def test_plans_and_slips_keep_every_text_in_its_place(sample: str, name: str, text: str, number: int) -> None:
    facts: Any = samples()[sample]
    person = Person(name=name, employee_no=f"K{number:010d}", team=text[:24], position=text[:30])
    changes = {
        "agent": person, "holder": person, "coach": name, "responsible": f"{text[:30]} {name}", "findings": (text, text), "reason": text,
        "demands": (text,) * 4, "gifts": (Gift(name=text[:60], quantity=number % 1000, points=number),) * 3, "before": number,
        "customer": name, "reward": text, "handler": name,
        "lines": (Assessment(item=text[:30], standard=text, result=name, remark=text),) * 3,
    }  # fmt: skip
    known = {field: value for field, value in changes.items() if hasattr(facts, field)}
    assert_tidy(layout(replace(facts, **known)), A4)


@pytest.mark.parametrize(
    "name", ["coaching", "coaching-en", "rectification", "rectification-en", "slip", "slip-en", "customer", "assessment"]
)
def test_an_ordinary_plan_or_slip_takes_one_page(name: str) -> None:
    assert len(pages_of(render(samples()[name]))) == 1
