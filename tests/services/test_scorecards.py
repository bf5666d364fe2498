"""Scorecards of the centre: from when they hold, what they make of a month, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.domain.errors import UserError
from models.domain.kpi import BUILT_IN
from models.domain.period import Period
from models.domain.scorecards import CardLine, Curve, CurveKind
from services import closing, history, indicators, running_month, schemes, scorecards, simulation, verify
from services.indicators import Edit
from services.scorecard_lines import TypedLine, read_line, typed_line
from services.scorecard_words import curve_sentence, line_sentence
from services.texts import Texts
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER
from tests.services.scorecard_world import AHT, CSAT, QUALITY, card, fill

S1 = "outbound-rewards-and-penalties"


def adopt(workspace: Workspace) -> None:
    values = {"monthly-top-performers.amount": "500", "monthly-top-performers.min_group": "1"}
    schemes.adopt(workspace, scheme_id=S1, first=date(2026, 10, 1), values=values)


def winners(workspace: Workspace) -> list[tuple[str | None, Decimal | None]]:
    found = closing.preview(workspace, month=OCTOBER).outcomes
    return [(one.outcome.employee_no, one.outcome.score) for one in found if one.outcome.rule == "monthly-top-performers"]


def test_the_score_is_made_of_the_lines_by_hand(workspace: Workspace) -> None:
    fill(workspace)
    scorecards.save(workspace, card=card())
    found = {one.head.employee_no: one for one in scorecards.agent_cards(workspace, month=OCTOBER)}
    # csat 4.63 → 100 × 30 %; quality (84−60)/30 → 80 × 50 %; aht 240/300 → 80 × 20 %: 30 + 40 + 16
    assert found["0001"].found.score == Decimal("86.00")
    assert [(one.found.score, one.found.earned) for one in found["0001"].lines] == [
        (Decimal("100.00"), Decimal("30.00")), (Decimal("80.00"), Decimal("40.00")), (Decimal("80.00"), Decimal("16.00")),
    ]  # fmt: skip
    # 12 calls of 30 needed: quality 60 × 50 + aht 100 × 20 over 70
    assert found["0002"].found.score == Decimal("71.43")
    assert [one.found.is_small_sample for one in found["0002"].lines] == [True, False, False]
    assert found["0003"].found.score is None


def test_the_entered_score_no_longer_ranks(workspace: Workspace) -> None:
    fill(workspace)
    adopt(workspace)
    assert winners(workspace) == [("0002", Decimal("95.00"))]
    scorecards.save(workspace, card=card())
    assert winners(workspace) == [("0001", Decimal("86.00"))]
    proposed = [one.outcome for one in closing.preview(workspace, month=OCTOBER).outcomes]
    outcome = next(one for one in proposed if one.rule == "monthly-top-performers")
    assert outcome.because[0].source == "scorecard inbound 2026-10; kpi 2026-10"
    assert [(line.criterion, line.found, line.source) for line in outcome.because[3:]] == [
        ("indicator_score", "4.63", "kpi csat 2026-10; scored 100.00; weight 30"),
        ("indicator_score", "84", "kpi quality 2026-10; scored 80.00; weight 50"),
        ("indicator_score", "300", "kpi aht 2026-10; scored 80.00; weight 20"),
    ]


def test_a_card_that_leaves_out_names_the_indicator(workspace: Workspace) -> None:
    fill(workspace)
    adopt(workspace)
    scorecards.save(workspace, card=card(missing="leave_out"))
    found = closing.preview(workspace, month=OCTOBER).left_out
    left = {(one.employee_no, one.reason) for one in found if one.rule == "monthly-top-performers"}
    assert left == {("0002", "small_sample csat"), ("0003", "missing csat")}


def test_a_card_holds_from_its_month_until_the_next_and_ends(workspace: Workspace) -> None:
    fill(workspace)
    scorecards.save(workspace, card=card(month="2026-09"))
    scorecards.save(workspace, card=card(replace(QUALITY, weight=Decimal(100)), month="2026-11"))

    def held(month: str) -> int:
        book = scorecards.book(workspace, month=Period.parse(month))
        found = next(one.held for one in book.positions if one.position == "inbound")
        return len(found.lines) if found else 0

    assert [held(f"2026-{month:02}") for month in (8, 9, 10, 11, 12)] == [0, 3, 3, 1, 1]
    scorecards.end(workspace, position="inbound", from_month=Period.parse("2026-12"))
    assert [held(f"2026-{month}") for month in (11, 12)] == [1, 0]
    history.undo(workspace)
    assert held("2026-12") == 1
    with pytest.raises(UserError, match="No scorecard holds"):
        scorecards.end(workspace, position="outbound", from_month=OCTOBER)


def test_ending_the_first_card_where_it_begins_leaves_nothing(workspace: Workspace) -> None:
    fill(workspace)
    scorecards.save(workspace, card=card())
    scorecards.end(workspace, position="inbound", from_month=OCTOBER)
    inbound = next(one for one in scorecards.book(workspace, month=OCTOBER).positions if one.position == "inbound")
    assert (inbound.cards, inbound.agents) == ((), 3)


def test_a_closed_month_keeps_its_card_and_verifies(workspace: Workspace) -> None:
    fill(workspace)
    adopt(workspace)
    scorecards.save(workspace, card=card())
    closing.close(workspace, month=OCTOBER)
    for month in ("2026-08", "2026-10"):
        with pytest.raises(UserError, match="2026-10 is closed already"):
            scorecards.save(workspace, card=card(QUALITY, AHT, CSAT, position="outbound", month=month))
    with pytest.raises(UserError, match="closed already"):
        scorecards.end(workspace, position="inbound", from_month=OCTOBER)
    scorecards.save(workspace, card=card(month="2026-11"))
    assert verify.verify(workspace) == ()
    assert not closing.late_changes(workspace, month=OCTOBER).data_changed
    indicators.set_cells(workspace, month=OCTOBER, cells=[Edit("0001", "quality", "60")], confirm=True, reason="late correction")
    assert {d.now.employee_no for d in closing.late_changes(workspace, month=OCTOBER).differences if d.now} == {"0002"}


def test_simulation_and_running_month_agree_with_the_close(workspace: Workspace) -> None:
    fill(workspace)
    adopt(workspace)
    scorecards.save(workspace, card=card())
    past = simulation.read_past(workspace, months=[OCTOBER])
    assert [(o.employee_no, o.score) for o in past.latest.outcomes if o.rule == "monthly-top-performers"] == winners(workspace)
    steps = running_month.running_month(workspace, employee_no="0002", month=OCTOBER).next_steps
    assert ("71.43", "14.57") in [(step.facts.get("own"), step.facts.get("gap")) for step in steps]


def test_a_preview_shows_old_and_new_and_stores_nothing(workspace: Workspace) -> None:
    fill(workspace)
    rows = scorecards.preview(workspace, card=card(), month=OCTOBER)
    assert [(row.head.employee_no, row.old, row.new, row.reason) for row in rows] == [
        ("0001", Decimal("70.00"), Decimal("86.00"), ""),
        ("0002", Decimal("95.00"), Decimal("71.43"), ""),
        ("0003", Decimal("88.00"), None, "missing_value"),
    ]
    assert scorecards.book(workspace, month=OCTOBER).positions[0].cards == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda: card(CSAT, QUALITY), "add up to 80 %"),
        (lambda: card(CSAT, QUALITY, replace(AHT, indicator="csat")), "stands in the scorecard twice"),
        (lambda: card(replace(CSAT, indicator="mood"), QUALITY, AHT), "no indicator “mood”"),
        (lambda: card(replace(CSAT, sample="mood"), QUALITY, AHT), "no indicator “mood”"),
        (lambda: card(replace(QUALITY, indicator="performance", weight=Decimal(100))), "cannot stand in one"),
        (lambda: card(replace(QUALITY, weight=Decimal(0))), "above 0 %"),
        (lambda: card(position=" "), "which position"),
        (lambda: card(month="2026-Q4"), "is not a month"),
    ],
)
def test_wrong_cards_are_refused_with_the_reason(workspace: Workspace, change: Callable[[], object], sentence: str) -> None:
    fill(workspace)
    with pytest.raises(UserError, match=sentence):
        scorecards.save(workspace, card=change())  # type: ignore[arg-type]
    assert all(not one.cards for one in scorecards.book(workspace, month=OCTOBER).positions)


def test_lines_are_read_as_they_are_shown(workspace: Workspace) -> None:
    known = {one.code: one for one in scorecards.book(workspace, month=OCTOBER).indicators}
    typed = TypedLine("answer_rate", "40", CurveKind.BANDS, "[0,85) 0; [85,95) 60; [95,100] 100", sample="calls_offered", least="50")
    line = read_line(typed, known)
    assert line.curve.bands == "[0,0.85) 0; [0.85,0.95) 60; [0.95,1] 100"
    assert typed_line(line, known) == typed
    linear = read_line(TypedLine("fault_rate", "25%", CurveKind.LINEAR, floor="5", target="1%"), known)
    assert (linear.curve.floor, linear.curve.target, linear.weight) == (Decimal("0.05"), Decimal("0.01"), Decimal(25))
    with pytest.raises(UserError, match=r"Between the bands “\[0,85\) 0” and “\[90,100\] 100” there is a gap"):
        read_line(replace(typed, bands="[0,85) 0; [90,100] 100"), known)


def test_each_line_says_how_it_came_about(workspace: Workspace) -> None:
    fill(workspace)
    scorecards.save(workspace, card=card())
    first, second, third = scorecards.agent_cards(workspace, month=OCTOBER)
    zh, en = Texts("zh"), Texts("en")
    assert [line_sentence(line, first, zh) for line in first.lines] == [
        "客户满意度 4.63，4.5 以上得 100 分，权重 30%，计 30.00 分。",
        "质检得分 84，60 得 0 分、90 得 100 分，按比例得 80 分，权重 50%，计 40.00 分。",
        "平均处理时长 300，目标 240，达成 80%（最高计 100），权重 20%，计 16.00 分。",
    ]
    assert line_sentence(second.lines[0], second, zh) == "客户满意度：样本不足（接听量 12，至少 30），其 30% 权重由其他指标分担。"
    assert line_sentence(second.lines[1], second, en) == (
        "Quality score 78; 60 scores 0, 90 scores 100, in proportion 60; weight 50 %, raised to 71.43 % for what is missing: 42.86 points."
    )
    assert line_sentence(third.lines[1], third, en) == "Quality score: there is no value, so no score is made (weight 50 %)."


def test_without_a_card_the_entered_score_is_the_only_line(workspace: Workspace) -> None:
    fill(workspace)
    shown = scorecards.agent_cards(workspace, month=OCTOBER, employee_nos=["0001"])[0]
    assert (shown.is_entered, shown.found.score) == (True, Decimal("70.00"))
    assert line_sentence(shown.lines[0], shown, Texts("zh")) == "业绩得分 70，按录入值计 70.00 分。"


def test_a_curve_in_one_line() -> None:
    known = {one.code: one for one in BUILT_IN}
    assert Texts("zh").message(curve_sentence(CSAT.curve, known["csat"])) == "1 至不足 4 得 0 分、4 至不足 4.5 得 60 分、4.5 以上得 100 分"
    line = CardLine("attitude", Decimal(10), Curve(CurveKind.YES_NO))
    assert Texts("en").message(curve_sentence(line.curve, known["attitude"])) == "yes scores 100"
