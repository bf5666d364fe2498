"""Growth records in files: read, refused as a whole, changed but never doubled, undone, and written so that they read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.domain.errors import ImportRefused
from models.queries import growth as queries
from models.tables.growth import SkillCertificateRow, TalkRow, TrainingPlaceRow
from services.exchange.exporting import export
from services.exchange.importing import ImportReport, import_file
from services.growth import certificates, elections, mentors, talks, trainings
from services.growth.certificates import CertificateData
from services.growth.mentors import MentorshipData
from services.growth.talks import TalkData
from services.growth.trainings import TrainingData
from services.workspace import Workspace
from tests.services.exchange.conftest import counts
from tests.services.exchange.growth_files import CERTIFICATES, ELECTIONS, FILES, TRAININGS

Load = Callable[..., ImportReport]
Write = Callable[..., Path]


@pytest.mark.parametrize(("kind", "added"), [("trainings", 6), ("certificates", 2), ("mentors", 2), ("talks", 2), ("elections", 3)])
def test_a_file_adds_once_and_is_undone_as_one_step(centre: Workspace, load: Load, write: Write, kind: str, added: int) -> None:
    assert counts(load(kind, write(FILES[kind]))) == (added, 0, 0, 0)
    again = load(kind, write(FILES[kind]))
    assert counts(again) == (0, 0, added, 0)
    assert again.changes.log_id == 0
    centre.store.undo(who="test")
    assert counts(load(kind, write(FILES[kind]))) == (added, 0, 0, 0)


def test_one_more_agent_of_a_stored_course_may_come_before_a_new_course(centre: Workspace, load: Load, write: Write) -> None:
    head = "课程,日期,类别,工号,到场\n"
    load("trainings", write(head + "投诉处理,2026-10-13,内训,0001,是\n"))
    report = load("trainings", write(head + "投诉处理,2026-10-13,内训,0002,是\n新课,2026-10-14,内训,0001,是\n"))
    assert counts(report) == (3, 0, 1, 0)
    centre.store.undo(who="test")
    assert [one.data.course for one in trainings.trainings(centre)] == ["投诉处理"]


def test_what_a_file_says_is_what_is_shown(centre: Workspace, load: Load, write: Write) -> None:
    for kind, text in FILES.items():
        load(kind, write(text))
    course = next(one for one in trainings.trainings(centre) if one.data.course == "投诉处理")
    assert [(place.employee_no, place.attended, place.passed) for place in course.places] == [("0001", True, True), ("0002", False, None)]
    external = next(one.data for one in trainings.trainings(centre) if one.data.kind == "external")
    assert (external.hours, external.cost) == (8, 300)
    held = certificates.certificates(centre)
    assert [(one.data.employee_no, one.data.kind, one.data.valid_until) for one in held] == [
        ("0001", "industry", date(2028, 10, 11)), ("0002", "skill", None),
    ]  # fmt: skip
    assert [(one.data.mentor_no, one.reached) for one in mentors.mentorships(centre)] == [("0002", None), ("0001", True)]
    interview, talk = talks.talks(centre)
    assert interview.data.points == {"situation": "客户激动", "task": "安抚", "action": "道歉并补发", "result": "客户致谢"}
    assert (talk.data.agreed, talk.data.due_on) == ("调整班次", date(2026, 11, 30))
    (election,) = elections.elections(centre)
    assert [(one.name, one.votes, one.place) for one in election.candidates] == [("甘棠", 6, 1), ("Diane", 4, 2)]


@pytest.mark.parametrize(
    ("kind", "row", "reason"),
    [
        ("trainings", "投诉处理,2026-10-12,外训,2,,0004,,,", "something else"),
        ("trainings", "开放日,2026-10-12,内训,,,0004,,否,是", "attended"),
        ("trainings", "开放日,2026-12-01,内训,,,0004,,是,", "future"),
        ("trainings", "开放日,2026-10-20,内训,,,0005,,,", "not employed"),
        ("trainings", "开放日,2026-10-20,讲座,,,0004,,,", "no kind"),
        ("trainings", "投诉处理,2026-10-12,,,,0001,,,", "already"),
        ("certificates", "0003,坐席证,技能,,2026-10-12,2026-10-01", "before it was issued"),
        ("certificates", "0003,坐席证,技能,,2026-11-12,", "future"),
        ("certificates", "0003,坐席证,技能,,2026-07-12,", "not employed"),
        ("certificates", "9999,坐席证,技能,,2026-10-12,", "employee number"),
        ("mentors", "0001,0001,2026-10-01,2026-12-31,目标,,,", "own mentor"),
        ("mentors", "0001,0004,2026-10-01,2026-09-30,目标,,,", "before the guidance"),
        ("mentors", "0001,0004,2026-09-01,2026-12-30,目标,2026-08-20,是,好", "before it began"),
        ("mentors", "0001,0004,2026-09-01,2026-12-30,目标,2026-10-20,,好", "needed"),
        ("mentors", "0001,0004,2026-09-01,2026-12-30,目标,,是,", "day on which it ended"),
        ("talks", "0001,2026-10-14,BEI,王,,情境,,行动,结果,,", "situation, task"),
        ("talks", "0001,2026-10-14,关怀,王,,,,,,,", "talked about"),
        ("talks", "0001,2026-10-14,关怀,王,好,,,,,,2026-11-01", "agreed"),
        ("elections", "十月服务之星,service-star,2026-10,2026-10-30,1,10,0004,11", "only 10 ballots"),
        ("elections", "十月服务之星,service-star,2026-10,2026-10-30,1,10,0004,1", "can hold"),
        ("elections", "十月服务之星,service-star,2026-10,2026-10-30,2,10,0004,0", "something else"),
    ],
)
def test_one_bad_row_refuses_the_file(centre: Workspace, load: Load, write: Write, kind: str, row: str, reason: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        load(kind, write(FILES[kind] + row + "\n"))
    said = [centre.speaking("en").texts.message(problem.reason) for problem in refused.value.problems]
    assert len(said) == 1
    assert reason in said[0]
    with centre.store.read() as tx:
        assert not [*queries.trainings(tx), *queries.certificates(tx), *queries.mentorships(tx), *queries.talks(tx), *queries.elections(tx)]


def test_a_later_file_changes_and_keeps_what_it_leaves_out(centre: Workspace, load: Load, write: Write) -> None:
    load("trainings", write(TRAININGS))
    report = load("trainings", write("课程,日期,工号,是否参加\n新品知识,2026-11-20,0004,\n投诉处理,2026-10-12,0002,是\n"))
    assert counts(report) == (1, 1, 2, 0)
    course = next(one for one in trainings.trainings(centre) if one.data.course == "投诉处理")
    assert (course.data.hours, course.attended, course.passed) == (2, 2, 1)


def test_an_election_that_was_taken_over_only_comes_again_as_it_is(centre: Workspace, load: Load, write: Write) -> None:
    load("elections", write(ELECTIONS))
    elections.take_over(centre, election=elections.elections(centre)[0].id)
    assert counts(load("elections", write(ELECTIONS))) == (0, 0, 3, 0)
    with pytest.raises(ImportRefused) as refused:
        load("elections", write(ELECTIONS.replace(",6", ",5")))
    assert "taken over" in centre.speaking("en").texts.message(refused.value.problems[0].reason)


def test_an_unknown_rule_is_named_and_a_file_keeps_the_evidence(centre: Workspace, load: Load, write: Write, tmp_path: Path) -> None:
    report = load("elections", write(ELECTIONS.replace("service-star", "无名奖")))
    assert "无名奖" in str([centre.texts.message(notice) for notice in report.notices])
    load("certificates", write(CERTIFICATES))
    first = certificates.certificates(centre)[0]
    proof = tmp_path / "scan.pdf"
    proof.write_bytes(b"%PDF-1.7 scan")
    certificates.save(centre, data=first.data, certificate=first.id, files=[proof])
    assert counts(load("certificates", write(CERTIFICATES.replace("人社局", "行业协会")))) == (0, 1, 1, 0)
    assert [file.name for file in certificates.certificates(centre)[0].evidence] == ["scan.pdf"]


_words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=12).map(lambda text: f"甲{text}乙")
_days = st.dates(date(2026, 8, 3), date(2026, 10, 15))
_agents = st.sampled_from(["0001", "0002", "0003", "0004"])


@st.composite
def _records(draw: st.DrawFn) -> tuple[Any, ...]:
    number, other = draw(st.permutations(["0001", "0002", "0003", "0004"]))[:2]
    day, words = draw(_days), draw(st.lists(_words, min_size=3, max_size=3))
    marks = draw(st.sampled_from([(None, None), (True, None), (True, False), (True, True), (False, None)]))
    kind = draw(st.sampled_from(["internal", "external", "sharing"]))
    ended = draw(st.none() | st.tuples(st.just(day + timedelta(days=9)), st.booleans()))

    cost = draw(st.none() | st.decimals(0, 9999, places=2))
    hours = draw(st.none() | st.decimals(1, 40, places=1))
    return number, other, day, words, marks, kind, ended, cost, hours


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(record=_records(), ending=st.sampled_from(["csv", "xlsx"]), language=st.sampled_from(["zh", "en"]))
def test_whatever_is_recorded_reads_back_the_same(centre: Workspace, record: Any, ending: str, language: str) -> None:
    done = _recorded(centre, *record)
    try:
        with TemporaryDirectory() as folder:
            for table in ("trainings", "certificates", "mentors", "talks"):
                path = Path(folder) / f"{table}.{ending}"
                assert export(centre.speaking(language), kind=table, path=path).rows > 0
                report = import_file(centre, kind=table, path=path).value
                assert (report.added, report.changed, report.skipped) == (0, 0, 0), table
                assert report.same > 0
    finally:
        for _ in done:
            centre.store.undo(who="test")
    with centre.store.read() as tx:
        assert not [row for model in (TrainingPlaceRow, SkillCertificateRow, TalkRow) for row in queries.plain_rows(tx, model)]


def _recorded(
    centre: Workspace, number: str, other: str, day: date, words: list[str], marks: Any, kind: str, ended: Any, cost: Any, hours: Any
) -> list[int]:
    """Something of every kind by the services; the entries of the log that it made."""
    training = trainings.save(centre, data=TrainingData(words[0], day, kind, hours, cost, words[1]))
    mentorship = mentors.save(centre, data=MentorshipData(number, other, day, day, words[2]))
    points = dict.fromkeys(("situation", "task", "action", "result"), words[2])
    made: list[Any] = [
        training,
        mentorship,
        trainings.invite(centre, training=training.value, employee_nos=[number, other]),
        trainings.mark(centre, training=training.value, employee_nos=[number], attended=marks[0], passed=marks[1]),
        certificates.save(centre, data=CertificateData(number, words[0], day, "skill", words[1], None if ended else day)),
        talks.save(centre, data=TalkData(other, day, "care", words[0], words[1], {}, words[2], day)),
        talks.save(centre, data=TalkData(other, day, "bei", words[0], "", points)),
    ]
    if ended:
        made.append(mentors.end(centre, mentorship=mentorship.value, on=ended[0], reached=ended[1], result=words[0]))
    return [one.changes.log_id for one in made if one.changes.log_id]
