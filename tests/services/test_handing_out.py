"""The sheet to sign and the package of the whole centre."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.domain.errors import EnvironmentProblem, UserError
from models.domain.period import Period
from services import accounts, attachments, attendance, attendance_sheet, clock_numbers, desk, shifts
from services.exchange import exporting, package
from services.exchange.importing import import_file
from services.exchange.shift_days import Shift
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    hire(workspace)
    entered = [("0001", 12, "迟15退5"), ("0001", 13, "事½"), ("0001", 14, "加2"), ("0002", 13, "√/病")]
    attendance.set_cells(workspace, month=OCTOBER, cells=[(number, date(2026, 10, day), text) for number, day, text in entered])
    return workspace


def test_the_sheet_to_sign_has_two_half_days_totals_legend_and_lines(centre: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "考勤.xlsx"
    assert attendance_sheet.write_sheet(centre, month=OCTOBER, path=path) == 3
    rows = [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert rows[0][0] == "2026年10月考勤表"
    assert rows[2][:5] == ["序号", "工号", "姓名", "部门", "时段"]
    assert rows[2][5:36] == list(range(1, 32))
    assert rows[3][5] == "四", "1 October 2026 is a Thursday"
    morning, afternoon = rows[4], rows[5]
    assert morning[:5] == [1, "0001", "张三", "一组", "上午"]
    assert (morning[5 + 11], afternoon[5 + 11]) == ("迟15", "退5")
    assert (morning[5 + 12], afternoon[5 + 12]) == ("事", "√")
    assert (morning[5 + 13], afternoon[5 + 13]) == ("√", "加2")
    assert (rows[6][5], rows[6][5 + 12], rows[7][5 + 12]) == ("—", "√", "假"), "0002 came on the 12th, and what hangs openly says leave"
    totals = dict(zip(rows[2][36:], morning[36:], strict=True))
    assert totals["迟到(次/分)"] == "1/15"
    assert totals["事假"] == "0.5"
    assert totals["加班(时)"] == "2"
    assert rows[2][-1] == "员工签字"
    below = "\n".join(str(cell) for row in rows[10:] for cell in row if cell)
    assert "√ 出勤" in below
    assert "假 请假" in below
    assert "病" not in below
    assert "考勤员" in below
    assert "审核人" in below


def test_the_sheet_names_the_kinds_of_leave_when_asked(centre: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "考勤.xlsx"
    attendance_sheet.write_sheet(centre, month=OCTOBER, path=path, private=False)
    rows = [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert rows[7][5 + 12] == "病"
    assert dict(zip(rows[2][36:], rows[6][36:], strict=True))["病假"] == "0.5"


def test_the_sheet_is_refused_for_a_quarter_and_for_other_endings(centre: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is for a month"):
        attendance_sheet.write_sheet(centre, month=Period.parse("2026-Q4"), path=tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="xlsx"):
        attendance_sheet.write_sheet(centre, month=OCTOBER, path=tmp_path / "a.pdf")


def test_the_package_holds_tables_data_and_papers_and_no_secret(centre: Workspace, tmp_path: Path) -> None:
    proof = tmp_path / "slip.txt"
    proof.write_text("signed", "utf-8")
    kept = attachments.keep(centre, proof)
    (centre.folder / "documents" / "KF-1.pdf").write_bytes(b"%PDF-1.7")
    path = tmp_path / "all.zip"
    done = package.pack(centre, path=path)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
        data = json.loads(archive.read("data.json"))
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in manifest["sha256"].items())
        archive.extract("tables/attendance.xlsx", tmp_path)
    assert done.files == len(names)
    assert {f"tables/{kind}.xlsx" for kind in exporting.EXPORTS} <= names
    assert {f"attachments/{kept.sha256}", "documents/KF-1.pdf"} <= names
    assert [row["employee_no"] for row in data["employee"]] == ["0001", "0002", "0003", "0004"]
    assert not any(name.endswith(("_hash", "password")) for rows in data.values() for row in rows for name in row)
    report = import_file(centre, kind="attendance", path=tmp_path / "tables" / "attendance.xlsx").value
    assert (report.added, report.changed, report.same) == (0, 0, 4), "a table of the package is a valid import"


def test_no_hash_of_a_password_or_pin_hides_in_the_packages_history(centre: Workspace, tmp_path: Path) -> None:
    desk.set_pin(centre, employee_no="0001", pin="395172")
    opened = accounts.create_first(centre, name="林主管", password="Huang-He-1938")
    package.pack(centre, path=tmp_path / "all.zip")
    with centre.store.read() as tx:
        log = " ".join(str(row) for row in tx.session.connection().exec_driver_sql("SELECT before, after FROM row_change"))
    assert opened.value is not None
    assert "$argon2" in log, "the log itself has them"
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        text = archive.read("data.json").decode()
    assert "argon2" not in text
    assert "pin_hash" not in text
    assert "林主管" in text


def test_a_package_that_cannot_be_written_leaves_nothing(centre: Workspace, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        package.pack(centre, path=tmp_path / "missing" / "a.zip")
    with pytest.raises(UserError, match="zip"):
        package.pack(centre, path=tmp_path / "a.rar")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("kind", ["shift_roster", "clock_numbers"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_shifts_and_clock_numbers_come_back_the_same(centre: Workspace, tmp_path: Path, kind: str, ending: str) -> None:
    shifts.save_shift(centre, shift=Shift(code="N"))
    shifts.set_days(centre, days=[("0001", date(2026, 10, 12), "N"), ("0001", date(2026, 10, 13), "休")])
    clock_numbers.put(centre, clock_no="007", employee_no="0003")
    path = tmp_path / f"{kind}.{ending}"
    rows = exporting.export(centre, kind=kind, path=path).rows
    report = import_file(centre, kind=kind, path=path).value
    assert (report.added, report.changed, report.same) == (0, 0, rows)
    assert rows > 0
