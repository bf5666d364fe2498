"""Growth records as a supervisor keeps them: what is accepted, refused, flagged, taken over and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.domain.errors import UserError
from models.domain.period import Period
from models.queries import growth as queries
from models.queries.verify import attachment_digests
from models.tables.readings import NominationRow, ReadingRow
from services import people, schemes, timeline, today
from services.growth import certificates, committee, elections, mentors, talks, trainings
from services.growth.certificates import CertificateData
from services.growth.elections import ElectionData
from services.growth.mentors import MentorshipData
from services.growth.talks import TalkData
from services.growth.trainings import TrainingData
from services.workspace import Workspace

NOW = date(2026, 11, 2)
OCTOBER = Period.parse("2026-10")
POINTS = {"situation": "客户激动", "task": "安抚", "action": "道歉", "result": "致谢"}


def training(workspace: Workspace, course: str, day: date, marks: dict[str, bool | None], **more: Any) -> int:
    """A training with everyone marked."""
    id = trainings.save(workspace, data=TrainingData(course, day, **more)).value
    trainings.invite(workspace, training=id, employee_nos=list(marks))
    for number, attended in marks.items():
        trainings.mark(workspace, training=id, employee_nos=[number], attended=attended, passed=None)
    return id


def readings(workspace: Workspace, period: str) -> dict[str, Decimal]:
    """Participation stored for a period by number."""
    with workspace.store.read() as tx:
        numbers = {row.id: row.employee_no for row in people.queries.employee_rows(tx)}
        return {numbers[row["employee_id"]]: row["value"] for row in queries.readings_of(tx, trainings.INDICATOR, period)}


def test_participation_counts_marked_invitations_and_becomes_the_indicator_in_one_step(centre: Workspace) -> None:
    training(centre, "投诉处理", date(2026, 10, 12), {"0001": True, "0002": False, "0003": True})
    training(centre, "新品", date(2026, 10, 20), {"0001": True, "0002": True, "0003": None})
    training(centre, "话术", date(2026, 9, 20), {"0002": False})
    found = trainings.participation(centre, period=OCTOBER)
    # 0001 2/2, 0002 1/2, 0003 1/1 (one not marked); the centre 4/5
    assert [(rate.employee_no, rate.attended, rate.invited) for rate in found.agents] == [("0001", 2, 2), ("0002", 1, 2), ("0003", 1, 1)]
    assert (found.centre.share, found.unknown) == (Decimal("0.8"), 1)
    assert trainings.take_over(centre, period=OCTOBER).value == 3
    assert readings(centre, "2026-10") == {"0001": Decimal(1), "0002": Decimal("0.5"), "0003": Decimal(1)}
    assert trainings.take_over(centre, period=OCTOBER).changes.log_id == 0
    trainings.take_over(centre, period=Period.parse("2026-H2"))
    assert readings(centre, "2026-H2")["0002"] == Decimal("0.3333")
    centre.store.undo(who="test")
    centre.store.undo(who="test")
    assert readings(centre, "2026-10") == {}
    with pytest.raises(UserError, match="2026-08"):
        trainings.take_over(centre, period=Period.parse("2026-08"))


def test_a_changed_mark_changes_the_indicator_that_was_taken_over(centre: Workspace) -> None:
    id = training(centre, "投诉处理", date(2026, 10, 12), {"0001": False})
    trainings.take_over(centre, period=OCTOBER)
    trainings.mark(centre, training=id, employee_nos=["0001"], attended=True, passed=True)
    assert trainings.take_over(centre, period=OCTOBER).value == 1
    assert readings(centre, "2026-10") == {"0001": Decimal(1)}


def test_a_training_is_removed_with_its_list_and_comes_back(centre: Workspace) -> None:
    id = training(centre, "投诉处理", date(2026, 10, 12), {"0001": True, "0002": None})
    trainings.uninvite(centre, training=id, employee_nos=["0002"])
    trainings.remove(centre, training=id)
    assert trainings.trainings(centre) == ()
    centre.store.undo(who="test")
    (found,) = trainings.trainings(centre)
    assert [(place.employee_no, place.attended) for place in found.places] == [("0001", True)]


Call = Callable[[Workspace], object]
DAY = date(2026, 10, 12)
ELECTION = ElectionData("服务之星", "service-star", "2026-10", DAY, 1, 10)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda ws: trainings.save(ws, data=TrainingData(" ", DAY)), "Enter the course"),
        (lambda ws: trainings.save(ws, data=TrainingData("a", DAY, hours=Decimal(0))), "more than 0"),
        (lambda ws: training(ws, "a", date(2026, 11, 5), {"0001": True}), "future"),
        (lambda ws: training(ws, "a", date(2026, 10, 20), {"0006": None}), "not employed"),
        (lambda ws: [training(ws, "a", DAY, {}), training(ws, "a", DAY, {})], "on record already"),
        (lambda ws: certificates.save(ws, data=CertificateData("0001", "证", date(2026, 11, 3))), "future"),
        (lambda ws: certificates.save(ws, data=CertificateData("0001", "证", DAY, valid_until=date(2026, 10, 1))), "before it was issued"),
        (lambda ws: certificates.save(ws, data=CertificateData("0099", "证", DAY)), "No agent"),
        (lambda ws: [certificates.save(ws, data=CertificateData("0001", "证", DAY)) for _ in range(2)], "already"),
        (lambda ws: mentors.save(ws, data=MentorshipData("0001", "0001", DAY, NOW, "x")), "own mentor"),
        (lambda ws: mentors.save(ws, data=MentorshipData("0001", "0002", NOW, DAY, "x")), "before the guidance"),
        (lambda ws: mentors.save(ws, data=MentorshipData("0001", "0006", NOW, NOW, "x")), "not employed"),
        (lambda ws: talks.save(ws, data=TalkData("0001", DAY, "care", "王", "")), "talked about"),
        (lambda ws: talks.save(ws, data=TalkData("0001", DAY, "bei", "王", "", POINTS | {"task": " "})), "situation, task"),
        (lambda ws: talks.save(ws, data=TalkData("0001", DAY, "care", "王", "x", due_on=NOW)), "what was agreed"),
        (lambda ws: talks.save(ws, data=TalkData("0001", DAY, "care", "王", "x", {}, "y", date(2026, 10, 1))), "before the talk"),
        (lambda ws: [talks.save(ws, data=TalkData("0001", DAY, "care", "王", "x")) for _ in range(2)], "change that one"),
        (lambda ws: elections.save(ws, data=ELECTION, candidates=[]), "needs candidates"),
        (lambda ws: elections.save(ws, data=ELECTION, candidates=[("0001", 1), ("0001", 2)]), "stands twice"),
        (lambda ws: elections.save(ws, data=ELECTION, candidates=[("0001", 11)]), "only 10 ballots"),
        (lambda ws: elections.save(ws, data=ELECTION, candidates=[("0001", 6), ("0002", 5)]), "can hold"),
        (lambda ws: elections.save(ws, data=ELECTION, candidates=[("0001", 6)]), "adopted scheme"),
        (lambda ws: committee.save(ws, name="王", task="", since=DAY), "Enter the task"),
        (lambda ws: committee.save(ws, name="王", task="预算", since=NOW, until=DAY), "before the first"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(centre: Workspace, call: Call, reason: str) -> None:
    with pytest.raises(UserError) as refused:
        call(centre)
    assert reason in centre.speaking("en").texts.message(refused.value.message)
    with centre.store.read() as tx:
        stored = [*queries.certificates(tx), *queries.mentorships(tx), *queries.talks(tx), *queries.elections(tx), *queries.committee(tx)]
    assert len(stored) <= 1


def test_a_certificate_is_flagged_in_time_unless_a_later_one_holds(centre: Workspace, tmp_path: Path) -> None:
    proof = tmp_path / "scan.pdf"
    proof.write_bytes(b"%PDF-1.7 scan")
    soon, later = date(2026, 12, 31), date(2027, 2, 1)
    id = certificates.save(centre, data=CertificateData("0001", "坐席证", DAY, valid_until=soon), files=[proof]).value
    certificates.save(centre, data=CertificateData("0002", "坐席证", DAY, valid_until=later))
    certificates.save(centre, data=CertificateData("0006", "坐席证", DAY, valid_until=soon))
    assert [one.data.employee_no for one in certificates.certificates(centre) if one.expiring] == ["0001"]
    with centre.store.read() as tx:
        assert certificates.certificates(centre)[-1].evidence[0].sha256 in attachment_digests(tx)
    assert "坐席证" in str([line.text for line in today.todo(centre)])
    certificates.save(centre, data=CertificateData("0001", "坐席证", NOW, valid_until=date(2028, 1, 1)))
    assert not [one for one in certificates.certificates(centre) if one.expiring]
    certificates.remove(centre, certificate=id)
    centre.store.undo(who="test")
    assert len(certificates.certificates(centre)) == 4


def test_a_mentorship_ends_with_its_result(centre: Workspace) -> None:
    id = mentors.save(centre, data=MentorshipData("0001", "0002", DAY, date(2026, 11, 10), "独立接线")).value
    assert "带教" in str([centre.texts.message(line.text) for line in today.todo(centre)])
    with pytest.raises(UserError, match="before it began"):
        mentors.end(centre, mentorship=id, on=date(2026, 10, 1), reached=True, result="x")
    mentors.end(centre, mentorship=id, on=NOW, reached=True, result="达标")
    (found,) = mentors.mentorships(centre)
    assert (found.reached, found.ended_on, found.days_left) == (True, NOW, None)
    assert "带教" not in str([centre.texts.message(line.text) for line in today.todo(centre)])


def test_what_was_agreed_waits_on_today_until_it_is_done(centre: Workspace) -> None:
    id = talks.save(centre, data=TalkData("0001", DAY, "care", "王主管", "累", {}, "调整班次", date(2026, 10, 30))).value
    (line,) = [line for line in today.todo(centre) if line.page == "growth"]
    assert (line.due, line.urgent, line.where) == (date(2026, 10, 30), True, {"section": "talks", "record": id})
    talks.settle(centre, talk=id, on=NOW)
    assert not [line for line in today.todo(centre) if line.page == "growth"]


@pytest.fixture
def voting(centre: Workspace) -> Workspace:
    """S6 adopted, so that its titles can be elected."""
    prizes = ("monthly-individual-bonus", "monthly-team-bonus", "yearly-bonus", "yearly-team-bonus")
    schemes.adopt(centre, scheme_id="ranked-bonus", first=date(2026, 1, 1), values={f"{rule}.prizes": "1:100" for rule in prizes})
    return centre


def nominations(workspace: Workspace) -> list[tuple[int | None, str, str, bool]]:
    """Agent's id, rule, period, approved."""
    with workspace.store.read() as tx:
        rows = queries.plain_rows(tx, NominationRow)
    return [(row["employee_id"], row["rule"], row["period"], row["approved"]) for row in rows]


