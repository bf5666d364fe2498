"""Drafts of schemes: begun three ways, shaped, checked, adopted beside what is in force, written to files and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.domain.errors import UserError
from models.domain.outcomes import OutcomeKind
from models.domain.period import Cadence, Period
from services import closing, scheme_drafts, schemes
from services.rules import editing
from services.rules.kinds import KINDS
from services.rules.scheme import Scheme, Words
from services.rules.scheme_text import SchemeFaults, dump, parse, read
from services.workspace import Workspace
from tests.services.decided import OCTOBER, S1, fill

NAME = Words("月度激励办法", "Monthly incentives")


def worded(scheme: Scheme, rule_id: str, clause: str = "第2条", text: str = "每月业绩最高者奖励300元。") -> Scheme:
    """The rule with a name, its clause and sentence."""
    rule = scheme.rule(rule_id)
    assert rule
    own = editing.set_clause(replace(rule, name=Words("月度冠军", ""), clause_text_zh=text), clause, own=True)
    return editing.put_rule(scheme, own)


def own_scheme() -> Scheme:
    """One rule of our own: the highest score of the month gets 300 yuan."""
    empty = replace(
        editing.new_scheme("own-1", scheme_drafts.labels()), name=NAME, purpose=Words("鼓励先进", ""), clause="1", source="本公司通知"
    )
    scheme, rule = editing.add_rule(empty, "highest", scheme_drafts.labels())
    scheme = worded(scheme, rule.id)
    rule = scheme.rules[0]
    return editing.put_rule(scheme, editing.set_parameter(rule, "amount", "300", own=True))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_new_rule_of_every_kind_reads_back_and_is_named(kind: str) -> None:
    scheme, rule = editing.add_rule(editing.new_scheme("own-1", scheme_drafts.labels()), kind, scheme_drafts.labels())
    again, _findings = read(dump(scheme))
    assert again == scheme
    assert all(parameter.label.zh != parameter.name for parameter in rule.parameters)
    assert rule.outcome in KINDS[kind].outcomes


def test_figures_of_an_own_rule_carry_its_clause() -> None:
    scheme = own_scheme()
    rule = scheme.rules[0]
    assert (rule.parameter("amount").default, rule.parameter("amount").clause) == ("300.00", "第2条")
    assert rule.parameter("min_group").clause == "domain"
    moved = editing.set_clause(rule, "3.1", own=True)
    assert (moved.parameter("amount").clause, moved.parameter("min_group").clause) == ("3.1", "domain")


def test_a_figure_of_a_source_stays_visible_beside_the_own_value() -> None:
    rule = schemes.library()[S1].rules[0]
    changed = editing.set_parameter(rule, "percent", "15", own=False).parameter("percent")
    assert (changed.default, changed.clause, changed.value) == ("10", "004#2", "15")
    assert editing.set_parameter(rule, "percent", "10", own=False) == rule


def test_wrong_values_are_refused_with_the_reason() -> None:
    rule = own_scheme().rules[0]
    for name, text in (("amount", "many"), ("amount", "-1"), ("group", "town"), ("min_group", "0")):
        with pytest.raises(UserError):
            editing.set_parameter(rule, name, text, own=True)
    with pytest.raises(UserError):
        editing.set_outcome(rule, OutcomeKind.PENALTY)
    with pytest.raises(UserError):
        editing.set_cadence(schemes.library()[S1].rules[-1], Cadence.WEEK)
    with pytest.raises(UserError):
        editing.add_rule(own_scheme(), "wish", {})


def test_rules_are_moved_and_removed_but_not_from_under_others() -> None:
    scheme = schemes.library()[S1]
    first, second = scheme.rules[0].id, scheme.rules[1].id
    assert [rule.id for rule in editing.move_rule(scheme, first, 1).rules[:2]] == [second, first]
    assert editing.move_rule(scheme, first, -3) == scheme
    base = next(rule.text("based_on") for rule in scheme.rules if rule.has("based_on"))
    with pytest.raises(UserError):
        editing.remove_rule(scheme, base)
    assert editing.remove_rule(own_scheme(), "highest-1").rules == ()


def test_a_draft_is_checked_rule_by_rule(workspace: Workspace) -> None:
    scheme, rule = editing.add_rule(own_scheme(), "rank_share", scheme_drafts.labels())
    faults = scheme_drafts.check(scheme)
    assert {fault.rule for fault in faults} == {rule.id}
    assert {fault.message.facts["key"] for fault in faults} == {"name", "clause", "clause_text_zh"}
    assert scheme_drafts.check(own_scheme()) == ()
    empty = scheme_drafts.begin(workspace, name=NAME).value
    assert {fault.rule for fault in scheme_drafts.check(empty.scheme)} == {""}


def test_values_without_which_a_rule_gives_nothing_are_asked_for() -> None:
    scheme, rule = editing.add_rule(own_scheme(), "ranked_prizes", scheme_drafts.labels())
    scheme = worded(scheme, rule.id)
    (fault,) = scheme_drafts.check(scheme)
    assert (fault.rule, fault.message.facts["label"]) == (rule.id, scheme.rules[1].parameter("prizes").label)
    held = scheme.rule(rule.id)
    assert held
    assert scheme_drafts.check(editing.put_rule(scheme, editing.set_parameter(held, "prizes", "1:300", own=True))) == ()


def test_faulty_drafts_are_kept_as_they_are(workspace: Workspace) -> None:
    draft = scheme_drafts.begin(workspace, name=Words("", "Trial")).value
    assert draft.scheme.name == Words("Trial", "Trial")
    scheme = replace(own_scheme(), name=Words("半成品", ""), id=draft.scheme.id)
    stored = scheme_drafts.store(workspace, draft_id=draft.id, scheme=scheme).value
    assert stored.scheme == scheme
    assert scheme_drafts.drafts(workspace) == [stored]
    scheme_drafts.discard(workspace, draft_id=draft.id)
    assert scheme_drafts.drafts(workspace) == []
    workspace.store.undo(who="test")
    assert [one.scheme for one in scheme_drafts.drafts(workspace)] == [scheme]


def test_drafts_begin_from_a_source_or_a_version_and_touch_nothing_in_force(workspace: Workspace) -> None:
    fill(workspace)
    before = schemes.versions(workspace)
    held = next(version for version in before if version.scheme.id == S1)
    shipped = scheme_drafts.begin(workspace, name=NAME, shipped=S1).value
    copied = scheme_drafts.begin(workspace, name=NAME, version_id=held.id).value
    assert shipped.scheme.missing_parameters()
    assert copied.scheme.parameter_values() == held.scheme.parameter_values()
    rule = copied.scheme.rules[0]
    changed = editing.put_rule(copied.scheme, editing.set_parameter(rule, "percent", "25", own=False))
    scheme_drafts.store(workspace, draft_id=copied.id, scheme=changed)
    assert schemes.versions(workspace) == before
    for unknown in ({"shipped": "nothing"}, {"version_id": 99}):
        with pytest.raises(UserError):
            scheme_drafts.begin(workspace, name=NAME, **unknown)  # type: ignore[arg-type]
    with pytest.raises(UserError):
        scheme_drafts.begin(workspace, name=Words(" ", ""))


def test_an_adopted_draft_is_a_new_version_and_decides_a_month(workspace: Workspace) -> None:
    fill(workspace)
    held = next(version for version in schemes.versions(workspace) if version.scheme.id == S1)
    draft = scheme_drafts.begin(workspace, name=held.scheme.name, version_id=held.id).value
    changed = editing.put_rule(draft.scheme, editing.set_parameter(draft.scheme.rules[0], "percent", "25", own=False))
    scheme_drafts.store(workspace, draft_id=draft.id, scheme=changed)
    adopted = scheme_drafts.adopt(workspace, draft_id=draft.id, first=date(2026, 10, 1)).value
    assert (adopted.scheme.id, adopted.version) == (S1, 2)
    assert scheme_drafts.drafts(workspace) == []
    outcomes = closing.close(workspace, month=OCTOBER).value.outcomes
    assert [o.outcome.employee_no for o in outcomes if o.outcome.rule == "monthly-top-performers"] == ["0001", "0002", "0003"]


def test_an_own_scheme_is_adopted_and_decides_a_month(workspace: Workspace) -> None:
    fill(workspace)
    draft = scheme_drafts.begin(workspace, name=NAME).value
    scheme_drafts.store(workspace, draft_id=draft.id, scheme=replace(own_scheme(), id=draft.scheme.id))
    adopted = scheme_drafts.adopt(workspace, draft_id=draft.id, first=date(2026, 10, 1)).value
    assert (adopted.scheme.id, adopted.version, adopted.scheme.rules[0].name.en) == ("own-1", 1, "月度冠军")
    outcomes = closing.close(workspace, month=OCTOBER).value.outcomes
    mine = [stored.outcome for stored in outcomes if stored.outcome.scheme == "own-1"]
    assert [(outcome.employee_no, str(outcome.amount)) for outcome in mine] == [("0001", "300.00")]
    assert scheme_drafts.begin(workspace, name=NAME).value.scheme.id == "own-2"
    assert not closing.late_changes(workspace, month=Period.parse("2026-10")).differences


def test_a_draft_with_faults_is_not_adopted(workspace: Workspace) -> None:
    draft = scheme_drafts.begin(workspace, name=NAME).value
    with pytest.raises(SchemeFaults):
        scheme_drafts.adopt(workspace, draft_id=draft.id, first=date(2026, 10, 1))
    assert len(scheme_drafts.drafts(workspace)) == 1
    with pytest.raises(UserError):
        scheme_drafts.adopt(workspace, draft_id=99, first=date(2026, 10, 1))


def test_schemes_travel_as_files(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    scheme_drafts.export(workspace, scheme=own_scheme(), path=path)
    taken = scheme_drafts.take_in(workspace, path=path).value
    assert taken.scheme == editing.completed(own_scheme()) == parse(path.read_text(encoding="utf-8"))


def test_a_file_from_elsewhere_is_refused_with_lines_and_advice(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    text = dump(editing.completed(own_scheme())).replace('kind = "highest"', 'kind = "wish"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemeFaults) as refused:
        scheme_drafts.take_in(workspace, path=path)
    (finding,) = refused.value.findings
    assert finding.line == text.splitlines().index('kind = "wish"') + 1
    assert "wish" in str(finding.message)
    assert "highest" in str(finding.advice)
    path.write_bytes("名称".encode("gb18030"))
    with pytest.raises(UserError):
        scheme_drafts.take_in(workspace, path=path)
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(UserError):
        scheme_drafts.take_in(workspace, path=path)
    with pytest.raises(UserError):
        scheme_drafts.take_in(workspace, path=tmp_path / "absent.toml")
    assert scheme_drafts.drafts(workspace) == []
