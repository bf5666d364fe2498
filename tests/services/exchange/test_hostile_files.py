"""Files that are broken, hostile, or not what their name says: read for what they hold or refused with a reason, never half."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from models.domain.errors import ImportRefused, UserError
from models.queries import exchange as queries
from services.exchange.importing import ImportReport
from services.exchange.tables_in import read_table
from services.workspace import Workspace
from tests.services.exchange.conftest import OCTOBER, counts, days

Load = Callable[..., ImportReport]
Write = Callable[..., Path]
PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}"><style>td{{color:red}}</style></head>
<body><script>alert("<table><tr><td>no</td></tr></table>")</script><table border=1>
<tr><td colspan=3>2026年10月 考勤&nbsp;明细</td></tr>
<tr><th rowspan=2>工号</th><th rowspan=2>姓名</th><th colspan=2>10月</th></tr><tr><th>8</th><th>9</th></tr>
<tr><td style="mso-number-format:'\\@'">0001</td><td>甘棠</td><td>√</td><td>迟<br>15</tr>
<tr><td>0002<td>Diane &amp; Co<td><b>事</b>½<td></table></body></html>"""
XML = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>{doctype}
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="打卡"><Table>
<Row><Cell><Data ss:Type="String">工号</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">打卡时间</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">{number}</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">2026-10-08T08:55:00.000</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">0001</Data></Cell><Cell ss:Index="3"><Data ss:Type="DateTime">2026-10-08T18:05:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def refused(path: Path) -> str:
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        read_table(path)
    assert time.monotonic() - started < 5
    return str(caught.value)