def test_the_elected_become_approved_nominations_once(voting: Workspace) -> None:
    id = elections.save(voting, data=ELECTION, candidates=[("0001", 6), ("0002", 3), ("0003", 0)]).value
    assert [line.page for line in today.todo(voting) if "服务之星" in str(line.text)] == ["growth"]
    assert elections.take_over(voting, election=id).value == 1
    assert nominations(voting) == [(1, "service-star", "2026-10", True)]
    assert not [line for line in today.todo(voting) if line.page == "growth"]
    for again in (
        lambda: elections.take_over(voting, election=id),
        lambda: elections.remove(voting, election=id),
        lambda: elections.save(voting, data=ELECTION, candidates=[("0002", 6)], election=id),
    ):
        with pytest.raises(UserError, match="taken over"):
            again()
    voting.store.undo(who="test")
    assert nominations(voting) == []
    assert elections.elections(voting)[0].closed_on is None


def test_a_tie_at_the_last_seat_is_shown_and_decided_by_a_person(voting: Workspace) -> None:
    data = ElectionData("优秀客服", "excellent-agent", "2026-10", DAY, 2, 10)
    id = elections.save(voting, data=data, candidates=[("0001", 8), ("0002", 4), ("0003", 4), ("0004", 1)]).value
    (found,) = elections.elections(voting)
    assert ([one.employee_no for one in found.elected], [one.employee_no for one in found.tied]) == (["0001"], ["0002", "0003"])
    with pytest.raises(UserError, match="share the last seat"):
        elections.take_over(voting, election=id)
    elections.save(voting, data=data, candidates=[("0001", 8), ("0002", 5), ("0003", 4)], election=id)
    (found,) = elections.elections(voting)
    assert [one.employee_no for one in found.elected] == ["0001", "0002"]
    assert found.tied == ()
    elections.save(voting, data=data, candidates=[("0001", 4), ("0002", 4), ("0003", 4)], election=id)
    assert elections.take_over(voting, election=id, tied_too=True).value == 3


