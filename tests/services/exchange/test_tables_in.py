"""Files are told apart by what is in them, and none can hurt."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.domain.errors import UserError
from services.exchange.tables_in import read_table
from tests.services.exchange.conftest import ROOT

TEXT = '花名册 2026年\n工号*{d}姓名{d}班组\n0007{d}王小明{d}客服一组\n0008{d}龚䶮{d}"二组{d}夜班"\n'


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_encoding_and_delimiter(write: Callable[..., Path], encoding: str, delimiter: str) -> None:
    sheet = read_table(write(TEXT.format(d=delimiter), "a.txt", encoding))[0]
    assert sheet.rows[2] == ["0007", "王小明", "客服一组"]
    assert sheet.rows[3] == ["0008", "龚䶮", f"二组{delimiter}夜班"]


def test_big5_is_not_taken_for_gb18030(write: Callable[..., Path]) -> None:
    sheet = read_table(write("員工編號,姓名,班組\n0007,陳大文,客服一組\n0008,李國強,客服二組\n", encoding="big5"))[0]
    assert sheet.rows[1] == ["0007", "陳大文", "客服一組"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a"])
def test_the_ending_of_the_name_does_not_matter(write_xlsx: Callable[..., Path], name: str) -> None:
    rows = read_table(write_xlsx([["工号", "日期"], ["0007", date(2026, 1, 5)], [7, 0.95]], name))[0].rows
    assert rows == [["工号", "日期"], ["0007", date(2026, 1, 5)], [7.0, 0.95]]


def test_rows_keep_their_spreadsheet_numbers(write_xlsx: Callable[..., Path]) -> None:
    rows = read_table(write_xlsx([[], [], ["", "工号"], [], ["", "0007"]]))[0].rows
    assert rows[2][1] == "工号"
    assert rows[4][1] == "0007"


def refused(path: Path) -> str:
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        read_table(path)
    assert time.monotonic() - started < 10
    return str(caught.value)


def test_hostile_files_are_refused_with_a_reason(tmp_path: Path, write: Callable[..., Path]) -> None:
    assert "folder" in refused(tmp_path)
    assert "does not exist" in refused(tmp_path / "nothing.csv")
    assert "empty" in refused(write(""))
    assert "empty" in refused(write("\ufeff \n\n"))
    assert "web page" in refused(write("<html><p>工号</p></html>", "a.xls"))
    pdf = tmp_path / "a.xlsx"
    pdf.write_bytes(b"%PDF-1.7 something")
    assert "not a table" in refused(pdf)
    pdf.write_bytes(bytes(range(256)) * 40)
    assert "not a table" in refused(pdf)
    assert "quotation mark" in refused(write('工号,姓名\n"0001,' + "x" * 140_000))


def test_bombs_and_absurd_sheets_are_not_opened(tmp_path: Path, write_xlsx: Callable[..., Path]) -> None:
    good = write_xlsx([["工号"], ["0001"]])
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/media/image1.png", bytes(500 * 1024 * 1024))
    assert "unpack" in refused(bomb)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "工号", 1
    book.save(bomb)
    assert "too far apart" in refused(bomb)
    bomb.write_bytes(good.read_bytes()[:-300])
    assert "cut off" in refused(bomb)
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr("notes.txt", "hello")
    assert "archive" in refused(bomb)


def test_formatted_but_empty_far_cells_do_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "工号"
    sheet["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "far.xlsx")
    assert read_table(tmp_path / "far.xlsx")[0].rows == [["工号"]]


def test_an_ods_whose_cell_repeats_for_ever_is_refused(tmp_path: Path) -> None:
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="a"><table:table-row>'
        '<table:table-cell office:value-type="string" table:number-columns-repeated="999999999"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    assert "too far apart" in refused(path)


def test_old_spreadsheets_and_open_document_are_read() -> None:
    xls, ods = (read_table(ROOT / f"tests/data/roster-sample.{ending}")[0].rows for ending in ("xls", "ods"))
    assert xls[1] == ["0007", "龚䶮", date(2026, 1, 5), dt.time(0, 3, 45)]
    assert ods[1] == ["0007", "龚䶮", date(2026, 1, 5)]
    assert len(ods) == 3


def test_an_old_spreadsheet_cannot_take_the_memory_with_it(tmp_path: Path) -> None:
    data = bytearray((ROOT / "tests/data/roster-sample.xls").read_bytes())
    data[30] = 33  # a sector of 8 GB
    (tmp_path / "a.xls").write_bytes(bytes(data))
    assert "damaged" in refused(tmp_path / "a.xls")


def test_an_open_document_cut_off_inside_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(ROOT / "tests/data/roster-sample.ods") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:1400] if name == "content.xml" else content)
    assert "cut off" in refused(path)


def _xlsx_bytes() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["工号", "姓名", "入职日期"], ["0001", "甘棠", date(2026, 1, 5)], [2, "岳麓", 0.5]):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
_SEEDS = [_xlsx_bytes(), TEXT.format(d=",").encode("gb18030"), TEXT.format(d="\t").encode("utf-16"), _COMPOUND]


@settings(max_examples=250, deadline=10_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.sampled_from(_SEEDS),
    edits=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=8),
    cut=st.floats(0.05, 1),
)
def test_mutated_files_are_read_or_refused_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], seed: bytes, edits: list[tuple[float, bytes]], cut: float
) -> None:
    data = bytearray(seed)
    for place, piece in edits:
        at = int(place * len(data))
        data[at : at + len(piece)] = piece
    path = tmp_path / "mutated.xlsx"
    path.write_bytes(bytes(data[: int(cut * len(data)) or 1]))
    with contextlib.suppress(UserError):
        assert read_table(path)
