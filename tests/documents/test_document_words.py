"""Words as papers have them: days spelled out, full stops, the marks of Chinese."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.documents import layout
from services.documents.dates import ended, full_width, tidy
from services.documents.facts import AppealDecisionFacts, PenaltyNoticeFacts
from tests.documents.paper_samples import samples


@pytest.mark.parametrize(("text", "language", "shown"), [
    ("2026-05 考勤", "zh", "2026年5月考勤"), ("至 2027-06-02 止，连续 3 个月", "zh", "至2027年6月2日止，连续3个月"),
    ("KF-RY-2026-0031、REC-2026-09、2026-13", "zh", "KF-RY-2026-0031、REC-2026-09、2026-13"), ("孙敏 主管", "zh", "孙敏 主管"),
    ("2026-05 and 2026-06-02, 3 calls", "en", "May 2026 and 2 June 2026, 3 calls"),
])  # fmt: skip
def test_words_of_the_screen_become_words_of_a_paper(text: str, language: str, shown: str) -> None:
    assert tidy(text, language) == shown


@pytest.mark.parametrize(("text", "language", "shown"), [
    ("情况属实", "zh", "情况属实。"), ("情况属实。", "zh", "情况属实。"), ("（共40名）", "zh", "（共40名）。"),
    ("可获奖金；", "zh", "可获奖金。"),
    ("他说“好的。”", "zh", "他说“好的。”"), ("filed late", "en", "filed late."), ("why?", "en", "why?"), ("", "zh", ""),
])  # fmt: skip
def test_a_typed_sentence_gets_its_full_stop(text: str, language: str, shown: str) -> None:
    assert ended(text, language) == shown


def test_a_clause_has_the_marks_of_chinese_but_figures_keep_theirs() -> None:
    assert full_width("的员工,将接受辅导;若无改善,考虑1,000.50元(10:30)") == "的员工，将接受辅导；若无改善，考虑1,000.50元(10:30)"


def test_what_an_agent_wrote_stays_as_it_was_written() -> None:
    notice, decision = samples()["penalty"], samples()["decision"]
    assert isinstance(notice, PenaltyNoticeFacts)
    assert isinstance(decision, AppealDecisionFacts)
    said = "2026-05 那 3 次迟到,因地铁停运"
    for paper in (replace(notice, statement=said), replace(decision, grounds=said)):
        assert said in "".join(placed.text for placed in layout(paper))
    found = "".join(placed.text for placed in layout(replace(notice, findings=("2026-05 迟到 3 次",))))
    assert "2026年5月迟到3次。" in found