def test_an_earlier_nomination_is_approved_and_keeps_its_reason(voting: Workspace) -> None:
    values = {"id": 1, "employee_id": 1, "team": None, "rule": "service-star", "period": "2026-10", "reason": "班组推荐", "approved": False}
    voting.store.transact(trainings.Op.EDIT_RECORDS, lambda tx: tx.insert_many(NominationRow, [values]), who="test")
    id = elections.save(voting, data=ELECTION, candidates=[("0001", 6)]).value
    elections.take_over(voting, election=id)
    with voting.store.read() as tx:
        (row,) = queries.nominated(tx, "service-star", "2026-10")
    assert (row.approved, row.reason) == (True, "班组推荐")


def test_the_committee_names_who_is_in_it_today(centre: Workspace) -> None:
    id = committee.save(centre, name="陈主管", task="预算", since=DAY).value
    committee.save(centre, name="李人事", task="合规", since=date(2026, 12, 1))
    assert [(one.name, one.present) for one in committee.members(centre)] == [("陈主管", True), ("李人事", False)]
    committee.save(centre, name="陈主管", task="预算", since=DAY, until=date(2026, 10, 31), member=id)
    assert not any(one.present for one in committee.members(centre))
    committee.remove(centre, member=id)
    assert [one.name for one in committee.members(centre)] == ["李人事"]


