"""Rewards told to customers: files with bad rows, masked numbers, nobody told twice, a month to claim, numbers without holes."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.errors import ImportRefused, UserError
from models.domain.papers import PaperStatus
from models.domain.period import months_later
from services import customer_notices, papers
from services.customer_notices import CustomerReward, masked_phone
from services.verify import verify
from services.workspace import Workspace

TODAY = date(2026, 11, 2)
HEAD = "客户,手机,评价日期,奖励原因,奖励内容\n"


def file(folder: Path, *rows: str) -> Path:
    """A table of rewards."""
    path = folder / "客户奖励.csv"
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8-sig")
    return path


def test_a_file_becomes_numbered_notices_with_masked_numbers(workspace: Workspace, tmp_path: Path) -> None:
    path = file(tmp_path, "张女士,13812345678,2026-10-30,10 月满意度评分最高,50 元代金券", "李先生,,2026/10/28,连续两年零投诉,9 折优惠")
    numbers = customer_notices.issue(workspace, rewards=customer_notices.read(path)).value
    assert numbers == ("客服谢〔2026〕1号", "客服谢〔2026〕2号")
    papers.draw_pending(workspace)
    first = next(paper for paper in papers.register(workspace) if paper.number == numbers[0])
    assert first.recipient == "张女士"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(papers.pdf_bytes(workspace, id=first.id))).pages)
    assert "138****5678" in text
    assert "13812345678" not in text
    assert "2026年12月2日" in text.replace(" ", "")
    assert verify(workspace) == ()


def test_nobody_is_told_twice_but_a_void_notice_may_be_told_anew(workspace: Workspace, tmp_path: Path) -> None:
    rewards = customer_notices.read(file(tmp_path, "张女士,,2026-10-30,好评,代金券", "张女士,,2026-10-30,好评,代金券"))
    assert len(customer_notices.issue(workspace, rewards=rewards).value) == 1
    assert customer_notices.issue(workspace, rewards=rewards).value == ()
    (paper,) = papers.register(workspace)
    papers.void(workspace, id=paper.id, reason="姓名有误")
    assert customer_notices.issue(workspace, rewards=rewards).value == ("客服谢〔2026〕2号",)
    assert [paper.status for paper in papers.register(workspace)].count(PaperStatus.VOID) == 1


def test_a_late_notice_is_named(workspace: Workspace, tmp_path: Path) -> None:
    rewards = customer_notices.read(file(tmp_path, "及时客户,,2026-10-26,好评,券", "迟到客户,,2026-10-25,好评,券"))
    (warning,) = customer_notices.plan(workspace, rewards=rewards).warnings
    assert warning.facts["names"] == "迟到客户"


def test_every_bad_row_is_named_and_nothing_is_issued(workspace: Workspace, tmp_path: Path) -> None:
    path = file(tmp_path, "张女士,,改天,好评,券", "李先生,,2026-10-28,,券", "王先生,,2026-10-28,好评,券")
    with pytest.raises(ImportRefused) as refused:
        customer_notices.read(path)
    assert [(bad.row, bad.column) for bad in refused.value.problems] == [(2, "评价日期"), (3, "奖励原因")]
    assert papers.register(workspace) == ()


def test_an_evaluation_that_lies_ahead_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="2026-12-01"):
        customer_notices.issue(workspace, rewards=[CustomerReward("张女士", date(2026, 12, 1), "好评", "券")])


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_month_later_is_the_same_day_or_the_last(day: date) -> None:
    later = months_later(day, 1)
    assert 28 <= (later - day).days <= 31
    assert later.day == day.day or (later.day < day.day and (later.replace(day=28) - later).days <= 0)


@pytest.mark.parametrize(
    ("given_number", "shown"),
    [("13812345678", "138****5678"), ("138 1234 5678", "138****5678"), ("+8613812345678", "+861****5678"), ("138****5678", "138****5678"),
     ("010-88886666", "010****6666"), ("", "")],
)  # fmt: skip
def test_the_middle_of_a_number_is_hidden(given_number: str, shown: str) -> None:
    assert masked_phone(given_number) == shown
