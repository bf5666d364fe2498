"""Surveys stay anonymous below five ballots; suggestions are answered once, and an adopted one can be nominated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.domain.errors import UserError
from models.domain.period import Period
from services import ballot_slips, closing, participation
from services.participation import Survey
from services.workspace import Workspace
from tests.services.decided import S1, fill

DAY = date(2026, 11, 1)


def asked(workspace: Workspace, scores: str, people: int = 12) -> Survey:
    """A survey of so many agents with these answers."""
    survey = participation.ask(workspace, scheme_id=S1, asked_on=DAY, asked=people).value
    return participation.count(workspace, survey_id=survey.id, ballots=[(int(score), "") for score in scores]).value


def test_results_are_shown_from_five_ballots_on(workspace: Workspace) -> None:
    survey = participation.ask(workspace, scheme_id=S1, asked_on=DAY, asked=12).value
    four = participation.count(workspace, survey_id=survey.id, ballots=[(5, "很好"), (4, ""), (4, ""), (1, "太少")]).value
    assert (four.answered, four.counts, four.satisfied, four.is_met, four.comments) == (4, None, None, None, ())
    five = participation.count(workspace, survey_id=survey.id, ballots=[(5, "")]).value
    assert (five.counts, five.satisfied, five.is_met) == ((1, 0, 0, 2, 2), Decimal("80.0"), True)
    assert set(five.comments) == {"很好", "太少"}


@pytest.mark.parametrize(("scores", "share", "met"), [("44444", "100.0", True), ("443333", "33.3", False), ("5555533", "71.4", False)])
def test_four_and_five_are_satisfied(workspace: Workspace, scores: str, share: str, met: bool) -> None:
    survey = asked(workspace, scores)
    assert (survey.satisfied, survey.is_met) == (Decimal(share), met)


def test_what_a_survey_refuses(workspace: Workspace) -> None:
    for day, people in ((DAY, 0), (date(2026, 11, 3), 12)):
        with pytest.raises(UserError):
            participation.ask(workspace, scheme_id=S1, asked_on=day, asked=people)
    survey = asked(workspace, "4444", people=5)
    with pytest.raises(UserError):  # one is open
        participation.ask(workspace, scheme_id=S1, asked_on=DAY, asked=12)
    for ballots in ([], [(0, "")], [(6, "")], [(4, ""), (4, "")]):
        with pytest.raises(UserError):
            participation.count(workspace, survey_id=survey.id, ballots=ballots)
    (kept,) = participation.surveys(workspace, scheme_id=S1)
    assert kept.answered == 4
    participation.close(workspace, survey_id=survey.id)
    with pytest.raises(UserError):
        participation.count(workspace, survey_id=survey.id, ballots=[(4, "")])
    participation.ask(workspace, scheme_id=S1, asked_on=DAY, asked=12)
    assert len(participation.surveys(workspace, scheme_id=S1)) == 2


def test_the_trend_looks_at_the_survey_before_that_has_results(workspace: Workspace) -> None:
    for scores in ("55331", "55", "55555"):  # 40 %, not shown, 100 %
        participation.close(workspace, survey_id=asked(workspace, scores).id)
    found = [(survey.satisfied, survey.change) for survey in participation.surveys(workspace, scheme_id=S1)]
    assert found == [(Decimal("100.0"), Decimal("60.0")), (None, None), (Decimal("40.0"), None)]


def test_a_slip_for_everyone_who_has_not_answered(workspace: Workspace) -> None:
    survey = asked(workspace, "5", people=4)
    facts = ballot_slips.slip_facts(workspace, survey_id=survey.id)
    assert sum(bool(row[0]) for row in facts.rows) == 3
    assert "外呼" in facts.title
    assert ballot_slips.ballot_slips(workspace, survey_id=survey.id).startswith(b"%PDF")


def test_ballots_entered_by_mistake_can_be_undone(workspace: Workspace) -> None:
    asked(workspace, "11111")
    workspace.store.undo(who="test")
    (survey,) = participation.surveys(workspace, scheme_id=S1)
    assert survey.answered == 0


def test_an_adopted_suggestion_wins_the_prize_for_innovation(workspace: Workspace) -> None:
    """0003's suggestion is adopted in November and nominated: November's close gives the innovation prize."""
    fill(workspace)
    made = participation.suggest(workspace, scheme_id=S1, text="质检录音自动分派", made_on=DAY, employee_no="0003").value
    assert (made.name, made.state) == ("张伟", "open")
    assert participation.nomination_rules(workspace)[0][0] == "innovation"
    done = participation.answer(workspace, suggestion_id=made.id, state="adopted", answer="下月上线", nominate="innovation").value
    assert (done.state, done.answered_on) == ("adopted", date(2026, 11, 2))
    result = closing.preview(workspace, month=Period.parse("2026-11"))
    (prize,) = [stored.outcome for stored in result.outcomes if stored.outcome.rule == "innovation"]
    assert prize.employee_no == "0003"
    assert any(line.found == "质检录音自动分派" for line in prize.because)
    again = participation.suggest(workspace, scheme_id=S1, text="另一条", made_on=DAY, employee_no="0003").value
    with pytest.raises(UserError):  # nominated for November already
        participation.answer(workspace, suggestion_id=again.id, state="adopted", answer="好", nominate="innovation")
    assert participation.suggestions(workspace, scheme_id=S1)[0].state == "open"


def test_what_a_suggestion_refuses(workspace: Workspace) -> None:
    fill(workspace)
    for text, number in ((" ", "0003"), ("好主意", "9999")):
        with pytest.raises(UserError):
            participation.suggest(workspace, scheme_id=S1, text=text, made_on=DAY, employee_no=number)
    nameless = participation.suggest(workspace, scheme_id=S1, text="设立意见箱", made_on=DAY).value
    assert nameless.employee_no == nameless.name == ""
    for state, answer, rule in (
        ("adopted", " ", ""),
        ("open", "x", ""),
        ("adopted", "好", "innovation"),
        ("adopted", "好", "no-such-rule"),
    ):
        with pytest.raises(UserError):
            participation.answer(workspace, suggestion_id=nameless.id, state=state, answer=answer, nominate=rule)
    participation.answer(workspace, suggestion_id=nameless.id, state="declined", answer="已有邮箱")
    with pytest.raises(UserError):
        participation.answer(workspace, suggestion_id=nameless.id, state="adopted", answer="好")