def xlsx(path: Path, rows: list[list[object]], change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    change(sheet)
    book.save(path)
    return path


def notices(report: ImportReport) -> str:
    return " ".join(notice.msgid for notice in report.notices)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_page_named_xls_is_read(centre: Workspace, write: Write, load: Load, charset: str) -> None:
    path = write(PAGE.format(charset=charset), "考勤.xls", "gb18030" if charset == "gb2312" else charset)
    load("attendance", path)
    assert days(centre) == {("0001", 8): "√", ("0001", 9): "迟15", ("0002", 8): "事½"}


def test_web_pages_without_tables_or_of_absurd_size_are_refused(write: Write) -> None:
    assert "without a table" in refused(write("<html><body>登录超时</body></html>", "a.xls"))
    cell = "<td colspan=4000 rowspan=4000>x</td>"
    assert "damaged" in refused(write(f"<table><tr>{cell * 9}</tr></table>", "a.xls"))
    assert "empty" in refused(write("<table>" + "<table><tr>" * 5000, "a.xls"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_an_xml_spreadsheet_is_read(centre: Workspace, write: Write, load: Load, encoding: str) -> None:
    load("punches", write(XML.format(encoding=encoding, doctype="", number="0001"), "打卡.xls", encoding))
    assert days(centre) == {("0001", 8): "√"}


def test_entities_of_xml_are_never_followed(tmp_path: Path, write: Write) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("0001")
    doctype = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{secret}">]>'
    assert "damaged" in refused(write(XML.format(encoding="utf-8", doctype=doctype, number="&s;"), "a.xls"))
    laughs = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
    assert "damaged" in refused(write(XML.format(encoding="utf-8", doctype=laughs, number="&a11;"), "a.xls"))
    assert "cut off" in refused(write(XML.format(encoding="utf-8", doctype="", number="1")[:-40], "a.xls"))


def test_entities_inside_a_packed_spreadsheet_are_never_followed(tmp_path: Path, write_xlsx: Write) -> None:
    (tmp_path / "secret.txt").write_text("TOP SECRET")
    doctype = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path / "secret.txt"}">]>'.encode()
    for ending, part in (("xlsx", "xl/worksheets/sheet1.xml"), ("ods", "content.xml")):
        good = write_xlsx([["工号"], ["0001"]]) if ending == "xlsx" else Path(__file__).parents[2] / "data" / "roster-sample.ods"
        evil = tmp_path / f"evil.{ending}"
        with zipfile.ZipFile(good) as source, zipfile.ZipFile(evil, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                if name == part:
                    head, _, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"<?xml version='1.0'", b"", content)
                    content = head + b"?>" + doctype + rest.replace(b"0007", b"&s;").replace(b"<v>0</v>", b"<v>&s;</v>")
                target.writestr(name, content)
        read = ""
        with suppress(UserError):
            read = str(read_table(evil))
        assert "SECRET" not in read


def test_formulas_without_a_result_are_named(centre: Workspace, tmp_path: Path, load: Load) -> None:
    rows: list[list[object]] = [["工号", "姓名", 8, 9], ["0001", "甘棠", '=IF(1,"√","")', "√"]]
    report = load("attendance", xlsx(tmp_path / "a.xlsx", rows, lambda sheet: None), period=OCTOBER)
    assert "Formulas without a result" in notices(report)
    assert days(centre) == {("0001", 9): "√"}


def test_macros_are_not_run_and_hidden_rows_are_read(centre: Workspace, tmp_path: Path, load: Load) -> None:
    def hide(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    plain = xlsx(tmp_path / "a.xlsx", [["工号", "姓名", 8], ["0001", "甘棠", "√"], ["0002", "Diane", "√"]], hide)
    path = tmp_path / "a.xlsm"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    report = load("attendance", path, period=OCTOBER)
    assert "macros" in notices(report)
    assert "hidden rows" in notices(report)
    assert set(days(centre)) == {("0001", 8), ("0002", 8)}


def test_cells_merged_down_hold_for_all_their_rows(centre: Workspace, tmp_path: Path, load: Load) -> None:
    def merge(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("C3:C4")

    head = ["工号", "姓名", "班组", "岗位", "用工性质", "状态", "入职日期"]
    rest = ["呼入", "全职", "正式", "2026-01-05"]
    rows: list[list[object]] = [
        ["花名册"],
        head,
        ["0101", "甲", "夜班组", *rest],
        ["0102", "乙", None, *rest],
        ["0103", "丙", "早班组", *rest],
    ]
    load("roster", xlsx(tmp_path / "a.xlsx", rows, merge))
    with centre.store.read() as tx:
        numbers = {row["id"]: row["employee_no"] for row in queries.employees(tx)}
        teams = {numbers[row["employee_id"]]: row["team"] for row in queries.assignments(tx)}
    assert [teams[number] for number in ("0101", "0102", "0103")] == ["夜班组", "夜班组", "早班组"]


def test_a_header_merged_down_over_two_rows_is_one_header(centre: Workspace, tmp_path: Path, load: Load) -> None:
    def merge(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"):
            sheet.merge_cells(area)

    rows: list[list[object]] = [
        ["工号", "姓名", "日期", "上班1", None, "下班1", None], [None, None, None, "打卡时间", "打卡结果", "打卡时间", "打卡结果"],
        ["0001", "甘棠", "2026-10-08", "09:05", "迟到", "18:00", "正常"],
    ]  # fmt: skip
    load("punches", xlsx(tmp_path / "a.xlsx", rows, merge))
    assert days(centre) == {("0001", 8): "迟5"}


def test_headers_that_stand_twice_are_refused_by_name(centre: Workspace, write: Write, load: Load) -> None:
    with pytest.raises(ImportRefused) as caught:
        load("attendance", write("2026年10月\n工号,姓名,8,9,8\n0001,甘棠,√,√,旷\n"))
    assert [(problem.row, problem.column) for problem in caught.value.problems] == [(2, "8")]
    assert days(centre) == {}


def test_two_encodings_in_one_file_are_never_stored_as_nonsense(centre: Workspace, tmp_path: Path, load: Load) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("工号,姓名,班组,岗位\n0001,甘棠,一组,呼入\n".encode() + "0102,岳麓,二组,外呼\n".encode("gb18030"))
    with pytest.raises(UserError):
        load("roster", path)
    with centre.store.read() as tx:
        assert len(queries.employees(tx)) == 5


def test_numbers_guarded_as_formulas_keep_their_zeros(centre: Workspace, write: Write, load: Load) -> None:
    assert counts(load("punches", write('工号,姓名,打卡时间\n="0001",="甘棠","=""2026-10-08 08:55"""\n="0001",,2026-10-08 18:01\n'))) == (
        2,
        0,
        0,
        0,
    )
    assert days(centre) == {("0001", 8): "√"}


def test_a_password_a_link_and_a_sparse_giant(tmp_path: Path, write: Write) -> None:
    locked = tmp_path / "locked.xlsx"
    compound = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    locked.write_bytes(compound)
    assert "password" in refused(locked)
    giant = tmp_path / "giant.csv"
    with giant.open("wb") as file:
        file.write(b"a,b\n")
        file.seek(2 * 1024**3)
        file.write(b"\n")
    assert "larger than" in refused(giant)
    (tmp_path / "link.csv").symlink_to(write("工号,姓名\n0001,甘棠\n"))
    assert read_table(tmp_path / "link.csv")[0].rows[1] == ["0001", "甘棠"]
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    assert "loop.csv" in refused(tmp_path / "loop.csv")
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nowhere.csv")
    assert "does not exist" in refused(tmp_path / "dangling.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Unix has named pipes")
def test_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "does not exist" in refused(tmp_path / "pipe.csv")
    assert "does not exist" in refused(Path("/dev/zero"))
