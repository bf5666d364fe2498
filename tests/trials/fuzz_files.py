"""Tables of every kind in every format, and the ways in which they are spoilt on the way to us."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.exchange.growth_files import FILES as GROWTH

DATA = Path(__file__).parents[1] / "data"
ROSTER = """工号,姓名,班组,岗位,用工性质,状态,入职日期,转正日期,离职日期,星级,月工资
0001,甘棠,客服一组,呼入,全职,正式,2024-01-05,,,一星,5000
0002,Diane,客服一组,呼入,全职,正式,2024-02-01,,,,
0003,岳麓,客服二组,外呼,全职,试用,2026-08-01,2026-11-10,,,
0004,龚䶮,客服二组,外呼,兼职,正式,2024-01-05,,,,
"""
_MONTH = ",".join(str(day) for day in range(1, 32))
TABLES = {
    "roster": ROSTER,
    "attendance": f"2026年10月考勤表\n工号,姓名,{_MONTH}\n0001,甘棠,{','.join(['√', '迟15', '事½', '休'] * 7)}\n0002,Diane,√,√/△,旷,加2\n",
    "punches": "工号,打卡时间\n0001,2026-10-08 08:58:11\n0001,2026-10-08 18:03:00\n0002,2026/10/9 9:14\n",
    "kpi": '工号,姓名,业绩得分,接通率,平均处理时长,呼入量\n0001,甘棠,92.5,95%,00:03:45,"1,234"\n0002,Diane,88,0.91,241,1102\n',
    "calls": "通话编号,坐席,日期,时间,主题,是否接听,是否解决,应答速度,通话时长,满意度\n"
    "ID1,0001,2026-10-08,09:12:58,账单,Y,Y,17,00:02:23,5\nID2,0002,2026-10-08,09:13:30,投诉,N,N,,,\n",
    "recordings": "录音编号,工号,日期,服务态度,业务知识,争执辱骂\nR1,0001,2026-10-08,92,88,否\nR2,0002,2026-10-09,70,65,是\n",
    "worklog": "案件编号,工号,受理日期,截止日期,结案日期,回访日期,重要,重要案件单日期,投诉升级日期,跟进日期,说明\n"
    "K1,0001,2026-10-05,2026-10-12,2026-10-09,2026-10-10,是,2026-10-05,,2026-10-07、2026-10-09,漏水\nK2,0002,2026-10-13,,,,,,,,\n",
    "worklogdays": "工号,日期,已提交,说明\n0001,2026-10-12,是,\n0002,2026-10-13,否,\n",
    "spotchecks": "工号,日期,检查内容,合格,备注,检查人\n0001,2026-10-12,工作日志,合格,完整,周\n0002,2026-10-13,出勤,不合格,迟到,周\n",
    "complaints": "投诉编号,工号,日期,属实,等级,说明\nT1,0001,2026-10-08,是,一般,态度\nT2,0002,2026-10-09,否,轻微,误会\n",
    "nominations": "工号,班组,规则,期间,事由,已采纳\n0001,,improvement-proposal,2026-10,改进话术,是\n",
    "shift_roster": "2026年10月排班表\n工号,姓名,12,13,14\n,,一,二,三\n0001,甘棠,休,休,off\n0002,Diane,休,,休\n",
    "clock_numbers": "工号,姓名,考勤号\n0001,甘棠,007\n0002,Diane,8\n",
    **GROWTH,
}
CLOCK = "".join(f"\t{n}\t2026-10-{day:02} 08:5{n}:00\t1\t0\t1\t0\r\n" for day in range(8, 20) for n in (1, 2, 3))
NAMED_CLOCK = "        1\t甘棠\t2026-10-08 08:51:07\t1\t0\n        1\t甘棠\t2026-10-08 18:02:40\t1\t1\nbad line\n"
DINGTALK = (
    "考勤日报表 统计日期:2026-10-08 至 2026-10-09\n报表生成时间:2026-10-10\n"
    "姓名,考勤组,部门,工号,日期,上班1打卡时间,上班1打卡结果,下班1打卡时间,下班1打卡结果\n"
    "甘棠,客服,一组,0001,26-10-08 星期四,08:55,正常,18:01,正常\nDiane,客服,一组,0002,26-10-08 星期四,09:20,迟到,次日 00:10,正常\n"
)
WECOM = (
    "打卡日报,,,,,\n时间,姓名,账号,最早,最晚,考勤结果\n,,,打卡时间,打卡时间,\n2026/10/08 星期四,甘棠,0001,08:58,18:05,正常\n"
    "2026/10/08 星期四,Diane,0002,09:31,18:00,迟到31分钟\n"
)
_DAYS = ",".join({5: "六", 6: "日"}.get(date(2026, 10, day).weekday(), str(day)) for day in range(1, 32))
_RESULTS = ("正常", "上班迟到1小时24分钟", "事假10-08 13:30到10-09 12:00 1天", "休息", "上班缺卡", "旷工", "加班2小时")
DINGTALK_MONTH = (
    f"月度汇总 统计日期：2026-10-01 至 2026-10-31\n姓名,工号,出勤天数,考勤结果{',' * 30}\n,,,{_DAYS}\n"
    f"甘棠,0001,20,{','.join(_RESULTS * 4)}\n"
)
WECOM_FULL = (
    "概况统计与打卡明细\n时间,姓名,账号,考勤概况,,,外出打卡,,上班1,,下班1,\n,,,最早,最晚,考勤结果,最早,最晚,打卡时间,打卡状态,打卡时间,打卡状态\n"
    "2026/10/08 星期四,甘棠,0001,08:58,18:05,正常,--,--,08:58,正常,次日00:10,正常\n"
    "2026/10/09 星期五,Diane,0002,--,--,事假,--,--,--,--,--,--\n"
)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5")


PUNCHES = (CLOCK, NAMED_CLOCK, DINGTALK, WECOM, DINGTALK_MONTH, WECOM_FULL)


@dataclass(frozen=True)
class Case:
    """One file to import: kind, file name, content, whether the good rows are wanted; `how` tells what was done to it."""

    kind: str
    name: str
    data: bytes
    partial: bool
    how: str


def case(number: int, slow_formats: bool = True) -> Case:
    """The spoilt file with that number, always the same one."""
    rng = random.Random(number)
    kind, text = rng.choice([*TABLES.items(), *(("punches", text) for text in PUNCHES)])
    shape = rng.choices(("text", "xlsx", "html", "xml", "ods", "xls"), (10, 6, 2, 1, slow_formats * 0.5, slow_formats * 0.4))[0]
    if shape == "text":
        how, data = _text(rng, text)
    elif shape == "xlsx":
        how, data = _spoilt(rng, _xlsx(rng, text), _BYTES + _ZIP)
    elif shape in ("html", "xml"):
        how, data = _spoilt(rng, (_html if shape == "html" else _xml)(rng, text).encode(rng.choice(ENCODINGS), "replace"), _BYTES)
    elif shape == "ods":
        how, data = _spoilt(rng, _ods(text), _BYTES + _ZIP)
    else:
        how, data = _spoilt(rng, (DATA / "roster-sample.xls").read_bytes(), _BYTES)
    ending = shape if rng.random() < 0.8 else rng.choice(("xlsx", "xls", "csv", "ods", "dat", "pdf"))
    return Case(kind, f"{number}.{'csv' if ending == 'text' else ending}", data, rng.random() < 0.5, f"{shape}: {how}")


def _html(rng: random.Random, text: str) -> str:
    """A web page as report systems save it, ends of cells left out and spans made up at random."""
    end, span = rng.choice(("</td>", "", "<!--")), rng.choice(("", " colspan=2", " rowspan=3", " colspan=99999999", " rowspan=-1"))
    rows = [f"{end}<td{span if rng.random() < 0.05 else ''}>".join(line.split(",")) for line in text.splitlines()]
    return "<html><body><table><tr><td>" + "</tr><tr><td>".join(rows) + rng.choice(("</table></body></html>", "", "<table><tr><td>"))


def _xml(rng: random.Random, text: str) -> str:
    index = rng.choice(("", ' ss:Index="3"', ' ss:Index="999999999999"', ' ss:MergeDown="2"', ' ss:MergeAcross="5000"'))
    rows = [
        "".join(f'<Cell{index if rng.random() < 0.05 else ""}><Data ss:Type="String">{cell}</Data></Cell>' for cell in line.split(","))
        for line in text.splitlines()
    ]
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="a"><Table><Row>{"</Row><Row>".join(rows)}</Row></Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}">{sheet}</Workbook>'


def _text(rng: random.Random, text: str) -> tuple[str, bytes]:
    how, edit = rng.choice(_LINES)
    encoding = rng.choice(ENCODINGS)
    data = edit(rng, text.replace(",", rng.choice(",\t;"))).encode(encoding, "replace") or b" "
    if rng.random() < 0.4:
        return f"{encoding}, {how}", data
    also, data = _spoilt(rng, data, _BYTES)
    return f"{encoding}, {how}, {also}", data


def _spoilt(rng: random.Random, data: bytes, ways: tuple[tuple[str, Callable[[random.Random, bytes], bytes]], ...]) -> tuple[str, bytes]:
    how, spoil = rng.choice(ways)
    return how, spoil(rng, data or b"\x00") or b"\x00"


def _lines(edit: Callable[[random.Random, list[str]], list[str]]) -> Callable[[random.Random, str], str]:
    return lambda rng, text: "\n".join(edit(rng, text.splitlines()))


def _in_cell(pieces: tuple[str, ...]) -> Callable[[random.Random, str], str]:
    def edit(rng: random.Random, text: str) -> str:
        cells = text.split(",") if "," in text else text.split("\t")
        cells[rng.randrange(len(cells))] = rng.choice(pieces)
        return ("," if "," in text else "\t").join(cells)

    return edit


_ODD = (
    "=1+1", '=HYPERLINK("http://x")', "#REF!", "1e999", "-1", "9" * 400, "NaN", "inf", "2026-02-30", "0000-00-00", "迟99999999999", "加1e9",
    "½", "\x00", "\ufeff", "\U0010ffff", "２０２６-１０-０８", "25:61:61", "12345678901234567890", "True", "''", '"', "次日 99:99",
)  # fmt: skip
_LINES: tuple[tuple[str, Callable[[random.Random, str], str]], ...] = (
    ("whole", lambda rng, text: text),
    ("odd cell", _in_cell(_ODD)),
    ("line doubled", _lines(lambda rng, lines: [*lines, rng.choice(lines)])),
    ("header doubled", _lines(lambda rng, lines: [f"{line},{line}" for line in lines])),
    ("lines shuffled", _lines(lambda rng, lines: rng.sample(lines, len(lines)))),
    ("line dropped", _lines(lambda rng, lines: [line for line in lines if rng.random() < 0.7])),
    ("long line", lambda rng, text: text + "x" * rng.choice((9_999, 140_000))),
    ("many columns", lambda rng, text: text + "," * 20_000),
    ("open quote", lambda rng, text: text[: rng.randrange(len(text))] + '"' + text),
    ("web page", lambda rng, text: f"<html><table>{text}</table>"),
)


def _flip(rng: random.Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def _doubled(rng: random.Random, data: bytes) -> bytes:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:]


def _dropped(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randint(1, 200) :]


_BYTES: tuple[tuple[str, Callable[[random.Random, bytes], bytes]], ...] = (
    ("as it is", lambda rng, data: data),
    ("bytes changed", _flip),
    ("cut off", lambda rng, data: data[: rng.randrange(len(data))]),
    ("piece doubled", _doubled),
    ("piece dropped", _dropped),
    ("two encodings", lambda rng, data: data + "0001,王小明\n".encode(rng.choice(ENCODINGS))),
    ("noise behind", lambda rng, data: data + rng.randbytes(rng.randint(1, 5000))),
    ("noise before", lambda rng, data: rng.randbytes(rng.randint(1, 50)) + data),
)


def _repack(edit: Callable[[random.Random, dict[str, bytes]], Any]) -> Callable[[random.Random, bytes], bytes]:
    def spoil(rng: random.Random, data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        edit(rng, parts)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return buffer.getvalue()

    return spoil


def _swap(rng: random.Random, parts: dict[str, bytes]) -> None:
    one, other = rng.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]


def _body(parts: dict[str, bytes]) -> str:
    return next((name for name in parts if name.endswith(("sheet1.xml", "content.xml"))), next(iter(parts)))


def _replaced(*pairs: tuple[bytes, bytes]) -> Callable[[random.Random, dict[str, bytes]], None]:
    def edit(rng: random.Random, parts: dict[str, bytes]) -> None:
        old, new = rng.choice(pairs)
        body = _body(parts)
        parts[body] = parts[body].replace(old, new, rng.choice((1, 3, -1)))

    return edit


def _spoil_part(rng: random.Random, parts: dict[str, bytes]) -> None:
    name = rng.choice(sorted(parts))
    if parts[name]:
        parts[name] = rng.choice((_flip, _dropped, _doubled))(rng, parts[name])


def _bomb(rng: random.Random, parts: dict[str, bytes]) -> None:
    inside = rng.random() < 0.5
    name = _body(parts) if inside else "xl/media/image1.png"
    parts[name] = parts.get(name, b"") + b" " * 12_000_000


_ZIP: tuple[tuple[str, Callable[[random.Random, bytes], bytes]], ...] = (
    ("part dropped", _repack(lambda rng, parts: parts.pop(rng.choice(sorted(parts))))),
    ("parts swapped", _repack(_swap)),
    ("part spoilt", _repack(_spoil_part)),
    ("part spoilt", _repack(_spoil_part)),
    ("bomb", _repack(_bomb)),
    ("macros", _repack(lambda rng, parts: parts.update({"xl/vbaProject.bin": rng.randbytes(400)}))),
    ("archive inside", _repack(lambda rng, parts: parts.update({"xl/embeddings/a.xlsx": b"PK\x03\x04" + rng.randbytes(400)}))),
    ("path upwards", _repack(lambda rng, parts: parts.update({"../../outside.xml": b"<a/>"}))),
    ("far cell", _repack(_replaced((b'r="B3"', b'r="XFD1048576"'), (b'r="A2"', b'r="ZZZZ9"'), (b'r="3"', b'r="999999999"')))),
    ("repeated", _repack(_replaced((b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="99999999" ')))),
    ("no number", _repack(_replaced((b"<v>", b"<v>x"), (b't="s"', b't="q"'), (b"</row>", b""), (b"office:value-type", b"x")))),
    ("entity", _repack(_replaced((b"<sheetData>", b"<sheetData>&b;"), (b"?>", b'?><!DOCTYPE a [<!ENTITY b "b">]>')))),
)  # fmt: skip


def _xlsx(rng: random.Random, text: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in text.replace("\t", ",").replace('"', "").splitlines():
        sheet.append([cell if rng.random() < 0.9 else _number(cell) for cell in line.split(",")])
    rng.choice(_SHEETS)(rng, book, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _number(cell: str) -> Any:
    return float(cell) if cell.replace(".", "", 1).isdecimal() and cell.isascii() else cell


def _place(rng: random.Random, sheet: Worksheet) -> Any:
    return sheet.cell(rng.randint(1, sheet.max_row), rng.randint(1, sheet.max_column))


def _odd_cell(rng: random.Random, book: openpyxl.Workbook, sheet: Worksheet) -> None:
    days = (date(1900, 1, 1), date(9999, 12, 31))
    odd = ("=SUM(A1:A9)", "=A1", '=WEBSERVICE("http://x")', "#N/A", 1e300, -1, *days, True, "迟99999999999", "0" * 30_000)
    for _ in range(rng.randint(1, 6)):
        _place(rng, sheet).value = rng.choice(odd)


def _merged(rng: random.Random, book: openpyxl.Workbook, sheet: Worksheet) -> None:
    row = rng.randint(1, sheet.max_row)
    sheet.merge_cells(start_row=row, end_row=row + rng.randint(0, 2), start_column=1, end_column=rng.randint(2, 5))


def _hidden(rng: random.Random, book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.row_dimensions[rng.randint(1, sheet.max_row)].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("x").sheet_state = "hidden"


def _same_titles(rng: random.Random, book: openpyxl.Workbook, sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_col=1, max_col=1):
        sheet.cell(row[0].row, sheet.max_column + (row[0].row == 1)).value = row[0].value


_SHEETS: tuple[Callable[[random.Random, openpyxl.Workbook, Worksheet], None], ...] = (
    lambda rng, book, sheet: None, _odd_cell, _merged, _hidden, _same_titles,
    lambda rng, book, sheet: sheet.insert_rows(1, 45), lambda rng, book, sheet: sheet.delete_rows(1),
)  # fmt: skip


def _ods(text: str) -> bytes:
    lines = text.replace("\t", ",").replace("&", "").replace("<", "").splitlines()
    row = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join("<table:table-row>" + "".join(row.format(cell) for cell in line.split(",")) + "</table:table-row>" for line in lines)
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f'<?xml version="1.0"?><office:document-content{names}>{body}</office:document-content>')
    return buffer.getvalue()