def test_the_time_line_tells_every_record(voting: Workspace) -> None:
    training(voting, "投诉处理", DAY, {"0001": True})
    certificates.save(voting, data=CertificateData("0001", "坐席证", DAY))
    mentors.end(voting, mentorship=mentors.save(voting, data=MentorshipData("0001", "0002", DAY, NOW, "独立接线")).value,
                on=NOW, reached=True, result="达标")  # fmt: skip
    talks.save(voting, data=TalkData("0001", DAY, "bei", "王主管", "", POINTS))
    elections.save(voting, data=ELECTION, candidates=[("0001", 6)])
    told = [entry for entry in timeline.timeline(voting, employee_no="0001") if entry.kind == "growth"]
    words = [voting.texts.message(entry.headline) for entry in told]
    assert sorted(words) == sorted(
        ["带教 岳麓", "培训：投诉处理", "证书：坐席证", "带教 岳麓", "面谈：行为事件访谈（BEI），面谈人 王主管", "评选：服务之星"]
    )
    assert {entry.link.where["section"] for entry in told if entry.link} == {"trainings", "certificates", "mentors", "talks", "elections"}
    guided = [voting.texts.message(entry.headline) for entry in timeline.timeline(voting, employee_no="0002") if entry.kind == "growth"]
    assert guided == ["由 甘棠 带教", "由 甘棠 带教"]


def test_readings_of_others_stay_when_rates_are_taken_over(centre: Workspace) -> None:
    value = {"employee_id": 5, "indicator": trainings.INDICATOR, "period": "2026-10", "value": Decimal("0.9"), "source": "hand"}
    centre.store.transact(trainings.Op.EDIT_READINGS, lambda tx: tx.insert_many(ReadingRow, [value]), who="test")
    training(centre, "投诉处理", DAY, {"0001": True})
    trainings.take_over(centre, period=OCTOBER)
    assert readings(centre, "2026-10") == {"0001": Decimal(1), "0005": Decimal("0.9")}
