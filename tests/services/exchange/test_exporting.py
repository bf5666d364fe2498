"""What goes out comes back in unchanged, and no cell becomes a formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.domain.errors import EnvironmentProblem, UserError
from models.domain.period import Period
from services import participation, scheme_proofs, schemes
from services.clock import FixedClock
from services.exchange.exporting import EXPORTS, export
from services.exchange.importing import KINDS, import_file
from services.workspace import Workspace, create_workspace
from tests.services.exchange.conftest import OCTOBER, ROOT, ROSTER
from tests.services.exchange.growth_files import FILES as GROWTH_FILES

FILES: dict[str, tuple[str, dict[str, Any]]] = {
    "attendance": ("工号,姓名,8,9,12,13,14\n0001,甘棠,√,迟15退10,事½,√/年,加2.5\n0004,Becky,休,,旷,病,迟5\n", {"period": OCTOBER}),
    "punches": ("工号,打卡时间\n0001,2026-10-15 08:55:03\n0001,2026-10-15 18:00\n0002,2026-10-16 09:10\n", {}),
    "kpi": ("工号,业绩得分,接通率,工作纪律,aht,complaint_rate\n0001,96.5,83.3333%,是,225,1.2‰\n0004,70,0.9,否,,\n", {"period": OCTOBER}),
    "recordings": ("录音编号,工号,日期,服务态度,业务能力,争执辱骂\n001,0001,2026-10-12,95,88.5,否\n002,0002,2026-10-13,90,,是\n", {}),
    "complaints": ("投诉编号,工号,日期,属实,等级,说明\n=1+1,0001,2026-10-12,是,严重,“=cmd”，已核实\nC2,0002,2026-10-13,否,,@x\n", {}),
    "nominations": ("工号,班组,规则,期间,事由,已采纳\n0001,,a,2026-10,-好,是\n,客服一组,b,2026-10,好,否\n", {}),
    "worklog": (
        "案件编号,工号,受理日期,截止日期,结案日期,回访日期,重要,重要案件单日期,投诉升级日期,跟进日期,说明\n"
        "K1,0001,2026-10-05,2026-10-12,2026-10-09,2026-10-10,是,2026-10-05,2026-10-15,2026-10-07、2026-10-09,=甲\nK2,0002,2026-10-13,,,,,,,,\n",
        {},
    ),
    "worklogdays": ("工号,日期,已提交,说明\n0001,2026-10-12,是,补交\n0002,2026-10-13,是,\n", {}),
    "spotchecks": (
        "工号,日期,检查内容,合格,备注,检查人\n0001,2026-10-12,工作日志,是,完整,周主管\n0002,2026-10-13,出勤,否,迟到未登记,周主管\n",
        {},
    ),
    **{kind: (text, {}) for kind, text in GROWTH_FILES.items()},
    "scorecards": (
        "岗位,生效月份,缺失处理,指标,权重,计分方式,分段,零分值,目标值,最高分,样本指标,最低样本\n"
        '呼入,2026-11,不计分,客户满意度,40,分段,"[1,4) 0; [4,5] 100",,,100,接听量,30\n'
        "呼入,2026-11,不计分,质检得分,60,线性,,60,90,100,,\n",
        {},
    ),
    "clock_numbers": ("工号,考勤号\n0001,007\n0002,8\n", {}),
    "shift_roster": ("工号,日期,班次\n0001,2026-10-12,休\n0002,2026-10-13,off\n", {}),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A centre with something of every kind; the tests over it change nothing."""
    folder = tmp_path_factory.mktemp("filled")
    centre = create_workspace(folder / "centre", name="测试中心", clock=FixedClock.on(date(2026, 11, 2)))

    def bring(kind: str, text: str, **options: Any) -> None:
        path = folder / "table.csv"
        path.write_text(text, encoding="utf-8")
        import_file(centre, kind=kind, path=path, **options)

    bring("roster", ROSTER)
    import_file(centre, kind="calls", path=ROOT / "tests/data/call-log-sample.csv")
    for kind, (text, options) in FILES.items():
        bring(kind, text, **options)
    bring("roster", "工号,姓名,星级,班组\n0002,Diane,准星,客服（三）组\n")
    version = schemes.adopt(centre, scheme_id="points-programme", first=date(2026, 10, 1)).value
    scheme_proofs.note_read(centre, version_id=version.id, employee_nos=["0001", "0003"], signed_on=date(2026, 10, 9), how="paper")
    survey = participation.ask(centre, scheme_id="points-programme", asked_on=date(2026, 10, 9), asked=9).value
    participation.count(centre, survey_id=survey.id, ballots=[(5, "=好"), (4, ""), (4, ""), (2, ""), (1, "")])
    yield centre
    centre.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("period", [None, OCTOBER])
@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_a_valid_import_of_the_same(
    filled: Workspace, tmp_path: Path, kind: str, period: Period | None, ending: str, language: str
) -> None:
    path = tmp_path / f"{kind}.{ending}"
    written = export(filled.speaking(language), kind=kind, path=path, period=period)
    report = import_file(filled, kind=kind, path=path, period=period).value
    assert written.rows > 0
    assert (report.added, report.changed, report.skipped) == (0, 0, 0)
    assert report.same > 0
    assert report.changes.log_id == 0


def test_numbers_of_people_stay_text_and_nothing_is_a_formula(filled: Workspace, tmp_path: Path) -> None:
    for kind in EXPORTS:
        path = tmp_path / f"{kind}.xlsx"
        export(filled, kind=kind, path=path)
        for row in openpyxl.load_workbook(path).worksheets[0].iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    sheet = openpyxl.load_workbook(tmp_path / "roster.xlsx").worksheets[0]
    assert sheet["A2"].value == "0001"
    assert sheet["A2"].data_type == "s"
    export(filled, kind="complaints", path=tmp_path / "c.csv")
    text = (tmp_path / "c.csv").read_bytes().decode("utf-8-sig")
    assert "\n'=1+1," in text
    assert ",'@x" in text


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("period", [None, OCTOBER])
def test_an_empty_workspace_exports_headers(workspace: Workspace, tmp_path: Path, kind: str, period: Period | None) -> None:
    for ending in ("xlsx", "csv"):
        assert export(workspace, kind=kind, path=tmp_path / f"a.{ending}", period=period).rows == 0
        assert (tmp_path / f"a.{ending}").stat().st_size > 0
    assert not list(tmp_path.glob(".*"))


def test_what_cannot_be_written_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be exported"):
        export(workspace, kind="salaries", path=tmp_path / "a.xlsx")
    with pytest.raises(UserError, match=r"\.xlsx or \.csv"):
        export(workspace, kind="roster", path=tmp_path / "a.pdf")
    with pytest.raises(EnvironmentProblem):
        export(workspace, kind="roster", path=tmp_path / "no" / "a.xlsx")
