"""Growth records in closed months: counted, fingerprinted, seen as late data, the same in a simulation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.period import Period
from services import closing, schemes, verify
from services.growth import certificates, mentors, talks, trainings
from services.growth.certificates import CertificateData
from services.growth.mentors import MentorshipData
from services.growth.talks import TalkData
from services.growth.trainings import TrainingData
from services.workspace import Workspace

OCTOBER = Period.parse("2026-10")
SET = {
    "periodic-reward.base": "900", "periodic-reward.shares": "[0,50) 0; [50,80) 50; [80,] 100", "tiered-reward.levels": "60:300, 80:800",
    "course-reimbursement.limit": "2000", "team-contest.prizes": "1:1000",
}  # fmt: skip


@pytest.fixture
def growing(centre: Workspace) -> Workspace:
    """S10 in force, and records of September and October."""
    schemes.adopt(centre, scheme_id="library-modules", first=date(2026, 8, 1), values=SET)
    certificates.save(centre, data=CertificateData("0001", "投诉处理中级", date(2026, 10, 12)))
    certificates.save(centre, data=CertificateData("0002", "客服师", date(2026, 9, 12), "industry"))
    certificates.save(centre, data=CertificateData("0003", "旧证", date(2025, 9, 12)))
    id = mentors.save(centre, data=MentorshipData("0002", "0003", date(2026, 9, 1), date(2026, 10, 31), "独立接线")).value
    mentors.end(centre, mentorship=id, on=date(2026, 10, 20), reached=True, result="达标")
    id = trainings.save(centre, data=TrainingData("口语", date(2026, 10, 8), "external", None, Decimal(300))).value
    trainings.invite(centre, training=id, employee_nos=["0004", "0005"])
    trainings.mark(centre, training=id, employee_nos=["0004"], attended=True, passed=True)
    trainings.mark(centre, training=id, employee_nos=["0005"], attended=True, passed=False)
    points = dict.fromkeys(("situation", "task", "action", "result"), "x")
    talks.save(centre, data=TalkData("0001", date(2026, 10, 9), "bei", "王主管", "", points))
    return centre


def test_records_of_the_month_are_rewarded_and_the_failed_course_is_not(growing: Workspace) -> None:
    result = closing.close(growing, month=OCTOBER).value
    found = [(one.outcome.rule, one.outcome.employee_no, str(one.outcome.amount)) for one in result.outcomes]
    assert found == [
        ("course-reimbursement", "0004", "300.00"), ("mentor-plan", "0002", "0.00"), ("skill-certification", "0001", "0.00"),
    ]  # fmt: skip
    mentor = next(one.outcome for one in result.outcomes if one.outcome.rule == "mentor-plan")
    assert [line.found for line in mentor.because] == ["0003 独立接线"]


def test_months_read_together_hold_what_each_holds(growing: Workspace) -> None:
    months = [Period.parse(text) for text in ("2025-12", "2026-08", "2026-09", "2026-10", "2026-12")]
    with growing.store.read() as tx:
        together = closing.facts_of_months(tx, months)
        for month in months:
            assert together[month] == closing.facts_of_month(tx, month), month
        assert {month.text: len(together[month].growth) for month in months} == {
            "2025-12": 1, "2026-08": 0, "2026-09": 1, "2026-10": 5, "2026-12": 5,
        }  # fmt: skip


def test_a_later_record_is_late_data_and_one_of_another_year_is_not(growing: Workspace) -> None:
    closing.close(growing, month=OCTOBER)
    assert not closing.late_changes(growing, month=OCTOBER).data_changed
    certificates.save(growing, data=CertificateData("0004", "旧证", date(2025, 10, 12)))
    certificates.save(growing, data=CertificateData("0004", "新证", date(2026, 11, 2)))
    assert not closing.late_changes(growing, month=OCTOBER).data_changed
    certificates.save(growing, data=CertificateData("0005", "初级", date(2026, 10, 30)))
    late = closing.late_changes(growing, month=OCTOBER)
    assert late.data_changed
    assert [(one.stored, one.now.employee_no if one.now else "") for one in late.differences] == [(None, "0005")]


def test_verification_finds_the_records_in_order(growing: Workspace, tmp_path: Path) -> None:
    closing.close(growing, month=OCTOBER)
    proof = tmp_path / "scan.pdf"
    proof.write_bytes(b"%PDF-1.7 scan")
    certificates.save(growing, data=CertificateData("0005", "初级", date(2026, 11, 1)), files=[proof])
    assert verify.verify(growing) == ()
    (kept,) = (growing.folder / "attachments").iterdir()
    kept.unlink()
    assert [finding.check for finding in verify.verify(growing)] == ["attachments"]
