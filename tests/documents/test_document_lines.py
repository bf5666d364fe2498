"""Breaking lines: no mark where it must not stand, words whole, nothing lost, nothing too wide."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.fonts import Script
from services.documents.lines import CLOSING, OPENING, TextTooLongError, broken, fitted, has_gap, joint, measure

WORDS = st.sampled_from(
    [
        "坐席",
        "考核",
        "名列前",
        "10%",
        "95.5%",
        "KF-RY-2026",
        "Alexandra",
        "，",
        "。",
        "！",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "……",
        "——",
        "、",
        "〔2026〕",
        "·",
        "3",
        " and ",
        "℃",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map("".join)


def breaks(text: str, room: float = 160.0) -> list[str]:
    return [line.text for line in broken(text, Script.SERIF, 10, room)]


@given(text=TEXTS, room=st.floats(150, 400))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, room: float) -> None:
    lines = broken(text, Script.SERIF, 10, room)
    straight = str.maketrans("“”", '""')
    assert "".join("".join(line.text for line in lines).split()).translate(straight) == "".join(text.split()).translate(straight)
    assert all(line.width <= room + 0.01 for line in lines)
    assert all(line.width == measure(line.text, Script.SERIF, 10) for line in lines)


CLAUSES = st.tuples(st.text("坐席考核名列前服务", min_size=2, max_size=9), st.sampled_from("，。；：！？、"))
QUOTED = st.sampled_from(["（附件二）", "《管理制度》", "“服务之星”", "〔2026〕", "10%", "3.5%", "R2026-0142", "——", "……", ""])


@given(parts=st.lists(st.tuples(CLAUSES, QUOTED), min_size=3, max_size=12), room=st.floats(100, 300))
def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one(parts: list[tuple[tuple[str, str], str]], room: float) -> None:
    text = "".join(f"{words}{quoted}{mark}" for (words, mark), quoted in parts)
    lines = breaks(text, room)
    assert not [line for line in lines[1:] if line[0] in CLOSING]
    assert not [line for line in lines[:-1] if line[-1] in OPENING]


@given(parts=st.lists(st.sampled_from(["在", "2026年", "Alexandra", "KF-RY-2026-0031", "的", "考核", "98.75"]), min_size=5, max_size=40))
def test_words_and_numbers_stay_whole(parts: list[str]) -> None:
    lines = breaks("、".join(parts))
    for word in ("Alexandra", "KF-RY-2026-0031", "98.75", "2026"):
        assert sum(line.count(word) for line in lines) == "、".join(parts).count(word)


def test_a_word_wider_than_the_line_is_cut_rather_than_left_outside() -> None:
    assert {len(line) for line in breaks("A" * 100, 100)[:-1]} == {13}
    assert "".join(breaks("A" * 100, 100)) == "A" * 100


def test_no_character_is_left_alone_at_the_end() -> None:
    text = "现将拟奖励名单予以公示，接受全体员工监督。"
    for room in range(130, 230):
        assert len(breaks(text, room)[-1]) > 2


@pytest.mark.parametrize(
    ("left", "right", "gap"),
    [("在", "2", True), ("6", "年", True), ("，", "1", False), ("%", "，", False), ("中", "文", False), ("a", "b", False)],
)
def test_thin_space_between_chinese_and_latin(left: str, right: str, gap: bool) -> None:
    assert has_gap(left, right) is gap


def test_quotes_in_english_are_narrow_and_in_chinese_wide() -> None:
    assert breaks("the “star” of Wang’s team") == ['the "star" of Wang\'s team']
    assert breaks("被评为“服务之星”。") == ["被评为“服务之星”。"]


def test_text_shrinks_only_as_far_as_allowed() -> None:
    fit = fitted("王小明" * 10, Script.KAI, room=600, height=48, largest=40, smallest=20)
    assert (fit.size, len(fit.lines)) == (20.0, 1)
    with pytest.raises(TextTooLongError, match="王小明"):
        fitted("王小明" * 11, Script.KAI, room=600, height=24, largest=40, smallest=20)


@pytest.mark.parametrize(("script", "left", "right", "room"), [
    (Script.SERIF, "》", "（", -0.5), (Script.SERIF, "”", "。", -0.5), (Script.SERIF, "（", "《", -0.5), (Script.SERIF, "，", "“", -0.5),
    (Script.SERIF, "）", "的", 0.0), (Script.SERIF, "的", "（", 0.0), (Script.KAI, "”", "。", 0.0), (Script.KAI, "）", "。", -0.5),
])  # fmt: skip
def test_two_marks_share_their_empty_halves_where_they_are_wide(script: Script, left: str, right: str, room: float) -> None:
    assert joint(script, left, right) == room
    assert measure(f"中{left}{right}中", script, 10) == pytest.approx(script.width(f"中{left}{right}中", 10) + 10 * room)


def test_a_figure_keeps_its_unit() -> None:
    for room in range(100, 220):
        lines = breaks("公示期自2026年10月9日起至15日止，共5个工作日，第3名", float(room))
        assert not [line for before, line in pairwise(lines) if before[-1].isdigit() and line[0] in "年月日个名"]
        assert not [line for line in lines if line.endswith("第")]
