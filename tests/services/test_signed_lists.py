"""Signed lists and ballots as files: found by their titles, refused row by row, brought in twice without doubling, out again and in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.domain.errors import ImportRefused, UserError
from services import participation, scheme_proofs, signed_lists
from services.exchange.exporting import export
from services.exchange.importing import import_file
from services.workspace import Workspace
from tests.services.decided import S1, fill
from tests.services.test_scheme_proofs import held

DAY = date(2026, 11, 1)


def written(folder: Path, text: str) -> Path:
    """A CSV file of that text."""
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    return file


def signed(workspace: Workspace) -> dict[str, tuple[date | None, str]]:
    """Number → day and way of those who signed S1."""
    readers = scheme_proofs.readers(workspace, version_id=held(workspace))
    return {reader.employee_no: (reader.signed_on, reader.how) for reader in readers if reader.signed_on}


def test_a_signed_list_of_the_chosen_version(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace)
    scheme_proofs.note_read(workspace, version_id=held(workspace), employee_nos=["0002"], signed_on=date(2026, 8, 20), how="screen")
    file = written(
        tmp_path, "激励制度签收表\n工号,姓名,签收日期,方式\n0001,王小明,2026-08-21,纸质\n0002,李静,2026/8/25,\n3,张伟,2026年8月22日,名单\n"
    )
    assert signed_lists.note_signed(workspace, version_id=held(workspace), path=file).value == 2
    assert signed(workspace) == {
        "0001": (date(2026, 8, 21), "paper"), "0002": (date(2026, 8, 20), "screen"), "0003": (date(2026, 8, 22), "list"),
    }  # fmt: skip
    assert signed_lists.note_signed(workspace, version_id=held(workspace), path=file).value == 0


def test_bad_rows_store_nothing(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace)
    rows = "工号,签收日期,方式\n0001,2026-08-21,\n9999,2026-08-21,\n0002,2026-12-01,\n0003,,\n0001,2026-08-22,\n0004,2026-08-21,唱\n"
    with pytest.raises(ImportRefused) as refused:
        signed_lists.note_signed(workspace, version_id=held(workspace), path=written(tmp_path, rows))
    assert [problem.row for problem in refused.value.problems] == [3, 4, 5, 6, 7]
    assert signed(workspace) == {}
    with pytest.raises(UserError):
        signed_lists.note_signed(workspace, version_id=99, path=written(tmp_path, "工号,签收日期\n0001,2026-08-21\n"))


def test_a_file_names_its_schemes(workspace: Workspace, tmp_path: Path) -> None:
    """Two schemes are in force: a file that names none is refused, one that names them goes to each."""
    fill(workspace)
    with pytest.raises(ImportRefused):
        import_file(workspace, kind="readings_signed", path=written(tmp_path, "工号,签收日期\n0001,2026-08-21\n"))
    rows = "工号,方案,版本,签收日期\n0001,外呼中心奖罚制度,第1版,2026-08-21\n0001,points-programme,1,2026-08-22\n"
    assert import_file(workspace, kind="readings_signed", path=written(tmp_path, rows)).value.added == 2
    assert signed(workspace) == {"0001": (date(2026, 8, 21), "list")}
    for wrong in ("工号,方案,签收日期\n0002,无此方案,2026-08-21\n", f"工号,方案,版本,签收日期\n0002,{S1},7,2026-08-21\n"):
        with pytest.raises(ImportRefused):
            import_file(workspace, kind="readings_signed", path=written(tmp_path, wrong))


def test_signatures_go_out_and_come_in_again(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace)
    scheme_proofs.note_read(workspace, version_id=held(workspace), employee_nos=["0001", "0012"], signed_on=date(2026, 8, 21), how="paper")
    out = tmp_path / "signed.xlsx"
    assert export(workspace, kind="readings_signed", path=out).rows == 2
    report = import_file(workspace, kind="readings_signed", path=out).value
    assert (report.added, report.changed, report.same) == (0, 0, 2)


def test_ballots_from_a_file(workspace: Workspace, tmp_path: Path) -> None:
    survey = participation.ask(workspace, scheme_id=S1, asked_on=DAY, asked=6).value
    file = written(tmp_path, "满意度,意见\n5,\n4分,奖金发得快\n非常满意,\n3,\n不满意,金额低\n")
    assert signed_lists.count_ballots(workspace, survey_id=survey.id, path=file).value == 5
    (kept,) = participation.surveys(workspace, scheme_id=S1)
    assert (kept.counts, kept.comments) == ((0, 1, 1, 1, 2), ("奖金发得快", "金额低"))
    with pytest.raises(ImportRefused) as refused:  # the file once more: only one agent is left to answer
        signed_lists.count_ballots(workspace, survey_id=survey.id, path=file)
    assert len(refused.value.problems) == 4
    with pytest.raises(ImportRefused):
        signed_lists.count_ballots(workspace, survey_id=survey.id, path=written(tmp_path, "满意度\n6\n"))


def test_ballots_go_out_and_come_in_again(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace)
    survey = participation.ask(workspace, scheme_id=S1, asked_on=DAY, asked=12).value
    participation.count(workspace, survey_id=survey.id, ballots=[(score, "") for score in (5, 4, 3, 2)])
    out = tmp_path / "ballots.xlsx"
    assert export(workspace, kind="ballots", path=out).rows == 0  # four could be told apart
    participation.count(workspace, survey_id=survey.id, ballots=[(1, "太少")])
    assert export(workspace, kind="ballots", path=out).rows == 5
    participation.close(workspace, survey_id=survey.id)
    report = import_file(workspace, kind="ballots", path=out).value
    assert (report.added, report.changed, report.same) == (0, 0, 5)
    with pytest.raises(ImportRefused):
        import_file(workspace, kind="ballots", path=written(tmp_path, f"方案,调查日期,满意度\n{S1},2026-11-01,5\n"))
    with pytest.raises(ImportRefused):  # no survey is open
        import_file(workspace, kind="ballots", path=written(tmp_path, "满意度\n5\n"))
