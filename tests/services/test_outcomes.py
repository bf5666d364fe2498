"""Confirm, waive, hear, record by hand, publish: worked out by hand on the centre of `decided`."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.domain.errors import IllegalMove, UserError
from models.domain.outcomes import OutcomeKind, OutcomeStatus
from models.domain.papers import FollowUpKind, Series
from models.queries import outcomes as queries
from models.queries import papers as paper_queries
from models.tables.decisions import FollowUpRow
from services import closing, outcomes, papers, scheme_proofs, schemes, settings
from services.workspace import Workspace
from tests.services import decided
from tests.services.decided import OCTOBER, S1, ids_of, only


def test_the_month_gives_what_was_worked_out_by_hand(workspace: Workspace) -> None:
    decided.close(workspace)
    found = [v for v in outcomes.outcomes_of(workspace, month=OCTOBER) if v.kind != OutcomeKind.POINTS]
    assert [(v.rule, v.employee_no, v.amount, v.level) for v in found] == [
        ("monthly-service-star", "0002", Decimal("0.00"), None),
        ("monthly-top-performers", "0001", Decimal("500.00"), None),
        ("service-complaint", "0011", Decimal("0.00"), "warning"),
        ("two-months-in-bottom", "0012", Decimal("0.00"), "coaching"),
    ]
    assert found[1].rule_name == "月度业绩优秀奖"
    assert found[1].recipient == "王小明"


def test_a_preview_shows_the_same_without_storing(workspace: Workspace) -> None:
    decided.fill(workspace)
    board = outcomes.board(workspace, month=OCTOBER)
    assert not board.closed
    assert {v.id for v in board.outcomes} == {None}
    assert board.budget.proposed == Decimal("500.00")
    assert ids_of(workspace) == []
    workspace.speaking("zh")


def test_the_window_asks_for_the_statement_before_a_penalty_is_confirmed(workspace: Workspace) -> None:
    decided.close(workspace)
    warning = only(workspace, "service-complaint")
    with pytest.raises(UserError, match="徐婷"):
        outcomes.confirm(workspace, ids=[warning.id or 0], require_statement=True)
    outcomes.take_statement(workspace, id=warning.id or 0, text="客户先骂人。")
    assert outcomes.confirm(workspace, ids=[warning.id or 0], require_statement=True).value == ()
    assert only(workspace, "service-complaint").statement == "客户先骂人。"


def test_the_command_line_records_silence_as_declined_and_says_so(workspace: Workspace) -> None:
    decided.close(workspace)
    (message,) = outcomes.confirm(workspace, ids=ids_of(workspace, "service-complaint")).value
    assert message.facts["names"] == "徐婷"
    assert only(workspace, "service-complaint").statement == outcomes.DECLINED


def test_waiving_needs_a_reason_and_can_be_taken_back(workspace: Workspace) -> None:
    decided.close(workspace)
    ids = ids_of(workspace, "service-complaint")
    with pytest.raises(UserError):
        outcomes.waive(workspace, ids=ids, reason=" ")
    outcomes.waive(workspace, ids=ids, reason="客户撤回投诉")
    view = only(workspace, "service-complaint")
    assert (view.status, view.reason, view.decided_by) == (OutcomeStatus.WAIVED, "客户撤回投诉", "主管")
    with pytest.raises(IllegalMove):
        outcomes.confirm(workspace, ids=ids)
    outcomes.reopen(workspace, ids=ids)
    assert only(workspace, "service-complaint").status is OutcomeStatus.PROPOSED


def test_publishing_puts_in_force_posts_points_and_numbers_every_paper(workspace: Workspace) -> None:
    report = decided.publish_all(workspace)
    assert report.published == 17
    assert report.points == 13
    assert report.documents == (
        "KF-RY-2026-0001", "KF-RY-2026-0002", "客服奖〔2026〕1号", "客服奖〔2026〕2号",
        "客服处〔2026〕1号", "客服处〔2026〕2号", "客服示〔2026〕1号",
        "客服辅〔2026〕1号",
    )  # fmt: skip
    by_status = {v.rule: v.status for v in outcomes.outcomes_of(workspace, month=OCTOBER)}
    assert by_status["monthly-top-performers"] is OutcomeStatus.IN_FORCE
    assert by_status["monthly-points"] is OutcomeStatus.IN_FORCE
    assert by_status["service-complaint"] is OutcomeStatus.PUBLISHED
    assert only(workspace, "service-complaint").notice == "waiting"


def test_publishing_twice_changes_nothing(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    before = papers.register(workspace)
    again = outcomes.publish(workspace, month=OCTOBER)
    assert again.value.published == 0
    assert again.changes.log_id == 0
    assert papers.register(workspace) == before


def test_a_coaching_plan_is_owed_by_the_leader_of_the_team(workspace: Workspace) -> None:
    settings.change(workspace, values={"responsible": "主管老周"})
    decided.publish_all(workspace)
    with workspace.store.read() as tx:
        (owed,) = queries.open_follow_ups(tx, only(workspace, "two-months-in-bottom").id or 0)
    # 0012 is in 乙组, which has no leader; ten working days after Monday 2 November
    assert (owed.kind, owed.responsible, owed.due_on) == (FollowUpKind.COACHING, "主管老周", date(2026, 11, 16))
    assert isinstance(owed, FollowUpRow)


def test_the_public_list_masks_numbers_and_names_no_penalty(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    (public,) = [p for p in papers.register(workspace) if p.paper == "Public list"]
    with workspace.store.read() as tx:
        row = papers.queries.documents(tx, ids=[public.id])[0]
    facts = row.facts
    lines = [(line["employee_no"], line["name"], line["reward"]) for line in facts["lines"]]
    assert lines == [("0**2", "李静", ""), ("0**1", "王小明", "")]
    assert "徐婷" not in str(facts)
    assert (facts["first_day"], facts["last_day"]) == ("2026-11-03", "2026-11-09")


def test_a_record_by_hand_needs_a_rule_in_force_evidence_and_words(workspace: Workspace, tmp_path: Path) -> None:
    decided.close(workspace)
    proof = tmp_path / "说明.txt"
    proof.write_text("监控记录", encoding="utf-8")
    common = {"month": OCTOBER, "scheme_id": S1, "rule": "misconduct", "employee_no": "0003", "level": "warning"}
    with pytest.raises(UserError, match="evidence"):
        outcomes.record_by_hand(workspace, facts="工作时间玩游戏", **common)
    with pytest.raises(UserError, match="not in force"):
        outcomes.record_by_hand(workspace, facts="x", evidence_paths=[proof], **(common | {"scheme_id": "recording-awards"}))
    with pytest.raises(UserError, match="employed"):
        outcomes.record_by_hand(workspace, facts="x", evidence_paths=[proof], **(common | {"employee_no": "9999"}))
    made = outcomes.record_by_hand(workspace, facts="工作时间玩游戏", evidence_paths=[proof], **common).value
    view = only(workspace, "misconduct")
    assert (view.id, view.by_hand, view.level, view.kind) == (made, True, "warning", OutcomeKind.PENALTY)
    assert [item.name for item in view.evidence] == ["说明.txt"]
    assert view.because[0].found == "工作时间玩游戏"


def test_fines_are_refused_in_guangdong(workspace: Workspace, tmp_path: Path) -> None:
    decided.close(workspace)
    ids = [_fine(workspace, tmp_path, Decimal(50))]
    settings.change(workspace, values={"province": "广东"})
    with pytest.raises(UserError, match="Guangdong"):
        outcomes.confirm(workspace, ids=ids)


@pytest.mark.parametrize(("wage_fen", "minimum", "amount", "plan"), [
    (500_000, "", "1000.00", ""),                                        # 20 % of 5,000
    (500_000, "", "1000.01", "2026-10 1,000.00; 2026-11 0.01"),
    (250_000, "2400", "100.00", ""),                                     # 20 % would be 500, but 2,500 − 2,400 = 100
    (250_000, "2400", "250.01", "2026-10 100.00; 2026-11 100.00; 2026-12 50.01"),
])  # fmt: skip
def test_what_is_above_the_legal_limit_is_carried_to_later_months(
    workspace: Workspace, tmp_path: Path, wage_fen: int, minimum: str, amount: str, plan: str
) -> None:
    decided.fill(workspace, wage=wage_fen)
    settings.change(workspace, values={"minimum_wage": minimum})
    id = _fine(workspace, tmp_path, Decimal(amount))
    warnings = [str(warning) for warning in outcomes.confirm(workspace, ids=[id]).value]
    assert [words for words in warnings if "so it is spread" in words and f": {plan}." in words] or not plan
    assert any("spread" in words for words in warnings) is bool(plan)
    assert any("no national legal basis" in words and "withhold a bonus" in words for words in warnings)
    outcomes.publish(workspace, month=decided.OCTOBER, ids=[id])
    (notice,) = papers.register(workspace, series=Series.PENALTY)
    said = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(papers.pdf_bytes(workspace, id=notice.id))).pages).split())
    assert ("分期扣除" in said) is bool(plan)


@pytest.mark.parametrize(("wage_fen", "minimum", "amount"), [(240_000, "2400", "1.00"), (250_000, "2400", "2400.01")])
def test_a_deduction_that_finds_no_room_is_refused(workspace: Workspace, tmp_path: Path, wage_fen: int, minimum: str, amount: str) -> None:
    decided.fill(workspace, wage=wage_fen)
    settings.change(workspace, values={"minimum_wage": minimum})
    with pytest.raises(UserError, match="cannot be deducted within 24 months, for at most"):
        outcomes.confirm(workspace, ids=[_fine(workspace, tmp_path, Decimal(amount))])


def test_deductions_of_one_agent_count_together_month_by_month(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace, wage=500_000)
    first, second, third = (_fine(workspace, tmp_path, Decimal(amount)) for amount in (600, 1500, 300))
    outcomes.confirm(workspace, ids=[first, second])
    outcomes.publish(workspace, month=decided.OCTOBER, ids=[first, second])
    words = [str(warning) for warning in outcomes.confirm(workspace, ids=[third]).value]
    assert [text.rpartition(": ")[2] for text in words if "spread" in text] == ["2026-12 300.00."]
    with workspace.store.read() as tx:
        facts = [row.facts["instalments"] for row in paper_queries.documents(tx, kind=Series.PENALTY.value)]
    assert facts[0] == []
    parts = [("2026-10", "400.00"), ("2026-11", "1000.00"), ("2026-12", "100.00")]
    assert facts[1] == [{"month": month, "amount": amount} for month, amount in parts]


def test_being_last_leads_to_coaching_only(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    proof = tmp_path / "proof.txt"
    proof.write_text("x", encoding="utf-8")

    def record(kind: OutcomeKind, level: str) -> int:
        return outcomes.record_by_hand(
            workspace, month=decided.OCTOBER, scheme_id=decided.S1, rule="two-months-in-bottom", employee_no="0003", kind=kind, level=level,
            facts="连续两月末位", evidence_paths=[proof],
        ).value  # fmt: skip

    with pytest.raises(UserError, match="coaching only"):
        outcomes.confirm(workspace, ids=[record(OutcomeKind.PENALTY, "warning")])
    outcomes.confirm(workspace, ids=[record(OutcomeKind.PENALTY, "coaching")])
    warnings = outcomes.confirm(workspace, ids=[record(OutcomeKind.PROPOSAL, "dismissal_or_transfer")]).value
    assert any("Guiding Case 18" in str(warning) for warning in warnings)


def test_without_wages_the_check_says_that_it_could_not_be_made(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    warnings = outcomes.confirm(workspace, ids=[_fine(workspace, tmp_path, Decimal(50))]).value
    assert any("no wage is entered" in str(warning) for warning in warnings)


def test_a_rule_not_made_known_before_the_act_warns(workspace: Workspace) -> None:
    decided.close(workspace)
    from services import schemes

    version = schemes.versions(workspace)[0]
    schemes.publish_version(workspace, version_id=version.id, published_on=date(2026, 10, 20))
    warnings = outcomes.penalty_warnings(workspace, ids=ids_of(workspace, "service-complaint"))
    assert "2026-10-20" in str(warnings[0])


def test_the_budget_counts_awards_only_and_tells_what_is_over(workspace: Workspace) -> None:
    settings.change(workspace, values={"monthly_budget": "300"})
    decided.close(workspace)
    outcomes.confirm(workspace, ids=ids_of(workspace))
    report = outcomes.publish(workspace, month=OCTOBER).value
    assert outcomes.budget(workspace, month=OCTOBER).over == Decimal(200)
    assert any("budget" in str(warning) for warning in report.warnings)


def _fine(workspace: Workspace, folder: Path, amount: Decimal) -> int:
    proof = folder / "proof.txt"
    proof.write_text("损坏设备", encoding="utf-8")
    return outcomes.record_by_hand(
        workspace, month=OCTOBER, scheme_id=S1, rule="misconduct", employee_no="0003", amount=amount, level="warning",
        facts="损坏设备", evidence_paths=[proof],
    ).value  # fmt: skip


@pytest.mark.parametrize(
    ("first", "published", "told"),
    [
        (date(2026, 10, 12), date(2026, 10, 12), ()),  # in force and known on the day of the complaint itself
        (date(2026, 10, 13), date(2026, 9, 1), ("2026-10-13",)),  # known, but not in force yet
        (date(2026, 10, 12), date(2026, 10, 13), ("2026-10-13",)),  # in force, but not known yet
    ],
)
def test_a_penalty_for_an_act_before_its_rule_warns(workspace: Workspace, first: date, published: date, told: tuple[str, ...]) -> None:
    """The complaint is of 12 October: what held on that day counts, not on the first of the month."""
    decided.fill(workspace)
    for version in schemes.versions(workspace):
        schemes.retire(workspace, version_id=version.id, last=version.first)
    made = schemes.adopt(workspace, scheme_id=S1, first=first, values={"monthly-top-performers.amount": "500"}).value
    schemes.publish_version(workspace, version_id=made.id, published_on=published)
    scheme_proofs.note_read(workspace, version_id=made.id, employee_nos=["0011"], signed_on=date(2026, 10, 12), how="list")
    closing.close(workspace, month=OCTOBER)
    warnings = outcomes.confirm(workspace, ids=ids_of(workspace, "service-complaint")).value
    days = [str(message.facts["day"]) for message in warnings if "day" in message.facts]
    assert tuple(days) == told


def test_an_earlier_version_that_held_the_rule_is_enough(workspace: Workspace) -> None:
    """A second version from the middle of the month does not unsettle a rule that was in force all along."""
    decided.fill(workspace)
    made = schemes.adopt(workspace, scheme_id=S1, first=date(2026, 10, 20), values={"monthly-top-performers.amount": "800"}).value
    schemes.publish_version(workspace, version_id=made.id, published_on=date(2026, 8, 20))
    closing.close(workspace, month=OCTOBER)
    warnings = outcomes.confirm(workspace, ids=ids_of(workspace, "service-complaint")).value
    assert [message for message in warnings if "day" in message.facts] == []
