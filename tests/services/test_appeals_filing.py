"""Filing: own notices only, the last day whole, late with a reason only, one appeal a notice. Calendars are worked by hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.domain.errors import UserError
from models.domain.outcomes import AppealState
from services import appeals, attachments, notices, papers, settings
from services.appeals import LateFiling, Signature
from services.appeals.deadlines import Clocks
from services.working_days import WorkingDays
from services.workspace import Workspace
from tests.services import appealed, decided

CLOCKS = Clocks(WorkingDays(), 5, 15)


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    """A centre with people and schemes."""
    decided.fill(workspace)
    return workspace


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2026-09-30", "2026-10-13"),  # National Day 1–7 Oct; 8, 9, the make-up Saturday 10, 12, 13
        ("2026-02-11", "2026-02-25"),  # Spring Festival 15–23 Feb, make-up Sat 14: 12, 13, 14, 24, 25
        ("2026-02-13", "2026-02-27"),  # 14 (make-up), 24, 25, 26, 27
        ("2026-02-17", "2026-02-28"),  # received on a holiday: 24, 25, 26, 27, and the make-up Saturday 28
        ("2026-10-03", "2026-10-13"),  # received on a holiday: 8, 9, 10, 12, 13
        ("2026-04-30", "2026-05-11"),  # Labour Day 1–5 May: 6, 7, 8, the make-up Saturday 9, 11
        ("2026-11-21", "2026-11-27"),  # a Saturday: Monday to Friday
        ("2026-12-24", "2026-12-31"),  # 25, 28, 29, 30, 31
    ],
)
def test_last_day_to_file(received: str, last: str) -> None:
    found = CLOCKS.to_file(date.fromisoformat(received))
    assert found is not None
    assert (found.last_day.isoformat(), found.warning) == (last, None)


def test_a_span_into_an_unknown_year_warns() -> None:
    found = CLOCKS.to_file(date(2026, 12, 28))  # 29, 30, 31, Friday 1 January 2027 as a plain weekday, Monday 4
    assert found is not None
    assert found.last_day == date(2027, 1, 4)
    assert found.warning is not None
    assert "2027" in str(found.warning)


def test_decision_is_due_fifteen_working_days_after_filing() -> None:
    # filed Mon 12 Oct: 13–16 (4), 19–23 (9), 26–30 (14), Mon 2 Nov (15); filed Sat 10 Oct: 12–16, 19–23, 26–30
    assert CLOCKS.to_decide(date(2026, 10, 12)).last_day == date(2026, 11, 2)
    assert CLOCKS.to_decide(date(2026, 10, 10)).last_day == date(2026, 10, 30)


def test_filed_on_the_fifth_day_at_23_59_is_in_time(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 9, 29), received=date(2026, 9, 30))
    filed = appealed.file(centre, number, datetime(2026, 10, 13, 23, 59))
    assert filed.last_day_to_file == date(2026, 10, 13)
    assert not filed.is_late
    assert filed.decide_by == date(2026, 11, 3)
    assert filed.case == "客服申〔2026〕1号"


def test_filed_at_midnight_of_the_sixth_day_is_late_and_names_the_last_day(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 9, 29), received=date(2026, 9, 30))
    with pytest.raises(LateFiling, match="2026-10-13") as refused:
        appealed.file(centre, number, datetime(2026, 10, 14, 0, 0))
    assert refused.value.last_day == date(2026, 10, 13)
    assert appeals.board(centre).cases == ()
    filed = appealed.file(centre, number, datetime(2026, 10, 14, 0, 0), late_reason="住院")
    assert filed.is_late
    (row,) = appeals.board(centre).cases
    assert (row.state, row.is_late) == (AppealState.FILED, True)


def test_the_window_stays_open_without_receipt(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 9, 1), received=None)
    filed = appealed.file(centre, number, datetime(2026, 11, 2, 9, 0))
    assert filed.last_day_to_file is None
    assert not filed.is_late


def test_year_end_carries_a_warning(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 12, 24), received=date(2026, 12, 28), month="2026-10")
    filed = appealed.file(centre, number, datetime(2026, 12, 30, 10, 0))
    assert filed.last_day_to_file == date(2027, 1, 4)
    assert next(str(warning) for warning in filed.warnings).startswith("The official holidays of 2027")
    (row,) = appeals.board(appealed.at(centre, date(2026, 12, 30))).cases
    assert row.warnings


def test_the_centre_sets_both_spans_and_its_own_calendar(centre: Workspace, tmp_path: Path) -> None:
    settings.change(centre, values={"appeal_filing_days": 3, "appeal_decision_days": 10})
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    with pytest.raises(LateFiling, match="2026-10-22"):
        appealed.file(centre, number, datetime(2026, 10, 23, 8, 0))
    assert appealed.file(centre, number, datetime(2026, 10, 22, 8, 0)).decide_by == date(2026, 11, 5)


def test_only_own_notices(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    for who, what in ((appealed.ANOTHER, number), (appealed.AGENT, "客服处〔2026〕99号"), ("8888", number)):
        with pytest.raises(UserError, match="has no notice"):
            appealed.file(centre, what, datetime(2026, 10, 20, 9, 0), employee_no=who)


def test_not_before_the_notice_unless_it_was_received_before(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=None)
    with pytest.raises(UserError, match="cannot be filed before"):
        appealed.file(centre, number, datetime(2026, 10, 18, 23, 59))
    notices.sign(centre, number=number, on=date(2026, 10, 15))  # on paper, entered here later
    assert appealed.file(centre, number, datetime(2026, 10, 16, 9, 0)).last_day_to_file == date(2026, 10, 22)


def test_one_appeal_a_notice_unless_withdrawn(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    first = appealed.file(centre, number, datetime(2026, 10, 20, 9, 0))
    with pytest.raises(UserError, match="still open"):
        appealed.file(centre, number, datetime(2026, 10, 20, 10, 0))
    appeals.withdraw(centre, case=first.case)
    second = appealed.file(centre, number, datetime(2026, 10, 21, 9, 0))
    assert second.case != first.case
    appeals.accept(centre, case=second.case)
    appeals.decide(centre, case=second.case, by=appealed.REVIEWER, decision="uphold", reason="证据充分")
    with pytest.raises(UserError, match="once"):
        appealed.file(centre, number, datetime(2026, 10, 22, 9, 0))


def test_evidence_and_signature_are_kept_and_the_receipt_is_numbered(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    photo = tmp_path / "screen.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n photo")
    drawn = Signature(300, 100, (((1, 2, 0), (3, 4, 16)),), b"\x89PNG\r\n\x1a\n sign")
    filed = appealed.file(centre, number, datetime(2026, 10, 20, 9, 0), evidence=[photo], signature=drawn, channel="desk")
    found = appeals.case(centre, case=filed.case)
    assert [item.name for item in found.evidence] == ["screen.png"]
    assert attachments.path_of(centre, found.evidence[0].sha256).read_bytes() == photo.read_bytes()
    assert found.signature == drawn.png
    assert [(event.state, event.note) for event in found.events] == [(AppealState.FILED, "desk")]
    receipts = [paper for paper in papers.register(centre) if paper.paper == "Appeal receipt"]
    assert [(paper.id, paper.number) for paper in receipts] == [(filed.receipt_id, filed.case)]


def test_a_refused_filing_stores_nothing(centre: Workspace, tmp_path: Path) -> None:
    number = appealed.penalise(centre, tmp_path, issued=date(2026, 10, 19), received=date(2026, 10, 19))
    kept = set((centre.folder / "attachments").iterdir())
    photo = tmp_path / "screen.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n another")
    for more in ({"reason": " "}, {"employee_no": "0005"}):
        with pytest.raises(UserError):
            appealed.file(centre, number, datetime(2026, 10, 20, 9, 0), evidence=[photo], **more)
    assert set((centre.folder / "attachments").iterdir()) == kept
    assert appeals.board(centre).cases == ()
