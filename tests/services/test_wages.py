"""Wages are seen by supervisor and HR reviewer alone: on screens, in exports, in whole copies of the centre."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.rights import MissingRight, Role
from services import accounts, backups, outcomes, people, timeline
from services.exchange import exporting, importing, package
from services.workspace import Workspace
from tests.services import decided

PASSWORD = "Lotus-river-7"
DAY = date(2026, 11, 2)


def in_hands_of(workspace: Workspace, role: Role) -> Workspace:
    decided.fill(workspace, wage=520000)
    boss = accounts.create_first(workspace, name="王主管", password=PASSWORD).value.workspace
    row = people.person(boss, employee_no="0003", day=DAY)
    people.change(boss, employee_no="0003", change=people.Change(monthly_wage=Decimal(6000)), on=DAY, seen=row.version)
    if role is Role.SUPERVISOR:
        return boss
    accounts.add(boss, name="另一位", role=role, password=PASSWORD)
    return accounts.sign_in(boss, name="另一位", password=PASSWORD)


@pytest.mark.parametrize("role", list(Role))
def test_wages_are_shown_to_who_decides_on_people(workspace: Workspace, tmp_path: Path, role: Role) -> None:
    mine = in_hands_of(workspace, role)
    sees = role in (Role.SUPERVISOR, Role.HR_REVIEWER)
    assert any(row.monthly_wage for row in people.roster(mine, day=DAY)) is sees
    exporting.export(mine, kind="roster", path=tmp_path / "roster.csv")
    with (tmp_path / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = next(csv.reader(file))
    assert ("月工资" in titles) is sees
    if not sees:
        with pytest.raises(MissingRight):
            package.pack(mine, path=tmp_path / "all.zip")
        with pytest.raises(MissingRight):
            backups.back_up(mine, target=tmp_path)
        assert not list(tmp_path.glob("*.zip"))
    told = [message.msgid for entry in timeline.timeline(mine, employee_no="0003") for message in entry.detail]
    assert any("wage" in msgid for msgid in told) is sees


@pytest.mark.parametrize("role", [Role.READ_ONLY, Role.QUALITY_INSPECTOR])
def test_the_limit_of_a_deduction_which_is_a_fifth_of_the_wage_is_told_to_who_decides(workspace: Workspace, role: Role) -> None:
    mine = in_hands_of(workspace, role)
    with pytest.raises(MissingRight):
        outcomes.penalty_warnings(mine, ids=[])
    assert outcomes.penalty_warnings(accounts.sign_in(mine, name="王主管", password=PASSWORD), ids=[]) == ()


def test_the_export_without_wages_is_an_import_that_keeps_them(workspace: Workspace, tmp_path: Path) -> None:
    reader = in_hands_of(workspace, Role.READ_ONLY)
    exporting.export(reader, kind="roster", path=tmp_path / "roster.xlsx")
    boss = accounts.sign_in(reader, name="王主管", password=PASSWORD)
    report = importing.import_file(boss, kind="roster", path=tmp_path / "roster.xlsx").value
    assert (report.added, report.changed) == (0, 0)
