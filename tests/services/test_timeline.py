"""The time line tells everything about one agent, newest first, and nothing about others."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from models.domain.errors import UserError
from models.domain.ops import Op
from models.queries.people import employee_row
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.decisions import CorrectionRow, OutcomeRow, PointsEntryRow
from models.tables.documents import DocumentRow, NoticeRow
from models.tables.readings import ComplaintRow, NominationRow, ReadingRow, RecordingRow
from services import people, schemes, timeline
from services.people import Change, NewPerson
from services.rules.scheme import Scheme
from services.workspace import Workspace

MADE = datetime(2026, 10, 8, 9)


def _version(workspace: Workspace) -> tuple[int, Scheme]:
    scheme = schemes.library()["recording-awards"]
    values = dict.fromkeys(scheme.missing_parameters(), "5")
    adopted = schemes.adopt(workspace, scheme_id=scheme.id, first=date(2026, 1, 1), values=values).value
    return adopted.id, scheme


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """张三 with one of everything, 李四 with a complaint."""
    row = people.hire(workspace, person=NewPerson("0007", "张三", date(2026, 3, 2), "A", "inbound", regular_from=date(2026, 6, 1))).value
    people.hire(workspace, person=NewPerson("0008", "李四", date(2026, 3, 2)))
    row = people.change(workspace, employee_no="0007", change=Change(team="B"), on=date(2026, 9, 1), seen=row.version).value
    people.leave(workspace, employee_no="0007", last_day=date(2026, 10, 30), reason="study", seen=row.version)
    version, scheme = _version(workspace)

    def work(tx: Tx) -> None:
        found, other = employee_row(tx, "0007"), employee_row(tx, "0008")
        assert found is not None
        assert other is not None
        me = found.id
        for day, morning, late in ((date(2026, 9, 1), "late", 15), (date(2026, 9, 2), "sick", 0), (date(2026, 9, 3), "present", 0)):
            tx.add(AttendanceRow(employee_id=me, day=day, morning=morning, afternoon="present", late_minutes=late))
        tx.add(ReadingRow(employee_id=me, indicator="answer_rate", period="2026-09", value=Decimal("0.95")))
        tx.add(ComplaintRow(number="C-1", employee_id=me, day=date(2026, 9, 9), founded=True, severity="grave"))
        tx.add(ComplaintRow(number="C-2", employee_id=other.id, day=date(2026, 9, 9), founded=True, severity="grave"))
        tx.add(RecordingRow(number="R-1", employee_id=me, day=date(2026, 9, 10), scores={"service": "9"}))
        tx.add(NominationRow(employee_id=me, rule="x", period="2026-09", reason="helped", approved=True))
        outcome = tx.add(
            OutcomeRow(
                month="2026-09", period="2026-09", scheme_id=scheme.id, scheme_version_id=version, rule=scheme.rules[0].id, kind="award",
                status="published", employee_id=me, amount_fen=20000, because=[], evidence=[], published_on=date(2026, 10, 9),
            )
        )  # fmt: skip
        tx.add(
            CorrectionRow(
                outcome_id=outcome.id, action="revoked", cause="data", cause_ref="", reason="wrong file", made_by="x",
                made_at=MADE,
            )
        )  # fmt: skip
        tx.add(PointsEntryRow(employee_id=me, made_at=MADE, period="2026-09", points=12, kind="month"))
        paper = tx.add(
            DocumentRow(
                kind="penalty", year=2026, serial=1, number="N-1", issued_on=date(2026, 10, 10), language="zh", employee_id=me,
                facts={"paper": "PenaltyNoticeFacts"}, check_code="x",
            )
        )  # fmt: skip
        tx.add(NoticeRow(document_id=paper.id, outcome_id=outcome.id, employee_id=me, received_on=date(2026, 10, 12)))

    workspace.store.transact(Op.EDIT_RECORDS, work, who="test")
    return workspace.speaking("en")


def test_everything_is_told_newest_first(filled: Workspace) -> None:
    entries = timeline.timeline(filled, employee_no="0007")
    days = [entry.day for entry in entries]
    assert days == sorted(days, reverse=True)
    told = {filled.texts.message(entry.headline): [filled.texts.message(line) for line in entry.detail] for entry in entries}
    assert told["Hired"] == ["Team A", "Inbound", "Full time", "On probation"]
    assert told["Last day of employment"] == ["Reason: study"]
    assert told["Attendance of 2026-09"] == ["Late: 1 times, 15 minutes", "Sick leave: 0.5 days"]
    assert told["Indicators of 2026-09"] == ["Answer rate 95%"]
    assert told["Complaint C-1"] == ["Found true", "Grave"]
    assert told["Recording R-1"] == ["service 9"]
    assert told["Nominated: x (2026-09)"] == ["Approved", "helped"]
    assert told["Penalty notice N-1"] == []
    assert "Received N-1" in told
    assert told["+12 points"] == ["2026-09"]
    rule = schemes.library()["recording-awards"].rules[0].name.en
    assert told[f"Award: {rule} (2026-09)"] == ["Published", "¥200.00"]
    assert told[f"Revoked: {rule}"] == ["Reason: wrong file"]
    assert not any("C-2" in headline for headline in told)
    changes = [[filled.texts.message(line) for line in e.detail] for e in entries if e.headline.msgid == "Change"]
    assert changes == [["Team: A → B"], ["Status: On probation → Regular"]]


def test_each_entry_has_a_kind_and_a_way_to_its_page(filled: Workspace) -> None:
    entries = timeline.timeline(filled, employee_no="0007")
    assert {entry.kind for entry in entries} <= set(timeline.KINDS)
    links = {entry.kind: entry.link for entry in entries if entry.link}
    assert links["attendance"].where == {"employee_no": "0007", "month": "2026-09"}
    assert links["decisions"].page == "decisions"


def test_an_unknown_number_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="No agent has"):
        timeline.timeline(workspace, employee_no="1")
